"""Issue, Section, Item, Block, Sentence, Citation: the bulletin, as docs/issue.schema.json says."""

from dataclasses import dataclass, field

from torimatome.model.article import Passage


@dataclass(frozen=True)
class Period:
    """The days an Issue covers, both included."""

    start: str  # ISO day
    end: str  # ISO day
    raw: str = ""  # as printed
    remark: str | None = None  # "(一部3月20日分を含む)"


@dataclass(frozen=True)
class Section:
    """A numbered heading; only sections that hold items are printed and numbered."""

    number: str
    heading_ja: str
    kind: str
    heading_en: str = ""


@dataclass(frozen=True)
class Citation:
    """`(TREND, REPORT / 28.04.2026)`: outlets as printed, and a day or a range of days."""

    raw: str
    outlets: tuple[str, ...]
    date_start: str  # ISO day
    date_end: str  # ISO day
    links: tuple[str, ...] = ()  # one address an outlet, "" where it has none; () = not known


@dataclass(frozen=True)
class Sentence:
    """One printed sentence and what it rests on. No passage: only a person's NOTE."""

    text: str
    passages: tuple[Passage, ...] = ()
    language: str = "en"
    marks: tuple[str, ...] = ()  # e.g. "untranslated"; shown to the editor, never hidden


@dataclass(frozen=True)
class Link:
    """Words of a block that lead somewhere."""

    text: str
    target: str


@dataclass(frozen=True)
class Block:
    """A stretch of an Item's body. `text` (or `bullets`) is exactly its sentences, joined."""

    type: str  # paragraph | bullets | perspective | note | subheading
    label: str | None = None  # a side ("Azerbaijani MFA"), or NOTE
    text: str | None = None
    bullets: tuple[str, ...] | None = None
    citation: Citation | None = None  # closes this block and those since the previous citation
    continued: bool = False  # a further paragraph of the same side or NOTE
    sentences: tuple[Sentence, ...] = ()  # for bullets: one or more a bullet, see `bullet_of`
    bullet_of: tuple[int, ...] = ()  # for bullets: which bullet each sentence belongs to
    links: tuple[Link, ...] = ()
    language: str = "en"


@dataclass(frozen=True)
class Actor:
    """A person, body or state that acts in the event."""

    name_en: str
    name_ja: str | None = None
    role: str | None = None
    country: str | None = None
    title_ja: str | None = None
    norm_en: str | None = None


@dataclass(frozen=True)
class Check:
    """Something a person has to look at before the Item goes out."""

    kind: str  # e.g. "untranslated", "headline_ja", "no_date", "sides"
    words: str  # what, in words
    severity: str = "mid"  # high | mid | low | info


@dataclass(frozen=True)
class Item:
    """One event as the bulletin tells it."""

    id: str
    section: str  # Section.number
    headline_ja: str
    headline_en: str
    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...]
    event_date: str | None = None
    event_date_end: str | None = None
    event_type: str | None = None
    event_place: str | None = None
    actors: tuple[Actor, ...] = ()
    links: tuple[Link, ...] = ()
    kind: str = ""  # Section.kind, which outlives renumbering
    headline_sources: tuple[Passage, ...] = ()  # what the headlines rest on
    story: str = ""  # Story.id
    articles: tuple[str, ...] = ()  # Article ids of the story
    reasons: tuple[str, ...] = ()  # why it was chosen
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True)
class Issue:
    """One bulletin."""

    title_ja: str
    subtitle_ja: str
    issuer_ja: str
    period: Period
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    end_marker: str
    desk: str = ""
    title_en: str = ""
    issuer_en: str = ""
    notice_ja: str = ""  # e.g. "this is fiction"; printed under the title
    notice_en: str = ""
    file: str = ""
    version: int = 1
    ordered: bool = False  # items stand as a person put them, not by citation date
    format: str = field(default="torimatome-issue/1")

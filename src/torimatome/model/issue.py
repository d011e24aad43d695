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
class Earlier:
    """A past Item on the same matter: told there already, or the story goes on from there."""

    issue: str  # the label its Issue is kept under
    item: str  # Item.id there
    headline_en: str
    headline_ja: str
    start: str  # ISO; first day of that Issue's period
    relation: str  # reported | continues


@dataclass(frozen=True)
class Proposal:
    """A NOTE that memory offers; printed only when a person takes it and signs it."""

    id: str  # 16 hex digits of its words and source, so that a word on it outlives a re-draft
    text: str
    why: str  # what it goes by, in words
    source: str  # where it comes from: an Issue and its citation, or the termbase
    link: str = ""  # "issue/item" of the archive; "" = the termbase


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
    earlier: tuple[Earlier, ...] = ()  # never printed
    proposals: tuple[Proposal, ...] = ()  # never printed; see edit/acts/notes.py
    rolled_up: tuple[str, ...] = ()  # Story ids told together in this Item; () = its own alone


@dataclass(frozen=True)
class Correction:
    """What a later version of an Issue mends; printed under its title."""

    version: int  # the version that carries it: 2, 3, …
    day: str  # ISO day it was signed
    note: str  # in the words of the person who signed
    items: tuple[str, ...] = ()  # ids of the Items that differ from the version before


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
    left_out: tuple[Item, ...] = ()  # told in a past Issue already; printed if a person takes it in
    corrections: tuple[Correction, ...] = ()  # of this and earlier versions, the oldest first
    flash: str = ""  # the Item's id when one Item goes out by itself, at once (速報)
    format: str = field(default="torimatome-issue/1")

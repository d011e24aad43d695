"""Past Issues, kept and found again: what is asked of the archive, and what it answers."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Query:
    """What to look for; every filter left "" lets everything through.

    Words parted by spaces must all stand in one sentence. A word finds the characters wherever
    they stand; within "double quotes" they must stand as whole words, side by side.
    """

    words: str = ""
    start: str = ""  # first day, ISO
    end: str = ""  # last day, ISO
    section: str = ""  # Section.kind
    outlet: str = ""  # as printed in citations, in any spelling the desk knows
    person: str = ""  # any form of the name the desk knows
    country: str = ""  # any form, or the code the desk uses
    order: str = "newest"  # newest | best
    limit: int = 20
    offset: int = 0
    spellings: bool = True  # a name finds its other spellings and scripts, too


@dataclass(frozen=True)
class Mention:
    """A person, organisation, place or country that an Item names."""

    kind: str  # person | organisation | place | country
    name: str  # English, the form the desk's terms give where they know it
    ja: str = ""
    role: str = ""  # as the Item gives it; "" = only named
    acts: bool = False  # among those who act, or named in a headline
    met: tuple[str, ...] = ()  # a person: those a sentence says they met, by English name


@dataclass(frozen=True)
class Kept:
    """An Item of a kept Issue, without its body."""

    issue: str  # the label its Issue is kept under
    version: int  # of that Issue
    id: str  # Item.id
    day: str  # ISO; the last day its citations name, by which the archive is ordered
    section: str  # Section.kind
    section_ja: str
    headline_ja: str
    headline_en: str
    outlets: tuple[str, ...] = ()
    event_type: str = ""
    event_place: str = ""
    event_date: str = ""
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True)
class Found:
    """One sentence with the words looked for, and where in it they stand."""

    text: str
    part: str  # headline_ja | headline_en | body | note
    spans: tuple[tuple[int, int], ...] = ()  # (start, end) in characters of `text`


@dataclass(frozen=True)
class Hit:
    """One Item that answers a Query, with its sentences that do."""

    item: Kept
    sentences: tuple[Found, ...]
    further: int = 0  # sentences that answer and are not shown


@dataclass(frozen=True)
class Results:
    """A page of hits."""

    query: Query
    hits: tuple[Hit, ...]
    more: bool  # whether further hits follow
    total: int | None  # Items that answer; None: more than were counted
    spellings: tuple[tuple[str, tuple[str, ...]], ...] = ()  # a word, and what it also stood for


@dataclass(frozen=True)
class KeptIssue:
    """An Issue as the archive has it."""

    label: str
    version: int
    start: str  # ISO day
    end: str
    title_ja: str
    items: int
    replaced_by: int | None = None  # the version that took its place; None = the current one
    new: bool = field(default=False, compare=False)  # just kept, and not there before


@dataclass(frozen=True)
class Earlier:
    """A past Item on the same matter, and why it is shown."""

    item: Kept
    score: float
    shared: tuple[str, ...]  # names and words in common, the most telling first


@dataclass(frozen=True)
class Office:
    """An office as the desk's terms have it."""

    name: str
    ja: str
    since: str  # ISO day; "" = before any issue
    until: str  # ISO day; "" = still held


@dataclass(frozen=True)
class Role:
    """What the items call someone, and when first and last."""

    name: str
    first: str  # ISO day
    last: str
    count: int
    ja: str = ""


@dataclass(frozen=True)
class Meeting:
    """Someone met, or two who met, and the items that tell of it, the newest first."""

    people: tuple[Mention, ...]
    items: tuple[Kept, ...]

    @property
    def name(self) -> str:
        """Who, in English."""
        return " – ".join(person.name for person in self.people)

    @property
    def ja(self) -> str:
        """Who, in Japanese; "" unless all have Japanese names."""
        names = [person.ja for person in self.people]
        return " – ".join(names) if all(names) else ""


@dataclass(frozen=True)
class NamePage:
    """All that is kept of one person, organisation, place or country."""

    kind: str
    name: str
    ja: str
    spellings: tuple[str, ...]
    offices: tuple[Office, ...]
    roles: tuple[Role, ...]
    items: tuple[Kept, ...]  # the newest first
    met: tuple[Meeting, ...]  # a person: whom; others: who met there; the most often first

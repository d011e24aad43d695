"""Record, Change, Act: what people decided, as it stands now and as it came to be."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from torimatome.model.house import Term
from torimatome.model.source import Outlet


@dataclass(frozen=True)
class Record:
    """One thing people decide about, as it stands: a headline's text, a story's fate, a term."""

    kind: str  # choice | judgement | item | approval | issue | waiver | term | outlet | watch …
    key: str
    value: str  # JSON; "" = nothing is said, or it was taken back
    revision: int = 0  # grows by one with each change; 0 = nobody ever said anything


@dataclass(frozen=True)
class Change:
    """What an Act does to one Record."""

    kind: str
    key: str
    before: str
    after: str
    revision: int  # the Record's, after the change


@dataclass(frozen=True)
class Act:
    """What one person did at one moment. Acts are never deleted; undoing one is another Act."""

    id: int
    at: datetime  # UTC
    by: str
    name: str  # the act's function in edit/acts, e.g. "drop_story"
    about: str  # what it was done to: a story, item, term or outlet id
    period: str  # "2026-05-01_2026-05-08"; "" = no particular Issue
    words: dict[str, str] = field(default_factory=dict)  # for the history line, by slot
    changes: tuple[Change, ...] = ()
    undoes: int = 0  # the Act taken back; 0 = none
    undone: bool = False


INCLUDE, DROP, LATER = "include", "drop", "later"


@dataclass(frozen=True)
class Choice:
    """A Story's fate, kept by the id of its first Article, so that it survives a regrouping."""

    choice: str = ""  # include | drop | later; "" = as the machine proposes
    section: str = ""  # Section.kind it was moved to; "" = as the machine files it
    by: str = ""
    at: str = ""  # ISO, UTC; of two choices about one Story the later counts


@dataclass(frozen=True)
class Said:
    """A person's word on two Articles; the Record's key is their ids, parted by a space."""

    verdict: str  # Verdict value
    by: str
    at: str


@dataclass(frozen=True)
class Rolled:
    """Whether a Story is told with others; the Record's key is its first Article."""

    group: str  # those with the same group are told in one Item; "" = it is told alone
    by: str
    at: str


@dataclass(frozen=True)
class TermSaid:
    """A person's word on a Term; the Record's key is its kind and English form, "person:Ada"."""

    term: Term
    state: str  # accepted | rejected
    by: str
    at: str


@dataclass(frozen=True)
class OutletSaid:
    """A person's word on an Outlet; the Record's key is its id."""

    outlet: Outlet | None  # as written; None = as the desk's folder says
    paused: bool | None  # None = as the desk's folder says
    by: str
    at: str


@dataclass(frozen=True)
class Watched:
    """Words the desk watches for; the Record's key is the words, folded."""

    words: str
    by: str
    at: str


def choice_of(articles: Iterable[str], choices: Mapping[str, Choice]) -> Choice:
    """What people chose for the Story of these Articles: fate and section, the latest of each."""
    said = sorted((choices[a] for a in articles if a in choices), key=lambda c: (c.at, c.by))
    fate = next((c.choice for c in reversed(said) if c.choice), "")
    section = next((c.section for c in reversed(said) if c.section), "")
    last = said[-1] if said else Choice()
    return Choice(fate, section, last.by, last.at)


@dataclass(frozen=True)
class Intent:
    """What an act wants: Records to be put in place, and the line history keeps."""

    name: str
    about: str
    puts: tuple[tuple[str, str, str], ...]  # kind, key, value (JSON, "" = take back)
    period: str = ""
    words: tuple[tuple[str, str], ...] = ()


Look = Callable[[str, str], Record]  # kind, key → the Record as it stands
Decide = Callable[[Look], Intent]

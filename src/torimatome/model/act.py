"""Record, Change, Act: what people decided, as it stands now and as it came to be."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Record:
    """One thing people decide about, as it stands: a headline's text, a story's fate, a term."""

    kind: str  # choice | judgement | item | order | approval | issue | waiver | term | outlet
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

"""Story and Judgement: which Articles report the same event, and who said so."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from torimatome.model.issue import Actor


class Verdict(StrEnum):
    """What a Judgement says of two Articles."""

    COPY = "copy"  # one text, reprinted: one voice (implies SAME)
    SAME = "same"  # two reports of one event
    DIFFERENT = "different"


@dataclass(frozen=True)
class Judgement:
    """Someone's word that two Articles do, or do not, report one event.

    Stories are not stored: they are worked out from Judgements each time. To undo a merge
    the editor adds a Judgement; nothing is overwritten, so the archive can always show why
    two reports were put together.
    """

    left: str  # article ids, left < right
    right: str
    verdict: Verdict
    by: str  # "machine", or the editor's name; an editor outweighs the machine
    at: datetime  # UTC
    score: float | None = None  # how sure the machine was, 0 to 1; None for a person
    why: str = ""  # coded reasons, worded by text.reasons.said; words in older stores


@dataclass(frozen=True)
class Story:
    """The Articles that report one event. Worked out, never stored."""

    id: str  # 12 hex digits from its smallest article id
    articles: tuple[str, ...]  # Article ids, sorted
    origins: tuple[tuple[str, ...], ...]  # articles grouped by one text; the original first
    section: str  # Section.kind, or "" when left out
    rank: float  # larger comes first within its section
    reasons: tuple[str, ...]  # why this section and rank, coded; text.reasons.said words them
    left_out: str = ""  # why it is not proposed, coded; "" = proposed
    event_type: str = ""  # what its leading report tells, as Item.event_type; "" = not told
    event_place: str = ""  # English; "" = not told
    actors: tuple[Actor, ...] = ()  # who takes part, the headline's first


@dataclass(frozen=True)
class Decision:
    """Where a person put a story, or that she dropped it: what filing learns from."""

    title: str
    text: str
    section: str  # Section.kind; "" = dropped
    origin: str = ""  # the Issue's label or the period it was decided for; for the report only

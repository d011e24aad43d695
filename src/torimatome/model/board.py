"""Board: what the reports of one Story agree on, where they differ, and what only one side says."""

from dataclasses import dataclass

from torimatome.model.article import Passage

AGREED, DIFFERS, ONLY = "agreed", "differs", "only"


@dataclass(frozen=True)
class Version:
    """One side's words on a point."""

    side: str  # who speaks: a state, a body, "independent"; as the bulletin would label it
    value: str  # what they say, short: "3 soldiers", "near Lachin"; as found, never a verdict
    passage: Passage  # where it says so
    article: str  # Article.id


@dataclass(frozen=True)
class Point:
    """One thing several reports speak of, or only one side does."""

    state: str  # agreed | differs | only
    about: str  # number | day | place | act | cause | actor
    words: str  # what the point is, in words: "soldiers", "place of the event"
    versions: tuple[Version, ...]  # agreed: one a side; differs: each value with its sides


@dataclass(frozen=True)
class Board:
    """The points of one Story: first what differs, then what only one says, then what is agreed."""

    sides: tuple[str, ...]
    points: tuple[Point, ...]

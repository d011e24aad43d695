"""Reading: an Issue read back, and every Doubt the reader had."""

from dataclasses import dataclass

from torimatome.model import Issue


@dataclass(frozen=True)
class Doubt:
    """A place the reader was not sure of, for a person to look at."""

    line: int  # of the text or PDF, the paragraph of Word and HTML; 0 = the whole file
    words: str  # the first of the words in question
    what: str  # what was taken for what, and why it may be wrong


@dataclass(frozen=True)
class Reading:
    """An Issue as the file tells it."""

    issue: Issue
    doubts: tuple[Doubt, ...]

"""How the page benches compare a reading with its gold: titles, days, bodies."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

# Marks that are never seen: gold titles keep soft hyphens, our plain text has none.
_UNSEEN = re.compile("[\u00ad\u200b\ufeff]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Score:
    """One page against its gold."""

    name: str
    title: bool
    day: bool
    body: float  # F1 over words as a bag; 0 when the page could not be read
    precision: float
    recall: float
    note: str = ""  # what was read instead, or why nothing was


def same_title(read: str, gold: str) -> bool:
    """Equal once white space is folded and what cannot be seen is off."""
    return _folded(read) == _folded(gold)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).split())


def words(text: str) -> Counter[str]:
    """Words as runs of letters and figures, in compatibility form and lower case."""
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return Counter(_WORD.findall(text.lower()))


def body_score(read: str, gold: str) -> tuple[float, float, float]:
    """F1, precision and recall of the words; order is not looked at."""
    mine, theirs = words(read), words(gold)
    common = sum((mine & theirs).values())
    if not common:
        return (1.0, 1.0, 1.0) if not mine and not theirs else (0.0, 0.0, 0.0)
    precision, recall = common / sum(mine.values()), common / sum(theirs.values())
    return 2 * precision * recall / (precision + recall), precision, recall


def mean(values: list[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0

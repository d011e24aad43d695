"""How rare stems and sounds are in the news: counted once, so no week's arrivals change it."""

from functools import lru_cache
from pathlib import Path

# The power of two next to a stem's share of reports; 8, one in 256, stands for all rarer ones.
RARE = 8


def rarity(stem: str) -> int:
    """How often the share of reports that hold the stem must be doubled to be all: 0 to RARE."""
    return rarities().get(stem, RARE)


def rarities() -> dict[str, int]:
    """The rarity of stems, of those that are not rare."""
    return _levels("common_stems.tsv")


def common_sounds() -> dict[str, int]:
    """The rarity of first consonants, of those that are not rare."""
    return _levels("common_sounds.tsv")


@lru_cache(maxsize=2)
def _levels(name: str) -> dict[str, int]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return {key: int(level) for key, _, level in (line.partition("\t") for line in lines)}

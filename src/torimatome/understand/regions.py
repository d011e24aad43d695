"""Which cities and regions a word names (regions.txt), capitals aside: the places of local news."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from torimatome.understand.words import fold

_LONGEST_ENDING = 5  # letters behind a stem: "Рязан-ская", "Trabzon-daki"


def region_of(folded: str) -> int:
    """The number of the region that a folded word names; 0 = none."""
    return regions_of([folded])[0]


def regions_of(folded: Sequence[str]) -> list[int]:
    """The same of each of these words."""
    stems, shortest, openings = _stems()
    return [_named(word, stems, shortest) if word[:shortest] in openings else 0 for word in folded]


def _named(word: str, stems: Mapping[str, int], shortest: int) -> int:
    least = max(shortest, len(word) - _LONGEST_ENDING)
    for size in range(len(word), least - 1, -1):
        found = stems.get(word[:size])
        if found:
            return found
    return 0


def region_name(number: int) -> str:
    """The English name of the region with a number."""
    return _lines()[number - 1].partition("|")[0].partition(":")[2].strip()


@lru_cache(maxsize=1)
def _lines() -> tuple[str, ...]:
    lines = Path(__file__).with_name("regions.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and line[0] != "#")


@lru_cache(maxsize=1)
def _stems() -> tuple[dict[str, int], int, frozenset[str]]:
    rows = [line.partition("|")[2].split() for line in _lines()]
    stems = {fold(stem): number for number, row in enumerate(rows, 1) for stem in row}
    shortest = min(map(len, stems))
    return stems, shortest, frozenset(stem[:shortest] for stem in stems)

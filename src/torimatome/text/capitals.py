"""National capitals, which stand for their states when they act: "Baku and Tehran mull …"."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from torimatome.text.endings import ending, kept
from torimatome.text.folding import flat


@dataclass(frozen=True)
class Capital:
    """A capital or seat as a word names it."""

    name: str  # English
    code: str  # ISO 3166-1 alpha-2 of its state
    length: int  # letters of the word before its case ending


@lru_cache(maxsize=4096)
def capital(word: str) -> Capital | None:
    """The capital a word of a text names, in any case and script of capitals.tsv."""
    low = flat(word)
    if word[:1] != word[:1].title():
        return None
    for stem, ends, name, code in _stems().get(low[:3], ()):
        if low.startswith(stem) and ends.fullmatch(low, len(stem)):
            return Capital(name, code, len(stem))
    return None


@lru_cache(maxsize=1)
def _stems() -> dict[str, list[tuple[str, re.Pattern[str], str, str]]]:
    """By first three letters: stem, what may follow it, English name, code; the longest first."""
    path = Path(__file__).with_name("capitals.tsv")
    found: dict[str, list[tuple[str, re.Pattern[str], str, str]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        code, name, *others = line.split("\t")
        for form in (name, *(form for row in others for form in row.split(";"))):
            low = flat(form)
            found[low[:3]].append((kept(low), ending(low), name, code))
    for row in found.values():
        row.sort(key=lambda one: (-len(one[0]), one[0]))
    return found

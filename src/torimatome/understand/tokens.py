"""A text read once: each word with its stem, its sound and whether it stands inside a sentence."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from torimatome.understand.words import SMALL, UNSPACED, bare, stem

_QUOTE_MARKS = "’ʼ‘`´ʹ"  # as words.py folds them; replaced one by one, eight times as fast
_PARTS = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[.!?:;»”\"\n]")
_ENDS = frozenset('.!?:;»”"\n')


class Word(NamedTuple):
    """One word as written, and what is known of it whatever text it stands in."""

    written: str
    bare: str
    stem: str
    keys: tuple[str, ...]  # what it counts as: its stem, pairs of letters, or () for a small word
    capital: bool


# Names and case endings make some 40,000 forms a week on a desk of 44 outlets; twice that keeps
# a run's words at hand without growing for ever.
@lru_cache(maxsize=131072)
def word(written: str) -> Word:
    """What is known of a word; worked out once."""
    without_end = bare(written)
    key = stem(without_end)
    if UNSPACED.match(written):
        pairs = tuple(written[i : i + 2] for i in range(max(1, len(written) - 1)))
        return Word(written, without_end, key, pairs, False)
    telling = key not in SMALL and (len(key) > 1 or key.isdigit())
    return Word(written, without_end, key, (key,) if telling else (), written[0].isupper())


@lru_cache(maxsize=131072)
def _part(written: str) -> Word | None:
    return None if written in _ENDS else word(written)


def read(text: str) -> list[Word | None]:
    """The words of `text` in order; None stands where a sentence, clause or quotation ends."""
    for mark in _QUOTE_MARKS:
        text = text.replace(mark, "'")
    return [_part(part) for part in _PARTS.findall(text)]


def only_words(row: Iterable[Word | None]) -> list[Word]:
    """The words without the places where sentences end."""
    return [each for each in row if each is not None]


def counted(row: Iterable[Word]) -> Counter[str]:
    """How often each telling stem stands in `row`."""
    return Counter([key for each in row for key in each.keys])


def inside(row: Iterable[Word | None]) -> set[Word]:
    """Capitalised words of three letters and more that do not open a sentence."""
    found: set[Word] = set()
    opens = True
    for each in row:
        if each is None:
            opens = True
        elif opens:
            opens = False
        elif each.capital and len(each.written) > 2:
            found.add(each)
    return found

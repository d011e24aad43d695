"""Many forms looked for in one pass: each stands at a word's beginning and takes its endings.

One Aho-Corasick automaton over the first words of all forms, then a check of what follows. Time
grows with the length of the text and the number of hits, not with the number of forms.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from torimatome.text.folding import flat

T = TypeVar("T")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々〆ー]")
_KEPT_WORDS = 100_000  # some 20 MB at most; a week of 10,000 articles has about half of it
_ACRONYM_ENDING = 2  # МИДом
_KATAKANA = re.compile(r"[ァ-ヺー]")


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """One way something is written."""

    value: T
    stems: tuple[str, ...]  # folded words, cut to what endings leave alone
    endings: tuple[re.Pattern[str], ...]  # what may follow each stem, to the end of its word
    capital: bool = False  # must begin with a capital letter where the script has them
    acronym: str = ""  # as it must stand, in capitals; "" for any other form
    layer: int = 0  # hits of one layer never overlap; those of two may
    common: bool = False  # with "a" added it is another name, but in Azerbaijani: Aliyeva


@dataclass(frozen=True, slots=True)
class Whole(Generic[T]):
    """A form in a script without spaces, found wherever it stands."""

    value: T
    form: str
    layer: int = 0


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """Where a form stands: `text[start:end]`, endings included."""

    start: int
    end: int
    value: T
    layer: int = 0
    words: int = 1  # how many words the form has


class Scan(Generic[T]):
    """Forms ready to be looked for."""

    def __init__(self, forms: Iterable[Form[T]], whole: Iterable[Whole[T]] = ()) -> None:
        by_first: dict[str, list[Form[T]]] = defaultdict(list)
        for form in forms:
            by_first[form.stems[0]].append(form)
        firsts = sorted(by_first)
        # A longer first word hides the shorter ones it begins with; they are tried after it.
        self._forms: list[tuple[Form[T], ...]] = []
        for first in firsts:
            near = [f for size in range(len(first), 0, -1) for f in by_first.get(first[:size], ())]
            near.sort(key=lambda f: (f.layer, -len(f.stems), -len(f.stems[0])))
            self._forms.append(tuple(near))
        self._near: dict[str, tuple[Form[T], ...]] = {}
        self._spaced = _automaton([f" {first}" for first in firsts])
        unique = {(form.form, form.layer): form for form in reversed(tuple(whole))}
        self._whole: list[tuple[list[Whole[T]], AhoCorasick]] = []
        for layer in sorted({form.layer for form in unique.values()}):
            row = sorted((f for f in unique.values() if f.layer == layer), key=lambda f: f.form)
            self._whole.append((row, _automaton([f.form for f in row])))

    def find(self, text: str) -> list[Hit[T]]:
        """Hits by layer, within a layer from left to right and the longest form first."""
        found = self._in_spaced(text)
        if self._whole and UNSPACED.search(text):
            found += self._in_unspaced(text)
            found.sort(key=lambda hit: (hit.layer, hit.start))
        elif any(hit.layer for hit in found):
            found.sort(key=lambda hit: (hit.layer, hit.start))
        return found

    def _in_spaced(self, text: str) -> list[Hit[T]]:
        low = f" {flat(text)} "
        free: dict[int, int] = {}
        found: list[Hit[T]] = []
        azeri = "ə" in text or "Ə" in text
        for which, start, end in self._spaced.find_matches_as_indexes(low):
            stop = low.find(" ", end)
            word = low[start + 1 : stop]
            near = self._near.get(word)
            if near is None:
                near = self._remember(which, word)
            done = -1
            for form in near:
                if len(form.stems) > 1 and not low.startswith(form.stems[1], stop + 1):
                    continue
                if form.layer == done or start < free.get(form.layer, 0):
                    continue
                last = _fits(form, text, low, (start + 1, stop))
                if last < 0 or (form.common and not azeri and _adds_a(form, low, start, last)):
                    continue
                done = form.layer
                free[done] = last
                found.append(Hit(start, last - 1, form.value, done, len(form.stems)))
        return found

    def _remember(self, which: int, word: str) -> tuple[Form[T], ...]:
        """The forms whose first word `word` may be; a week's words recur, so they are kept."""
        if len(self._near) >= _KEPT_WORDS:
            self._near.clear()
        near = tuple(form for form in self._forms[which] if _may_be(word, form, 0))
        self._near[word] = near
        return near

    def _in_unspaced(self, text: str) -> list[Hit[T]]:
        found: list[Hit[T]] = []
        for row, automaton in self._whole:
            for which, start, end in automaton.find_matches_as_indexes(text):
                if not (_joined(text, start) or _joined(text, end)):
                    form = row[which]
                    parts = 1 + len(re.findall("[・＝=]", form.form))
                    found.append(Hit(start, end, form.value, form.layer, parts))
        return found


def _automaton(patterns: Sequence[str]) -> AhoCorasick:
    return AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)


def _may_be(word: str, form: Form[T], place: int) -> bool:
    if form.acronym:
        return len(word) <= len(form.stems[0]) + _ACRONYM_ENDING
    stem = form.stems[place]
    return word.startswith(stem) and bool(form.endings[place].fullmatch(word, len(stem)))


def _fits(form: Form[T], text: str, low: str, word: tuple[int, int]) -> int:
    """Where the form whose first word is `low[word]` ends in `low`; -1 if it does not go on so."""
    at, stop = word
    if form.acronym:
        return stop if _acronym_fits(form.acronym, text[at - 1 : stop - 1]) else -1
    if form.capital and text[at - 1].islower():
        return -1
    for place in range(1, len(form.stems)):
        at = stop + 1
        stop = low.find(" ", at)
        if stop < 0 or not _may_be(low[at:stop], form, place):
            return -1
    return stop


def _acronym_fits(acronym: str, word: str) -> bool:
    """МИД and МИДа stand; "us" and "USA" are not the US."""
    rest = word[len(acronym) :]
    return word.startswith(acronym) and (not rest or rest.islower())


def _adds_a(form: Form[T], low: str, start: int, stop: int) -> bool:
    last = form.stems[-1]
    return low[start + 1 : stop].endswith(last + "a")


def _joined(text: str, at: int) -> bool:
    """Whether a katakana word goes on across `at`."""
    return 0 < at < len(text) and bool(_KATAKANA.match(text[at - 1]) and _KATAKANA.match(text[at]))

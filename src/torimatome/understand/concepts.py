"""Which everyday meanings a text holds, by number, the same in nine languages (meanings.txt)."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, chain
from operator import itemgetter
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from torimatome.understand.phrases import flat

_FILE = Path(__file__).with_name("meanings.txt")

# The columns of meanings.txt, and whose stems a language without a column borrows: near kin's,
# else English ones, which meet the many words that travelled. A language never looks at the stems
# of another otherwise, for many clash (Azerbaijani "it" is a dog, Turkish "at" a horse).
COLUMNS = ("en", "ru", "uk", "tr", "az", "fa", "ja", "hy", "ka")
_BORROWS = {"bg": "ru", "be": "ru", "mk": "ru", "kk": "ru", "ky": "ru", "tg": "ru", "tk": "tr"}
_UNSPACED = frozenset({"ja", "zh"})
_by_start = itemgetter(1)
LONGEST = 6  # words that a stem of several may have; the longest of meanings.txt has four
KEPT_WORDS = 100_000  # in each language, 15 MB at most


class Meanings:
    """A list of meanings, one a line, each with its stems in every language, ready to be found.

    The file is read when it is first asked for, and each column made ready by itself.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._ready: dict[str, Stems] = {}

    @cached_property
    def _rows(self) -> list[list[str]]:
        lines = self._file.read_text(encoding="utf-8").splitlines()
        return [line.split("|") for line in lines if line.strip() and line[0] != "#"]

    @cached_property
    def called(self) -> list[str]:
        """What each meaning is called in a reason: its first stem."""
        return [row[0].partition(",")[0].rstrip("= ") for row in self._rows]

    @cached_property
    def in_japanese(self) -> dict[str, str]:
        """The same of a Japanese reason, by what it is called in an English one."""
        place = COLUMNS.index("ja")
        rows = zip(self.called, self._rows, strict=True)
        return {called: row[place].partition(",")[0].strip("= ") for called, row in rows}

    def count(self, text: str, language: str) -> Counter[int]:
        """How often each meaning stands in `text`."""
        return Counter(self.found(text, language, flat(text).split()))

    def found(self, text: str, language: str, folded: Sequence[str]) -> list[int]:
        """The meanings in `text`, once for each time they stand; `folded` are its words."""
        return self.of(language).found(text, folded)

    def of(self, language: str) -> "Stems":
        """The column a language is read by."""
        own = "ja" if language in _UNSPACED else _BORROWS.get(language, language)
        own = own if own in COLUMNS else "en"
        found = self._ready.get(own)
        if found is None:
            place = COLUMNS.index(own)
            found = Stems([row[place] for row in self._rows], spaced=own not in _UNSPACED)
            self._ready[own] = found
        return found


class Stems:
    """One column of the list."""

    def __init__(self, cells: list[str], *, spaced: bool) -> None:
        self.spaced = spaced
        numbers: dict[str, set[int]] = {}
        for number, cell in enumerate(cells):
            for stem in filter(None, (stem.strip() for stem in cell.split(","))):
                whole = " " if stem.endswith("=") else ""
                key = flat(stem) + whole if spaced else stem.rstrip("=")
                numbers.setdefault(key, set()).add(number)
        self._keys = [(key, tuple(sorted(those))) for key, those in sorted(numbers.items())]
        self._found = AhoCorasick(
            [key for key, _ in self._keys],
            matchkind=MatchKind.Standard if spaced else MatchKind.LeftmostLongest,
        )
        # Stems of several words, by the first of them.
        self._long: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
        for key, those in self._keys if spaced else ():
            first, _, rest = key[1:].partition(" ")
            if rest:
                self._long.setdefault(first, []).append((f" {rest}", those))
        self._known = _Known(self._keys, self._found)

    def found(self, text: str, folded: Sequence[str]) -> list[int]:
        """The meanings in `text`, of which `folded` are the words."""
        if not self.spaced:
            hits = self._found.find_matches_as_indexes(text)
            return [number for which, _, _ in hits for number in self._keys[which][1]]
        found = list(chain.from_iterable(map(self._known.__getitem__, folded)))
        for first in self._long.keys() & folded:
            for at in [place for place, word in enumerate(folded) if word == first]:
                found += self.following(first, folded[at + 1 : at + LONGEST])
        return found

    def of_words(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """The meanings each of these words has by itself."""
        found: list[list[int]] = [[] for _ in words]
        # With two blanks between them no stem of several words stands across.
        joined = "  ".join(words)
        ends = list(accumulate(len(word) + 2 for word in words))
        at = 0
        hits = self._found.find_matches_as_indexes(f" {joined} ", overlapping=True)
        for which, start, _ in sorted(hits, key=_by_start):
            while ends[at] <= start:
                at += 1
            found[at] += self._keys[which][1]
        return list(map(tuple, found))

    def begins(self, word: str) -> bool:
        """Whether a stem of several words begins with this one."""
        return word in self._long

    def following(self, first: str, words: Sequence[str]) -> list[int]:
        """The meanings of stems of several words that begin so and go on so."""
        ahead = f" {' '.join(words)} "
        return [
            number
            for rest, those in self._long[first]
            if ahead.startswith(rest)
            for number in those
        ]


class _Known(dict[str, tuple[int, ...]]):
    """The meanings of stems of one word that begin a word. Words recur, so they are kept."""

    def __init__(self, keys: Sequence[tuple[str, tuple[int, ...]]], found: AhoCorasick) -> None:
        super().__init__()
        self._keys, self._found = keys, found

    def __missing__(self, word: str) -> tuple[int, ...]:
        hits = self._found.find_matches_as_indexes(f" {word} ", overlapping=True)
        those = tuple([number for which, _, _ in hits for number in self._keys[which][1]])
        if len(self) >= KEPT_WORDS:
            self.clear()
        self[word] = those
        return those


MEANINGS = Meanings(_FILE)

"""Which everyday meanings a text holds, by number, the same in nine languages (meanings.txt)."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
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
LONGEST = 6  # words that a stem of several may have; the longest of meanings.txt has four
KEPT_WORDS = 100_000  # in each language, 15 MB at most


class Meanings:
    """A list of meanings, one a line, each with its stems in every language, ready to be found."""

    def __init__(self, listed: str) -> None:
        lines = [line for line in listed.splitlines() if line.strip() and line[0] != "#"]
        # What each meaning is called in a reason: its first stem.
        self.called = [line.partition("|")[0].partition(",")[0].rstrip("= ") for line in lines]
        rows = [line.split("|") for line in lines]
        self._found = {
            language: _Stems([row[place] for row in rows], spaced=language not in _UNSPACED)
            for place, language in enumerate(COLUMNS)
        }

    def count(self, text: str, language: str) -> Counter[int]:
        """How often each meaning stands in `text`."""
        return Counter(self.found(text, language, flat(text).split()))

    def found(self, text: str, language: str, folded: Sequence[str]) -> list[int]:
        """The meanings in `text`, once for each time they stand; `folded` are its words."""
        own = "ja" if language in _UNSPACED else _BORROWS.get(language, language)
        return self._found.get(own, self._found["en"]).found(text, folded)


class _Stems:
    """One column of the list."""

    def __init__(self, cells: list[str], *, spaced: bool) -> None:
        self._spaced = spaced
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
        if not self._spaced:
            hits = self._found.find_matches_as_indexes(text)
            return [number for which, _, _ in hits for number in self._keys[which][1]]
        said = map(self._known.__getitem__, folded)
        found = list(chain.from_iterable(said))
        for first in self._long.keys() & folded:
            for at in [place for place, word in enumerate(folded) if word == first]:
                ahead = f" {' '.join(folded[at + 1 : at + LONGEST])} "
                for rest, those in self._long[first]:
                    if ahead.startswith(rest):
                        found += those
        return found


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


MEANINGS = Meanings(_FILE.read_text(encoding="utf-8"))

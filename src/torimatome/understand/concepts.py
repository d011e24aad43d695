"""Which everyday meanings a text holds, by number, the same in nine languages (meanings.txt)."""

from collections import Counter
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
        own = "ja" if language in _UNSPACED else _BORROWS.get(language, language)
        return self._found.get(own, self._found["en"]).count(text)


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

    def count(self, text: str) -> Counter[int]:
        found: Counter[int] = Counter()
        if self._spaced:
            text = flat(text) + " "
        hits = self._found.find_matches_as_indexes(text, overlapping=self._spaced)
        for which, _, _ in hits:
            found.update(self._keys[which][1])
        return found


MEANINGS = Meanings(_FILE.read_text(encoding="utf-8"))

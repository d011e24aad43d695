"""Which of many stems and phrases a text holds; each counts where a word begins with it."""

from collections import Counter
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

from torimatome.understand.words import fold, words


def flat(text: str) -> str:
    """`text` folded to words with one space before each: what stems are looked up in."""
    return " " + " ".join(fold(word) for word in words(text))


class Phrases:
    """A fixed list of stems ("minist", "opened fire", "министр"), found in one pass."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._stems = sorted({stem for stem in stems if stem.strip()})
        self._found = AhoCorasick(
            [flat(stem).rstrip() for stem in self._stems], matchkind=MatchKind.Standard
        )

    def count(self, text: str) -> Counter[str]:
        """How often each stem begins a word of `text`, by the stem as it was given."""
        if not self._stems:
            return Counter()
        hits = self._found.find_matches_as_indexes(flat(text), overlapping=True)
        return Counter(self._stems[which] for which, _, _ in hits)

"""Which articles are one text, reprinted: lightly edited, retitled or cut short, in any outlet."""

from collections.abc import Sequence
from dataclasses import dataclass

from rensa import RMinHash, RMinHashLSH

from torimatome.model import Article
from torimatome.understand.words import fold, words

# Words in a row that make one shingle. Five is long enough that two reporters seldom write the
# same, and short enough that one changed word costs only five of them.
SHINGLE = 5

# From this share of shingles in common the texts are copies (Jaccard), or from the second one
# text is held within the other: a reprint without the last paragraph, or with a line put before.
# Two reports of one event that quote the same statement share up to about a third.
ALIKE = 0.6
HELD = 0.8

# A text shorter than this has too few shingles to prove anything: it is a copy only when whole.
FEWEST = 12

# MinHash only proposes pairs; the shingles decide. 128 numbers in 64 bands of two propose a pair
# of Jaccard .3 with a chance of .997, which is where a text held in one three times as long lies.
_NUMBERS, _BANDS, _SEED = 128, 64, 20
_MAY_BE = 0.3


@dataclass(frozen=True)
class Copy:
    """Two articles that carry one text."""

    left: str  # article ids, left < right
    right: str
    alike: float  # share of shingles in common, 0 to 1
    held: float  # how much of the shorter stands in the longer, 0 to 1


def find_copies(articles: Sequence[Article]) -> list[Copy]:
    """The pairs of `articles` that are one text, by id; the order of `articles` does not matter."""
    texts = {article.id: shingles(article.text or article.title) for article in articles}
    ids = sorted(id_ for id_, text in texts.items() if text)
    lsh = RMinHashLSH(_MAY_BE, _NUMBERS, _BANDS)
    signs = []
    for number, id_ in enumerate(ids):
        sign = RMinHash(_NUMBERS, _SEED)
        sign.update(sorted(texts[id_]))
        lsh.insert(number, sign)
        signs.append(sign)
    found = []
    for number, sign in enumerate(signs):
        for other in sorted(lsh.query(sign)):
            if other > number:
                copy = _copy(ids[number], ids[other], texts)
                if copy:
                    found.append(copy)
    return found


def shingles(text: str) -> frozenset[str]:
    """Runs of five words of `text`, folded; a shorter text is one run."""
    row = _row(text)
    return frozenset(
        " ".join(row[start : start + SHINGLE]) for start in range(max(1, len(row) - SHINGLE + 1))
    ) - {""}


def _row(text: str) -> list[str]:
    row: list[str] = []
    for word in words(text):
        # Kana and kanji have no spaces, so every letter counts as a word.
        row += list(word) if "\u3040" <= word[0] <= "\u9fff" else [fold(word)]
    return row


def _copy(left: str, right: str, texts: dict[str, frozenset[str]]) -> Copy | None:
    ours, theirs = texts[left], texts[right]
    common = len(ours & theirs)
    alike = common / len(ours | theirs)
    held = common / min(len(ours), len(theirs))
    if min(len(ours), len(theirs)) < FEWEST:
        return Copy(left, right, alike, held) if alike == 1 else None
    return Copy(left, right, alike, held) if alike >= ALIKE or held >= HELD else None

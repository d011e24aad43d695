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
# The most alike of two reports of one event, among 840 pairs of dated English reports, had .24 in
# common and held .39 of each other.
ALIKE = 0.6
HELD = 0.8

# Forms repeat: the rate of the day, "the ministers discussed bilateral relations". A reprint keeps
# the particulars (numbers, capitalised words) and a form fills in new ones, so this share of the
# particulars of the shorter text must stand in the longer.
KEPT = 0.9

# A text printed again after so many days is a form or a reminder, not a reprint.
FAR_DAYS = 7

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
    texts = [_Text(article) for article in sorted(articles, key=lambda article: article.id)]
    texts = [text for text in texts if text.shingles]
    lsh = RMinHashLSH(_MAY_BE, _NUMBERS, _BANDS)
    signs = RMinHash.from_token_sets([sorted(x.shingles) for x in texts], _NUMBERS, _SEED)
    lsh.insert_many(signs)
    found = []
    for number, sign in enumerate(signs):
        near = (texts[other] for other in sorted(lsh.query(sign)) if other > number)
        found += [copy for other in near if (copy := _copy(texts[number], other))]
    return found


class _Text:
    """One article as copies are looked for in it."""

    def __init__(self, article: Article) -> None:
        text = article.text or article.title
        self.id = article.id
        self.when = article.published or article.seen
        self.shingles = shingles(text)
        self.particulars = frozenset(
            fold(word) for word in words(text) if word[0].isupper() or word[0].isdigit()
        )


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


def _copy(left: _Text, right: _Text) -> Copy | None:
    if abs((left.when - right.when).days) > FAR_DAYS:
        return None
    common = len(left.shingles & right.shingles)
    alike = common / len(left.shingles | right.shingles)
    shorter = min(left, right, key=lambda text: len(text.shingles))
    held = common / len(shorter.shingles)
    kept = len(left.particulars & right.particulars) >= KEPT * len(shorter.particulars)
    enough = len(shorter.shingles) >= FEWEST and kept and (alike >= ALIKE or held >= HELD)
    return Copy(left.id, right.id, alike, held) if enough or alike == 1 else None

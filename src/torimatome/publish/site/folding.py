"""What the site's search compares: texts folded and taken apart.

site.js does the same, word for word; the tests put the same texts through both.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Letters that carry no mark that could be taken off, and marks that are written in several ways.
LETTERS = {
    "ı": "i", "ə": "e", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
    "ß": "ss", "ŋ": "n", "ي": "ی", "ك": "ک",
}  # fmt: skip
HAN = (
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARKS_OF_KANA = frozenset("\u3099\u309a")
_TOKEN = re.compile(rf"(?P<han>[{HAN}]+)|[^\W_{HAN}]+")
_WORD = re.compile(rf"[^\W_{HAN}]+")
_RUN = re.compile(f"[{HAN}]+")
_TABLE = str.maketrans(LETTERS)
LONGEST = 64  # of a key; longer words are addresses and noise
PREFIX = 3  # letters of a word that choose its shard; shorter words stand only for themselves


class _Marks(dict[int, str]):
    """Each character as it is kept, or "" for a mark; worked out the first time it is met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        mark = unicodedata.category(character) == "Mn" and character not in _MARKS_OF_KANA
        kept = self[code] = "" if mark else character
        return kept


_MARKS = _Marks()


def fold(text: str) -> str:
    """One width, small letters, no accents; what is compared, never what is shown."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).lower())
    return unicodedata.normalize("NFC", apart.translate(_MARKS)).translate(_TABLE)


def tokens(folded: str) -> Iterator[tuple[str, bool]]:
    """Words, and runs of Japanese or Chinese characters (True), in order."""
    for match in _TOKEN.finditer(folded):
        yield match.group(), match["han"] is not None


def words(folded: str) -> list[str]:
    """The words among the tokens, cut where a key ends."""
    found = _WORD.findall(folded)
    return [word[:LONGEST] for word in found] if len(folded) > LONGEST else found


def runs(folded: str) -> list[str]:
    """The runs of Japanese or Chinese among the tokens."""
    return [] if folded.isascii() else _RUN.findall(folded)


def grams(run: str) -> Iterator[str]:
    """Each character of a run, and each two that stand side by side."""
    yield from run
    for place in range(len(run) - 1):
        yield run[place : place + 2]


def name_form(folded: str) -> str:
    """A name as the index keeps it: its words, one space between."""
    return " ".join(token for token, _ in tokens(folded))


@lru_cache(maxsize=65_536)
def shard_prefix(key: str) -> str:
    """The letters of a key that choose its shard: all words that begin alike lie together."""
    return key[: PREFIX + 1] if key.startswith("=") else key[:PREFIX]


@lru_cache(maxsize=65_536)
def shard_hash(prefix: str) -> int:
    """FNV-1a over code points, 32 bits; small enough to write again in the browser."""
    value = 2166136261
    for character in prefix:
        value = ((value ^ ord(character)) * 16777619) & 0xFFFFFFFF
    return value

"""What is compared in a search: texts folded, and taken apart into words and single characters.

What the index calls a word is a run of letters and digits of any script written with spaces; every
other character that is no space stands for itself. `postings` makes the index's tokens of them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

# Longer runs are web addresses and noise; PostgreSQL refuses lexemes over 2,046 bytes.
LONGEST = 64
# A sentence's id is its day, its item's number in that day, and its number in the item; so the
# largest id is the newest sentence, and a period is a range of ids.
SENTENCES_AN_ITEM = 1_000
ITEMS_A_DAY = 100_000
DAY = ITEMS_A_DAY * SENTENCES_AN_ITEM

_SPACES = re.compile(r"\s+")
_CJK = (
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_UNIT = re.compile(rf"[^\W_{_CJK}]+|[^\s]")  # as in _WORD, but never cut
_WORD = re.compile(rf"[^\W_{_CJK}]{{1,{LONGEST}}}")
# A character and the marks that lean on it: what is folded, and highlighted, as one.
_LEANING = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
    "\u3099\u309a\uff9e\uff9f"
)
_JAMO = "\ud7b0-\ud7ff\u1100-\u11ff"
_CLUSTER = re.compile(f"[{_JAMO}]+|.[{_LEANING}]*", re.DOTALL)
_ASCII_WORD = re.compile(r"[0-9a-z]{1,64}")
_WIDE = {mark: chr(ord(mark) + 0xFEE0) for mark in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"}
_BEYOND_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc-\u30ff]")
# Letters that carry no combining mark, so that decomposing leaves them alone.
_LETTERS = {
    "ı": "i", "ə": "e", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ŋ": "n", "ё": "е",
    "’": "'", "ʼ": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "–": "-",
    "—": "-", "−": "-", "ي": "ی", "ك": "ک", "〜": "~", "･": "・",
}  # fmt: skip


_PRINTED = (
    ("’", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("\u00a0", " "), ("…", "..."),
)  # fmt: skip


class _Folding(dict[int, str]):
    """What each character becomes, worked out the first time it is met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_one(chr(code))
        return folded


def _fold_one(char: str) -> str:
    kind = unicodedata.category(char)
    if kind in {"Mn", "Me"}:
        # The marks of kana are letters of their own; those of other scripts are left out.
        return char if char in "\u3099\u309a" else ""
    if kind in {"Cf", "Cc", "Cs", "Co", "Cn"}:
        return " " if char.isspace() else ""
    if char.isspace():
        return " "
    return "".join(map(_bare, char.casefold()))


def _bare(letter: str) -> str:
    """A letter without its marks where it is Latin; others are left whole (й is no и)."""
    letter = _LETTERS.get(letter, letter)
    name = unicodedata.name(letter[:1], "")
    if name.startswith(("LATIN", "COMBINING")):
        letter = unicodedata.normalize("NFD", letter)
        letter = "".join(c for c in letter if not unicodedata.combining(c))
    return letter


_FOLDING = _Folding()


def clean(text: str) -> str:
    """`text` as it is kept for search: white space folded, nothing a database would refuse."""
    safe = text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
    return _SPACES.sub(" ", safe.replace("\0", "")).strip()


def fold(text: str) -> str:
    """`text` for comparing: one width, lower case, Latin letters without marks."""
    if text.isascii():
        return text.lower()
    for mark, plain in _PRINTED:  # English with a curly quote or two is the common case
        text = text.replace(mark, plain)
    if text.isascii():
        return text.lower()
    return _BEYOND_ASCII.sub(_fold_match, text.lower())


def _fold_match(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match.group()).translate(_FOLDING)


# A sentence that is shown was looked at before.
folded_once = lru_cache(maxsize=2_048)(fold)


def words_of(folded: str) -> set[str]:
    """The words of a folded text, no longer than the index keeps them."""
    return set((_ASCII_WORD if folded.isascii() else _WORD).findall(folded))


def units(folded: str) -> list[str]:
    """Words and single characters, in order."""
    return _UNIT.findall(folded)


def is_word(unit: str) -> bool:
    """Whether a unit is a word, and not a single character of another kind."""
    return _WORD.match(unit) is not None


def is_one_word(token: str) -> bool:
    """Whether a token is a word from its first letter to its last."""
    return _WORD.fullmatch(token) is not None


def is_space(char: str) -> bool:
    """Whether this character parts words and is none itself."""
    return char.isspace()


@lru_cache(maxsize=2)
def words_pattern(ascii_only: bool) -> re.Pattern[str]:
    """What finds the words of many folded texts, and the line ends between them."""
    letters = "[0-9a-z]" if ascii_only else rf"[^\W_{_CJK}]"
    return re.compile(f"{letters}{{1,{LONGEST}}}|\n")


def lone(mark: str) -> str:
    """A single character in a tag: for a mark of ASCII its wide form, which folding leaves none of.

    So stand the tags of what was kept when the index could not take ASCII marks.
    """
    return _WIDE.get(mark, mark)


def tag(kind: str, key: str) -> str:
    """A token no text can give, for what an Item is filed under: section, outlet, person …"""
    name = fold(clean(key)).replace(" ", "_")[:LONGEST]
    return "¦" + kind + "¦" + "".join(c if c.isalnum() else lone(c) for c in name)


def unfolded(text: str, marked: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of the folded text, (start, end) in characters, as stretches of `text` itself."""
    plain = text
    for mark, ascii_mark in _PRINTED:
        if len(ascii_mark) == 1:
            plain = plain.replace(mark, ascii_mark)
    if plain.isascii():  # character by character the same
        return list(marked)
    origin = _origins(text)
    if len(origin) != len(fold(text)):
        return []  # a text that folds otherwise as a whole than piece by piece
    return [(origin[start][0], origin[end - 1][1]) for start, end in marked if start < end]


def _origins(text: str) -> list[tuple[int, int]]:
    """For each character of the folded text, the characters it came from."""
    origin: list[tuple[int, int]] = []
    at = 0
    for stretch in _BEYOND_ASCII.finditer(text):
        origin.extend((i, i + 1) for i in range(at, stretch.start()))
        for match in _CLUSTER.finditer(text, *stretch.span()):
            origin.extend([match.span()] * _folded_length(match.group()))
        at = stretch.end()
    origin.extend((i, i + 1) for i in range(at, len(text)))
    return origin


@lru_cache(maxsize=8_192)
def _folded_length(cluster: str) -> int:
    return len(fold(cluster))


def needle(words: str) -> str:
    """`words` as they stand in a folded text that has them."""
    return fold(clean(words)).strip()


def places_of(own: str, folded: str, whole: bool = False) -> Iterator[tuple[int, int]]:
    """Where in a folded text a needle stands; `whole`: without a word being cut in two."""
    at = _next(own, folded, 0, whole) if own else -1
    while at >= 0:
        yield at, at + len(own)
        at = _next(own, folded, at + len(own), whole)


def stands_whole(own: str, folded: str) -> bool:
    """Whether a needle stands in a folded text without a word being cut in two."""
    return bool(own) and _next(own, folded, 0, True) >= 0


def _next(own: str, folded: str, start: int, whole: bool) -> int:
    at = folded.find(own, start)
    while whole and at >= 0:
        end = at + len(own)
        kind = _kind(own[0])
        if not (kind and at and _kind(folded[at - 1]) == kind):
            kind = _kind(own[-1])
            if not (kind and end < len(folded) and _kind(folded[end]) == kind):
                return at
        at = folded.find(own, at + 1)
    return at


@lru_cache(maxsize=4_096)
def _kind(char: str) -> str:
    """Characters of one kind, side by side, are one word: イラン is not whole in ブイランド."""
    if is_word(char):
        return "letter"
    return "katakana" if _KATAKANA.match(char) else ""


def in_words(char: str) -> bool:
    """Whether a character joins with others of its kind to words."""
    return bool(char and _kind(char))

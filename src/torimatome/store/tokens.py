"""The token stream of the search: words, and every CJK character and pair of them, folded.

Both databases are given the same tokens ready made, so both find the same. The index only has to
offer every text that may match; `search` then looks at the words themselves. What the index calls
a word is a run of letters and digits of any script written with spaces; every other character that
is no space is a unit of its own, and so are two of them side by side.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

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
_NO_WORDS = {code: None for code in range(128) if chr(code) not in _WIDE}
_LONE = re.compile(rf"(?:[^\w\s]|[_{_CJK}])+")
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


def words_of(folded: str) -> set[str]:
    """The words of a folded text, no longer than the index keeps them."""
    return set((_ASCII_WORD if folded.isascii() else _WORD).findall(folded))


def units(folded: str) -> list[str]:
    """Words and single characters, in order."""
    return _UNIT.findall(folded)


def is_word(unit: str) -> bool:
    """Whether a unit is a word, and not a single character of another kind."""
    return _WORD.match(unit) is not None


def grams_of(folded: str) -> set[str]:
    """Each character that stands for itself, and each two of them (beyond ASCII) side by side."""
    if folded.isascii():
        return {_WIDE[mark] for mark in folded.translate(_NO_WORDS)}
    found = {_WIDE[mark] for mark in _WIDE.keys() & set(folded)}
    for run in _LONE.findall(folded):
        found.update([char for char in run if char > "\x7f"])
        if len(run) > 1:
            found.update([a + b for a, b in pairwise(run) if a > "\x7f" and b > "\x7f"])
    return found


def lone(mark: str) -> str:
    """The token of a single character: for a mark of ASCII its wide form.

    FTS5 parts tokens at ASCII marks, and folding leaves no wide form in a text.
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
            origin.extend([match.span()] * len(fold(match.group())))
        at = stretch.end()
    origin.extend((i, i + 1) for i in range(at, len(text)))
    return origin


def needle(words: str) -> str:
    """`words` as they stand in a folded text that has them."""
    return fold(clean(words)).strip()


def uncut(folded: str) -> re.Pattern[str]:
    """A pattern, on folded text, of where a needle stands without a word being cut in two."""
    if not folded:
        return re.compile("(?!)")
    before = _edge(folded[0], "(?<!", ")")
    return re.compile(before + re.escape(folded) + _edge(folded[-1], "(?!", ")"))


def _edge(char: str, opening: str, closing: str) -> str:
    if _WORD.match(char):
        return rf"{opening}[^\W_{_CJK}]{closing}"
    if _KATAKANA.match(char):  # イラン does not stand whole in ブイランド
        return f"{opening}{_KATAKANA.pattern}{closing}"
    return ""

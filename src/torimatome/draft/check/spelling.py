"""How names sound and how far two spellings lie apart, in Latin letters and katakana."""

import re
from functools import lru_cache

from torimatome.text.folding import fold

# What romanisations of Russian, Turkic, Persian and Arabic names write in more than one way. Order
# matters: longer first. Each row ends where all its spellings meet.
_MEET = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"[^a-z]", ""),
        (r"dzh|dj", "j"),
        (r"shch|sch", "s"),
        (r"tch|ch|ts", "c"),
        (r"zh", "j"),
        (r"sh", "s"),
        (r"kh|gh|q|x", "g"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck|c(?=[aou]|$)", "k"),
        (r"^h", "g"),
        (r"w", "v"),
        (r"(?<=[aeiou])ff$|(?<=[aeiou])v$|(?<=[aeiou])f$", "v"),
        (r"(?<=[aeiou])h(?=$|[^aeiou])", ""),
        (r"yo|io(?=v)|eo", "o"),
        (r"iy|ij|yy|yi|ii|ie|ye|ey|ei|ay|ai|y|j(?=[^aeiou]|$)", "i"),
        (r"ee", "i"),
        (r"oo|ou", "u"),
        (r"(.)\1+", r"\1"),
        (r"e", "a"),
        (r"i(?=[ao])", ""),
    )
)
_KANA = {
    "ア": "a", "イ": "i", "ウ": "u", "エ": "a", "オ": "o", "カ": "ka", "キ": "ki", "ク": "ku",
    "ケ": "ka", "コ": "ko", "サ": "sa", "シ": "si", "ス": "su", "セ": "sa", "ソ": "so", "タ": "ta",
    "チ": "ci", "ツ": "cu", "テ": "ta", "ト": "to", "ナ": "na", "ニ": "ni", "ヌ": "nu", "ネ": "na",
    "ノ": "no", "ハ": "ga", "ヒ": "gi", "フ": "fu", "ヘ": "ga", "ホ": "go", "マ": "ma", "ミ": "mi",
    "ム": "mu", "メ": "ma", "モ": "mo", "ヤ": "ia", "ユ": "iu", "ヨ": "io", "ラ": "la", "リ": "li",
    "ル": "lu", "レ": "la", "ロ": "lo", "ワ": "va", "ヲ": "o", "ン": "n", "ガ": "ga", "ギ": "gi",
    "グ": "gu", "ゲ": "ga", "ゴ": "go", "ザ": "za", "ジ": "ji", "ズ": "zu", "ゼ": "za", "ゾ": "zo",
    "ダ": "da", "ヂ": "ji", "ヅ": "zu", "デ": "da", "ド": "do", "バ": "ba", "ビ": "bi", "ブ": "bu",
    "ベ": "ba", "ボ": "bo", "パ": "pa", "ピ": "pi", "プ": "pu", "ペ": "pa", "ポ": "po", "ヴ": "vu",
}  # fmt: skip


@lru_cache(maxsize=65536)
def sound(name: str) -> str:
    """A key that spellings of one name share: Orhanov, Organov; Tallamov, Talamov."""
    if re.search(r"[ァ-ヴ]", name):
        return _kana_sound(name)
    low = fold(name)
    for pattern, to in _MEET:
        low = pattern.sub(to, low)
    return low


# What Japanese does not keep apart.
_MERGED = str.maketrans("rvfzc", "lbbjs")


def _kana_sound(name: str) -> str:
    return "".join(_KANA.get(char, "") for char in name)


def skeleton(name: str) -> str:
    """The consonants of a name as far as Japanese keeps them: b and v, l and r meet."""
    low = sound(name)
    low = low.translate(_MERGED)
    return re.sub(r"[aiueo]", "", low)


def same_sound(one: str, other: str) -> bool:
    """Whether two spellings, Latin or katakana, can be one name."""
    kana = [bool(re.search(r"[ァ-ヴ]", name)) for name in (one, other)]
    if kana[0] == kana[1]:
        return sound(one) == sound(other)
    a, b = skeleton(one), skeleton(other)
    return len(a) >= 2 and len(b) >= 2 and apart(a, b) <= (1 if len(a) > 3 else 0)


def apart(one: str, other: str) -> int:
    """How many letters to add, drop, change or swap to get from one to the other."""
    if one == other:
        return 0
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]

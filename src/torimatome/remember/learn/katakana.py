"""How well a Latin name and a katakana word can be one sound, whatever the name's language."""

import re
from functools import lru_cache

from torimatome.remember.learn.words import fold

# Each katakana as the sounds it stands for; small signs change the one before.
_ROWS = (
    ("", "アイウエオ"), ("k", "カキクケコ"), ("g", "ガギグゲゴ"), ("s", "サ_スセソ"),
    ("z", "ザ_ズゼゾ"), ("t", "タ__テト"), ("d", "ダ__デド"), ("n", "ナニヌネノ"),
    ("h", "ハヒ_ヘホ"), ("b", "バビブベボ"), ("p", "パピプペポ"), ("m", "マミムメモ"),
    ("y", "ヤ_ユ_ヨ"), ("r", "ラリルレロ"), ("w", "ワヰ_ヱヲ"), ("v", "ヷヸヴヹヺ"),
)  # fmt: skip
_MORA = {sign: onset + vowel for onset, row in _ROWS for sign, vowel in zip(row, "aiueo")}  # noqa: B905
_MORA |= {
    "シ": "Si",
    "ジ": "ji",
    "チ": "Ci",
    "ヂ": "ji",
    "ツ": "cu",
    "ヅ": "zu",
    "フ": "fu",
    "ン": "n",
}
_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ャ": "ya", "ュ": "yu", "ョ": "yo"}
# What letters sound like, longest first: S sh, C ch, c ts, j zh and dj, x the kh of many tongues.
_LETTERS = (
    ("shch", "S"), ("tsch", "C"), ("sch", "S"), ("tch", "C"), ("sh", "S"), ("ch", "C"), ("zh", "j"),
    ("dzh", "j"), ("dj", "j"), ("kh", "x"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("ts", "c"),
    ("tz", "c"), ("ck", "k"), ("qu", "kw"), ("q", "g"), ("x", "ks"), ("w", "w"), ("ş", "S"),
    ("š", "S"), ("ç", "C"), ("č", "C"), ("ž", "j"), ("ğ", "g"), ("ə", "a"), ("ı", "i"), ("ł", "w"),
    ("ß", "s"), ("æ", "e"), ("ø", "o"), ("þ", "t"), ("ð", "d"),
)  # fmt: skip
_SOUNDS = dict(_LETTERS)
_SOUND = re.compile("|".join((*(letters for letters, _ in _LETTERS), ".")), re.DOTALL)
_NEAR = {
    frozenset(pair): cost
    for pairs, cost in (
        ("bv lr kx hx gx kg cs Cs kc kC SC zj zs fv wv fh cC zc Ss jg yj jC mn jd td Sx td", 0.3),
        ("hk hg tC dj cz ty pb fp ge xC nm jz wb zS", 0.5),
    )
    for pair in pairs.split()
}
_VOWELS = {frozenset(p): c for p, c in (("ai", 0.6), ("au", 0.4), ("ao", 0.3), ("ae", 0.25),
    ("ie", 0.3), ("iu", 0.5), ("io", 0.6), ("eu", 0.5), ("eo", 0.5), ("ou", 0.25))}  # fmt: skip


def sounds_of(kana: str) -> str:
    """Katakana as a string of sounds ("バイラモフ" → "bairamofu")."""
    out = ""
    for sign in kana:
        small = _SMALL.get(sign)
        if sign in "ッー・":
            continue
        if small and out:
            out = (out[:-1] if out[-1] in "aiueo" else out) + small
        else:
            out += _MORA.get(sign, "")
    return out


def sounds_in(latin: str) -> str:
    """A Latin name as a string of the same sounds."""
    low = latin.lower().replace("'", "")
    out = ""
    for found in _SOUND.finditer(low):
        letters = found.group()
        sound = _SOUNDS.get(letters)
        if sound is not None:
            out += sound
            continue
        letter = letters if letters.isascii() else fold(letters)[:1]
        if letter == "c":  # soft before e and i, as in most tongues of Europe
            after = low[found.end() : found.end() + 1]
            letter = "s" if fold(after) in ("e", "i", "y") else "k"
        if letter.isalpha() and (not out.endswith(letter) or letter in "aiueo"):
            out += letter
    return out


# Under this nobody asks how unlike two names are, so the comparison stops: SAME_SOUND is .7.
_UNLIKE = 0.6


@lru_cache(maxsize=50_000)
def likeness(latin: str, kana: str) -> float:
    """1 for one sound, 0 for nothing in common; 0.7 and more is taken for the same name.

    What would come out under 0.6 is given as 0.
    """
    a, silent = _latin(latin)
    b, extra = _kana(kana)
    if not a or not b or not a.isascii():
        return 0.0
    whole = 0.5 * (len(a) + len(b)) * 0.8
    most = (1 - _UNLIKE) * whole
    row = [0.0]
    for cost in extra:
        row.append(row[-1] + cost)
    for x, drop in zip(a, silent, strict=True):
        costs = _costs(x)
        before = row[0]
        left = row[0] = before + drop
        least = left
        for j, y in enumerate(b, 1):
            put = before + costs[y] if y in costs else before + 1.2
            before = row[j]
            if before + drop < put:
                put = before + drop
            if left + extra[j - 1] < put:
                put = left + extra[j - 1]
            left = row[j] = put
            if put < least:
                least = put
        if least > most:
            return 0.0
    found = 1 - row[-1] / whole
    return found if found >= _UNLIKE else 0.0


@lru_cache(maxsize=20_000)
def _latin(name: str) -> tuple[str, tuple[float, ...]]:
    """The sounds of a Latin name, and what leaving each out costs."""
    sounds = sounds_in(name)
    return sounds, tuple(_silent(sounds, i) for i in range(len(sounds)))


@lru_cache(maxsize=20_000)
def _kana(word: str) -> tuple[str, tuple[float, ...]]:
    """The sounds of a katakana word, and what each costs that the Latin has not."""
    sounds = sounds_of(word)
    return sounds, tuple(_extra(sounds, j) for j in range(len(sounds)))


@lru_cache(maxsize=128)
def _costs(x: str) -> dict[str, float]:
    """What it costs to hear this sound as each of the others."""
    return {y: _change(x, y) for y in "abcdefghijklmnopqrstuvwxyzSC"}


def _extra(b: str, j: int) -> float:
    # Japanese puts a vowel after a consonant that had none: u, o after t and d, i after ch.
    if b[j] in "aiueo":
        after = b[j - 1] if j else ""
        if after and after not in "aiueoy":
            return 0.1 if b[j] == "u" or (b[j], after) in (("o", "t"), ("o", "d")) else 0.25
        return 0.4
    return 0.3 if b[j] in "yw" else 0.9


def _silent(a: str, i: int) -> float:
    if a[i] in "aiueoywh":
        return 0.25 if a[i] in "hyw" or (i and a[i - 1] in "aiueoy") else 0.45
    if i and a[i - 1] == a[i]:
        return 0.1
    return 0.35 if a[i] in "rxg" else 0.8


def _change(x: str, y: str) -> float:
    if x == y:
        return 0.0
    if x in "aiueo" and y in "aiueo":
        return _VOWELS.get(frozenset((x, y)), 0.5)
    if {x, y} in ({"y", "i"}, {"w", "u"}, {"y", "e"}):
        return 0.15
    return _NEAR.get(frozenset((x, y)), 1.2)

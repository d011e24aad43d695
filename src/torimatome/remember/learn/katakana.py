"""How well a Latin name and a katakana word can be one sound, whatever the name's language."""

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
    out, place = "", 0
    while place < len(low):
        for letters, sound in _LETTERS:
            if low.startswith(letters, place):
                out, place = out + sound, place + len(letters)
                break
        else:
            letter = fold(low[place])[:1]
            if letter == "c":  # soft before e and i, as in most tongues of Europe
                letter = "s" if fold(low[place + 1 : place + 2]) in ("e", "i", "y") else "k"
            if letter.isalpha() and (not out.endswith(letter) or letter in "aiueo"):
                out += letter
            place += 1
    return out


@lru_cache(maxsize=20_000)
def likeness(latin: str, kana: str) -> float:
    """1 for one sound, 0 for nothing in common; 0.72 and more is taken for the same name."""
    a, b = sounds_in(latin), sounds_of(kana)
    if not a or not b or not a.isascii():
        return 0.0
    row = [0.0]
    for j in range(len(b)):
        row.append(row[-1] + _extra(b, j))
    for i, x in enumerate(a):
        before, row[0] = row[0], row[0] + _silent(a, i)
        for j, y in enumerate(b):
            put = min(row[j + 1] + _silent(a, i), row[j] + _extra(b, j), before + _change(x, y))
            before, row[j + 1] = row[j + 1], put
    return max(0.0, 1 - row[-1] / (0.5 * (len(a) + len(b)) * 0.8))


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

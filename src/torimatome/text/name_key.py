"""One key for a name in any spelling, script and case: what its consonants sound like.

Vowels differ most between scripts (Persian writes few of them, Japanese adds some), and so do
sibilants, gutturals, b/v/f and l/r; each such group is one class, as in Soundex. The key is for
names one already knows to be of people: with given name and surname together, collisions are rare
(bench/names.py counts them).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from anyascii import anyascii

from torimatome.text.endings import script
from torimatome.text.folding import flat

_TITLED = re.compile(r"[\s・＝=‐.-]+")
_CLASS = {
    **dict.fromkeys("bpfvw", "1"),
    **dict.fromkeys("cgkqsxzj", "2"),
    **dict.fromkeys("td", "3"),
    **dict.fromkeys("lr", "4"),
    "m": "5",
    "n": "6",
    "h": "h",
}
# Several Latin letters for one sound; the longer first.
_TOGETHER = (
    ("shch", "s"), ("tsch", "s"), ("sch", "s"), ("tch", "s"), ("dzh", "s"), ("kh", "h"),
    ("zh", "s"), ("sh", "s"), ("ch", "s"), ("dj", "s"), ("dz", "s"), ("ts", "s"), ("tz", "s"),
    ("gh", "g"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("mc", "mk"),
)  # fmt: skip
_CYRILLIC_H = str.maketrans({"х": "h", "ц": "s", "щ": "s", "ч": "s", "ш": "s", "ж": "s"})
_ARABIC = str.maketrans({
    "ا": "a", "آ": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "j", "چ": "c", "ح": "h",
    "خ": "h", "د": "d", "ذ": "z", "ر": "r", "ز": "z", "ژ": "j", "س": "s", "ش": "s", "ص": "s",
    "ض": "z", "ط": "t", "ظ": "z", "ع": "a", "غ": "g", "ف": "f", "ق": "k", "ک": "k", "گ": "g",
    "ڤ": "v", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ی": "i", "ء": "", "\u200c": "",
})  # fmt: skip
_ARMENIAN = (("ու", "u"), ("և", "ev"), ("եւ", "ev"))
# Kana that anyascii writes in ways that hide the sound.
_KANA = (
    ("ヴァ", "ba"), ("ヴィ", "bi"), ("ヴェ", "be"), ("ヴォ", "bo"), ("ヴ", "bu"), ("ファ", "va"),
    ("フィ", "vi"), ("フェ", "ve"), ("フォ", "vo"), ("ティ", "ti"), ("ディ", "di"), ("トゥ", "tu"),
    ("ドゥ", "du"), ("ッ", ""), ("ー", ""), ("フ", "H"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def sound_key(word: str) -> str:
    """The key of one word of a name in its nominative: "^" for a first vowel, then sound classes.

    "Bayramov", "Байрамов", "Bayramov", "バイラモフ", "بایراموف" give one key.
    """
    latin = _latin(word)
    for letters, sound in _TOGETHER:
        latin = latin.replace(letters, sound)
    latin = re.sub(r"n(?=[bp])", "m", latin.replace("ks", "x"))
    latin = re.sub(r"(?<!^)h(?![aeiouy])", "", latin)  # Mahmud, Мухаммед, フ before a consonant
    found = "^" if latin[:1] in "aeiouy" else ""
    last = found
    for letter in latin:
        sound = _CLASS.get(letter, "")
        if sound == "h":
            sound = "2"
        if sound and sound != last:
            found += sound
        last = sound
    return found[:6]


def _latin(word: str) -> str:
    word = word.lower()
    written = script(word)
    if written == "arabic":
        return _of_arabic(flat(word))
    if written == "cyrillic":
        word = flat(word).replace("дж", "s").replace("кс", "x").translate(_CYRILLIC_H)
    elif written == "armenian":
        for letters, sound in _ARMENIAN:
            word = word.replace(letters, sound)
    elif re.match("[ァ-ヺ]", word):
        return _of_kana(word)
    elif written == "latin":
        word = flat(word)
    latin = anyascii(word).lower()
    return re.sub(r"[^a-z]", "", latin)


def _of_arabic(word: str) -> str:
    """Persian and Arabic: و is v at the beginning and beside ا, else a vowel."""
    word = word.removeprefix("ال").replace(" ", "")
    word = re.sub(r"^و|(?<=ا)و|و(?=ا)|و(?=ی(?!ا))", "v", word).replace("و", "o")
    return re.sub(r"[^a-z]", "", word.translate(_ARABIC))


def _of_kana(word: str) -> str:
    word = re.sub("フ$", "v", word)
    word = re.sub("フ(?=ス)|^フ(?!ン)", "v", word)
    for kana, sound in _KANA:
        word = word.replace(kana, sound)
    latin = anyascii(word).lower().replace("kus", "x")
    return re.sub(r"[^a-z]", "", latin)


_STRONG = re.compile(r"(?:ов|ев|ин|ын)(?:ым|ыми|ых)$")
_RU = re.compile(
    r"(?<=[бвгджзклмнпрстфхцчшщ])(?:ом|ем|ами|ями|ах|ях|ове|еве|ови|еви)$"
    r"|(?<=ск)(?:ого|ому|им|ом|их|ими|ой|ую)$|(?<=цк)(?:ого|ому|им|ом|ой)$"
    r"|(?<=[аеиоуы]й)(?:ом|ем)$|(?<=[аеиоу])(?:ем|ею)$|(?<=и)ем$"
)
# Given names that end like an instrumental.
_NOT_CASES = frozenset(
    ["артем", "ефрем", "рем", "том", "салем", "карем", "хашем", "насем", "акрам"]
)
_AZ = re.compile(
    r"(?<=[oe]v)(?:[iu]n|[ae]|[iu]|d[ae]n?|l[ae]|[iu]n[iu])$"
    r"|(?<=[ygki]an)(?:[iu]n|l[ae]|d[ae]n?)$|(?<=[aeiou])(?<![ygki]a)(?:n[iu]n|y[ae]|y[iu]|n[iu])$|(?<=\w{3})(?:d[ae]n|l[ae]rl[ae])$"
    r"|(?<=[aeiou][bcdfgklmnprstvxyz])(?:[iu]n)$"
)
_KA = re.compile(
    r"(?:ისთვის|სთვის|ისგან|სგან|ისთან|სთან|მა|(?<=[აეოუ])მ|(?<=[ა-ჰ]{7}ი)მ|ის|ს|ით|თან|ზე|ად)$"
)
_HY = re.compile(r"(?<=ան)(?:ին|ից|ով|ի|ը|ն)$|(?<=[ա-և]{3})(?:ից|ին|ի|ը|ն)$")


def nominative(word: str, azerbaijani: bool = False) -> str:
    """`word` without a case ending, as far as its letters tell one from the name itself.

    Vowels are left alone: they do not count in `sound_key`. Latin words lose what follows an
    apostrophe, and Azerbaijani endings where the text is Azerbaijani.
    """
    bare = re.split("['’ʼ]", word)[0] if len(re.split("['’ʼ]", word)[0]) > 2 else word
    written = script(bare)
    low = flat(bare)
    cut = low
    if written == "cyrillic" and low not in _NOT_CASES:
        strong = _STRONG.search(low)
        cut = low[: strong.start() + 2] if strong else _RU.sub("", low)
    elif written == "latin" and azerbaijani and len(low) > 5:
        cut = _AZ.sub("", low)
    elif written == "georgian":
        cut = _KA.sub("", low)
    elif written == "armenian":
        cut = _HY.sub("", low)
    return bare[: len(cut)] if len(cut) >= 3 and len(cut) < len(low) else bare


def person_key(given: str, surname: str, azerbaijani: bool = False) -> str:
    """The key of a person no term names: "person:~2.1451" for any way to write the name."""
    first = _TITLED.split(given.strip())[0] if given.strip() else ""
    said = sound_key(nominative(first, azerbaijani)) if len(first) > 1 else ""
    last = "".join(
        sound_key(nominative(part, azerbaijani)) for part in _TITLED.split(surname) if part
    )
    return f"person:~{said}.{last}"


def other_keys(given: str, surname: str) -> Iterator[str]:
    """Further keys of a Persian or Arabic name, whose و within a word may be v or a vowel."""
    if script(surname) == "arabic":
        for at in (n for n, letter in enumerate(surname) if n and letter == "و"):
            yield person_key(given, f"{surname[:at]}ڤ{surname[at + 1 :]}")

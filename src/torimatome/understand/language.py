"""The language a text is in: its script first, then letter statistics, then what was declared."""

import unicodedata
from collections import Counter
from functools import lru_cache

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Scripts by the first word of a letter's Unicode name, and the languages we know in each. A
# language that is not listed is taken to be in Latin script.
_SCRIPTS = {
    "CYRILLIC": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg"),
    "ARABIC": ("fa", "ar", "ur", "ps", "ku", "ug"),
    "GEORGIAN": ("ka",),
    "ARMENIAN": ("hy",),
    "HEBREW": ("he", "yi"),
    "GREEK": ("el",),
    "HANGUL": ("ko",),
    "KANA": ("ja",),
    "HAN": ("zh", "ja"),
    "THAI": ("th",),
    "DEVANAGARI": ("hi", "mr", "ne"),
}
_ELSEWHERE = frozenset(language for group in _SCRIPTS.values() for language in group)

# Letters that only one of the languages sharing a script uses. The statistics know these too,
# but a headline of four words gives them too little to work with.
_ONLY = {
    "az": frozenset("əƏ"),
    "uk": frozenset("їєґЇЄҐ"),
    "ru": frozenset("ыэъёЫЭЪЁ"),
    "fa": frozenset("پچژگ"),
    "kk": frozenset("әғқңұһӘҒҚҢҰҺ"),
}

# Under this the statistics give way to what was declared; and with nothing declared we say
# "und". Among eleven languages, four-word openings of the translated news documents were told
# right 95 (az) to 99.7 (en) times in 100 where told at all, and 3 to 7 in 100 were not told;
# bench/stories.py prints the shares. A higher number trades wrong answers for untold ones.
SURE = 0.6
_ENOUGH_LETTERS = 3
_NEVER_WITHOUT_KANA = 25
# Letters looked at. Of 1,995 news articles in nine languages all were told right, and the same,
# from 300, 500, 800 and 3,000 letters; long texts cost time.
_LOOK_AT = 800
_COUNT_AT = 400  # by the statistics, which take 3 ms for 800


# Words that English writes in every second line and the other languages we know do not. An
# opening that holds so many of them, so large a share, is English without further ado, and a
# title that quotes two of them goes the longer way: of the 1,133 English articles of
# bench/multiply.py 1,124 are told by this, of the 862 in eight other languages none. To choose
# again: lower both numbers until one of those is.
_ENGLISH = frozenset(
    "the of and to that with for from has was were have been said by which their this after will"
    " would who his its are not they".split()
)
_OPENING, _LEAST, _DIFFERENT, _SHARE = 100, 6, 3, 0.12

# The same of those that the letters alone often do not tell apart. Where page or feed declares one
# of these and its words bear that out, SAYS of them and TIMES as many as of any other that may
# come, the statistics are not asked: their model takes half a second to read. Of 6,967 articles of
# bench/multiply.py 275 came to the statistics; 255 of them end here, each as it was, and none of
# them with another of the desk's languages declared.
_TELLING = {
    "en": _ENGLISH,
    "tr": frozenset("ve bir bu için ile ise değil olan olarak daha çok sonra gibi kadar".split()),
    "az": frozenset("və bir bu üçün ilə isə deyil olan olaraq daha çox sonra kimi qədər".split()),
    "ru": frozenset("и что с со из как его это был было были или он от к по".split()),
    "uk": frozenset("і й що з зі із як його це був було були або він від та".split()),
}
_SAYS, _TIMES = 3, 3


def tell_language(text: str, *, declared: str, prior: tuple[str, ...]) -> str:
    """The ISO 639-1 code of the language of `text`, or "und" when it cannot be told.

    `declared` is what page or feed says ("" = nothing); it decides where the letters cannot:
    a headline all in kanji is Japanese or Chinese only by what its outlet writes. `prior`
    are the languages that may come at all; empty means any.
    """
    text = text[:_LOOK_AT]
    declared = declared.lower().partition("-")[0]
    if ("en" in prior or not prior) and _is_english(text):
        return "en"
    script = _script(text)
    if not script:
        return "und"
    written = tuple(x for x in (prior or _any(script)) if _may_be(x, script))
    if declared and _may_be(declared, script) and declared not in written:
        written = (*written, declared)
    if script in ("KANA", "HANGUL", "GEORGIAN", "ARMENIAN"):
        return _SCRIPTS[script][0]
    if script == "HAN":
        return _by_han(text, declared, written)
    if not written:
        return "und"
    marked = [x for x in written if x in _ONLY and any(letter in text for letter in _ONLY[x])]
    if len(marked) == 1:
        return marked[0]
    if declared in written and _bears_out(text, declared, written):
        return declared
    return _by_statistics(text, declared, tuple(sorted(written)))


def _is_english(text: str) -> bool:
    row = text.split(None, _OPENING)[:_OPENING]
    found = [word for word in row if word in _ENGLISH]
    return len(found) >= max(_LEAST, _SHARE * len(row)) and len(set(found)) >= _DIFFERENT


def _bears_out(text: str, declared: str, written: tuple[str, ...]) -> bool:
    """Whether the small words of a text are those of the language it is declared to be in."""
    if not all(language in _TELLING for language in written):
        return False
    row = text.lower().split(None, _OPENING)[:_OPENING]
    said = sum(word in _TELLING[declared] for word in row)
    # One whose own letters stand nowhere is no rival.
    rivals = [x for x in written if x not in _ONLY or any(letter in text for letter in _ONLY[x])]
    most = max([sum(w in _TELLING[x] for w in row) for x in rivals if x != declared], default=0)
    return said >= max(_SAYS, _TIMES * most)


def _by_han(text: str, declared: str, written: tuple[str, ...]) -> str:
    if declared in written:
        return declared
    if len(written) == 1:
        return written[0]
    # Japanese does not go on for so long without kana.
    letters = sum(_script_of(letter) == "HAN" for letter in text)
    return "zh" if "zh" in written and letters >= _NEVER_WITHOUT_KANA else "und"


def _by_statistics(text: str, declared: str, written: tuple[str, ...]) -> str:
    """The likeliest of `written`; the rest of the world's languages do not share the odds."""
    if len(written) == 1:
        return written[0]
    odds = {x: sure for x, sure in _identifier().rank(text[:_COUNT_AT]) if x in written}
    best = max(sorted(odds), key=lambda x: odds[x], default="")
    if best and odds[best] >= SURE * sum(odds.values()) > 0:
        return best
    return declared if declared in written else "und"


def _script(text: str) -> str:
    """The script most letters are in; any kana at all makes Han letters Japanese."""
    if text.isascii():
        return "LATIN" if sum(map(str.isalpha, text)) >= _ENOUGH_LETTERS else ""
    letters = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    kinds = _KINDS[letters]
    if (unknown := kinds == _UNKNOWN).any():
        for letter in set(letters[unknown].tolist()):
            _KINDS[letter] = _NAMES.index(_script_of(chr(letter)))
        kinds = _KINDS[letters]
    times = np.bincount(kinds, minlength=len(_NAMES)).tolist()
    count = Counter({name: n for name, n in zip(_NAMES, times, strict=True) if name and n})
    if count["KANA"] and count["KANA"] + count["HAN"] >= sum(count.values()) / 3:
        return "KANA"
    if sum(count.values()) < (1 if count["HAN"] else _ENOUGH_LETTERS):
        return ""
    # A Chinese or Japanese letter says as much as a short word, so names in Latin letters
    # inside the headline do not outvote it.
    count["HAN"] *= 3
    return max(sorted(count), key=lambda script: count[script])


# Scripts of letters by their number, told when first met.
_NAMES = ("", *_SCRIPTS, "LATIN")
_UNKNOWN = 255
_KINDS = np.full(0x110000, _UNKNOWN, np.uint8)


@lru_cache(maxsize=4096)
def _script_of(letter: str) -> str:
    """The script of a letter; "" for what is none."""
    if not letter.isalpha():
        return ""
    name = unicodedata.name(letter, "").partition(" ")[0]
    if name in ("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"):
        return "KANA"
    if name == "CJK":
        return "HAN"
    return name if name in _SCRIPTS else "LATIN"


def _may_be(language: str, script: str) -> bool:
    if script == "LATIN":
        return language not in _ELSEWHERE or language in ("sr", "ku")
    return language in _SCRIPTS[script]


def _any(script: str) -> tuple[str, ...]:
    return tuple(x for x in _identifier().labels if _may_be(x, script))


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """The model, once: reading it takes a second or two."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

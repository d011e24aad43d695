"""How words sound, as numbers: the first consonants of any word, and the whole of a name."""

import re
from zlib import crc32

from anyascii import anyascii

# Keys of an echo by number: meanings below MOST, then words by sound, names, numbers.
MOST = 4096
PARTS_UNTIL, NAMES_UNTIL, FIGURES_UNTIL, KEYS = 1 << 18, 1 << 19, (1 << 19) + (1 << 15), 1 << 20

PART_SIZES = (3, 4)
_LONGEST = 8
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{2,}|[A-Za-z]{2,}")
_NO_CAPITALS = re.compile(r"[\u0590-\u06ff\u10a0-\u10ff]")  # Hebrew, Arabic, Georgian

_WRITTEN = str.maketrans({"ə": "e", "ç": "ch", "ş": "sh", "ğ": "", "ı": "i"})
_SOFT_C = re.compile(r"c(?=[eiy])")
_NOT_LATIN = re.compile(r"[^a-z]")
# Several letters for one sound, the longer first.
_HEARD = (
    ("shch", "s"), ("tsch", "s"), ("sch", "s"), ("dzh", "j"), ("zh", "s"), ("sh", "s"),
    ("ch", "s"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("ts", "s"), ("tz", "s"),
    ("ck", "k"), ("x", "ks"), ("q", "k"), ("dj", "j"),
)  # fmt: skip
_MANY_LETTERED = frozenset("hzkxqj")  # one of these is in each
# Consonants that scripts mix up become one; v and w are vowels in some and are left out.
_CLASS = str.maketrans(dict.fromkeys("abcdefghijklmnopqrstuvwxyz", " ") | {
    letter: kind
    for kind, letters in {
        "p": "pb", "f": "f", "t": "td", "k": "kgqc", "s": "szj", "m": "m", "n": "n", "r": "rl",
    }.items()
    for letter in letters
})  # fmt: skip


def skeleton(word: str) -> str:
    """The consonants of a folded word as any script would have them; _ for a vowel at its start."""
    latin = word.lower()
    if not word.isascii():
        latin = anyascii(latin.translate(_WRITTEN)).lower()
    if not latin.isalpha():
        latin = _NOT_LATIN.sub("", latin)
    opens = "_" if latin[:1] in "aeiouyh" and latin else ""
    if "c" in latin:
        latin = _SOFT_C.sub("s", latin)
    if not _MANY_LETTERED.isdisjoint(latin):
        for written, heard in _HEARD:
            latin = latin.replace(written, heard)
    found, last = opens, ""
    for letter in latin.translate(_CLASS).replace(" ", ""):
        if letter != last:
            found += letter
            last = letter
    return found


def heard_of(bare: str) -> tuple[int, int, int, int]:
    """What a bare word gives an echo: as a name, as a name that its script would not tell, and by
    its first three and four consonants; 0 where too little is heard."""
    sound = skeleton(bare)
    size = len(sound)
    if size < 2:
        return 0, 0, 0, 0
    name = PARTS_UNTIL + _number(sound[:_LONGEST]) % (NAMES_UNTIL - PARTS_UNTIL)
    maybe = name if size > 2 and _NO_CAPITALS.match(bare) else 0
    few, more = PART_SIZES
    part = part_of(sound[:few]) if size >= few else 0
    return name, maybe, part, part_of(sound[:more]) if size >= more else 0


def part_of(sound: str) -> int:
    """The first consonants of a word as a key."""
    return MOST + _number(sound) % (PARTS_UNTIL - MOST)


def figure(digits: str) -> int:
    """A number as a key: those of one digit apart, for they tell less."""
    first, end = (NAMES_UNTIL, FIGURES_UNTIL) if len(digits) < 2 else (FIGURES_UNTIL, KEYS)
    return first + _number(digits) % (end - first)


def _number(key: str) -> int:
    return crc32(key.encode())


def spelt(run: str) -> list[str]:
    """What a run of kana and kanji spells by sound."""
    return _KATAKANA.findall(run)

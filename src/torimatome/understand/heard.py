"""How words sound, as numbers: the first consonants of any word, and the whole of a name."""

import re
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray

# Keys of an echo by number: meanings below MOST, then words by sound, names, numbers.
MOST = 4096
PARTS_UNTIL, NAMES_UNTIL, FIGURES_UNTIL, KEYS = 1 << 18, 1 << 19, (1 << 19) + (1 << 15), 1 << 20

PART_SIZES = (3, 4)
_LONGEST = 8
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{2,}|[A-Za-z]{2,}")
_NO_CAPITALS = re.compile(r"[\u0590-\u06ff\u10a0-\u10ff]")  # Hebrew, Arabic, Georgian

_WRITTEN = {"ə": "e", "ç": "ch", "ş": "sh", "ğ": "", "ı": "i"}
_NOT_LATIN = re.compile(r"[^a-z\n]+")
_VOWELS = "aeiouyh"  # that a word may begin with
# Several letters for one sound, the longer first.
_SOFT_C = (("ce", "se"), ("ci", "si"), ("cy", "sy"))
_HEARD = (
    ("shch", "s"), ("tsch", "s"), ("sch", "s"), ("dzh", "j"), ("zh", "s"), ("sh", "s"),
    ("ch", "s"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("ts", "s"), ("tz", "s"),
    ("ck", "k"), ("x", "ks"), ("q", "k"), ("dj", "j"),
)  # fmt: skip
# Only words with one of these are looked through for them, and so "ts" is heard in few. Common
# sounds were counted like that: to hear it everywhere, count anew and see bench/crosslingual.py.
_MANY_LETTERED = frozenset("hzkxqj")
# Consonants that scripts mix up become one; v and w are vowels in some and are left out.
_CLASSES = {"p": "pb", "f": "f", "t": "td", "k": "kgqc", "s": "szj", "m": "m", "n": "n", "r": "rl"}
_CLASS = str.maketrans(
    dict.fromkeys("abcdefghijklmnopqrstuvwxyz")
    | {letter: kind for kind, letters in _CLASSES.items() for letter in letters}
)
_TWICE = tuple((2 * kind, kind) for kind in _CLASSES)
KEPT_SOUNDS = 100_000  # 20 MB at most; a week on a desk of 44 outlets has some 15,000


class _Latin(dict[int, str]):
    """Letters of any script by number, as Latin ones."""

    def __missing__(self, letter: int) -> str:
        written = chr(letter)
        found = self[letter] = _WRITTEN.get(written, anyascii(written) if letter > 127 else written)
        return found


_LATIN = _Latin()


def skeleton(word: str) -> str:
    """The consonants of a folded word as any script would have them; _ for a vowel at its start."""
    return skeletons([word])[0]


def skeletons(words: Sequence[str]) -> list[str]:
    """The same of many; what one call costs is shared by all."""
    if not words:
        return []
    row = [word if word.isascii() else word.translate(_LATIN) for word in words]
    latin = _NOT_LATIN.sub("", "\n".join(row).lower()).split("\n")
    found = [""] * len(latin)
    sorts: tuple[list[int], list[int]] = [], []
    for at, word in enumerate(latin):
        sorts[_MANY_LETTERED.isdisjoint(word)].append(at)
    for those, replaced in zip(sorts, ((*_SOFT_C, *_HEARD), _SOFT_C), strict=True):
        said = "\n".join(["", *[latin[at] for at in those]])
        for vowel in _VOWELS:
            said = said.replace(f"\n{vowel}", f"\n_{vowel}")
        for written, heard in replaced:
            said = said.replace(written, heard)
        said = said.translate(_CLASS)
        for twice, once in _TWICE:
            while twice in said:
                said = said.replace(twice, once)
        for at, sound in zip(those, said.split("\n")[1:], strict=True):
            found[at] = sound
    return found


def heard_of_all(bares: Sequence[str]) -> NDArray[np.int32]:
    """What bare words give an echo, a row for each: as a name, as a name that its script would
    not tell, and by its first three and four consonants; 0 where too little is heard."""
    if len(_SOUNDS) >= KEPT_SOUNDS:
        _SOUNDS.clear()
    sounds = skeletons(bares)
    found = np.array([_SOUNDS[sound] for sound in sounds], np.int32).reshape(-1, 4)
    for at, bare in enumerate(bares):
        if len(sounds[at]) > 2 and not bare.isascii() and _NO_CAPITALS.match(bare):
            found[at, 1] = found[at, 0]
    return found


class _Sounds(dict[str, tuple[int, int, int, int]]):
    """What skeletons give an echo; many words share one."""

    def __missing__(self, sound: str) -> tuple[int, int, int, int]:
        size = len(sound)
        name = part = more = 0
        few, many = PART_SIZES
        if size > 1:
            name = PARTS_UNTIL + _number(sound[:_LONGEST]) % (NAMES_UNTIL - PARTS_UNTIL)
            part = part_of(sound[:few]) if size >= few else 0
            more = part_of(sound[:many]) if size >= many else 0
        found = self[sound] = name, 0, part, more
        return found


_SOUNDS = _Sounds()


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

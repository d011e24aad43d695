"""How words sound, as numbers: the first consonants of any word, and the whole of a name."""

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from string import ascii_lowercase
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
# First letters of words in Hebrew and Arabic, and in Georgian: from, and up to.
_NO_CAPITALS = (("\u0590", "\u0700"), ("\u10a0", "\u1100"))

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
    | {"_": "_", "\n": "\n"}
)
_TWICE = tuple((2 * kind, kind) for kind in _CLASSES)
KEPT_SOUNDS = 100_000  # 20 MB at most; a week on a desk of 44 outlets has some 15,000


class Latin:
    """Letters of any script as Latin ones, told when first met; those of many words in one step."""

    _MOST = 8  # Latin letters for one: "щ" has four
    _LETTERS = 0x110000

    def __init__(self, kept: str, written: Mapping[str, str]) -> None:
        self._kept, self._written = frozenset(kept), written
        self._known = np.zeros(self._LETTERS, bool)
        self._row = np.zeros(self._LETTERS, np.int32)
        self._latin = np.zeros(1024, np.uint64)  # eight letters each
        self._many = 0

    def of(self, words: Sequence[str]) -> list[str]:
        """Each of these words in Latin letters, small ones; what is to be kept of them."""
        letters = np.frombuffer("\n".join(words).encode("utf-32-le", "replace"), np.uint32)
        new = letters[~self._known[letters]]
        for letter in set(new.tolist()):
            self._learn(letter)
        latin = self._latin[self._row[letters]].tobytes().translate(None, b"\0")
        return latin.decode("ascii").split("\n")

    def _learn(self, letter: int) -> None:
        if self._many == len(self._latin):
            self._latin = np.concatenate([self._latin, np.zeros_like(self._latin)])
        written = chr(letter)
        latin = self._written.get(written, anyascii(written) if letter > 127 else written).lower()
        kept = "\n" if written == "\n" else "".join([x for x in latin if x in self._kept])
        eight = kept.encode("ascii")[: self._MOST].ljust(self._MOST, b"\0")
        self._latin[self._many] = np.frombuffer(eight, np.uint64)[0]
        self._row[letter] = self._many
        self._known[letter] = True
        self._many += 1


_LATIN = Latin(ascii_lowercase, {"ə": "e", "ç": "ch", "ş": "sh", "ğ": "", "ı": "i"})


def skeletons(words: Sequence[str]) -> list[str]:
    """The consonants of folded words as any script would have them; _ for a vowel at a start."""
    if not words:
        return []
    latin = _LATIN.of(words)
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
    told = chain.from_iterable(map(_SOUNDS.__getitem__, sounds))
    found = np.fromiter(told, np.int32, 4 * len(sounds)).reshape(-1, 4)
    (first, until), (again, end) = _NO_CAPITALS
    for at, bare in enumerate(bares):
        if first <= bare < until or again <= bare < end:
            found[at, 1] = found[at, 0] if len(sounds[at]) > 2 else 0
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

"""What a text holds that any language would: meanings, names and words by sound, numbers."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import fsum, log, sqrt

from anyascii import anyascii

from torimatome.understand.concepts import MEANINGS
from torimatome.understand.tokens import inside, only_words, read
from torimatome.understand.words import UNSPACED, Vector

# How much each kind of key weighs beside a meaning. Chosen on 61 news documents in nine languages
# (bench/crosslingual.py), nearest English document by disjoint halves: half or double any one of
# them and the mean over ru, uk, tr, az moves by less than .03; weighing meanings by how rare they
# are, from word lists or from the documents themselves, moved it by less than .01.
MEANING = 1.5
NAME = 1.5
PART = 0.7  # the first consonants of any word: names with case endings, words that travelled
PART_OF_NAME = 3  # … counted so often where it is a name
NUMBER = 3.0
FIGURE = 1.0  # a number of one digit
UNICAMERAL = 0.5  # a name may hide in any word where a script has no capitals

_PARTS = (3, 4)
_LONGEST = 8
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{2,}|[A-Za-z]{2,}")
_NO_CAPITALS = re.compile(r"[\u0590-\u06ff\u10a0-\u10ff]")  # Hebrew, Arabic, Georgian
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_DOT = re.compile(r"[.,]")

_WRITTEN = str.maketrans({"ə": "e", "ç": "ch", "ş": "sh", "ğ": "", "ı": "i"})
_SOFT_C = re.compile(r"c(?=[eiy])")
_NOT_LATIN = re.compile(r"[^a-z]")
# Several letters for one sound, the longer first.
_HEARD = (
    ("shch", "s"), ("tsch", "s"), ("sch", "s"), ("dzh", "j"), ("zh", "s"), ("sh", "s"),
    ("ch", "s"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("ts", "s"), ("tz", "s"),
    ("ck", "k"), ("x", "ks"), ("q", "k"), ("dj", "j"),
)  # fmt: skip
# Consonants that scripts mix up become one; v and w are vowels in some and are left out.
_CLASS = {
    letter: kind
    for kind, letters in {
        "p": "pb", "f": "f", "t": "td", "k": "kgqc", "s": "szj", "m": "m", "n": "n", "r": "rl",
    }.items()
    for letter in letters
}  # fmt: skip


@lru_cache(maxsize=131072)
def skeleton(word: str) -> str:
    """The consonants of a folded word as any script would have them; _ for a vowel at its start."""
    latin = _NOT_LATIN.sub("", anyascii(word.translate(_WRITTEN)).lower())
    opens = "_" if latin[:1] in "aeiouyh" and latin else ""
    latin = _SOFT_C.sub("s", latin)
    for written, heard in _HEARD:
        latin = latin.replace(written, heard)
    kept = [kind for letter in latin if (kind := _CLASS.get(letter))]
    return opens + "".join(kind for i, kind in enumerate(kept) if i == 0 or kept[i - 1] != kind)


@lru_cache(maxsize=131072)
def _keys(bare: str) -> tuple[str, tuple[str, ...]]:
    """A word's key as a name, and the keys of its first consonants."""
    heard = skeleton(bare)
    return "n" + heard[:_LONGEST], tuple("s" + heard[:n] for n in _PARTS if len(heard) >= n)


@lru_cache(maxsize=1024)
def _damped(times: int) -> float:
    return 1 + log(times)


def echo(text: str, language: str) -> Vector:
    """A unit vector of what `text` says in any language; its keys mean the same in all."""
    said, named = _words(text)
    heard: dict[str, int] = {}
    whole: dict[str, int] = {}
    maybe: set[str] = set()
    for bare, times in said.items():
        key, parts = _keys(bare)
        name = named.get(bare, 0)
        for part in parts:
            heard[part] = heard.get(part, 0) + times + (PART_OF_NAME - 1) * name
        if name and len(key) > 2:
            whole[key] = whole.get(key, 0) + name
        elif len(key) > 3 and _NO_CAPITALS.match(bare):
            maybe.add(key)
            whole[key] = whole.get(key, 0) + times
    found = {key: PART * _damped(times) for key, times in heard.items()}
    for key, times in whole.items():
        found[key] = (NAME * UNICAMERAL if key in maybe else NAME) * _damped(times)
    for meaning, times in MEANINGS.count(text, language).items():
        found[f"m{meaning}"] = MEANING * _damped(times)
    for digits, times in Counter(_DOT.sub("", x) for x in _NUMBER.findall(text)).items():
        found[f"#{digits}"] = (NUMBER if len(digits) > 1 else FIGURE) * _damped(times)
    length = sqrt(fsum(weight * weight for weight in found.values()))
    return {key: weight / length for key, weight in found.items()} if length else {}


def _words(text: str) -> tuple[Counter[str], Counter[str]]:
    """How often each bare word stands in `text`, and how often as a name.

    Of unspaced scripts only what they spell by sound is taken, all of it names.
    """
    row = read(text)
    names = {word.written for word in inside(row)}
    every = only_words(row)
    said = Counter(word.bare for word in every)
    named = Counter(word.bare for word in every if word.written in names)
    if UNSPACED.search(text):
        for word in every:
            if UNSPACED.match(word.written):
                said.pop(word.bare, None)
                spelt = _KATAKANA.findall(word.written)
                said.update(spelt)
                named.update(spelt)
    return said, named


def title_meanings(title: str, language: str) -> frozenset[str]:
    """The meanings of a title, as keys of an echo."""
    return frozenset(f"m{meaning}" for meaning in MEANINGS.count(title, language))


def meanings(keys: Iterable[str]) -> tuple[str, ...]:
    """The meanings among the keys of an echo, as an editor reads them."""
    return tuple(sorted(MEANINGS.called[int(key[1:])] for key in keys if key[0] == "m"))

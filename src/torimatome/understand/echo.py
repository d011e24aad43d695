"""What a text holds that any language would: meanings, names and words by sound, numbers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from torimatome.understand.concepts import MEANINGS, Stems
from torimatome.understand.heard import (
    FIGURES_UNTIL,
    KEYS,
    MOST,
    NAMES_UNTIL,
    PARTS_UNTIL,
    figure,
    part_of,
)
from torimatome.understand.rarity import RARE, common_sounds
from torimatome.understand.said import Said
from torimatome.understand.sheaf import NAME_IN_TEXT, NAME_IN_TITLE, TITLE, Groups, Sheaf
from torimatome.understand.tokens import FLAGS, MAYBE, NAME, PART, PART_TOO, RUN, Lexicon
from torimatome.understand.vectors import DAMPED, Echo

# How much each kind of key weighs beside a meaning. Chosen on 61 news documents in nine languages
# (bench/crosslingual.py), nearest English document by disjoint halves: half or double any one of
# them and the mean over ru, uk, tr, az moves by less than .03; weighing meanings by how rare they
# are, from word lists or from the documents themselves, moved it by less than .01.
MEANING = 1.5
NAME_WORTH = 1.5
PART_WORTH = 0.7  # the first consonants of any word: names with case endings, words that travelled
# How much less commoner ones tell: 0 no less, 1 as their logarithm. How common they are was counted
# in English and Russian reports (bench/common_stems.py), the documents left out. By halves 0 gives
# .807, .25 gives .816, .4 gives .824, .5 gives .822; headlines lose .02, Japanese halves .03.
RARER = 0.4
PART_OF_NAME = 3  # … counted so often where it is a name
NUMBER = 3.0
FIGURE = 1.0  # a number of one digit
UNICAMERAL = 0.5  # a name may hide in any word where a script has no capitals

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_DOT = re.compile(r"[.,]")
_KEY_BITS = 20
assert KEYS == 1 << _KEY_BITS

Numbers = NDArray[np.intp]
# Keys of texts: whose each is, the key, and how often it counts.
Keys = tuple[Numbers, Numbers, Numbers]


@lru_cache(maxsize=1)
def _worths() -> NDArray[np.float64]:
    """What each key weighs."""
    worths = np.full(KEYS, NUMBER)
    for end, worth in (
        (FIGURES_UNTIL, FIGURE),
        (NAMES_UNTIL, NAME_WORTH),
        (PARTS_UNTIL, PART_WORTH),
        (MOST, MEANING),
    ):
        worths[:end] = worth
    for sound, level in sorted(common_sounds().items()):
        worths[part_of(sound)] = PART_WORTH * (max(level, 0.5) / RARE) ** RARER
    return worths


def echo(text: str, language: str) -> dict[int, float]:
    """A unit vector of what `text` says in any language; its keys mean the same in all."""
    lexicon = Lexicon()
    sheaf = Sheaf.of(lexicon, [("\n", "", text)])
    found = Echoing(lexicon).of(sheaf, [Text("", text, language)])[0]
    return dict(zip(found.places.tolist(), found.shares.tolist(), strict=True))


class Text(NamedTuple):
    """A text as it is written; its words stand in a Sheaf."""

    title: str
    text: str
    language: str

    @property
    def all(self) -> str:
        """Title and text."""
        return f"{self.title}\n{self.text}"


class Echoing:
    """Makes echoes of texts whose words are in one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._said: dict[Stems, Said] = {}

    def of(self, sheaf: Sheaf, texts: Sequence[Text]) -> list[Echo]:
        """What each of these texts says in any language."""
        words = sheaf.distinct
        named = words.where(NAME_IN_TITLE | NAME_IN_TEXT)
        times = words.titled + words.texted
        often = times * np.where(named, PART_OF_NAME, 1)
        names = np.flatnonzero(named)
        maybe = np.flatnonzero(~named & (words.rows[:, MAYBE] > 0))
        every: list[Keys] = [
            (words.who[maybe], words.rows[maybe, MAYBE].astype(np.intp), times[maybe]),
            (words.who, words.rows[:, PART].astype(np.intp), often),
            (words.who, words.rows[:, PART_TOO].astype(np.intp), often),
            (words.who[names], words.rows[names, NAME].astype(np.intp), times[names]),
            self._spelt(sheaf),
            self._meant(sheaf, texts),
            _figures(sheaf, texts),
        ]
        who, keys, counts = (np.concatenate([row[n] for row in every]) for n in range(3))
        return _weighed((who, keys, counts), len(maybe), sheaf.many)

    def title_meanings(self, sheaf: Sheaf, texts: Sequence[Text]) -> list[tuple[str, ...]]:
        """The meanings of the titles, as keys."""
        words = sheaf.distinct
        found: list[set[int]] = [set() for _ in texts]
        for stems, said, those in self._by_stems(texts):
            if not stems.spaced:
                for n in np.flatnonzero(those).tolist():
                    found[n].update(stems.found(texts[n].title, ()))
                continue
            at = np.flatnonzero(those[words.who] & (words.titled > 0))
            held = said.of(words.numbers[at])
            owners = words.who[at[held.at]].tolist()
            titled = np.flatnonzero(those[sheaf.who] & (sheaf.part == TITLE))
            several = said.of_several(sheaf, titled)
            for n, meaning in [*zip(owners, held.meanings.tolist(), strict=True), *several]:
                found[n].add(meaning)
        return [tuple(sorted([f"m{meaning}" for meaning in row])) for row in found]

    def _meant(self, sheaf: Sheaf, texts: Sequence[Text]) -> Keys:
        """The meanings of the texts, as keys of an echo."""
        words = sheaf.distinct
        times = words.titled + words.texted
        every: list[Keys] = []
        for stems, said, those in self._by_stems(texts):
            if not stems.spaced:
                for n in np.flatnonzero(those).tolist():
                    meant = stems.found(texts[n].all, ())
                    every.append(_counted([n] * len(meant), meant))
                continue
            at = np.flatnonzero(those[words.who])
            held = said.of(words.numbers[at])
            by_word = at[held.at]
            every.append((words.who[by_word], held.meanings, times[by_word]))
            shown = sheaf.shown
            several = said.of_several(sheaf, shown[those[sheaf.who[shown]]])
            every.append(_counted([n for n, _ in several], [meaning for _, meaning in several]))
        who, keys, counts = (np.concatenate([row[n] for row in every]) for n in range(3))
        return who, keys + 1, counts

    def _spelt(self, sheaf: Sheaf) -> Keys:
        """What runs of unspaced scripts spell by sound, all of it names."""
        who: list[int] = []
        keys: list[int] = []
        counts: list[int] = []
        words = sheaf.distinct
        for at in np.flatnonzero(words.rows[:, FLAGS] & RUN).tolist():
            times = int(words.titled[at] + words.texted[at])
            for name, _, *parts in self._lexicon.runs[int(words.numbers[at])].heard:
                who += [int(words.who[at])] * 3
                keys += [name, *parts]
                counts += [times, PART_OF_NAME * times, PART_OF_NAME * times]
        return np.array(who, np.intp), np.array(keys, np.intp), np.array(counts, np.intp)

    def _by_stems(self, texts: Sequence[Text]) -> Iterator[tuple[Stems, Said, NDArray[np.bool_]]]:
        """The columns these texts are read by, and which of them are read by it."""
        columns = [MEANINGS.of(text.language) for text in texts]
        for stems in dict.fromkeys(columns):
            said = self._said.get(stems)
            if said is None:
                said = self._said[stems] = Said(self._lexicon, stems)
            yield stems, said, np.array([column is stems for column in columns], bool)


def _figures(sheaf: Sheaf, texts: Sequence[Text]) -> Keys:
    """The numbers of the texts, as keys of an echo."""
    who: list[int] = []
    keys: list[int] = []
    for n, (text, digits) in enumerate(zip(texts, sheaf.figures, strict=True)):
        end, said = 0, text.all
        for start, _ in digits:
            if start >= end and (match := _NUMBER.match(said, start)):
                end = match.end()
                who.append(n)
                keys.append(figure(_DOT.sub("", match.group())))
    return _counted(who, keys)


def _counted(who: Sequence[int], keys: Sequence[int]) -> Keys:
    return np.array(who, np.intp), np.array(keys, np.intp), np.ones(len(who), np.intp)


def _weighed(keys: Keys, maybe: int, many: int) -> list[Echo]:
    """The echoes of as many texts; the first keys, so many, may be names."""
    group = Groups((keys[0] << _KEY_BITS) | keys[1])
    times = group.sums(keys[2])
    uncertain = group.any((np.arange(len(keys[1])) < maybe).astype(np.uint8)) > 0
    heard = (group.keys & (KEYS - 1)) > 0
    times, uncertain, found = times[heard], uncertain[heard], group.keys[heard]
    who, places = found >> _KEY_BITS, (found & (KEYS - 1)).astype(np.int32)
    shares = _worths()[places] * DAMPED[np.minimum(times, len(DAMPED) - 1)]
    shares[uncertain] *= UNICAMERAL
    lengths = np.sqrt(np.bincount(who, shares * shares, many))
    lengths[lengths == 0] = 1.0
    shares = (shares / lengths[who]).astype(np.float32)
    bounds = np.searchsorted(who, np.arange(many + 1)).tolist()
    return [Echo(places[first:end], shares[first:end]) for first, end in pairwise(bounds)]


def meanings(keys: Iterable[int]) -> tuple[str, ...]:
    """The meanings among the keys of an echo, as an editor reads them."""
    return tuple(sorted(MEANINGS.called[key - 1] for key in keys if key < MOST))

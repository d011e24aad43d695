"""What a text holds that any language would: meanings, names and words by sound, numbers."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from torimatome.understand.concepts import MEANINGS
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
from torimatome.understand.tokens import MAYBE, NAME, PART, PART_TOO, Lexicon, Rows, inside
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

_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_DOT = re.compile(r"[.,]")


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


_WORTHS = _worths()


def echo(text: str, language: str) -> dict[int, float]:
    """A unit vector of what `text` says in any language; its keys mean the same in all."""
    lexicon = Lexicon()
    (numbers,) = lexicon.read(text)
    found = echo_of(text, language, lexicon, numbers, lexicon.rows(numbers))
    return dict(zip(found.places.tolist(), found.shares.tolist(), strict=True))


def echo_of(text: str, language: str, lexicon: Lexicon, numbers: Sequence[int], rows: Rows) -> Echo:
    """The same of a text whose words are at hand."""
    names = inside(rows)
    written = {numbers[at] for at in np.flatnonzero(names).tolist()}
    named = np.array([number in written for number in numbers], bool) if written else names
    if lexicon.runs and not lexicon.runs.keys().isdisjoint(numbers):
        rows, named = _with_spelt(lexicon, numbers, rows, named)
    of_names = rows[named]
    maybe = rows[~named, MAYBE]
    maybe = maybe[maybe > 0]
    parts = rows[:, PART : PART_TOO + 1].ravel()
    again = of_names[:, PART : PART_TOO + 1].ravel()
    folded = [lexicon.folded[number] for number in numbers]
    said = MEANINGS.found(text, language, [word for word in folded if word])
    keys = [meaning + 1 for meaning in said]
    if _DIGIT.search(text):
        keys += [figure(_DOT.sub("", number)) for number in _NUMBER.findall(text)]
    row = [parts, *[again] * (PART_OF_NAME - 1), of_names[:, NAME], maybe, np.array(keys, np.int32)]
    places, times = np.unique(np.concatenate(row), return_counts=True)
    if len(places) and not places[0]:
        places, times = places[1:], times[1:]
    shares = _WORTHS[places] * DAMPED[np.minimum(times, len(DAMPED) - 1)]
    if len(maybe):
        shares[np.searchsorted(places, np.unique(maybe))] *= UNICAMERAL
    length = np.sqrt((shares * shares).sum())
    return Echo(places.astype(np.int32), (shares / (length or 1.0)).astype(np.float32))


def _with_spelt(
    lexicon: Lexicon, numbers: Sequence[int], rows: Rows, named: NDArray[np.bool_]
) -> tuple[Rows, NDArray[np.bool_]]:
    """With what runs of unspaced scripts spell by sound, all of it names."""
    heard = [each for n in numbers if n in lexicon.runs for each in lexicon.runs[n].heard]
    more = np.zeros((len(heard), rows.shape[1]), np.int32)
    if heard:
        more[:, NAME : PART_TOO + 1] = heard
    return np.concatenate([rows, more]), np.concatenate([named, np.ones(len(heard), bool)])


def title_meanings(title: str, language: str, folded: Sequence[str]) -> tuple[str, ...]:
    """The meanings of a title, as keys."""
    return tuple(sorted({f"m{meaning}" for meaning in MEANINGS.found(title, language, folded)}))


def meanings(keys: Iterable[int]) -> tuple[str, ...]:
    """The meanings among the keys of an echo, as an editor reads them."""
    return tuple(sorted(MEANINGS.called[key - 1] for key in keys if key < MOST))

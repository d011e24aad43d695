"""Which language a name is from, and how sure that is: country, letters, endings, given names."""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache

from torimatome.text.katakana.tables import codes, signs

# How sure a country alone makes us: 7 of 10 of the shared politicians bear a name of their
# country's main language; measure again with bench/katakana.py before changing.
COUNTRY_SURE = 0.7
# A whole word that a language's table lists. Below letters only that language has.
LISTED = 0.5
# Under this nothing is known, and the name is read letter by letter.
LEAST = 0.2


@dataclass(frozen=True)
class Origin:
    """A language and how sure we are that the name is from it, 0 to 1."""

    language: str  # "" = nobody can say
    sure: float


def guess(name: str, country: str = "") -> Origin:
    """The language of origin of `name` (lower case, Latin letters); ties go by alphabet."""
    found = ranked(name, country)
    return found[0] if found else Origin("", 0.0)


def ranked(name: str, country: str = "") -> tuple[Origin, ...]:
    """The languages `name` may be from, the likeliest first."""
    doubt: dict[str, float] = defaultdict(lambda: 1.0)
    words = [word for part in name.split() for word in part.split("-") if word]
    home = _of_country().get(country.upper(), "") if country else ""
    if home:
        doubt[home] *= 1 - COUNTRY_SURE
    best: dict[tuple[str, str], float] = {}  # of each kind of mark only the surest counts
    for word in words:
        for code, kind, sure in _told_by(word):
            best[code, kind] = max(best.get((code, kind), 0.0), sure)
    for (code, _), sure in best.items():
        doubt[code] *= 1 - sure
    for word in words:
        speakers = _listed().get(word, ())
        for code in speakers:
            doubt[code] *= 1 - LISTED / len(speakers)
    found = [Origin(code, round(1 - rest, 3)) for code, rest in doubt.items() if 1 - rest >= LEAST]
    return tuple(sorted(found, key=lambda one: (-one.sure, one.language)))


@dataclass(frozen=True)
class _Marks:
    """Every table's marks, by what stands in the word: (language, kind, how sure)."""

    endings: dict[str, list[tuple[str, str, float]]]
    openings: dict[str, list[tuple[str, str, float]]]
    words: dict[str, list[tuple[str, str, float]]]
    letters: tuple[tuple[str, tuple[str, str, float]], ...]


def _told_by(word: str) -> list[tuple[str, str, float]]:
    marks = _marks()
    found = list(marks.words.get(word, ()))
    for size in range(1, len(word)):
        found += marks.endings.get(word[-size:], ())
        found += marks.openings.get(word[:size], ())
    return found + [told for mark, told in marks.letters if mark in word]


@lru_cache(maxsize=1)
def _marks() -> _Marks:
    found = _Marks(defaultdict(list), defaultdict(list), defaultdict(list), ())
    letters: list[tuple[str, tuple[str, str, float]]] = []
    for code in codes():
        for mark, sure in signs(code).marks:
            bare = mark.strip("-#")
            if mark.endswith("#"):
                found.words[bare].append((code, "word", sure))
            elif mark.startswith("-"):
                found.endings[bare].append((code, "ending", sure))
            elif mark.endswith("-"):
                found.openings[bare].append((code, "opening", sure))
            else:
                letters.append((bare, (code, "letters", sure)))
    return replace(found, letters=tuple(letters))


@lru_cache(maxsize=1)
def _of_country() -> dict[str, str]:
    return {country: code for code in reversed(codes()) for country in signs(code).countries}


@lru_cache(maxsize=1)
def _listed() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code in codes():
        for word in signs(code).words:
            if len(word) > 2:
                found[word].append(code)
    return {word: tuple(speakers) for word, speakers in found.items()}

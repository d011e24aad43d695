"""Whom a text names and where: people by office and shape, bodies, states, each under one name."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from torimatome.text import countries
from torimatome.text.capitals import capital
from torimatome.text.folding import fold
from torimatome.text.names import Names, Reading
from torimatome.text.people import Person, people
from torimatome.text.scan import UNSPACED
from torimatome.text.territories import country_names
from torimatome.understand.named import Mention, Token, small_words, tokens_of
from torimatome.understand.named_bodies import bodies
from torimatome.understand.named_people import by_office, by_shape
from torimatome.understand.regions import region_name, region_of

__all__ = ["Mention", "mentions", "same"]


def mentions(text: str, names: Names) -> list[Mention]:
    """The people, bodies, states and places `text` names, left to right.

    Give it headline and text in one, parted by a blank line: whoever is named in full in one is
    known by the last name in the other. People in scripts without capitals are found beside their
    office; without one only the desk's terms are.
    """
    reading = names.read(text)
    tokens = tokens_of(text, reading, small_words(text))
    taken = [False] * len(tokens)
    told = people(text, names, reading)
    found = by_shape(tokens, taken, told)
    found += by_office(text, tokens, taken, told)
    found += bodies(tokens, taken)
    found += _states(text, reading, tokens, taken, told, names)
    return sorted(found, key=lambda one: (one.start, one.end))


_UNION = "European Union"  # terms file it with the countries


def _states(
    text: str,
    reading: Reading,
    tokens: Sequence[Token],
    taken: Sequence[bool],
    told: Sequence[Person],
    names: Names,
) -> list[Mention]:
    spent = [(t.start, t.end) for t, gone in zip(tokens, taken, strict=True) if gone]
    if UNSPACED.search(text):
        spent = []
    spent += [(seen.start, seen.end) for person in told for seen in person.seen]
    found: list[Mention] = []
    for hit in reading.names:
        land, start, end = hit.name, hit.start, hit.end
        if land.kind not in {"country", "place"} or _overlaps(start, end, spent):
            continue
        written = _POSSESSIVE.sub("", text[start:end])
        kind = "state" if land.kind == "country" else "place"
        union = land.en == _UNION
        seat = capital(written) if kind == "place" else None
        country = land.country or (_by_code(names, seat.code) if seat else "")
        adjective = kind == "state" and not union and _adjective(land.en, written)
        found.append(
            Mention(start, start + len(written), "body" if union else kind, land.en, land.key,
                    country, adjective=adjective, union=union)
        )  # fmt: skip
        spent.append((start, end))
    found += _places(tokens, spent, names)
    return found


def _places(
    tokens: Sequence[Token], spent: Sequence[tuple[int, int]], names: Names
) -> Iterator[Mention]:
    """Capitals, and the cities and regions of regions.txt, which stand for no state."""
    for token in tokens:
        if token.hit is not None or _overlaps(token.start, token.end, spent):
            continue
        seat = capital(token.text)
        if seat:
            end = token.start + seat.length
            country = _by_code(names, seat.code)
            yield Mention(token.start, end, "place", seat.name, "", country)
        elif token.cap and (region := region_of(fold(token.text))):
            yield Mention(token.start, token.end, "place", region_name(region))


def _overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in spans)


_POSSESSIVE = re.compile(r"[’'].*$")
_ENGLISH_ADJECTIVE = re.compile(
    r"(?:ian|ean|an|ish|ese|ic|i|ch|ss|zbek|zakh|kmen|yz|jik|hai|eek|ech|utch)s?$"
)


def _adjective(english: str, written: str) -> bool:
    folded = fold(written)
    if not written.isascii() and written[0].islower():
        return True  # Russian and Ukrainian adjectives stand small
    if folded in {fold(english), "us", "u.s", "usa", "uk", "uae", "britain", "turkey", "turkiye"}:
        return False
    if not written.isascii() or " " in folded or folded in _land_names():
        return False
    return bool(_ENGLISH_ADJECTIVE.search(folded))


@lru_cache(maxsize=1)
def _land_names() -> frozenset[str]:
    """Every country's name in every language: "Azerbaycan" ends as English adjectives do."""
    return frozenset(fold(called.form) for called in countries.called() if called.language)


def _by_code(names: Names, code: str) -> str:
    for term in names.house.terms:
        if term.kind == "country" and term.country == code:
            return f"country:{term.en}"
    english = country_names(code)[0]
    return f"country:{english}" if english else ""


def same(one: Mention, other: Mention) -> bool:
    """Whether two mentions of one article are of one person, body or state."""
    if one.kind != other.kind:
        return False
    if one.key and other.key:
        return one.key == other.key
    left, right = fold(one.name).split(), fold(other.name).split()
    if one.kind == "person":
        return left[-1] == right[-1] and (
            len(left) == 1 or len(right) == 1 or left[0][:1] == right[0][:1]
        )
    return left == right or set(left) <= set(right) or set(right) <= set(left)

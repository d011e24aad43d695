"""One word in the very place of another, though the page has it too, somewhere else."""

from collections.abc import Iterator

from torimatome.draft.gate.align import Alignment, likeness
from torimatome.draft.gate.contrary import opposed
from torimatome.draft.gate.tokens import Token
from torimatome.model import Check

_RELATIVE = frozenset({"last", "next", "this", "previous", "past", "coming", "following"})
_UNITS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})


def swapped(found: Alignment) -> Iterator[Check]:
    """Numbers, names, units, opposites, "last" and "next" where the page has another of them.

    Both neighbours stand with one word between them, here and on the page. That the page
    has the word elsewhere, so that nothing is missing, does not excuse it.
    """
    for place, token in enumerate(found.said):
        if token.kind not in {"word", "number"}:
            continue
        for spot in _places(found, place):
            other = found.given[spot]
            if found.at.get(place) == spot or likeness(token, other):
                continue
            kind = _kind(token)
            if opposed(token, other):
                named = "direction"
            elif kind and kind == _kind(other):
                named = _NAMED[kind]
            else:
                continue
            words = f"Says {token.text!r}; in this place the page says {other.text!r}"
            yield Check(named, words, "high")
            break


def _places(found: Alignment, place: int) -> list[int]:
    """Where the page has one word between the neighbours of `place`, at least one of them met."""
    left, right = found.at.get(place - 1), found.at.get(place + 1)
    spots = [left + 1] if left is not None else []
    spots += [right - 1] if right is not None and right - 1 not in spots else []
    return [
        spot
        for spot in spots
        if 0 <= spot < len(found.given)
        and _alike(found, place - 1, spot - 1)
        and _alike(found, place + 1, spot + 1)
    ]


def _alike(found: Alignment, said: int, given: int) -> bool:
    """Whether two neighbours are one word, or a beginning or end on both sides."""
    ours = found.said[said] if 0 <= said < len(found.said) else None
    theirs = found.given[given] if 0 <= given < len(found.given) else None
    if ours is None or theirs is None:
        return ours is theirs or (ours is None and theirs is not None and theirs.low in _ENDS)
    return ours.low == theirs.low


_ENDS = frozenset({".", "!", "?"})
_NAMED = {"number": "numbers", "unit": "numbers", "relative": "days", "name": "names"}


def _kind(token: Token) -> str:
    if token.kind == "number":
        return "number"
    if token.kind != "word":
        return ""
    if token.capital:
        return "name"
    if token.low in _RELATIVE:
        return "relative"
    return "unit" if token.base in _UNITS else ""

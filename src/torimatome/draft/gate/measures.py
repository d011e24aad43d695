"""How much and how surely: bounds of numbers, "some" and "all", "may" and "will"."""

from collections.abc import Iterator, Sequence

from torimatome.draft.gate.align import Alignment
from torimatome.draft.gate.cues import cues
from torimatome.draft.gate.tokens import Token
from torimatome.model import Check

_MODALS = frozenset({"may", "might", "can", "could", "will", "would", "shall", "should", "must"})
# "Will" is told as "would" of the past, and "may" as "might"; can and could of now and then.
_TENSES = {"would": "will", "shall": "will", "might": "may", "could": "can"}
_WIDEST = 12  # words of the source between two matched neighbours; more was left out as a whole


def measured(found: Alignment) -> Iterator[Check]:
    """Bounds lost or changed, one quantity put for another, one modal verb for another."""
    yield from _bounds(found)
    yield from _quantities(found)
    yield from _modals(found)


def _bounds(found: Alignment) -> Iterator[Check]:
    for said, given in sorted((found.at | found.moved).items()):
        ours, theirs = found.said[said], found.given[given]
        if ours.kind != "number" or ours.low != theirs.low:
            continue
        one, other = _bound(found.said, said), _bound(found.given, given)
        if cues().bounds.get(one, "") != cues().bounds.get(other, ""):
            here, page = f"{one} {ours.text}".strip(), f"{other} {theirs.text}".strip()
            words = f"Says {here.replace('-', ' ')!r}; the page says {page.replace('-', ' ')!r}"
            yield Check("numbers", words, "high")


def _bound(row: Sequence[Token], place: int) -> str:
    """The word that bounds the number: "more-than", "about"; "" for none."""
    for near in range(place - 1, max(-1, place - 4), -1):
        low = row[near].low
        if low in cues().bounds:
            return low
        if low not in {"a", "an", "the", "usd", "eur", "gbp", "azn", "to", "of"}:
            break
    return ""


def _quantities(found: Alignment) -> Iterator[Check]:
    kinds = cues().quantities
    for place, token in enumerate(found.said):
        kind = kinds.get(token.low)
        if not kind or _same(found, place) or _counts(found.said, place):
            continue
        start, end = found.gap(place)
        row = found.given[start:end]
        if len(row) > _WIDEST or any(kinds.get(t.low) == kind for t in row):
            continue
        other = next((t for t in row if t.low in kinds), None)
        if other is not None:
            words = f"Says {token.text!r}; the page says {other.text!r}"
            yield Check("direction", words, "high")
        elif place + 1 in found.at and (place - 1 in found.at or not place) and len(row) <= 2:
            yield Check("direction", f"Says {token.text!r}; the page does not", "high")


def _counts(row: Sequence[Token], place: int) -> bool:
    """ "some 12", "all 12": a bound, not a quantity."""
    return place + 1 < len(row) and row[place + 1].kind == "number"


def _same(found: Alignment, place: int) -> bool:
    spot = found.at.get(place)
    return spot is not None and found.given[spot].low == found.said[place].low


def _modals(found: Alignment) -> Iterator[Check]:
    for place, token in enumerate(found.said):
        if token.low not in _MODALS or place in found.at or token.capital:
            continue
        start, end = found.gap(place)
        row = [t for t in found.given[start:end] if t.low in _MODALS and not t.capital]
        if end - start > _WIDEST or not row:
            continue
        own = _TENSES.get(token.low, token.low)
        if all(_TENSES.get(t.low, t.low) != own for t in row) and {own, _plain(row[0])} != {
            "may",
            "can",
        }:
            words = f"Says {token.text!r}; the page says {row[0].text!r}"
            yield Check("modality", words, "high")


def _plain(token: Token) -> str:
    return _TENSES.get(token.low, token.low)

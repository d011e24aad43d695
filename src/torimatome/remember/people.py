"""Persons, organisations and places: offices held and when, every item by date, who met whom."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from operator import attrgetter

from torimatome.model import House, Term
from torimatome.model.archive import Kept, Meeting, Mention, NamePage, Office, Role
from torimatome.text.meetings import EVENTS, headline_tells

__all__ = ["Meeting", "NamePage", "Office", "Role", "is_meeting", "name_page"]

_WHEN = attrgetter("day", "issue", "id")


def name_page(kind: str, name: str, items: Sequence[Kept], house: House) -> NamePage:
    """The page of a name, from the items that have it; an unknown name gives an empty page."""
    newest = sorted(items, key=_WHEN, reverse=True)
    terms = [term for term in house.terms if (term.kind, term.en) == (kind, name)]
    ja = next((term.ja for term in terms if term.ja), "") or _ja_of(kind, name, newest)
    spellings = dict.fromkeys(form for term in terms for form in (term.short_en, *term.aliases))
    return NamePage(
        kind=kind,
        name=name,
        ja=ja,
        spellings=tuple(form for form in spellings if form and form not in {name, ja}),
        offices=_offices(terms, house),
        roles=_roles(kind, name, newest, house),
        items=tuple(newest),
        met=_met(name if kind == "person" else "", newest),
    )


def _ja_of(kind: str, name: str, items: Sequence[Kept]) -> str:
    named = (m for item in items for m in item.mentions if (m.kind, m.name) == (kind, name))
    return next((m.ja for m in named if m.ja), "")


# An item is looked at once for each person it names, and once for each place.
_headline_tells = lru_cache(maxsize=32_768)(headline_tells)


def is_meeting(item: Kept) -> bool:
    """Whether those who act in an item meet or talk there."""
    if item.event_type:
        return item.event_type in EVENTS
    return _headline_tells(item.headline_en, item.headline_ja)


def _japanese(house: House) -> dict[str, str]:
    return {term.en: term.ja for term in house.terms if term.kind == "office"}


def _offices(terms: Sequence[Term], house: House) -> tuple[Office, ...]:
    japanese = _japanese(house)
    held = [
        Office(term.office, japanese.get(term.office, ""), term.since, term.until)
        for term in terms
        if term.office
    ]
    return tuple(sorted(held, key=lambda office: (office.since, office.until or "9999")))


def _roles(kind: str, name: str, items: Sequence[Kept], house: House) -> tuple[Role, ...]:
    japanese = _japanese(house)
    days: dict[str, list[str]] = defaultdict(list)
    for item in items:
        for mention in item.mentions:
            if mention.role and mention.name == name and mention.kind == kind:
                days[mention.role].append(item.day)
    roles = [
        Role(role, min(seen), max(seen), len(seen), japanese.get(role, ""))
        for role, seen in days.items()
    ]
    return tuple(sorted(roles, key=lambda role: (role.first, role.name)))


def _met(name: str, items: Sequence[Kept]) -> tuple[Meeting, ...]:
    """Whom a person met; without a name, each two who met."""
    together: dict[tuple[str, ...], list[Kept]] = defaultdict(list)
    known: dict[str, Mention] = {}
    for item in items:
        persons = {m.name: m for m in item.mentions if m.kind == "person"}
        for met in _whom(name, item, persons) if name else _pairs(item, persons):
            together[met].append(item)
        for other, mention in persons.items():
            if mention.ja or other not in known:
                known[other] = mention
    found = [
        Meeting(tuple(known[one] for one in met), tuple(where)) for met, where in together.items()
    ]
    return tuple(sorted(found, key=lambda meeting: (-len(meeting.items), meeting.name)))


def _pairs(item: Kept, persons: Mapping[str, Mention]) -> set[tuple[str, ...]]:
    """Each two persons of an item who met, each pair in order."""
    pairs = {(one, other) for one, m in persons.items() for other in m.met if other in persons}
    acting = sorted(one for one, m in persons.items() if m.acts)
    if len(acting) > 1 and is_meeting(item):
        pairs |= set(combinations(acting, 2))
    return {tuple(sorted(pair)) for pair in pairs}


def _whom(name: str, item: Kept, persons: Mapping[str, Mention]) -> set[tuple[str, ...]]:
    """Those of an item's persons whom one of them met: all of `_pairs` that the name is in."""
    own = persons.get(name)
    if own is None:
        return set()
    met: set[tuple[str, ...]] = {(other,) for other in own.met if other in persons}
    met |= {(other,) for other, mention in persons.items() if name in mention.met}
    acting = [other for other, mention in persons.items() if mention.acts and other != name]
    if own.acts and acting and is_meeting(item):
        met |= {(other,) for other in acting}
    return met

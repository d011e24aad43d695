"""Persons, organisations and places: offices held and when, every item by date, who met whom."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from torimatome.model import House, Term
from torimatome.model.archive import Kept, Meeting, Mention, NamePage, Office, Role
from torimatome.text.meetings import EVENTS, headline_tells

__all__ = ["Meeting", "NamePage", "Office", "Role", "is_meeting", "name_page"]


def name_page(kind: str, name: str, items: Sequence[Kept], house: House) -> NamePage:
    """The page of a name, from the items that have it; an unknown name gives an empty page."""
    newest = sorted(items, key=lambda item: (item.day, item.issue, item.id), reverse=True)
    terms = [term for term in house.terms if (term.kind, term.en) == (kind, name)]
    named = [m for item in newest for m in item.mentions if (m.kind, m.name) == (kind, name)]
    ja = next((term.ja for term in terms if term.ja), "") or next((m.ja for m in named if m.ja), "")
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
            if (mention.kind, mention.name) == (kind, name) and mention.role:
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
        pairs = {(one, other) for one, m in persons.items() for other in m.met if other in persons}
        if is_meeting(item):
            acting = sorted(one for one, m in persons.items() if m.acts)
            pairs |= set(combinations(acting, 2))
        for one, other in {tuple(sorted(pair)) for pair in pairs}:
            if not name:
                together[(one, other)].append(item)
            elif name in (one, other):
                together[(other if name == one else one,)].append(item)
        for other, mention in persons.items():
            known[other] = mention if mention.ja else known.get(other, mention)
    found = [
        Meeting(tuple(known[one] for one in met), tuple(where)) for met, where in together.items()
    ]
    return tuple(sorted(found, key=lambda meeting: (-len(meeting.items), meeting.name)))

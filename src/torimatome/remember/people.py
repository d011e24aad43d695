"""Persons, organisations and places: offices held and when, every item by date, who met whom."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from operator import attrgetter

from torimatome.model import House, Term
from torimatome.model.archive import Kept, Meeting, Mention, NamePage, Office, Role
from torimatome.text.meetings import EVENTS, headline_tells

__all__ = [
    "Gist", "Meeting", "NamePage", "Office", "Role", "gist_of", "gists", "is_meeting", "name_page",
]  # fmt: skip

_WHEN = attrgetter("day", "issue", "id")


@dataclass(frozen=True)
class Gist:
    """What the pages of all the names in an item ask of it."""

    persons: Mapping[str, Mention]
    pairs: tuple[tuple[str, str], ...]  # each two who met, in order
    roles: tuple[Mention, ...]  # those it gives a role


def gist_of(item: Kept) -> Gist:
    """The Gist of one item."""
    persons = {m.name: m for m in item.mentions if m.kind == "person"}
    pairs = {(one, other) for one, m in persons.items() for other in m.met if other in persons}
    acting = sorted(one for one, m in persons.items() if m.acts)
    if len(acting) > 1 and is_meeting(item):
        pairs |= set(combinations(acting, 2))
    ordered = {(one, other) if one <= other else (other, one) for one, other in pairs}
    return Gist(persons, tuple(sorted(ordered)), tuple(m for m in item.mentions if m.role))


def gists() -> Callable[[Kept], Gist]:
    """`gist_of` for the pages of many names: each item is looked at once, whoever it names."""
    known: dict[int, tuple[Kept, Gist]] = {}  # the item is held, so that its id stays its own

    def known_or_new(item: Kept) -> Gist:
        found = known.get(id(item))
        if found is None:
            found = known[id(item)] = (item, gist_of(item))
        return found[1]

    return known_or_new


def name_page(
    kind: str,
    name: str,
    items: Sequence[Kept],
    house: House,
    gist: Callable[[Kept], Gist] = gist_of,
) -> NamePage:
    """The page of a name, from the items that have it; an unknown name gives an empty page."""
    newest = sorted(items, key=_WHEN, reverse=True)
    told = [(item, gist(item)) for item in newest]
    terms = [term for term in house.terms if (term.kind, term.en) == (kind, name)]
    ja = next((term.ja for term in terms if term.ja), "") or _ja_of(kind, name, newest)
    spellings = dict.fromkeys(form for term in terms for form in (term.short_en, *term.aliases))
    return NamePage(
        kind=kind,
        name=name,
        ja=ja,
        spellings=tuple(form for form in spellings if form and form not in {name, ja}),
        offices=_offices(terms, house),
        roles=_roles((kind, name), told, house),
        items=tuple(newest),
        met=_met(name if kind == "person" else "", told),
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


_Told = Sequence[tuple[Kept, Gist]]


def _roles(who: tuple[str, str], told: _Told, house: House) -> tuple[Role, ...]:
    japanese = _japanese(house)
    days: dict[str, list[str]] = defaultdict(list)
    for item, gist in told:
        for mention in gist.roles:
            if (mention.kind, mention.name) == who and mention.role:
                days[mention.role].append(item.day)
    roles = [
        Role(role, min(seen), max(seen), len(seen), japanese.get(role, ""))
        for role, seen in days.items()
    ]
    return tuple(sorted(roles, key=lambda role: (role.first, role.name)))


def _met(name: str, told: _Told) -> tuple[Meeting, ...]:
    """Whom a person met; without a name, each two who met."""
    together: dict[tuple[str, ...], list[Kept]] = defaultdict(list)
    known: dict[str, Mention] = {}
    for item, gist in told:
        for pair in gist.pairs:
            if name and name not in pair:
                continue
            met = ((pair[1] if pair[0] == name else pair[0]),) if name else pair
            together[met].append(item)
            for one in met:
                mention = gist.persons[one]
                if mention.ja or one not in known:
                    known[one] = mention
    found = [
        Meeting(tuple(known[one] for one in met), tuple(where)) for met, where in together.items()
    ]
    return tuple(sorted(found, key=lambda meeting: (-len(meeting.items), meeting.name)))

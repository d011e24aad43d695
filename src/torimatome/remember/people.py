"""Persons, organisations and places: offices held and when, every item by date, who met whom."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from torimatome.model import House, Term
from torimatome.model.archive import Kept

# Events in which those who act meet, and the words headlines have for them where the event's type
# is not known.
_MEETINGS = {"meeting", "phone_call", "visit", "negotiations", "agreement_signed"}
_MEETING_EN = re.compile(
    r"\b(?:meets?|met|meetings?|talks?|talked|phones?|phoned|telephones?|calls?|called|receives?"
    r"|received|hosts?|hosted|visits?|visited|discuss(?:es|ed)?|negotiat\w+|consultations?)\b",
    re.IGNORECASE,
)
_MEETING_JA = re.compile("会談|会見|面会|会合|接見|電話|懇談|協議|交渉|訪問|表敬|来訪")


@dataclass(frozen=True)
class Office:
    """An office as the desk's terms have it."""

    name: str
    ja: str
    since: str  # ISO day; "" = before any issue
    until: str  # ISO day; "" = still held


@dataclass(frozen=True)
class Role:
    """What the items call someone, and when first and last."""

    name: str
    first: str  # ISO day
    last: str
    count: int


@dataclass(frozen=True)
class Meeting:
    """Someone met, and the items that tell of it, the newest first."""

    name: str
    ja: str
    items: tuple[Kept, ...]


@dataclass(frozen=True)
class NamePage:
    """All that is kept of one person, organisation, place or country."""

    kind: str
    name: str
    ja: str
    spellings: tuple[str, ...]
    offices: tuple[Office, ...]
    roles: tuple[Role, ...]
    items: tuple[Kept, ...]  # the newest first
    met: tuple[Meeting, ...]  # the most often met first


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
        roles=_roles(kind, name, newest),
        items=tuple(newest),
        met=_met(name, newest) if kind == "person" else (),
    )


def is_meeting(item: Kept) -> bool:
    """Whether those who act in an item meet or talk there."""
    if item.event_type:
        return item.event_type in _MEETINGS
    return bool(_MEETING_EN.search(item.headline_en) or _MEETING_JA.search(item.headline_ja))


def _offices(terms: Sequence[Term], house: House) -> tuple[Office, ...]:
    japanese = {term.en: term.ja for term in house.terms if term.kind == "office"}
    held = [
        Office(term.office, japanese.get(term.office, ""), term.since, term.until)
        for term in terms
        if term.office
    ]
    return tuple(sorted(held, key=lambda office: (office.since, office.until or "9999")))


def _roles(kind: str, name: str, items: Sequence[Kept]) -> tuple[Role, ...]:
    days: dict[str, list[str]] = defaultdict(list)
    for item in items:
        for mention in item.mentions:
            if (mention.kind, mention.name) == (kind, name) and mention.role:
                days[mention.role].append(item.day)
    roles = [Role(role, min(seen), max(seen), len(seen)) for role, seen in days.items()]
    return tuple(sorted(roles, key=lambda role: (role.first, role.name)))


def _met(name: str, items: Sequence[Kept]) -> tuple[Meeting, ...]:
    together: dict[str, list[Kept]] = defaultdict(list)
    japanese: dict[str, str] = {}
    for item in items:
        acting = [m for m in item.mentions if m.kind == "person" and m.acts]
        if not is_meeting(item) or name not in {m.name for m in acting}:
            continue
        for other in acting:
            if other.name != name:
                together[other.name].append(item)
                japanese.setdefault(other.name, other.ja)
    met = [Meeting(other, japanese[other], tuple(where)) for other, where in together.items()]
    return tuple(sorted(met, key=lambda meeting: (-len(meeting.items), meeting.name)))

"""Persons of the termbase in Japanese: by name, by title, by the office they hold."""

import re

from torimatome.draft.speaker import Country, Office
from torimatome.draft.telling import Telling
from torimatome.draft.title_ja import envoy, in_office, of_country, title_of
from torimatome.model import Term
from torimatome.text.folding import fold

_RANKS = re.compile(
    r"^(?:(?:Colonel|Lieutenant|Major|Army|Brigadier|Vice|Rear|Full)\s+)*"
    r"(?:General|Colonel|Admiral|Captain|Major|Dr\.?|Mr\.?|Mrs\.?|Ms\.?|H\.E\.?|His Excellency|"
    r"Her Excellency)$",
    re.IGNORECASE,
)


def person(bare: str, telling: Telling) -> str:
    """A known name, alone or behind or before its title."""
    comma = re.match(r"^(?P<name>[^,]+), (?P<title>[^,]+)$", bare)
    if comma and (known := telling.speaker.persons(comma["name"])):
        said = person(f"{comma['title']} {comma['name']}", telling)
        # An office no term has is left out where the desk knows which one the person holds.
        return said or (named(known, "", telling) if all(t.office for t in known) else "")
    words = bare.split()
    for start in range(len(words)):
        name = " ".join(words[start:])
        found = telling.speaker.persons(name)
        if not found:
            continue
        prefix = " ".join(words[:start])
        return named(found, prefix, telling)
    return ""


def named(found: tuple[Term, ...], prefix: str, telling: Telling) -> str:
    """The one of `found` who is meant, with office and country; `prefix` is what stood before."""
    speaker = telling.speaker
    abroad = envoy(prefix, surname_of(found[0]), telling) if prefix else ""
    if abroad and len(found) == 1:
        return abroad
    title = title_of(prefix, telling) if prefix else None
    if prefix and title is None and not _RANKS.match(prefix):
        return ""
    fitting = _told_apart([t for t in found if _fits(t, title)], title, telling)
    if len(fitting) != 1:
        return ""
    term = fitting[0]
    office, country = title or (None, None)
    if office is None and term.office and in_office(term, telling.day):
        office = speaker.office(term.office)
    code = country.code if country else term.country
    where = (speaker.country_by_code(code) or country) if code else None
    if telling.plain:
        return surname_of(term) if office or term.office else term.ja
    if office is None:
        return f"{term.ja}氏"
    foreign = where is not None and not speaker.is_home(where.code)
    if code and where is None:
        return ""  # a country without a Japanese name: the title would look like the home one
    if not foreign or where is None:
        return f"{surname_of(term)}{office.ja}"
    return surname_of(term) + of_country(office, where, behind_name=True)


def _fits(term: Term, title: "tuple[Office | None, Country | None] | None") -> bool:
    if title is None:
        return True
    office, country = title
    if (
        country
        and term.country
        and fold(term.country) not in {fold(country.code), fold(country.en)}
    ):
        return False
    return not (office and term.office) or True


def _told_apart(
    found: list[Term],
    title: "tuple[Office | None, Country | None] | None",
    telling: Telling,
) -> list[Term]:
    """Of namesakes the one who holds the office said, or else the one the story names in full."""
    office = title[0] if title else None
    if len(found) > 1 and office:
        found = [t for t in found if _holds(t, office, telling)] or found
    if len(found) > 1 and telling.context is not None:
        found = [t for t in found if fold(t.en) in fold(telling.context)] or found
    return found


def _holds(term: Term, office: Office, telling: Telling) -> bool:
    held = telling.speaker.office(term.office) if term.office else None
    return held is not None and fold(held.en) == fold(office.en)


def surname_of(term: Term) -> str:
    """The last part of a person's Japanese name, where it has as many parts as the English."""
    parts = term.ja.split("・")
    return parts[-1] if len(parts) == len(term.en.split()) else term.ja


def counterpart(bare: str, telling: Telling) -> str:
    """ "Kestrian counterpart": who holds there what the actor before holds."""
    match = re.match(r"^(?P<country>.+?)(?:['’]s)?\s+counterpart$", bare, re.IGNORECASE)
    country = telling.speaker.country(match["country"]) if match else None
    if country is None or telling.office is None:
        return ""
    return _office_said(telling.office, country, telling)


def title_alone(bare: str, telling: Telling) -> str:
    """An office without a name, with its holder's where the desk and the story know it."""
    title = title_of(bare, telling)
    if title is None or title[0] is None:
        return ""
    return _office_said(title[0], title[1], telling)


def _office_said(office: Office, country: Country | None, telling: Telling) -> str:
    """The office with its holder's name, when the termbase knows one and the story names them."""
    speaker = telling.speaker
    code = country.code if country else speaker.house.country
    holders = speaker.termbase.holders(office.en, code, telling.day)
    if len(holders) > 1 and telling.context is not None:
        holders = tuple(t for t in holders if fold(t.en) in fold(telling.context))
    if len(holders) == 1 and _mentioned(holders[0], telling.context):
        return named(holders, "", telling)
    if country is None:
        return office.ja
    if office.en.startswith("new "):
        return f"{country.ja}の{office.ja}"
    return of_country(office, country)


def _mentioned(term: Term, context: str | None) -> bool:
    if context is None:
        return True
    return re.search(rf"\b{re.escape(fold(term.en).split()[-1])}\b", fold(context)) is not None

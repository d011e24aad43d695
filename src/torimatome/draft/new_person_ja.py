"""Persons no term has, said by their sound beside their title, and kept to be marked."""

import re

from torimatome.draft.new_name import NewName, is_name, new_name
from torimatome.draft.speaker import Country, Office
from torimatome.draft.telling import Telling
from torimatome.draft.title_ja import EMBASSY, envoy, of_country, title_of


def new_person(bare: str, telling: Telling) -> str:
    """A name no term has, behind or before its title: by its sound, and kept to be marked."""
    comma = re.match(r"^(?P<name>[^,]+), (?P<title>[^,]+)$", bare)
    if comma:
        return _said_new(comma["name"], title_of(comma["title"], telling), telling)
    words = bare.split()
    for start in range(len(words) - 1, 0, -1):
        prefix, name = " ".join(words[:start]), " ".join(words[start:])
        title = title_of(prefix, telling)
        if title is not None:
            return _said_new(name, title, telling)
        if envoy(prefix, "", telling):
            return _new_envoy(name, prefix, telling)
    if len(words) < 2:
        return ""
    person = telling.speaker.person_told(bare, telling.context or "")
    if person is None:
        return _said_new(bare, (None, None), telling) if telling.plain else ""
    office = telling.speaker.office(person.office) if person.office else None
    country = telling.speaker.country(person.country.partition(":")[2]) if person.country else None
    if country is None and person.country:
        office = None  # whose office it is cannot be said
    return _said_new(bare, (office, country), telling)


def _said_new(
    name: str, title: "tuple[Office | None, Country | None] | None", telling: Telling
) -> str:
    speaker = telling.speaker
    if title is None:
        return ""
    office, country = title
    home = speaker.house.country if office else ""
    new = _unknown_name(name, country.code if country else home, telling)
    if new is None:
        return ""
    said = new.surname if office else new.full
    telling.proposed.append((new, said))
    if telling.plain or office is None:
        return said if telling.plain else f"{said}氏"
    if country is None or speaker.is_home(country.code):
        return f"{said}{office.ja}"
    return said + of_country(office, country, behind_name=True)


def _new_envoy(name: str, prefix: str, telling: Telling) -> str:
    match = EMBASSY.match(prefix)
    sender = telling.speaker.country((match["of"] or match["of2"] or "") if match else "")
    new = _unknown_name(name, sender.code if sender else telling.speaker.house.country, telling)
    if new is None:
        return ""
    telling.proposed.append((new, new.surname))
    return envoy(prefix, new.surname, telling)


def _unknown_name(name: str, country: str, telling: Telling) -> NewName | None:
    """`name` by its sound, when it is a person's and no term or country has it."""
    speaker = telling.speaker
    # In a headline that writes its words small, a title's neighbour in capitals is a name.
    context = telling.context if telling.all_capitals or telling.plain else None
    if not is_name(name, context) or speaker.termbase.all(name):
        return None
    if any(speaker.country(word) for word in name.split()):
        return None
    return new_name(name, country)

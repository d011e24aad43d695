"""Who acts, in Japanese: a person, a body, a state, several of them, a delegation."""

import re
from dataclasses import replace

from torimatome.draft.new_person_ja import new_person
from torimatome.draft.person_ja import counterpart, person, title_alone
from torimatome.draft.speaker import Country
from torimatome.draft.telling import Telling
from torimatome.draft.title_ja import bare_words, envoy, office_of
from torimatome.text.folding import stem_possessive

_AND = re.compile(r",? and |, ")


def actor(words: str, telling: Telling) -> str:
    """`words` as an acting person, body or state in Japanese; "" when they cannot be said."""
    bare = bare_words(words)
    if not bare:
        return ""
    return (
        _pair_of_offices(bare, telling)
        or _delegation(bare, telling)
        or person(bare, telling)
        or counterpart(bare, telling)
        or envoy(bare, "", telling)
        or title_alone(bare, telling)
        or body(bare, telling)
        or _several(bare, telling)
        or new_person(bare, telling)
    )


def _several(bare: str, telling: Telling) -> str:
    parts = [p for p in _AND.split(bare) if p.strip()]
    if len(parts) < 2:
        return ""
    # "First Deputy Minister, Chief of Staff, General N.": one man's titles are not three men.
    titles = [telling.speaker.office(bare_words(part)) is not None for part in parts]
    if any(titles) and not all(titles):
        return ""
    said = [actor(part, telling) for part in parts]
    return _listed(said) if all(said) else ""


def _listed(said: list[str]) -> str:
    if len(said) == 2:
        return "と".join(said)
    return "、".join(said[:-1]) + "及び" + said[-1]


def _pair_of_offices(bare: str, telling: Telling) -> str:
    """ "Orvenian and Kestrian foreign ministers", "Orvenia, Kestria FMs"."""
    match = re.match(r"^(?P<one>[\w'’. -]+?)(?:,| and|–|-)\s*(?P<rest>.+)$", bare)
    if not match or not re.search(r"s$", bare):
        return ""
    one = telling.speaker.country(match["one"])
    words = match["rest"].split()
    for size in range(1, len(words)):
        other = telling.speaker.country(" ".join(words[:size]))
        title = telling.speaker.office(" ".join(words[size:]), many=True)
        if one and other and title:
            return f"{one.ja}と{other.ja}の{title.ja}"
    return ""


def _delegation(bare: str, telling: Telling) -> str:
    match = re.match(r"^(?:(?P<whose>.+?)\s+)?delegation\s+(?:led|headed) by (?P<who>.+)$", bare)
    if match:
        head = actor(match["who"], telling)
        whose = telling.speaker.country(match["whose"]) if match["whose"] else None
        if match["whose"] and not whose:
            return ""
        return f"{head}率いる{whose.ja if whose else ''}代表団" if head else ""
    if bare.lower().endswith(" delegation"):
        whose = telling.speaker.country(bare[: -len(" delegation")])
        return f"{whose.ja}代表団" if whose else ""
    return ""


def body(bare: str, telling: Telling) -> str:
    """A country, a place, a body, or a country's body."""
    speaker = telling.speaker
    country = speaker.country(bare)
    if country:
        return country.ja
    known = speaker.organisation(bare)
    if known:
        return known
    place = speaker.place(bare)
    if place:
        return place
    inside = re.match(r"^(?P<body>.+?)\s+in\s+(?:the\s+)?(?P<country>.+)$", bare)
    if inside and (owner := speaker.country(inside["country"])):
        said = speaker.organisation(bare_words(inside["body"]))
        return f"{owner.ja}の{said}" if said else ""
    of = re.match(r"^(?P<body>.+?)\s+of\s+(?:the\s+)?(?P<country>.+)$", bare)
    if of:
        owner, said = speaker.country(of["country"]), speaker.organisation(of["body"])
        if owner and said:
            return _with_country(owner, said)
    parts = bare.split()
    for size in range(1, len(parts)):
        owner = speaker.country(stem_possessive(" ".join(parts[:size])))
        said = speaker.organisation(" ".join(parts[size:])) or speaker.word(" ".join(parts[size:]))
        if owner and said:
            return _with_country(owner, said)
    return ""


def _with_country(owner: Country, said: str) -> str:
    return said if said.startswith(owner.ja) else owner.ja + said


def with_office(telling: Telling, words: str) -> Telling:
    """`telling` with the office of `words`, for a counterpart named after them."""
    return replace(telling, office=office_of(words, telling) or telling.office)

"""Who acts, in Japanese: surname, country where it is not the home country, and title."""

import re
from dataclasses import dataclass, field, replace

from torimatome.draft.new_name import NewName, is_name, new_name
from torimatome.draft.speaker import Country, Office, Speaker
from torimatome.model import Term
from torimatome.text.folding import fold, stem_possessive

_AND = re.compile(r",? and |, ")
_RANKS = re.compile(
    r"^(?:(?:Colonel|Lieutenant|Major|Army|Brigadier|Vice|Rear|Full)\s+)*"
    r"(?:General|Colonel|Admiral|Captain|Major|Dr\.?|Mr\.?|Mrs\.?|Ms\.?|H\.E\.?|His Excellency|"
    r"Her Excellency)$",
    re.IGNORECASE,
)
_NEW = re.compile(r"^(?:new|newly appointed)\s+", re.IGNORECASE)
_EMBASSY = re.compile(
    r"^(?:(?P<of>.+?)(?:['’]s?)?\s+)?(?P<newly>(?:new|newly appointed|outgoing)\s+)?"
    r"(?P<title>ambassador|charg[eé] d'affaires|military attach[eé]|consul general)"
    r"(?:\s+of\s+(?P<of2>.+?))?(?:\s+to\s+(?:the\s+)?(?P<to>.+))?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Telling:
    """What is known while one headline is said."""

    speaker: Speaker
    day: str = ""  # ISO; whose office it is may depend on it
    context: str | None = None  # the story's text: holders of an office are named only from it
    office: Office | None = None  # of the actor before: what "counterpart" means
    plain: bool = False  # without title: 氏 follows
    # Names no term has that were said by their sound, with the form used; they come to be marked.
    proposed: list[tuple[NewName, str]] = field(default_factory=list, compare=False)


def actor(words: str, telling: Telling) -> str:
    """`words` as an acting person, body or state in Japanese; "" when they cannot be said."""
    bare = _bare(words)
    if not bare:
        return ""
    return (
        _pair_of_offices(bare, telling)
        or _delegation(bare, telling)
        or _person(bare, telling)
        or _counterpart(bare, telling)
        or _embassy(bare, "", telling)
        or _title_alone(bare, telling)
        or _body(bare, telling)
        or _several(bare, telling)
        or _new_person(bare, telling)
    )


def office_of(words: str, telling: Telling) -> Office | None:
    """The office of the person or title that `words` name: what a counterpart holds too."""
    bare = _bare(words)
    for size in range(len(bare.split()), 0, -1):
        for start in range(len(bare.split()) - size + 1):
            found = telling.speaker.office(" ".join(bare.split()[start : start + size]))
            if found:
                return found
    for name in (bare, bare.split()[-1] if bare else ""):
        for term in telling.speaker.persons(name) if name else ():
            if term.office:
                return telling.speaker.office(term.office)
    return None


def _bare(words: str) -> str:
    bare = " ".join(words.split()).strip(" ,;:.")
    bare = re.sub(r"^(?:the|a|an|his|her|its|their|newly appointed|new|visiting)\s+", "", bare)
    return re.sub(r"^(?:The|A|An)\s+", "", bare)


def _several(bare: str, telling: Telling) -> str:
    parts = [p for p in _AND.split(bare) if p.strip()]
    if len(parts) < 2:
        return ""
    # "First Deputy Minister, Chief of Staff, General N.": one man's titles are not three men.
    titles = [telling.speaker.office(_bare(part)) is not None for part in parts]
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


def _person(bare: str, telling: Telling) -> str:
    """A known name, alone or behind or before its title."""
    comma = re.match(r"^(?P<name>[^,]+), (?P<title>[^,]+)$", bare)
    if comma and (known := telling.speaker.persons(comma["name"])):
        said = _person(f"{comma['title']} {comma['name']}", telling)
        # An office no term has is left out where the desk knows which one the person holds.
        return said or (_named(known, "", telling) if all(t.office for t in known) else "")
    words = bare.split()
    for start in range(len(words)):
        name = " ".join(words[start:])
        found = telling.speaker.persons(name)
        if not found:
            continue
        prefix = " ".join(words[:start])
        return _named(found, prefix, telling)
    return ""


def _named(found: tuple[Term, ...], prefix: str, telling: Telling) -> str:
    speaker = telling.speaker
    abroad = _embassy(prefix, _surname(found[0]), telling) if prefix else ""
    if abroad and len(found) == 1:
        return abroad
    title = _title(prefix, telling) if prefix else None
    if prefix and title is None and not _RANKS.match(prefix):
        return ""
    fitting = _told_apart([t for t in found if _fits(t, title)], title, telling)
    if len(fitting) != 1:
        return ""
    term = fitting[0]
    office, country = title or (None, None)
    if office is None and term.office and _in_office(term, telling.day):
        office = speaker.office(term.office)
    code = country.code if country else term.country
    where = (speaker.country_by_code(code) or country) if code else None
    if telling.plain:
        return _surname(term) if office or term.office else term.ja
    if office is None:
        return f"{term.ja}氏"
    foreign = where is not None and not speaker.is_home(where.code)
    if code and where is None:
        return ""  # a country without a Japanese name: the title would look like the home one
    if not foreign or where is None:
        return f"{_surname(term)}{office.ja}"
    return _surname(term) + _of_country(office, where, behind_name=True)


# Countries that go by one letter where a title or a name holds it, and only there: 露大統領.
_LETTERS = {"RU": "露", "US": "米", "FR": "仏"}


def _of_country(office: Office, where: Country, behind_name: bool = False) -> str:
    """マクロン仏大統領, but メリダン・ケストリア外相: katakana meets katakana.

    An office whose Japanese names its country already gets it no second time.
    """
    letter = _LETTERS.get(where.code, "")
    owner = "" if office.ja.startswith((where.ja, letter or where.ja)) else letter or where.ja
    said = owner + office.ja
    return f"・{said}" if behind_name and "ァ" <= said[0] <= "ー" else said


def _new_person(bare: str, telling: Telling) -> str:
    """A name no term has, behind or before its title: by its sound, and kept to be marked."""
    comma = re.match(r"^(?P<name>[^,]+), (?P<title>[^,]+)$", bare)
    if comma:
        return _said_new(comma["name"], _title(comma["title"], telling), telling)
    words = bare.split()
    for start in range(len(words) - 1, 0, -1):
        prefix, name = " ".join(words[:start]), " ".join(words[start:])
        title = _title(prefix, telling)
        if title is not None:
            return _said_new(name, title, telling)
        if _embassy(prefix, "", telling):
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
    return said + _of_country(office, country, behind_name=True)


def _new_envoy(name: str, prefix: str, telling: Telling) -> str:
    match = _EMBASSY.match(prefix)
    sender = telling.speaker.country((match["of"] or match["of2"] or "") if match else "")
    new = _unknown_name(name, sender.code if sender else telling.speaker.house.country, telling)
    if new is None:
        return ""
    telling.proposed.append((new, new.surname))
    return _embassy(prefix, new.surname, telling)


def _unknown_name(name: str, country: str, telling: Telling) -> NewName | None:
    """`name` by its sound, when it is a person's and no term or country has it."""
    speaker = telling.speaker
    if not is_name(name, telling.context) or speaker.termbase.all(name):
        return None
    if any(speaker.country(word) for word in name.split()):
        return None
    return new_name(name, country)


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


def _in_office(term: Term, day: str) -> bool:
    return not day or ((term.since or "0") <= day and (not term.until or day <= term.until))


def _surname(term: Term) -> str:
    parts = term.ja.split("・")
    return parts[-1] if len(parts) == len(term.en.split()) else term.ja


def _title(words: str, telling: Telling) -> tuple[Office | None, Country | None] | None:
    """Office and country of "Kestrian FM", "FM of Kestria", "FM"; None when it is no title."""
    bare = _bare(words)
    speaker = telling.speaker
    office = speaker.office(bare)
    if office:
        return office, None
    of = re.match(r"^(?P<office>.+?)\s+of\s+(?:the\s+)?(?P<country>.+)$", bare)
    if of:
        office, country = speaker.office(of["office"]), speaker.country(of["country"])
        if office and country:
            return office, country
        body = speaker.organisation(of["country"])
        if office and body:
            return office, Country(of["country"], of["country"], body)
    parts = bare.split()
    for size in range(1, len(parts)):
        first, rest = " ".join(parts[:size]), " ".join(parts[size:])
        office, country = speaker.office(rest), speaker.country(stem_possessive(first))
        if country and office is None and _NEW.match(rest):
            office = speaker.office(_NEW.sub("", rest))
            office = Office(f"new {office.en}", f"新{office.ja}") if office else None
        if office and country:
            return office, country
        office, country = speaker.office(first), speaker.country(rest)
        if office and country:
            return office, country
        if rest.lower() == "counterpart" and telling.office and speaker.country(first):
            return telling.office, speaker.country(first)
    if re.fullmatch(r"counterpart", bare, re.IGNORECASE) and telling.office:
        return telling.office, None
    return None


def _counterpart(bare: str, telling: Telling) -> str:
    match = re.match(r"^(?P<country>.+?)(?:['’]s)?\s+counterpart$", bare, re.IGNORECASE)
    country = telling.speaker.country(match["country"]) if match else None
    if country is None or telling.office is None:
        return ""
    return _office_said(telling.office, country, telling)


def _title_alone(bare: str, telling: Telling) -> str:
    title = _title(bare, telling)
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
        return _named(holders, "", telling)
    if country is None:
        return office.ja
    if office.en.startswith("new "):
        return f"{country.ja}の{office.ja}"
    return _of_country(office, country)


def _mentioned(term: Term, context: str | None) -> bool:
    if context is None:
        return True
    return re.search(rf"\b{re.escape(fold(term.en).split()[-1])}\b", fold(context)) is not None


def _embassy(bare: str, surname: str, telling: Telling) -> str:
    """駐X・Y大使: where the envoy sits, and whose envoy it is."""
    match = _EMBASSY.match(bare)
    if not match or not match["to"]:
        return ""
    speaker = telling.speaker
    title = speaker.office(match["title"])
    post = speaker.country(match["to"])
    of = match["of"] or match["of2"] or ""
    sender = speaker.country(of) if of else None
    if not title or not post or (of and not sender):
        return ""
    seat = _LETTERS.get(post.code, post.ja)
    if sender is None or (surname and speaker.is_home(sender.code)):
        return f"{surname}駐{seat}{title.ja}"
    return f"{surname}駐{seat}・{sender.ja}{title.ja}"


def _body(bare: str, telling: Telling) -> str:
    """A country, a place, a body, or a country's body."""
    speaker = telling.speaker
    country = speaker.country(bare)
    if country:
        return country.ja
    known = speaker.organisation(bare)
    if known:
        return known
    term = speaker.termbase.get(bare, ("place",))
    if term is not None:
        return term.ja
    inside = re.match(r"^(?P<body>.+?)\s+in\s+(?:the\s+)?(?P<country>.+)$", bare)
    if inside and (owner := speaker.country(inside["country"])):
        said = speaker.organisation(_bare(inside["body"]))
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

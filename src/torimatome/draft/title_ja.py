"""Offices in Japanese, with the country they are of: 仏大統領, 駐日・ケストリア大使."""

import re

from torimatome.draft.speaker import Country, Office
from torimatome.draft.telling import Telling
from torimatome.model import Term
from torimatome.text.folding import stem_possessive

_NEW = re.compile(r"^(?:new|newly appointed)\s+", re.IGNORECASE)
EMBASSY = re.compile(
    r"^(?:(?P<of>.+?)(?:['’]s?)?\s+)?(?P<newly>(?:new|newly appointed|outgoing)\s+)?"
    r"(?P<title>ambassador|charg[eé] d'affaires|military attach[eé]|consul general)"
    r"(?:\s+of\s+(?P<of2>.+?))?(?:\s+to\s+(?:the\s+)?(?P<to>.+))?$",
    re.IGNORECASE,
)
# Countries that go by one letter where a title or a name holds it, and only there: 露大統領.
LETTERS = {"RU": "露", "US": "米", "FR": "仏"}


def bare_words(words: str) -> str:
    """`words` without articles, "new" and "his" in front and marks around them."""
    bare = " ".join(words.split()).strip(" ,;:.")
    bare = re.sub(r"^(?:the|a|an|his|her|its|their|newly appointed|new|visiting)\s+", "", bare)
    return re.sub(r"^(?:The|A|An)\s+", "", bare)


def title_of(words: str, telling: Telling) -> tuple[Office | None, Country | None] | None:
    """Office and country of "Kestrian FM", "FM of Kestria", "FM"; None when it is no title."""
    bare = bare_words(words)
    speaker = telling.speaker
    office = speaker.office(bare)
    if office:
        return office, None
    of = re.match(r"^(?P<office>.+?)\s+of\s+(?:the\s+)?(?P<country>.+)$", bare)
    if of:
        country = speaker.country(of["country"])
        office = _office(of["office"], country, telling)
        if office and country:
            return office, country
        body = speaker.organisation(of["country"])
        # Who heads a body may be its 会長, 総裁 or 委員長, but is no 大統領.
        if office and body and office.ja not in {"大統領", "首相"}:
            return office, Country(of["country"], of["country"], body)
    parts = bare.split()
    for size in range(1, len(parts)):
        first, rest = " ".join(parts[:size]), " ".join(parts[size:])
        country = speaker.country(stem_possessive(first))
        office = _office(rest, country, telling)
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


# Where a chancellor heads the government; elsewhere he keeps the treasury, the seal, a university.
_CHANCELLORS = frozenset({"DE", "AT"})


def _office(words: str, country: Country | None, telling: Telling) -> Office | None:
    found = telling.speaker.office(words)
    if found is None and words == "Chancellor" and country and country.code in _CHANCELLORS:
        return Office("Chancellor", "首相")
    return found


def office_of(words: str, telling: Telling) -> Office | None:
    """The office of the person or title that `words` name: what a counterpart holds too."""
    bare = bare_words(words)
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


def of_country(office: Office, where: Country, behind_name: bool = False) -> str:
    """マクロン仏大統領, but メリダン・ケストリア外相: katakana meets katakana.

    An office whose Japanese names its country already gets it no second time.
    """
    letter = LETTERS.get(where.code, "")
    owner = "" if office.ja.startswith((where.ja, letter or where.ja)) else letter or where.ja
    said = owner + office.ja
    return f"・{said}" if behind_name and "ァ" <= said[0] <= "ー" else said


def in_office(term: Term, day: str) -> bool:
    """Whether the person of `term` holds the term's office on `day`; "" = today."""
    return not day or ((term.since or "0") <= day and (not term.until or day <= term.until))


def envoy(bare: str, surname: str, telling: Telling) -> str:
    """駐X・Y大使: where the envoy sits, and whose envoy it is."""
    match = EMBASSY.match(bare)
    if not match or not match["to"]:
        return ""
    speaker = telling.speaker
    title = speaker.office(match["title"])
    post = speaker.country(match["to"])
    of = match["of"] or match["of2"] or ""
    sender = speaker.country(of) if of else None
    if not title or not post or (of and not sender):
        return ""
    seat = LETTERS.get(post.code, post.ja)
    if sender is None or (surname and speaker.is_home(sender.code)):
        return f"{surname}駐{seat}{title.ja}"
    return f"{surname}駐{seat}・{sender.ja}{title.ja}"

"""Which of those a report names act in its event, and which are background, place or owner.

The rules are those of news prose: who stands in the headline acts unless a preposition makes a
place or a topic of them; the text brings in the others by name and office. They were written with
the misses of bench/events.py in sight, so its figure is of material known.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from torimatome.text.names import Names
from torimatome.text.office_phrases import phrases
from torimatome.understand.acts import Act
from torimatome.understand.mentions import Mention

# People named without an office count up to this sentence, those brought in with one anywhere.
# Actors' F1 in bench/events.py: .859 at 1, .867 at 2, .878 at 3, .871 at 4, .873 at 9.
NEAR = 3


@dataclass(frozen=True)
class Seen:
    """A mention in its sentence."""

    mention: Mention
    where: int  # 0 the headline, else which sentence of the text
    before: str  # what stands before it in its sentence, in small letters
    after: str


_AT = re.compile(r"\b(?:in|at|across|near|inside|throughout|в|во|на|у)(?: the)?\s*$")
_AT_ENDING = re.compile(
    r"^(?:['’]?(?:[dt][aeə]|y[aeə]|n?[ıiuü]n\b)|ი?(?:ში|ს|ის)\b|(?:ում|ից|ի)\b|で|にて|に到着|を訪|へ|訪問)"
)
_OF_OFFICE = re.compile(
    r"(?:president|minister|ministers|premier|ambassador|speaker|republic|government|member|states|"
    r"ministry|chief|staff|head|envoy|parliament|deputy|city|territory|people|south|north|citizens?)"
    r"\W+(?:of|to|in)(?: the)?\s*$"
)
_TOPIC = re.compile(
    r"\b(?:to|for|via|through|into|about|against|towards?|visits?|visited|к|для|о|об|через|против)"
    r"(?: the)?\s*$"
)
_ABOUT = re.compile(r"\b(?:into|about|over|on|о|об)(?: the)?\s*$")
_WITH = re.compile(r"\b(?:with|and|с|со|и|з|із|та)(?: the)?\s*$")
_OWNER = re.compile(
    r"^(?:['’]s?|\s+(?:(?:first|deputy|vice|new|foreign|defen[sc]e|interior|prime|economy)\s+)*"
    r"(?:president|minister|fms?|pms?|mfa|mod|foreign ministry|ministry|parliament|speaker|"
    r"ambassador|spox|spokes|envoy|official|chairman|embassy|delegation|army|senator|mps?\b|"
    r"diplomat|leader))"
)
_POSSESSIVE = re.compile(r"^['’]s?\s")
_BACKGROUND = re.compile(
    r"\b(?:of|from|behalf of|by order of|under|like|named after|to|от имени|имени)"
    r"(?: (?:the|president|late))*\s*$"
)
_SOURCE = re.compile(
    r"^(?:\s*\([^)]*\))?,?\s+(?:has\s+)?"
    r"(?:said|reports?|reported|published|announced|stated|carried|informed|сообщил|заявил)"
)
_BY = re.compile(r"\bby(?: the)?\s*$")


def acts_in(one: Seen, act: Act | None, seen: Sequence[Seen]) -> bool:
    """Whether `one` takes part in the event."""
    kind = one.mention.kind
    if kind == "person":
        return _person_acts(one)
    if kind == "body":
        return _body_acts(one, seen)
    if one.where:
        return False
    return _state_acts(one, act, seen) if kind == "state" else _opens(one, seen)


# Behind these stands whom an act is for or against.
_RECIPIENT = re.compile(
    r"\b(?:to|for|against|on|with|from|at|of|on behalf of|к|против|для|с|со|от)(?: the)?\s*$"
)


def receives(one: Seen, act: Act | None) -> bool:
    """Whether the headline does something to or for `one`, who does not act: "aid to Sarnia"."""
    if one.where or act is None or act.between != "to" or act.mode == "visit":
        return False
    if one.mention.kind not in {"state", "body", "place"} or not one.before.strip():
        return False
    if _GROUP.match(one.after):
        return False
    return one.mention.adjective or bool(_RECIPIENT.search(one.before)) or not _AT.search(
        one.before
    )  # fmt: skip


def _person_acts(one: Seen) -> bool:
    if _POSSESSIVE.match(one.after) and _OWNER.match(one.after[2:]):
        return False  # "Tarr's envoy": the envoy acts
    if one.where > 1 and not one.mention.introduced and _BACKGROUND.search(one.before):
        return False
    return one.where <= NEAR or one.mention.introduced


def _body_acts(one: Seen, seen: Sequence[Seen]) -> bool:
    if one.where == 0:
        if one.mention.union and _GROUP.match(one.after):
            return False
        return not _ABOUT.search(one.before)
    if one.where > 1 or any(s.where == 0 and s.mention.kind == "body" for s in seen):
        return False
    speaks = _SOURCE.match(one.after) or _BY.search(one.before)
    return len(one.before.split()) <= 1 or bool(speaks)


def _state_acts(one: Seen, act: Act | None, seen: Sequence[Seen]) -> bool:
    two = bool(act and act.between == "two")
    lead = _pair(one, seen)
    if one.mention.adjective:
        return lead is not None and two
    before = one.before if lead is None else lead.before
    if _AT_ENDING.match(one.after) or _AT.search(before) or _OF_OFFICE.search(before):
        return False
    if lead is None and (_OWNER.match(one.after) or _names_next(one, seen)):
        return False
    if lead is None and _GROUP.match(one.after):
        return False
    if _WITH.search(before) and not two:
        return False
    return not _TOPIC.search(before)


def _pair(one: Seen, seen: Sequence[Seen]) -> Seen | None:
    """The first of two states side by side, one of which it is: "Orvenia, Sarnia FMs"."""
    states = [
        s
        for s in seen
        if s.where == one.where
        and s.mention.adjective == one.mention.adjective
        and (s.mention.kind == one.mention.kind or s.mention.union)
    ]
    for other in states:
        if other is one:
            continue
        first, last = sorted((one, other), key=lambda s: s.mention.start)
        if re.fullmatch(r"\s*(?:,|and|–|-|, and|и|та|və|ve)\s*", between(first, last)):
            relations = re.match(r"\s+(?:diplomatic|relations|ties)", last.after)
            return None if relations else first
    return None


def between(first: Seen, last: Seen) -> str:
    """What stands between two mentions of one sentence."""
    return last.before[len(first.before) + first.mention.end - first.mention.start :]


def _names_next(one: Seen, seen: Sequence[Seen]) -> bool:
    """Whether a person or body stands right behind: "President Orvenia Ben Tarr"."""
    return any(
        s.where == one.where
        and 0 <= s.mention.start - one.mention.end <= 1
        and s.mention.kind in {"person", "body"}
        for s in seen
    )


def _opens(one: Seen, seen: Sequence[Seen]) -> bool:
    """A place that opens the headline acts: "Kest and Varn mull …", "Kest's answer"."""
    if not one.mention.country:
        return False
    if not one.before.strip():
        return not (_AT_ENDING.match(one.after) or _REGION.match(one.after))
    return _pair(one, seen) is not None and any(
        not s.before.strip() and s.mention.kind == "place" and s.where == 0 for s in seen
    )


_REGION = re.compile(
    r"[:,]|\s+(?:district|province|region|city|village|ilçe|bölge|şehr|köy|rayon|район|город|област)"
)
_GROUP = re.compile(
    r"\.?(?:['’]s)?(?: [a-z-]+){0,2}? (?:delegation|officials|team|prisoners|detainees|experts|"
    r"soldiers|servicemen|troops|lawmakers|mps|companies|refugees|hostages|diplomats|authorities|"
    r"government|army|police|forces|rebels|guerrillas|militants|opposition|settlers|"
    r"warplanes|aircraft|navy|hackers|farmers|workers|activists|leaders|students|civilians)\b"
    r"(?! (?:led|commander|chief|spokes|minister|leader)\w*)"
)


def unnamed(title: str, seen: Sequence[Seen], names: Names) -> list[Seen]:
    """Who acts in the headline without a name: "a Sarnian delegation", "Vice President of Sarnia".

    An office is left out when the text names somebody of that country, who then is its holder.
    """
    found: list[Seen] = []
    for one in seen:
        if one.where or not (one.mention.kind == "state" or one.mention.union):
            continue
        group = _GROUP.match(one.after)
        if group:
            end = one.mention.end + group.end()
            found.append(_made(title, (one.mention.start, end), "body", one.mention.country))
    people = [s.mention for s in seen if s.mention.kind == "person"]
    known = {person.country for person in people}
    if any(s.where == 1 and s.mention.kind == "person" and not s.mention.country for s in seen):
        return found  # one of whom the text does not say whose they are may be the holder
    for phrase in phrases(title, names.read(title)):
        near = any(
            s.where == 0 and s.mention.kind == "person" and s.mention.start - phrase.end < 40
            and s.mention.end > phrase.start - 3
            for s in seen
        )  # fmt: skip
        many = title[phrase.start : phrase.end].endswith("s")
        if (
            phrase.country
            and not many
            and phrase.country not in known
            and not near
            and not phrase.rank
        ):
            found.append(_made(title, (phrase.start, phrase.end), "person", phrase.country))
    return found


def _made(title: str, span: tuple[int, int], kind: str, country: str) -> Seen:
    start, end = span
    name = title[start:end].strip()
    office = name if kind == "person" else ""
    mention = Mention(start, end, kind, name, "", country, office)
    return Seen(mention, 0, title[:start].lower(), title[end:].lower())

"""Who acts on whom, and where: the parties of a report from its headline and text, with roles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from torimatome.text.names import Names
from torimatome.text.office_phrases import phrases
from torimatome.text.sentences import split
from torimatome.understand.acting import Seen, acts_in, between, receives, unnamed
from torimatome.understand.acts import Act, cues, main_act
from torimatome.understand.mentions import Mention, mentions, same
from torimatome.understand.opening import dateline

Role = Literal["actor", "partner", "recipient", "place"]


@dataclass(frozen=True)
class Party:
    """One who takes part in an event, or the place it is at."""

    mention: Mention
    # "partner" = the other side, or whom the act is done to; "recipient" = named by the way as
    # who it is for or against ("aid to Sarnia"): no party of its own.
    role: Role
    where: int  # 0 the headline, else which sentence of the text

    @property
    def name(self) -> str:
        """As a bulletin lists it."""
        return self.mention.name


@dataclass(frozen=True)
class Report:
    """A report read for its event."""

    act: Act | None
    parties: tuple[Party, ...]

    def of(self, role: Role) -> list[Party]:
        """The parties of one role, in their order."""
        return [party for party in self.parties if party.role == role]


def read(title: str, text: str, language: str, names: Names) -> Report:
    """The act of a report and its parties, those of the headline first.

    Only the opening of `text` tells the event: pass as much as was kept, it is read no further
    than the sentences that bring in people by name and office.
    """
    seen, lead = _seen(title, text, language, names)
    act = main_act(title, lead)
    held = [
        (p.start, p.end)
        for p in phrases(title, names.read(title))
        if p.country and not re.search(r"\ws$", title[p.start : p.end])  # not of "FMs"
    ]
    found: list[tuple[Seen, Mention]] = []
    for one in seen:
        if not acts_in(one, act, seen) or _of_office(one, held):
            continue
        place = next((n for n, (_, kept) in enumerate(found) if same(kept, one.mention)), None)
        if place is None:
            found.append((one, one.mention))
        else:
            found[place] = found[place][0], _fuller(found[place][1], one.mention)
    found += [(one, one.mention) for one in unnamed(title, seen, names)]
    found.sort(key=lambda pair: (pair[0].where, pair[0].mention.start))
    roles = _roles(title, lead, act, [one for one, _ in found])
    parties = [
        Party(mention, role, one.where) for (one, mention), role in zip(found, roles, strict=True)
    ]
    others = [one for one in seen if not any(same(kept, one.mention) for _, kept in found)]
    parties += [Party(s.mention, "recipient", 0) for s in others if receives(s, act)]
    at = _place(others, act, [s for s in seen if _of_office(s, held)])
    return Report(act, (*parties, *([Party(at.mention, "place", at.where)] if at else [])))


def _of_office(one: Seen, held: Sequence[tuple[int, int]]) -> bool:
    """Whether a state of the headline only tells whose office it is: "Президент Сарнии"."""
    inside = any(start <= one.mention.start < end for start, end in held)
    return one.where == 0 and one.mention.kind == "state" and inside


def _fuller(kept: Mention, other: Mention) -> Mention:
    """One of two mentions of the same, with what either tells more."""
    longer = len(other.name) > len(kept.name) and not kept.key
    return replace(
        kept,
        name=other.name if longer else kept.name,
        key=kept.key or other.key,
        office=kept.office or other.office,
        country=kept.country or other.country,
    )


# Sentences that may name who takes part; later ones are background.
_SENTENCES = 24


def _seen(title: str, text: str, language: str, names: Names) -> tuple[list[Seen], str]:
    """Every mention in its sentence, and the two sentences that tell the event."""
    sentences = split(text, language)[:_SENTENCES]
    whole = f"{title}\n\n{text[: sentences[-1].end if sentences else 0]}"
    shift = len(title) + 2
    spans = [(0, len(title)), *((s.start + shift, s.end + shift) for s in sentences)]
    found: list[Seen] = []
    where = 0
    opening = range(shift, shift + dateline(text))  # where it is sent from, no party
    for m in mentions(whole, names):
        if m.start in opening:
            continue
        while where + 1 < len(spans) and spans[where + 1][0] <= m.start:
            where += 1
        start, end = spans[where]
        found.append(Seen(m, where, whole[start : m.start].lower(), whole[m.end : end].lower()))
    lead = text[sentences[0].start : sentences[min(1, len(sentences) - 1)].end] if sentences else ""
    return found, lead


# Passives, by what tells them: the doer stands behind "by" and its like, or before the
# Turkish and Azerbaijani postposition.
_PASSIVE = re.compile(
    r"\b(?:is|was|were|are|been|being|be|gets?|got)\s+(?:\w+ly\s+)?$"
    r"|\b(?:был[аио]?|будет|будут|був|була|було|були)\s+$"
)
_SHORT_PASSIVE = re.compile(
    r"(?:ен|ён|ан|ят|ут|ыт|ена|ана|ята|ены|аны|яты|ено|ано|ято)$|(?:edil|olun|ıldı|ildi|ündü|ındı)"
)
_HEADLINE_PASSIVE = re.compile(
    r"\b(?:arrested|detained|killed|jailed|sentenced|awarded|elected|re-elected|appointed|attacked|"
    r"evacuated|sacked|dismissed|released|wounded|injured|received|sanctioned|condemned)$"
)
_BY = re.compile(r"\bby\s+(?:(?!and\b)[\w.'’-]+\s+){0,7}$")
_DOER_BEHIND = re.compile(r"^\W{0,2}(?:n?[ıiuü]n)?\s*(?:tarafından|tərəfindən)")
_SUBJECT_FIRST = re.compile(r"[\u3040-\u30ff\u0600-\u06ff\u10a0-\u10ff\u0530-\u058fıəşğç]")


def _roles(title: str, lead: str, act: Act | None, row: Sequence[Seen]) -> list[Role]:
    """A role for each party: by its side of the verb, turned round where the verb is passive."""
    in_title = [one for one in row if one.where == 0]
    text, where = (title, 0) if in_title else (lead, 1)
    verb = _verb(text, act)
    own = [one for one in row if one.where == where]
    passive = verb is not None and _is_passive(text, verb, own)
    roles: list[Role] = []
    for one in row:
        if one.where != where or verb is None:
            roles.append("actor" if not roles or "actor" not in roles else "partner")
            continue
        roles.append(_role(one, verb, passive, own))
    return roles


def _verb(text: str, act: Act | None) -> tuple[int, int] | None:
    """Where the word stands that tells the act; the surest, then the first."""
    told = [cue for cue in cues(text) if act is not None and cue.act.act == act.act]
    best = min(told, key=lambda cue: (not cue.sure, cue.start, -cue.end), default=None)
    return (best.start, best.end) if best else None


def _is_passive(text: str, verb: tuple[int, int], own: Sequence[Seen]) -> bool:
    before, said = text[: verb[0]].lower(), text[verb[0] :].lower()
    word = re.match(r"[^\W\d_]+(?:-[^\W\d_]+)?", said)
    first = word.group() if word else ""
    if any(_DOER_BEHIND.match(one.after) for one in own):
        return True
    if _PASSIVE.search(before) or (_SHORT_PASSIVE.search(first) and not first.isascii()):
        return True
    by = any(_BY.search(one.before) for one in own)
    ends = len(first) == len(said.rstrip(" .")) or bool(
        re.match(r"[^\W\d_]+\s+(?:by|as|in)\b", said)
    )
    return bool(_HEADLINE_PASSIVE.search(first)) and (by or ends)


def _role(one: Seen, verb: tuple[int, int], passive: bool, own: Sequence[Seen]) -> Role:
    at = len(one.before)
    if passive:
        if _BY.search(one.before) or _DOER_BEHIND.match(one.after):
            return "actor"
        if at > verb[0] and one.before.isascii() is False and not _SUBJECT_FIRST.search(one.before):
            return "actor"  # Russian: "был принят президентом"
        return "partner"
    opens = next((o for o in own if o.mention.kind != "place"), own[0])
    if one is opens or _joins(opens, one):
        return "actor"
    if at < verb[0] and not _SUBJECT_FIRST.search(one.before + one.after):
        return "actor"
    return "partner"


def _joins(first: Seen, other: Seen) -> bool:
    """ "Orvenia and Sarnia", "Orvenian and Sarnian FMs": one subject of two."""
    if other.mention.start < first.mention.end:
        return False
    said = between(first, other)
    if said.strip() == ",":
        return not _SUBJECT_FIRST.search(other.before + other.after)
    if said == "と" and not other.after.startswith(("が", "は", "、")):
        return False
    return bool(re.fullmatch(r"\s*(?:and|&|и|та|й|və|ve|և|და|و|と)\s*(?:\w+ ){0,3}", said))


_AT = re.compile(
    r"(?:\b(?:in|at|near|to|visits?|visited|visiting|reached)"
    r"(?: (?:the|liberated|city of|town of))*"
    r"|(?:^|\W)(?:в|во|на|у|возле|близ))\s*$"
)
_AT_ENDING = re.compile(r"^(?:['’]?(?:d[aeə]|t[aeə])\b|で|に|を訪問|(?:აში|ში)\b|ում\b)")


def _place(seen: Sequence[Seen], act: Act | None, held: Sequence[Seen]) -> Seen | None:
    """The place the event is at: the first named with "in", in the headline, else in the lead.

    A visit is at whatever place is named that is not `held` by the visitor's office; a call is
    at none.
    """
    if act is not None and act.medium:
        return None
    for most in (0, 2):
        for one in seen:
            if one.where > most or one.mention.kind not in {"place", "state"}:
                continue
            if one.mention.adjective:
                continue
            if _AT.search(one.before) or _AT_ENDING.match(one.after):
                return one
    if act is not None and act.mode == "visit":
        places = (s for s in seen if s.mention.kind in {"place", "state"} and s.where < 2)
        return next((s for s in places if not (s.mention.adjective or s in held)), None)
    return None

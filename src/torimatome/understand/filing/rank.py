"""How much a story matters to the desk, in points, and why: who acts, what, how widely told."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from torimatome.model import Article, House, Outlet
from torimatome.text.names import Names
from torimatome.text.reasons import coded, listed
from torimatome.understand.acts import acts
from torimatome.understand.copies import told_by
from torimatome.understand.filing.cues import cues
from torimatome.understand.filing.learned import Learned

# What makes a story rank higher, in points. Set by hand so that an event of the country's
# leaders leads even when one outlet alone has it, and wide coverage lifts what has no leaders.
# bench/sections.py gives the average precision of the demo week's sample items, and what each
# signal is worth there by leaving it out.
FOR_LEADER = 1.5  # the title names who leads the own country or its foreign policy
FOR_MINISTER = 1.0  # or another of its ministers or a speaker of parliament
FOR_OFFICE = 0.5  # or anybody else with an office: a spokesperson, a deputy, an ambassador
FOR_ACT = 0.5  # and as much again once the desk has printed the act in one item of ten
FOR_OFFICIAL = 1.0
FOR_LANGUAGE = 0.5  # each language after the first
FOR_SECTION = 1.0  # at most, by how clearly words speak for the section
FOR_PEOPLE = 0.5  # people killed or hurt, in the title
FOR_KEPT = 2.0  # times how far past decisions speak for or against printing, -½ to ½
HALF_CLEAR = 3.0  # weight of words at which a section is half clear: one plain word in the title
TYPICAL = 0.1  # share of past items with an act that counts as the desk's daily bread
WEIGHTY_ACTS = frozenset(
    {"phone call", "meeting", "visit", "agreement", "attack", "mine or blast", "appointment",
     "arrest", "vote or law", "election", "credentials", "statement"}
)  # fmt: skip
# Offices by the words in them, in the English of the desk's terms; the first that fits counts.
_OFFICES = (
    (re.compile(r"spokes|deputy|vice|former|assistant|advis|envoy|ambassador", re.I), "FOR_OFFICE"),
    (re.compile(r"president|prime minister|premier|chancellor|king|queen|emir|sultan|supreme leader"
                r"|foreign minister|minister of foreign|secretary of state", re.I), "FOR_LEADER"),
    (re.compile(r"minister|speaker|chair of parliament|secretary of", re.I), "FOR_MINISTER"),
)  # fmt: skip
HURT = ("death", "wounded")  # cues


@dataclass(frozen=True)
class Filing:
    """Where a story goes and how sure that is: what the rank takes from it."""

    section: str  # Section.kind; "" = none
    weight: float  # of the words that speak for it
    reason: str
    left_out: str = ""
    kept: float = 0.5  # how probably a person would print it, by past decisions; ½ = no idea


class Ranks:
    """Ranks one story at a time; holds what is worked out from the house once."""

    def __init__(self, house: House, names: Names, learned: Learned | None = None) -> None:
        self._names = names
        self._learned = learned
        self._outlets = {outlet.id: outlet for outlet in house.outlets}
        self._offices = {
            f"person:{term.en}": term.office
            for term in house.terms
            if term.kind == "person" and term.office and not term.until
        }
        self._ja = {(term.kind, term.en): term.ja for term in house.terms if term.ja}

    def rank(
        self, row: Sequence[Article], voices: Sequence[Article], filing: Filing
    ) -> tuple[float, tuple[str, ...]]:
        """Points and reasons of a story: all its articles, one voice for each text, its filing."""
        leaders = sorted(self._leaders(voices), key=lambda x: (-_for_office(x[0]), x))
        act, act_points, act_words = self._act(voices)
        languages = {article.language for article in row} - {"und"}
        official = self._official(row)
        hurt = any(cue in cues().find(article.title) for article in voices for cue in HURT)
        rank = (
            math.log2(1 + len(voices))
            + FOR_LANGUAGE * max(0, len(languages) - 1)
            + FOR_OFFICIAL * bool(official)
            + max((_for_office(office) for office, _ in leaders), default=0.0)
            + act_points
            + FOR_PEOPLE * hurt
            + FOR_SECTION * filing.weight / (filing.weight + HALF_CLEAR)
            + FOR_KEPT * (filing.kept - 0.5)
        )
        reasons = [
            filing.reason,
            self._who_did_what(act, leaders[:2]),
            act_words,
            told_by(len(voices), len(row), len(languages), self._named(voices[0])),
            coded("official", outlets=listed(official)) if official else "",
            coded("hurt") if hurt else "",
        ]
        return rank, tuple(reason for reason in reasons if reason)

    def _who_did_what(self, act: str, leaders: Sequence[tuple[str, str]]) -> str:
        """ "Phone call of Foreign Minister Ilda Brann", as a reason; "" = neither is told."""
        if not leaders:
            return coded("act", act=act) if act else ""
        who = listed(f"{office} {name}" for office, name in leaders)
        in_japanese = listed(self._in_japanese(office, name) for office, name in leaders)
        if act:
            return coded("act_of", act=act, who=who, who_ja=in_japanese)
        return coded("who", who=who, who_ja=in_japanese)

    def _in_japanese(self, office: str, name: str) -> str:
        return f"{self._ja.get(('person', name), name)}{self._ja.get(('office', office), office)}"

    def _named(self, article: Article) -> str:
        outlet = self._outlets.get(article.outlet)
        return outlet.name if outlet else article.outlet

    def _act(self, voices: Sequence[Article]) -> tuple[str, float, str]:
        """The weightiest act of the titles, its points, and what the past says of it."""
        said = Counter(act for article in voices for act in acts(article.title))
        best = ("", 0.0, "")
        for act, _ in sorted(said.items(), key=lambda x: (-x[1], x[0])):
            printed = self._learned.printed(act) if self._learned else 0
            items = self._learned.items if self._learned else 0
            often = min(1.0, printed / items / TYPICAL) if printed else 0.0
            points = FOR_ACT * ((act in WEIGHTY_ACTS) + often)
            if points > best[1]:
                words = coded("act_printed", printed=printed, items=items)
                best = (act, points, words if often >= 0.5 else "")
        return best

    def _leaders(self, voices: Sequence[Article]) -> set[tuple[str, str]]:
        """Holders of office of the desk's own country that the titles name: office and name."""
        found = {hit.name.key: hit.name for a in voices for hit in self._names.find(a.title)}
        return {
            (self._offices[key], name.en)
            for key, name in found.items()
            if name.own and key in self._offices
        }

    def _official(self, row: Sequence[Article]) -> list[str]:
        outlets = {article.outlet for article in row} & self._outlets.keys()
        spoken = [self._outlets[id_] for id_ in outlets]
        return sorted(outlet.citation for outlet in spoken if _speaks(outlet))


def _for_office(office: str) -> float:
    """Points for an act of who holds this office in the own country."""
    for words, points in _OFFICES:
        if words.search(office):
            return {"FOR_LEADER": FOR_LEADER, "FOR_MINISTER": FOR_MINISTER}.get(points, FOR_OFFICE)
    return FOR_OFFICE


def _speaks(outlet: Outlet) -> bool:
    """True for a state's own site; an agency is official in tone but reports on all."""
    return bool(outlet.official) and not outlet.agency

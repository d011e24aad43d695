"""What filing sees of a text: words, words with names masked, cues, acts, and whose they are."""

import re
from dataclasses import dataclass

from torimatome.model import House
from torimatome.text.names import Found, Names
from torimatome.understand.acts import acts, scores
from torimatome.understand.filing.cues import cues
from torimatome.understand.phrases import flat

# How far into a text it is looked at: further down stands background of other sections.
LOOK_AT = 900  # letters

# Names of agencies in brackets at the end: who wrote, not what about.
_CREDITS = re.compile(r"(?:\s*\([^()]{2,60}\))+\s*$")
_NUMBER = re.compile(r"\d[\d.,]*")
_CAPITALS = re.compile(r"(?<=[\w,’'”\")] )[A-ZА-ЯЁÀ-ÞƏ][\w’'.-]+(?: (?=[A-ZА-ЯЁÀ-ÞƏ]))?")
_MASKS = {"country": "land", "person": "somebody", "organisation": "body", "place": "place"}
MANY_LANDS = 3  # more countries than this are seen alike


@dataclass(frozen=True)
class Sight:
    """One text as the learner sees it. Worked out from the text and the house alone."""

    words: str  # folded words, one space between
    masked: str  # the same with "land", "somebody", "number" for what changes week by week
    marks: tuple[str, ...]  # cues, acts of the title, whose people and countries; sorted


class Eyes:
    """Makes Sights; holds what is worked out from the house once."""

    def __init__(self, house: House, names: Names | None = None) -> None:
        self._names = names or Names(house)

    def see(self, title: str, text: str) -> Sight:
        """The Sight of a text; its title counts as its first sentence."""
        whole = f"{title}.\n{text[:LOOK_AT]}" if text else title
        whole = _CREDITS.sub("", whole)
        found = [hit for hit in self._names.find(whole) if hit.name.kind in _MASKS]
        marks = {f"cue {cue}" for cue in cues().find(whole)}
        marks |= {f"act {act}" for act in acts(title or whole)}
        marks |= _done(title or whole)
        marks |= _whose(found, len(title) or len(whole))
        return Sight(flat(whole).strip(), flat(_masked(whole, found)).strip(), tuple(sorted(marks)))


def _done(told: str) -> set[str]:
    """What is done by every word for it, and above all; the latter also as PLOVER calls it."""
    row = [act for _, act in scores(told)]
    above_all = {f"above all {row[0].act}", f"plover {row[0].plover}"} if row else set()
    return {f"tells of {act.act}" for act in row} | above_all


def _whose(found: list[Found], title_ends: int) -> set[str]:
    """Whose names: of the own country or others, in the title or below, and of how many lands."""
    marks = set()
    for hit in found:
        if hit.name.country:
            where = "title" if hit.start < title_ends else "text"
            marks.add(f"{'own' if hit.name.own else 'other'} {hit.name.kind} in {where}")
    lands = {hit.name.country for hit in found if hit.name.country and not hit.name.own}
    marks.add(f"{min(len(lands), MANY_LANDS)} other countries")
    return marks


def _masked(text: str, found: list[Found]) -> str:
    """`text` with masks for names and numbers, so that next year's names read like this year's."""
    parts, place = [], 0
    for hit in sorted(found, key=lambda hit: hit.start):
        if hit.start < place:
            continue
        mask = _MASKS[hit.name.kind]
        own = "own" if hit.name.own and hit.name.kind == "country" else ""
        parts += [text[place : hit.start], f" {own}{mask} "]
        place = hit.end
    rest = _NUMBER.sub(" number ", "".join([*parts, text[place:]]))
    return _CAPITALS.sub(" somename ", rest)

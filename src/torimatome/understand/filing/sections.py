"""Rules and past weighed against each other: the section of a story, or left out, and why."""

import math
from collections.abc import Mapping

from torimatome.model import House
from torimatome.text.reasons import coded
from torimatome.understand.filing.learned import Learned, Opinion
from torimatome.understand.filing.rank import Filing
from torimatome.understand.filing.rules import Vote

# What the past's word is worth, in the points words weigh: PAST times the logarithm of how
# probable it finds a section, times n / (n + HALF) for n past items. Points are added, so that a
# past that is unsure lets the rules decide. Chosen on the four issues, each left out in turn (78
# items learned from), bench/sections.py --sweep: with general cues 2 to 4 points do best (.62
# macro-F1 without, .73 to .75 with); a desk's own words are written by someone who knows it, and
# there 1 point costs least (those rules were written seeing these issues, so more is not known).
PAST = 4.0
HALF_GENERAL, HALF_DESK = 25.0, 250.0
LEAST = 0.01  # a section the past finds less probable than this is as improbable as this
# Where no rule says anything, the past must be this sure before a story is proposed.
SURE = 0.5
# A judge that never saw a dropped story cannot tell one; it needs this many.
DROPPED = 5


def worth_of_past(learned: Learned | None, general: bool = False) -> float:
    """What past decisions are worth beside words of the desk, or beside general cues, in points."""
    if learned is None:
        return 0.0
    return PAST * learned.items / (learned.items + (HALF_GENERAL if general else HALF_DESK))


def weigh(vote: Vote, opinion: Opinion | None, learned: Learned | None, house: House) -> Filing:
    """The section that rules and past together speak for most, or why the story is left out."""
    kinds = [rule.kind for rule in house.sections]
    told = any(vote.weights.values())
    drops = learned is not None and learned.kinds[""] >= DROPPED
    if opinion and not told and max(opinion.shares.values(), default=0.0) < SURE:
        opinion = None
    if not told and opinion is None:
        return Filing(kinds[0] if kinds else "", 0.0, "", coded("out_no_word"))
    points = {kind: vote.weights.get(kind, 0.0) for kind in [*kinds, ""]}
    rules_drop = told and points[""] > max((points[kind] for kind in kinds), default=0.0)
    if opinion is not None:
        worth = worth_of_past(learned, vote.general)
        for kind in points if drops else kinds:
            points[kind] += worth * math.log(max(LEAST, opinion.shares.get(kind, 0.0)))
    best = max(points if drops else kinds, key=lambda kind: points[kind], default="")
    if rules_drop and not drops:
        best = ""
    reason = _reason(best, vote, opinion, house)
    if best == "":
        section = max(kinds, key=lambda kind: points[kind], default="")
        return Filing(section, vote.weights.get(section, 0.0), "", reason)
    kept = 1 - opinion.shares.get("", 0.0) if drops and opinion else 0.5
    return Filing(best, vote.weights.get(best, 0.0), reason, kept=kept)


def _reason(kind: str, vote: Vote, opinion: Opinion | None, house: House) -> str:
    """Why this section: the words that stood there, and past items like it."""
    quoted = vote.quoted(kind)
    like = opinion.like.get(kind, 0) if opinion else 0
    about: dict[str, object] = {}
    if kind:
        rule = next(rule for rule in house.sections if rule.kind == kind)
        about = {"heading": headings(house)[kind], "heading_ja": rule.heading_ja}
    spoken = "_words" * bool(quoted) + "_like" * bool(like) or "_past"
    values = {**about, "words": quoted, "like": like}
    return coded(
        f"{'section' if kind else 'out'}{spoken}",
        **{name: value for name, value in values.items() if value},
    )


def headings(house: House) -> Mapping[str, str]:
    """What each section is called in reasons."""
    return {rule.kind: rule.heading_en or rule.kind for rule in house.sections}

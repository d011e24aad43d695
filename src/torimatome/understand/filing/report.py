"""What filing went by in one run, as lines: rules, thresholds, what was learned, what fired."""

import math
from collections import Counter
from collections.abc import Sequence

from torimatome.model import House
from torimatome.understand.filing import rank, sections
from torimatome.understand.filing.learned import LIKE, Learned
from torimatome.understand.filing.rules import TITLE, Vote
from torimatome.understand.filing.sight import LOOK_AT

FIRED = 6  # words shown a section


def filing_lines(
    house: House, learned: Learned | None, votes: Sequence[tuple[str, Vote]]
) -> tuple[str, ...]:
    """The run in words; `votes` are the sections stories went to ("" = left out), and their votes.

    Worked out from what is handed over alone, so the same run reads the same.
    """
    called = {**sections.headings(house), "": "left out"}
    sizes = ", ".join(f"{called[r.kind]} {len(r.words)}" for r in house.sections)
    lines = [
        f"filing: rules of the desk: {sizes}, left out {len(house.leave_out)} words; a word counts"
        f" {TITLE:g} times in the title, once in the first {LOOK_AT} letters",
        *_learned_lines(learned, called),
        *_fired(votes, called),
        f"filing: points for rank: leader {rank.FOR_LEADER:g}, minister"
        f" {rank.FOR_MINISTER:g}, other office {rank.FOR_OFFICE:g}, official source"
        f" {rank.FOR_OFFICIAL:g}, act {rank.FOR_ACT:g} to {2 * rank.FOR_ACT:g}, further language"
        f" {rank.FOR_LANGUAGE:g}, people killed or hurt {rank.FOR_PEOPLE:g}, clear section up to"
        f" {rank.FOR_SECTION:g}, past decisions up to ±{rank.FOR_KEPT / 2:g}; and the origins",
    ]
    return tuple(lines)


def _learned_lines(learned: Learned | None, called: dict[str, str]) -> list[str]:
    if learned is None:
        return ["filing: nothing learned: too few past items, or all of one section"]
    worth = sections.worth_of_past(learned) * math.log(9)
    beside = sections.worth_of_past(learned, general=True) * math.log(9)
    by_kind = ", ".join(
        f"{called.get(kind, kind) if kind else 'dropped'} {count}"
        for kind, count in sorted(learned.kinds.items())
    )
    return [
        f"filing: learned from {learned.items} items of {learned.origins} issues ({by_kind});"
        f" where it is sure 9 to 1 it outweighs {worth:.1f} points of the desk's words,"
        f" {beside:.1f} of general cues; “like” is {LIKE:g} of the words or more",
        *(
            f"filing: for {called.get(kind, kind) if kind else 'dropping'} speak most:"
            f" {', '.join(learned.telling(kind))}"
            for kind in sorted(learned.kinds)
        ),
    ]


def _fired(votes: Sequence[tuple[str, Vote]], called: dict[str, str]) -> list[str]:
    fired: dict[str, Counter[str]] = {}
    for kind, vote in votes:
        fired.setdefault(kind, Counter()).update(list(vote.words.get(kind, {})))
    lines = []
    for kind, count in sorted(fired.items()):
        if count:
            top = sorted(count.items(), key=lambda x: (-x[1], x[0]))[:FIRED]
            words = ", ".join(f"“{word}” {times}" for word, times in top)
            lines.append(f"filing: rules that spoke for {called.get(kind, kind)}: {words}")
    general = sum(vote.general and any(vote.weights.values()) for _, vote in votes)
    if general:
        lines.append(f"filing: {general} stories hold no word of the desk: general cues spoke")
    return lines

"""Turn Judgements into Stories. Pure: the same Judgements always give the same Stories."""

import math
from collections.abc import Iterable

from torimatome.model import Judgement, Verdict

# From this score up the machine joins two articles by itself, and two groups whose pairs reach
# HOLD_AT on average, a pair nobody judged counting as nothing. The second number is what stops a
# chain: a report that resembles one member of a story but no other stays outside (without it,
# pairwise F1 on 870 dated English reports falls from .81 to .71). Chosen with
# `bench/stories.py --sweep`; run it again before you move either.
JOIN_AT = 0.4
HOLD_AT = 0.35

MACHINE = "machine"

Pair = tuple[str, str]


def stories(
    ids: Iterable[str],
    judgements: Iterable[Judgement],
    *,
    join_at: float = JOIN_AT,
    hold_at: float = HOLD_AT,
) -> list[frozenset[str]]:
    """The groups of article ids that report one event, largest first.

    Every id comes back in exactly one group. What a person said of two articles outranks the
    machine, and among people the last word counts: her DIFFERENT keeps two articles apart even
    where a chain would join them. Copies stay together unless a person parts them.
    """
    known = sorted(set(ids))
    here = frozenset(known)
    said = {
        pair: j for pair, j in last_words(judgements).items() if pair[0] in here and pair[1] in here
    }
    groups = _Groups(known, said)
    for j in sorted(said.values(), key=_order):
        if _by_person(j) or j.verdict is Verdict.COPY:
            if j.verdict is not Verdict.DIFFERENT:
                groups.join(j.left, j.right)
        elif j.verdict is Verdict.SAME and _score(j) >= join_at:
            groups.join_if_held(j.left, j.right, hold_at)
    return sorted(groups.all(), key=lambda members: (-len(members), min(members)))


def last_words(judgements: Iterable[Judgement]) -> dict[Pair, Judgement]:
    """One Judgement per pair: the latest by a person, else the latest by the machine."""
    last: dict[Pair, Judgement] = {}
    for j in sorted(judgements, key=lambda j: (_by_person(j), j.at, j.by, j.verdict, _score(j))):
        last[min(j.left, j.right), max(j.left, j.right)] = j
    return last


class _Groups:
    """Article ids in groups that only grow, and who must not meet in one."""

    def __init__(self, ids: list[str], said: dict[Pair, Judgement]) -> None:
        self._group = {id_: {id_} for id_ in ids}
        self._said = said
        self._near: dict[str, dict[str, Judgement]] = {id_: {} for id_ in ids}
        for (left, right), j in said.items():
            self._near[left][right] = j
            self._near[right][left] = j

    def all(self) -> set[frozenset[str]]:
        return {frozenset(members) for members in self._group.values()}

    def join(self, left: str, right: str) -> None:
        """Join the groups of two ids, unless a person parted any of their members."""
        ours, theirs = self._group[left], self._group[right]
        if ours is theirs or any(_parts(j) and _by_person(j) for j in self._between(ours, theirs)):
            return
        if len(ours) < len(theirs):
            ours, theirs = theirs, ours
        ours |= theirs
        for id_ in theirs:
            self._group[id_] = ours

    def join_if_held(self, left: str, right: str, hold_at: float) -> None:
        """Join them if nobody, machine or person, parts them and they hold well on average."""
        ours, theirs = self._group[left], self._group[right]
        between = self._between(ours, theirs)
        if ours is theirs or any(_parts(j) for j in between):
            return
        if math.fsum(_score(j) for j in between) + 1e-9 >= hold_at * len(ours) * len(theirs):
            self.join(left, right)

    def _between(self, ours: set[str], theirs: set[str]) -> list[Judgement]:
        if len(ours) > len(theirs):
            ours, theirs = theirs, ours
        return [j for id_ in ours for other, j in self._near[id_].items() if other in theirs]


def _parts(j: Judgement) -> bool:
    return j.verdict is Verdict.DIFFERENT


def _order(j: Judgement) -> tuple[int, float, str, str]:
    # People first, then copies, then the machine's surest pairs, so that a greedy join makes
    # its mistakes last, where somebody's DIFFERENT can still stop them. The ids break ties:
    # a re-run at night must give the morning's Stories.
    level = 0 if _by_person(j) else 1 if j.verdict is Verdict.COPY else 2
    return level, -_score(j), j.left, j.right


def _score(j: Judgement) -> float:
    """How sure the Judgement is; a person always is."""
    return 1.0 if j.score is None else j.score


def _by_person(j: Judgement) -> bool:
    return j.by != MACHINE

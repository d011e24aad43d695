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
    made = _grouped(known, said, join_at, hold_at)
    return sorted(made, key=lambda members: (-len(members), min(members)))


def _grouped(
    known: list[str], said: dict[Pair, Judgement], join_at: float, hold_at: float
) -> set[frozenset[str]]:
    groups = _Groups(known, said)
    for j in sorted(said.values(), key=_order):
        if _by_person(j) or j.verdict is Verdict.COPY:
            if j.verdict is not Verdict.DIFFERENT:
                groups.join(j.left, j.right)
        elif j.verdict is Verdict.SAME and _score(j) >= join_at:
            groups.join_if_held(j.left, j.right, hold_at)
    return groups.all()


def last_words(judgements: Iterable[Judgement]) -> dict[Pair, Judgement]:
    """One Judgement per pair: the latest by a person, else the latest by the machine."""
    last: dict[Pair, Judgement] = {}
    for j in sorted(judgements, key=lambda j: (_by_person(j), j.at, j.by, j.verdict, _score(j))):
        last[min(j.left, j.right), max(j.left, j.right)] = j
    return last


class Stories:
    """Groups of articles that follow Judgements as these come and go.

    An article belongs to a cluster of those that a chain of joining Judgements links; groups lie
    within one cluster, so only clusters that something touched are grouped anew.
    """

    def __init__(self) -> None:
        self._machine: dict[str, dict[str, Judgement]] = {}
        self._people: dict[str, dict[str, list[Judgement]]] = {}
        self._groups: dict[str, frozenset[str]] = {}
        self._touched: set[str] = set()

    def add(self, id_: str, judgements: Iterable[Judgement] = ()) -> None:
        """Take in an article with the machine's Judgements of it and of articles taken in."""
        self._machine.setdefault(id_, {})
        self._touched.add(id_)
        for j in judgements:
            self._machine[j.left][j.right] = j
            self._machine[j.right][j.left] = j
            self._touched |= {j.left, j.right}

    def drop(self, id_: str) -> None:
        """Let go of an article and of what the machine said of it; what people said stays."""
        for other in self._machine.pop(id_):
            self._machine[other].pop(id_, None)
            self._touched.add(other)
        self._touched.update(self._people.get(id_, ()))
        self._touched |= self._groups.pop(id_, frozenset())
        self._touched.discard(id_)

    def said(self, judgement: Judgement) -> None:
        """Take in a person's word on two articles, whether they are there yet or not."""
        for one, other in (
            (judgement.left, judgement.right),
            (judgement.right, judgement.left),
        ):
            self._people.setdefault(one, {}).setdefault(other, []).append(judgement)
            self._touched.add(one)

    def unsaid(self, judgement: Judgement) -> None:
        """Take a person's word back: the one before it counts again, or the machine's."""
        self._people[judgement.left][judgement.right].remove(judgement)
        self._people[judgement.right][judgement.left].remove(judgement)
        self._touched |= {judgement.left, judgement.right}

    def judgements(self) -> list[Judgement]:
        """The machine's Judgements of the articles at hand, by pair."""
        return [
            self._machine[left][right]
            for left in sorted(self._machine)
            for right in sorted(self._machine[left])
            if left < right
        ]

    def group_of(self, id_: str) -> frozenset[str]:
        """The story an article is told in."""
        self._regroup()
        return self._groups[id_]

    def all(self) -> list[frozenset[str]]:
        """Every group, largest first: what `stories` makes of the same Judgements."""
        self._regroup()
        return sorted(set(self._groups.values()), key=lambda members: (-len(members), min(members)))

    def _regroup(self) -> None:
        open_ = {id_ for id_ in self._touched if id_ in self._machine}
        # A word that came or went may have parted what was one group.
        near = {x for id_ in open_ for x in self._groups.get(id_, ())}
        open_ |= {id_ for id_ in near if id_ in self._machine}
        self._touched = set()
        while open_:
            cluster = self._cluster(next(iter(open_)))
            open_ -= cluster
            known = sorted(cluster)
            said = last_words(self._between(cluster))
            for group in _grouped(known, said, JOIN_AT, HOLD_AT):
                self._groups.update(dict.fromkeys(group, group))

    def _cluster(self, id_: str) -> set[str]:
        reached: set[str] = set()
        open_ = [id_]
        while open_:
            one = open_.pop()
            if one not in reached:
                reached.add(one)
                open_ += [x for x, j in self._machine[one].items() if _may_join(j)]
                people = self._people.get(one, {})
                open_ += [
                    x
                    for x, row in people.items()
                    if x in self._machine and any(not _parts(j) for j in row)
                ]
        return reached

    def _between(self, ids: set[str]) -> list[Judgement]:
        row = [j for id_ in ids for x, j in self._machine[id_].items() if id_ < x and x in ids]
        for id_ in ids:
            for x, said in self._people.get(id_, {}).items():
                if id_ < x and x in ids:
                    row += said
        return row


def _may_join(j: Judgement) -> bool:
    return j.verdict is Verdict.COPY or (j.verdict is Verdict.SAME and _score(j) >= JOIN_AT)


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

"""What people decided, kept in memory and brought up to date by the acts since."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Protocol, TypeVar

import msgspec

from torimatome.edit.values import Approval, Edited, Heading, NoteSaid, Order, Signed, decode
from torimatome.edit.working import Decided, period_key
from torimatome.model import Period, Record
from torimatome.model.act import Choice

T = TypeVar("T")


class Said(Protocol):
    """The Records, as the store has them."""

    def get(self, kind: str, key: str) -> Record:
        """One Record."""

    def of(self, kind: str, prefix: str = "") -> list[Record]:
        """The Records of a kind that say something, by key."""

    def choices(self) -> dict[str, Choice]:
        """What people chose for Stories."""

    def changed(self, since: int) -> tuple[int, list[Record] | None]:
        """The newest Act's number and what Acts after another put; None: read all anew."""


class Standing:
    """Decided, by period. Threads may share it.

    A page of a busy desk reads the few Records that were put since the page before, and not the
    thousand that stand. Two threads that come at the same moment both do; whoever ends last only
    leaves more for the next to catch up with, as each Decided is kept beside the act it goes to.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, Decided]] = {}

    def now(self, records: Said, period: Period) -> Decided:
        """What stands now; the same object as before when no act since concerns the period."""
        key = period_key(period)
        before, decided = self._known.get(key, (0, Decided()))
        mark, changed = records.changed(before)
        if changed is None:
            decided = decided_in(records, period)
        elif changed:
            decided = _with(decided, key, changed)
        self._known[key] = mark, decided
        return decided


def decided_in(records: Said, period: Period) -> Decided:
    """What people decided about the period's Issue, as the Records say now."""
    key = period_key(period)
    edited = {_rest(r): decode(r, Edited) for r in records.of("item", f"{key}/")}
    approvals = {_rest(r): decode(r, Approval) for r in records.of("approval", f"{key}/")}
    notes = {_rest(r): decode(r, NoteSaid) for r in records.of("note", f"{key}/")}
    return Decided(
        records.choices(),
        {k: v for k, v in edited.items() if v},
        {k: v for k, v in approvals.items() if v},
        decode(records.get("order", key), Order) or Order(),
        decode(records.get("heading", key), Heading) or Heading(),
        decode(records.get("issue", key), Signed),
        {k: v for k, v in notes.items() if v},
    )


def _with(decided: Decided, key: str, changed: Iterable[Record]) -> Decided:
    """Decided with these Records as they stand now; itself where none is about the period."""
    of: dict[str, list[Record]] = {}
    for record in changed:
        period, _, _ = record.key.partition("/")
        if record.kind == "choice" or period == key:
            of.setdefault(record.kind, []).append(record)
    if "choice" in of:
        choices = _put(decided.choices, of["choice"], lambda r: r.key, _choice)
        decided = replace(decided, choices=choices)
    if "item" in of:
        edited = _put(decided.edited, of["item"], _rest, lambda r: decode(r, Edited))
        decided = replace(decided, edited=edited)
    if "approval" in of:
        approvals = _put(decided.approvals, of["approval"], _rest, lambda r: decode(r, Approval))
        decided = replace(decided, approvals=approvals)
    if "note" in of:
        notes = _put(decided.notes, of["note"], _rest, lambda r: decode(r, NoteSaid))
        decided = replace(decided, notes=notes)
    if "order" in of:
        decided = replace(decided, order=decode(of["order"][0], Order) or Order())
    if "heading" in of:
        decided = replace(decided, heading=decode(of["heading"][0], Heading) or Heading())
    if "issue" in of:
        decided = replace(decided, signed=decode(of["issue"][0], Signed))
    return decided


def _put(
    known: Mapping[str, T],
    changed: Iterable[Record],
    name: Callable[[Record], str],
    read: Callable[[Record], T | None],
) -> dict[str, T]:
    """A copy with what these Records say; in key order, as reading all of them gives it."""
    made = dict(known)
    for record in changed:
        said = read(record)
        if said is None:
            made.pop(name(record), None)
        else:
            made[name(record)] = said
    return dict(sorted(made.items()))


def _choice(record: Record) -> Choice | None:
    return msgspec.json.decode(record.value, type=Choice) if record.value else None


def _rest(record: Record) -> str:
    """What a Record of a period is about: its key without the period."""
    return record.key.partition("/")[2]

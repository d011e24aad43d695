"""Step 4, the door: a person decides. One function per act, each leaves history."""

import inspect
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from torimatome.desk import Desk, as_decided
from torimatome.edit.acts import issues, items, stories, terms
from torimatome.edit.scene import Scene, Week
from torimatome.edit.values import Approval, Edited, Heading, Order, Signed, decode
from torimatome.edit.working import Decided, Working, period_key, working
from torimatome.errors import EditError
from torimatome.model import Act, Citation, Finding, Issue, Period
from torimatome.model.act import Decide, Intent, Look

__all__ = ["ACTS", "Editor", "Steps", "Week", "Working", "decided_of", "working_issue"]

# Every act there is, by name. The pages, the HTTP interface and the command line all go through
# this table; an act's parameters are its function's, but for the scene.
ACTS: dict[str, Callable[..., Decide]] = {
    act.__name__: act
    for act in (
        stories.include_story,
        stories.drop_story,
        stories.put_off_story,
        stories.file_story,
        stories.merge_stories,
        stories.split_story,
        items.write_headline,
        items.write_block,
        items.write_label,
        items.write_citation,
        items.cite_sentence,
        items.add_block,
        items.remove_block,
        items.move_block,
        items.move_item,
        items.restore_machine,
        items.approve_item,
        items.reopen_item,
        issues.write_heading,
        issues.waive_finding,
        issues.sign_issue,
        issues.correct_issue,
        terms.write_term,
        terms.reject_term,
        terms.merge_terms,
        terms.import_terms,
    )
}
# Findings whose kind begins so no waiver settles: the words must rest on a page.
GATE = "gate."
# Acts that change the desk's own words, which every Issue shares.
ON_TERMS = frozenset({"write_term", "reject_term", "merge_terms", "import_terms"})
# What may still be done to a signed Issue.
ON_SIGNED = frozenset({"correct_issue"}) | ON_TERMS
# Acts after which Stories are grouped, or drafted, anew.
REGROUPS = frozenset({"include_story", "merge_stories", "split_story"})


_Mark = tuple[int, Week]  # the newest Act, the Week in memory


@dataclass(frozen=True)
class Steps:
    """What the other steps do for the editor; `flow` wires them, tests hand over fakes."""

    week: Callable[[Period], Week]  # Stories and draft as kept or worked out
    regroup: Callable[[Period], Week]  # the same, worked out anew
    findings: Callable[[Issue], tuple[Finding, ...]]  # gate and copy check of a whole Issue
    findings_of: Callable[[Issue, str], tuple[Finding, ...]]  # of one Item, while she types
    read_citation: Callable[[str], Citation | None]


class Editor:
    """One desk's editing room: what stands, and the acts that change it.

    Threads may share it. What it keeps in memory can be worked out again from the store.
    """

    def __init__(self, desk: Desk, wire: Callable[[Desk], Steps]) -> None:
        self.desk = desk
        self.steps = wire(desk)
        self._wire = wire
        self._lock = threading.RLock()
        self._weeks: dict[str, Week] = {}
        self._worked: dict[str, tuple[_Mark, Working]] = {}
        self._found: dict[str, tuple[_Mark, tuple[Finding, ...]]] = {}

    def week(self, period: Period) -> Week:
        """The period's Stories and draft; worked out at the first call."""
        key = period_key(period)
        with self._lock:
            if key not in self._weeks:
                self._weeks[key] = self.steps.week(period)
            return self._weeks[key]

    def refresh(self, period: Period) -> Week:
        """Stories and draft anew, after something came in or was regrouped."""
        with self._lock:
            self._weeks[period_key(period)] = self.steps.regroup(period)
            return self._weeks[period_key(period)]

    def working(self, period: Period) -> Working:
        """The Issue as it would go out now."""
        mark = self._mark(period)
        known = self._worked.get(period_key(period))
        if known and known[0] == mark:
            return known[1]
        decided = decided_of(self.desk, period)
        made = working(self.week(period).draft, decided, self.desk.house.sections)
        self._worked[period_key(period)] = mark, made
        return made

    def points(self, period: Period) -> tuple[Finding, ...]:
        """What is still open in the Issue: gate and copy check, without what was waived."""
        mark = self._mark(period)
        known = self._found.get(period_key(period))
        if known and known[0] == mark:
            return known[1]
        found = self._open(self.working(period))
        self._found[period_key(period)] = mark, found
        return found

    def _mark(self, period: Period) -> _Mark:
        # Everything people decide is an act, so the newest act's number tells whether any
        # decision changed; another process's acts count too.
        return self.desk.store.records.count(), self.week(period)

    def perform(
        self, name: str, period: Period, by: str, given: Mapping[str, Any], token: str = ""
    ) -> Act:
        """Do the act `name`. Raises EditError when it can't be done, Conflict when she saw less."""
        act = ACTS.get(name)
        if act is None:
            raise EditError(f"there is no act {name!r}")
        scene = Scene(
            week=self.week(period),
            house=self.desk.house,
            by=by,
            at=self.desk.clock.now(),
            read_citation=self.steps.read_citation,
            open_points=self._open,
            decided=decided_of(self.desk, period),
        )
        decide = act(scene, **_arguments(act, given))

        def unless_signed(look: Look) -> Intent:
            signed = decode(look("issue", scene.period), Signed)
            if signed and not signed.correcting and name not in ON_SIGNED:
                raise EditError("this issue is signed and stays as it is; correct it instead")
            return decide(look)

        done = self.desk.store.records.perform(unless_signed, by, scene.at, token)
        self._after(done, period)
        return done

    def undo(self, act: int, period: Period, by: str, token: str = "") -> Act:
        """Take an act back; taking that back does it again."""
        done = self.desk.store.records.undo(act, by, self.desk.clock.now(), token)
        self._after(done, period)
        return done

    def _after(self, done: Act, period: Period) -> None:
        """What an act changes beyond the Records: the Stories, or the desk's own words."""
        if done.name in REGROUPS:
            self.refresh(period)
        elif done.name in ON_TERMS:
            with self._lock:
                self.desk = replace(
                    self.desk,
                    house=as_decided(self.desk.shipped or self.desk.house, self.desk.store),
                )
                self.steps = self._wire(self.desk)

    def _open(self, now: Working) -> tuple[Finding, ...]:
        waived = {waiver.fingerprint for waiver in self.desk.store.waivers.all()}
        found = self.steps.findings(now.issue)
        return tuple(
            one for one in found if one.fingerprint not in waived or one.kind.startswith(GATE)
        )


def decided_of(desk: Desk, period: Period) -> Decided:
    """What people decided about the period's Issue, as the Records say now."""
    records, key = desk.store.records, period_key(period)
    edited = {r.key.partition("/")[2]: decode(r, Edited) for r in records.of("item", f"{key}/")}
    approvals = {
        r.key.partition("/")[2]: decode(r, Approval) for r in records.of("approval", f"{key}/")
    }
    return Decided(
        records.choices(),
        {k: v for k, v in edited.items() if v},
        {k: v for k, v in approvals.items() if v},
        decode(records.get("order", key), Order) or Order(),
        decode(records.get("heading", key), Heading) or Heading(),
        decode(records.get("issue", key), Signed),
    )


def working_issue(desk: Desk, draft: Issue) -> Issue:
    """What goes out now: the signed Issue where there is one, else the draft as people left it."""
    decided = decided_of(desk, draft.period)
    if decided.signed and not decided.signed.correcting:
        return replace(decided.signed.issue, version=decided.signed.version)
    return working(draft, decided, desk.house.sections).issue


def _arguments(act: Callable[..., Decide], given: Mapping[str, Any]) -> dict[str, Any]:
    """The act's own parameters out of what was sent, in their types.

    Raises EditError naming the parameter that is missing, unknown or of another kind.
    """
    wanted = list(inspect.signature(act).parameters.values())[1:]
    names = [parameter.name for parameter in wanted]
    for name in given:
        if name not in names:
            raise EditError(f"{act.__name__} takes no {name!r}; it takes {', '.join(names)}")
    made = {}
    for parameter in wanted:
        if parameter.name not in given:
            if parameter.default is not inspect.Parameter.empty:
                continue
            raise EditError(f"{act.__name__} needs {parameter.name!r}")
        try:
            made[parameter.name] = msgspec.convert(
                given[parameter.name], parameter.annotation, strict=False
            )
        except msgspec.ValidationError as error:
            raise EditError(f"{act.__name__}, {parameter.name!r}: {error}") from error
    return made

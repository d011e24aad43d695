"""Step 4, the door: a person decides. One function per act, each leaves history."""

import inspect
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import msgspec

from torimatome.desk import Desk, as_decided
from torimatome.edit.acts import (
    issues,
    items,
    looks,
    notes,
    outlets,
    readers,
    shape,
    stories,
    take_back,
    terms,
    watch,
    wording,
)
from torimatome.edit.scene import Scene, Week
from torimatome.edit.slips import Slip, articles_of, slips
from torimatome.edit.standing import Standing, decided_in
from torimatome.edit.values import Signed, decode
from torimatome.edit.working import Decided, Working, period_key, working
from torimatome.errors import EditError
from torimatome.model import Act, Citation, Finding, Issue, Period, SectionRule
from torimatome.model.act import Decide, Intent, Look
from torimatome.model.delivery import Recipient
from torimatome.text.halves import half_in

__all__ = [
    "ACTS",
    "Editor",
    "Slip",
    "Steps",
    "Week",
    "Working",
    "decided_of",
    "flashes",
    "recipients_of",
    "slips_of",
    "working_issue",
]

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
        shape.split_block,
        shape.join_blocks,
        shape.restyle_block,
        shape.carry_block,
        shape.carry_sentence,
        shape.add_item,
        shape.remove_item,
        shape.file_item,
        shape.keep_comment,
        take_back.accept_change,
        take_back.refuse_change,
        notes.take_note,
        notes.decline_note,
        notes.tell_together,
        notes.keep_apart,
        issues.write_heading,
        issues.waive_finding,
        issues.sign_issue,
        issues.correct_issue,
        issues.send_flash,
        terms.write_term,
        terms.reject_term,
        terms.merge_terms,
        terms.import_terms,
        looks.write_look,
        looks.restore_look,
        wording.replace_words,
        watch.watch_words,
        watch.unwatch_words,
        readers.write_recipient,
        readers.remove_recipient,
        readers.import_recipients,
        outlets.add_outlet,
        outlets.write_outlet,
        outlets.pause_outlet,
        outlets.resume_outlet,
    )
}
# Findings whose kind begins so no waiver settles: the words must rest on a page.
GATE = "gate."
# Acts that change the desk's own words, which every Issue shares.
ON_TERMS = frozenset({"write_term", "reject_term", "merge_terms", "import_terms"})
ON_OUTLETS = frozenset({"add_outlet", "write_outlet", "pause_outlet", "resume_outlet"})
ON_LOOK = frozenset({"write_look", "restore_look"})
ON_READERS = frozenset({"write_recipient", "remove_recipient", "import_recipients"})
# What may still be done to a signed Issue.
ON_SIGNED = (
    frozenset({"correct_issue", "watch_words", "unwatch_words"})
    | ON_TERMS
    | ON_OUTLETS
    | ON_READERS
    | ON_LOOK
)
# Acts after which Stories are grouped, or drafted, anew.
REGROUPS = frozenset(
    {"include_story", "merge_stories", "split_story", "tell_together", "keep_apart"}
)


# How long an act waits for the Stories it moves. A week of some hundred articles is through by
# then; a larger one is shown when it is done, and nobody's next click waits for it.
PATIENCE_SECONDS = 1.0
_Mark = tuple[Decided, Week, tuple[SectionRule, ...]]  # what a Working was made from


@dataclass(frozen=True)
class Steps:
    """What the other steps do for the editor; `flow` wires them, tests hand over fakes."""

    week: Callable[[Period], Week]  # Stories and draft as kept or worked out
    regroup: Callable[[Period], Week]  # the same, worked out anew
    findings: Callable[[Issue], tuple[Finding, ...]]  # gate and copy check of a whole Issue
    findings_of: Callable[[Issue, str], tuple[Finding, ...]]  # of one Item, while she types
    read_citation: Callable[[str], Citation | None]
    signed: Callable[[Period], object] = bool  # a period's Issue was signed, or that taken back


class Editor:
    """One desk's editing room: what stands, and the acts that change it.

    Threads may share it. What it keeps in memory can be worked out again from the store.
    """

    def __init__(self, desk: Desk, wire: Callable[[Desk], Steps]) -> None:
        self.desk = desk
        self.steps = wire(desk)
        self._wire = wire
        self._lock = threading.RLock()
        self._standing = Standing()
        self._weeks: dict[str, Week] = {}
        self._worked: dict[str, tuple[_Mark, Working]] = {}
        self._found: dict[str, tuple[Issue, Steps, tuple[Finding, ...]]] = {}
        # Who does long work beside the pages; None: an act waits until all it moves is moved.
        self.later: Callable[[str, Callable[[], object]], object] | None = None
        self.grouped: Callable[[Week], object] = bool  # told of every Week that was made anew
        self._due: dict[str, threading.Event] = {}
        self._guard = threading.Lock()  # of what is changed in a moment, never while working

    def week(self, period: Period) -> Week:
        """The period's Stories and draft; worked out at the first call."""
        key = period_key(period)
        known = self._weeks.get(key)
        if known is not None:  # while a new one is worked out, the last one is shown
            return known
        with self._lock:
            if key not in self._weeks:
                self._weeks[key] = self.steps.week(period)
            return self._weeks[key]

    def refresh(self, period: Period) -> Week:
        """Stories and draft anew, after something came in or was regrouped."""
        with self._lock:
            made = self._weeks[period_key(period)] = self.steps.regroup(period)
        self.grouped(made)
        return made

    def decided(self, period: Period) -> Decided:
        """What people decided about the period's Issue."""
        return self._standing.now(self.desk.store.records, period)

    def working(self, period: Period) -> Working:
        """The Issue as it would go out now."""
        week, decided = self.week(period), self.decided(period)
        mark = decided, week, self.desk.house.sections
        known = self._worked.get(period_key(period))
        if known and all(was is now for was, now in zip(known[0], mark, strict=True)):
            return known[1]
        made = working(week.draft, decided, self.desk.house.sections)
        if known and known[1].issue == made.issue:  # the act did not touch what is printed
            made = replace(made, issue=known[1].issue)
        self._worked[period_key(period)] = mark, made
        return made

    def found(self, period: Period) -> tuple[Finding, ...]:
        """What gate and copy check find in the Issue."""
        issue = self.working(period).issue
        known = self._found.get(period_key(period))
        if known is None or known[0] is not issue or known[1] is not self.steps:
            known = issue, self.steps, self.steps.findings(issue)
            self._found[period_key(period)] = known
        return known[2]

    def points(self, period: Period) -> tuple[Finding, ...]:
        """What is still open in the Issue: gate and copy check, without what was waived."""
        return self.unwaived(self.found(period))

    def unwaived(self, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Findings without those that a person's word settled."""
        waived = {waiver.fingerprint for waiver in self.desk.store.waivers.all()}
        return tuple(
            one for one in found if one.fingerprint not in waived or one.kind.startswith(GATE)
        )

    def scene(self, period: Period, by: str) -> Scene:
        """What an act sees that `by` does now."""
        return Scene(
            week=self.week(period),
            house=self.desk.house,
            by=by,
            at=self.desk.clock.now(),
            read_citation=self.steps.read_citation,
            open_points=self._open,
            decided=self.decided(period),
            out=partial(last_out, self.desk, period),
        )

    def perform(
        self, name: str, period: Period, by: str, given: Mapping[str, Any], token: str = ""
    ) -> Act:
        """Do the act `name`. Raises EditError when it can't be done, Conflict when she saw less."""
        act = ACTS.get(name)
        if act is None:
            raise EditError(f"there is no act {name!r}")
        _whole({**given, "by": by, "token": token})
        scene = self.scene(period, by)
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
        _whole({"by": by, "token": token})
        done = self.desk.store.records.undo(act, by, self.desk.clock.now(), token)
        self._after(done, period)
        return done

    def _after(self, done: Act, period: Period) -> None:
        """What an act changes beyond the Records: the Stories, or the desk's own words."""
        if done.name in REGROUPS:
            if self._moves(done, period):
                key = period_key(period)
                self._beside("regroup", key, lambda: self.refresh(period))
        elif done.name == "sign_issue":
            self.steps.signed(period)
        elif done.name in ON_TERMS | ON_OUTLETS | ON_LOOK:
            with self._guard:
                self.desk = replace(
                    self.desk,
                    house=as_decided(self.desk.shipped or self.desk.house, self.desk.store),
                )
            self.steps = self._wire(self.desk)
            if self.later is not None:  # so that nobody's next page waits for the new words
                self.later("check", lambda: self.points(period))

    def _moves(self, done: Act, period: Period) -> bool:
        """Whether an act moves Stories: including one that is drafted already does not."""
        if done.name != "include_story" or done.undoes:
            return True
        week = self.week(period)
        story = week.story(done.about)
        drafted = any(item.story == done.about for item in week.draft.items)
        return story is None or bool(story.left_out) or not drafted

    def _beside(self, work: str, key: str, call: Callable[[], object]) -> None:
        """Do `call`; with somebody to do it beside the pages, wait a moment for it and go on.

        What waits for its turn already is not begun twice: it will see this act, too.
        """
        if self.later is None:
            call()
            return
        with self._guard:
            ready = self._due.get(key)
            begin = ready is None
            if ready is None:
                ready = self._due[key] = threading.Event()
        if begin:
            self.later(work, lambda: self._in_turn(key, ready, call))
        ready.wait(PATIENCE_SECONDS)

    def _in_turn(self, key: str, ready: threading.Event, call: Callable[[], object]) -> None:
        try:
            with self._lock:
                with self._guard:
                    self._due.pop(key, None)  # an act from now on needs a turn of its own
                call()
        finally:
            ready.set()

    def _open(self, now: Working) -> tuple[Finding, ...]:
        return self.unwaived(self.steps.findings(now.issue))


def last_out(desk: Desk, period: Period) -> Issue | None:
    """The newest version of the period's Issue that was published, signed or not."""
    kept = desk.store.issues.published(period.start, period.end)
    return kept[-1] if kept else None


def decided_of(desk: Desk, period: Period) -> Decided:
    """What people decided about the period's Issue, as the Records say now."""
    return decided_in(desk.store.records, period)


def working_issue(desk: Desk, draft: Issue) -> Issue:
    """What goes out now: the signed Issue where there is one, else the draft as people left it."""
    decided = decided_of(desk, draft.period)
    if decided.signed and not decided.signed.correcting:
        return replace(decided.signed.issue, version=decided.signed.version)
    return working(draft, decided, desk.house.sections).issue


def flashes(desk: Desk, period: Period) -> tuple[Signed, ...]:
    """The Items of a period that went out by themselves, each as it was sent last."""
    kept = desk.store.records.of("flash", f"{period_key(period)}/")
    found = (decode(record, Signed) for record in kept)
    return tuple(sorted((one for one in found if one), key=lambda one: one.at))


def recipients_of(desk: Desk) -> tuple[Recipient, ...]:
    """The list of those who get the bulletin by mail, by address."""
    return tuple(readers.recipient_in(record) for record in desk.store.records.of("recipient"))


def slips_of(desk: Desk, issue: Issue) -> tuple[Slip, ...]:
    """What became of the pages a published Issue rests on, as far as we looked again."""
    ids = sorted({a for item in issue.items for a in articles_of(item)})
    current = {id_: one for id_ in ids if (one := desk.store.pages.current(id_))}
    leads = desk.store.sources.known(ids)
    gone = {id_: lead.reason for id_, lead in leads.items() if lead.state == "read"}
    named = {outlet.id: outlet.citation for outlet in desk.house.outlets}
    return slips(issue, current, {id_: why for id_, why in gone.items() if why}, named)


def _whole(given: Mapping[str, Any]) -> None:
    """Raises EditError naming what holds half a character: no store could keep it."""
    half = half_in(given)
    if half:
        raise EditError(
            f"{half!r} holds half of a character, as \\ud800 is; send both halves, or leave it out"
        )


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

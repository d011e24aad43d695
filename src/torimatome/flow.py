"""The whole day on one screen: each step in order, and what a failure means for the next.

Every step can be run again at any time: it looks in the store for what is left to do, does
that, and says what it did. So the answer to a crash at any line is to run the day once more.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path

from torimatome.collect import CollectReport, HandIn, add_by_hand, collect
from torimatome.desk import Desk
from torimatome.draft import draft
from torimatome.draft.check import Checker
from torimatome.draft.gated import gated
from torimatome.draft.house_style import house_form
from torimatome.edit import Editor, Steps, Week, working_issue
from torimatome.edit.acts.terms import KINDS
from torimatome.edit.web.room import Proposed, Services
from torimatome.errors import SetupError
from torimatome.model import Finding, Issue, Period, Term
from torimatome.outside.progress import Hears
from torimatome.publish import Published, files_of, pictures_of, publish
from torimatome.remember import (
    KeptIssue,
    Proposal,
    citation_of,
    keep,
    kept_issues,
    learn_from,
    search,
)
from torimatome.remember.read import read_issue
from torimatome.text.names import Names
from torimatome.understand import Understanding, understand


@dataclass(frozen=True)
class Day:
    """What a day's run did, up to the editor's chair."""

    collected: CollectReport
    understood: Understanding
    issue: Issue


def day(desk: Desk, period: Period) -> Day:
    """Everything up to the editor's chair. Publishing waits for a person's word."""
    collected = collect(desk)  # a source that fails is named in the report, no more
    understood = understand(desk, period)
    issue = draft(desk, period, understood.stories, understood.articles)
    return Day(collected, understood, issue)


def redraft(desk: Desk, period: Period) -> tuple[Understanding, Issue]:
    """Stories and draft anew from what is kept, without asking the web for anything."""
    understood = understand(desk, period)
    return understood, draft(desk, period, understood.stories, understood.articles)


def editor(desk: Desk) -> Editor:
    """The editing room, with what the other steps do for it."""
    return Editor(desk, steps_for)


def steps_for(desk: Desk) -> Steps:
    """What the other steps do for the editing room, with the desk's words as they are now."""
    form = house_form(desk.house)

    @cache  # made at the first use: reading the archive takes a moment
    def check() -> Checker:
        return Checker(desk.house, kept_issues(desk))

    @cache
    def names() -> Names:
        return Names(desk.house)

    def week(period: Period) -> Week:
        understood = understand(desk, period)
        draft_ = desk.store.issues.draft(period.start, period.end)
        if draft_ is None:
            draft_ = draft(desk, period, understood.stories, understood.articles)
        return Week(period, understood.articles, understood.stories, draft_)

    def regroup(period: Period) -> Week:
        understood, issue = redraft(desk, period)
        return Week(period, understood.articles, understood.stories, issue)

    def findings(issue: Issue) -> tuple[Finding, ...]:
        return (
            *(f for item in issue.items for f in gated(item, form, names())),
            *check().issue(issue),
        )

    def findings_of(issue: Issue, item: str) -> tuple[Finding, ...]:
        one = next(each for each in issue.items if each.id == item)
        return (*gated(one, form, names()), *check().item(one, issue))

    return Steps(week, regroup, findings, findings_of, partial(citation_of, desk))


def services(desk: Desk, hears: Hears) -> Services:
    """What the pages ask of the other steps; progress goes to `hears`."""
    heard = replace(desk, hears=hears)
    return Services(
        collect=lambda: collect(heard),
        add=lambda given: add_by_hand(heard, HandIn(**given)),
        files=files_of,
        pictures=pictures_of,
        proposals=partial(proposed, desk, Taught()),
        search=partial(search, desk),
        keep=partial(keep_file, desk),
    )


class Taught:
    """What the archive teaches, worked out again only when an Issue was kept since."""

    def __init__(self) -> None:
        self._of: list[KeptIssue] | None = None
        self._proposals: tuple[Proposal, ...] = ()

    def by(self, desk: Desk) -> tuple[Proposal, ...]:
        """The proposals of all kept Issues."""
        now = desk.store.archive.issues()
        if now != self._of:
            self._proposals, self._of = learn_from(desk, kept_issues(desk)), now
        return self._proposals


def proposed(desk: Desk, taught: Taught) -> tuple[Proposed, ...]:
    """Terms the archive teaches and nobody decided about, the surest first."""
    decided = {(one.term.kind, one.term.en) for one in desk.store.records.terms()}
    found = []
    for one in taught.by(desk):
        term = Term(
            one.kind, one.en, one.ja, one.short_en, one.aliases, one.country, one.office,
            one.since, one.until,
        )  # fmt: skip
        if one.kind in KINDS and (one.kind, one.en) not in decided:
            seen = tuple(f"{s.issue} {s.item}" for s in one.seen)
            found.append(Proposed(term, one.count, seen, one.doubt))
    return tuple(sorted(found, key=lambda p: (bool(p.doubt), -p.count, p.term.en)))


def keep_file(desk: Desk, name: str, body: bytes) -> str:
    """Read a published bulletin back and keep it; what became of it, in words."""
    house = desk.house
    reading = read_issue(body, name, house.style, house.sections, house.outlets)
    kept = keep(desk, reading.issue, Path(name).stem[:100])
    doubts = f", {len(reading.doubts)} places to look at" if reading.doubts else ""
    return f"{name}: {kept.start} – {kept.end}, {kept.items} items{doubts}"


def release(desk: Desk, period: Period, out: Path, forms: tuple[str, ...]) -> Published:
    """Files of the period's Issue in `out`. Raises SetupError when nothing is drafted for it."""
    issue = desk.store.issues.draft(period.start, period.end)
    if issue is None:
        raise SetupError(
            f"nothing is drafted for {period.start} to {period.end};"
            f" run `torimatome draft --from {period.start} --to {period.end}` first"
        )
    return publish(desk, working_issue(desk, issue), out, forms)


def week_to(desk: Desk, end: date | None = None) -> Period:
    """The eight days up to `end` (today by default), both Fridays included as the bulletin does."""
    last = end or desk.clock.now().astimezone(desk.zone).date()
    return Period(start=(last - timedelta(days=7)).isoformat(), end=last.isoformat())

"""The whole day on one screen: each step in order, and what a failure means for the next.

Every step can be run again at any time: it looks in the store for what is left to do, does
that, and says what it did. So the answer to a crash at any line is to run the day once more.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from torimatome.collect import CollectReport, collect
from torimatome.desk import Desk
from torimatome.draft import draft
from torimatome.errors import SetupError
from torimatome.model import Issue, Period
from torimatome.publish import Published, publish
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


def release(desk: Desk, period: Period, out: Path, forms: tuple[str, ...]) -> Published:
    """Files of the period's Issue in `out`. Raises SetupError when nothing is drafted for it."""
    issue = desk.store.issues.draft(period.start, period.end)
    if issue is None:
        raise SetupError(
            f"nothing is drafted for {period.start} to {period.end};"
            f" run `torimatome draft --from {period.start} --to {period.end}` first"
        )
    return publish(desk, issue, out, forms)


def week_to(desk: Desk, end: date | None = None) -> Period:
    """The eight days up to `end` (today by default), both Fridays included as the bulletin does."""
    last = end or desk.clock.now().astimezone(desk.zone).date()
    return Period(start=(last - timedelta(days=7)).isoformat(), end=last.isoformat())

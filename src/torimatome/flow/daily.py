"""The whole day: each step in order, and what a failure means for the next."""

from dataclasses import dataclass

from torimatome.collect import CollectReport, collect
from torimatome.desk import Desk
from torimatome.draft import draft
from torimatome.edit.web.alerts import spoken_of
from torimatome.model import Issue, Period
from torimatome.outside.notices import notices_of
from torimatome.understand import Understanding, understand

# Articles named in one notice; services cut longer ones off.
MOST_TOLD = 5


@dataclass(frozen=True)
class Day:
    """What a day's run did, up to the editor's chair."""

    collected: CollectReport
    understood: Understanding
    issue: Issue


def day(desk: Desk, period: Period) -> Day:
    """Everything up to the editor's chair. Publishing waits for a person's word."""
    collected = collect_and_tell(desk)  # a source that fails is named in the report, no more
    understood = understand(desk, period)
    issue = draft(desk, period, understood.stories, understood.articles)
    return Day(collected, understood, issue)


def redraft(desk: Desk, period: Period) -> tuple[Understanding, Issue]:
    """Stories and draft anew from what is kept, without asking the web for anything."""
    understood = understand(desk, period)
    return understood, draft(desk, period, understood.stories, understood.articles)


def collect_and_tell(desk: Desk) -> CollectReport:
    """Collect; then a notice for each watched word that something new speaks of."""
    watched = desk.store.records.watched()
    if not (watched and desk.settings.notices):
        return collect(desk)
    period = desk.week_to()
    before = {one.id for one in desk.store.pages.current_between(period.start, period.end)}
    report = collect(desk)
    now = desk.store.pages.current_between(period.start, period.end)
    new = {one.id: one for one in now if one.id not in before}
    for words, articles in spoken_of(watched, desk.house.terms, new).items():
        if not articles:
            continue
        tell(desk, words, "\n".join(f"{one.title}\n{one.url}" for one in articles[:MOST_TOLD]))
    return report


def tell(desk: Desk, title: str, text: str) -> None:
    """A short notice to the services the desk names; one that is down is only noted."""
    for failed in notices_of(desk.settings.notices).tell(title, text):
        desk.hears.note(failed)

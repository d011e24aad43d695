"""What the other steps do for the editing room."""

from collections.abc import Callable
from functools import cache, partial

from torimatome.desk import Desk
from torimatome.draft import draft
from torimatome.draft.check import Checker
from torimatome.draft.gated import Gate
from torimatome.draft.house_style import house_form
from torimatome.edit import Editor, Steps, Week
from torimatome.flow.daily import redraft
from torimatome.flow.past import follow
from torimatome.model import Finding, Issue, Period
from torimatome.remember import citation_of, kept_issues
from torimatome.text.names import Names
from torimatome.understand import understand


def editor(desk: Desk, wire: Callable[[Desk], Steps] | None = None) -> Editor:
    """The editing room, with what the other steps do for it: `wire`, or `steps_for` right here."""
    return Editor(desk, wire or steps_for)


def steps_for(desk: Desk) -> Steps:
    """What the other steps do for the editing room, with the desk's words as they are now."""
    form = house_form(desk.house)

    @cache  # made at the first use: reading the archive takes a moment
    def check(period: Period) -> Checker:
        # An issue that went out is kept, and is no past issue of itself.
        days = (period.start, period.end)
        kept = kept_issues(desk)
        past = [one for one in kept if (one.period.start, one.period.end) != days]
        return Checker(desk.house, past)

    @cache
    def names() -> Names:
        return Names(desk.house)

    @cache
    def gate() -> Gate:
        return Gate(form, names())

    def week(period: Period) -> Week:
        understood = understand(desk, period)
        draft_ = desk.store.issues.draft(period.start, period.end)
        if draft_ is None:
            # Who only looks at a week nobody collected for leaves no empty draft behind: the newest
            # draft is what other commands begin with.
            keep = bool(understood.articles)
            draft_ = draft(desk, period, understood.stories, understood.articles, keep)
        return Week(period, understood.articles, understood.stories, draft_)

    def regroup(period: Period) -> Week:
        understood, issue = redraft(desk, period)
        return Week(period, understood.articles, understood.stories, issue)

    def findings(issue: Issue) -> tuple[Finding, ...]:
        return (
            *(f for item in issue.items for f in gate().findings(item)),
            *check(issue.period).issue(issue),
        )

    def findings_of(issue: Issue, item: str) -> tuple[Finding, ...]:
        one = next(each for each in issue.items if each.id == item)
        return (*gate().findings(one), *check(issue.period).item(one, issue))

    return Steps(
        week, regroup, findings, findings_of, partial(citation_of, desk), partial(follow, desk)
    )

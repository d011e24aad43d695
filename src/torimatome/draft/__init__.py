"""Step 3, the door: Stories become cited Items, kept as the machine's draft."""

from collections.abc import Mapping, Sequence

from torimatome.desk import Desk
from torimatome.draft.write import draft_issue
from torimatome.model import Article, Issue, Period, Story

__all__ = ["draft"]


def draft(
    desk: Desk, period: Period, stories: Sequence[Story], articles: Mapping[str, Article]
) -> Issue:
    """Write the period's Issue from its Stories and keep it.

    A re-draft takes the place of the machine's draft before, never of what a person wrote.
    """
    desk.hears.step("drafting", 1)
    issue = draft_issue(stories, articles, desk.house, period)
    desk.store.issues.keep_draft(issue)
    desk.hears.done()
    return issue

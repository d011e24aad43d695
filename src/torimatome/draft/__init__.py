"""Step 3, the door: Stories become cited Items, kept as the machine's draft."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import msgspec

from torimatome.desk import Desk
from torimatome.draft.house_style import house_form
from torimatome.draft.memory import Past, Recall
from torimatome.draft.speaker import Speaker
from torimatome.draft.write import Before, draft_issue
from torimatome.draft.writing import Ground, examples_of, rewritten
from torimatome.model import Article, House, Issue, Item, Period, Story
from torimatome.model.act import DROP, INCLUDE, LATER, Rolled, choice_of
from torimatome.store import Store
from torimatome.store.tokens import clean

__all__ = ["draft", "recall_past", "together_of"]

# Past Items looked at for each Item. One that tells the same event shares nearly all its names and
# comes among the first three; on the four real issues no story went on from a sixth.
RECALLED = 6
# Days back from the period's first: all Items of Issues that ended since are looked at, for an
# event is told twice, if at all, in Issues side by side.
LATELY = 9
# Past Issues whose items show a model the house's style, the latest ones.
SHOWN_ISSUES = 3


def draft(
    desk: Desk,
    period: Period,
    stories: Sequence[Story],
    articles: Mapping[str, Article],
    keep: bool = True,
) -> Issue:
    """Write the period's Issue from its Stories and keep it.

    A re-draft takes the place of the machine's draft before, never of what a person wrote. What
    past Issues told is linked, and told again only as far as it is new.
    """
    desk.hears.step("drafting", 1)
    choices = desk.store.records.choices()
    taken = (s.id for s in stories if choice_of(s.articles, choices).choice == INCLUDE)
    recall = recall_past(desk.store, desk.house, period)
    before = Before(recall, together_of(desk), frozenset(taken))
    issue = draft_issue(stories, articles, desk.house, period, before)
    issue = with_models(desk, issue, articles)
    if keep:
        desk.store.issues.keep_draft(issue)
    desk.hears.done()
    return issue


def with_models(desk: Desk, issue: Issue, articles: Mapping[str, Article]) -> Issue:
    """The Issue with what the desk's models could add to it; most desks have none."""
    models = desk.models()
    if models.writer is None and models.translator is None:
        return issue
    archive, own = desk.store.archive, (issue.period.start, issue.period.end)
    labels = [
        one.label
        for one in reversed(archive.issues())
        if one.replaced_by is None and (one.start, one.end) != own
    ]
    past = [found for label in labels[:SHOWN_ISSUES] if (found := archive.issue(label))]
    house = desk.house
    ground = Ground(house, house_form(house), Speaker(house), articles, examples_of(past))
    made, lines = rewritten(issue, ground, models)
    for line in lines:
        desk.hears.note(line)
    return made


def recall_past(store: Store, house: House, period: Period) -> Recall:
    """What the archive holds on an Item's matter: past Issues, but for the period's own."""
    archive, after = store.archive, date.fromisoformat(period.end) + timedelta(days=1)
    own = (period.start, period.end)
    kept = {one.label: one for one in archive.issues() if one.replaced_by is None}
    known = {label: one for label, one in kept.items() if (one.start, one.end) != own}

    @cache
    def whole(label: str) -> Mapping[str, Item]:
        issue = archive.issue(label)
        return {clean(item.id): item for item in issue.items} if issue else {}

    lately = (date.fromisoformat(period.start) - timedelta(days=LATELY)).isoformat()
    near = [
        Past(issue.label, issue.start, issue.end, told)
        for issue in known.values()
        if lately <= issue.end < after.isoformat()
        for told in whole(issue.label).values()
    ]

    def recall(item: Item) -> Sequence[Past]:
        if not known:
            return ()
        # An Item of a past Issue may have this one's very id: it began from the same page.
        asked = replace(item, id="")
        found = {(past.issue, past.item.id): past for past in near}
        for one in store.related.earlier(house, asked, after.isoformat(), RECALLED):
            issue = known.get(one.item.issue)
            told = whole(one.item.issue).get(one.item.id) if issue else None
            if issue and told:
                past = Past(issue.label, issue.start, issue.end, told, one.score)
                found[issue.label, told.id] = past
        return tuple(found.values())

    return recall


def together_of(desk: Desk) -> dict[str, str]:
    """What people said of telling Stories in one Item, by the Story's first Article.

    A Story that is dropped or put off is told with no other: the Item would go with it.
    """
    said = desk.store.records.of("rollup")
    told = {one.key: msgspec.json.decode(one.value, type=Rolled).group for one in said}
    choices = desk.store.records.choices().items()
    return told | {first: "" for first, one in choices if one.choice in (DROP, LATER)}

"""Stories: the week's Stories by section and rank, and one Story with all its reports."""

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response

from torimatome.edit import Week
from torimatome.edit.web.room import Frame, Room, frame_of, period_of, room_of
from torimatome.edit.web.view import page
from torimatome.errors import EditError
from torimatome.model import Act, Article, Finding, SectionRule, Story
from torimatome.model.act import Choice, choice_of

# So many rows keep a page under 150 kB; the rest is one link away.
PAGE = 60


@dataclass(frozen=True)
class Row:
    """One Story in the list."""

    story: Story
    title: str
    headline: str  # of its Item, where it has one
    outlets: tuple[str, ...]
    languages: tuple[str, ...]
    days: tuple[tuple[str, int], ...]  # day, articles that came that day
    fate: str  # as a person chose: "" | include | drop | later
    section: str
    reprints: int


@dataclass(frozen=True)
class Stories:
    """The list."""

    frame: Frame
    sections: tuple[SectionRule, ...]
    section: str  # the filter's
    words: str
    out: bool  # whether the left-out ones are shown
    rows: tuple[Row, ...]
    matching: int
    total: int
    more: str  # address of the next page, "" on the last


@dataclass(frozen=True)
class Report:
    """One Article of a Story."""

    article: Article
    outlet: str
    official: str
    paragraphs: tuple[str, ...]
    reprint_of: str  # outlet whose text this is; "" = its own
    versions: tuple[tuple[int, tuple[tuple[str, str], ...]], ...]  # number, [("+", line) …]


@dataclass(frozen=True)
class OneStory:
    """A Story's page."""

    frame: Frame
    row: Row
    sections: tuple[SectionRule, ...]
    reports: tuple[Report, ...]
    item: str  # id of its Item in the Issue; "" = none
    history: tuple[Act, ...]
    findings: tuple[Finding, ...] = ()


def stories(request: Request) -> Response:
    """The list, filtered."""
    period = period_of(request.path_params["period"])
    room, asked = room_of(request), request.query_params
    week = room.editor.week(period)
    choices = room.editor.desk.store.records.choices()
    section, words = asked.get("section", ""), asked.get("q", "").strip()
    out, start = asked.get("out", "") == "1", int(f"0{asked.get('start', '0')}"[:7] or 0)
    rows = [_row(room, week, story, choices) for story in _those(week, out)]
    found = [row for row in rows if _matches(row, section, words, week)]
    shown = tuple(found[start : start + PAGE])
    frame = frame_of(request, period)
    more = ""
    if start + PAGE < len(found):
        more = str(request.url.include_query_params(start=start + PAGE))
    view = Stories(
        frame, room.editor.desk.house.sections, section, words, out, shown, len(found),
        len(week.stories), more,
    )  # fmt: skip
    return page(request, "stories.html.jinja", view)


def story(request: Request) -> Response:
    """One Story."""
    period = period_of(request.path_params["period"])
    room = room_of(request)
    week = room.editor.week(period)
    found = week.story(request.path_params["story"])
    if found is None:
        raise EditError("this story is no longer there; it was merged or split")
    item = next((i.id for i in week.draft.items if i.story == found.id), "")
    view = OneStory(
        frame=frame_of(request, period),
        row=_row(room, week, found, room.editor.desk.store.records.choices()),
        sections=room.editor.desk.house.sections,
        reports=tuple(_reports(room, week, found)),
        item=item,
        history=tuple(room.editor.desk.store.records.latest(about=found.id, most=20)),
    )
    return page(request, "story.html.jinja", view)


def _those(week: Week, out: bool) -> Sequence[Story]:
    return [story for story in week.stories if bool(story.left_out) == out]


def _row(room: Room, week: Week, story: Story, choices: dict[str, Choice]) -> Row:
    members = [week.articles[a] for a in story.articles if a in week.articles]
    named = {outlet.id: outlet.citation for outlet in room.editor.desk.house.outlets}
    item = next((i for i in week.draft.items if i.story == story.id), None)
    choice = choice_of(story.articles, choices)
    by_day = Counter(a.day or a.seen.date().isoformat() for a in members)
    title = members[0].title if members else story.id
    english = next((a.title for a in members if a.language == "en"), title)
    return Row(
        story=story,
        title=english or title,
        headline=item.headline_ja if item else "",
        outlets=tuple(sorted({named.get(a.outlet, a.outlet) for a in members})),
        languages=tuple(sorted({a.language for a in members})),
        days=tuple((day, by_day.get(day, 0)) for day in _days(week)),
        fate=choice.choice,
        section=choice.section or story.section,
        reprints=len(members) - len(story.origins),
    )


def _days(week: Week) -> list[str]:
    first, last = date.fromisoformat(week.period.start), date.fromisoformat(week.period.end)
    return [(first + timedelta(n)).isoformat() for n in range((last - first).days + 1)]


def _matches(row: Row, section: str, words: str, week: Week) -> bool:
    if section and row.section != section:
        return False
    if not words:
        return True
    wanted = words.casefold()
    texts = (row.title, row.headline, *row.outlets, *row.story.reasons)
    if any(wanted in text.casefold() for text in texts):
        return True
    members = (week.articles.get(a) for a in row.story.articles)
    return any(wanted in a.title.casefold() for a in members if a)


def _reports(room: Room, week: Week, story: Story) -> list[Report]:
    outlets = {outlet.id: outlet for outlet in room.editor.desk.house.outlets}
    first_of = {id_: origin[0] for origin in story.origins for id_ in origin}
    members = [week.articles[a] for a in story.articles if a in week.articles]
    found = []
    for article in sorted(members, key=lambda a: (a.published or a.seen, a.id)):
        outlet = outlets.get(article.outlet)
        origin = week.articles.get(first_of.get(article.id, article.id))
        copied = origin is not None and origin.id != article.id
        found.append(
            Report(
                article,
                outlet.citation if outlet else article.outlet,
                outlet.official if outlet else "",
                tuple(p for p in article.text.split("\n\n") if p.strip()),
                outlets[origin.outlet].citation
                if copied and origin and origin.outlet in outlets
                else "",
                tuple(_versions(room, article)),
            )
        )
    return found


def _versions(room: Room, article: Article) -> list[tuple[int, tuple[tuple[str, str], ...]]]:
    """What each later version changed, line by line."""
    found = []
    before = room.editor.desk.store.pages.version(article.id, 1) if article.version > 1 else None
    for number in range(2, article.version + 1):
        now = room.editor.desk.store.pages.version(article.id, number)
        if before and now:
            old, new = ([a.title, *a.text.split("\n\n")] for a in (before, now))
            lines = difflib.ndiff(old, new)
            found.append((number, tuple((line[0], line[2:]) for line in lines if line[0] in "+-")))
        before = now
    return found

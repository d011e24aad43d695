"""One Story: its reports side by side and marked, who said what, what differs, what came before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from torimatome.edit import Week
from torimatome.edit.web import wording
from torimatome.edit.web.ahead import MOST_OF_ONE, MOST_REPORTS, fitting, told_of
from torimatome.edit.web.joined import Joined, joined
from torimatome.edit.web.marking import Piece, Read, Said, paragraphs
from torimatome.edit.web.room import Frame, Room, frame_of, period_of, room_of
from torimatome.edit.web.rows import Row, number_of, row_of, shelf_of
from torimatome.edit.web.view import page
from torimatome.errors import EditError
from torimatome.model import Act, Article, Outlet, SectionRule, Story
from torimatome.model.archive import Earlier
from torimatome.model.board import Board

# What keeps the page under 150 kB whatever the Story, besides the letters of reports in full (see
# ahead.py): reports in the timeline, quotations, points.
MOST_LINES = 80
MOST_SAID = 40
MOST_POINTS = 40
WIDTH = 600  # of the drawn timeline, in its own units


@dataclass(frozen=True)
class Line:
    """One report in the timeline."""

    article: Article
    outlet: str
    official: str
    reprint_of: str  # outlet whose text this is; "" = its own
    at: datetime | None  # when it came out; None = only its day is known
    x: int  # where it stands in the drawing
    y: int
    href: str  # where it stands in full


@dataclass(frozen=True)
class Timeline:
    """When the reports came, drawn and in words."""

    lines: tuple[Line, ...]  # by time
    further: int  # reports beyond those listed
    rows: tuple[tuple[str, int], ...]  # outlet and its height in the drawing
    height: int
    days: tuple[tuple[str, int], ...]  # midnight of a day, and where it stands


@dataclass(frozen=True)
class Changed:
    """What a page says otherwise than when it was first seen."""

    versions: tuple[tuple[int, datetime, str], ...]  # number, when it came, what it changed
    pairs: tuple[wording.Pair, ...]  # first seen beside the current one


@dataclass(frozen=True)
class Report:
    """One Article in full."""

    line: Line
    paragraphs: tuple[tuple[Piece, ...], ...]
    cut: bool  # whether the text goes on beyond what is shown
    changed: Changed | None


@dataclass(frozen=True)
class Voice:
    """What one speaker says over all reports shown."""

    speaker: str  # "" = the reports do not say who
    side: str
    said: tuple[tuple[Said, Line], ...]


@dataclass(frozen=True)
class OneStory:
    """A Story's page."""

    frame: Frame
    row: Row
    sections: tuple[SectionRule, ...]
    timeline: Timeline
    reports: tuple[Report, ...]
    first: int  # number of the first report in full, from 0
    before: str  # address of the reports before, "" = none
    after: str
    voices: tuple[Voice, ...]
    board: Board
    leads: Mapping[tuple[str, int], str]  # article and place of a passage → where it stands
    joined: tuple[Joined, ...]  # of the reports shown
    earlier: tuple[Earlier, ...]
    reading: bool  # whether marks, board and voices are still being worked out
    item: str  # id of its Item in the Issue; "" = none
    history: tuple[Act, ...]


def story(request: Request) -> Response:
    """One Story."""
    period = period_of(request.path_params["period"])
    room = room_of(request)
    week = room.editor.week(period)
    found = week.story(request.path_params["story"])
    if found is None:
        raise EditError("this story is no longer there; it was merged or split")
    shelf = shelf_of(room, week)
    members = sorted(
        (week.articles[a] for a in found.articles if a in week.articles),
        key=lambda a: (a.published or a.seen, a.id),
    )
    first = min(number_of(request.query_params.get("start", "")), max(0, len(members) - 1))
    base = f"/w/{request.path_params['period']}/stories/{found.id}"
    shown = fitting(members[first:])
    told, reading = told_of(room, week, found, shown)
    board = Board(told.board.sides, told.board.points[:MOST_POINTS])
    line = _timeline(room, week, found, members, base)
    places = _places(board, shown)
    reports = _reports(room, line, shown, (told.reads, places))
    item = shelf.items.get(found.id)
    end = first + len(shown)
    view = OneStory(
        frame=frame_of(request, period),
        row=row_of(room, week, found, room.editor.decided(period).choices),
        sections=room.editor.desk.house.sections,
        timeline=line,
        reports=reports,
        first=first,
        before=f"{base}?start={max(0, first - MOST_REPORTS)}" if first else "",
        after=f"{base}?start={end}" if end < len(members) else "",
        voices=_voices(reports, told.reads),
        board=board,
        leads=_leads(board, places, line),
        joined=joined(room, shown),
        earlier=told.earlier,
        reading=reading,
        item=item.id if item else "",
        history=tuple(room.editor.desk.store.records.latest(about=found.id, most=20)),
    )
    return page(request, "story.html.jinja", view)


def _timeline(
    room: Room, week: Week, found: Story, members: Sequence[Article], base: str
) -> Timeline:
    outlets = {outlet.id: outlet for outlet in room.editor.desk.house.outlets}
    first_of = {id_: origin[0] for origin in found.origins for id_ in origin}
    times = [a.published or a.seen for a in members]
    begin = min(times, default=room.editor.desk.clock.now())
    span = max((max(times, default=begin) - begin).total_seconds(), 1.0)
    heights: dict[str, int] = {}
    lines = []
    for number, (article, time) in enumerate(zip(members, times, strict=True)):
        outlet = outlets.get(article.outlet)
        cited = outlet.citation if outlet else article.outlet
        origin = week.articles.get(first_of.get(article.id, article.id))
        copied = origin is not None and origin.id != article.id
        heights.setdefault(cited, 14 + 16 * min(len(heights), 11))
        full = f"#a-{article.id}" if number < MOST_REPORTS else f"{base}?start={number}"
        lines.append(
            Line(
                article,
                cited,
                outlet.official if outlet else "",
                _cited(outlets, origin) if copied and origin else "",
                time,
                8 + round((WIDTH - 16) * (time - begin).total_seconds() / span),
                heights[cited],
                full,
            )
        )
    return Timeline(
        tuple(lines[:MOST_LINES]),
        max(0, len(lines) - MOST_LINES),
        tuple(heights.items())[:12],
        14 + 16 * min(max(len(heights), 1), 12),
        _midnights(begin.astimezone(room.zone), span),
    )


def _cited(outlets: Mapping[str, Outlet], article: Article) -> str:
    outlet = outlets.get(article.outlet)
    return outlet.citation if outlet else article.outlet


def _midnights(begin: datetime, span: float) -> tuple[tuple[str, int], ...]:
    """The days that begin between the first and the last report, at most a fortnight of them."""
    found: list[tuple[str, int]] = []
    midnight = begin.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    while (midnight - begin).total_seconds() < span and len(found) < 14:
        x = 8 + round((WIDTH - 16) * (midnight - begin).total_seconds() / span)
        found.append((midnight.date().isoformat(), x))
        midnight += timedelta(days=1)
    return tuple(found)


def _reports(
    room: Room,
    line: Timeline,
    shown: Sequence[Article],
    told: tuple[Sequence[Read], Mapping[str, Mapping[int, str]]],
) -> tuple[Report, ...]:
    reads, places = told
    outlets = {outlet.id: outlet for outlet in room.editor.desk.house.outlets}
    by_id = {one.article.id: one for one in line.lines}
    reports: list[Report] = []
    for article, found in zip(shown, reads, strict=True):
        text = article.text[:MOST_OF_ONE]
        marks = [mark for mark in found.marks if mark.end <= len(text)]
        alone = Line(article, _cited(outlets, article), "", "", article.published, 8, 14, "")
        reports.append(
            Report(
                by_id.get(article.id, alone),
                paragraphs(text, marks, places.get(article.id, {})),
                len(article.text) > MOST_OF_ONE,
                _changed(room, article) if article.version > 1 else None,
            )
        )
    return tuple(reports)


def _changed(room: Room, article: Article) -> Changed | None:
    pages = room.editor.desk.store.pages
    kept = [pages.version(article.id, n) for n in range(1, article.version)]
    versions = [one for one in kept if one is not None]
    if not versions:
        return None
    first = versions[0]
    old, new = ([a.title, *a.text.split("\n\n")] for a in (first, article))
    said = tuple((one.version, one.seen, one.changed) for one in (*versions, article))
    return Changed(said, wording.compared(old, new))


def _voices(reports: Sequence[Report], readings: Sequence[Read]) -> tuple[Voice, ...]:
    """What each speaker says, those quoted in the most outlets first; reprints say it once."""
    rows: dict[str, list[tuple[Said, Line]]] = {}
    sides: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    for report, found in zip(reports, readings, strict=True):
        if report.line.reprint_of:
            continue
        for said in found.said:
            if (said.speaker, said.words) in seen or len(seen) >= MOST_SAID:
                continue
            seen.add((said.speaker, said.words))
            rows.setdefault(said.speaker, []).append((said, report.line))
            sides[said.speaker] = sides.get(said.speaker) or said.side
    ranked = sorted(
        rows.items(),
        key=lambda row: (not row[0], -len({line.outlet for _, line in row[1]}), row[0]),
    )
    return tuple(Voice(name, sides[name], tuple(said)) for name, said in ranked)


def _places(board: Board, shown: Sequence[Article]) -> dict[str, dict[int, str]]:
    """Where in the reports shown the board's passages begin, each with its address."""
    versions = {article.id: article.version for article in shown}
    places: dict[str, dict[int, str]] = {}
    for point in board.points:
        for one in point.versions:
            passage = one.passage
            if versions.get(passage.article) == passage.version and passage.start < MOST_OF_ONE:
                row = places.setdefault(passage.article, {})
                row[passage.start] = f"p-{passage.article}-{passage.start}"
    return places


def _leads(
    board: Board, places: Mapping[str, Mapping[int, str]], line: Timeline
) -> dict[tuple[str, int], str]:
    listed = {one.article.id: one.href for one in line.lines}
    leads = {}
    for point in board.points:
        for one in point.versions:
            at = one.passage.article, one.passage.start
            place = places.get(at[0], {}).get(at[1], "")
            kept = f"/kept/{at[0]}/{one.passage.version}"
            leads[at] = f"#{place}" if place else listed.get(at[0], kept)
    return leads

"""Stories: the week's Stories by section and rank, filtered, decided upon with one key each."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from torimatome.edit.web.room import Frame, frame_of, period_of, room_of
from torimatome.edit.web.rows import Asked, Row, matching, number_of, row_of, shelf_of
from torimatome.edit.web.view import page
from torimatome.edit.working import period_key
from torimatome.model import Act, SectionRule

# So many rows keep a page under 150 kB; the rest is one link away.
PAGE = 60


@dataclass(frozen=True)
class Stories:
    """The list."""

    frame: Frame
    there: str  # the list's own address, without a filter
    sections: tuple[SectionRule, ...]
    outlets: tuple[tuple[str, str], ...]  # id and name of those that report this week
    languages: tuple[str, ...]
    asked: Asked
    rows: tuple[Row, ...]
    matching: int
    proposed: int
    total: int
    back: str  # address of the page before, "" on the first
    more: str  # of the next, "" on the last
    history: tuple[Act, ...]


def stories(request: Request) -> Response:
    """The list, filtered."""
    period = period_of(request.path_params["period"])
    room, given = room_of(request), request.query_params
    week = room.editor.week(period)
    shelf, asked = shelf_of(room, week), _asked(given)
    choices = room.editor.decided(period).choices
    found = matching(shelf, asked, choices)
    start = min(number_of(given.get("start", "")), max(0, len(found) - 1))
    named = {outlet.id: outlet.citation for outlet in room.editor.desk.house.outlets}
    history = room.editor.desk.store.records.latest(period=period_key(period), most=16)
    there = f"/w/{period_key(period)}/stories"
    view = Stories(
        frame=frame_of(request, period),
        there=there,
        sections=room.editor.desk.house.sections,
        outlets=tuple((id_, named.get(id_, id_)) for id_ in shelf.outlets),
        languages=shelf.languages,
        asked=asked,
        rows=tuple(row_of(room, week, one, choices) for one in found[start : start + PAGE]),
        matching=len(found),
        proposed=sum(not story.left_out for story in week.stories),
        total=len(week.stories),
        back=_further(there, given, start - PAGE) if start else "",
        more=_further(there, given, start + PAGE) if start + PAGE < len(found) else "",
        history=tuple(history),
    )
    return page(request, "stories.html.jinja", view)


def _asked(given: QueryParams) -> Asked:
    return Asked(
        section=given.get("section", ""),
        outlet=given.get("outlet", ""),
        language=given.get("language", ""),
        state=given.get("state", ""),
        words=given.get("q", "").strip()[:200],
        out=given.get("out", "") == "1",
    )


def _further(there: str, given: QueryParams, start: int) -> str:
    kept = {name: value[:200] for name, value in given.items() if name != "start"}
    return f"{there}?{urlencode({**kept, 'start': str(max(0, start))})}"

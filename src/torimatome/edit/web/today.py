"""Today: what came in, how the sources are, what runs and what waits for a person."""

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from torimatome.edit.acts.issues import GRAVE
from torimatome.edit.web.room import Frame, Room, frame_of, period_of, room_of
from torimatome.edit.web.view import page
from torimatome.edit.working import period_key
from torimatome.model import Act, Outlet, Period


@dataclass(frozen=True)
class SourceLine:
    """One Source's health."""

    outlet: str
    source: str
    state: str  # ok | failed | never
    reason: str
    last: datetime | None
    newest: datetime | None


@dataclass(frozen=True)
class Today:
    """The page."""

    frame: Frame
    articles: int
    stories: int
    sources: tuple[SourceLine, ...]  # those in trouble first
    to_approve: int
    to_settle: int
    reopened: int
    signed: tuple[int, str] | None  # version, by whom
    outlets: tuple[Outlet, ...]
    history: tuple[Act, ...]
    running: str
    failed: str


def home(request: Request) -> Response:
    """To the week at hand: the newest draft's, else the one up to today."""
    room = room_of(request)
    draft = room.editor.desk.store.issues.latest_draft()
    period = draft.period if draft else request.app.state.default_period()
    return RedirectResponse(f"/w/{period_key(period)}/today", 303)


def open_period(request: Request) -> Response:
    """To the period two days name."""
    asked = request.query_params
    period = period_of(f"{asked.get('start', '')}_{asked.get('end', '')}")
    return RedirectResponse(f"/w/{period_key(period)}/today", 303)


def today(request: Request) -> Response:
    """The page Today."""
    period = period_of(request.path_params["period"])
    room = room_of(request)
    week, now = room.editor.week(period), room.editor.working(period)
    signed = now.signed
    settled = signed is not None and not signed.correcting
    points = () if settled else room.editor.points(period)
    view = Today(
        frame=frame_of(request, period),
        articles=len(week.articles),
        stories=len(week.stories),
        sources=_sources(room),
        to_approve=0 if settled else sum(not shown.approved for shown in now.items),
        to_settle=sum(point.severity in GRAVE for point in points),
        reopened=sum(bool(shown.reopened) for shown in now.items),
        signed=(signed.version, signed.by) if signed and settled else None,
        outlets=room.editor.desk.house.outlets,
        history=tuple(_history(room, period)),
        running=room.works.now.work,
        failed=room.works.now.failed,
    )
    return page(request, "today.html.jinja", view)


def _history(room: Room, period: Period) -> list[Act]:
    return room.editor.desk.store.records.latest(period=period_key(period), most=12)


def _sources(room: Room) -> tuple[SourceLine, ...]:
    states = room.editor.desk.store.sources.states()
    lines = []
    for outlet in room.editor.desk.house.outlets:
        for source in outlet.sources:
            if not source.read:
                continue
            kept = states.get(source.id)
            state = "never" if kept is None or kept.checked is None else "ok"
            if kept and kept.failures:
                state = "failed"
            lines.append(
                SourceLine(
                    outlet.citation,
                    source.id,
                    state,
                    kept.reason if kept and kept.failures else "",
                    kept.checked if kept else None,
                    kept.newest if kept else None,
                )
            )
    rank = {"failed": 0, "never": 1, "ok": 2}
    return tuple(sorted(lines, key=lambda line: (rank[line.state], line.outlet, line.source)))

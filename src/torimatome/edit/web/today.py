"""Today: what came in, how the sources are, what is watched for, what runs and what waits."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from torimatome.edit import Week, slips_of
from torimatome.edit.acts.issues import GRAVE
from torimatome.edit.web.alerts import Alert, alerts
from torimatome.edit.web.health import STATES, Health, health
from torimatome.edit.web.room import Frame, Room, frame_of, period_of, room_of
from torimatome.edit.web.rows import Asked, matching, shelf_of
from torimatome.edit.web.view import page
from torimatome.edit.working import period_key
from torimatome.model import Act, Outlet, Period
from torimatome.model.act import LATER

# States a person should look at; an outlet somebody paused, or that is handed in, is in order.
TROUBLE = ("broken", "late", "quiet", "never")


@dataclass(frozen=True)
class OutletLine:
    """One outlet's health."""

    outlet: Outlet
    health: Health
    unread: int  # pages it named that could not be read
    why: str  # the last reason of those


@dataclass(frozen=True)
class Today:
    """The page."""

    frame: Frame
    articles: int
    stories: int
    days: tuple[tuple[str, int], ...]  # ISO day, articles of it
    changed: int  # articles whose page changed since it was first seen
    outlet_lines: tuple[OutletLine, ...]  # those in trouble first
    troubled: int
    to_approve: int
    to_settle: int
    checking: bool  # whether the whole Issue is being checked anew at this moment
    reopened: int
    put_off: int  # Stories put off for a later Issue, of those reported this period
    signed: tuple[int, str] | None  # version, by whom
    since: int  # pages the signed Issue rests on that are not as they were
    outlets: tuple[Outlet, ...]
    alerts: tuple[Alert, ...]
    headlines: Mapping[str, str]  # Japanese, by Story.id
    history: tuple[Act, ...]
    running: str
    failed: str
    notes: tuple[str, ...]  # what the last work had to say


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
    points, checking = ((), False) if settled else room.points(period)
    choices = room.editor.decided(period).choices
    lines = _lines(room)
    told, items = _alerts(room, week), shelf_of(room, week).items
    waiting = [shown for shown in now.items if not shown.approved]
    counted = room.memory.get(("days", period_key(period)), (week,), lambda: _counted(week))
    view = Today(
        frame=frame_of(request, period),
        articles=len(week.articles),
        stories=len(week.stories),
        days=counted,
        changed=sum(article.version > 1 for article in week.articles.values()),
        outlet_lines=lines,
        troubled=sum(line.health.state in TROUBLE or line.unread > 0 for line in lines),
        to_approve=0 if settled else len(waiting),
        to_settle=sum(point.severity in GRAVE for point in points),
        checking=checking,
        reopened=sum(bool(shown.reopened) for shown in now.items),
        put_off=len(matching(shelf_of(room, week), Asked(state=LATER), choices)),
        signed=(signed.version, signed.by) if signed and settled else None,
        since=sum(bool(slip.note) for slip in slips_of(room.editor.desk, signed.issue))
        if signed
        else 0,
        outlets=room.editor.desk.house.outlets,
        alerts=told,
        headlines={
            id_: items[id_].headline_ja
            for id_ in (one.story.id for alert in told for one in alert.stories)
            if id_ in items
        },
        history=tuple(_history(room, period)),
        running=room.works.now.work,
        failed=room.works.now.failed,
        notes=tuple(room.works.notes[:20]),
    )
    return page(request, "today.html.jinja", view)


def _history(room: Room, period: Period) -> list[Act]:
    return room.editor.desk.store.records.latest(period=period_key(period), most=12)


def _counted(week: Week) -> tuple[tuple[str, int], ...]:
    days: dict[str, int] = {}
    for article in week.articles.values():
        day = article.day or article.seen.date().isoformat()
        days[day] = days.get(day, 0) + 1
    return tuple(sorted(days.items())[-31:])


def _alerts(room: Room, week: Week) -> tuple[Alert, ...]:
    watched = room.editor.desk.store.records.watched()
    house = room.editor.desk.house
    return room.memory.get(
        ("alerts", period_key(week.period)),
        (week, house, "\n".join(one.words for one in watched)),
        lambda: alerts(watched, house.terms, week.articles, week.stories),
    )


def _lines(room: Room) -> tuple[OutletLine, ...]:
    """Every outlet's health, the worst first."""
    desk = room.editor.desk
    states, unread = desk.store.sources.states(), desk.store.sources.unread()
    now = desk.clock.now()
    lines = []
    for outlet in desk.house.outlets:
        count, why = unread.get(outlet.id, (0, ""))
        lines.append(OutletLine(outlet, health(outlet, states, now), count, why))
    lines.sort(key=lambda l: (STATES.index(l.health.state), -l.unread, l.outlet.citation))  # noqa: E741
    return tuple(lines)

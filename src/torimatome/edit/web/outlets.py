"""Outlets: who is read and how they do; add one by its address, correct, pause and test it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from torimatome.edit.web.api import Given, wants_json
from torimatome.edit.web.health import Health, health
from torimatome.edit.web.room import Frame, Room, frame_of, period_of, room_of
from torimatome.edit.web.trials import PATIENCE_SECONDS, Looking
from torimatome.edit.web.view import page, reader_of
from torimatome.edit.working import period_key
from torimatome.errors import Conflict, EditError
from torimatome.model import Act, Expectation, Outlet, Period, Source, SourceKind
from torimatome.model.trial import FoundSource, Trial

ACTS_SHOWN = ("add_outlet", "write_outlet", "pause_outlet", "resume_outlet")
PAGE = 100
PACE_DAYS = 14  # over which the articles a day are counted
MOST_ROWS = 40  # of sources in one form


@dataclass(frozen=True)
class Line:
    """One outlet in the table."""

    outlet: Outlet
    health: Health
    pace: float  # articles a day lately


@dataclass(frozen=True)
class Row:
    """One source in the form."""

    source: Source
    take: bool
    found: FoundSource | None = None  # what a trial said of it


@dataclass(frozen=True)
class Form:
    """One outlet being written."""

    outlet: Outlet
    rows: tuple[Row, ...]
    new: bool
    base: int  # the revision of its Record as the page knows it
    theirs: str = ""  # what somebody else made of it meanwhile
    problem: str = ""  # why what she sent was not taken


@dataclass(frozen=True)
class Outlets:
    """The page."""

    frame: Frame
    words: str
    lines: tuple[Line, ...]
    matching: int
    total: int
    more: str
    states: tuple[tuple[str, int], ...]  # state, how many outlets
    form: Form | None
    trial: Trial | None
    looking: Looking | None
    address: str
    kinds: tuple[str, ...]
    source_states: tuple[str, ...]
    history: tuple[Act, ...]
    missing: str  # the outlet the address would open, where the desk has none of this name


def bare(request: Request) -> Response:
    """/outlets and /setup: to the page of that name in the week at hand."""
    room = room_of(request)
    draft = room.editor.desk.store.issues.latest_draft()
    period = draft.period if draft else request.app.state.default_period()
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/w/{period_key(period)}{request.url.path}{query}", 303)


def outlets(request: Request) -> Response:
    """The table; beneath it the outlet the address opens, or what a trial found."""
    asked, room = request.query_params, room_of(request)
    form, wanted = None, asked.get("open", "")
    opened = _outlet(room, wanted)
    if opened is not None:
        revision = room.editor.desk.store.records.get("outlet", opened.id).revision
        form = form_of(opened, False, revision)
    status = 404 if wanted and opened is None else 200
    period = period_of(request.path_params["period"])
    return _page(request, period, form, asked.get("trial", ""), status)


def _page(
    request: Request, period: Period, form: Form | None, trial: str = "", status: int = 200
) -> Response:
    room, asked = room_of(request), request.query_params
    frame = frame_of(request, period)
    desk, now = room.editor.desk, room.editor.desk.clock.now()
    states = desk.store.sources.states()
    since = (now - timedelta(days=PACE_DAYS)).astimezone(desk.zone).date().isoformat()
    paces = desk.store.pages.counts_by_outlet(since)
    words = asked.get("q", "").strip().casefold()
    every = [
        Line(o, health(o, states, now), round(paces.get(o.id, 0) / PACE_DAYS, 1))
        for o in desk.house.outlets
    ]
    found = [line for line in every if not words or words in _told(line.outlet)]
    start = asked.get("start", "0")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 0
    more = ""
    if first + PAGE < len(found):
        more = f"?{request.url.include_query_params(start=first + PAGE).query}"
    counts: dict[str, int] = {}
    for line in every:
        counts[line.health.state] = counts.get(line.health.state, 0) + 1
    looking = room.trials.get(trial)
    if form is None and looking and looking.trial and not looking.outlet:
        form = form_of_trial(looking.trial)
    acts = desk.store.records.latest(names=ACTS_SHOWN, most=15)
    view = Outlets(
        frame=frame,
        words=asked.get("q", "").strip(),
        lines=tuple(found[first : first + PAGE]),
        matching=len(found),
        total=len(every),
        more=more,
        states=tuple(counts.items()),
        form=form,
        trial=looking.trial if looking else None,
        looking=looking,
        address=looking.address if looking else "",
        kinds=tuple(kind.value for kind in SourceKind),
        source_states=("live", "doubtful", "dead", "paused"),
        history=tuple(acts),
        missing=asked.get("open", "")[:60] if status == 404 else "",
    )
    return page(request, "outlets.html.jinja", view, status)


def form_of(outlet: Outlet, new: bool, base: int = 0) -> Form:
    """The form of one outlet, with an empty line for one more source."""
    rows = [Row(source, True) for source in outlet.sources[: MOST_ROWS - 1]]
    blank = Source(f"{outlet.id}/", outlet.id, SourceKind.FEED, "")
    return Form(outlet, (*rows, Row(blank, False)), new, base)


def form_of_trial(trial: Trial) -> Form:
    """The form of what a trial proposes: every source it found, those it would read marked."""
    form = form_of(trial.outlet, True)
    found = tuple(Row(one.source, one.chosen, one) for one in trial.found)
    return replace(form, rows=(*found, form.rows[-1]))


def look(request: Request, given: Given) -> Response:
    """Look at an address, or test an outlet of the desk; the page shows what came of it."""
    room, key = room_of(request), str(given.get("period", ""))
    period_of(key)
    services, address = room.services, str(given.get("address", "")).strip()[:2_000]
    tested = _outlet(room, str(given.get("outlet", "")))
    if services.try_outlet is None or services.visit_outlet is None:
        raise EditError("this desk cannot look at addresses")
    if tested is None and not address:
        raise EditError("paste the address of a news site first")
    try_outlet, visit_outlet = services.try_outlet, services.visit_outlet

    def call() -> Trial:
        return visit_outlet(tested) if tested else try_outlet(address)

    def rings() -> None:
        room.works.bell.ring("done", {"work": "try", "failed": ""})

    one = room.trials.begin(tested.home if tested else address, call, rings,
                            tested.id if tested else "")  # fmt: skip
    if wants_json(request):
        one.ended.wait(60.0)
        return JSONResponse(_as_json(one), 200 if one.trial else 422)
    one.ended.wait(PATIENCE_SECONDS)
    return RedirectResponse(f"/w/{key}/outlets?trial={one.id}#found", 303)


def _as_json(one: Looking) -> dict[str, object]:
    told = msgspec.to_builtins(one.trial) if one.trial else None
    return {"trial": one.id, "found": told, "error": one.problem}


def save(request: Request, given: Given) -> Response:
    """An outlet as its form has it: added, or written anew. A conflict shows both versions."""
    room, key = room_of(request), str(given.get("period", ""))
    period = period_of(key)
    new = bool(given.get("new"))
    known = _outlet(room, str(given.get("id", "")))
    outlet = outlet_of(given, None if new else known)
    base = str(given.get("base", "0"))
    arguments: dict[str, object] = {"outlet": msgspec.to_builtins(outlet)}
    if not new:
        arguments["base"] = int(base) if base.isascii() and base.isdigit() else 0
    by, token = reader_of(request).name, str(given.get("token", ""))[:64]
    try:
        done = room.editor.perform("add_outlet" if new else "write_outlet", period, by, arguments,
                                   token)  # fmt: skip
    except Conflict as error:
        revision = room.editor.desk.store.records.get("outlet", outlet.id).revision
        form = replace(form_of(outlet, False, revision), theirs=error.theirs, problem=str(error))
        return _page(request, period, form, status=409)
    except EditError as error:
        form = replace(form_of(outlet, new, int(base) if base.isdigit() else 0), problem=str(error))
        return _page(request, period, form, status=422)
    room.works.bell.ring("act", {"id": done.id, "name": done.name, "by": done.by})
    if wants_json(request):
        return JSONResponse({"id": done.id, "name": done.name, "by": done.by})
    return RedirectResponse(f"/w/{key}/outlets#o-{outlet.id}", 303)


def outlet_of(given: Mapping[str, object], known: Outlet | None) -> Outlet:
    """The outlet a form tells; what the form does not show stays as it was."""

    def text(name: str, most: int = 2_000) -> str:
        return str(given.get(name, "")).strip()[:most]

    id_ = known.id if known else text("id", 60)
    base = known or Outlet(id_, "", "", "")
    sources = tuple(_sources(given, id_, {s.id: s for s in base.sources}))
    return replace(
        base,
        name=text("name"),
        citation=text("citation"),
        home=text("home"),
        country=text("country"),
        languages=_parted(text("languages")),
        hosts=_parted(text("hosts")),
        official=text("official"),
        agency=bool(given.get("agency")),
        spellings=tuple(s for part in text("spellings").split(";") if (s := part.strip())),
        pause_seconds=_number(text("pause_seconds"), "pause", 1.0) or 0.0,
        note=text("note"),
        sources=sources,
    )


def _sources(
    given: Mapping[str, object], outlet: str, known: Mapping[str, Source]
) -> Iterator[Source]:
    taken: set[str] = set()
    for number in range(MOST_ROWS):
        cells = {
            name: str(given.get(f"s{number}_{name}", "")).strip()[:2_000]
            for name in ("take", "id", "kind", "url", "language", "links", "skips", "state",
                         "pace", "poll", "quiet")
        }  # fmt: skip
        if not cells["take"] or not cells["url"]:
            continue
        try:
            kind = SourceKind(cells["kind"])
        except ValueError as error:
            raise EditError(f"{cells['kind'][:40]!r} is no kind of source") from error
        name = cells["id"].removeprefix(f"{outlet}/").rpartition("/")[2] or kind.value
        while f"{outlet}/{name}" in taken:
            name = f"{name}-{number + 1}"
        taken.add(f"{outlet}/{name}")
        base = known.get(f"{outlet}/{name}") or Source(f"{outlet}/{name}", outlet, kind, "")
        expect = Expectation(
            _number(cells["pace"], "articles a day", None),
            _number(cells["poll"], "hours", 6.0) or 0.0,
            _number(cells["quiet"], "days", 3.0) or 0.0,
        )
        yield replace(
            base, kind=kind, url=cells["url"], language=cells["language"].lower(),
            link_pattern=cells["links"], skip_pattern=cells["skips"],
            state=cells["state"] or "live", expect=expect,
        )  # fmt: skip


def _number(text: str, what: str, otherwise: float | None) -> float | None:
    if not text:
        return otherwise
    try:
        return float(text.replace(",", "."))
    except ValueError as error:
        raise EditError(f"{what}: {text[:40]!r} is no number") from error


def _parted(text: str) -> tuple[str, ...]:
    return tuple(one for one in text.replace(",", " ").replace(";", " ").split() if one)


def _outlet(room: Room, id_: str) -> Outlet | None:
    return next((o for o in room.editor.desk.house.outlets if o.id == id_), None)


def _told(outlet: Outlet) -> str:
    return " ".join(
        (outlet.id, outlet.name, outlet.citation, outlet.home, outlet.country)
    ).casefold()

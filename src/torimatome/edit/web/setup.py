"""Set-up: a new desk in five minutes, which desk is open, backup and restore, the self-check."""

import tempfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from torimatome.edit.acts.outlets import checked
from torimatome.edit.web.api import Given
from torimatome.edit.web.making import DeskLine, SetUp
from torimatome.edit.web.plans import (
    MOST_ADDRESSES,
    MOST_SECTIONS,
    Plan,
    final_of,
    new_id,
    said_of,
    with_manner,
    words_of,
)
from torimatome.edit.web.room import Frame, frame_of, period_of, room_of
from torimatome.edit.web.trials import PATIENCE_SECONDS, Looking
from torimatome.edit.web.view import page, reader_of
from torimatome.errors import EditError, SourceError
from torimatome.model import Issue, Outlet
from torimatome.model.checkup import Checkup
from torimatome.model.manner import Manner
from torimatome.model.new_desk import BULLETINS, NewDesk, Presets
from torimatome.text.territories import countries, country_names

MOST_PAST = 12


@dataclass(frozen=True)
class Found:
    """One outlet proposed to a new desk."""

    outlet: Outlet
    looking: Looking | None  # the address it was found at; None: taken from another desk
    use: bool


@dataclass(frozen=True)
class Setup:
    """The page."""

    frame: Frame
    desks: tuple[DeskLine, ...]
    here: str
    plan: Plan | None
    found: tuple[Found, ...]
    given: NewDesk | None
    own_country: bool  # the plan's country is none of the list
    sections: tuple[tuple[str, str, str, str], ...]  # kind, headings, words
    countries: tuple[tuple[str, str], ...]
    sets: tuple[str, ...]
    bulletins: tuple[str, ...]
    checkups: tuple[Checkup, ...]
    said: str  # what was just done: a key of words.yaml; "" = nothing
    gone: bool  # the plan the address names is not known any more


def setup(request: Request) -> Response:
    """The page; what she planned when the address names a plan, the self-check when asked."""
    room, asked = room_of(request), request.query_params
    services = _services(request)
    plan = services.plans.get(asked.get("plan", ""))
    gone = plan is None and bool(asked.get("plan"))
    view = Setup(
        frame=frame_of(request, period_of(request.path_params["period"])),
        desks=tuple(services.desks()),
        here=room.editor.desk.house.name,
        plan=plan,
        found=_found(plan) if plan else (),
        given=plan.desk if plan else None,
        own_country=plan is not None
        and country_names(plan.desk.country)[0] != plan.desk.country_en,
        sections=_rows(plan, services.presets) if plan else (),
        countries=tuple(countries(reader_of(request).language)),
        sets=tuple(services.presets.sets),
        bulletins=BULLETINS,
        checkups=tuple(services.check()) if "check" in asked else (),
        said=asked.get("said", "") if asked.get("said") in ("made", "opened", "restored") else "",
        gone=gone,
    )
    return page(request, "setup.html.jinja", view)


def _found(plan: Plan) -> tuple[Found, ...]:
    lookings = [one for one in plan.looking if one.trial]
    made = []
    for n, outlet in enumerate(plan.outlets()):
        one = lookings[n] if n < len(lookings) else None
        made.append(Found(outlet, one, True))
    return tuple(made)


def _rows(plan: Plan, presets: Presets) -> tuple[tuple[str, str, str, str], ...]:
    rows = [(r.kind, r.heading_ja, r.heading_en, words_of(r)) for r in plan.desk.sections]
    known = {row[0] for row in rows}
    rest = [r for kind, r in presets.sections.items() if kind not in known]
    spare = [(f"{r.kind}", r.heading_ja, r.heading_en, words_of(r)) for r in rest]
    return tuple((rows + spare)[:MOST_SECTIONS])


def plan(request: Request, given: Given) -> Response:
    """Step one: look at her addresses, read her past issues, propose the rest."""
    services, room = _services(request), room_of(request)
    addresses = [a for line in str(given.get("addresses", "")).splitlines() if (a := line.strip())]
    if len(addresses) > MOST_ADDRESSES:
        raise EditError(f"{MOST_ADDRESSES} addresses to begin with; add the others afterwards")
    desk = said_of(given, services.presets)
    past, problems = _past(services, given)
    manner = services.manner([issue for _, _, issue in past]) if past else Manner()
    taken: list[Outlet] = []
    for name in _several(given, "take"):
        taken += services.outlets_of(name)

    def rings() -> None:
        room.works.bell.ring("done", {"work": "try", "failed": ""})

    looking = tuple(
        room.trials.begin(address, partial(services.try_outlet, address), rings)
        for address in addresses
    )
    desk = with_manner(desk, manner, services.presets)
    made = Plan(
        new_id(), desk, looking, tuple(taken), tuple(past), manner, tuple(problems)
    )  # fmt: skip
    services.plans.put(made)
    for one in looking:
        one.ended.wait(PATIENCE_SECONDS / len(looking))
    return RedirectResponse(f"/w/{given.get('period')}/setup?plan={made.id}#plan", 303)


def _several(given: Given, name: str) -> list[str]:
    value = given.get(name, [])
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []


def _past(services: SetUp, given: Given) -> tuple[list[tuple[str, bytes, Issue]], list[str]]:
    raw = given.get("past", [])
    files = [f for f in (raw if isinstance(raw, list) else [raw]) if isinstance(f, UploadFile)]
    read, problems = [], []
    for file in [f for f in files if f.filename][:MOST_PAST]:
        name, body = Path(str(file.filename)).name[:120], file.file.read()
        try:
            read.append((name, body, services.read_past(name, body)))
        except SourceError as error:
            problems.append(str(error))
    return read, problems


def make(request: Request, given: Given) -> Response:
    """Step two: the desk as the form has it is made, opened, and her past issues kept in it."""
    services = _services(request)
    key = str(given.get("plan", ""))
    known = services.plans.get(key)
    if known is None:
        raise EditError("this plan is no longer known (the server was restarted); begin it again")
    if known.waits:
        raise EditError("an address is still being looked at; wait a moment, then make the desk")
    desk = final_of(known, given, services.presets)
    desk = replace(desk, outlets=tuple(checked(outlet) for outlet in desk.outlets))
    services.plans.put(replace(known, desk=desk))
    services.make(desk, [(name, body) for name, body, _ in known.past])
    request.app.state.room = services.open_room(desk.name)
    return RedirectResponse(f"/w/{given.get('period')}/setup?said=made", 303)


def open_desk(request: Request, given: Given) -> Response:
    """Another desk takes this one's place on these pages, for everybody who looks at them."""
    services = _services(request)
    request.app.state.room = services.open_room(str(given.get("name", ""))[:80])
    return RedirectResponse(f"/w/{given.get('period')}/setup?said=opened", 303)


def back_up(request: Request) -> Response:
    """The desk as one file."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise EditError("a backup is made from the Set-up page only")
    room, services = room_of(request), _services(request)
    now = room.editor.desk.clock.now().astimezone(room.zone)
    name = f"{room.editor.desk.house.name}-{now:%Y%m%d-%H%M}.zip"
    folder = tempfile.TemporaryDirectory(prefix="torimatome-backup-")
    target = Path(folder.name) / name
    services.back_up(target)
    return FileResponse(
        target,
        filename=name,
        media_type="application/zip",
        background=BackgroundTask(folder.cleanup),
    )


def restore(request: Request, given: Given) -> Response:
    """Put a backup back; the old store stays beside."""
    services, file = _services(request), given.get("file")
    if not isinstance(file, UploadFile) or not given.get("sure"):
        raise EditError("choose a backup file, and tick that it may replace what is here")
    with tempfile.TemporaryDirectory(prefix="torimatome-restore-") as folder:
        target = Path(folder) / "backup.zip"
        with target.open("wb") as out:
            while piece := file.file.read(2**20):
                out.write(piece)
        name = services.restore(target)
    request.app.state.room = services.open_room(name)
    return RedirectResponse(f"/w/{given.get('period')}/setup?said=restored", 303)


def _services(request: Request) -> SetUp:
    services = room_of(request).services.setup
    if services is None:
        raise EditError("this desk was opened without its set-up")
    return services

"""Look: how the bulletin looks, as a form with the first pages beside it, redrawn as one types."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from torimatome.edit.acts.looks import KEY, PAGE
from torimatome.edit.web.api import Given, wants_json
from torimatome.edit.web.room import Frame, frame_of, period_of, room_of
from torimatome.edit.web.view import page, reader_of, render
from torimatome.errors import DeskError, EditError, SetupError
from torimatome.model import Act, Issue
from torimatome.model.look import DESIGNS, LANGUAGES, PAGE_SIZES, Look
from torimatome.model.look_checks import (
    FAMILIES,
    ITEM_MARKS,
    LIST_MARKS,
    TITLE_LINES,
    look_of,
    look_said,
    settings_of,
)

# Items drawn in the preview: enough for the title block, the front and a page of body.
ITEMS = 12
PAGES = 3
_NUMBERS = frozenset(("margin_mm", "text_pt", "title_block.title_pt", "title_block.logo_mm"))
_MANY = frozenset(("colours.sections", "title_block.lines"))


@dataclass(frozen=True)
class Choices:
    """What some fields may hold."""

    designs: tuple[str, ...]
    sizes: tuple[str, ...]
    families: tuple[str, ...]
    item_marks: tuple[str, ...]
    list_marks: tuple[str, ...]
    logos: tuple[str, ...]
    languages: tuple[str, ...]
    lines: tuple[str, ...] = TITLE_LINES


@dataclass(frozen=True)
class Preview:
    """The first pages in this look, or what is wrong with it."""

    frame: Frame
    pictures: tuple[tuple[str, int, int], ...]  # the mark of each picture, its width and height
    lacks: tuple[str, ...]  # what the chosen languages lack
    wrong: str


@dataclass(frozen=True)
class Dressing:
    """The page."""

    frame: Frame
    look: Look
    languages: str
    choices: Choices
    revision: int
    saved: bool  # something was saved here that look.yaml does not say
    preview: Preview
    history: tuple[Act, ...]
    unusable: str = ""  # why the look saved here is not printed; "" = it is, or none was saved


def look(request: Request) -> Response:
    """The look as it is."""
    languages = request.query_params.get("languages", LANGUAGES[0])
    now = room_of(request).editor.desk.house.look
    return _page(request, now, languages if languages in LANGUAGES else LANGUAGES[0])


def try_on(request: Request, given: Given) -> Response:
    """The first pages in the look the form holds; nothing is kept."""
    languages = str(given.get("languages", LANGUAGES[0]))
    try:
        wanted, wrong = _wanted(request, given), ""
    except EditError as error:
        wanted, wrong = room_of(request).editor.desk.house.look, str(error)
    if not wants_json(request):
        return _page(request, wanted, languages, wrong)
    period = period_of(request.path_params["period"])
    preview = _preview(request, frame_of(request, period), wanted, (languages, wrong))
    reader = reader_of(request)
    return JSONResponse({"html": render("look_preview.html.jinja", preview, reader)})


def save(request: Request, given: Given) -> Response:
    """Keep the look the form holds."""
    period = period_of(request.path_params["period"])
    revision = str(given.get("revision", "0"))
    arguments = {
        "settings": settings_of(_wanted(request, given)),
        "revision": int(revision) if revision.isascii() and revision.isdigit() else 0,
    }
    token = str(given.get("token", ""))[:64]
    by = " ".join(reader_of(request).name.split())[:40] or "editor"
    done = room_of(request).editor.perform("write_look", period, by, arguments, token)
    if wants_json(request):
        return JSONResponse({"id": done.id, "name": done.name, "by": done.by})
    return RedirectResponse(f"/w/{request.path_params['period']}/look", 303)


def settings_from(given: Given) -> dict[str, Any]:
    """The form's fields as the settings of look.yaml: "colours.ink" becomes colours: ink."""
    made: dict[str, Any] = {}
    for name, value in given.items():
        head, _, tail = name.partition(".")
        if name not in _KNOWN:
            continue
        place = made.setdefault(head, {}) if tail else made
        place[tail or head] = _value(name, value)
    return made


def _value(name: str, value: object) -> object:
    if name in _MANY:
        many = value if isinstance(value, list) else str(value).split(",")
        return [str(one).strip() for one in many if str(one).strip()]
    if name in _NUMBERS:
        try:
            return float(str(value))
        except ValueError:
            return str(value)  # look_of names it with what is allowed
    return str(value)


def _names() -> frozenset[str]:
    parts: Mapping[str, Any] = vars(Look())
    found = {"design", "page_size", "margin_mm", "text_pt", "records"}
    for part in ("fonts", "colours", "title_block", "labels"):
        found |= {f"{part}.{key}" for key in vars(parts[part])}
    return frozenset(found)


_KNOWN = _names()


def _wanted(request: Request, given: Given) -> Look:
    desk = room_of(request).editor.desk.house.look
    families = (*FAMILIES, *desk.fonts.own)
    try:
        return look_of(settings_from(given), PAGE, desk.logos, families, desk.fonts.files)
    except SetupError as error:
        raise EditError(str(error)) from error


def _page(request: Request, wanted: Look, languages: str, wrong: str = "") -> Response:
    room = room_of(request)
    frame = frame_of(request, period_of(request.path_params["period"]))
    record = room.editor.desk.store.records.get("look", KEY)
    acts = room.editor.desk.store.records.latest(about=KEY, most=10)
    choices = Choices(
        DESIGNS, tuple(PAGE_SIZES), (*FAMILIES, *wanted.fonts.own), ITEM_MARKS, LIST_MARKS,
        tuple(logo.name for logo in wanted.logos), LANGUAGES,
    )  # fmt: skip
    view = Dressing(
        frame, wanted, languages, choices, record.revision, bool(record.value),
        _preview(request, frame, wanted, (languages, wrong)), tuple(acts),
        look_said(room.editor.desk.house.look, record.value)[1],
    )  # fmt: skip
    return page(request, "look.html.jinja", view)


def _preview(request: Request, frame: Frame, wanted: Look, asked: tuple[str, str]) -> Preview:
    services, (languages, wrong) = room_of(request).services, asked
    if wrong:
        return Preview(frame, (), (), wrong)
    try:
        issue = _issue(request)
        drawn = services.dressed(issue, wanted, languages, ITEMS)[:PAGES]
        lacks = tuple(services.lacks(issue, languages))
    except DeskError as error:
        return Preview(frame, (), (), str(error))
    return Preview(frame, tuple(_kept(request, one) for one in drawn), lacks, "")


def picture(request: Request) -> Response:
    """A page drawn a moment ago, by its mark."""
    mark = request.path_params["mark"]
    found = room_of(request).drawn.known(mark, ())
    if not isinstance(found, bytes):
        raise EditError(f"no picture {mark!r} is kept any longer; open the page anew")
    lasting = {"cache-control": "private, max-age=3600, immutable"}
    return Response(found, 200, lasting, "image/png")


def _kept(request: Request, drawn: bytes) -> tuple[str, int, int]:
    """Kept until many others were drawn; its size stands in a PNG's first chunk."""
    mark = sha256(drawn).hexdigest()[:24]
    room_of(request).drawn.put(mark, (), drawn)
    return mark, int.from_bytes(drawn[16:20], "big"), int.from_bytes(drawn[20:24], "big")


def _issue(request: Request) -> Issue:
    now = room_of(request).editor.working(period_of(request.path_params["period"]))
    if not now.issue.items:
        raise EditError("the issue holds no item yet; include a story first")
    return now.issue

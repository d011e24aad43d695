"""Pages of files: the preview, what goes out, a page as kept; and the long work one may begin."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from torimatome.edit import flashes
from torimatome.edit.web.api import Given, wants_json
from torimatome.edit.web.room import Frame, Room, frame_of, period_of, room_of
from torimatome.edit.web.view import page
from torimatome.edit.working import period_key
from torimatome.errors import EditError
from torimatome.model import Article, Issue, Snapshot

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}


@dataclass(frozen=True)
class Plain:
    """A page of one message."""

    key: str
    message: str


@dataclass(frozen=True)
class Preview:
    """The PDF's pages as pictures."""

    frame: Frame
    pages: tuple[int, ...]
    mark: str  # changes when the Issue does


@dataclass(frozen=True)
class Kept:
    """An Article as it was kept."""

    frame: Frame
    article: Article
    outlet: str  # as citations name it
    snapshot: Snapshot | None
    paragraphs: tuple[str, ...]


def _now(room: Room, key: str) -> Issue:
    now = room.editor.working(period_of(key))
    frozen = now.signed is not None and not now.signed.correcting
    made = now.signed.issue if now.signed and frozen else now.issue
    if not made.items:
        raise EditError("the issue holds no item yet; include a story first")
    return made


def _drawn(request: Request) -> tuple[bytes, ...]:
    room, key = room_of(request), request.path_params["period"]
    now, house = _now(room, key), room.editor.desk.house
    return room.memory.get(
        ("preview", key),
        (now, house.look, house.bulletin),
        lambda: tuple(room.services.pictures(now)),
    )


def preview(request: Request) -> Response:
    """The bulletin as it will print."""
    pages = _drawn(request)
    period = period_of(request.path_params["period"])
    frame = frame_of(request, period)
    newest = room_of(request).editor.desk.store.records.count()
    view = Preview(frame, tuple(range(1, len(pages) + 1)), str(newest))
    return page(request, "preview.html.jinja", view)


def picture(request: Request) -> Response:
    """One page of it."""
    pages, number = _drawn(request), request.path_params["number"]
    if not 1 <= number <= len(pages):
        raise EditError(f"the bulletin has {len(pages)} pages, no page {number}")
    return Response(pages[number - 1], 200, {"cache-control": "no-store"}, "image/png")


def file(request: Request) -> Response:
    """One form of the bulletin, to be saved."""
    form, key = request.path_params["form"], request.path_params["period"]
    if form not in MEDIA:
        raise EditError(f"no form {form!r}; there are {', '.join(MEDIA)}")
    room = room_of(request)
    body = room.services.file(_now(room, key), form)
    name = f"{room.editor.desk.house.name}-{key}.{form}"
    return _saved(body, name, MEDIA[form])


def flash(request: Request) -> Response:
    """One form of an Item that went out by itself."""
    form, room = request.path_params["form"], room_of(request)
    period = period_of(request.path_params["period"])
    sent = {one.issue.flash: one.issue for one in flashes(room.editor.desk, period)}
    issue = sent.get(request.path_params["item"])
    if issue is None or form not in MEDIA:
        raise EditError("no such flash went out")
    return _saved(room.services.file(issue, form), f"flash-{issue.flash}.{form}", MEDIA[form])


def evidence(request: Request) -> Response:
    """What the signed Issue rests on."""
    room, period = room_of(request), period_of(request.path_params["period"])
    signed = room.editor.working(period).signed
    if signed is None:
        raise EditError("this issue is not signed yet; evidence is of what went out")
    body = room.services.evidence(signed.issue)
    return _saved(body, f"{period_key(period)}-evidence.zip", "application/zip")


def _saved(body: bytes, name: str, media: str) -> Response:
    return Response(body, 200, {"content-disposition": f'attachment; filename="{name}"'}, media)


def kept(request: Request) -> Response:
    """An Article as kept, as text: a page of others is never shown as a page of ours."""
    room = room_of(request)
    pages = room.editor.desk.store.pages
    article = pages.version(request.path_params["article"], request.path_params["version"])
    if article is None:
        raise EditError("this article is not kept here")
    draft, outlets = room.editor.desk.store.issues.latest_draft(), room.editor.desk.house.outlets
    period = draft.period if draft else request.app.state.default_period()
    view = Kept(
        frame_of(request, period),
        article,
        next((o.citation for o in outlets if o.id == article.outlet), article.outlet),
        pages.snapshot(article.snapshot),
        tuple(article.text.split("\n\n")),
    )
    return page(request, "kept.html.jinja", view)


def work(request: Request, given: Given) -> Response:
    """Begin long work: collect, regroup, or take in one page or text."""
    room, name = room_of(request), request.path_params["work"]
    period = period_of(str(given.get("period", "")))
    words = {key: str(given.get(key, "")) for key in ("url", "text", "title", "outlet", "day")}

    def collect() -> None:
        room.services.collect()
        room.editor.refresh(period)

    def add() -> None:
        room.services.add(words)
        room.editor.refresh(period)

    works: dict[str, Callable[[], object]] = {
        "collect": collect,
        "regroup": lambda: room.editor.refresh(period),
        "add": add,
        "recheck": lambda: room.services.look_again(period),
    }
    if name not in works:
        raise EditError(f"no work {name!r}; there are {', '.join(works)}")
    room.works.begin(name, works[name])
    if wants_json(request):
        return JSONResponse({"begun": name}, 202)
    return RedirectResponse(f"/w/{given.get('period')}/today", 303)

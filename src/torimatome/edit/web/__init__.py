"""The web desk: every route in one table, one short handler a page or act."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from torimatome.edit.web import (
    after,
    api,
    archive,
    entrance,
    issue,
    look,
    mail,
    names,
    outgoing,
    outlets,
    setup,
    stories,
    story,
    take_back,
    terms,
    today,
)
from torimatome.edit.web.finding_words import worded
from torimatome.edit.web.guard import Access, Guard
from torimatome.edit.web.live import Marked
from torimatome.edit.web.room import Room, room_of
from torimatome.edit.web.view import page, reader_of, static
from torimatome.errors import Conflict, DeskError, EditError
from torimatome.model import Period

__all__ = ["Access", "make_app"]


def make_app(room: Room, access: Access, default_period: Callable[[], Period]) -> Starlette:
    """The pages of one desk. Stopping the server ends every open stream."""

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        yield
        room.works.bell.end()

    app = Starlette(
        routes=ROUTES,
        middleware=[Middleware(Guard, access=access), Middleware(Marked, bell=room.works.bell)],
        exception_handlers={DeskError: _refused, 404: _missing},  # type: ignore[dict-item]
        lifespan=life,
    )
    app.state.room = room
    app.state.access = access
    app.state.default_period = default_period
    return app


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    kinds = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
    try:
        body = static(name)
    except FileNotFoundError:
        return PlainTextResponse("not found", 404)
    forever = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(body, 200, forever, kinds[name.rpartition(".")[2]])


async def _live(request: Request) -> Response:
    bell = room_of(request).works.bell
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(bell.listen(), 200, headers, "text/event-stream")


def _refused(request: Request, error: DeskError) -> Response:
    """What could not be done, in words; both versions when two people wrote at once."""
    status = 409 if isinstance(error, Conflict) else 422 if isinstance(error, EditError) else 500
    said = worded(str(error), reader_of(request).language)
    told = {"error": str(error), "said": said}
    if isinstance(error, Conflict):
        told |= {"yours": error.yours, "theirs": error.theirs}
    if api.wants_json(request):
        return JSONResponse(told, status)
    return _plain_page(request, "went_wrong", said, status)


def _missing(request: Request, _error: Exception) -> Response:
    if api.wants_json(request):
        return JSONResponse({"error": "there is nothing at this address"}, 404)
    return _plain_page(request, "not_found", "", 404)


def _plain_page(request: Request, key: str, words: str, status: int) -> HTMLResponse:
    return page(request, "plain.html.jinja", outgoing.Plain(key, words), status)


ROUTES = [
    Route("/", today.home),
    Route("/open", today.open_period),
    Route("/w/{period}/today", today.today),
    Route("/w/{period}/stories", stories.stories),
    Route("/w/{period}/stories/{story}", story.story),
    Route("/w/{period}/issue", issue.issue),
    Route("/w/{period}/items/{item}", issue.item),
    Route("/w/{period}/preview", outgoing.preview),
    Route("/w/{period}/preview/{number:int}.png", outgoing.picture),
    Route("/w/{period}/files/{form}", outgoing.file),
    Route("/w/{period}/copy.docx", take_back.editing_copy),
    Route("/w/{period}/take-back", take_back.copies_page),
    Route("/w/{period}/take-back/{copy}", take_back.copy_page),
    Route("/take-back", api.posted(take_back.bring_copy), methods=["POST"]),
    Route("/take-back/all", api.posted(take_back.decide_all), methods=["POST"]),
    Route("/w/{period}/after", after.after),
    Route("/w/{period}/mail", mail.mail),
    Route("/mail/bring", api.posted(mail.bring), methods=["POST"]),
    Route("/mail/save", api.posted(mail.save), methods=["POST"]),
    Route("/mail/send", api.posted(mail.send), methods=["POST"]),
    Route("/w/{period}/evidence.zip", outgoing.evidence),
    Route("/w/{period}/flash/{item}/{form}", outgoing.flash),
    Route("/w/{period}/terms", terms.terms),
    Route("/w/{period}/look", look.look),
    Route("/w/{period}/look/{mark}.png", look.picture),
    Route("/w/{period}/look/try", api.posted(look.try_on), methods=["POST"]),
    Route("/w/{period}/look/save", api.posted(look.save), methods=["POST"]),
    Route("/w/{period}/archive", archive.archive, name="archive"),
    Route("/w/{period}/archive/{label:path}", archive.past),
    Route("/w/{period}/names", names.names),
    Route("/w/{period}/names/{kind}/{name:path}", names.name),
    Route("/w/{period}/outlets", outlets.outlets),
    Route("/w/{period}/setup", setup.setup),
    Route("/setup/plan", api.posted(setup.plan), methods=["POST"]),
    Route("/setup/make", api.posted(setup.make), methods=["POST"]),
    Route("/setup/open", api.posted(setup.open_desk), methods=["POST"]),
    Route("/setup/backup", setup.back_up),
    Route("/setup/restore", api.posted(setup.restore), methods=["POST"]),
    Route("/outlets", outlets.bare),
    Route("/setup", outlets.bare),
    Route("/outlets/look", api.posted(outlets.look), methods=["POST"]),
    Route("/outlets/save", api.posted(outlets.save), methods=["POST"]),
    Route("/terms.csv", terms.table),
    Route("/terms/save", api.posted(terms.save), methods=["POST"]),
    Route("/terms/bring", api.posted(terms.bring), methods=["POST"]),
    Route("/archive/keep", api.posted(archive.keep), methods=["POST"]),
    Route("/kept/{article}/{version:int}", outgoing.kept),
    Route("/act/{name}", api.posted(api.act), methods=["POST"]),
    Route("/undo", api.posted(api.undo), methods=["POST"]),
    Route("/begin/{work}", api.posted(outgoing.work), methods=["POST"]),
    Route("/preferences", api.posted(api.preferences), methods=["POST"]),
    Route("/login", entrance.login),
    Route("/login", api.posted(entrance.enter), methods=["POST"]),
    Route("/openapi.json", api.openapi),
    Route("/live", _live),
    Route("/static/{mark}/{name}", _static),
]

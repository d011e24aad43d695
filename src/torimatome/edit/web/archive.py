"""Archive: past Issues searched and read, bulletins dropped onto the page and kept."""

from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from torimatome.edit.web.api import Given, wants_json
from torimatome.edit.web.room import Frame, frame_of, period_of, room_of
from torimatome.edit.web.view import page
from torimatome.errors import EditError
from torimatome.model import Issue, SectionRule
from torimatome.model.archive import KeptIssue, Query, Results


@dataclass(frozen=True)
class Archive:
    """The page."""

    frame: Frame
    query: Query
    results: Results | None  # None before anything was asked
    issues: tuple[KeptIssue, ...]  # the newest first
    sections: tuple[SectionRule, ...]
    read: str  # what became of the last file dropped here


@dataclass(frozen=True)
class PastIssue:
    """One past Issue as its readers see it."""

    frame: Frame
    label: str
    issue: Issue


def archive(request: Request) -> Response:
    """Search, and every Issue kept."""
    period = period_of(request.path_params["period"])
    room, asked = room_of(request), request.query_params
    query = Query(
        words=asked.get("q", "").strip()[:200],
        start=asked.get("start", ""),
        end=asked.get("end", ""),
        section=asked.get("section", ""),
        outlet=asked.get("outlet", ""),
        person=asked.get("person", ""),
        country=asked.get("country", ""),
        order="best" if asked.get("order") == "best" else "newest",
        limit=40,
    )
    wanted = any((query.words, query.section, query.outlet, query.person, query.country))
    issues = [k for k in room.editor.desk.store.archive.issues() if k.replaced_by is None]
    view = Archive(
        frame_of(request, period),
        query,
        room.services.search(query) if wanted else None,
        tuple(sorted(issues, key=lambda k: (k.start, k.label), reverse=True)),
        room.editor.desk.house.sections,
        asked.get("read", "")[:300],
    )
    return page(request, "archive.html.jinja", view)


def past(request: Request) -> Response:
    """One past Issue."""
    period = period_of(request.path_params["period"])
    room, label = room_of(request), request.path_params["label"]
    kept = next(
        (
            k
            for k in room.editor.desk.store.archive.issues()
            if k.label == label and k.replaced_by is None
        ),
        None,
    )
    found = room.editor.desk.store.archive.issue(label, kept.version) if kept else None
    if found is None:
        raise EditError(f"no issue {label!r} is kept here")
    return page(request, "past.html.jinja", PastIssue(frame_of(request, period), label, found))


def keep(request: Request, given: Given) -> Response:
    """A published bulletin (PDF, Word, text, web page, JSON) read back and kept."""
    file = given.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise EditError("choose a bulletin's file first")
    said = room_of(request).services.keep(file.filename, file.file.read())
    if wants_json(request):
        return JSONResponse({"read": said})
    address = request.url_for("archive", period=str(given.get("period", "")))
    return RedirectResponse(str(address.include_query_params(read=said)), 303)

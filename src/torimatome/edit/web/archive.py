"""Archive: past Issues searched and read, bulletins dropped onto the page and kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import QueryParams, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from torimatome.edit.web.api import Given, wants_json
from torimatome.edit.web.names import KINDS
from torimatome.edit.web.room import Frame, frame_of, period_of, room_of
from torimatome.edit.web.rows import number_of
from torimatome.edit.web.view import page
from torimatome.edit.working import period_key
from torimatome.errors import EditError
from torimatome.model import Issue, Period, SectionRule
from torimatome.model.archive import KeptIssue, Mention, Query, Results

HITS = 40  # a page of the search
MOST_OFFSET = 2_000  # further back nobody reads on; a narrower question finds it
ISSUES = 60  # listed at first, about a year of a weekly


@dataclass(frozen=True)
class Archive:
    """The page."""

    frame: Frame
    query: Query
    results: Results | None  # None before anything was asked
    sections: tuple[SectionRule, ...]
    read: str  # what became of the last file dropped here
    issues: tuple[KeptIssue, ...]  # the newest first
    further: int  # issues beyond those listed; `?all=1` lists them
    before: str  # address of the hits before these, "" = none
    after: str
    kinds: tuple[str, ...]  # of names there are pages of


@dataclass(frozen=True)
class PastIssue:
    """One past Issue as its readers see it."""

    frame: Frame
    label: str
    issue: Issue
    kept: KeptIssue
    names: Mapping[str, tuple[Mention, ...]]  # by Item.id: whom and what it names


@dataclass(frozen=True)
class Unkept:
    """An Issue that no past Issue's name stands for."""

    frame: Frame
    label: str
    issue: str  # address of the issue of these days; "" = the name is no period
    signed: bool


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
        limit=HITS,
        offset=min(number_of(asked.get("offset", "")), MOST_OFFSET),
    )
    wanted = any((query.words, query.section, query.outlet, query.person, query.country))
    results = room.services.search(query) if wanted else None
    issues = [k for k in room.editor.desk.store.archive.issues() if k.replaced_by is None]
    issues.sort(key=lambda k: (k.start, k.label), reverse=True)
    listed = len(issues) if asked.get("all") == "1" else ISSUES
    here = f"/w/{period_key(period)}/archive"
    view = Archive(
        frame_of(request, period),
        query,
        results,
        room.editor.desk.house.sections,
        asked.get("read", "")[:300],
        tuple(issues[:listed]),
        max(0, len(issues) - listed),
        _further(here, asked, query.offset - HITS) if wanted and query.offset else "",
        _further(here, asked, query.offset + HITS) if results and results.more else "",
        KINDS,
    )
    return page(request, "archive.html.jinja", view)


def past(request: Request) -> Response:
    """One past Issue; where none is kept under the name, a page that says so and leads on."""
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
    if found is None or kept is None:
        return _unkept(request, period, label)
    kept_items = room.editor.desk.store.archive.items(label)
    names = {one.id: one.mentions[:12] for one in kept_items}
    view = PastIssue(frame_of(request, period), label, found, kept, names)
    return page(request, "past.html.jinja", view)


def _unkept(request: Request, period: Period, label: str) -> Response:
    try:
        signed = room_of(request).editor.working(period_of(label)).signed is not None
        there = f"/w/{label}/issue"
    except EditError:  # a name that is no period
        there, signed = "", False
    view = Unkept(frame_of(request, period), label, there, signed)
    return page(request, "unkept.html.jinja", view, 404)


def _further(there: str, asked: QueryParams, offset: int) -> str:
    kept = {name: value[:200] for name, value in asked.items() if name not in ("offset", "read")}
    return f"{there}?{urlencode({**kept, 'offset': str(max(0, offset))})}"


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

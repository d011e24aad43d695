"""After publication: the versions that went out, pages that changed since, corrections, flashes."""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from torimatome.edit import Slip, flashes, last_out, slips_of
from torimatome.edit.values import Signed
from torimatome.edit.web.room import Frame, Room, frame_of, period_of, room_of
from torimatome.edit.web.view import page
from torimatome.edit.web.wording import Line, words
from torimatome.model import Correction, Issue, Period
from torimatome.text.times import from_text


@dataclass(frozen=True)
class Changed:
    """One slip, its old and new words set against each other."""

    slip: Slip
    outlet: str  # as citations name it
    language: str  # of the page's words
    pairs: tuple[tuple[Line, Line], ...]


@dataclass(frozen=True)
class Went:
    """One Item that went out by itself."""

    signed: Signed
    headline_ja: str
    headline_en: str
    at: str  # on the desk's clock


@dataclass(frozen=True)
class AfterPage:
    """What became of an Issue since it was signed."""

    frame: Frame
    signed: Signed | None
    at: str
    corrections: tuple[Correction, ...]
    changed: tuple[Changed, ...]
    flashes: tuple[Went, ...]
    unsigned: int  # the version that went out, where nobody signed any; 0 = none


def after(request: Request) -> Response:
    """The page of one Issue's life after the signature."""
    period = period_of(request.path_params["period"])
    frame, room = frame_of(request, period), room_of(request)
    signed = room.editor.working(period).signed
    out = last_out(room.editor.desk, period)
    view = AfterPage(
        frame=frame,
        signed=signed,
        at=frame.moment(from_text(signed.at)) if signed else "",
        corrections=signed.issue.corrections if signed else (),
        changed=tuple(_changed(room, signed.issue)) if signed else (),
        flashes=_went(request, period, frame),
        unsigned=out.version if out and not signed else 0,
    )
    return page(request, "after.html.jinja", view)


def _changed(room: Room, issue: Issue) -> Iterator[Changed]:
    named = {outlet.id: outlet.citation for outlet in room.editor.desk.house.outlets}
    for slip in slips_of(room.editor.desk, issue):
        pairs = tuple(words(was, now) for was, now in slip.words)
        page_now = room.editor.desk.store.pages.version(slip.article, slip.now)
        language = page_now.language if page_now else "und"
        yield Changed(slip, named.get(slip.outlet, slip.outlet), language, pairs)


def _went(request: Request, period: Period, frame: Frame) -> tuple[Went, ...]:
    found = flashes(room_of(request).editor.desk, period)
    return tuple(
        Went(one, item.headline_ja, item.headline_en, frame.moment(from_text(one.at)))
        for one in found
        for item in one.issue.items
    )

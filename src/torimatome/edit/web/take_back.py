"""A copy that came back from Word: dropped onto the Issue page, gone through change by change."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from torimatome.edit.copies import (
    ACCEPTED,
    OPEN,
    REFUSED,
    SAME,
    TOLD,
    Reviewed,
    bring,
    copies,
    copy_of,
    review,
)
from torimatome.edit.web.api import Given, wants_json
from torimatome.edit.web.outgoing import MEDIA
from torimatome.edit.web.room import Frame, frame_of, period_of, room_of
from torimatome.edit.web.view import page, reader_of
from torimatome.errors import EditError, SourceError
from torimatome.model.taken import TakenBack

# Longer texts are shown whole, before and after; a diff of them helps nobody.
MOST_COMPARED = 6_000
Piece = tuple[str, str]  # same | gone | new, words


@dataclass(frozen=True)
class Line:
    """One change as the page shows it."""

    reviewed: Reviewed
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class CopyPage:
    """The page."""

    frame: Frame
    copy: TakenBack | None
    lines: tuple[Line, ...]
    waiting: int
    decided: int
    others: tuple[TakenBack, ...]


def copy_page(request: Request) -> Response:
    """One copy's changes, each with what the gate says of it."""
    period, room = period_of(request.path_params["period"]), room_of(request)
    copy = copy_of(room.editor, period, request.path_params["copy"])
    found = review(room.editor, period, copy)
    lines = tuple(Line(one, pieces(one.edit.before, one.edit.after)) for one in found)
    decided = sum(one.state in (ACCEPTED, REFUSED) for one in found)
    others = tuple(one for one in copies(room.editor, period) if one.id != copy.id)
    view = CopyPage(frame_of(request, period), copy, lines, len(found) - decided, decided, others)
    return page(request, "copy.html.jinja", view)


def copies_page(request: Request) -> Response:
    """Every copy brought back, and where to drop another."""
    period, room = period_of(request.path_params["period"]), room_of(request)
    others = tuple(copies(room.editor, period))
    view = CopyPage(frame_of(request, period), None, (), 0, 0, others)
    return page(request, "copy.html.jinja", view)


def editing_copy(request: Request) -> Response:
    """The Word file with a comment on each sentence."""
    period, room = period_of(request.path_params["period"]), room_of(request)
    body = room.services.editing_copy(room.editor.working(period).issue)
    name = f"{room.editor.desk.house.name}-{request.path_params['period']}-edit.docx"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(body, 200, headers, MEDIA["docx"])


def bring_copy(request: Request, given: Given) -> Response:
    """Take a file in and show what it changes."""
    file = given.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise EditError("choose the Word file first")
    period, room = period_of(str(given.get("period", ""))), room_of(request)
    body = file.file.read()
    try:
        read = room.services.read_copy(file.filename[:120], body)
    except SourceError as error:
        raise EditError(str(error)) from error
    mark = sha256(body).hexdigest()[:12]
    made = bring(room.editor, period, (mark, read), reader_of(request).name)
    address = f"/w/{given.get('period')}/take-back/{made.id}"
    if wants_json(request):
        return JSONResponse({"copy": made.id, "changes": len(made.edits), "address": address})
    return RedirectResponse(address, 303)


def decide_all(request: Request, given: Given) -> Response:
    """Accept or refuse every change that is still open; those that can't be taken stay."""
    period, room = period_of(str(given.get("period", ""))), room_of(request)
    copy = copy_of(room.editor, period, str(given.get("copy", ""))[:40])
    word = "accept" if given.get("word") == "accept" else "refuse"
    by = reader_of(request).name
    done, left = settle(
        lambda name, change: room.editor.perform(
            name, period, by, {"copy": copy.id, "change": change}
        ),
        review(room.editor, period, copy),
        word,
    )
    room.works.bell.ring("act", {"id": room.editor.desk.store.records.count()})
    if wants_json(request):
        return JSONResponse({"done": done, "left": left})
    return RedirectResponse(f"/w/{given.get('period')}/take-back/{copy.id}", 303)


def settle(perform: object, found: Sequence[Reviewed], word: str) -> tuple[int, dict[str, str]]:
    """How many were decided, and why the others were not, by their ids."""
    done, left = 0, {}
    for one in found:
        if one.state in (ACCEPTED, REFUSED) or (word == "accept" and one.state == TOLD):
            continue
        try:
            perform(f"{word}_change", one.edit.id)  # type: ignore[operator]
            done += 1
        except EditError as error:
            left[one.edit.id] = str(error)
    return done, left


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one, cut where they part: same, gone, new."""
    if len(before) + len(after) > MOST_COMPARED:
        return tuple(p for p in (("gone", before), ("new", after)) if p[1])
    old, new = _cut(before), _cut(after)
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(old[a:b])))
        else:
            found += [p for p in (("gone", "".join(old[a:b])), ("new", "".join(new[c:d]))) if p[1]]
    return tuple(found)


def _cut(text: str) -> list[str]:
    """Words with the space behind them; letters where a script has no spaces."""
    made: list[str] = []
    word = ""
    for letter in text:
        wide = "\u3041" <= letter <= "\u9fff"
        if wide or letter.isspace():
            made += [word + ("" if wide else letter)] if word or not wide else []
            made += [letter] if wide else []
            word = ""
        else:
            word += letter
    return [*made, word] if word else made


__all__ = ["OPEN", "SAME", "bring_copy", "copies_page", "copy_page", "decide_all", "editing_copy"]

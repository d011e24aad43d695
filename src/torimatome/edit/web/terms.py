"""Terms: the termbase as a table, what the archive proposes, and tables in and out."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from torimatome.edit.acts.terms import key_of
from torimatome.edit.web.api import Given, wants_json
from torimatome.edit.web.holders import Held, offices_of
from torimatome.edit.web.offers import ACTS_SHOWN, Line, Offer, offers_of, places_of, proposals_of
from torimatome.edit.web.room import Frame, Room, frame_of, period_of, room_of
from torimatome.edit.web.tables import table_of
from torimatome.edit.web.view import page, reader_of
from torimatome.errors import EditError
from torimatome.model import Act, Term
from torimatome.model.house import TERM_KINDS

PAGE = 100
PROPOSALS = 40
MOST_KNOWN = 400  # terms offered to merge into; a name typed in full is taken as well
COLUMNS = (
    "kind", "en", "ja", "short_en", "aliases", "country", "office", "since", "until",
)  # fmt: skip
# What a spreadsheet would take for a formula when it opens the table.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Terms:
    """The page."""

    frame: Frame
    kinds: tuple[str, ...]
    kind: str
    words: str
    rows: tuple[Term, ...]
    matching: int
    total: int
    more: str
    open: Term | None  # the one being written
    base: str  # its Japanese form as it stands
    proposals: tuple[Line, ...]
    proposed: int  # in all
    history: tuple[Act, ...]
    offers: tuple[Offer, ...]  # what the open Issue says otherwise than the terms do now
    view: str  # table | offices
    offices: tuple[Held, ...]
    learning: bool  # whether proposals are still being worked out
    known: tuple[str, ...]  # terms the open one may be merged into


def terms(request: Request) -> Response:
    """The table, filtered; one term open for writing when the address names it."""
    period = period_of(request.path_params["period"])
    room, asked = room_of(request), request.query_params
    house = room.editor.desk.house
    kind, words = asked.get("kind", ""), asked.get("q", "").strip()
    start = asked.get("start", "0")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 0
    table = room.memory.get("terms", (house,), lambda: _in_order(house.terms))
    wanted_words = words.casefold()
    found = [term for term, text in table if not kind or term.kind == kind
             if not wanted_words or wanted_words in text]  # fmt: skip
    more = ""
    if first + PAGE < len(found):
        more = f"?{request.url.include_query_params(start=first + PAGE).query}"
    proposed, learning = proposals_of(room)
    opened = _opened(house.terms, asked.get("open", ""))
    corrected = _opened([p.term for p in proposed], asked.get("correct", ""))
    wanted = [p for p in proposed if (not kind or p.term.kind == kind)
              and (not wanted_words or wanted_words in _text_of(p.term))]  # fmt: skip
    named = room.editor.desk.store.records.latest(names=ACTS_SHOWN, most=15)
    view = Terms(
        frame=frame_of(request, period),
        kinds=TERM_KINDS,
        kind=kind,
        words=words,
        rows=tuple(found[first : first + PAGE]),
        matching=len(found),
        total=len(house.terms),
        more=more,
        open=opened or corrected or (Term("person", "", "") if "new" in asked else None),
        base=opened.ja if opened else "",
        proposals=tuple(Line(p, places_of(room, p)) for p in wanted[:PROPOSALS]),
        proposed=len(wanted),
        history=tuple(named),
        offers=offers_of(room, period, named),
        view="offices" if asked.get("view") == "offices" else "table",
        offices=_offices(room, asked.get("view", ""), words),
        learning=learning,
        known=_known(house.terms, opened or corrected),
    )
    return page(request, "terms.html.jinja", view)


def table(request: Request) -> Response:
    """The termbase as CSV, for a spreadsheet."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for term in room_of(request).editor.desk.house.terms:
        cells = vars(term) | {"aliases": "; ".join(term.aliases)}
        rows.writerow([_safe(str(cells[column])) for column in COLUMNS])
    name = f"{room_of(request).editor.desk.house.name}-terms.csv"
    # The mark at the start tells Excel that this is UTF-8.
    return Response(
        ("\ufeff" + out.getvalue()).encode(),
        headers={"content-disposition": f'attachment; filename="{name}"'},
        media_type="text/csv; charset=utf-8",
    )


def save(request: Request, given: Given) -> Response:
    """One term from the page's form."""
    cells = {column: str(given.get(column, "")) for column in COLUMNS}
    term = {**cells, "aliases": _parted(cells["aliases"])}
    return _done(request, given, "write_term", {"term": term, "base": str(given.get("base", ""))})


def bring(request: Request, given: Given) -> Response:
    """A table of terms, as this page gives it out or as a spreadsheet saved it."""
    file = given.get("file")
    if not isinstance(file, UploadFile):
        raise EditError("choose a CSV file of terms first")
    rows = rows_of(file.file.read())
    return _done(request, given, "import_terms", {"terms": rows})


def rows_of(body: bytes) -> list[dict[str, object]]:
    """The rows of a CSV table, its columns by their names. Raises EditError naming the line."""
    names, rows = table_of(body)
    if not {"kind", "en", "ja"} <= set(names):
        raise EditError(f"the table needs columns kind, en and ja; it has {', '.join(names)}")
    return [_written(row) for row in rows]


def _written(cells: Mapping[str, str]) -> dict[str, object]:
    """A row as the act that brings terms wants it."""
    row = {column: _plain(cells[column]) for column in COLUMNS if column in cells}
    aliases = [a.strip() for a in row.pop("aliases", "").split(";") if a.strip()]
    return {"short_en": "", **row, "aliases": aliases}


def _done(request: Request, given: Given, name: str, arguments: dict[str, object]) -> Response:
    room = room_of(request)
    by = reader_of(request).name
    token = str(given.get("token", ""))[:64]
    key = str(given.get("period", ""))
    done = room.editor.perform(name, period_of(key), by, arguments, token)
    room.works.bell.ring("act", {"id": done.id, "name": done.name, "by": done.by})
    if wants_json(request):
        return JSONResponse({"id": done.id, "name": done.name, "by": done.by})
    return RedirectResponse(f"/w/{key}/terms", 303)


def _offices(room: Room, view: str, words: str) -> tuple[Held, ...]:
    if view != "offices":
        return ()
    house, today = room.editor.desk.house, room.editor.desk.clock.now().astimezone(room.zone)
    held = room.memory.get("offices", (house,), lambda: offices_of(house.terms, today.date()))
    wanted = words.casefold()
    return tuple(one for one in held if not wanted or wanted in one.text)[:PAGE]


def _known(house: Sequence[Term], opened: Term | None) -> tuple[str, ...]:
    """The terms the open one may be merged into."""
    return tuple(t.en for t in house if opened and t.kind == opened.kind)[:MOST_KNOWN]


def _opened(house: Sequence[Term], key: str) -> Term | None:
    return next((term for term in house if key and key_of(term.kind, term.en) == key), None)


def _in_order(terms: Sequence[Term]) -> tuple[tuple[Term, str], ...]:
    """The table's rows, each with the words it is found by."""
    row = sorted(terms, key=lambda term: (TERM_KINDS.index(term.kind), term.en))
    return tuple((term, _text_of(term)) for term in row)


def _text_of(term: Term) -> str:
    forms = (term.en, term.ja, term.short_en, term.office, term.country, *term.aliases)
    return "\n".join(forms).casefold()


def _parted(cell: str) -> list[str]:
    return [form.strip() for form in cell.split(";") if form.strip()]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell.strip()

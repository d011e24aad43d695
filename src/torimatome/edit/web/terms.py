"""Terms: the termbase as a table, what the archive proposes, and tables in and out."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from torimatome.edit.acts.terms import KINDS, key_of
from torimatome.edit.web.api import Given, wants_json
from torimatome.edit.web.room import Frame, Proposed, frame_of, period_of, room_of
from torimatome.edit.web.view import page, reader_of
from torimatome.errors import EditError
from torimatome.model import Act, Term

PAGE = 100
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
    proposals: tuple[Proposed, ...]
    history: tuple[Act, ...]


def terms(request: Request) -> Response:
    """The table, filtered; one term open for writing when the address names it."""
    period = period_of(request.path_params["period"])
    room, asked = room_of(request), request.query_params
    house = room.editor.desk.house
    kind, words = asked.get("kind", ""), asked.get("q", "").strip()
    start = asked.get("start", "0")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 0
    found = [term for term in house.terms if _matches(term, kind, words)]
    found.sort(key=lambda term: (KINDS.index(term.kind), term.en))
    more = ""
    if first + PAGE < len(found):
        more = f"?{request.url.include_query_params(start=first + PAGE).query}"
    opened = _opened(house.terms, asked.get("open", ""))
    acts = room.editor.desk.store.records.latest(most=300)
    view = Terms(
        frame=frame_of(request, period),
        kinds=KINDS,
        kind=kind,
        words=words,
        rows=tuple(found[first : first + PAGE]),
        matching=len(found),
        total=len(house.terms),
        more=more,
        open=opened or (Term("person", "", "") if "new" in asked else None),
        base=opened.ja if opened else "",
        proposals=tuple(p for p in room.services.proposals() if not kind or p.term.kind == kind)[
            :PAGE
        ],
        history=tuple(act for act in acts if act.name.endswith(("_term", "_terms")))[:15],
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
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EditError("the table is not UTF-8; save it as “CSV UTF-8”") from error
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    names = [str(name).strip() for name in reader.fieldnames or ()]
    if not {"kind", "en", "ja"} <= set(names):
        raise EditError(f"the table needs columns kind, en and ja; it has {', '.join(names)}")
    found: list[dict[str, object]] = []
    try:
        for cells in reader:
            row: dict[str, object] = {
                column: _plain(cells.get(column) or "") for column in COLUMNS if column in names
            }
            row["aliases"] = [
                a.strip() for a in str(row.get("aliases", "")).split(";") if a.strip()
            ]
            found.append({"short_en": "", **row})
    except csv.Error as error:
        raise EditError(f"line {reader.line_num} of the table cannot be read: {error}") from error
    return found


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


def _opened(house: Sequence[Term], key: str) -> Term | None:
    return next((term for term in house if key and key_of(term.kind, term.en) == key), None)


def _matches(term: Term, kind: str, words: str) -> bool:
    if kind and term.kind != kind:
        return False
    wanted = words.casefold()
    forms = (term.en, term.ja, term.short_en, term.office, term.country, *term.aliases)
    return not wanted or any(wanted in form.casefold() for form in forms)


def _parted(cell: str) -> list[str]:
    return [form.strip() for form in cell.split(";") if form.strip()]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell.strip()

"""People, organisations, places and countries of the archive: who there is, and all kept of one."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from torimatome.edit.acts.terms import key_of
from torimatome.edit.web.room import Frame, Room, frame_of, period_of, room_of
from torimatome.edit.web.rows import number_of
from torimatome.edit.web.view import page
from torimatome.errors import EditError
from torimatome.model import SectionRule
from torimatome.model.archive import NamePage

KINDS = ("person", "organisation", "place", "country")
PAGE = 200  # names a page
MOST_ITEMS = 150  # of one name on its page; the search finds the rest


@dataclass(frozen=True)
class Names:
    """The list of names of a kind."""

    frame: Frame
    kinds: tuple[str, ...]
    kind: str
    words: str
    rows: tuple[tuple[str, str, int], ...]  # English, Japanese, items that have it
    matching: int
    start: int
    more: int  # number of the first name of the next page; 0 = none


@dataclass(frozen=True)
class OneName:
    """A name's page."""

    frame: Frame
    found: NamePage
    sections: tuple[SectionRule, ...]
    term: str  # key of its term on the Terms page; "" = no term has it
    start: int
    more: int


def names(request: Request) -> Response:
    """Every name of a kind, the most frequent first; by words, those they may mean."""
    period = period_of(request.path_params["period"])
    room, asked = room_of(request), request.query_params
    kind = asked.get("kind", KINDS[0])
    if kind not in KINDS:
        raise EditError(f"there are no names of kind {kind!r}; choose from {', '.join(KINDS)}")
    words = asked.get("q", "").strip()[:100]
    rows = [(name, ja, count) for name, ja, count in _counted(room, kind)]
    if words:
        meant = {name for _, name, _ in _meant(room, kind, words)}
        wanted = words.casefold()
        rows = [
            row for row in rows if row[0] in meant or wanted in f"{row[0]}\n{row[1]}".casefold()
        ]
    start = number_of(asked.get("start", ""))
    more = start + PAGE if start + PAGE < len(rows) else 0
    view = Names(
        frame_of(request, period), KINDS, kind, words, tuple(rows[start : start + PAGE]),
        len(rows), start, more,
    )  # fmt: skip
    return page(request, "names.html.jinja", view)


def name(request: Request) -> Response:
    """All that is kept of one name: offices, whom they met, every item."""
    period = period_of(request.path_params["period"])
    room = room_of(request)
    kind, asked = request.path_params["kind"], request.path_params["name"]
    if kind not in KINDS:
        raise EditError(f"there are no names of kind {kind!r}; choose from {', '.join(KINDS)}")
    found = room.memory.get(
        ("name", kind, asked),
        (_newest(room), room.editor.desk.house),
        lambda: room.services.named(kind, asked),
    )
    known = {(term.kind, term.en) for term in room.editor.desk.house.terms}
    if not found.items and (kind, asked) not in known:
        raise EditError(f"nothing is kept of {asked!r}; look for another spelling")
    start = number_of(request.query_params.get("start", ""))
    more = start + MOST_ITEMS if start + MOST_ITEMS < len(found.items) else 0
    term = key_of(kind, asked) if (kind, asked) in known else ""
    sections = room.editor.desk.house.sections
    view = OneName(frame_of(request, period), found, sections, term, start, more)
    return page(request, "name.html.jinja", view)


def _counted(room: Room, kind: str) -> tuple[tuple[str, str, int], ...]:
    """The archive's names with their Japanese; read anew when an Issue was kept since."""
    house = room.editor.desk.house
    ja = {term.en: term.ja for term in house.terms if term.kind == kind}
    return room.memory.get(
        ("names", kind),
        (_newest(room), house),
        lambda: tuple(
            (name, ja.get(name, ""), count)
            for name, count in room.editor.desk.store.archive.names(kind)
        ),
    )


def _meant(room: Room, kind: str, words: str) -> list[tuple[str, str, int]]:
    return room.editor.desk.store.archive.meant(room.editor.desk.house, words, (kind,))


def _newest(room: Room) -> str:
    """What changes whenever an Issue is kept."""
    kept = room.editor.desk.store.archive.issues()
    return "\n".join(f"{one.label} {one.version}" for one in kept)

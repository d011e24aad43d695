"""The Issue as it will look, and one Item in place with everything it rests on."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from torimatome.edit import Week, last_out
from torimatome.edit.acts.issues import GRAVE
from torimatome.edit.web.room import Frame, Room, frame_of, period_of, room_of
from torimatome.edit.web.view import page
from torimatome.edit.working import Shown, Working, fingerprint
from torimatome.errors import EditError
from torimatome.model import Act, Article, Finding, Issue, Item, Passage, Section, SectionRule


@dataclass(frozen=True)
class ItemLine:
    """An Item in the list."""

    shown: Shown
    open: int  # findings a person must settle
    seen: str


@dataclass(frozen=True)
class IssuePage:
    """The page."""

    frame: Frame
    issue: Issue
    sections: tuple[tuple[Section, tuple[ItemLine, ...]], ...]
    out: tuple[Shown, ...]
    approved: int
    total: int
    next: str  # the first Item nobody has approved yet
    open: int
    general: tuple[Finding, ...]  # findings about the whole Issue
    signed: tuple[int, str] | None
    unsigned: int  # the version that went out and that nobody signed; 0 = none
    history: tuple[Act, ...]


@dataclass(frozen=True)
class Source:
    """A page an Item rests on, its words cut where Passages begin and end."""

    article: Article
    outlet: str
    kept: str  # snapshot's SHA-256
    pieces: tuple[tuple[str, tuple[str, ...]], ...]  # text, ids of the sentences resting on it


@dataclass(frozen=True)
class ItemPage:
    """One Item's page."""

    frame: Frame
    shown: Shown
    item: Item
    seen: str
    blocks: tuple[tuple[int, str, tuple[tuple[str, str, bool], ...]], ...]
    findings: tuple[Finding, ...]
    checking: bool  # whether they are being worked out anew at this moment
    sources: tuple[Source, ...]
    before: str
    after: str
    sections: tuple[SectionRule, ...]
    machine: tuple[str, ...]  # its text as the machine drafted it, "" lines between blocks
    history: tuple[Act, ...]
    frozen: bool


def issue(request: Request) -> Response:
    """The whole Issue."""
    period = period_of(request.path_params["period"])
    room = room_of(request)
    now = room.editor.working(period)
    frozen = now.signed is not None and not now.signed.correcting
    points = () if frozen else room.points(period)[0]
    grave = [point for point in points if point.severity in GRAVE]
    ids = {shown.item.id for shown in now.items}
    gone = last_out(room.editor.desk, period)
    newest = now.signed.version if now.signed else 0
    view = IssuePage(
        frame=frame_of(request, period),
        issue=now.issue,
        sections=_by_section(now, grave),
        out=now.out,
        approved=sum(bool(shown.approved) for shown in now.items),
        total=len(now.items),
        next="" if frozen else next((s.item.id for s in now.items if not s.approved), ""),
        open=len(grave),
        general=tuple(point for point in points if point.item not in ids),
        signed=(now.signed.version, now.signed.by) if now.signed and frozen else None,
        unsigned=gone.version if gone and gone.version > newest else 0,
        history=tuple(room.editor.desk.store.records.latest(period=_key(request), most=30)),
    )
    return page(request, "issue.html.jinja", view)


def _key(request: Request) -> str:
    return str(request.path_params["period"])


def _by_section(
    now: Working, grave: list[Finding]
) -> tuple[tuple[Section, tuple[ItemLine, ...]], ...]:
    lines = [
        ItemLine(s, sum(p.item == s.item.id for p in grave), fingerprint(s.item)) for s in now.items
    ]
    return tuple(
        (section, tuple(line for line in lines if line.shown.item.kind == section.kind))
        for section in now.issue.sections
    )


def item(request: Request) -> Response:
    """One Item, to be edited in place."""
    period = period_of(request.path_params["period"])
    room = room_of(request)
    week, now = room.editor.week(period), room.editor.working(period)
    shown = now.shown(request.path_params["item"])
    if shown is None:
        raise EditError("this item is no longer there; its story was merged or split")
    ids = [s.item.id for s in now.items]
    at = ids.index(shown.item.id) if shown.item.id in ids else -1
    waived = {waiver.fingerprint for waiver in room.editor.desk.store.waivers.all()}
    found, checking = room.points_of(now.issue, shown.item.id) if at >= 0 else ((), False)
    view = ItemPage(
        frame=frame_of(request, period),
        shown=shown,
        item=shown.item,
        seen=fingerprint(shown.item),
        blocks=_blocks(shown.item),
        findings=tuple(
            f for f in found if f.fingerprint not in waived or f.kind.startswith("gate.")
        ),
        checking=checking,
        sources=_sources(room, week, shown.item),
        before=ids[at - 1] if at > 0 else "",
        after=ids[at + 1] if 0 <= at < len(ids) - 1 else "",
        sections=room.editor.desk.house.sections,
        machine=_plain(shown.machine) if shown.machine else (),
        history=tuple(room.editor.desk.store.records.latest(about=shown.item.id, most=30)),
        frozen=now.signed is not None and not now.signed.correcting,
    )
    return page(request, "item.html.jinja", view)


def _blocks(item: Item) -> tuple[tuple[int, str, tuple[tuple[str, str, bool], ...]], ...]:
    """Each block's place, its text to edit, and its sentences: id, text, whether it is cited."""
    found = []
    for place, block in enumerate(item.blocks):
        text = block.text if block.bullets is None else "\n".join(block.bullets)
        sentences = tuple(
            (f"s{place}-{number}", s.text, bool(s.passages) or block.type == "note")
            for number, s in enumerate(block.sentences)
        )
        found.append((place, text or "", sentences))
    return tuple(found)


def _plain(item: Item) -> tuple[str, ...]:
    lines = [item.headline_ja, item.headline_en]
    for block in item.blocks:
        lines += [f"{block.label}:"] if block.label else []
        lines += [block.text or ""] if block.bullets is None else [f"– {b}" for b in block.bullets]
        lines += [block.citation.raw] if block.citation else []
    return tuple(lines)


def _sources(room: Room, week: Week, item: Item) -> tuple[Source, ...]:
    resting: dict[tuple[str, int], list[tuple[Passage, str]]] = {}
    for place, block in enumerate(item.blocks):
        for number, sentence in enumerate(block.sentences):
            for passage in sentence.passages:
                key = (passage.article, passage.version)
                resting.setdefault(key, []).append((passage, f"s{place}-{number}"))
    named = {outlet.id: outlet.citation for outlet in room.editor.desk.house.outlets}
    found = []
    for (id_, version), passages in resting.items():
        article = week.articles.get(id_)
        if article is None or article.version != version:
            article = room.editor.desk.store.pages.version(id_, version)
        if article is not None:
            found.append(_source(article, named, passages))
    known = {id_ for id_, _ in resting}
    for id_ in item.articles:
        article = week.articles.get(id_)
        if article is not None and id_ not in known:
            found.append(_source(article, named, []))
    return tuple(found)


def _source(
    article: Article, named: Mapping[str, str], passages: list[tuple[Passage, str]]
) -> Source:
    """The article's text cut at every edge of a Passage, each piece with who rests on it."""
    edges = {0, len(article.text)}
    for passage, _ in passages:
        edges |= {min(passage.start, len(article.text)), min(passage.end, len(article.text))}
    cuts = sorted(edges)
    pieces = []
    for start, end in itertools.pairwise(cuts):
        resting = tuple(s for p, s in passages if p.start <= start and end <= p.end)
        pieces.append((article.text[start:end], resting))
    return Source(
        article, named.get(article.outlet, article.outlet), article.snapshot, tuple(pieces)
    )

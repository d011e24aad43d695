"""Everything a returned copy changes, as Edits in the order of the copy. Pure.

Every paragraph of the copy and every paragraph it went out with is either the same or spoken of
by an Edit; what none of the rules understands is told as "unmatched".
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from torimatome.edit.take_back import added, aside, order
from torimatome.edit.take_back.align import Matched, align
from torimatome.edit.take_back.likeness import fold
from torimatome.edit.take_back.rows import rows_of
from torimatome.edit.take_back.rows_changed import RESTYLED, Placed, changed
from torimatome.errors import EditError
from torimatome.model import Issue
from torimatome.model.taken import Edit, Taken

_LETTERS = ("in another face", "in another size")  # as remember/taken_runs.py tells of them


def find_edits(taken: Taken, now: Issue, note: str = "NOTE") -> tuple[tuple[Edit, ...], int]:
    """The Edits, and how many paragraphs came back as they were.

    What the copy went out with is read from the copy; a copy that no longer says so is set
    against the Issue as it stands now. Raises EditError for a copy of another bulletin.
    """
    base = taken.base or now
    rows = rows_of(base, taken.lines)
    matched = align(rows, taken.paragraphs)
    _is_ours(taken, matched)
    if not taken.base:
        matched = _without_front(matched)
    first = base.sections[0].kind if base.sections else ""
    where = order.standing(matched, first)
    language = {
        (item.id, n): block.language for item in base.items for n, block in enumerate(item.blocks)
    }
    kinds = {row.item: row.section for row in rows if row.item}
    found = [
        *changed(matched, language),
        *added.added(matched, where, note),
        *added.removed(matched, where),
        *order.moved_sections(where, matched),
        *order.moved_items(where, base.items, kinds),
        *order.moved_blocks(where, matched),
        *_aside(taken, where.item_of, now),
    ]
    found = _sentences_moved(found, matched)
    found = _styles_lost([_attributed(placed, taken, where) for placed in found], len(rows))
    found += aside.tracked(taken, found, where.item_of)
    found += _unread(taken, found, matched, where)
    names = {item.id: item.headline_en or item.headline_ja for item in base.items}
    edits = _finished(found, names)
    spoken = {place for placed in found for place in placed.paragraphs}
    same = sum(1 for place in matched.of_paragraph if place not in spoken)
    return _marked_if_unknown(edits, taken, matched), same


def _is_ours(taken: Taken, matched: Matched) -> None:
    of_items = [r for r in matched.of_row if matched.rows[r].item]
    anchored = any(paragraph.anchors for paragraph in taken.paragraphs)
    if not of_items and not anchored:
        raise EditError(
            f"{taken.name!r} shares no paragraph with this issue; choose a copy of its Word file"
        )


def _without_front(matched: Matched) -> Matched:
    """Where a copy does not say its title lines, those it has are not compared."""
    first = next((p for p, r in sorted(matched.of_paragraph.items()) if matched.rows[r].item), 0)
    for place in [p for p in range(first) if p not in matched.of_paragraph]:
        paragraph = matched.paragraphs[place]
        if paragraph.role in ("title", "subtitle", "notice", ""):
            matched.paragraphs[place] = replace(paragraph, text="")
    return matched


def _aside(taken: Taken, items: Mapping[int, str], now: Issue) -> list[Placed]:
    known = aside.known_links(now)
    return [
        *aside.comments(taken, items),
        *aside.notes(taken, items),
        *aside.looks(taken, items),
        *aside.links(taken, items, known),
        *aside.links_off(taken, now),
        *aside.heads(taken),
        *(Placed(Edit("", "object", after=remark, why="it was not read"), ())
          for remark in taken.remarks),
    ]  # fmt: skip


def _styles_lost(found: list[Placed], rows: int) -> list[Placed]:
    """Where most paragraphs came back without their styles, that is said once."""
    letters = [
        p for p in found
        if p.edit.kind == "format" and set(p.edit.after.split(aside.WITH)) <= set(_LETTERS)
    ]  # fmt: skip
    if len(letters) >= max(10, rows // 2):  # some programs write face and size into every run
        found = [p for p in found if p not in letters[1:]]
    lost = [p for p in found if p.edit.kind == "format" and p.edit.why.startswith(RESTYLED)]
    if len(lost) < max(10, rows // 2):
        return found
    kept = [p for p in found if p not in lost]
    why = "the file lost its styles, as when it is pasted into a new one; the words are taken"
    made = Edit("", "format", before="", after=f"{len(lost)} paragraphs", why=why)
    return [Placed(made, tuple(place for p in lost for place in p.paragraphs)), *kept]


def _sentences_moved(found: list[Placed], matched: Matched) -> list[Placed]:
    """A sentence that left one paragraph and came to another has moved."""
    rows = {
        (row.item, row.block, row.bullet): row.sentences for row in matched.rows if row.block >= 0
    }
    gone = {fold(p.edit.before): p for p in found if p.edit.kind == "sentence_removed"}
    made = []
    taken: set[str] = set()
    for placed in found:
        edit = placed.edit
        if edit.kind == "sentence_added":
            near = rows.get((edit.item, edit.block, edit.bullet), ())
            placed = replace(placed, edit=replace(edit, near=near))
            left = gone.get(fold(edit.after))
            if left is not None and fold(edit.after) not in taken:
                taken.add(fold(edit.after))
                both = replace(
                    left.edit, kind="sentence_moved", after=edit.after, to=edit.item,
                    following=edit.following, near=near,
                )  # fmt: skip
                placed = Placed(both, (*left.paragraphs, *placed.paragraphs))
        made.append(placed)
    return [
        p for p in made
        if not (p.edit.kind == "sentence_removed" and fold(p.edit.before) in taken)
    ]  # fmt: skip


def _attributed(placed: Placed, taken: Taken, where: order.Standing) -> Placed:
    """Who tracked it, where somebody did."""
    if placed.edit.kind in ("comment", "format", "object", "link"):
        return placed
    if placed.edit.kind in aside.ITEM_MOVED:
        own = [taken.paragraphs[p] for p, item in where.item_of.items() if item == placed.edit.item]
        moved = {r.by: r for r in aside.authors(own) if r.kind == "move_to"}
        return replace(placed, edit=replace(placed.edit, by=tuple(moved), tracked=bool(moved)))
    near = aside.authors([taken.paragraphs[p] for p in placed.paragraphs])
    by = aside.whose(placed.edit, near, aside.authors(taken.paragraphs))
    return replace(placed, edit=replace(placed.edit, by=tuple(by), tracked=bool(by)))


def _unread(
    taken: Taken, found: list[Placed], matched: Matched, where: order.Standing
) -> list[Placed]:
    """Paragraphs that are no row's and that nothing was said of."""
    spoken = {place for placed in found for place in placed.paragraphs}
    left = []
    for place in matched.left_paragraphs():
        if place not in spoken:
            text = fold(taken.paragraphs[place].text)
            why = "these words were found nowhere; look at the copy"
            made = Edit("", "unmatched", where.item_of.get(place, ""), after=text, why=why)
            left.append(Placed(made, (place,)))
    return left


def _finished(found: list[Placed], names: Mapping[str, str]) -> tuple[Edit, ...]:
    """In the order of the copy, each with its id and the item's headline."""
    last = 10**6
    row = sorted(found, key=lambda p: p.paragraphs[0] if p.paragraphs else last)
    made: list[Edit] = []
    seen: Counter[str] = Counter()
    for placed in row:
        edit = placed.edit
        words = "\x1f".join((edit.kind, edit.item, str(edit.block), str(edit.bullet), edit.before,
                             edit.after, edit.to, edit.following))  # fmt: skip
        seen[words] += 1
        digits = sha256(f"{words}\x1f{seen[words]}".encode("utf-8", "replace")).hexdigest()[:8]
        made.append(replace(edit, id=digits, place=edit.place or names.get(edit.item, "")))
    return tuple(made)


def _marked_if_unknown(edits: tuple[Edit, ...], taken: Taken, matched: Matched) -> tuple[Edit, ...]:
    """Where a copy no longer says its own words, an Edit may only mean that the Issue moved on."""
    if taken.base:
        return edits
    moved = set()
    for number, place in matched.of_row.items():
        row = matched.rows[number]
        names = [
            n for n in taken.paragraphs[place].anchors if row.anchor and n.startswith(row.anchor)
        ]
        if any(not name.endswith(row.mark) for name in names):
            moved.add((row.item, row.part, row.block, row.bullet))
    why = (
        "the issue was changed since this copy was made, and the copy no longer says its own words"
    )
    return tuple(
        replace(e, why=f"{why}; {e.why}" if e.why else why)
        if any(
            i == e.item and (b, u) == (e.block, e.bullet) and _same(part, e)
            for i, part, b, u in moved
        )
        else e
        for e in edits
    )


def _same(part: str, edit: Edit) -> bool:
    return part not in ("ja", "en") or edit.kind == f"headline_{part}"

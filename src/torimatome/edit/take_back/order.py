"""Which item each paragraph of a returned copy now stands in, and what changed its place."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from torimatome.edit.take_back.align import BODY, Matched
from torimatome.edit.take_back.likeness import fold, hand_id
from torimatome.edit.take_back.rows import Row, undotted
from torimatome.edit.take_back.rows_changed import Placed
from torimatome.model import Item
from torimatome.model.taken import Edit, TakenParagraph


@dataclass
class Standing:
    """Where things stand in the copy."""

    item_of: dict[int, str] = field(default_factory=dict)  # paragraph → Item.id or new item's
    section_of: dict[str, str] = field(default_factory=dict)  # item → Section.kind
    items: list[str] = field(default_factory=list)  # in the order of the copy
    sections: list[str] = field(default_factory=list)  # Section.kind of headings, likewise
    heads: dict[str, int] = field(default_factory=dict)  # new item → its headline's paragraph


def standing(matched: Matched, first_section: str) -> Standing:
    """Goes down the copy: a headline opens its item, a heading its section."""
    made, item, section = Standing(), "", first_section
    kept = {matched.rows[r].section for r in matched.of_row if matched.rows[r].part == "section"}
    headed = {matched.rows[r].item for r in matched.of_row if matched.rows[r].part in ("ja", "en")}
    new = {p for p in matched.left_paragraphs() if is_headline(matched.paragraphs[p])}
    for place, paragraph in enumerate(matched.paragraphs):
        if paragraph.where not in BODY:
            continue
        if not fold(paragraph.text):
            if paragraph.objects:  # a picture on a line of its own
                made.item_of[place] = item
            continue
        row = _row(matched, place)
        if row is not None and row.part == "section":
            section, item = row.section, ""
            made.sections.append(section)
        elif row is not None and row.part == "end":
            item = ""
        elif row is not None and row.item:
            opens = row.part in ("ja", "en") or row.item not in headed
            if opens and row.item != item:
                item = row.item
                # Where a heading was deleted its items did not move to the one above.
                _open(made, item, section if row.section in kept else row.section)
        elif place in new:
            item = hand_id(headline_text(paragraph))
            made.heads[item] = place
            _open(made, item, section)
        made.item_of[place] = item
    return made


def _open(made: Standing, item: str, section: str) -> None:
    if item not in made.items:
        made.items.append(item)
        made.section_of[item] = section


def is_headline(paragraph: TakenParagraph) -> bool:
    """Whether a new paragraph opens an item: by its style, or by the bullet of headlines."""
    text = fold(paragraph.text)
    return paragraph.role == "headline_ja" or text.startswith("●")


def _row(matched: Matched, place: int) -> Row | None:
    number = matched.of_paragraph.get(place)
    if number is None:
        number = next((r for r, more in matched.split.items() if place in more), None)
    return None if number is None else matched.rows[number]


def moved_items(now: Standing, items: Sequence[Item], kinds: dict[str, str]) -> list[Placed]:
    """Items that stand elsewhere than they did; `kinds` is each one's section in the copy sent."""
    before = {item.id: n for n, item in enumerate(items)}
    there = [id_ for id_ in now.items if id_ in before]
    by_id = {item.id: item for item in items}
    found = []
    # Each section by itself: one that was moved whole is told as that.
    stay: set[str] = set()
    for section in dict.fromkeys(now.section_of.get(id_, "") for id_ in there):
        own = [id_ for id_ in there if now.section_of.get(id_, "") == section]
        stay |= {own[n] for n in longest([before[id_] for id_ in own])}
    for place, id_ in enumerate(there):
        section = now.section_of.get(id_, "")
        follower = next((n for n in there[place + 1 :] if n in stay), "")
        follower = follower if now.section_of.get(follower) == section else ""
        other = section and section != kinds.get(id_, section)
        if not other and id_ in stay:
            continue
        name = by_id[id_].headline_en or by_id[id_].headline_ja
        kind = "item_section" if other else "item_moved"
        made = Edit("", kind, id_, before=name, after=name, to=section if other else follower,
                    following=follower)  # fmt: skip
        found.append(Placed(made, ()))
    return found


def moved_sections(now: Standing, matched: Matched) -> list[Placed]:
    """Headings that changed places, their items with them."""
    rows = {row.section: n for n, row in enumerate(matched.rows) if row.part == "section"}
    there = [kind for kind in dict.fromkeys(now.sections) if kind in rows]
    stay = longest([rows[kind] for kind in there])
    why = "the order of the sections is the desk's; items can be filed elsewhere or moved"
    return [
        Placed(
            Edit("", "section_heading", before=matched.rows[rows[kind]].text,
                 after=matched.rows[rows[kind]].text, why=why),
            (matched.of_row[rows[kind]],),
        )
        for n, kind in enumerate(there)
        if n not in stay
    ]  # fmt: skip


def moved_blocks(now: Standing, matched: Matched) -> list[Placed]:
    """Paragraphs that stand in another item, or elsewhere in their own."""
    found: list[Placed] = []
    by_item: dict[str, list[int]] = {}
    for number, place in sorted(matched.of_row.items(), key=lambda pair: pair[1]):
        row = matched.rows[number]
        if row.part not in ("text", "bullet"):
            continue
        if now.item_of.get(place, "") == row.item:
            by_item.setdefault(row.item, []).append(number)
        else:
            found.append(Placed(_to_other(now, matched, number, place), (place,)))
    for numbers in by_item.values():
        found += _within(matched, numbers)
    return found


def _to_other(now: Standing, matched: Matched, number: int, place: int) -> Edit:
    row = matched.rows[number]
    to = now.item_of.get(place, "")
    why = "" if to else "it now stands outside every item; put it into one"
    return Edit(
        "", "block_moved" if to else "outside", row.item, row.block, row.bullet, row.text,
        row.text, to=to, following=_behind(matched, place), sentences=row.sentences, why=why,
    )  # fmt: skip


def _behind(matched: Matched, place: int) -> str:
    """The words of the paragraph before it, if that belongs to a body."""
    for before in range(place - 1, -1, -1):
        row = _row(matched, before)
        if row is not None:
            return row.text if row.part in ("text", "bullet") else ""
    return ""


def _within(matched: Matched, numbers: Sequence[int]) -> list[Placed]:
    """Blocks, and bullets within their list, that changed places in their item."""
    first: dict[int, int] = {}
    for number in numbers:
        first.setdefault(matched.rows[number].block, number)
    blocks = list(first)
    stay = {blocks[n] for n in longest(blocks)}
    found = []
    for block in blocks:
        number = first[block]
        if block not in stay:
            found.append(_moved("block_moved", matched, number))
        mine = [n for n in numbers if matched.rows[n].block == block]
        kept = {mine[n] for n in longest(mine)}
        found += [_moved("bullet_moved", matched, n) for n in mine if n not in kept]
    return found


def _moved(kind: str, matched: Matched, number: int) -> Placed:
    row, place = matched.rows[number], matched.of_row[number]
    made = Edit(
        "", kind, row.item, row.block, row.bullet, row.text, row.text, to=row.item,
        following=_behind(matched, place), sentences=row.sentences,
    )  # fmt: skip
    return Placed(made, (place,))


def longest(places: Sequence[int]) -> set[int]:
    """Which of them form the longest ascending run: these stayed, the others moved."""
    tails: list[int] = []
    ends: list[int] = []
    before = [-1] * len(places)
    for n, value in enumerate(places):
        at = bisect_left(tails, value)
        before[n] = ends[at - 1] if at else -1
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [n]
    found: set[int] = set()
    n = ends[-1] if ends else -1
    while n >= 0:
        found.add(n)
        n = before[n]
    return found


def headline_text(paragraph: TakenParagraph) -> str:
    """A new headline's words."""
    return undotted(fold(paragraph.text))

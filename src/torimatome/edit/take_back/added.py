"""What the copy came back with besides, and without: new items and paragraphs, lost ones."""

from collections.abc import Sequence
from itertools import groupby

from torimatome.edit.take_back.align import Matched
from torimatome.edit.take_back.likeness import fold
from torimatome.edit.take_back.order import Standing, headline_text
from torimatome.edit.take_back.rows import Row, labelled, parted, undotted
from torimatome.edit.take_back.rows_changed import FRONT, Placed
from torimatome.model.taken import AddedItem, Edit, TakenParagraph

_OUTSIDE = "it stands outside every item; move it into one, or add it as an item by hand"
_TABLE = "a table was put in; the bulletin has none, so its rows become a list"
_BY_DAY = "it will stand by its citation's day, as items do until somebody orders them"
_COPIED = "the same words stand in the bulletin already: a copy"
_BOX = "it stood in a text box; the bulletin has none, so it becomes a paragraph"
_KINDS = {"note": "note", "subheading": "subheading", "bullet": "bullets", "side_bullet": "bullets"}


def added(matched: Matched, now: Standing, note: str) -> list[Placed]:
    """New items, and new paragraphs and bullets in old ones. `note` is the label of NOTEs."""
    left = matched.left_paragraphs()
    found, of_new = [], set()
    for id_, head in now.heads.items():
        held = [p for p in left if now.item_of.get(p) == id_ and p >= head]
        of_new |= set(held)
        found.append(_item(matched, now, id_, held, note))
    rest = [p for p in left if p not in of_new]
    for places in _together(matched, now, rest):
        found += _paragraphs(matched, now, places, note)
    return found


def _item(matched: Matched, now: Standing, id_: str, held: Sequence[int], note: str) -> Placed:
    texts = [matched.paragraphs[p] for p in held]
    ja, rest = headline_text(texts[0]), texts[1:]
    en = ""
    if rest and _is_english_headline(rest[0]):
        en, rest = fold(rest[0].text), rest[1:]
    section = now.section_of[id_]
    at = now.items.index(id_)
    before = [i for i in now.items[:at] if now.section_of[i] == section]
    blocks = [_block(kind, list(run), note) for kind, run in groupby(rest, key=_grouped_by)]
    made = AddedItem(section, before[-1] if before else "", ja, en, tuple(blocks))
    after = "\n".join(fold(p.text) for p in texts)
    said = {row.text for row in matched.rows if row.part in ("ja", "en")}
    why = _COPIED if {ja, en} & (said - {""}) else _BY_DAY
    made_of = Edit("", "item_added", id_, after=after, to=section, added=made, why=why)
    return Placed(made_of, tuple(held))


def _is_english_headline(paragraph: TakenParagraph) -> bool:
    if paragraph.role == "headline_en":
        return True
    text = fold(paragraph.text)
    bold = "".join(words for kind, words in paragraph.formats if kind == "bold")
    plain = paragraph.role not in ("note", "bullet", "side_bullet", "subheading")
    short = len(text) < 200 and not text.endswith((".", "。", ")", "）", ":"))
    return plain and (short or fold(bold) == text)


def _kind(paragraph: TakenParagraph, note: str) -> str:
    if paragraph.where == "table" or paragraph.bullet:
        return "bullets"
    text = fold(paragraph.text).casefold()
    if note and text.startswith(f"{note.casefold()}:"):
        return "note"
    if text[:2] in ("- ", "• ", "– ", "・ ", "* "):
        return "bullets"
    return _KINDS.get(paragraph.role, "paragraph")


def _grouped_by(paragraph: TakenParagraph) -> tuple[str, str, int]:
    kind = _kind(paragraph, "NOTE")
    return kind, paragraph.where, 0 if kind == "bullets" else id(paragraph)


def _block(
    key: tuple[str, str, int], paragraphs: Sequence[TakenParagraph], note: str
) -> tuple[str, str, str, str]:
    lines, label, citation = [], "", ""
    kind = _kind(paragraphs[0], note)
    for paragraph in paragraphs:
        _, text, cited = parted(paragraph.text, None)
        citation = cited or citation
        if kind == "note":
            label, text = labelled(text) if note else ("", text)
        elif paragraph.role == "side" and not label:
            label, text = labelled(text)
        lines.append(undotted(text) if kind == "bullets" else text)
    return kind, label, "\n".join(line for line in lines if line), citation


def _together(matched: Matched, now: Standing, places: Sequence[int]) -> list[list[int]]:
    """New bullets, or rows of a table, that follow one another are one list."""
    runs: list[list[int]] = []
    for place in places:
        last = runs[-1][-1] if runs else -2
        here, there = matched.paragraphs[place], matched.paragraphs[max(last, 0)]
        between = matched.paragraphs[last + 1 : place] if last >= 0 else ()
        alike = _grouped_by(here) == _grouped_by(there) and now.item_of.get(place) == (
            now.item_of.get(last)
        )
        if runs and alike and not any(fold(p.text) for p in between):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _paragraphs(matched: Matched, now: Standing, places: Sequence[int], note: str) -> list[Placed]:
    texts = [matched.paragraphs[p] for p in places]
    item = now.item_of.get(places[0], "")
    after = "\n".join(fold(p.text) for p in texts)
    heading = texts[0].role == "section"
    if heading or not item:
        kind = "section_heading" if heading else "outside"
        why = "sections are the desk's; their headings come from its style" if heading else _OUTSIDE
        return [Placed(Edit("", kind, item, after=after, why=why), tuple(places))]
    if texts[0].role == "headline_en":
        why = "the item has its English headline; two were left in the copy"
        return [Placed(Edit("", "unmatched", item, after=after, why=why), tuple(places))]
    block = _block(_grouped_by(texts[0]), texts, note)
    before = _row_before(matched, places[0], item)
    why = _TABLE if texts[0].where == "table" else _BOX if texts[0].where == "text box" else ""
    said = {row.text for row in matched.rows if row.text}
    if not why and block[2] in said:
        why = _COPIED
    if block[0] == "bullets" and texts[0].where == "body":
        behind = _row_behind(matched, places[-1], item)
        near = next((r for r in (before, behind) if r is not None and r.part == "bullet"), None)
        if near is not None:
            following = before.text if before is not None and near is before else ""
            made = Edit("", "bullet_added", item, near.block, near.bullet, after=block[2],
                        following=following, near=(near.text,), why=why)  # fmt: skip
            return [Placed(made, tuple(places))]
    made = Edit(
        "", "block_added", item, after=after, to=block[0], why=why,
        following=before.text if before is not None else "",
        added=AddedItem("", "", "", "", (block,)),
    )  # fmt: skip
    return [Placed(made, tuple(places))]


def _row_before(matched: Matched, place: int, item: str) -> Row | None:
    for before in range(place - 1, -1, -1):
        number = matched.of_paragraph.get(before)
        number = next((r for r, m in matched.split.items() if before in m), number)
        if number is not None:
            row = matched.rows[number]
            return row if row.item == item and row.part in ("text", "bullet") else None
    return None


def _row_behind(matched: Matched, place: int, item: str) -> Row | None:
    for behind in range(place + 1, len(matched.paragraphs)):
        number = matched.of_paragraph.get(behind)
        if number is not None:
            row = matched.rows[number]
            return row if row.item == item else None
    return None


def removed(matched: Matched, now: Standing) -> list[Placed]:
    """Items, blocks, bullets and lines the copy came back without."""
    left = set(matched.left_rows())
    found = []
    by_item: dict[str, list[int]] = {}
    for number, row in enumerate(matched.rows):
        if row.item:
            by_item.setdefault(row.item, []).append(number)
        elif number in left:
            found += _line(row, now)
    for item, numbers in by_item.items():
        gone = [n for n in numbers if n in left]
        rows = [matched.rows[n] for n in gone]
        if len(gone) == len(numbers):
            before = "\n".join(row.printed for row in rows)
            found.append(Placed(Edit("", "item_removed", item, before=before), ()))
        else:
            found += _parts(matched, rows, numbers)
    return found


def _line(row: Row, now: Standing) -> list[Placed]:
    if row.part == "section":
        if row.section not in now.section_of.values():
            return []  # its items left, and the heading with them
        why = "a section's heading is printed while the section holds items"
        return [Placed(Edit("", "section_heading", before=row.text, why=why), ())]
    if row.part in FRONT:
        return [Placed(Edit("", "title", before=row.text, to=row.part), ())]
    why = "this line comes from the desk's style and stays"
    return [Placed(Edit("", "fixed_line", before=row.text, why=why), ())]


def _parts(matched: Matched, rows: Sequence[Row], numbers: Sequence[int]) -> list[Placed]:
    found = []
    gone: dict[int, list[Row]] = {}
    for row in rows:
        if row.part in ("ja", "en"):
            why = "an item keeps both headlines; write the new one on its page"
            made = Edit("", "headline_removed", row.item, before=row.text, why=why)
            found.append(Placed(made, ()))
        else:
            gone.setdefault(row.block, []).append(row)
    for block, held in gone.items():
        all_of = [n for n in numbers if matched.rows[n].block == block]
        if len(all_of) == len(held):
            before = "\n".join(row.printed for row in held)
            said = tuple(s for row in held for s in row.sentences)
            made = Edit("", "block_removed", held[0].item, block, before=before, sentences=said)
            found.append(Placed(made, ()))
            continue
        for row in held:
            why = f"the list keeps its citation {row.citation}" if row.citation else ""
            made = Edit(
                "", "bullet_removed", row.item, block, row.bullet, row.printed, why=why,
                sentences=row.sentences,
            )  # fmt: skip
            found.append(Placed(made, ()))
    return found

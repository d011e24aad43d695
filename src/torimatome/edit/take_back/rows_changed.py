"""What was changed within the paragraphs that are still there: words, labels, citations, style."""

from dataclasses import dataclass, replace

from torimatome.edit.take_back.align import Matched
from torimatome.edit.take_back.likeness import alike, fold, pairs, sentences, typed
from torimatome.edit.take_back.rows import Row, parted, uncounted, undotted
from torimatome.model.taken import Edit, TakenParagraph

FRONT = ("title_ja", "title_en", "subtitle_ja", "remark", "issuer_ja", "issuer_en")
_FIXED = {
    "period": "the period is the desk's to set",
    "notice_ja": "the notice stands in the desk's style", "notice_en": "the notice stands in the"
    " desk's style", "end": "the end mark stands in the desk's style",
}  # fmt: skip
RESTYLED = "its style is now"
_BODY_ROLES = ("text", "side", "note", "bullet", "side_bullet", "subheading")


@dataclass(frozen=True)
class Placed:
    """An Edit and the paragraphs of the copy that it tells of."""

    edit: Edit
    paragraphs: tuple[int, ...]


def changed(matched: Matched, language_of: dict[tuple[str, int], str]) -> list[Placed]:
    """The changes of every row that has its paragraph, in the order of the copy."""
    found: list[Placed] = []
    merged_into = {row: p for p, rows in matched.merged.items() for row in rows}
    for number, row in enumerate(matched.rows):
        if number in merged_into or number not in matched.of_row:
            continue
        place = matched.of_row[number]
        language = language_of.get((row.item, row.block), "en")
        if place in matched.merged:
            found += _merge(matched, number, place)
        elif number in matched.split:
            found += _split(matched, number, place)
        else:
            found += _row(row, matched.paragraphs[place], place, language)
    return found


def _row(row: Row, paragraph: TakenParagraph, place: int, language: str) -> list[Placed]:
    if not row.item:
        return _line(row, fold(paragraph.text), place)
    if row.part in ("ja", "en"):
        text = fold(paragraph.text)
        text = undotted(text) if row.role == "headline_ja" else text
        made = _edit(f"headline_{row.part}", row, row.text, text)
        found = [made] if text != row.text else []
    else:
        label, text, citation = parted(paragraph.text, row)
        text = undotted(text) if row.bullet >= 0 else text
        found = _aside(row, label, citation) + _sentences(row, text, language)
    found += _style(row, paragraph)
    return [Placed(edit, (place,)) for edit in found]


def _line(row: Row, text: str, place: int) -> list[Placed]:
    if row.text in (text, uncounted(text, row.number) if row.number else text):
        return []
    if row.part in FRONT:
        made = Edit("", "title", "", before=row.text, after=text, to=row.part)
    elif row.part == "section":
        made = Edit("", "section_heading", "", before=row.text, after=text,
                    why="a section's heading stands in the desk's style; its number follows"
                    " from the sections that hold items")  # fmt: skip
    else:
        made = Edit("", "fixed_line", "", before=row.text, after=text, why=_FIXED[row.part])
    return [Placed(made, (place,))]


def _edit(kind: str, row: Row, before: str, after: str) -> Edit:
    return Edit(
        "", kind, row.item, row.block, row.bullet, before, after, sentences=row.sentences,
    )  # fmt: skip


def _aside(row: Row, label: str, citation: str) -> list[Edit]:
    found = []
    if label != row.label:
        found.append(_edit("label", row, row.label.rstrip(":"), label.rstrip(":")))
    if citation != row.citation:
        found.append(_edit("citation", row, row.citation, citation))
    return found


def _sentences(row: Row, text: str, language: str) -> list[Edit]:
    if text == row.text:
        return []
    old, new = list(row.sentences), sentences(text, language)
    found = []
    for a, b, c, d in pairs(old, new):
        before, after = " ".join(old[a:b]), " ".join(new[c:d])
        kind = "sentence"
        if not before:
            kind = "sentence_added"
        elif not after:
            kind = "sentence_removed"
        elif typed(before) == typed(after):
            kind = "typography"
        made = _edit(kind, row, before, after)
        why = ""
        if (b - a, d - c) == (1, 2):
            why = "one sentence became two"
        elif (b - a, d - c) == (2, 1):
            why = "two sentences became one"
        following = new[c - 1] if kind == "sentence_added" and c else ""
        found.append(replace(made, sentences=tuple(old[a:b]), following=following, why=why))
    if not found and fold(text) != fold(row.text):
        found.append(_edit("sentence", row, row.text, text))
    return found


def _style(row: Row, paragraph: TakenParagraph) -> list[Edit]:
    role = paragraph.role
    if paragraph.bullet and role in ("text", "", "side"):
        role = "side_bullet" if role == "side" else "bullet"
    if paragraph.where in ("table", "text box"):
        why = "the bulletin keeps its own look; the words are taken, the frame is not"
        return [replace(_edit("object", row, row.text[:120], f"a {paragraph.where}"), why=why)]
    if role == row.role:
        return []
    if role in _BODY_ROLES and row.role in _BODY_ROLES:
        same = {"side_bullet": "bullet"}
        if same.get(role, role) == same.get(row.role, row.role) or row.bullet >= 0:
            why = "a paragraph's look follows from its place; the words are taken as they are"
            return [replace(_edit("format", row, row.role, role), why=why)]
        return [replace(_edit("restyled", row, row.role, role), following=row.text)]
    shown = paragraph.style or "no style"
    why = f"{RESTYLED} {shown!r}; the bulletin keeps its own look, the words are taken"
    return [replace(_edit("format", row, row.text[:80], paragraph.text[:80]), why=why)]


def _split(matched: Matched, number: int, place: int) -> list[Placed]:
    row = matched.rows[number]
    places = sorted([place, *matched.split[number]])
    texts = [fold(matched.paragraphs[p].text) for p in places]
    if not row.item or row.part in ("ja", "en"):
        text = undotted(" ".join(texts)) if row.role == "headline_ja" else " ".join(texts)
        kind = f"headline_{row.part}" if row.item else "fixed_line"
        if not row.item and row.part in FRONT:
            made = Edit("", "title", before=row.text, after=text, to=row.part)
        else:
            made = replace(_edit(kind, row, row.text, text), why="it stood on several lines")
        return [Placed(made, tuple(places))]
    citations, labels, kept = [], [], []
    for n, text in enumerate(texts):
        expected = row if n == 0 else replace(row, label="")
        label, words, citation = parted(text, expected)
        labels.append(label)
        citations.append(citation)
        kept.append(undotted(words) if row.bullet >= 0 else words)
    moved = [c for c in citations if c]
    found = _aside(row, labels[0], moved[-1] if moved else "")
    why = f"one paragraph became {len(kept)}"
    if alike(row.text, " ".join(kept)) < 1:
        why += ", and its words were changed"
    made = replace(_edit("split", row, row.text, "\n".join(k for k in kept if k)), why=why)
    return [Placed(edit, tuple(places)) for edit in (*found, made)]


def _merge(matched: Matched, number: int, place: int) -> list[Placed]:
    numbers = sorted([number, *matched.merged[place]])
    rows = [matched.rows[n] for n in numbers]
    text = fold(matched.paragraphs[place].text)
    last = rows[-1]
    for row in rows[:-1]:
        for part in (row.citation, row.label):
            text = fold(text.replace(part, " ", 1)) if part else text
    if last.label and len(rows) > 1:
        text = fold(text.replace(last.label, " ", 1))
    _label, words, citation = parted(text, replace(last, label=""))
    words = undotted(words)
    before = "\n".join(row.printed for row in rows)
    same = len({row.item for row in rows}) == 1 and all(row.block >= 0 for row in rows)
    why = f"{len(rows)} paragraphs became one"
    lost = [row.citation for row in rows[:-1] if row.citation and row.citation != citation]
    if lost:
        why += f"; {', '.join(lost)} no longer closes a paragraph of its own"
    if not same:
        made = replace(
            _edit("unmatched", rows[0], before, words),
            why=f"{why} that belong to different parts; mend it on the item's page",
        )
    else:
        blocks = ",".join(str(b) for b in dict.fromkeys(row.block for row in rows))
        made = replace(
            _edit("merge", rows[0], before, words), to=blocks, why=why,
            sentences=tuple(s for row in rows for s in row.sentences),
        )  # fmt: skip
    found = [made]
    if citation != last.citation:
        found.append(_edit("citation", last, last.citation, citation))
    return [Placed(edit, (place,)) for edit in found]

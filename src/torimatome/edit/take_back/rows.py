"""Row: one paragraph as the copy went out, with the bookmark it was given."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from torimatome.edit.take_back.likeness import fold, sentences
from torimatome.model import Block, Issue, Item
from torimatome.model.taken import ANCHOR


@dataclass(frozen=True)
class Row:
    """A printed paragraph. `item` is "" for title lines and section headings."""

    item: str
    part: str  # a title line's field | section | ja | en | text | bullet
    role: str  # of its style
    text: str  # without label and citation
    label: str = ""  # printed before it, with its colon
    citation: str = ""  # printed behind it
    block: int = -1
    bullet: int = -1
    section: str = ""  # Section.kind
    sentences: tuple[str, ...] = ()
    anchor: str = ""  # how its bookmark's name begins
    mark: str = ""  # how it ends: of the words it went out with
    number: str = ""  # of a section: a list of Word's counts it, or it stands before the text

    @property
    def printed(self) -> str:
        """All of it, as it stood on the page."""
        return " ".join(part for part in (self.label, self.text, self.citation) if part)


def rows_of(issue: Issue, lines: Sequence[tuple[str, str, str]] = ()) -> list[Row]:
    """Every paragraph the Issue prints, in order; `lines` are those above the first section."""
    rows = [Row("", field, role, fold(text)) for field, role, text in lines if text]
    for section in issue.sections:
        held = [item for item in issue.items if item.section == section.number]
        if not held:
            continue
        heading = uncounted(fold(section.heading_ja), section.number)
        rows.append(
            Row("", "section", "section", heading, section=section.kind, number=section.number)
        )
        for item in held:
            rows += _rows_of_item(item, section.kind)
    if issue.end_marker:
        rows.append(Row("", "end", "end", fold(issue.end_marker)))
    return rows


_SIDES = {"perspective": "side", "note": "note"}
_ROLES = {"text": "text", "side": "side", "note": "note"}


def _rows_of_item(item: Item, section: str) -> list[Row]:
    name = f"{ANCHOR}{_digits(item.id, 10)}_"
    # An English headline that stands alone opens the item.
    alone = "headline_en" if item.headline_ja else "headline_ja"
    roles = {"ja": "headline_ja", "en": alone}
    rows = [
        Row(item.id, part, roles[part], fold(text), section=section,
            anchor=f"{name}{part}_", mark=_digits(text, 6))
        for part, text in (("ja", item.headline_ja), ("en", item.headline_en))
        if text
    ]  # fmt: skip
    before, before_label = "", ""
    for place, block in enumerate(item.blocks):
        kind, label = _SIDES.get(block.type, "text"), (block.label or "").rstrip(":： ")
        label = f"{label}:" if label else ""
        if block.type == "bullets":
            if block.continued or (label and label == before_label):
                kind = before or "text"
            elif label:
                kind = "side"
        same = kind == before and (kind == "text" or block.continued or label in ("", before_label))
        shown = label if not same and kind != "text" else ""
        made = _rows_of_block(item, place, kind, shown)
        if not made:
            continue
        rows += made
        before, before_label = kind, before_label if same else shown
    cited = any(block.citation for block in item.blocks)
    if rows and item.citations and not cited:
        whole = " ".join(fold(c.raw) for c in item.citations)
        rows[-1] = Row(**{**vars(rows[-1]), "citation": whole})
    return [Row(**{**vars(row), "section": section}) for row in rows]


def _rows_of_block(item: Item, place: int, kind: str, label: str) -> list[Row]:
    block = item.blocks[place]
    texts = [] if block.text is None else [(-1, fold(block.text))]
    texts += [(n, fold(bullet)) for n, bullet in enumerate(block.bullets or ())]
    texts = [(n, text) for n, text in texts if text]
    citation = fold(block.citation.raw) if block.citation else ""
    if not texts and not citation:
        return []
    rows, texts = [], texts or [(-1, "")]
    last = len(texts) - 1
    for number, (bullet, text) in enumerate(texts):
        role = _ROLES[kind]
        if bullet >= 0:
            role = "side_bullet" if kind == "side" else "bullet"
        elif block.type == "subheading":
            role = "subheading"
        part = f"b{place}" + (f"x{bullet}" if bullet >= 0 else "")
        rows.append(
            Row(
                item.id, "bullet" if bullet >= 0 else "text", role, text,
                label if number == 0 else "", citation if number == last else "",
                place, bullet, "", _sentences(block, bullet, text),
                f"{ANCHOR}{_digits(item.id, 10)}_{part}_", _digits(text, 6),
            )
        )  # fmt: skip
    return rows


def _sentences(block: Block, bullet: int, text: str) -> tuple[str, ...]:
    said = [
        fold(s.text)
        for n, s in enumerate(block.sentences)
        if (block.bullet_of[n] if n < len(block.bullet_of) else -1) == bullet
    ]
    # Where they no longer are the text, the text is what went out.
    return tuple(said) if fold(" ".join(said)) == text else tuple(sentences(text, block.language))


def _digits(words: str, count: int) -> str:
    folded = " ".join(words.split())
    return sha256(folded.encode("utf-8", "replace")).hexdigest()[:count]


_CITED = re.compile(
    r"\s*([(（][^()（）]{1,300}[/／][^()（）]*\d{4}[^()（）]{0,3}[)）])\s*[.。]?\s*$"
)
_LABELLED = re.compile(r"^([^:：.。]{2,80})[:：](?!//)\s+")
_DOT = re.compile(r"^[●○◎■□◆◇▲▶※•▪◦·‣・\-–—*]\s+|^●")


def undotted(text: str) -> str:
    """The text without the sign of a list that was typed before it."""
    return _DOT.sub("", text, count=1)


def uncounted(heading: str, number: str = "") -> str:
    """A section's heading without its number: any, or only the one that is its own."""
    own = re.escape(number) if number else "[0-9]{1,2}"
    return re.sub(rf"^{own}\s?[.．]\s*(?=\S)", "", heading)


def parted(text: str, row: Row | None, cites: bool = True) -> tuple[str, str, str]:
    """A paragraph cut into its label, its words and its citation, as its row makes one expect."""
    text, label = fold(text), ""
    if row and row.label:
        if text.casefold().startswith(row.label.casefold()):
            label, text = row.label, text[len(row.label) :].strip()
        elif (found := _LABELLED.match(text)) is not None:
            label, text = f"{found[1].strip()}:", text[found.end() :].strip()
    citation = ""
    if row and row.citation and row.citation in text:
        before, _, behind = text.partition(row.citation)
        if not _CITED.search(behind):
            return label, fold(f"{before} {behind}"), row.citation
    if cites and (found := _CITED.search(text)) is not None:
        citation, text = found[1], text[: found.start()].strip()
    return label, text, citation


def labelled(text: str) -> tuple[str, str]:
    """A label before a new paragraph and the rest; "" where there is none."""
    found = _LABELLED.match(fold(text))
    return (found[1].strip(), fold(text)[found.end() :].strip()) if found else ("", fold(text))

"""A copy that came back from Word: paragraphs as they now read, tracked changes, comments.

Nothing is judged here: whatever the file holds is told, if only as "a picture". Tracked changes
are taken as wished for: words inserted stand, words deleted are kept as Revisions.
"""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from torimatome.errors import Unreadable
from torimatome.model import Link
from torimatome.model.taken import ANCHOR, Revision, Taken, TakenParagraph
from torimatome.remember.taken_parts import base_of, comments_of, copy_part, lines_of
from torimatome.remember.taken_runs import Around, Runs
from torimatome.remember.word_file import W, WordFile, letters, style_names

_ROLES = {
    "title": "title", "subtitle": "subtitle", "issuenotice": "notice", "heading1": "section",
    "heading2": "headline_ja", "englishheadline": "headline_en", "heading3": "subheading",
    "bodytext": "text", "sidetext": "side", "note": "note", "itembullet": "bullet",
    "sidebullet": "side_bullet", "endmark": "end", "header": "header", "footer": "footer",
}  # fmt: skip
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_HOLDERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
)
# Beyond this no bulletin goes; see read.py.
MOST_PARAGRAPHS = 6_000


def taken_from_docx(body: bytes, name: str) -> Taken:
    """The copy as it came back. Raises Unreadable, in words, for what is no Word file."""
    file = WordFile(body, name)
    tree = file.tree(file.document)
    if tree is None:
        raise Unreadable(name, f"no Word file: {file.document!r} is missing")
    walk = _Walk(file)
    walk.container(tree, "body")
    for kind in ("footnote", "endnote"):
        notes = file.beside(f"{kind}s.xml")
        for note in notes.iter(f"{W}{kind}") if notes is not None else ():
            if note.get(f"{W}type") in (None, "normal"):
                first = len(walk.found)
                walk.container(note, kind)
                mark = f"{kind}:{note.get(f'{W}id')}"
                walk.found[first:] = [replace(p, style=mark) for p in walk.found[first:]]
    for kind in ("header", "footer"):
        for part in file.like(f"{file.folder}/{kind}"):
            read = file.tree(part)
            if read is not None:
                walk.container(read, kind)
    copy = copy_part(file)
    known = None if copy is None else frozenset((copy.get("comments") or "").split())
    return Taken(
        name=name,
        paragraphs=tuple(walk.found),
        comments=comments_of(file, walk.commented(), known),
        base=None if copy is None else base_of(copy),
        desk="" if copy is None else str(copy.get("desk") or ""),
        lines=() if copy is None else lines_of(copy),
        header="" if copy is None else str(copy.get("header") or ""),
        remarks=tuple(walk.remarks),
    )


class _Walk:
    """Goes through the document once, a paragraph at a time."""

    def __init__(self, file: WordFile) -> None:
        self.found: list[TakenParagraph] = []
        self.remarks: list[str] = []
        self._file = file
        self._links = file.links(file.document)
        self._styles = style_names(file.beside("styles.xml"))
        self._letters = letters(file.beside("styles.xml"))
        self._lists = _list_styles(file.beside("styles.xml"))
        self._anchors: list[str] = []  # of bookmarks that stand between paragraphs
        self._open: TakenParagraph | None = None  # its end was deleted: the next one goes on
        self._comments: dict[str, list[tuple[int, str]]] = {}
        self._running: list[str] = []  # comments whose words are not at their end

    def commented(self) -> dict[str, tuple[int, str]]:
        """Where each comment begins, and the words it stands on."""
        return {
            id_: (pieces[0][0], " ".join("".join(words for _, words in pieces).split()))
            for id_, pieces in self._comments.items()
        }

    def container(self, holder: etree._Element, where: str) -> None:
        """The paragraphs and tables of a body, a note, a header, a text box."""
        for element in _blocks(holder):
            if len(self.found) >= MOST_PARAGRAPHS:
                raise Unreadable(
                    self._file.name, f"more than {MOST_PARAGRAPHS:,} paragraphs are no bulletin"
                )
            if element.tag == f"{W}p":
                self._paragraph(element, where)
            elif element.tag == f"{W}tbl":
                self._table(element, where)
            elif element.tag == f"{W}bookmarkStart":
                self._anchors += _anchor(element)
            elif element.tag == f"{W}altChunk":
                self.remarks.append("a file set into the text was not read")
        if self._open is not None:
            self._keep(self._open)
            self._open = None

    def _paragraph(self, element: etree._Element, where: str) -> None:
        style, listed = self._style(element)
        around = Around(
            self._links, self._styles, self._letters.faces, self._letters.sizes.get(style, "")
        )
        runs = Runs(around, self._running)
        runs.walk(element)
        role = self._role(style)
        # Headings are numbered and marked by a list of their own; they are no bullets.
        bullet = listed and role not in ("section", "headline_ja", "headline_en")
        mark = _mark(element)
        made = TakenParagraph(
            text=runs.text, role=role, style=self._styles.get(style, (style, ""))[0],
            where=where, bullet=bullet, anchors=(*self._anchors, *runs.anchors),
            revisions=(*runs.revisions, *_of_paragraph(element)), formats=tuple(runs.formats),
            links=tuple(Link(text, target) for text, target in runs.links),
            objects=tuple(runs.objects),
        )  # fmt: skip
        self._anchors = []
        place = len(self.found)
        for id_, words in runs.commented:
            self._comments.setdefault(id_, []).append((place, words + " "))
        self._running = runs.running
        if mark is not None and mark.kind in ("delete", "move_from"):
            live = made.text.strip()
            # What was deleted whole leaves no place behind, only what was said of it.
            made = made if live else replace(made, anchors=())
            made = replace(made, revisions=(*made.revisions, mark))
            self._open = _joined(self._open, made)
        else:
            if mark is not None:
                made = replace(made, revisions=(*made.revisions, mark))
            self._keep(_joined(self._open, made))
            self._open = None
        for box in runs.boxes:
            self.container(box, "text box")

    def _keep(self, made: TakenParagraph) -> None:
        self.found.append(made)

    def _table(self, element: etree._Element, where: str) -> None:
        """A table's rows, their cells parted by " | "; its anchors stay with the row."""
        for row in element.iter(f"{W}tr"):
            gone = row.find(f"{W}trPr/{W}del")
            cells: list[TakenParagraph] = []
            for cell in row.iter(f"{W}tc"):
                before, self.found = self.found, []
                self.container(cell, "table")
                texts = [p for p in self.found if p.text.strip() or p.objects or p.revisions]
                self.found = before
                cells.append(_together(texts, " "))
            made = replace(_together(cells, " | "), where="table" if where == "body" else where)
            if gone is not None:
                struck = ("".join(r.words for r in c.revisions if r.words != "¶") for c in cells)
                words = " | ".join(c.text or s for c, s in zip(cells, struck, strict=True))
                deleted = Revision("delete", words, *_who(gone))
                made = replace(made, text="", anchors=(), revisions=(deleted,))
            self.found.append(made)

    def _style(self, element: etree._Element) -> tuple[str, bool]:
        properties = element.find(f"{W}pPr")
        if properties is None:
            return "", False
        named, number = properties.find(f"{W}pStyle"), properties.find(f"{W}numPr/{W}numId")
        style = str(named.get(f"{W}val") or "") if named is not None else ""
        if number is not None:
            return style, number.get(f"{W}val") not in (None, "0")
        return style, style in self._lists

    def _role(self, style: str) -> str:
        for _ in range(10):  # styles may be based on each other in a circle
            name, base = self._styles.get(style, (style, ""))
            # By its name, which Word keeps in English; a style somebody renamed keeps its id.
            role = _ROLES.get("".join(name.casefold().split())) or _ROLES.get(style.casefold())
            if role or not base:
                return role or ""
            style = base
        return ""


def _blocks(holder: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, tables and marks between them, whatever they are wrapped in."""
    waiting = list(reversed(holder))
    while waiting:
        element = waiting.pop()
        if element.tag == _CHOICE:
            waiting += [*reversed(element[0])] if len(element) else []
        elif element.tag in _HOLDERS or element.tag == f"{W}body":
            waiting += reversed(element)
        elif isinstance(element.tag, str):
            yield element


def _list_styles(tree: etree._Element | None) -> frozenset[str]:
    return frozenset(
        str(style.get(f"{W}styleId") or "")
        for style in (tree.iter(f"{W}style") if tree is not None else ())
        if style.find(f"{W}pPr/{W}numPr") is not None
    )


def _anchor(element: etree._Element) -> list[str]:
    name = str(element.get(f"{W}name") or "")
    return [name] if name.startswith(ANCHOR) else []


_MARKS = {"ins": "insert", "del": "delete", "moveFrom": "move_from", "moveTo": "move_to"}


def _mark(element: etree._Element) -> Revision | None:
    """What was tracked of a paragraph's end."""
    for tag, kind in _MARKS.items():
        found = element.find(f"{W}pPr/{W}rPr/{W}{tag}")
        if found is not None:
            return Revision(kind, "¶", *_who(found))
    return None


def _of_paragraph(element: etree._Element) -> tuple[Revision, ...]:
    found = element.find(f"{W}pPr/{W}pPrChange")
    if found is None:
        return ()
    return (Revision("format", "the paragraph's style", *_who(found)),)


def _who(element: etree._Element) -> tuple[str, str]:
    """Who tracked a change, and when."""
    return str(element.get(f"{W}author") or ""), str(element.get(f"{W}date") or "")


def _joined(first: TakenParagraph | None, second: TakenParagraph) -> TakenParagraph:
    if first is None:
        return second
    # The first one's style stays, unless nothing of it is left.
    kept = first if first.text.strip() else second
    return replace(
        kept,
        text=first.text + second.text,
        anchors=(*first.anchors, *second.anchors),
        revisions=(*first.revisions, *second.revisions),
        formats=(*first.formats, *second.formats),
        links=(*first.links, *second.links),
        objects=(*first.objects, *second.objects),
    )


def _together(parts: list[TakenParagraph], between: str) -> TakenParagraph:
    return TakenParagraph(
        text=between.join(p.text.strip() for p in parts),
        where="table",
        anchors=tuple(a for p in parts for a in p.anchors),
        revisions=tuple(r for p in parts for r in p.revisions),
        formats=tuple(f for p in parts for f in p.formats),
        links=tuple(link for p in parts for link in p.links),
        objects=tuple(o for p in parts for o in p.objects),
    )

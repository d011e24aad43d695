"""What a Word file carries so that it can come back: hidden bookmarks, and the words it left with.

A bookmark's name says item, part and a mark of the words, so it needs no other part of the file;
the XML part holds the words themselves, for the day the Issue has moved on.
"""

from dataclasses import dataclass
from hashlib import sha256

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from torimatome.model import Block, Issue, Item
from torimatome.model.taken import ANCHOR, COPY_SPACE
from torimatome.publish.docx_styles import new_element
from torimatome.publish.plain import printable

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
# Word and LibreOffice keep a part of others through a save only when it has such a sheet.
_PROPS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
    '<ds:datastoreItem ds:itemID="{7A1C9E5B-3D42-4C0E-9B7F-5D0A6E21C884}" xmlns:ds='
    '"http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{COPY_SPACE}"/></ds:schemaRefs></ds:datastoreItem>'
).encode()
_SPACE = f"{{{COPY_SPACE}}}"


def anchor(item: str, part: str, words: str) -> str:
    """A bookmark's name: `_tm`, the item, the part (ja, en, b0, b2x1 …) and the words' mark.

    It begins with "_", so Word hides it, and has fewer than the 40 letters Word allows.
    """
    return f"{ANCHOR}{_mark(item, 10)}_{part}_{_mark(' '.join(words.split()), 6)}"


def _mark(words: str, digits: int) -> str:
    return sha256(words.encode("utf-8", "replace")).hexdigest()[:digits]


class Bookmarks:
    """Bookmarks around a stretch of elements, numbered through the document."""

    def __init__(self) -> None:
        self._next = 1
        self._names: set[str] = set()

    def around(self, holder: etree._Element, first: int, name: str) -> None:
        """Bookmark what `holder` has from its child `first` on; a name is given once."""
        if name in self._names:
            return
        self._names.add(name)
        start, end = new_element("w:bookmarkStart"), new_element("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(self._next))
        start.set(qn("w:name"), name)
        self._next += 1
        holder.insert(first, start)
        holder.append(end)


@dataclass(frozen=True)
class Left:
    """What the file says besides its items, as it was printed."""

    lines: tuple[tuple[str, str, str], ...] = ()  # the field it shows, style, words
    headings: tuple[tuple[str, str], ...] = ()  # Section.number, words
    header: str = ""
    comments: tuple[str, ...] = ()


def add_copy(document: Document, issue: Issue, left: Left) -> None:
    """Put the words the file goes out with into a part of their own."""
    package = document.part.package
    body = copy_xml(issue, left)
    part = Part(PackURI("/customXml/item2.xml"), "application/xml", body, package)
    props = Part(PackURI("/customXml/itemProps2.xml"), _PROPERTIES, _PROPS, package)
    part.relate_to(props, f"{_RELATION}Props")
    document.part.relate_to(part, _RELATION)


def copy_xml(issue: Issue, left: Left) -> bytes:
    """The Issue's words and their order, without passages, reasons or checks."""
    root = etree.Element(f"{_SPACE}copy", nsmap={"tm": COPY_SPACE})
    root.set("desk", printable(issue.desk))
    root.set("start", issue.period.start)
    root.set("end", issue.period.end)
    root.set("version", str(issue.version))
    root.set("header", printable(left.header))
    root.set("end_marker", printable(issue.end_marker))
    marks = (_mark(" ".join(words.split()), 10) for words in left.comments)
    root.set("comments", " ".join(marks))
    for field, role, words in left.lines:
        _child(root, "line", field=field, role=role).text = printable(words)
    told = dict(left.headings)
    for section in issue.sections:
        words = told.get(section.number, "")
        _child(root, "section", number=section.number, kind=section.kind).text = words
    for item in issue.items:
        _item(root, item)
    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return made


def _item(root: etree._Element, item: Item) -> None:
    whole = "\n".join(c.raw for c in item.citations if not any(b.citation for b in item.blocks))
    holder = _child(root, "item", id=item.id, section=item.section, kind=item.kind, citation=whole)
    _child(holder, "ja").text = printable(item.headline_ja)
    _child(holder, "en").text = printable(item.headline_en)
    for block in item.blocks:
        _block(holder, block)


def _block(holder: etree._Element, block: Block) -> None:
    made = _child(
        holder, "block", type=block.type, label=block.label or "", language=block.language,
        continued="1" if block.continued else "",
        citation=block.citation.raw if block.citation else "",
    )  # fmt: skip
    if block.text is not None:
        _child(made, "text").text = printable(block.text)
    for bullet in block.bullets or ():
        _child(made, "bullet").text = printable(bullet)
    for number, sentence in enumerate(block.sentences):
        of = block.bullet_of[number] if number < len(block.bullet_of) else -1
        _child(made, "s", bullet=str(of)).text = printable(sentence.text)


def _child(holder: etree._Element, tag: str, **values: str) -> etree._Element:
    made = etree.SubElement(holder, f"{_SPACE}{tag}")
    for name, value in values.items():
        if value:
            made.set(name, printable(value))
    return made

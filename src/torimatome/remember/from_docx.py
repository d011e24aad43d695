"""Word files, ours or an office's own: paragraphs with their styles, bullets and links."""

from lxml import etree

from torimatome.errors import Unreadable
from torimatome.remember.gather import Gather
from torimatome.remember.lines import Line
from torimatome.remember.word_file import R as _R
from torimatome.remember.word_file import W as _W
from torimatome.remember.word_file import WordFile

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OURS = ("EnglishHeadline", "SideLabel", "IssueNotice")
_ROLES = {
    "Title": "title", "IssueNotice": "notice", "Heading1": "section", "Heading2": "headline",
    "Heading3": "subheading", "EnglishHeadline": "headline_2", "BodyText": "text",
    "SideText": "side", "Note": "note", "ItemBullet": "bullet", "SideBullet": "side_bullet",
    "EndMark": "end",
}  # fmt: skip
_CHARACTERS = {"SideLabel": "label", "Citation": "cite"}
_SKIPPED = frozenset((_W + "del", _W + "instrText", _W + "delText", _FALLBACK, _W + "pPr"))


def lines_of_docx(body: bytes, name: str) -> list[Line]:
    """The document's paragraphs in order. Raises Unreadable for what is no Word file."""
    file = WordFile(body, name)
    document = file.tree(file.document)
    if document is None:
        raise Unreadable(name, "a zip file without word/document.xml is no Word file")
    styles = file.beside("styles.xml")
    known = _styles(styles)
    walk = _Walk(
        all(wanted in known for wanted in _OURS),
        file.links(file.document),
        _bullets(file.beside("numbering.xml"), styles),
    )
    return walk.lines(document)


def _styles(tree: etree._Element | None) -> set[str]:
    if tree is None:
        return set()
    return {style.get(_W + "styleId") or "" for style in tree.iter(_W + "style")}


def _bullets(numbering: etree._Element | None, styles: etree._Element | None) -> dict[str, str]:
    """The mark of each list by its number, and of each paragraph style that is a list."""
    if numbering is None:
        return {}
    marks: dict[str, str] = {}
    for kind in numbering.iter(_W + "abstractNum"):
        level = next(kind.iter(_W + "lvlText"), None)
        text = (level.get(_W + "val") or "") if level is not None else ""
        marks[kind.get(_W + "abstractNumId") or ""] = text
    lists: dict[str, str] = {}
    for entry in numbering.iter(_W + "num"):
        kind_of = entry.find(_W + "abstractNumId")
        if kind_of is not None:
            lists[entry.get(_W + "numId") or ""] = marks.get(kind_of.get(_W + "val") or "", "")
    for style in styles.iter(_W + "style") if styles is not None else ():
        number = next(style.iter(_W + "numId"), None)
        if number is not None:
            key = f"style {style.get(_W + 'styleId')}"
            lists[key] = lists.get(number.get(_W + "val") or "", "")
    return lists


class _Walk:
    def __init__(self, ours: bool, links: dict[str, str], bullets: dict[str, str]) -> None:
        self.ours, self.links, self.bullets = ours, links, bullets
        self.gather = Gather()
        self.role = ""
        self.part = "sure"

    def lines(self, root: etree._Element) -> list[Line]:
        skipping = 0
        opened: list[int] = []  # how many marks each open element has set
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if self.gather.full:
                break
            tag = element.tag
            if event == "start":
                if skipping or tag in _SKIPPED or not isinstance(tag, str):
                    skipping += 1
                else:
                    opened.append(self._start(element, tag))
            elif skipping:
                skipping -= 1
            else:
                for _ in range(opened.pop()):
                    self.gather.close()
                if tag == _W + "p":
                    self._end("sure")
        return self.gather.lines

    def _start(self, element: etree._Element, tag: str) -> int:
        if tag == _W + "p":
            self._end("sure")
            self._paragraph(element)
        elif tag == _W + "t":
            self.gather.words(element.text or "")
        elif tag == _W + "tab":
            self.gather.words(" ")
        elif tag == _W + "noBreakHyphen":
            self.gather.words("-")
        elif tag in (_W + "br", _W + "cr"):
            self._end("blank")
        elif tag == _W + "hyperlink":
            self.gather.open("link", self.links.get(element.get(_R + "id") or "", ""))
            return 1
        elif tag == _W + "r":
            return self._run(element)
        return 0

    def _end(self, following: str) -> None:
        self.gather.end(self.role, self.part)
        self.part = following

    def _paragraph(self, element: etree._Element) -> None:
        properties = element.find(_W + "pPr")
        style, number = "", None
        if properties is not None:
            named = properties.find(_W + "pStyle")
            style = (named.get(_W + "val") or "") if named is not None else ""
            number = next(properties.iter(_W + "numId"), None)
        self.role = _ROLES.get(style, "") if self.ours else ""
        key = (number.get(_W + "val") or "") if number is not None else f"style {style}"
        if key in self.bullets and not self.role:
            mark = self.bullets[key]
            # A sign of a symbol font (private use) is a dot whatever its number; "%1." counts.
            self.gather.words(f"{mark} " if mark and mark < "\ue000" and "%" not in mark else "- ")

    def _run(self, element: etree._Element) -> int:
        properties = element.find(_W + "rPr")
        if properties is None:
            return 0
        marks = [
            kind
            for tag, kind in (("b", "bold"), ("i", "italic"))
            if _is_on(properties.find(_W + tag))
        ]
        style = properties.find(_W + "rStyle")
        named = _CHARACTERS.get(style.get(_W + "val") or "") if style is not None else None
        if named and self.ours:
            marks.append(named)
        for kind in marks:
            self.gather.open(kind)
        return len(marks)


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(_W + "val") not in ("0", "false", "off", "none")

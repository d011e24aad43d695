"""Word files, ours or an office's own: paragraphs with their styles, bullets and links."""

from dataclasses import dataclass

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
        _lists(file.beside("numbering.xml"), styles),
    )
    return walk.lines(document)


def _styles(tree: etree._Element | None) -> set[str]:
    if tree is None:
        return set()
    return {style.get(_W + "styleId") or "" for style in tree.iter(_W + "style")}


@dataclass(frozen=True)
class _Level:
    """What one level of a list puts before its paragraphs."""

    number: str  # of the list
    level: int
    words: str  # "●", "%1."
    counts: bool
    start: int = 1


def _lists(
    numbering: etree._Element | None, styles: etree._Element | None
) -> dict[tuple[str, int], _Level]:
    """Each level of each list by the list's number; of a paragraph style as ("style Id", 0)."""
    if numbering is None:
        return {}
    kinds = {
        each.get(_W + "abstractNumId") or "": [*each.iter(_W + "lvl")]
        for each in numbering.iter(_W + "abstractNum")
    }
    lists: dict[tuple[str, int], _Level] = {}
    for entry in numbering.iter(_W + "num"):
        kind_of, number = entry.find(_W + "abstractNumId"), entry.get(_W + "numId") or ""
        if kind_of is None:
            continue
        for level in kinds.get(kind_of.get(_W + "val") or "", ()):
            place = _whole(level.get(_W + "ilvl"))
            form, words = _of(level, "numFmt"), _of(level, "lvlText")
            counts = form not in ("bullet", "none", "")
            lists[number, place] = _Level(
                number, place, words, counts, _whole(_of(level, "start") or "1")
            )
    for style in styles.iter(_W + "style") if styles is not None else ():
        found = next(style.iter(_W + "numPr"), None)
        if found is not None:
            at = (_of(found, "numId"), _whole(_of(found, "ilvl")))
            if at in lists:
                lists[f"style {style.get(_W + 'styleId')}", 0] = lists[at]
    return lists


def _of(element: etree._Element, name: str) -> str:
    found = element.find(_W + name)
    return "" if found is None else found.get(_W + "val") or ""


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else 0


class _Walk:
    def __init__(
        self, ours: bool, links: dict[str, str], lists: dict[tuple[str, int], _Level]
    ) -> None:
        self.ours, self.links, self.lists = ours, links, lists
        self.counted: dict[tuple[str, int], int] = {}
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
        style, level = "", None
        if properties is not None:
            style = _of(properties, "pStyle")
            number = properties.find(_W + "numPr")
            if number is not None:
                level = self.lists.get((_of(number, "numId"), _whole(_of(number, "ilvl"))))
            else:
                level = self.lists.get((f"style {style}", 0))
        self.role = _ROLES.get(style, "") if self.ours else ""
        if level is None:
            return
        if self.role in ("section", "headline") or (level.counts and "heading" in style.lower()):
            self.gather.words(self._counted(level) if level.counts else f"{level.words} ")
        elif not self.role:
            mark = level.words
            # A sign of a symbol font (private use) is a dot whatever its number; "%1." counts.
            self.gather.words(f"{mark} " if mark and mark < "\ue000" and "%" not in mark else "- ")

    def _counted(self, level: _Level) -> str:
        """The number a list gives its next paragraph, as its level words it: "1. "."""
        at = (level.number, level.level)
        self.counted[at] = self.counted.get(at, level.start - 1) + 1
        for deeper in [key for key in self.counted if key[0] == at[0] and key[1] > at[1]]:
            del self.counted[deeper]
        words = level.words
        for place in range(level.level + 1):
            number = self.counted.get((level.number, place), 1)
            words = words.replace(f"%{place + 1}", str(number))
        return f"{words} "

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

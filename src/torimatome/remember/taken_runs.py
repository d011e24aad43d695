"""The runs of one paragraph of a returned copy: its words, and all that is more than words."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from torimatome.model.taken import ANCHOR, Revision
from torimatome.remember.word_file import R, W

_TRACKED = {
    f"{W}ins": "insert", f"{W}del": "delete", f"{W}moveFrom": "move_from", f"{W}moveTo": "move_to",
}  # fmt: skip
_GONE = frozenset(("delete", "move_from"))
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MATH_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/math}"
_SET_BY_HAND = {
    "b": "bold", "i": "italic", "u": "underlined", "strike": "struck through",
    "dstrike": "struck through", "highlight": "highlighted", "color": "coloured",
    "vanish": "hidden", "caps": "capitals", "smallCaps": "capitals",
    "vertAlign": "raised or lowered", "emboss": "embossed", "outline": "outlined",
    "em": "dotted",
}  # fmt: skip
OTHER_LETTERS = ("in another face", "in another size")
_OFF = ("0", "false", "off", "none", "auto", "baseline")
_OUR_STYLES = frozenset(
    ("sidelabel", "citation", "quotation", "hyperlink", "internetlink", "commentreference",
     "annotationreference", "footnotereference", "footnoteanchor", "endnotereference",
     "footnotecharacters", "endnoteanchor", "endnotecharacters", "defaultparagraphfont",
     "visitedinternetlink", "followedhyperlink")
)  # fmt: skip
_LETTERS = {
    f"{W}tab": " ", f"{W}noBreakHyphen": "-", f"{W}cr": " ", f"{W}ptab": " ",
}  # fmt: skip
_OBJECTS = {f"{W}drawing": "a picture", f"{W}pict": "a picture", f"{W}object": "an embedded object"}


@dataclass(frozen=True)
class Around:
    """What of its file a paragraph's runs hang on."""

    links: Mapping[str, str]  # relation → address
    styles: Mapping[str, tuple[str, str]]  # id → name, the style it is based on
    faces: frozenset[str]  # of all styles
    size: str  # of the paragraph's style, in half points; "" = not told


class Runs:
    """Takes a paragraph in. `running` are comments that began in an earlier one."""

    def __init__(self, around: Around, running: list[str]) -> None:
        self.text = ""
        self.anchors: list[str] = []
        self.revisions: list[Revision] = []
        self.formats: list[tuple[str, str]] = []
        self.links: list[tuple[str, str]] = []
        self.objects: list[str] = []
        self.boxes: list[etree._Element] = []
        self.commented: list[tuple[str, str]] = []  # comment, words of this paragraph
        self.running = list(running)
        self._began = dict.fromkeys(running, 0)
        self._targets, self._styles = around.links, around.styles
        self._around = around
        self._field = ""  # the instruction of an open field
        self._fields: list[str] = []

    def walk(self, paragraph: etree._Element) -> None:
        """Read the paragraph."""
        for child in paragraph:
            self._inline(child, gone=False)
        for id_ in self.running:
            self.commented.append((id_, self.text[self._began.get(id_, 0) :]))

    def _inline(self, element: etree._Element, *, gone: bool) -> None:
        tag = element.tag
        if tag == f"{W}r":
            self._run(element, gone=gone)
        elif tag in _TRACKED:
            self._tracked(element, _TRACKED[tag], gone=gone)
        elif tag == f"{W}hyperlink":
            start = len(self.text)
            self._children(element, gone=gone)
            target = self._targets.get(str(element.get(f"{R}id") or ""), "")
            if target and self.text[start:].strip():
                self.links.append((self.text[start:].strip(), target))
        elif tag == f"{W}bookmarkStart":
            name = str(element.get(f"{W}name") or "")
            if name.startswith(ANCHOR) and not gone:
                self.anchors.append(name)
        elif tag == f"{W}commentRangeStart":
            id_ = str(element.get(f"{W}id") or "")
            self.running.append(id_)
            self._began[id_] = len(self.text)
        elif tag == f"{W}commentRangeEnd":
            self._comment_ends(str(element.get(f"{W}id") or ""))
        elif tag == f"{W}fldSimple":
            self._is_field(str(element.get(f"{W}instr") or ""))
            self._children(element, gone=gone)
        elif tag in (f"{_MATH}oMath", f"{_MATH}oMathPara", f"{_MATH_STRICT}oMath"):
            self.objects.append("an equation")
            self._words("".join(e.text or "" for e in element.iter() if _is_math_text(e)), gone)
        elif tag == f"{W}pPr" or not isinstance(tag, str):
            return
        elif tag == _ALTERNATE:
            for child in element[0] if len(element) else ():
                self._inline(child, gone=gone)
        elif tag == f"{W}sdtPr" or tag == f"{W}sdtEndPr":
            return
        else:
            self._children(element, gone=gone)

    def _children(self, element: etree._Element, *, gone: bool) -> None:
        for child in element:
            self._inline(child, gone=gone)

    def _tracked(self, element: etree._Element, kind: str, *, gone: bool) -> None:
        by = str(element.get(f"{W}author") or "")
        at = str(element.get(f"{W}date") or "")
        if gone or kind in _GONE:
            words = "".join(e.text or "" for e in element.iter(f"{W}delText", f"{W}t") if e.text)
            if words or next(element.iter(f"{W}drawing", f"{W}pict"), None) is not None:
                self.revisions.append(Revision(kind, words or "a picture", by, at))
            self._children(element, gone=True)
            return
        start = len(self.text)
        self._children(element, gone=False)
        self.revisions.append(Revision(kind, self.text[start:], by, at))

    def _comment_ends(self, id_: str) -> None:
        if id_ in self.running:
            self.running.remove(id_)
            self.commented.append((id_, self.text[self._began.pop(id_, 0) :]))

    def _run(self, element: etree._Element, *, gone: bool) -> None:
        start = len(self.text)
        for child in element:
            self._content(child, gone=gone)
        properties = element.find(f"{W}rPr")
        if properties is not None and not gone:
            self._formats(properties, self.text[start:])

    def _content(self, element: etree._Element, *, gone: bool) -> None:
        tag = element.tag
        if tag == f"{W}t":
            self._words(element.text or "", gone)
        elif tag in _LETTERS:
            self._words(_LETTERS[tag], gone)
        elif tag == f"{W}br":
            self._words(" ", gone)
            if not gone:
                kind = element.get(f"{W}type")
                self.objects.append(f"a {kind} break" if kind in ("page", "column") else
                                    "a line break")  # fmt: skip
        elif tag == f"{W}sym":
            self._symbol(element, gone)
        elif tag == f"{W}fldChar":
            self._field_mark(str(element.get(f"{W}fldCharType") or ""))
        elif tag == f"{W}instrText":
            self._field += element.text or ""
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference") and not gone:
            kind = "endnote" if "endnote" in str(tag) else "footnote"
            self.objects.append(f"{kind}:{element.get(f'{W}id')}")
        elif tag == f"{W}commentReference":
            id_ = str(element.get(f"{W}id") or "")
            if id_ not in self.running and id_ not in [c for c, _ in self.commented]:
                self.commented.append((id_, ""))
        elif tag == f"{W}ruby":
            self.objects.append("a reading above the line")
            for base in element.iter(f"{W}rubyBase"):
                self._children(base, gone=gone)
        elif tag in _OBJECTS and not gone:
            self._object(element, _OBJECTS[tag])
        elif tag == _ALTERNATE:
            for child in element[0] if len(element) else ():
                self._content(child, gone=gone)

    def _words(self, text: str, gone: bool) -> None:
        if not gone:
            self.text += text

    def _symbol(self, element: etree._Element, gone: bool) -> None:
        try:
            code = int(str(element.get(f"{W}char") or ""), 16)
        except ValueError:
            code = 0
        # Signs of a symbol font have a private number and no letter of their own.
        if 0x20 <= code < 0xD800:
            self._words(chr(code), gone)
        elif not gone:
            self.objects.append("a sign of a symbol font")

    def _object(self, element: etree._Element, kind: str) -> None:
        boxes = list(element.iter(f"{W}txbxContent"))
        # The same box stands twice, in the new form and the old; the first is enough.
        self.boxes += boxes[:1]
        self.objects.append("a text box" if boxes else kind)

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self._field = ""
        elif kind in ("separate", "end") and self._field:
            self._is_field(self._field)
            self._field = ""

    def _is_field(self, instruction: str) -> None:
        words = instruction.split()
        name = words[0].upper() if words else "?"
        if name == "HYPERLINK":
            target = next((w.strip('"') for w in words[1:] if w.startswith('"')), "")
            self.links.append(("", target))
        else:
            self.objects.append(f"a field ({name[:20]})")

    def _formats(self, properties: etree._Element, words: str) -> None:
        changed = properties.find(f"{W}rPrChange")
        if changed is not None:
            who, when = str(changed.get(f"{W}author") or ""), str(changed.get(f"{W}date") or "")
            self.revisions.append(Revision("format", words, who, when))
        if not words.strip():
            return
        for child in properties:
            name = str(child.tag).removeprefix(W)
            kind = _SET_BY_HAND.get(name, "")
            off = child.get(f"{W}val") in (*_OFF, "000000")
            if name == "rFonts" and self._other_face(child):
                kind, off = OTHER_LETTERS[0], False
            elif name == "sz" and self._around.size:
                size = str(child.get(f"{W}val") or "")
                kind, off = OTHER_LETTERS[1], size in ("", self._around.size)
            if name == "rStyle":
                kind, off = self._foreign_style(str(child.get(f"{W}val") or "")), False
            if kind and not off:
                self._format(kind, words)

    def _other_face(self, fonts: etree._Element) -> bool:
        named = {fonts.get(f"{W}{slot}") for slot in ("ascii", "hAnsi", "eastAsia")} - {None}
        return bool(self._around.faces) and not named <= self._around.faces

    def _foreign_style(self, id_: str) -> str:
        name = self._styles.get(id_, (id_, ""))[0]
        return "" if "".join(name.casefold().split()) in _OUR_STYLES else f"style {name!r}"

    def _format(self, kind: str, words: str) -> None:
        """Runs that follow one another in the same form are one."""
        for place in range(len(self.formats) - 1, -1, -1):
            known, before = self.formats[place]
            if known == kind and self.text.endswith(before + words):
                self.formats[place] = (kind, before + words)
                return
        self.formats.append((kind, words))


def _is_math_text(element: etree._Element) -> bool:
    return element.tag in (f"{_MATH}t", f"{_MATH_STRICT}t")

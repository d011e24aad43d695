"""A Word file opened safely: its parts as trees, in one form of the format, within bounds."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from torimatome.errors import Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# The text of a 24-page issue is 0.5 MB of XML, with a comment a sentence 1 MB; a tree takes some
# 200 bytes an element.
MOST_BYTES = 10_000_000
MOST_ELEMENTS = 250_000
MOST_PARTS = 2_000
MOST_ALL = 40_000_000
# The strict form of the format differs from the usual one in its addresses alone.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
_OLD = b"\xd0\xcf\x11\xe0"
_RTF = b"{\\rtf"
_ZIP = b"PK"
_DOCUMENT = f"{R[1:-1]}/officeDocument"


class WordFile:
    """The parts of one file, read when asked for."""

    def __init__(self, body: bytes, name: str) -> None:
        self.name = name
        if body.startswith(_OLD):
            raise Unreadable(
                name,
                "an old .doc file, or one locked with a password; open it in Word or LibreOffice"
                " and save it as .docx without a password",
            )
        if body.startswith(_RTF):
            raise Unreadable(name, "an RTF file; open it and save it as .docx")
        if not body.startswith(_ZIP):
            what = "an empty file" if not body.strip() else "a file of another kind"
            raise Unreadable(name, f"no Word file: {what}; save the copy as .docx")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except zipfile.BadZipFile as error:
            why = f"no Word file to read: it is damaged or not whole ({error}); save it again"
            raise Unreadable(name, why) from error
        except (EOFError, OSError, ValueError, NotImplementedError) as error:
            raise Unreadable(name, f"no Word file: {error}") from error
        self.names = frozenset(self._zip.namelist())
        if len(self._zip.namelist()) > MOST_PARTS:
            raise Unreadable(name, f"a file of more than {MOST_PARTS:,} parts is no bulletin")
        self._left = MOST_ALL
        self.document = self._find()
        self.folder = posixpath.dirname(self.document)

    def part(self, name: str) -> bytes | None:
        """The bytes of a part. Raises Unreadable when it is too large or broken."""
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as file:
                octets = file.read(MOST_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise Unreadable(self.name, f"no Word file: {name!r}: {error}") from error
        except (NotImplementedError, RuntimeError) as error:
            raise Unreadable(self.name, f"no Word file we can open: {error}") from error
        self._left -= len(octets)
        if len(octets) > MOST_BYTES or self._left < 0:
            raise Unreadable(self.name, "the Word file is far larger than any bulletin")
        return octets

    def tree(self, name: str) -> etree._Element | None:
        """A part as a tree; None when the file has none of that name."""
        octets = self.part(name)
        return None if octets is None else tree_of(octets, self.name)

    def beside(self, name: str) -> etree._Element | None:
        """A part that lies beside the document, such as "styles.xml"."""
        return self.tree(posixpath.join(self.folder, name))

    def like(self, begin: str) -> list[str]:
        """Names of the parts that begin so and end in .xml, sorted."""
        return sorted(n for n in self.names if n.startswith(begin) and n.endswith(".xml"))

    def links(self, part: str) -> dict[str, str]:
        """Where the relations of a part lead, by their id."""
        folder, name = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = tree if tree is not None else ()
        return {
            str(each.get("Id") or ""): str(each.get("Target") or "")
            for each in found
            if isinstance(each.tag, str)
        }

    def _find(self) -> str:
        """Where the document's text lies; nearly always word/document.xml."""
        if "word/document.xml" in self.names:
            return "word/document.xml"
        tree = self.tree("_rels/.rels")
        for each in tree if tree is not None else ():
            target = str(each.get("Target") or "").lstrip("/")
            if each.get("Type") == _DOCUMENT and target in self.names:
                return target
        if "content.xml" in self.names:
            raise Unreadable(self.name, "an OpenDocument file; open it and save it as .docx")
        raise Unreadable(self.name, "a zip file without word/document.xml is no Word file")


def tree_of(octets: bytes, name: str) -> etree._Element:
    """The tree of a part. Raises Unreadable for broken XML and for XML with rules of its own."""
    if octets.count(b"<") > MOST_ELEMENTS:
        raise Unreadable(name, "the Word file is far larger than any bulletin")
    for strict, usual in _STRICT:
        octets = octets.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(octets, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(name, f"no Word file: {error}") from error
    # No program that writes Word files writes a document type; one that is there wants something.
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(name, "a Word file with a document type in it is refused")
    return root


def style_names(tree: etree._Element | None) -> dict[str, tuple[str, str]]:
    """Each style's name, in small letters without spaces, and the style it is based on, by id."""
    found = {}
    for style in tree.iter(f"{W}style") if tree is not None else ():
        name, base = style.find(f"{W}name"), style.find(f"{W}basedOn")
        id_ = str(style.get(f"{W}styleId") or "")
        shown = str(name.get(f"{W}val") or "") if name is not None else id_
        found[id_] = (shown, str(base.get(f"{W}val") or "") if base is not None else "")
    return found


@dataclass(frozen=True)
class Letters:
    """The faces and sizes a file's styles use: what a run has besides was set by hand."""

    faces: frozenset[str] = frozenset()
    sizes: Mapping[str, str] = field(default_factory=dict)  # style id → half points; "" = Normal


def letters(tree: etree._Element | None) -> Letters:
    """The faces of any style, and the size of each paragraph style, its bases looked through."""
    if tree is None:
        return Letters()
    faces = {
        str(face)
        for fonts in tree.iter(f"{W}rFonts")
        for slot in ("ascii", "hAnsi", "eastAsia")
        if (face := fonts.get(f"{W}{slot}"))
    }
    usual = tree.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
    own: dict[str, tuple[str, str]] = {}
    for style in tree.iter(f"{W}style"):
        size, base = style.find(f"{W}rPr/{W}sz"), style.find(f"{W}basedOn")
        id_ = str(style.get(f"{W}styleId") or "")
        own[id_] = (_val(size), _val(base))
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
            own[""] = (_val(size), "")
    sizes = {id_: _size_of(id_, own) or own.get("", ("", ""))[0] or _val(usual) for id_ in own}
    return Letters(frozenset(faces), sizes)


def _size_of(style: str, own: Mapping[str, tuple[str, str]]) -> str:
    for _ in range(10):  # styles may be based on each other in a circle
        size, base = own.get(style, ("", ""))
        if size or not base:
            return size
        style = base
    return ""


def _val(element: etree._Element | None) -> str:
    return "" if element is None else str(element.get(f"{W}val") or "")

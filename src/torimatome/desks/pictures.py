"""The logos and fonts in a desk's folder: read, measured, and made safe to set."""

import struct
from collections.abc import Iterator
from pathlib import Path

import typst
from lxml import etree

from torimatome.errors import SetupError
from torimatome.model.look import Picture

# A coat of arms as SVG has 20 to 150 kB, as PNG at print size 300; a file twice as large is a
# photograph that would be in every copy of every bulletin.
MOST_BYTES = 600_000
MOST_SIDE = 6_000  # pixels; a picture is unpacked whole while a PDF is made
MOST_PICTURES = 12
MOST_FONTS = 24
MOST_FONT_BYTES = 40_000_000
MOST_ELEMENTS = 5_000

_SVG = "http://www.w3.org/2000/svg"
# Shapes and paint only: nothing that runs, fetches, embeds a page or sets its own style sheet.
_SHAPES = frozenset(
    "svg g path rect circle ellipse line polyline polygon defs linearGradient radialGradient stop"
    " clipPath mask use symbol title desc text tspan".split()
)
_PAINT = frozenset(
    "id d x y x1 y1 x2 y2 cx cy r rx ry fx fy width height viewBox preserveAspectRatio points"
    " transform fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap"
    " stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity offset"
    " stop-color stop-opacity gradientUnits gradientTransform spreadMethod clip-path clip-rule"
    " clipPathUnits mask maskUnits maskContentUnits color version font-size font-family"
    " font-weight text-anchor".split()
)


def pictures_in(folder: Path) -> tuple[Picture, ...]:
    """Every picture in the desk's folder that may be its logo, by name. Raises SetupError."""
    found = sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in (".png", ".jpg", ".jpeg", ".svg")
    )
    if len(found) > MOST_PICTURES:
        raise SetupError(f"{folder}: {len(found)} pictures; a desk's folder holds {MOST_PICTURES}")
    return tuple(_picture(path) for path in found)


def fonts_in(folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The font files in the desk's folder `fonts`, and the families they hold."""
    place = folder / "fonts"
    if not place.is_dir():
        return (), ()
    files = sorted(p for p in place.iterdir() if p.suffix.lower() in (".ttf", ".otf"))
    if len(files) > MOST_FONTS or sum(p.stat().st_size for p in files) > MOST_FONT_BYTES:
        limit = f"{MOST_FONTS} files and {MOST_FONT_BYTES // 1_000_000} MB"
        raise SetupError(f"{place}: too many or too large fonts; {limit} are the most")
    families = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(place)]
    ).families()
    return tuple(str(p.resolve()) for p in files), tuple(families)


def _picture(path: Path) -> Picture:
    if path.is_symlink() or not path.is_file():
        raise SetupError(f"{path}: a logo must be a file of its own, not a link to one elsewhere")
    size = path.stat().st_size
    if not 0 < size <= MOST_BYTES:
        raise SetupError(f"{path}: {size:,} bytes; a logo has 1 to {MOST_BYTES:,}; make it smaller")
    octets = path.read_bytes()
    if path.suffix.lower() == ".svg":
        return _drawing(path, octets)
    if octets.startswith(b"\x89PNG\r\n\x1a\n") and octets[12:16] == b"IHDR" and size > 32:
        kind, (width, height) = "png", struct.unpack(">II", octets[16:24])
    elif octets.startswith(b"\xff\xd8\xff"):
        kind, (width, height) = "jpeg", _jpeg_size(path, octets)
    else:
        raise SetupError(f"{path}: neither PNG nor JPEG, whatever its name says; save it anew")
    if not (0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE):
        raise SetupError(f"{path}: {width} x {height} pixels; at most {MOST_SIDE} each way")
    return Picture(path.name, kind, octets, float(width), float(height))


def _jpeg_size(path: Path, octets: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(octets) and octets[at] == 0xFF:
        marker, length = octets[at + 1], int.from_bytes(octets[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", octets[at + 5 : at + 9])
            return width, height
        at += 2 + max(length, 2)
    raise SetupError(f"{path}: a JPEG without a size; save it anew")


def _drawing(path: Path, octets: bytes) -> Picture:
    """An SVG with only shapes and paint left in it."""
    if b"<!DOCTYPE" in octets or b"<!ENTITY" in octets:
        raise SetupError(f"{path}: it declares entities; save it as plain SVG")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(octets, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SetupError(f"{path}: no SVG: {error}") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise SetupError(f"{path}: no SVG: its first element is {root.tag!r}")
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise SetupError(f"{path}: more than {MOST_ELEMENTS:,} shapes; simplify it")
    for element in list(root.iter()):
        name = etree.QName(element)
        if name.namespace != _SVG or name.localname not in _SHAPES:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        for key in list(element.attrib):
            if not _may_stay(str(key), str(element.attrib[key])):
                del element.attrib[key]
    width, height = _extent(path, root)
    etree.cleanup_namespaces(root)
    return Picture(path.name, "svg", etree.tostring(root), width, height)


def _may_stay(key: str, value: str) -> bool:
    low = value.casefold()
    if key in ("href", "{http://www.w3.org/1999/xlink}href"):
        return value.startswith("#")
    outside = "url(" in low and "url(#" not in low.replace(" ", "")
    return key in _PAINT and not outside and "javascript:" not in low


def _extent(path: Path, root: etree._Element) -> tuple[float, float]:
    sides = list(_numbers((root.get("viewBox") or "").replace(",", " ").split()[2:4]))
    if len(sides) < 2:
        sides = list(_numbers([root.get("width") or "", root.get("height") or ""]))
    if len(sides) < 2 or not all(0 < side < 1e6 for side in sides):
        raise SetupError(f"{path}: it does not say its size; give it a viewBox")
    return sides[0], sides[1]


def _numbers(words: list[str]) -> Iterator[float]:
    for word in words:
        try:
            yield float(word.rstrip("pxtmcin "))
        except ValueError:
            return

"""XML from strangers, as a tree: no entity is expanded, nothing fetched, broken markup mended."""

import html
import re
from dataclasses import dataclass
from html.entities import html5

from lxml import etree

from torimatome.collect.decode import decode
from torimatome.errors import Refused, Unreadable

# The largest feed in 2,300 samples has 1.1 MB, the sitemap standard stops at 50 MB.
MOST_BYTES = 50_000_000

_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_ENTITY_DECLARED = re.compile(
    r"<!ENTITY\s+(%\s+)?([^\s%&;\"'<>]{1,200})\s+"
    r"(?:(SYSTEM|PUBLIC)\b|\"([^\"]*)\"|'([^']*)')",
    re.IGNORECASE,
)
_CHARACTER = re.compile(r"&#(?:x[0-9a-f]+|[0-9]+);", re.IGNORECASE)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{0,31});")
_LONE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")
_BAD_REFERENCE = re.compile(r"&#(x[0-9a-fA-F]{1,6}|[0-9]{1,7});")
_LONE_LESS = re.compile(r"<(?![A-Za-z_:/!?])")
_DECLARATION = re.compile(r"<\?xml\b[^<>]{0,300}?>", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UTF32 = ((b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"))  # without byte order mark
_CDATA = "<![CDATA["
_ITEM_END = re.compile(r"</(?:item|entry|url)\s*>", re.IGNORECASE)
_ROOT = re.compile(
    r"<(?:[A-Za-z][\w.\-]*:)?(?:rss|feed|rdf|channel|urlset|sitemapindex)(?=[\s>])", re.I
)
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))


@dataclass(frozen=True)
class Tree:
    """A parsed document."""

    root: etree._Element
    text: str  # what was parsed, decoded and without its document type
    mended: bool  # the markup was broken: parts may be missing or nested oddly
    warnings: tuple[str, ...]


def to_text(body: bytes, charset: str = "") -> tuple[str, tuple[str, ...]]:
    """Decoded text without byte order mark, and what was wrong with its encoding."""
    for start, codec in _UTF32:
        if body.startswith(start):
            return body.decode(codec, "replace"), ()
    decoded = decode(body, charset)
    return decoded.text.lstrip("\ufeff"), decoded.warnings


def read_xml(text: str, subject: str) -> Tree:
    """The tree of `text`, mended if it must be.

    Refuses entities that read files or addresses, or that are built of one another (the way
    to make a small document fill the memory); other declared entities are left unexpanded.
    Raises Unreadable when not even mending leaves an element.
    """
    warnings: list[str] = []
    body = _without_doctype(text, subject, warnings)
    declaration = _DECLARATION.match(body.lstrip())
    body = body.lstrip()[declaration.end() if declaration else 0 :].strip()
    strict = _parse(body, recover=False)
    if strict is not None:
        return Tree(strict, body, False, tuple(warnings))
    root_tag = _ROOT.search(body)
    # What stands before the root (a server's warnings, a second declaration) is not the feed's.
    mended = mend(body[root_tag.start() :] if root_tag else body)
    root = _parse(mended, recover=False)
    broken = root is None
    if root is None:
        root = _parse(mended, recover=True)
    if root is None:
        raise Unreadable(subject, f"it is not XML; it begins {glimpse(text)!r}")
    warnings.append("the XML is broken and was mended" if broken else "the XML needed repair")
    return Tree(root, mended, broken, tuple(warnings))


def mend(text: str) -> str:
    """Repairs that need no tree: control characters, lone "&" and "<", HTML's entity names.

    CDATA sections and comments are left as they are.
    """
    out = []
    for chunk, literal in _chunks(_CONTROL.sub(" ", text)):
        if literal:
            out.append(chunk)
            continue
        named = _NAMED.sub(_to_letter, chunk)
        numbered = _BAD_REFERENCE.sub(_to_valid, named)
        out.append(_LONE_LESS.sub("&lt;", _LONE_AMPERSAND.sub("&amp;", numbered)))
    return "".join(out)


def outside_literals(text: str) -> str:
    """The text without CDATA sections and comments, where a tag is only words."""
    return " ".join(chunk for chunk, literal in _chunks(text) if not literal)


def parse_fragment(text: str) -> etree._Element | None:
    """A piece of a broken document as an element of its own, or None."""
    return _parse(text, recover=True)


def glimpse(text: str) -> str:
    """How a document begins, in 60 letters for an error message."""
    folded = " ".join(text[:240].split())  # indented markup is mostly white space
    return folded if len(folded) <= 60 else folded[:60] + "…"


def html_title(text: str) -> str | None:
    """The <title> of an HTML page ("" when it has none); None when `text` is no HTML page."""
    head = outside_literals(text[:20_000]).lstrip()[:10_000]
    if not re.match(
        r"(?:<\?[^>]*>\s*)?(?:<!doctype\s+html|<(?:html|head|body|title|meta)\b)", head, re.I
    ):
        return None
    tag = re.search(r"<(?:html|body)\b", head, re.IGNORECASE)
    root = _ROOT.search(head)
    if root and (tag is None or root.start() < tag.start()):
        return None  # a feed under a page's document type
    found = re.search(r"<title[^<>]*>([^<]{0,300})", head, re.IGNORECASE)
    return " ".join(html.unescape(found[1]).split()) if found else ""


def _parse(text: str, *, recover: bool) -> etree._Element | None:
    # The parser never meets a document type (see _without_doctype); the switches stay as a
    # second wall. huge_tree off keeps libxml2's own limits: 256 levels, 10 MB in one text.
    parser = etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _without_doctype(text: str, subject: str, warnings: list[str]) -> str:
    """Cut the document type out of the prolog, after judging what entities it declares."""
    kept: list[str] = []
    done = at = 0
    while (at := text.find("<", at)) >= 0:
        end = text.find(">", at)
        if text.startswith("<!--", at):
            end = text.find("-->", at) + 2
        elif text.startswith("<?", at):
            end = text.find("?>", at) + 1
        elif _DOCTYPE.match(text, at):
            end = _doctype_end(text, at)
            _judge_entities(text[at:end], subject, warnings)
            kept.append(text[done:at])
            done = at = end
            continue
        else:
            break
        if end <= at:  # never closed
            break
        at = end + 1
    return "".join(kept) + text[done:]


def _doctype_end(text: str, start: int) -> int:
    """Where `<!DOCTYPE …>` ends; quoted text and one level of brackets may hold a ">"."""
    close = text.find(">", start)
    if close == -1:
        return len(text)
    bracket = text.find("[", start, close)
    if bracket == -1:
        return close + 1
    end = re.compile(r"\]\s*>").search(text, bracket)
    return end.end() if end else len(text)


def _judge_entities(doctype: str, subject: str, warnings: list[str]) -> None:
    declared = 0
    for match in _ENTITY_DECLARED.finditer(doctype):
        declared += 1
        parameter, name, outside = match[1], match[2], match[3]
        value = match[4] or match[5] or ""
        if outside and not parameter:
            raise Refused(subject, f"its entity {name!r} would read another file; none is read")
        if "&" in _CHARACTER.sub("", value) or "%" in value:
            raise Refused(
                subject, f"its entity {name!r} is built of other entities, as in an XML bomb"
            )
    if declared:
        warnings.append(f"{declared} entities declared in the document type are not expanded")


def _chunks(text: str) -> list[tuple[str, bool]]:
    """The text cut at CDATA sections and comments: (chunk, is it one of these)."""
    out: list[tuple[str, bool]] = []
    at = 0
    cdata, comment = text.find(_CDATA), text.find("<!--")
    while cdata >= 0 or comment >= 0:
        is_cdata = comment < 0 or 0 <= cdata < comment
        start = cdata if is_cdata else comment
        end = text.find("]]>" if is_cdata else "-->", start + 4)
        end = len(text) if end < 0 else end + 3
        closer = ""
        if is_cdata:
            end, closer = _cdata_end(text, start, end)
        out += [(text[at:start], False), (text[start:end] + closer, True)]
        at = end
        if 0 <= cdata < at:
            cdata = text.find(_CDATA, at)
        if 0 <= comment < at:
            comment = text.find("<!--", at)
    out.append((text[at:], False))
    return out


def _cdata_end(text: str, start: int, end: int) -> tuple[int, str]:
    """Where a CDATA section really ends; one that was never closed must not eat the next item."""
    never_closed = not text.endswith("]]>", start, end)
    if not never_closed and text.find(_CDATA, start + 9, end) < 0:
        return end, ""
    item_end = _ITEM_END.search(text, start, end)
    if item_end:
        return item_end.start(), "]]>"
    return end, "]]>" if never_closed else ""


def _to_letter(match: re.Match[str]) -> str:
    name = match[1]
    return match[0] if name in _XML_NAMES else html5.get(name + ";", match[0])


def _to_valid(match: re.Match[str]) -> str:
    """A reference to a character XML knows; Windows' own of 128 to 159 read as Windows means."""
    number = int(match[1][1:], 16) if match[1][0] == "x" else int(match[1])
    if number in (9, 10, 13) or 160 <= number < 0xD800 or 32 <= number < 127:
        return match[0]
    if 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000:
        return match[0]
    letter = html.unescape(match[0])
    return letter if letter.isprintable() and letter != "\ufffd" else " "

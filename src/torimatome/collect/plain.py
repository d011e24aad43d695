"""HTML of a feed or a page's part to plain text: one line for titles, paragraphs for bodies."""

import html
import re

from lxml import etree

# Elements that end a paragraph when they open or close; <br> is one as well, because feeds
# use it for nothing else.
BLOCKS = frozenset(
    "p div br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table thead tbody tfoot tr"
    " caption section article aside header footer main nav figure address form fieldset"
    " center details summary body html".split()
)
_SILENT = frozenset(
    "script style head title noscript template iframe object svg math form button select"
    " textarea figcaption video audio canvas".split()
)
_CELLS = frozenset(("td", "th"))
_KNOWN = (
    "a abbr acronym address article aside b bdi bdo big blockquote body br caption center cite"
    " code dd del div dl dt em figure figcaption font footer h1 h2 h3 h4 h5 h6 head header hr"
    " html i iframe img ins kbd li link main mark meta nav ol p pre q s samp script section"
    " small span strike strong style sub sup svg table tbody td th thead time title tr tt u ul"
    " var video wbr"
).split()
_TAG = re.compile(rf"<(?:/?(?:{'|'.join(_KNOWN)})(?=[\s/>])[^<>]*>|!--)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
# What nobody sees, and what turns the direction of writing.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\ufeff\u200b\u00ad"
    "\u200e\u200f\u202a-\u202e\u2060-\u2069]"
)
# Joiners, which Persian and Indic words need: between letters of Europe they only split a name.
SPLITTING = re.compile("(?<=[A-Za-z\u00c0-\u052f])[\u200c\u200d]+(?=[A-Za-z\u00c0-\u052f])")
_GAP = re.compile(r"\n\s*\n")

# Characters of one line, such as a title. The longest title in 2,300 sample feeds has under 500;
# what is longer is no headline, and would cost every later step time.
MOST_LINE = 1_000
MOST_HTML = 4_000_000  # characters of one body; the longest in 2,300 sample feeds has 130,000


def has_markup(text: str) -> bool:
    """Whether an HTML tag or entity stands in it; "x < y" and "AT&T" hold none."""
    return bool(_TAG.search(text) or _ENTITY.search(text))


def fold(text: str) -> str:
    """One line: control and invisible characters dropped, white space folded."""
    if text.isprintable():  # the quick way past texts without any such character
        return " ".join(text.split())
    return " ".join(SPLITTING.sub("", _UNWANTED.sub("", text)).split())


def plain_line(text: str) -> str:
    """A title: tags and entities resolved, on one line. Text without markup stays as it is."""
    if _TAG.search(text):
        return cut(" ".join(_paragraphs(text)))
    return cut(fold(html.unescape(text) if _ENTITY.search(text) else text))


def cut(line: str) -> str:
    """The line, or its first thousand characters and an ellipsis."""
    return line if len(line) <= MOST_LINE else line[: MOST_LINE - 1].rstrip() + "…"


def plain_text(text: str) -> str:
    """A body: its paragraphs, parted by an empty line. Plain text keeps its own paragraphs."""
    if _TAG.search(text):
        return "\n\n".join(_paragraphs(text))
    whole = html.unescape(text) if _ENTITY.search(text) else text
    return "\n\n".join(line for line in map(fold, _GAP.split(whole)) if line)


def text_of(element: etree._Element) -> str:
    """The paragraphs of an element already parsed, XHTML or HTML; its tail is left out."""
    return "\n\n".join(_walk(element))


def line_of(element: etree._Element) -> str:
    """The words of an element already parsed, on one line."""
    return cut(" ".join(_walk(element)))


def _paragraphs(text: str) -> list[str]:
    clean = _UNWANTED.sub("", text[:MOST_HTML])
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(f"<div>{clean}</div>", parser)
    except (etree.XMLSyntaxError, ValueError):  # markup so odd that nothing is left of it
        root = None
    return [] if root is None else _walk(root)


def _walk(root: etree._Element) -> list[str]:
    """Text by paragraph, without recursion: pages nest deeper than Python calls do."""
    out: list[str] = []
    run: list[str] = []
    silent = 0

    def close() -> None:
        line = fold("".join(run))
        run.clear()
        if line:
            out.append(line)

    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if not silent and element.tail:
                run.append(element.tail)
            continue
        # The element asked for is read whatever its name: a feed's <title> is what we came for.
        name = "" if element is root else _local(element)
        if event == "start":
            silent += name in _SILENT
            if not silent:
                if name in BLOCKS:
                    close()
                run.append(element.text or "")
            continue
        if name in _SILENT:
            silent -= 1
        if not silent:
            if name in BLOCKS:
                close()
            elif name in _CELLS:
                run.append(" ")
            if element is not root:
                run.append(element.tail or "")
    close()
    return out


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""

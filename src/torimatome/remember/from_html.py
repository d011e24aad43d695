"""HTML, ours or another's: its paragraphs, headings and lists as Lines."""

from lxml import etree

from torimatome.errors import Unreadable
from torimatome.remember.gather import Gather
from torimatome.remember.lines import Line

# An issue of 44 items with all its sources has 1 MB and 30,000 elements; a tree takes about
# 200 bytes an element, so these keep memory below 200 MB.
_MOST_BYTES = 6_000_000
_MOST_ELEMENTS = 200_000
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd div dl dt figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hgroup hr html li main ol p pre section table tbody td tfoot"
    " th thead tr ul".split()
)
_SKIPPED = frozenset(
    "head script style nav aside details template noscript svg math iframe object sup button select"
    " textarea".split()
)
_BOLD, _ITALIC = frozenset(("b", "strong")), frozenset(("i", "em", "cite"))


def lines_of_html(body: bytes, name: str) -> list[Line]:
    """The page's paragraphs in order. Raises Unreadable for what is no HTML."""
    if len(body) > _MOST_BYTES or body.count(b"<") > _MOST_ELEMENTS:
        raise Unreadable(name, "the HTML is far larger than any bulletin")
    parser = etree.HTMLParser(encoding=_coding(body), no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Unreadable(name, f"no HTML: {error}") from error
    if root is None:
        raise Unreadable(name, "no HTML: the file has no element")
    ours = root.find(".//main[@id='items']") is not None and root.find(".//header/h1") is not None
    return _Walk(ours).lines(root)


def _coding(body: bytes) -> str | None:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


class _Walk:
    def __init__(self, ours: bool) -> None:
        self.ours = ours
        self.gather = Gather()
        self.path: list[tuple[str, str]] = []  # tag and class of the elements that are open
        self.anchor = ""

    def lines(self, root: etree._Element) -> list[Line]:
        skipping = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if self.gather.full:
                break
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if skipping or self._is_left_out(tag, element):
                    skipping += 1
                    continue
                self._start(tag, element)
                self.gather.words(element.text or "")
                continue
            if skipping:
                skipping -= 1
            else:
                self._end(tag)
            if not skipping:
                self.gather.words(element.tail or "")
        self.gather.end(self._role())
        return self.gather.lines

    def _is_left_out(self, tag: str, element: etree._Element) -> bool:
        if not tag or tag in _SKIPPED:
            return True
        classes = (element.get("class") or "").split()
        return self.ours and bool({"skip", "mark", "check"}.intersection(classes))

    def _start(self, tag: str, element: etree._Element) -> None:
        if tag in _BLOCKS:
            self._paragraph()
        elif tag == "br":
            self._paragraph("blank")
        self.path.append((tag, element.get("class") or ""))
        if tag == "article" and self.ours:
            self.anchor = (element.get("id") or "").removeprefix("item-")
        kind, target = self._kind(tag, element)
        if kind:
            self.gather.open(kind, target)
        if tag == "li" and not self.ours:
            self.gather.words("- ")

    def _kind(self, tag: str, element: etree._Element) -> tuple[str, str]:
        if tag in _BOLD:
            return ("label" if self._group() else "bold"), ""
        if tag in _ITALIC:
            return "italic", ""
        if tag == "a":
            return "link", element.get("href") or ""
        if tag == "span" and self.ours and "cite" in (element.get("class") or "").split():
            return "cite", ""
        return "", ""

    def _end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._paragraph()
        opened = self.path.pop()
        marked = (
            opened[0] in _BOLD
            or opened[0] in _ITALIC
            or opened[0] == "a"
            or (opened[0] == "span" and self.ours and "cite" in opened[1].split())
        )
        if marked:
            self.gather.close()

    def _paragraph(self, part: str = "sure") -> None:
        role = self._role()
        self.gather.end(role, part, self.anchor if role == "headline" else "")

    def _group(self) -> str:
        if not self.ours:
            return ""
        return next((c for t, c in reversed(self.path) if t == "div" and c in ("side", "note")), "")

    def _role(self) -> str:
        if not self.ours:
            return ""
        tags = [tag for tag, _ in self.path]
        if "header" in tags:
            if any(kind == "notice" for _, kind in self.path):
                return "notice"
            return "title" if "h1" in tags else ""
        if tags and self.path[-1][1] == "end":
            return "end"
        if "li" in tags:
            return f"{self._group() or 'text'}_bullet"
        headings = {"h2": "section", "h3": "headline", "h4": "subheading", "hgroup": "headline_2"}
        for tag, role in headings.items():
            if tag in tags and not (tag == "hgroup" and "h3" in tags):
                return role
        return self._group() or "text"

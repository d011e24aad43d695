"""The cases about print: words and addresses put in every place of an Issue, then published.

Each form is compared with the same Issue holding plain words: hostile words may add no kind of
element, attribute, field, action or relation that plain words do not bring.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from functools import cache

import html5lib
import pikepdf
import pypdfium2  # type: ignore[import-untyped]
from hostile_cases import Case, Outcome, judged, octets
from lxml import etree

from torimatome.errors import DeskError
from torimatome.model import (
    Block,
    Check,
    Citation,
    Issue,
    Item,
    Link,
    Passage,
    Period,
    Section,
    Sentence,
)
from torimatome.publish.docx import to_docx
from torimatome.publish.fonts import find_fonts
from torimatome.publish.html import to_html
from torimatome.publish.issue_json import to_json
from torimatome.publish.pdf import to_pdf
from torimatome.publish.sources_page import to_index
from torimatome.remember.from_json import issue_of_json

PLAIN_WORDS = "plain words 平易な言葉"
PLAIN_ADDRESS = "https://news.example/2026/a"
_LIVE_LINK = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
# What breaks lines in Japanese and long words; carries nothing.
_HARMLESS_TAGS = {("wbr", "")}
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_FIELD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instrText"


@dataclass(frozen=True)
class Shape:
    """The kinds of things in a published form that could be alive, and the words it shows."""

    kinds: frozenset[tuple[str, str]]
    links: frozenset[str]
    words: str


def run_publish(case: Case) -> Outcome:
    """What becomes of the case's words and address in HTML, Word, PDF and JSON."""
    words = octets(case.text).decode("utf-8", "surrogatepass") or PLAIN_WORDS
    issue = issue_with(words, case.target or PLAIN_ADDRESS)
    try:
        found = shapes(issue)
        wrong = _json_wrong(issue)
    except DeskError as error:
        return judged(case, Outcome("refused", str(error)), str(error))
    for form, shape in found.items():
        wrong += _form_wrong(case, form, shape)
    shown = "\n".join(shape.words for shape in found.values())
    return judged(case, Outcome("harmless", "nothing came alive", tuple(wrong)), shown)


def issue_with(words: str, target: str) -> Issue:
    """An Issue with these words and this address wherever it can hold any."""
    passage = Passage(
        "0123456789abcdef", 1, 0, len(words), words, target, words, "2026-05-01", "ab" * 32, "en"
    )
    sentence = Sentence(words, (passage,))
    citation = Citation(f"({words} / 01.05.2026)", (words,), "2026-05-01", "2026-05-01")
    link = (Link(words, target),)
    blocks = (
        Block("subheading", text=words, sentences=(sentence,)),
        Block("paragraph", text=words, citation=citation, sentences=(sentence,), links=link),
        Block("bullets", bullets=(words,), sentences=(sentence,), bullet_of=(0,)),
        Block("perspective", label=words, text=words, citation=citation, sentences=(sentence,)),
        Block("note", label="NOTE", text=words, sentences=(Sentence(words),), language="ja"),
    )
    item = Item(
        id="item-1", section="1", headline_ja=words, headline_en=words, blocks=blocks,
        citations=(citation,), event_date="2026-05-01", links=link, kind=words,
        headline_sources=(passage,), reasons=(words,), checks=(Check("sides", words),),
    )  # fmt: skip
    return Issue(
        title_ja=words, subtitle_ja=words, issuer_ja=words, title_en=words, issuer_en=words,
        notice_ja=words, notice_en=words, end_marker=words, desk="demo",
        period=Period("2026-05-01", "2026-05-08", words, words),
        sections=(Section("1", words, words, words),), items=(item,),
    )  # fmt: skip


def shapes(issue: Issue) -> dict[str, Shape]:
    """The Issue in every form, taken apart."""
    return {
        "html": _html(to_html(issue)),
        "index": _html(to_index(issue, {"html": "a.html"}, {})),
        "docx": _docx(to_docx(issue)),
        "pdf": _pdf(to_pdf(issue, find_fonts())),
    }


@cache
def _plain_shapes() -> dict[str, Shape]:
    return shapes(issue_with(PLAIN_WORDS, PLAIN_ADDRESS))


def _form_wrong(case: Case, form: str, shape: Shape) -> list[str]:
    new = shape.kinds - _plain_shapes()[form].kinds - _HARMLESS_TAGS
    wrong = [f"{form}: a new kind of thing {kind!r}" for kind in sorted(new)]
    wrong += [
        f"{form}: a live link to {link[:80]!r}"
        for link in sorted(shape.links)
        if not _LIVE_LINK.match(link) and link not in _plain_shapes()[form].links
    ]
    squeezed = _squeezed(shape.words)
    wrong += [
        f"{form}: {words[:80]!r} is not shown as words"
        for words in case.present
        if _squeezed(words) not in squeezed
    ]
    return wrong


def _json_wrong(issue: Issue) -> list[str]:
    again = issue_of_json(to_json(issue), "x.json")
    return [] if to_json(again) == to_json(issue) else ["json: it does not read back"]


def _squeezed(words: str) -> str:
    # Lines are broken and words hyphenated differently in each form.
    return re.sub(r"[\s\-\u00ad\u2010]+", "", words)


def _html(page: bytes) -> Shape:
    tree = html5lib.parse(page.decode("utf-8"), treebuilder="lxml", namespaceHTMLElements=False)
    kinds: set[tuple[str, str]] = set()
    links: set[str] = set()
    for element in tree.iter():
        if not isinstance(element.tag, str):
            kinds.add(("comment", ""))
            continue
        kinds.add((element.tag, ""))
        kinds |= {(element.tag, str(name)) for name in element.attrib}
        links |= {
            str(value)
            for name, value in element.attrib.items()
            if name in {"href", "src", "action"}
        }
        if element.tag == "style":
            kinds.add(("style", str(element.text)))
        if element.tag == "meta":
            kinds.add(("meta", str(element.get("content"))))
    body = tree.getroot().find("body")
    return Shape(frozenset(kinds), frozenset(links), "".join(body.itertext()))


def _docx(file: bytes) -> Shape:
    kinds: set[tuple[str, str]] = set()
    links: set[str] = set()
    words: list[str] = []
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        for name in parts.namelist():
            kinds.add(("part", name))
            if not name.endswith((".xml", ".rels")):
                continue
            for element in etree.fromstring(parts.read(name)).iter():
                kinds.add((str(element.tag), ""))
                if element.tag == _RELATIONS:
                    kinds.add(("relation", str(element.get("Type"))))
                    if element.get("TargetMode") == "External":
                        links.add(str(element.get("Target")))
                elif element.tag == _FIELD:
                    kinds.add(("field", str(element.text)))
                elif name == "word/document.xml" and element.text:
                    words.append(str(element.text))
    return Shape(frozenset(kinds), frozenset(links), "".join(words))


def _pdf(file: bytes) -> Shape:
    kinds: set[tuple[str, str]] = set()
    links: set[str] = set()
    with pikepdf.open(io.BytesIO(file)) as pdf:
        for found in pdf.objects:
            for one in _dictionaries(found):
                kinds |= {
                    ("key", key) for key in ("/JS", "/AA", "/OpenAction", "/XFA") if key in one
                }
                if "/S" in one and isinstance(one["/S"], pikepdf.Name):
                    kinds.add(("kind", str(one["/S"])))
                if "/URI" in one:
                    links.add(str(one["/URI"]))
        kinds |= {("attached", name) for name in pdf.attachments}
    document = pypdfium2.PdfDocument(file)
    words = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return Shape(frozenset(kinds), frozenset(links), words.replace("\ufffe", ""))


def _dictionaries(found: pikepdf.Object) -> list[pikepdf.Object]:
    """The object and what is nested directly in it, streams by their dictionary."""
    waiting: list[pikepdf.Object] = [found]
    seen: list[pikepdf.Object] = []
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            seen.append(one)
            waiting += [value for value in dict(one.items()).values() if not _elsewhere(value)]
        elif isinstance(one, pikepdf.Array):
            waiting += [value for value in one if not _elsewhere(value)]
    return seen


def _elsewhere(value: object) -> bool:
    # Objects of their own are visited on their own turn.
    return not isinstance(value, pikepdf.Object) or value.is_indirect

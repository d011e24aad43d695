"""The tree of tags of a PDF: which words are one paragraph, of what kind, in which language."""

from typing import Any, NamedTuple

from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.utils import decode_text
from pdfplumber.pdf import PDF

_MOST_NODES = 1_000_000
_PARAGRAPHS = frozenset("P H H1 H2 H3 H4 H5 H6 LI TD TH Title Caption BlockQuote Note".split())


class Tagged(NamedTuple):
    """Where in the tree of tags a stretch of words stands."""

    number: int = 0  # of its paragraph; 0 = in none
    kind: str = ""  # the paragraph's tag
    group: int = 0  # number of the quotation around it; 0 = none
    within: str = ""  # Strong | Em | Lbl: the innermost of these around it
    language: str = ""  # ISO 639-1, as the nearest tag says


Tags = dict[tuple[int, int], Tagged]  # by page and number of the marked content
NOWHERE = Tagged()


def tags_of(pdf: PDF) -> Tags:
    """(page, marked content) → its place in the tree of tags.

    Read from the tree itself: pdfplumber forgets on which page the second half of a paragraph
    stands.
    """
    found: Tags = {}
    root = resolve1(pdf.doc.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return found
    pages = {page.page_obj.pageid: page.page_number for page in pdf.pages}
    named = resolve1(root.get("RoleMap")) or {}
    whole = Tagged(language=language_of(pdf.doc.catalog.get("Lang")))
    waiting: list[tuple[Any, Tagged, int]] = [(root.get("K"), whole, 0)]
    count, visits = 0, 0
    while waiting and visits < _MOST_NODES:
        visits += 1
        reference, place, page = waiting.pop()
        node = resolve1(reference)
        if isinstance(node, int):
            found[(page, node)] = place
        elif isinstance(node, list):
            waiting += [(child, place, page) for child in reversed(node)]
        elif isinstance(node, dict):
            on = node.get("Pg")
            page = pages.get(on.objid, page) if isinstance(on, PDFObjRef) else page
            if "MCID" in node:
                waiting.append((node["MCID"], place, page))
                continue
            tag = plain = name_of(node.get("S"))
            tag = name_of(named.get(tag)) if tag not in _PARAGRAPHS and tag in named else tag
            if tag in _PARAGRAPHS and place.kind != "LI":
                count += 1
                place = place._replace(number=count, kind=tag)
            said = language_of(node.get("Lang"))
            if said:
                place = place._replace(language=said)
            if tag == "BlockQuote":
                place = place._replace(group=count)
            elif plain in ("Strong", "Em", "Lbl"):
                place = place._replace(within=plain)
            waiting.append((node.get("K"), place, page))
    return found


def first_languages(tags: Tags) -> dict[int, str]:
    """By number of a tagged paragraph, the language its tags give its first words."""
    found: dict[int, str] = {}
    for place in tags.values():
        if place.language and place.within != "Lbl":
            found.setdefault(place.number, place.language)
    return found


def language_of(said: Any) -> str:
    """The language a tag or mark names, ISO 639-1 without its region; "" when it names none."""
    said = resolve1(said)
    text = decode_text(said) if isinstance(said, bytes) else str(said or "")
    return text.split("-")[0].casefold()


def name_of(literal: Any) -> str:
    """A PDF name as plain words; "" for nothing."""
    return str(getattr(literal, "name", literal) or "")

"""The rows of a page from top to bottom: their words, and what is bold, italic or a link."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page

from torimatome.outside.pdf import Row
from torimatome.outside.pdf.direction import in_order
from torimatome.outside.pdf.letters import Letter, apart, letters_of, once, plain
from torimatome.outside.pdf.tags import NOWHERE, Tagged, Tags

# Letters whose middles lie closer than this share of their size stand on one row.
_ROW = 0.45
# Points. A bracket set at half its width at a row's end has its middle on the edge of its link;
# the narrowest letter beside one, a space, has its own 1.3 points off.
_NEAR = 0.6
_MOST_POINTS = 800  # of a link's boxes: a hundred rows

Span = tuple[int, int, str, str]  # start, end, kind, target


class _Box(NamedTuple):
    """Where a link may be pressed; points from the upper left corner."""

    target: str
    x0: float
    x1: float
    top: float
    bottom: float


def rows_of(page: Page, tags: Tags, begins: dict[int, str], *, exact: bool) -> Iterator[Row]:
    """The page's rows from top to bottom.

    `begins` says, by number of a tagged paragraph, which language it begins in; this page's are
    added. `exact`: the file writes every space it means; a gap is none.
    """
    letters = letters_of(page, tags)
    rows: list[list[Letter]] = []
    for letter in sorted(once(letters), key=lambda c: (round(c.middle, 1), c.x0)):
        if rows and abs(letter.middle - rows[-1][0].middle) < _ROW * letter.size:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    begins |= _marked_begins(letters, page.page_number, tags)
    links = list(_boxes(page))
    for row in rows:
        # A mark in the margin, or words said again beside a heading, is not of the row.
        told = [letter for letter in row if letter.tag != "Artifact"] or row
        if exact:
            told = [replace(letter, spaced=True) for letter in told]
        made = _row(in_order(told, begins), page, links)
        if made.text.strip():
            yield made


def _marked_begins(letters: list[Letter], page: int, tags: Tags) -> dict[int, str]:
    """The language of paragraphs that begin on this page, where marks among the words say it."""
    langs: dict[int | None, str] = {}  # "" = as the tag says
    for letter in letters:
        if letter.text.strip():
            langs[letter.mark] = langs.get(letter.mark) or letter.lang
    found: dict[int, str] = {}
    seen: set[int] = set()
    for (number, mark), place in tags.items():
        # The bullet and a side's name stand before the words that decide the direction.
        if place.within in ("Lbl", "Strong") or place.number in seen:
            continue
        if number != page:
            seen.add(place.number)  # it began on an earlier page
        elif mark in langs:  # a space may stand before the first words, in a mark of its own
            seen.add(place.number)
            if langs[mark]:
                found[place.number] = langs[mark]
    return found


def _row(letters: list[Letter], page: Page, links: list[_Box]) -> Row:
    inked = [c for c in letters if c.text.strip()] or letters
    first = next((c.place for c in inked if c.place != NOWHERE), NOWHERE)
    text, spans = _words(letters, links)
    return Row(
        page=page.page_number,
        text=text,
        spans=spans,
        paragraph=first.number,
        tag="Artifact" if all(c.tag == "Artifact" for c in inked) else first.kind,
        group=first.group,
        x0=min(c.x0 for c in inked),
        x1=max(c.x1 for c in inked),
        top=min(c.top for c in inked),
        bottom=inked[0].bottom,
        size=max(c.size for c in inked),
        height=float(page.height),
        begins=inked[0].spoken,
        ends=inked[-1].spoken,
    )


def _words(letters: list[Letter], links: list[_Box]) -> tuple[str, list[Span]]:
    """What the letters say, and which stretches of it are set apart."""
    text, spans = "", list[Span]()
    before: Letter | None = None
    for letter in letters:
        parted = before is not None and not letter.spaced and apart(before, letter)
        # The mark of a bullet stands apart from its words however near they are set.
        inside = before.place.within if before is not None else ""
        parted = parted or (inside == "Lbl" != letter.place.within and bool(text))
        if parted and not text.endswith(" "):
            text += " "
        words = plain(letter.text)
        for kind, target in (*_kinds(letter, links), *_tagged_kinds(letter.place)):
            _mark(spans, text, (kind, target), len(words))
        text += words
        before = letter
    return text, spans


def _mark(spans: list[Span], text: str, kind: tuple[str, str], length: int) -> None:
    """The next `length` characters behind `text` are of this kind, as those before them may be."""
    at = next((i for i in reversed(range(len(spans))) if spans[i][2:] == kind), None)
    end = len(text) + length
    if at is not None and spans[at][1] >= len(text.rstrip()):
        spans[at] = (spans[at][0], end, *kind)
    else:
        spans.append((len(text), end, *kind))


def _kinds(letter: Letter, links: list[_Box]) -> Iterator[tuple[str, str]]:
    if any(word in letter.font for word in ("bold", "black", "heavy", "demi")):
        yield "bold", ""
    if any(word in letter.font for word in ("italic", "oblique")):
        yield "italic", ""
    across, down = (letter.x0 + letter.x1) / 2, letter.middle
    for link in links:
        if link.x0 - _NEAR <= across <= link.x1 + _NEAR and link.top <= down <= link.bottom:
            yield "link", link.target
            return


def _tagged_kinds(place: Tagged) -> Iterator[tuple[str, str]]:
    if place.within in ("Strong", "Em"):
        yield place.within.casefold(), ""


def _boxes(page: Page) -> Iterator[_Box]:
    """The boxes links cover: one a row where the PDF says so, else the one round them all."""
    for link in page.hyperlinks:
        if not link.get("uri"):
            continue
        target = str(link["uri"])
        points = resolve1((link.get("data") or {}).get("QuadPoints"))
        if not isinstance(points, list) or not 8 <= len(points) <= _MOST_POINTS:
            yield _Box(target, link["x0"], link["x1"], link["top"], link["bottom"])
            continue
        for at in range(0, len(points) - 7, 8):
            quad = [float(resolve1(point)) for point in points[at : at + 8]]
            across, up = quad[0::2], quad[1::2]
            yield _Box(
                target,
                min(across),
                max(across),
                float(page.height) - max(up),
                float(page.height) - min(up),
            )

"""The letters of a page, each with its place and what the marks around it say."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import pdfplumber.page
from pdfminer.converter import PDFPageAggregator
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text
from pdfplumber.page import Page

from torimatome.outside.pdf.tags import NOWHERE, Tagged, Tags, language_of, name_of

# A gap wider than this share of the size is a space nobody wrote: word spaces are about 0.25.
_GAP = 0.18
# Marks by which a producer kept a stretch's direction; nobody wrote them.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MOST_OPEN = 100  # marks within marks


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as it is drawn, or several under one mark; points from the upper left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    font: str
    mark: int | None  # number of its marked content, which the tree of tags goes by
    tag: str  # the mark's own, such as Artifact
    turned: int  # number of the mark that says it is stored as it looks; 0 = none
    actual: int  # number of the mark that says which words it stands for; 0 = none
    words: str  # those words
    lang: str  # as the marks around it say; "" = they do not
    place: Tagged = NOWHERE
    spaced: bool = False  # the row says every space it means: a gap is none
    leftward: bool = False  # of a stretch that runs from right to left

    @property
    def middle(self) -> float:
        """Half-way between its top and its bottom."""
        return (self.top + self.bottom) / 2

    @property
    def spoken(self) -> str:
        """Its language, as marks or tags say; "" when neither does."""
        return self.lang or self.place.language


class Marked(PDFPageAggregator):
    """Lays out a page, keeping of each character what the marks it stands in say.

    Unlike pdfplumber's own, it knows marks within marks, and the two by which a producer says
    how words read: ActualText (ligatures, letters with their signs) and ReversedChars (words
    that run from right to left, stored as they look).
    """

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._open: list[dict[str, Any]] = [{}]
        self._count = 0

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        """A mark opens; what it says not is as around it."""
        self._count += 1
        given = props if isinstance(props, dict) else {}
        marks = dict(self._open[-1])
        name = name_of(tag)
        if "MCID" in given:
            marks["mcid"] = given["MCID"]
        if "Lang" in given:
            marks["lang"] = language_of(given["Lang"])
        if marks.get("tag") != "Artifact" and ("mcid" not in marks or name == "Artifact"):
            marks["tag"] = name
        if name == "ReversedChars":
            marks["turned"] = self._count
        told = resolve1(given.get("ActualText"))
        if isinstance(told, bytes | str) and "actual" not in marks:
            marks["actual"] = self._count
            marks["words"] = told if isinstance(told, str) else decode_text(told)
        if len(self._open) < _MOST_OPEN:
            self._open.append(marks)

    def end_tag(self) -> None:
        """The mark opened last ends."""
        if len(self._open) > 1:
            self._open.pop()

    def render_char(self, *args: Any, **named: Any) -> float:
        """A character, with its marks and its place in the file."""
        wide = super().render_char(*args, **named)
        if self.cur_item._objs:
            made: Any = self.cur_item._objs[-1]
            marks = self._open[-1]
            made.mcid, made.tag = marks.get("mcid"), marks.get("tag")
            made.turned, made.actual = marks.get("turned", 0), marks.get("actual", 0)
            made.words, made.lang = marks.get("words", ""), marks.get("lang", "")
        return float(wide)


# pdfplumber offers no other way to hand it a layout of one's own.
pdfplumber.page.PDFPageAggregatorWithMarkedContent = Marked  # type: ignore[assignment,misc]
pdfplumber.page.ALL_ATTRS.update(("turned", "actual", "words", "lang"))


def letters_of(page: Page, tags: Tags) -> list[Letter]:
    """Every letter of the page with its place in the tree of tags."""
    return [_letter(char, page.page_number, tags) for char in page.chars]


def _letter(char: dict[str, Any], page: int, tags: Tags) -> Letter:
    mark = char.get("mcid")
    return Letter(
        text=char["text"],
        x0=float(char["x0"]),
        x1=float(char["x1"]),
        top=float(char["top"]),
        bottom=float(char["bottom"]),
        size=float(char["size"]),
        font=str(char["fontname"]).casefold(),
        mark=mark,
        tag=char.get("tag") or "",
        turned=char.get("turned") or 0,
        actual=char.get("actual") or 0,
        words=char.get("words") or "",
        lang=char.get("lang") or "",
        place=NOWHERE if mark is None else tags.get((page, mark), NOWHERE),
    )


def plain(text: str) -> str:
    """A letter's text as one would write it: ligatures apart, no marks of direction."""
    if text.startswith("(cid:"):
        return "\ufffd"
    text = _TURNING.sub("", text)
    return unicodedata.normalize("NFKC", text) if "ﬀ" <= text[:1] <= "ﬆ" else text


def apart(before: Letter, letter: Letter) -> bool:
    """Whether the gap between two letters is a space nobody wrote."""
    gap = letter.x0 - before.x1
    wide = any(
        unicodedata.east_asian_width(one.text[:1] or " ") in "WF" for one in (before, letter)
    )
    return gap > (3 if wide else 1) * _GAP * letter.size and bool(letter.text.strip())


def once(letters: list[Letter]) -> list[Letter]:
    """The page's letters without signs above a letter that say the letter's words again."""
    said: dict[str, list[Letter]] = {}
    again: set[int] = set()
    for letter in letters:
        words = letter.words or letter.text
        if len(words) < 2:
            continue
        for other in said.setdefault(words, []):
            if _over(letter, other):
                # The letter is wider than its sign, or else stands below it.
                again.add(id(letter) if _weight(other) >= _weight(letter) else id(other))
        said[words].append(letter)
    return [letter for letter in letters if id(letter) not in again]


def _weight(letter: Letter) -> tuple[float, float]:
    return round(letter.x1 - letter.x0, 1), letter.middle


def _over(sign: Letter, letter: Letter) -> bool:
    shared = min(sign.x1, letter.x1) - max(sign.x0, letter.x0)
    narrow = min(sign.x1 - sign.x0, letter.x1 - letter.x0)
    other = sign.actual != letter.actual or not sign.actual
    if sign.mark is not None and letter.mark is not None and abs(sign.mark - letter.mark) > 2:
        return False  # a tagged file numbers a letter and its sign next to each other
    # Signs were drawn up to 1.02 times the size off their letter; rows are 1.5 apart.
    near = abs(sign.middle - letter.middle) < 1.2 * letter.size
    return other and near and shared >= 0.5 * narrow - 0.1

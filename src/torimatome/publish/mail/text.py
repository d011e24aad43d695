"""The bulletin as plain text for a terminal: lines of at most 72 columns, kanji counted as two."""

import re
import unicodedata
from collections.abc import Iterator

from torimatome.publish.printed import Group, Page, PrintedItem
from torimatome.publish.runs import joined

COLUMNS = 72
# A word, or one character of a script that breaks anywhere; with the spaces after it.
_WIDE = r"\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
_PIECE = re.compile(rf"(?:[{_WIDE}]|[^\s{_WIDE}]+)\s*")
_NO_START = "、。，．）」』】〕：；！？ー々"  # no line begins with these (JIS X 4051)


def to_text(page: Page) -> str:
    """The printed words, each once, in their order."""
    out = [*_front(page), ""]
    for section in page.sections:
        english = section.heading_en if page.title_en or not section.heading_ja else ""
        heading = " ".join(w for w in (f"{section.number}.", section.heading_ja, english) if w)
        out += [*wrapped(heading), "=" * min(COLUMNS, width(heading)), ""]
        for item in section.items:
            out += [*_item(item), ""]
    if page.end_marker:
        out.append(page.end_marker)
    return "\n".join(out).rstrip() + "\n"


def width(text: str) -> int:
    """Columns of a terminal the text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    """The text in lines of at most COLUMNS; a longer word (an address) keeps a line of its own."""
    lines: list[str] = []
    line, room = first, COLUMNS - width(first)
    for piece in _PIECE.findall(" ".join(text.split())):
        word = piece.rstrip()
        hangs = word[:1] in _NO_START
        if width(word) > room and not hangs and line.strip() not in ("", first.strip()):
            lines.append(line.rstrip())
            line, room = rest, COLUMNS - width(rest)
        line += piece
        room -= width(piece)
    return [*lines, line.rstrip()] if line.strip() else lines


def _front(page: Page) -> list[str]:
    words = (
        page.title_ja, page.title_en, page.subtitle_ja, page.period, page.remark, page.issuer_ja,
        page.issuer_en, page.notice_ja, page.notice_en,
    )  # fmt: skip
    return [line for one in words if one for line in wrapped(one)]


def _item(item: PrintedItem) -> list[str]:
    lines = wrapped(joined(item.headline_ja), "■ ", "  ")
    lines += wrapped(item.headline_en, "  " if lines else "* ", "  ")
    for group in item.groups:
        lines += ["", *_group(group)]
    return lines


def _group(group: Group) -> Iterator[str]:
    label = f"{group.label} " if group.label else ""
    for paragraph in group.paragraphs:
        text = label + joined(paragraph.runs)
        if paragraph.citation:
            text += " " + joined(paragraph.citation)
        bullet = paragraph.kind == "bullet"
        yield from wrapped(text, "  - " if bullet else "", "    " if bullet else "")
        label = ""

"""Text taken out of a PDF: marks of Markdown read, wrapped lines put together."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from torimatome.remember.form import Grammar
from torimatome.remember.lines import Line, Mark, cut, glued, is_closed, level, tidy

# Print holds 80 to 110 half-width characters a line. A text is wrapped when few of its rows are
# wider than this: in the four published issues, one paragraph a line, 34 to 44 % are.
_WRAPPED, _FEW_WIDE = 130, 0.12
# A wrapped line that ends before this share of the widest is the last of its paragraph.
_FULL = 0.75
_HEADLINE_FULL = 0.97  # of a headline's row, before a capital letter: see _ends_headline
_LONGEST = 8_000  # characters: nothing is joined to a paragraph longer than this
_MOST_ROWS = 200  # bold may run over; a page has 60 rows
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((#|[^()\s]{0,500})\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!$|~<>])")
_STARS = re.compile(r"\*{1,3}|_{2}|</?(?:b|strong|i|em)>", re.I)
_HEADING = re.compile(r"#{1,6}\s+")
_HELD = {letter: chr(0xE000 + number) for number, letter in enumerate("\\`*_{}[]()#+-.!$|~<>")}
_FREE = {held: letter for letter, held in _HELD.items()}


def lines_of_text(text: str, grammar: Grammar) -> list[Line]:
    """The paragraphs, as far as blank lines and full lines tell them."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    # Headlines tell nothing: some extractors give both on one row.
    told = [row.strip() for row in rows if row.strip() and not grammar.has_letters(row)]
    widths = [_width(row) for row in told]
    wrapped = sum(width > _WRAPPED for width in widths) <= _FEW_WIDE * len(widths)
    widest = _widest([width for width in widths if width <= _WRAPPED])
    lines: list[Line] = []
    for chunk in _chunks(rows):
        fresh = True
        for line in _marked(chunk, grammar):
            part = "blank" if fresh or not wrapped else "wrap"
            line = replace(line, part=part)
            fresh = False
            wraps = part == "wrap" and bool(lines) and _wraps(lines[-1], line, widest, grammar)
            if wraps and not _ends_headline(lines, line, widest, grammar):
                lines[-1] = _keep_width(glued(lines[-1], line), line)
            else:
                lines.append(_keep_width(line, line))
    return [replace(line, left=None) for line in lines]


def _widest(widths: Sequence[int]) -> int:
    """How wide rows usually get: nine in ten are no wider, so that one odd row does not count."""
    ordered = sorted(widths)
    return ordered[len(ordered) * 9 // 10] if ordered else 0


def _ends_headline(lines: Sequence[Line], line: Line, widest: int, grammar: Grammar) -> bool:
    """Whether the second headline is over although no blank line says so.

    The next word would have had room on its row, so it was not moved down for want of it.
    """
    if len(lines) < 2 or lines[-1].part != "wrap" or not line.text[:1].isupper():
        return False
    if not grammar.item_start(lines[-2]):
        return False
    if is_closed(lines[-1].text):
        return True
    first = line.text.split(" ", 1)[0]
    return (lines[-1].left or 0) + 1 + _width(first) < _HEADLINE_FULL * widest


def _keep_width(line: Line, last: Line) -> Line:
    # While lines are put together `left` holds the width of the last of them.
    return replace(line, left=float(_width(last.text)))


def _wraps(before: Line, line: Line, widest: int, grammar: Grammar) -> bool:
    """Whether the line goes on with the one before in the same paragraph."""
    if len(before.text) > _LONGEST or _opens(line, grammar) or _opens_alone(before, grammar):
        return False
    starts_item = grammar.item_start(before) > 0
    if starts_item and grammar.has_letters(before.text) and not grammar.has_letters(line.text):
        return False
    if before.whole("bold") != line.whole("bold") and before.whole("bold"):
        return False
    first = re.split(r"\s", line.text, maxsplit=1)[0]
    room = widest - (before.left or 0)
    wide = grammar.has_letters(line.text[:1])
    fits = room > (2 if wide else _width(first) + 1)
    return not (fits and (before.left or 0) < _FULL * widest)


def _opens(line: Line, grammar: Grammar) -> bool:
    return bool(
        grammar.item_start(line)
        or grammar.list_start(line)
        or grammar.note.match(level(line.text))
        or grammar.end.fullmatch(level(line.text))
        or grammar.is_label(line.text)
        or _is_heading(line, grammar)
    )


def _opens_alone(line: Line, grammar: Grammar) -> bool:
    return grammar.is_label(line.text) or _is_heading(line, grammar)


def _is_heading(line: Line, grammar: Grammar) -> bool:
    found = grammar.section.fullmatch(level(line.text))
    return bool(found and grammar.rule_of(found["heading"]))


def _chunks(rows: Sequence[str]) -> list[list[tuple[int, str]]]:
    chunks: list[list[tuple[int, str]]] = [[]]
    for number, row in enumerate(rows, 1):
        if row.strip():
            if len(chunks[-1]) >= _MOST_ROWS:
                chunks.append([])
            chunks[-1].append((number, row))
        elif chunks[-1]:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]


def _marked(chunk: Sequence[tuple[int, str]], grammar: Grammar) -> list[Line]:
    """The chunk's rows with bold, italic and links as marks; bold may run over rows."""
    done: list[Line] = []
    waiting: list[tuple[int, str]] = []
    for number, row in chunk:
        if grammar.end.fullmatch(level(row.strip())):
            # The stars of an end mark are printed ones.
            done += _emphasis(waiting)
            waiting = []
            done.append(Line(" ".join(row.split()), number))
        else:
            waiting.append((number, row))
    return [line for line in done + _emphasis(waiting) if line.text]


def _emphasis(rows: Sequence[tuple[int, str]]) -> list[Line]:
    if not rows:
        return []
    joined = "\n".join(_HEADING.sub("", row.strip()) for _, row in rows)
    joined = _ESCAPE.sub(lambda found: _HELD[found[1]], joined)
    joined = "".join(letter for letter in joined if letter == "\n" or letter >= " ")
    text, marks = _parsed(_with_links(joined))
    lines: list[Line] = []
    at = 0
    for number, row in zip((n for n, _ in rows), text.split("\n"), strict=True):
        whole = Line(text, number, marks=marks)
        part = cut(whole, at, at + len(row))
        lines.append(replace(part, text="".join(_FREE.get(c, c) for c in part.text)))
        at += len(row) + 1
    return [tidy(line) for line in lines]


_LINK_OPEN, _LINK_CLOSE = "\ue100", "\ue101"


def _with_links(text: str) -> tuple[str, list[str]]:
    targets: list[str] = []

    def kept(found: re.Match[str]) -> str:
        targets.append("".join(_FREE.get(c, c) for c in found[2]))
        return f"{_LINK_OPEN}{found[1]}{_LINK_CLOSE}"

    return _LINK.sub(kept, text), targets


def _parsed(linked: tuple[str, list[str]]) -> tuple[str, tuple[Mark, ...]]:
    """The text without its marks, and what they marked."""
    text, targets = linked
    out: list[str] = []
    marks: list[Mark] = []
    opened: dict[str, int] = {}
    link, seen = 0, 0
    at = 0
    while at < len(text):
        if text[at] == _LINK_OPEN:
            link = len(out)
        elif text[at] == _LINK_CLOSE:
            if seen < len(targets):
                marks.append(Mark(link, len(out), "link", targets[seen]))
            seen += 1
        else:
            found = _STARS.match(text, at)
            if found and _turns(text, found, opened):
                for kind in _kinds(found[0]):
                    if kind in opened:
                        marks.append(Mark(opened.pop(kind), len(out), kind))
                    else:
                        opened[kind] = len(out)
                at = found.end()
                continue
            out.append(text[at])
        at += 1
    return "".join(out), tuple(marks)


def _kinds(sign: str) -> tuple[str, ...]:
    bare = sign.strip("</>").lower()
    if bare in ("b", "strong") or sign in ("**", "__"):
        return ("bold",)
    if bare in ("i", "em") or sign == "*":
        return ("italic",)
    return ("bold", "italic")


def _turns(text: str, found: re.Match[str], opened: dict[str, int]) -> bool:
    """Whether the sign is a mark, and not a star or a line that is printed."""
    before = text[found.start() - 1 : found.start()]
    after = text[found.end() : found.end() + 1]
    kinds = _kinds(found[0])
    if any(kind in opened for kind in kinds):
        return bool(before.strip())
    if not after.strip():
        return False
    rest = text[found.end() :]
    if found[0].startswith("<"):
        return not found[0].startswith("</")
    size = min(len(found[0]), 2) if len(found[0]) < 3 else 1
    return found[0][0] * size in rest and (len(found[0]) > 1 or not before.isalnum())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)

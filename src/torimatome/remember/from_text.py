"""Text taken out of a PDF: marks of Markdown read, wrapped lines put together."""

import re
from collections.abc import Sequence
from dataclasses import replace

from torimatome.remember.form import Grammar
from torimatome.remember.lines import Line, Mark, cut, level, tidy
from torimatome.remember.pages import Row, rows_of
from torimatome.remember.reading import Doubt
from torimatome.remember.rows import Joiner, ruler_of, width_of

# Print holds 80 to 110 half-width characters a line. A text is wrapped when few of its rows are
# wider than this: in the four published issues, one paragraph a line, 34 to 44 % are.
_WRAPPED, _FEW_WIDE = 130, 0.12
# The most rows two headlines take, each of them wrapped once.
_HEADLINE_ROWS = 4
_MOST_ROWS = 200  # bold may run over; a page has 60 rows
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((#|[^()\s]{0,500})\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!$|~<>])")
_STARS = re.compile(r"\*{1,3}|_{2}|</?(?:b|strong|i|em)>", re.I)
_HEADING = re.compile(r"#{1,6}\s+")
_HELD = {letter: chr(0xE000 + number) for number, letter in enumerate("\\`*_{}[]()#+-.!$|~<>")}
_FREE = {held: letter for letter, held in _HELD.items()}


def lines_of_text(text: str, grammar: Grammar, doubts: list[Doubt] | None = None) -> list[Line]:
    """The paragraphs, as far as blank lines and full rows tell them; `doubts` takes the rest."""
    rows = rows_of(text, grammar)
    # Headlines tell nothing: some extractors give both on one row.
    told = [row.text.strip() for row in rows if row.text and not grammar.has_letters(row.text)]
    widths = [width_of(row) for row in told if row]
    wrapped = sum(width > _WRAPPED for width in widths) <= _FEW_WIDE * len(widths)
    chunks = _chunks(rows)
    joiner = Joiner(grammar, ruler_of([row for row in told if 0 < width_of(row) <= _WRAPPED]),
                    _is_dense(chunks, grammar), [] if doubts is None else doubts)  # fmt: skip
    for chunk in chunks:
        fresh = True
        for line in _marked(chunk, grammar):
            joiner.add(replace(line, part="blank" if fresh or not wrapped else "wrap"))
            fresh = False
    return joiner.lines


def _is_dense(chunks: Sequence[Sequence[Row]], grammar: Grammar) -> bool:
    """Whether blank lines part items at most: headlines and bodies stand in one chunk."""
    sizes = [
        len(chunk) for chunk in chunks
        if any(grammar.item_start(Line(row.text.strip(), 0)) for row in chunk)
    ]  # fmt: skip
    return bool(sizes) and sum(size > _HEADLINE_ROWS for size in sizes) > len(sizes) / 2


def _chunks(rows: Sequence[Row]) -> list[list[Row]]:
    chunks: list[list[Row]] = [[]]
    for row in rows:
        if row.text.strip():
            if len(chunks[-1]) >= _MOST_ROWS:
                chunks.append([])
            chunks[-1].append(row)
        elif chunks[-1]:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]


def _marked(chunk: Sequence[Row], grammar: Grammar) -> list[Line]:
    """The chunk's rows with bold, italic and links as marks; bold may run over rows."""
    done: list[Line] = []
    waiting: list[Row] = []
    for row in chunk:
        if grammar.end.fullmatch(level(row.text.strip())):
            # The stars of an end mark are printed ones.
            done += _emphasis(waiting)
            waiting = []
            done.append(Line(" ".join(row.text.split()), row.number))
        else:
            waiting.append(row)
    return [line for line in done + _emphasis(waiting) if line.text]


def _emphasis(rows: Sequence[Row]) -> list[Line]:
    if not rows:
        return []
    joined = "\n".join(_HEADING.sub("", row.text.strip()) for row in rows)
    joined = _ESCAPE.sub(lambda found: _HELD[found[1]], joined)
    joined = "".join(letter for letter in joined if letter == "\n" or letter >= " ")
    text, marks = _parsed(_with_links(joined))
    lines: list[Line] = []
    at = 0
    for number, row in zip((r.number for r in rows), text.split("\n"), strict=True):
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

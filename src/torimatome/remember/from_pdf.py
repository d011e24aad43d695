"""The rows of a PDF put together to paragraphs.

A PDF that says which rows are one paragraph (a tagged one: ours, and most that Word writes)
is believed; otherwise gaps, edges, sizes and bold letters tell.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from torimatome.outside.pdf import Contents, Row
from torimatome.remember.lines import Line, Mark, glued, is_closed, is_wide, tidy

# Rows of one paragraph are this much apart at most, in times of the usual distance: our own
# PDF has 1.25 between paragraphs and 1.16 between bullets, Word 1.5 and more.
_NEW_PARAGRAPH = 1.13
_EDGE = 2.5  # points two left edges of one column may differ
_SIZE = 0.6  # points two sizes of one paragraph may differ
# The outer share of a page that may hold running heads and page numbers.
_MARGIN = 0.1
_TAGS = {"H1": "section", "H2": "headline", "H3": "subheading", "LI": "bullet"}


def lines_of_pdf(found: Contents) -> list[Line]:
    """The paragraphs of a PDF that was opened."""
    return _own_paragraphs(found.rows) if found.ours else _paragraphs(found.rows)


def _paragraphs(rows: Sequence[Row]) -> list[Line]:
    """The rows put together; a paragraph that a page may have cut is left to the words."""
    kept = _without_furniture(rows)
    if not kept:
        return []
    tagged = sum(bool(row.paragraph) for row in kept) >= 0.9 * len(kept)
    measure = None if tagged else _measured(kept)
    lines = [_line(kept[0], 1, "sure")]
    for number, (before, row) in enumerate(pairwise(kept), 2):
        part = _tagged_part(before, row) if measure is None else _part(before, row, measure)
        if part == "wrap":
            lines[-1] = glued(lines[-1], _line(row, number, part))
        else:
            lines.append(_line(row, number, part))
    return [tidy(line) for line in lines]


_OWN = {"H1": "section", "H2": "headline", "H3": "subheading", "Title": "title"}


def _own_paragraphs(rows: Sequence[Row]) -> list[Line]:
    """The paragraphs of a PDF of ours, each with the part its tags say it plays."""
    kept = [row for row in rows if row.tag != "Artifact" and row.paragraph]
    whole: list[tuple[Line, Row]] = []
    for number, row in enumerate(kept, 1):
        marks = tuple(Mark(start, end, kind, target) for start, end, kind, target in row.spans)
        part = "wrap" if whole and whole[-1][1].paragraph == row.paragraph else "sure"
        line = Line(row.text, number, part, marks)
        if part == "wrap":
            before, last = whole[-1]
            parted = _parted(last, row)
            whole[-1] = (_run_on(before, line, " " if parted else ""), row)
        else:
            whole.append((line, row))
    lines: list[Line] = []
    role = ""
    for place, (line, row) in enumerate(whole):
        role = _own_role(line, row, role, last=place + 1 == len(whole))
        marks = tuple(
            replace(mark, kind="label") if mark.kind == "strong" else mark
            for mark in line.marks
            if mark.kind != "em"
        )
        lines.append(tidy(replace(line, marks=marks, role=role)))
    return lines


def _parted(before: Row, row: Row) -> bool:
    """Whether a space stood where the row ends and the file does not say so any more."""
    if before.text[-1:].isspace():
        return False
    inside = is_wide(before.text[-1:]) and before.text[-1:].isalnum()
    if before.ends != row.begins and row.tag != "H2" and not inside:
        return True  # sentences of two languages
    if is_wide(before.text[-1:]) or is_wide(row.text[:1]):
        return False
    latin = before.text[-1:].isascii() and row.text[:1].isascii()
    if before.ends == row.begins and row.begins in ("ja", "zh") and not latin:
        return False  # quotation marks and dashes are no wide signs, yet stand without a space
    # A row may end behind a hyphen or stroke inside a word.
    return not (before.text[-1:] in "-/–—" and before.text[-2:-1].strip())


def _run_on(line: Line, following: Line, space: str) -> Line:
    line = replace(line, text=line.text + space)
    at = len(line.text)
    more = [replace(mark, start=mark.start + at, end=mark.end + at) for mark in following.marks]
    marks = list(line.marks)
    for mark in more:
        same = next((m for m in marks if (m.kind, m.target) == (mark.kind, mark.target)
                     and m.end >= len(line.text.rstrip()) and mark.start == at), None)  # fmt: skip
        if same is not None:
            marks[marks.index(same)] = replace(same, end=mark.end)
        else:
            marks.append(mark)
    return replace(line, text=line.text + following.text, marks=tuple(marks))


def _own_role(line: Line, row: Row, before: str, *, last: bool) -> str:
    """What the paragraph is, by its tags and what stands before it."""
    if row.tag in _OWN:
        return _OWN[row.tag]
    if before == "headline" and line.whole("bold") and row.tag == "P":
        return "headline_2"
    if last or before in ("", "title"):
        return ""  # the front, and the end mark, are told by their words
    note = any(mark.kind == "em" for mark in line.marks)
    group = "side" if row.group else "note" if note else "text"
    return f"{group}_bullet" if row.tag == "LI" else group


@dataclass(frozen=True)
class _Measure:
    """What is usual in the document: the distance of rows, and where they end."""

    pitch: float
    size: float  # of the letters most rows are set in
    right: float
    gaps: bool  # paragraphs stand apart


def _line(row: Row, number: int, part: str) -> Line:
    marks = tuple(Mark(start, end, kind, target) for start, end, kind, target in row.spans)
    line = tidy(Line(row.text, number, part, marks, _TAGS.get(row.tag, ""), round(row.x0, 1)))
    if line.role == "section" and line.text[:1] in "●○":
        return replace(line, role="")
    return line


def _tagged_part(before: Row, row: Row) -> str:
    return "wrap" if row.paragraph and row.paragraph == before.paragraph else "sure"


def _measured(rows: Sequence[Row]) -> _Measure:
    steps = Counter(
        round((row.bottom - before.bottom) * 2) / 2
        for before, row in pairwise(rows)
        if row.page == before.page and abs(row.size - before.size) < _SIZE
        and row.bottom > before.bottom
    )  # fmt: skip
    sizes = Counter(round(row.size, 1) for row in rows)
    size = max(sizes, key=lambda each: (sizes[each], each)) or 1.0
    if not steps:
        return _Measure(0.0, size, max(row.x1 for row in rows), gaps=False)
    most = max(steps.values())
    # The smallest distance that is common: lists of one-line items would outvote it.
    pitch = min(step for step, count in steps.items() if count >= most / 3)
    apart = sum(count for step, count in steps.items() if step > pitch * _NEW_PARAGRAPH)
    return _Measure(pitch, size, max(row.x1 for row in rows), gaps=apart > sum(steps.values()) / 20)


def _part(before: Row, row: Row, measure: _Measure) -> str:
    if abs(row.size - before.size) > _SIZE or _turns(before, row, "bold"):
        return "sure"
    first = row.text.strip().split(" ", 1)[0]
    words = max(len(row.text.strip()), 1)
    needed = (row.x1 - row.x0) / words * (len(first) + 1)
    fits = before.x1 + needed < measure.right and not is_wide(row.text[:1])
    if row.page != before.page:
        return "sure" if fits and is_closed(before.text) else "blank"
    hanging = before.text.lstrip()[:1] in "●○•–-・◦" and row.x0 > before.x0
    if abs(row.x0 - before.x0) > _EDGE and not hanging:
        return "sure"
    usual = measure.pitch * max(1.0, row.size / measure.size)
    if usual and row.bottom - before.bottom > usual * _NEW_PARAGRAPH:
        return "sure"
    if _turns(before, row, "italic") and (fits or is_closed(before.text)):
        return "sure"
    if row.text.lstrip()[:2] in ("● ", "• ", "– ") or row.text.lstrip()[:1] == "●":
        return "sure"
    return "sure" if fits and not measure.gaps else "wrap"


def _turns(before: Row, row: Row, wanted: str) -> bool:
    """Whether letters change between two rows of which one is set alike throughout."""
    above, below = _letters(before, wanted), _letters(row, wanted)
    if not above or not below or above[-1] == below[0]:
        return False
    return all(above) or all(below)


def _letters(row: Row, wanted: str) -> list[bool]:
    covered = {at for s, e, kind, _ in row.spans if kind == wanted for at in range(s, e)}
    return [at in covered for at, letter in enumerate(row.text) if letter.isalnum()]


def _without_furniture(rows: Sequence[Row]) -> list[Row]:
    """The rows without running heads, page numbers and what a tagged PDF calls artifacts."""
    seen = Counter(
        (re.sub(r"\d+", "#", "".join(row.text.split())), row.top < row.height / 2)
        for row in rows
        if _in_margin(row)
    )
    kept = []
    for row in rows:
        key = (re.sub(r"\d+", "#", "".join(row.text.split())), row.top < row.height / 2)
        repeated = _in_margin(row) and (seen[key] > 1 or re.fullmatch(r"-?#(?:/#)?-?", key[0]))
        if row.tag != "Artifact" and not repeated:
            kept.append(row)
    return kept


def _in_margin(row: Row) -> bool:
    return row.top < row.height * _MARGIN or row.bottom > row.height * (1 - _MARGIN)

"""Rows of a text that belong to its pages: numbers, running heads; and where a page ends."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from torimatome.remember.form import Grammar
from torimatome.remember.lines import level

# The front has title, subtitle, period, remark, issuer and two notices.
_FRONT_ROWS = 12
_SHORTEST_HEAD = 4  # characters: shorter words may well be a row of a list
_FIRST_NUMBER = 3  # a text may lack its first pages' numbers
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Row:
    """One row of the text; an empty one parts what stands above from what stands below."""

    text: str
    number: int  # of the line in the file, counted from 1


def rows_of(text: str, grammar: Grammar) -> list[Row]:
    """The rows; page numbers and running heads are left empty, as page breaks are."""
    rows: list[Row] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        first, *more = line.split("\f")
        rows.append(Row(first, number))
        for part in more:
            rows += [Row("", number), Row(part, number)]
    page = _numbers(rows, grammar)
    page |= _heads(rows, page, grammar)
    return [Row("", row.number) if at in page else row for at, row in enumerate(rows)]


def _numbers(rows: Sequence[Row], grammar: Grammar) -> set[int]:
    """Where page numbers stand: 1/7 and the like, and bare ones that count up or stand alone."""
    found: set[int] = set()
    bare: list[tuple[int, int]] = []
    for at, row in enumerate(rows):
        flat = level(row.text).strip()
        if not flat or not grammar.furniture.fullmatch(flat):
            continue
        digits = _NUMBER.findall(flat)
        if flat.isdigit():
            bare.append((at, int(flat)))
        elif len(digits) != 2 or int(digits[0]) <= int(digits[1]):
            found.add(at)
    counted: list[tuple[int, int]] = []
    for at, number in bare:
        if number == counted[-1][1] + 1 if counted else number <= _FIRST_NUMBER:
            counted.append((at, number))
    alone = [at for at, _ in bare if _is_alone(rows, at)]
    return found | set(alone) | {at for at, _ in counted if len(counted) > 1}


def _is_alone(rows: Sequence[Row], at: int) -> bool:
    above = rows[at - 1].text.strip() if at else ""
    below = rows[at + 1].text.strip() if at + 1 < len(rows) else ""
    return not above and not below


def _heads(rows: Sequence[Row], numbers: set[int], grammar: Grammar) -> set[int]:
    """Where a row says again what the front says: its title, its period, or both."""
    filled = [at for at, row in enumerate(rows) if row.text.strip() and at not in numbers]
    front: list[str] = []
    for at in filled[:_FRONT_ROWS]:
        line = rows[at].text.strip()
        if grammar.item_mark.match(line) or grammar.section.fullmatch(level(line)):
            break
        front.append(_bare(line))
    known = set(front) | {a + b for a in front for b in front if a != b}
    later = filled[len(front) :]
    told = {at for at in later if len(_bare(rows[at].text)) >= _SHORTEST_HEAD
            and _bare(rows[at].text) in known}  # fmt: skip
    return told | _repeated(rows, later, numbers, grammar)


def _repeated(
    rows: Sequence[Row], filled: Sequence[int], numbers: set[int], grammar: Grammar
) -> set[int]:
    """Rows beside page numbers that stand beside most of them, but for their digits."""
    places = {at: place for place, at in enumerate(filled)}
    beside = []
    for number in numbers:
        for step in (-1, 1):
            at = number + step
            while 0 <= at < len(rows) and not rows[at].text.strip():
                at += step
            line = rows[at].text.strip() if 0 <= at < len(rows) else ""
            if at in places and not grammar.end.fullmatch(level(line)):
                beside.append((at, _NUMBER.sub("#", _bare(line))))
    seen = Counter(words for _, words in beside)
    return {at for at, words in beside if seen[words] > 1 and seen[words] > len(numbers) / 2
            and len(words) >= _SHORTEST_HEAD}  # fmt: skip


def _bare(text: str) -> str:
    return "".join(level(text).split())

"""The two headlines that open an item, however they stand: one line, two, or torn by a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from torimatome.remember.citation import citations_in
from torimatome.remember.form import Grammar
from torimatome.remember.lines import Line, cut, glued, is_closed, is_open_bracket, is_wide, level
from torimatome.remember.reading import Doubt

# Half of the words a printed line holds (80 to 100 characters): only a headline that fills
# most of its line can be one that a page has cut, and what is cut off is shorter than a line.
_CUT_FROM, _CUT_REST = 55, 80
# A headline that ends like a sentence is shorter than this; the longest of 104 has 170.
_LONGEST = 200
# Words of the second language behind the first on one line: fewer belong to the first.
_SECOND_FROM = 3


@dataclass(frozen=True)
class Headlines:
    """Both headlines and how many lines they took."""

    first: str
    second: str
    used: int


def read_headlines(
    lines: Sequence[Line], grammar: Grammar, mark: int, doubts: list[Doubt]
) -> Headlines:
    """The headlines at the top of an item's lines; `mark` characters of bullet are left out."""
    first = cut(lines[0], mark)
    used = 1
    while used < len(lines) and _goes_on(first, lines[used], grammar):
        first = glued(first, lines[used])
        used += 1
    after = lines[used] if used < len(lines) else None
    at = _parting(first, lines[used : used + 2], grammar)
    if at:
        head, second = cut(first, 0, at[0]), cut(first, at[1])
    elif grammar.letters and _is_second(first, after, grammar):
        doubts.append(_doubt(first, "a headline in the second language only"))
        return Headlines("", first.text, used)
    elif after is None or _is_body(after, grammar, last=used + 1 == len(lines)):
        doubts.append(_doubt(first, "no headline in the second language was found"))
        return Headlines(first.text, "", used)
    else:
        head, second, used = first, after, used + 1
    if _is_cut(second, lines[used : used + 2], grammar):
        doubts.append(_doubt(lines[used], "taken as the end of the headline, cut by a page"))
        second, used = glued(second, lines[used]), used + 1
    return Headlines(head.text, second.text, used)


def _goes_on(first: Line, line: Line, grammar: Grammar) -> bool:
    """Whether the first headline runs on: a line or a page has cut it."""
    if line.role not in ("", "headline") or line.part == "sure":
        return False
    # Words left in the second language stand in brackets that a line may have cut.
    quoted = is_open_bracket(first.text) and any(b in line.text for b in "〕」』")
    return (quoted or grammar.has_letters(line.text)) and not is_closed(line.text)


def _is_second(first: Line, after: Line | None, grammar: Grammar) -> bool:
    """Whether the only headline is the second one: the first was left out."""
    if grammar.has_letters(first.text) or level(first.text).startswith(("[", "〔")):
        return False
    return after is None or (after.role != "headline_2" and _looks_told([after], grammar))


def _parting(line: Line, rest: Sequence[Line], grammar: Grammar) -> tuple[int, int] | None:
    """Where the first headline ends and the second begins, if both stand on this line."""
    printed = grammar.form.headline_parting
    if printed and printed in line.text:
        at = line.text.index(printed)
        return at, at + len(printed)
    if line.role == "headline":
        return None
    if not grammar.letters:
        return _bold_parting(line, 0) if _looks_told(rest, grammar) else None
    last = max((m.end() for m in grammar.letters.finditer(line.text)), default=0)
    while last < len(line.text) and (is_wide(line.text[last]) or line.text[last] in ")]"):
        last += 1
    if not last:
        return None
    bold = _bold_parting(line, last)
    if bold:
        return bold
    gap = re.compile(r"\s+").search(line.text, last)
    if gap is None:
        return None
    words = re.findall(r"[^\W\d_]{2,}", line.text[gap.end() :])
    first_bold = any(m.kind == "bold" and m.start == 0 and last - 1 <= m.end <= gap.end()
                     for m in line.marks)  # fmt: skip
    if first_bold or (len(words) >= _SECOND_FROM and _looks_told(rest, grammar)):
        return gap.start(), gap.end()
    return None


def _bold_parting(line: Line, at: int) -> tuple[int, int] | None:
    """Where plain words turn into bold ones that run to the end."""
    for mark in line.marks:
        if mark.kind == "bold" and mark.start >= max(at, 1) and mark.end >= len(line.text):
            before = any(m.kind == "bold" and m.end <= mark.start for m in line.marks)
            if not before:
                return mark.start, mark.start
    return None


def _looks_told(rest: Sequence[Line], grammar: Grammar) -> bool:
    """Whether body follows rather than a headline: sentences, a citation, a label, or nothing."""
    if not rest:
        return True
    line = rest[0]
    return (
        line.role in ("text", "side", "note", "bullet", "subheading")
        or is_closed(line.text)
        or len(line.text) > _LONGEST
        or _opens_body(line, grammar)
        # A page has cut the first sentence of the body.
        or (len(rest) > 1 and rest[1].text[:1].islower())
    )


def _is_body(line: Line, grammar: Grammar, *, last: bool) -> bool:
    if line.role:
        return line.role != "headline_2"
    told = is_closed(line.text) and not line.whole("bold")
    return _opens_body(line, grammar) or (told and (last or len(line.text) > _LONGEST))


def _opens_body(line: Line, grammar: Grammar) -> bool:
    return bool(
        grammar.note.match(line.text)
        or grammar.is_label(line.text)
        or (grammar.list_start(line) and not line.whole("bold"))
        or any(found.end >= len(line.text) - 1 for found in citations_in(line.text, grammar))
    )


def _is_cut(second: Line, rest: Sequence[Line], grammar: Grammar) -> bool:
    if len(rest) < 2 or is_closed(second.text):
        return False
    line = rest[0]
    plain = line.role == "" and line.part != "sure" and not is_closed(line.text)
    same = second.whole("bold") == line.whole("bold") and not line.whole("italic")
    size = len(second.text) >= _CUT_FROM and len(line.text) <= _CUT_REST
    grammatical = not _opens_body(line, grammar) and rest[1].text[:1].isupper()
    return plain and same and size and grammatical


def _doubt(line: Line, what: str) -> Doubt:
    return Doubt(line.number, line.text[:60], what)

"""Wrapped rows put together to paragraphs: what goes on, and what begins anew."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from torimatome.remember.citation import citations_in
from torimatome.remember.form import Grammar
from torimatome.remember.lines import Line, glued, is_closed, is_open_bracket, level
from torimatome.remember.reading import Doubt

# A wrapped row that ends before this share of the widest is the last of its paragraph.
_FULL = 0.75
_LONGEST = 8_000  # characters: nothing is joined to a paragraph longer than this
_TAIL = 300  # characters that can hold a citation
# How wide letters are in print, in half-width characters: means of common text faces. Rows of
# a proportional face differ by 10 % and more in characters, and by 3 % in these widths.
_NARROW, _BROAD = frozenset("ijlItfr.,:;'|!()[]-’‘` "), frozenset("mwMW@%—")


@dataclass(frozen=True)
class Ruler:
    """How rows of this text are measured, and how wide they get."""

    measure: Callable[[str], float]
    widest: float
    full: float  # a row this wide may have had no room for the next word
    bold: float = 1.0  # how much wider headlines run


def ruler_of(rows: Sequence[str]) -> Ruler:
    """Characters for typed text, printed widths for typeset text: whichever fits better."""
    typed, printed = sorted(map(width_of, rows)), sorted(map(_printed, rows))
    if not rows:
        return Ruler(width_of, 0.0, 0.0)
    if _spread(printed) < _spread(typed):
        return Ruler(_printed, _widest(printed), 0.94 * _widest(printed), 1.06)
    return Ruler(width_of, _widest(typed), 0.97 * _widest(typed))


def width_of(text: str) -> float:
    """The width in half-width characters, as a terminal shows it."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _printed(text: str) -> float:
    return sum(map(_letter, text))


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.55
    if letter in _BROAD:
        return 1.55
    if unicodedata.east_asian_width(letter) in "WF":
        return 2.0
    return 1.25 if letter.isupper() else 1.03


def _widest(ordered: Sequence[float]) -> float:
    """How wide rows usually get: nine in ten are no wider, so that one odd row does not count."""
    return ordered[len(ordered) * 9 // 10]


def _spread(ordered: Sequence[float]) -> float:
    """How far apart the wide rows lie, the widest few left aside."""
    low, high = ordered[len(ordered) * 6 // 10], ordered[len(ordered) * 95 // 100]
    return (high - low) / high if high else 0.0


@dataclass
class Joiner:
    """Takes the rows of a text in order; `lines` are its paragraphs so far."""

    grammar: Grammar
    ruler: Ruler
    dense: bool  # no blank line parts paragraphs: ends of rows must tell
    doubts: list[Doubt]
    lines: list[Line] = field(default_factory=list)
    last: float = 0.0  # how wide the last row is
    headline: bool = False  # the line that is open is the second headline

    def add(self, line: Line) -> None:
        """Join the row to the paragraph that is open, or begin a new one with it."""
        before = self.lines[-1] if self.lines else None
        if before and line.part == "wrap" and self._wraps(before, line):
            self.lines[-1] = glued(before, line)
        else:
            self.headline = bool(
                before and line.part == "wrap" and self.grammar.has_letters(before.text)
                and self._in_headline() and not self.grammar.has_letters(line.text)
            )  # fmt: skip
            self.lines.append(line)
        self.last = self.ruler.measure(line.text)

    def _in_headline(self) -> bool:
        """Whether the line that is open belongs to the first headline."""
        return any(self.grammar.item_start(line) for line in self.lines[-2:])

    def _wraps(self, before: Line, line: Line) -> bool:
        """Whether the row goes on with the paragraph before."""
        grammar = self.grammar
        if len(before.text) > _LONGEST or opens(line, grammar) or _opens_alone(before, grammar):
            return False
        if grammar.is_label(line.text) and (self.headline or is_closed(before.text)):
            return False  # behind words that are not over it is their last row
        if grammar.item_start(before) and grammar.has_letters(before.text):
            return self._first_goes_on(before, line)
        if before.whole("bold") and not line.whole("bold"):
            return False
        if self.headline:
            return not self._ends_headline(before, line)
        return self._goes_on(before, line)

    def _first_goes_on(self, before: Line, line: Line) -> bool:
        if not self.grammar.has_letters(line.text):
            return False
        return self.last >= _FULL * self.ruler.widest or self.grammar.has_letters(line.text[:1])

    def _needed(self, line: Line) -> float:
        """How wide the row before would have been with this row's first word on it."""
        if self.grammar.has_letters(line.text[:1]):
            return self.last + 2
        first = re.split(r"\s", line.text, maxsplit=1)[0]
        return self.last + self.ruler.measure(f" {first}")

    def _ends_headline(self, before: Line, line: Line) -> bool:
        """Whether the second headline is over although no blank line says so.

        The next word would have had room on its row, so it was not moved down for want of it.
        """
        if line.text[:1].islower() or is_open_bracket(before.text):
            return False
        if is_closed(before.text) or self.grammar.opening.match(line.text):
            return True
        if self._needed(line) * self.ruler.bold < self.ruler.full:
            return True
        # A headline's last row is seldom a full one, and a body's first seldom a short one.
        short = self.ruler.measure(line.text) < _FULL * self.ruler.widest
        ends = not short or is_closed(line.text)
        taken = "the body's first" if ends else "part of it"
        self._doubt(line, f"the headline fills its row: this row is taken as {taken}")
        return ends

    def _goes_on(self, before: Line, line: Line) -> bool:
        if self.dense and self._cited(before):
            return False
        needed = self._needed(line)
        closed = is_closed(before.text)
        if not (self.dense and closed) or line.text[:1].islower():
            room = needed < self.ruler.widest
            return not (room and self.last < _FULL * self.ruler.widest)
        if needed < self.ruler.full:
            if needed >= _FULL * self.ruler.widest:
                self._doubt(line, "the row before has room left: taken as a new paragraph")
            return False
        self._doubt(line, "the row before is full and ends a sentence: taken as one paragraph")
        return True

    def _cited(self, before: Line) -> bool:
        tail = before.text[-_TAIL:]
        found = citations_in(tail, self.grammar)
        return bool(found) and not tail[found[-1].end :].strip(" .")

    def _doubt(self, line: Line, what: str) -> None:
        self.doubts.append(Doubt(line.number, line.text[:60], what))


def opens(line: Line, grammar: Grammar) -> bool:
    """Whether the row must begin a paragraph: a mark, a label, a heading, the end."""
    return bool(
        grammar.item_start(line)
        or grammar.list_start(line)
        or grammar.note.match(level(line.text))
        or grammar.end.fullmatch(level(line.text))
        or _is_heading(line, grammar)
    )


def _opens_alone(line: Line, grammar: Grammar) -> bool:
    return grammar.is_label(line.text) or _is_heading(line, grammar)


def _is_heading(line: Line, grammar: Grammar) -> bool:
    found = grammar.section.fullmatch(level(line.text))
    return bool(found and grammar.rule_of(found["heading"]))

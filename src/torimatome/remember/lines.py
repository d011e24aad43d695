"""Line: one line or paragraph of a file, its marks, and what parts it from the one before.

Every reader of a format (from_text, from_html, from_docx, from_pdf) ends in Lines; what the
words mean is decided after that, in the same way for all of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

# One step of width each way and no change of length: places found in a levelled text are
# places in the text itself.
_LEVEL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LEVEL |= {ord(mark): ord("-") for mark in "‐‑‒–—―−﹣－"}
_LEVEL |= {ord(mark): ord("~") for mark in "〜～∼˜"}
_LEVEL |= {ord("　"): ord(" "), ord("\u00a0"): ord(" "), ord("\u202f"): ord(" ")}
_WIDE = re.compile("[\u2e80-\u303f\u3041-\u30ff\u31f0-\u9fff\uf900-\ufaff\uff00-\uffef]")
_SPACE = re.compile(r"[\s\u200b\ufeff\u00ad]+")
_CLOSED = re.compile(r"[.!?…。！？:：][\"'”’»）)\]】」』*]*$")
_PAIRS = {")": "(", "）": "（", "]": "[", "］": "［", "〕": "〔", "」": "「", "』": "『"}


@dataclass(frozen=True)
class Mark:
    """Characters of a Line set apart: bold, italic, label, cite or link."""

    start: int
    end: int
    kind: str
    target: str = ""  # of a link


@dataclass(frozen=True)
class Line:
    """Words that stand together. `part` says how sure it is that a new paragraph begins here."""

    text: str
    number: int  # of its first source line, counted from 1; paragraphs in Word and HTML
    part: str = "sure"  # sure | blank (a page may have cut a sentence here) | wrap
    marks: tuple[Mark, ...] = ()
    role: str = ""  # what the file itself says it is; "" = the words must tell
    left: float | None = None  # where it begins on the page; None = the file does not say
    anchor: str = ""  # the name the file gives to what begins here

    def whole(self, kind: str) -> bool:
        """Whether every letter is marked so."""
        plain = [i for i, letter in enumerate(self.text) if letter.isalnum()]
        spans = [mark for mark in self.marks if mark.kind == kind]
        return bool(plain) and all(any(m.start <= i < m.end for m in spans) for i in plain)


def level(text: str) -> str:
    """The same text with half-width signs and one kind of dash; places stay the same."""
    return text.translate(_LEVEL)


def is_wide(text: str) -> bool:
    """True if the words hold a character of a script written without spaces."""
    return bool(_WIDE.search(text))


def is_closed(text: str) -> bool:
    """Whether a sentence ends where the text does."""
    return bool(_CLOSED.search(text.rstrip()[-20:]))


def is_open_bracket(text: str) -> bool:
    """Whether a bracket of the last words is still to be closed."""
    waiting: list[str] = []
    for letter in text[-200:]:
        if letter in _PAIRS.values():
            waiting.append(letter)
        elif letter in _PAIRS and waiting:
            waiting.pop()
    return bool(waiting)


def tidy(line: Line) -> Line:
    """White space folded to one space and taken off both ends; the marks move along."""
    kept: list[str] = []
    places = []  # where each character of the old text stands in the new one
    for letter in line.text:
        places.append(len(kept))
        if not _SPACE.fullmatch(letter):
            kept.append(letter)
        elif letter not in "\u200b\ufeff\u00ad" and kept and kept[-1] != " ":
            kept.append(" ")
    if kept and kept[-1] == " ":
        kept.pop()
    places.append(len(kept))
    marks = tuple(
        moved
        for mark in line.marks
        if (moved := replace(mark, start=places[mark.start], end=min(places[mark.end], len(kept))))
        and moved.start < moved.end
    )
    return replace(line, text="".join(kept), marks=marks)


def cut(line: Line, start: int, end: int | None = None) -> Line:
    """The line between two places."""
    end = len(line.text) if end is None else end
    marks = tuple(
        replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start)
        for mark in line.marks
        if mark.start < end and mark.end > start
    )
    return tidy(replace(line, text=line.text[start:end], marks=marks))


def glued(first: Line, second: Line) -> Line:
    """Two lines as one: a space between, but none in Japanese nor after a hyphen."""
    between = _between(first.text, second.text)
    shift = len(first.text) + len(between)
    moved = tuple(replace(m, start=m.start + shift, end=m.end + shift) for m in second.marks)
    return replace(
        first,
        text=f"{first.text}{between}{second.text}",
        marks=_merged((*first.marks, *moved), len(between)),
    )


def _between(first: str, second: str) -> str:
    if not first or not second:
        return ""
    if _WIDE.match(first[-1]) or _WIDE.match(second[0]):
        return ""
    # A hyphen or dash right behind a letter holds two words together; "Baku -" parts them.
    if first[-1] in "-–—‑/" and len(first) > 1 and first[-2].isalnum() and second[0].isalnum():
        return ""
    return " "


def _merged(marks: Sequence[Mark], gap: int) -> tuple[Mark, ...]:
    # A link broken over two lines is one link.
    done: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.kind, m.target, m.start)):
        last = done[-1] if done else None
        same = last and (last.kind, last.target) == (mark.kind, mark.target)
        if last and same and mark.start <= last.end + gap:
            done[-1] = replace(last, end=max(last.end, mark.end))
        else:
            done.append(mark)
    return tuple(sorted(done, key=lambda m: (m.start, m.end, m.kind)))

"""Names, numbers and days of a text, found where they stand, and who says what in it. Pure.

Nothing here makes markup: a text comes back in pieces, and the templates escape every one.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from torimatome.errors import EditError
from torimatome.model import Article, Outlet, Story
from torimatome.model.board import Board
from torimatome.text import days
from torimatome.text.attribution import speaks_for
from torimatome.text.names import Found, Names
from torimatome.text.numbers import figures
from torimatome.text.people import Person, people
from torimatome.text.quotes import Speaker, quotes

NAME, NUMBER, DAY = "name", "number", "day"
# Topics ("parliamentary election") are phrases to translate, not names anybody looks for.
_NAMED = frozenset({"person", "office", "country", "place", "organisation"})
_BODIES = frozenset({"organisation"})
_HOURS = re.compile(r"(?<!\d)\d{1,2}:$")
# A longer text is read so far: pages of outlets end long before, lists and statutes do not.
MOST_LETTERS = 40_000


@dataclass(frozen=True)
class Mark:
    """A name, number or day where it stands: `text[start:end]`."""

    start: int
    end: int
    kind: str  # name | number | day
    says: str = ""  # the name in Japanese, the day in ISO; "" = the words say it


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; in order, a text's pieces are the text."""

    text: str
    kind: str = ""  # of the mark it lies in; "" = none
    says: str = ""
    id: str = ""  # an address on the page that leads here; "" = none


@dataclass(frozen=True)
class Said:
    """Words somebody said in a report."""

    speaker: str  # "" = the text does not say
    side: str  # the state the speaker speaks for; "" = not told
    words: str
    start: int
    direct: bool  # within quotation marks


@dataclass(frozen=True)
class Read:
    """All that is shown of an Article's words."""

    marks: tuple[Mark, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Readings:
    """Some of a Story's Articles read, and all of them set against each other."""

    reads: tuple[Read, ...]
    board: Board


# A Story, all its Articles by id, and those to read.
Reads = Callable[[Story, Mapping[str, Article], Sequence[Article]], Readings]


def read(article: Article, names: Names, outlet: Outlet | None = None) -> Read:
    """The marks of an Article's text, left to right, none over another; and its quotations."""
    text = article.text[:MOST_LETTERS]
    language = "" if article.language == "und" else article.language
    reading = names.read(text)
    found = people(text, names, reading)
    marks = [Mark(m.start, m.end, DAY, _span(m)) for m in days.find(text, _day(article), language)]
    marks += [Mark(f.start, f.end, NAME, f.name.ja) for f in reading.names if f.name.kind in _NAMED]
    known = {f"person:{f.name.en}": f.name.ja for f in reading.names}
    marks += [
        Mark(spot.start, spot.end, NAME, known.get(person.key, ""))
        for person in found
        for spot in person.spots
    ]
    marks += [Mark(_of_clock(text, f.start), f.end, NUMBER) for f in figures(text, language)]
    speakers = [Speaker(s.start, s.end, person.name) for person in found for s in person.spots]
    speakers += [
        Speaker(f.start, f.end, f.name.en) for f in reading.names if f.name.kind in _BODIES
    ]
    lands = _lands(found, reading.names)
    said = tuple(
        Said(
            quote.speaker,
            speaks_for(lands.get(quote.speaker, ""), outlet, names.house) if quote.speaker else "",
            " ".join(text[quote.start : quote.end].split()),
            quote.start,
            quote.direct,
        )
        for quote in quotes(text, language, speakers)
    )
    return Read(apart(marks), said)


def apart(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Marks that do not overlap, left to right: the longer one stays, then the earlier one."""
    kept: list[tuple[int, int, Mark]] = []
    for mark in sorted(marks, key=lambda m: (m.start - m.end, m.start, m.kind, m.says)):
        at = bisect_left(kept, (mark.start, mark.end), key=lambda row: row[:2])
        before = kept[at - 1][1] if at else 0
        after = kept[at][0] if at < len(kept) else mark.end
        if before <= mark.start < mark.end <= after:
            kept.insert(at, (mark.start, mark.end, mark))
    return tuple(mark for _, _, mark in kept)


def paragraphs(
    text: str, marks: Sequence[Mark], places: Mapping[int, str] | None = None
) -> tuple[tuple[Piece, ...], ...]:
    """The text's paragraphs, each cut into pieces at the edges of its marks.

    `places`: addresses on the page for places in the text. What a name or day says is said the
    first time only. Raises EditError for marks outside the text.
    """
    if any(not 0 <= mark.start < mark.end <= len(text) for mark in marks):
        raise EditError("the marks are of another text; reload the page")
    named = dict(places or {})
    edges = {0, len(text)} | {at for at in named if 0 <= at <= len(text)}
    for mark in marks:
        edges |= {mark.start, mark.end}
    inside = {mark.start: mark for mark in marks}
    found: list[list[Piece]] = [[]]
    current: Mark | None = None
    told: set[str] = set()
    for start, end in pairwise(sorted(edges)):
        current = inside.get(start, current if current and start < current.end else None)
        says = current.says if current and current.says not in told else ""
        told.add(says)
        lines = text[start:end].split("\n\n")
        for number, line in enumerate(lines):
            if number:
                found.append([])
            place = named.pop(start, "") if not number else ""
            if line or place:
                found[-1].append(Piece(line, current.kind if current else "", says, place))
    return tuple(tuple(row) for row in found if any(piece.text.strip() for piece in row))


def _of_clock(text: str, start: int) -> int:
    """Where a number begins, the hours of a clock with its minutes: 01:20, not 20."""
    hours = _HOURS.search(text[max(0, start - 4) : start])
    return start - len(hours[0]) if hours else start


def _day(article: Article) -> date | None:
    told = article.dateline or article.day
    return date.fromisoformat(told) if told else None


def _span(mention: days.DayMention) -> str:
    first = mention.first.isoformat() if mention.first.year > 1 else ""
    return f"{first} – {mention.last.isoformat()}" if first and mention.last else first


def _lands(found: Sequence[Person], named: Sequence[Found]) -> dict[str, str]:
    lands = {f.name.en: f.name.country for f in named if f.name.kind in _BODIES}
    return lands | {person.name: person.country for person in found}

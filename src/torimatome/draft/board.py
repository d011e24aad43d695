"""The board of a Story: what its reports agree on, where they differ, what only one side says."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from torimatome.draft.choose import content_words
from torimatome.draft.cite import day_of
from torimatome.draft.facts import COMPARED, Fact, facts_of, labels_of
from torimatome.model import Article, Story
from torimatome.model.board import AGREED, DIFFERS, ONLY, Board, Point
from torimatome.text.names import Names

# One voice a text; more voices than this tell nothing new, and the board stays quick (40 voices
# take 0.3 s).
MOST_VOICES = 40
MOST_ONLY = 12  # points of one side alone that are shown
# Two causes are one when they share so much of the shorter one's words.
SAME_WORDS = 0.5
# Sentences that count the same noun speak of the same thing when they share so many words. Read on
# the demo week: "1,164 citizens", "38 citizens of Halvomar" lie at .2.
_SPOKEN = 0.3
# Two counts of one noun that lie so near each other count the same thing: 1,146 and 1,164 citizens.
_NEARLY = 0.1
_MANY = 20  # small numbers lie near each other by chance


def board(story: Story, articles: Mapping[str, Article], names: Names) -> Board:
    """The board of one Story; of copies of a text only the first speaks."""
    voices: list[Article] = []
    seen: set[str] = set()
    for origin in story.origins:
        first = next((articles[a] for a in origin if a in articles), None)
        seen |= set(origin)
        voices += [first] if first else []
    voices += [articles[a] for a in story.articles if a in articles and a not in seen]
    return board_of(voices, names)


def board_of(articles: Sequence[Article], names: Names) -> Board:
    """What the reports of one Story agree on, what differs, what only one side says.

    Sides are states, by who speaks and for whom an outlet speaks, and independent outlets. The
    board only sets words side by side: it says of no version that it is right.
    """
    voices = sorted(articles, key=lambda a: (day_of(a), a.id))[:MOST_VOICES]
    labels = labels_of(voices, names.house)
    facts: list[Fact] = []
    for article in voices:
        facts += facts_of(article, labels, names)
    sides = tuple(dict.fromkeys(f.version.side for f in facts))
    by_point: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        by_point[fact.about, fact.key].append(fact)
    points = [p for group in by_point.values() for p in _points(group)]
    order = (DIFFERS, ONLY, AGREED)
    points.sort(key=lambda p: order.index(p.state))
    points = [p for p in points if p.about != "actor" or p.state != ONLY]
    alone = [p for p in points if p.state == ONLY]
    dropped = set(alone[MOST_ONLY:]) if len(sides) > 1 else set(alone)
    return Board(sides, tuple(p for p in points if p not in dropped))


def _points(group: Sequence[Fact]) -> list[Point]:
    """The point a group of facts makes; several where they speak of different things."""
    about, words = group[0].about, group[0].words
    if about == "number" and group[0].key not in COMPARED:
        parts = _alike(group)
    elif about in {"place", "actor"}:
        parts = [_common(group)]
    else:
        parts = [list(group)]
    return [_point(about, words, part) for part in parts]


def _common(group: Sequence[Fact]) -> list[Fact]:
    """Of several places a side names, those another side names too; else its first."""
    sides: dict[str, list[Fact]] = defaultdict(list)
    for fact in group:
        sides[fact.version.side].append(fact)
    found: list[Fact] = []
    for side, own in sides.items():
        others = {f.same for s, facts in sides.items() if s != side for f in facts}
        shared = [f for f in own if f.same in others]
        found.append((shared or own)[0])
    return found


def _alike(group: Sequence[Fact]) -> list[list[Fact]]:
    """Facts of one noun parted by what their sentences speak of."""
    parts: list[list[Fact]] = []
    for fact in group:
        for part in parts:
            alike = fact.same == part[0].same or _near(fact.same, part[0].same)
            if alike or _share(fact.sentence, part[0].sentence) >= _SPOKEN:
                part.append(fact)
                break
        else:
            parts.append([fact])
    return parts


def _near(one: str, other: str) -> bool:
    low, high = sorted((float(one), float(other)))
    return low >= _MANY and high - low <= _NEARLY * high


def _share(one: str, other: str) -> float:
    a, b = content_words(one), content_words(other)
    return len(a & b) / max(1, min(len(a), len(b)))


def _point(about: str, words: str, facts: Sequence[Fact]) -> Point:
    said: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        said[fact.version.side].append(fact)
    if len(said) == 1:
        (own,) = said.values()
        reports = list({f.version.article: f for f in reversed(own)}.values())[::-1]
        if about == "number" and len({f.same for f in reports}) > 1:
            return Point(DIFFERS, about, words, tuple(f.version for f in _each_value([own], about)))
        return Point(ONLY, about, words, (own[0].version,))
    shared = _shared(list(said.values()), about)
    if shared is not None:
        return Point(AGREED, about, words, tuple(f.version for f in shared))
    return Point(DIFFERS, about, words, tuple(f.version for f in _each_value(said.values(), about)))


def _shared(sides: Sequence[Sequence[Fact]], about: str) -> list[Fact] | None:
    """One fact a side that says the same as all others'; None when there is none."""
    for first in sides[0]:
        row = [next((f for f in own if _same(f, first, about)), None) for own in sides]
        if all(row):
            return [f for f in row if f]
    return None


def _each_value(sides: Iterable[Sequence[Fact]], about: str) -> list[Fact]:
    """Every value once a side, the first of each side always."""
    found: list[Fact] = []
    for own in sides:
        kept: list[Fact] = []
        for fact in own:
            if not any(_same(fact, other, about) for other in kept):
                kept.append(fact)
        found += kept[:2]
    return found


def _same(one: Fact, other: Fact, about: str) -> bool:
    if about != "cause":
        return one.same == other.same
    a, b = frozenset(one.same.split()), frozenset(other.same.split())
    return len(a & b) >= SAME_WORDS * max(1, min(len(a), len(b)))

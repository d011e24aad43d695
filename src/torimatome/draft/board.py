"""The board of a Story: what its reports agree on, where they differ, what only one side says."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from torimatome.draft.body import passage
from torimatome.draft.choose import content_words
from torimatome.draft.cite import citation_name, day_of, outlet_of
from torimatome.draft.house_style import strip_dateline
from torimatome.draft.sides import Side, label, side_of_state
from torimatome.model import Article, House, Story
from torimatome.model.board import AGREED, DIFFERS, ONLY, Board, Point, Version
from torimatome.text.attribution import speaks_for
from torimatome.text.days_event import event_mention
from torimatome.text.folding import fold
from torimatome.text.names import Names
from torimatome.text.numbers import Figure, figures
from torimatome.text.people import people
from torimatome.text.quotes import lower
from torimatome.text.sentences import Span, split
from torimatome.text.speech import speech

# News tells the event first; later sentences bring other days' figures and background.
SENTENCES = 12
# One voice a text; more voices than this tell nothing new, and the board stays quick (40 voices
# take 0.3 s).
MOST_VOICES = 40
MOST_ONLY = 12  # points of one side alone that are shown
# Two causes are one when they share so much of the shorter one's words.
SAME_WORDS = 0.5
# Spans and shares, and the rank of a meeting, are not what reports dispute.
_NO_COUNT = frozenset({"year", "month", "week", "times"})
_TIME = re.compile(r"(?<![\d:.,-])(?:[01]?\d|2[0-3]):[0-5]\d(?!\d|:)")
_CAUSE = re.compile(
    r"\b(?:because of|because|due to|caused by|as a result of|in response to|owing to|provoked by|"
    r"из-за|в ответ на|вследствие|по причине|nedeniyle|yüzünden|səbəbindən)\s+"
    r"(?P<cause>[^.;,!?\n]{6,120})",
    re.IGNORECASE,
)
_HOSTILE = re.compile(
    r"\b(?:opened fire|fired|shelled|attacked|struck|violated|provoked|crossed|blocked|began|"
    r"started|refused|rejected|broke|hit|bombed|detained|captured|shot)\b"
)
_BODY_OF = re.compile(
    r"(?:minist\w+|MFA|MOD|army|parliament|presid\w+|government|embassy)[\w ]{0,40}\bof (?:the )?$",
    re.IGNORECASE,
)
_CLAUSE_OPENS = re.compile(r"(?:^|[,;:–—]|\b(?:and|but|while|а|но))\s*$", re.IGNORECASE)
_AGED = re.compile(
    r"\b(?:aged|age of|возраст\w*|в возрасте)(?: \d+(?: and|,| и))* ?$", re.IGNORECASE
)
# The words behind a number that still belong to what it counts: up to the first plural, else one.
_COUNTED = re.compile(
    r"(?:\s+(?!(?:of|in|at|on|from|to|and|or|by|for|with)\b)[^\W\d_][\w-]*?){0,3}?"
    r"\s+[^\W\d_][\w-]*(?:[^\Wsiu_]s|men|people|children)\b"
)
_COUNTED_ONE = re.compile(r"\s*(?!(?:were|was|of|in|at|on|and)\b)[^\W\d_][\w-]*")
_AROUND = 60  # letters of a sentence that a value may take


@dataclass(frozen=True)
class _Fact:
    """A version with what it is compared by."""

    about: str
    key: str  # what facts on the same point share
    words: str  # what the point is, as shown
    same: str  # equal for versions that say the same
    version: Version
    sentence: str


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
    labels = _labels(voices, names.house)
    facts: list[_Fact] = []
    for article in voices:
        facts += _facts(article, labels, names)
    sides = tuple(dict.fromkeys(f.version.side for f in facts))
    by_point: dict[tuple[str, str], list[_Fact]] = defaultdict(list)
    for fact in facts:
        by_point[fact.about, fact.key].append(fact)
    points = [p for group in by_point.values() for p in _points(group)]
    order = (DIFFERS, ONLY, AGREED)
    points.sort(key=lambda p: order.index(p.state))
    points = [p for p in points if p.about != "actor" or p.state != ONLY]
    alone = [p for p in points if p.state == ONLY]
    dropped = set(alone[MOST_ONLY:]) if len(sides) > 1 else set(alone)
    return Board(sides, tuple(p for p in points if p not in dropped))


@dataclass(frozen=True)
class _Labels:
    """How each side is headed."""

    states: Mapping[str, str]  # state, folded → label
    outlets: Mapping[str, str]  # Article.id → label of the outlet's own voice
    house: House
    outlet_names: re.Pattern[str]  # a place in one is no place of the event

    def of_state(self, state: str) -> str:
        """The label of a state that somebody speaks for."""
        return self.states.get(fold(state)) or side_of_state(state, self.house)


def _labels(voices: Sequence[Article], house: House) -> _Labels:
    states: dict[str, list[Article]] = defaultdict(list)
    for article in voices:
        outlet = outlet_of(article, house.outlets)
        if outlet and outlet.official:
            states[outlet.official].append(article)
    named = {s: label(Side(s, tuple(own)), own[0], house) for s, own in states.items()}
    outlets = {}
    for article in voices:
        outlet = outlet_of(article, house.outlets)
        own_state = named.get(outlet.official) if outlet and outlet.official else None
        outlets[article.id] = own_state or f"{citation_name(article, house)} (independent)"
    forms = {f for o in house.outlets for f in (o.name, *o.spellings) if " " in f}
    every = "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f))) or "(?!)"
    return _Labels(
        {fold(s): words for s, words in named.items()}, outlets, house, re.compile(every)
    )


def _facts(article: Article, labels: _Labels, names: Names) -> Iterator[_Fact]:
    for number, span in enumerate(_sentences(article)):
        told = _Told(article, span, labels, names)
        yield from told.numbers()
        yield from told.times()
        yield from told.causes()
        yield from told.actors()
        if number < 3:
            yield from told.places()
    yield from _day(article, labels, names)


def _sentences(article: Article) -> list[Span]:
    """The first sentences, without datelines, tags and other lines too short to tell anything."""
    found = []
    for span in split(article.text, article.language)[:SENTENCES]:
        text = strip_dateline(article.text[span.start : span.end])
        if len(text.split()) >= 4 or article.language in {"ja", "zh", "ko"}:
            found.append(Span(span.end - len(text), span.end))
    return found


class _Told:
    """One sentence: whose word it is, and what it says."""

    def __init__(self, article: Article, span: Span, labels: _Labels, names: Names) -> None:
        self.article = article
        self.span = span
        self.text = article.text[span.start : span.end]
        self.names = names
        self.labels = labels
        self.side = self._side()

    def _side(self) -> str:
        """The state of whoever is said to say it; else the outlet's own side."""
        own = self.labels.outlets[self.article.id]
        words = speech(self.article.language)
        low = lower(self.text)
        if not (words.verb.search(low) or words.before.search(low) or words.after.search(low)):
            return own
        country = self._speaker()
        if not country:
            return own
        outlet = outlet_of(self.article, self.labels.house.outlets)
        return self.labels.of_state(speaks_for(country, outlet, self.labels.house))

    def _speaker(self) -> str:
        """The country of the person or body beside the verb of saying; "" = nobody's."""
        low = lower(self.text)
        words = speech(self.article.language)
        cues = [m for p in (words.verb, words.before, words.after) for m in p.finditer(low)]
        best: tuple[int, str] | None = None
        for start, end, country in self._speakers():
            for cue in cues:
                away = min(abs(cue.start() - end), abs(start - cue.end()))
                if away < _AROUND and (best is None or away < best[0]):
                    best = away, country
        return best[1] if best else ""

    def _speakers(self) -> Iterator[tuple[int, int, str]]:
        for person in people(self.text, self.names):
            land = person.country or next((s.country for s in person.seen if s.country), "")
            for spot in person.spots if land else ():
                yield spot.start, spot.end, land
        for found in self.names.find(self.text):
            if found.name.kind == "organisation" and found.name.country:
                yield found.start, found.end, found.name.country
            elif found.name.kind in {"place", "country"} and found.name.country:
                # "Kadrost says": a capital or a country that speaks is its state.
                body = found.name.kind == "country" and _BODY_OF.search(self.text[: found.start])
                if body or self._speaks(found.start, found.end):
                    yield found.start, found.end, found.name.country

    def _speaks(self, start: int, end: int) -> bool:
        if not _CLAUSE_OPENS.search(self.text[:start]):
            return False
        verb = speech(self.article.language).verb.search(lower(self.text), end, end + 14)
        return verb is not None and verb.start() <= end + 2

    def fact(self, about: str, key: str, words: str, said: tuple[str, str]) -> _Fact:
        """`said` is the value as found, and what it is compared by."""
        cited = passage(self.article, self.span.start, self.span.end)
        version = Version(self.side, " ".join(said[0].split()), cited, self.article.id)
        return _Fact(about, key, words, said[1], version, self.text)

    def numbers(self) -> Iterator[_Fact]:
        """What is counted, by what it is."""
        hours = [m.span() for m in _TIME.finditer(self.text)]
        for figure in figures(self.text, self.article.language):
            key = self._counted(figure)
            hour = any(start <= figure.start < end for start, end in hours)
            aged = _AGED.search(self.text[: figure.start])
            if key and not hour and not aged:
                written = _written(self.text, figure)
                yield self.fact("number", key, key, (written, f"{figure.value:.10g}"))

    def _counted(self, figure: Figure) -> str:
        if figure.unit in _NO_COUNT:
            return ""
        if figure.fate in _COMPARED and figure.unit in {"person", ""}:
            return figure.fate
        if self.article.language == "en" and figure.unit in {"person", ""}:
            return figure.noun.removesuffix("s") if content_words(figure.noun) else ""
        return figure.unit if figure.unit != "person" else "people"

    def times(self) -> Iterator[_Fact]:
        """The hour, where the sentence gives one."""
        found = _TIME.search(self.text)
        if found:
            hour = found.group().rjust(5, "0")
            yield self.fact("day", "time", "time", (found.group(), hour))

    def causes(self) -> Iterator[_Fact]:
        """Why it happened, in the sentence's words."""
        for match in _CAUSE.finditer(self.text):
            words = " ".join(sorted(content_words(match["cause"])))
            yield self.fact("cause", "cause", "cause", (match.group(), words))

    def actors(self) -> Iterator[_Fact]:
        """Which state is said to have done it."""
        if self.article.language != "en":
            return
        lands = [f for f in self.names.find(self.text) if f.name.kind == "country"]
        for verb in _HOSTILE.finditer(self.text):
            before = [f for f in lands if f.end <= verb.start() and verb.start() - f.end < _AROUND]
            land = before[-1] if before else None
            value = self.text[land.start : verb.end()] if land else ""
            if land and "," not in value:
                act = verb.group()
                yield self.fact("actor", f"who {act}", f"who {act}", (value, land.name.en))

    def places(self) -> Iterator[_Fact]:
        """Where it happened."""
        for found in self.names.find(self.text):
            inside = self.labels.outlet_names.search(self.text, max(0, found.start - 20))
            part = inside is not None and inside.start() <= found.start < inside.end()
            if found.name.kind == "place" and not part:
                words = self.text[found.start : found.end]
                yield self.fact("place", "place", "place", (words, found.name.en))


def _day(article: Article, labels: _Labels, names: Names) -> Iterator[_Fact]:
    """The day of the event, where the article names it."""
    if not article.day:
        return
    anchor = date.fromisoformat(article.day)
    for span in _sentences(article):
        text = article.text[span.start : span.end]
        mention = event_mention(text, anchor, article.language)
        if mention is not None and mention.how != "today":
            break
    else:
        return
    words, iso = text[mention.start : mention.end], mention.first.isoformat()
    value = words if iso[:4] in words or iso in words else f"{words} ({iso})"
    told = _Told(article, span, labels, names)
    yield told.fact("day", "day", "day of the event", (value, iso))


def _written(text: str, figure: Figure) -> str:
    """The figure with its noun, as the sentence has it."""
    begin = figure.start + len(text[figure.start : figure.end].split()[0])
    rest = _COUNTED.match(text, begin) or _COUNTED_ONE.match(text, begin)
    words = text[figure.start : max(rest.end() if rest else 0, figure.end)].strip(" ,")
    return f"{words} ({figure.fate})" if figure.fate and figure.fate not in words else words


def _points(group: Sequence[_Fact]) -> list[Point]:
    """The point a group of facts makes; several where they speak of different things."""
    about, words = group[0].about, group[0].words
    if about == "number" and group[0].key not in _COMPARED:
        parts = _alike(group)
    elif about in {"place", "actor"}:
        parts = [_common(group)]
    else:
        parts = [list(group)]
    return [_point(about, words, part) for part in parts]


# What befell people compares across languages, and counts one thing in reports of one event.
_COMPARED = frozenset({"killed", "wounded", "detained", "missing"})


def _common(group: Sequence[_Fact]) -> list[_Fact]:
    """Of several places a side names, those another side names too; else its first."""
    sides: dict[str, list[_Fact]] = defaultdict(list)
    for fact in group:
        sides[fact.version.side].append(fact)
    found: list[_Fact] = []
    for side, own in sides.items():
        others = {f.same for s, facts in sides.items() if s != side for f in facts}
        shared = [f for f in own if f.same in others]
        found.append((shared or own)[0])
    return found


def _alike(group: Sequence[_Fact]) -> list[list[_Fact]]:
    """Facts of one noun parted by what their sentences speak of."""
    parts: list[list[_Fact]] = []
    for fact in group:
        for part in parts:
            alike = fact.same == part[0].same or _near(fact.same, part[0].same)
            if alike or _share(fact.sentence, part[0].sentence) >= _SPOKEN:
                part.append(fact)
                break
        else:
            parts.append([fact])
    return parts


# Sentences that count the same noun speak of the same thing when they share so many words. Read on
# the demo week: "1,164 citizens", "38 citizens of Halvomar" lie at .2.
_SPOKEN = 0.3


# Two counts of one noun that lie so near each other count the same thing: 1,146 and 1,164 citizens.
_NEARLY = 0.1
_MANY = 20  # small numbers lie near each other by chance


def _near(one: str, other: str) -> bool:
    low, high = sorted((float(one), float(other)))
    return low >= _MANY and high - low <= _NEARLY * high


def _share(one: str, other: str) -> float:
    a, b = content_words(one), content_words(other)
    return len(a & b) / max(1, min(len(a), len(b)))


def _point(about: str, words: str, facts: Sequence[_Fact]) -> Point:
    said: dict[str, list[_Fact]] = defaultdict(list)
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


def _shared(sides: Sequence[Sequence[_Fact]], about: str) -> list[_Fact] | None:
    """One fact a side that says the same as all others'; None when there is none."""
    for first in sides[0]:
        row = [next((f for f in own if _same(f, first, about)), None) for own in sides]
        if all(row):
            return [f for f in row if f]
    return None


def _each_value(sides: Iterable[Sequence[_Fact]], about: str) -> list[_Fact]:
    """Every value once a side, the first of each side always."""
    found: list[_Fact] = []
    for own in sides:
        kept: list[_Fact] = []
        for fact in own:
            if not any(_same(fact, other, about) for other in kept):
                kept.append(fact)
        found += kept[:2]
    return found


def _same(one: _Fact, other: _Fact, about: str) -> bool:
    if about != "cause":
        return one.same == other.same
    a, b = frozenset(one.same.split()), frozenset(other.same.split())
    return len(a & b) >= SAME_WORDS * max(1, min(len(a), len(b)))

"""What each report says of an event, and whose word it is: counts, hours, causes, who, where."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from torimatome.draft.body import passage
from torimatome.draft.choose import content_words
from torimatome.draft.cite import citation_name, outlet_of
from torimatome.draft.house_style import strip_dateline
from torimatome.draft.sides import Side, label, side_of_state
from torimatome.model import Article, House
from torimatome.model.board import Version
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
# What befell people compares across languages, and counts one thing in reports of one event.
COMPARED = frozenset({"killed", "wounded", "detained", "missing"})
# Spans of time and shares are not what reports dispute.
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
class Fact:
    """A version with what it is compared by."""

    about: str
    key: str  # what facts on the same point share
    words: str  # what the point is, as shown
    same: str  # equal for versions that say the same
    version: Version
    sentence: str


@dataclass(frozen=True)
class Labels:
    """How each side is headed."""

    states: Mapping[str, str]  # state, folded → label
    outlets: Mapping[str, str]  # Article.id → label of the outlet's own voice
    house: House
    outlet_names: re.Pattern[str]  # a place in one is no place of the event

    def of_state(self, state: str) -> str:
        """The label of a state that somebody speaks for."""
        return self.states.get(fold(state)) or side_of_state(state, self.house)


def labels_of(voices: Sequence[Article], house: House) -> Labels:
    """The labels of all sides that `voices` may speak for."""
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
    return Labels({fold(s): words for s, words in named.items()}, outlets, house, re.compile(every))


def facts_of(article: Article, labels: Labels, names: Names) -> Iterator[Fact]:
    """Every fact the first sentences of a report tell, and the day of its event."""
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

    def __init__(self, article: Article, span: Span, labels: Labels, names: Names) -> None:
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

    def fact(self, about: str, key: str, words: str, said: tuple[str, str]) -> Fact:
        """`said` is the value as found, and what it is compared by."""
        cited = passage(self.article, self.span.start, self.span.end)
        version = Version(self.side, " ".join(said[0].split()), cited, self.article.id)
        return Fact(about, key, words, said[1], version, self.text)

    def numbers(self) -> Iterator[Fact]:
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
        if figure.fate in COMPARED and figure.unit in {"person", ""}:
            return figure.fate
        if self.article.language == "en" and figure.unit in {"person", ""}:
            return figure.noun.removesuffix("s") if content_words(figure.noun) else ""
        return figure.unit if figure.unit != "person" else "people"

    def times(self) -> Iterator[Fact]:
        """The hour, where the sentence gives one."""
        found = _TIME.search(self.text)
        if found:
            hour = found.group().rjust(5, "0")
            yield self.fact("day", "time", "time", (found.group(), hour))

    def causes(self) -> Iterator[Fact]:
        """Why it happened, in the sentence's words."""
        for match in _CAUSE.finditer(self.text):
            words = " ".join(sorted(content_words(match["cause"])))
            yield self.fact("cause", "cause", "cause", (match.group(), words))

    def actors(self) -> Iterator[Fact]:
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

    def places(self) -> Iterator[Fact]:
        """Where it happened."""
        for found in self.names.find(self.text):
            inside = self.labels.outlet_names.search(self.text, max(0, found.start - 20))
            part = inside is not None and inside.start() <= found.start < inside.end()
            if found.name.kind == "place" and not part:
                words = self.text[found.start : found.end]
                yield self.fact("place", "place", "place", (words, found.name.en))


def _day(article: Article, labels: Labels, names: Names) -> Iterator[Fact]:
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

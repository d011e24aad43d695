"""What past Issues already told of an Item: told there, going on from there, and what is new."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from torimatome.draft.choose import content_words, names, numbers, undated
from torimatome.draft.terms import Termbase
from torimatome.model import Check, Earlier, Item
from torimatome.text.folding import fold

REPORTED, CONTINUES = "reported", "continues"
# Two Items of near days tell one event when the shares of words, names and opening words they have
# in common come to so much (of 3). Set with bench/memory.py: pairs of one event of the demo week,
# drafted from two outlets each, lie between .7 and 2.4, half above 1.7; pairs of two events of
# that week and of four real ones reach 1.9, but name other people, states or matters.
ALIKE = 1.4
OPENS_ALIKE = 0.4  # of the opening words …
ALL_ALIKE = 0.6  # … or of all words: one opens with the place, the other with the outcome
WORDS_TOLD = 0.3  # of the telling words of either headline, in the other's text
OPENING_WORDS = 30
# Reports of one event cite days this near; what is told alike on other days is its next round.
NEAR_DAYS = 3
# A sentence without a new number or name is new when so little of it was told.
FRESH = 0.5
# … and one with a new number or name when not nearly all of it was: a figure spelled otherwise.
FRESH_FACT = 0.85
# Names and words two Items must share to be one story, see `_shared`.
ENOUGH_SHARED = 2.0
MOST_CONTINUED = 2
# What headlines of every kind hold: it tells no story. Written from the acts of the frames.
_EVERYDAY = content_words(
    """
    meets met meeting held holds hold had phone telephone call calls called conversation talks talk
    visit visits visited visiting arrives arrived arrival receives received delegation official
    officials working led discuss discusses discussed exchange cooperation relations prospects
    attends attended participates participate participants statement issued says said tells told
    reports reported condemns condemned thanks congratulates sends receives signs signed sign
    president minister ministry foreign prime deputy speaker parliament ambassador head heads
    chairman chief representative secretary general state government leader counterpart fm pm mfa
    mod spox new first second third high level international national regional joint world year
    day city capital republic special several many number numbers over more than made makes make
    takes took place opens opened begins began launches launched announces announced number council
    organization organisation service security defense defence army forces commission committee
    vice affairs mull mulls aid aide presidential commander commanders staff undersecretary
    """
)


@dataclass(frozen=True)
class Past:
    """A kept Item and the Issue it stands in."""

    issue: str  # the label its Issue is kept under
    start: str  # ISO; that Issue's period
    end: str
    item: Item
    score: float = 0.0  # how much it shares with the Item it was looked up for


Recall = Callable[[Item], Sequence[Past]]


def nothing_kept(_item: Item) -> Sequence[Past]:
    """The memory of a desk without an archive."""
    return ()


@dataclass(frozen=True)
class Told:
    """The facts of what is in print, for asking of a sentence whether it adds to them."""

    words: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]

    def covers(self, text: str) -> float:
        """The share of the words of `text` that are told, 0 to 1."""
        own = content_words(text)
        return len(own & self.words) / max(1, len(own))


def told(items: Sequence[Item]) -> Told:
    """The facts that past Items give."""
    text = " ".join(text_of(item) for item in items)
    known = frozenset(fold(word) for word in re.findall(r"[\w'’-]+", text))
    return Told(content_words(text), numbers(text), known)


def text_of(item: Item) -> str:
    """Headline and body of an Item in one line, NOTEs left out."""
    lines = [item.headline_en]
    for block in item.blocks:
        if block.type != "note":
            lines += [block.text or "", *(block.bullets or ())]
    return " ".join(line for line in lines if line)


def is_new(text: str, known: Told) -> bool:
    """Whether a sentence says what is not in print: a number, a name, or mostly other words."""
    covered = known.covers(text)
    fresh = bool(numbers(undated(text)) - known.numbers or names(text) - known.names)
    return covered < (FRESH_FACT if fresh else FRESH)


def relation(item: Item, past: Past, termbase: Termbase) -> str:
    """How `past` stands to `item`: reported | continues | "" (another matter)."""
    if _shares_page(item, past.item) or _tells_same(item, past.item, termbase):
        return REPORTED
    return CONTINUES if _shared(item, past.item, termbase) >= ENOUGH_SHARED else ""


def earlier_of(
    item: Item, pasts: Sequence[Past], termbase: Termbase
) -> tuple[tuple[Past, str], ...]:
    """The past Items to link, each with its relation: told there first, then the nearest."""
    found = [(past, kind) for past in pasts if (kind := relation(item, past, termbase))]
    reported = [pair for pair in found if pair[1] == REPORTED]
    going_on = [pair for pair in found if pair[1] == CONTINUES]
    going_on.sort(key=lambda p: (-_shared(item, p[0].item, termbase), -p[0].score, p[0].issue))
    return (*reported, *going_on[:MOST_CONTINUED])


def linked(past: Past, kind: str) -> Earlier:
    """The link to a past Item."""
    return Earlier(
        issue=past.issue,
        item=past.item.id,
        headline_en=past.item.headline_en,
        headline_ja=past.item.headline_ja,
        start=past.start,
        relation=kind,
    )


def check_of(pasts: Sequence[Past], all_told: bool) -> Check:
    """Why an Item is shorter than its reports, or left out."""
    where = "; ".join(f"“{p.item.headline_en}” (issue {p.issue}, item {p.item.id})" for p in pasts)
    if all_told:
        return Check("reported", f"Left out: all of it is told already in {where}", "info")
    return Check("reported", f"Only what is new is told; the rest stands in {where}", "low")


def _shares_page(item: Item, past: Item) -> bool:
    """Whether a page that `past` rests on is one of the pages `item` is drafted from."""
    pages = {p.article for b in past.blocks for s in b.sentences for p in s.passages}
    links = {link for c in past.citations for link in c.links if link.count("/") > 2}
    own = {p.article for b in item.blocks for s in b.sentences for p in s.passages}
    cited = {link for c in item.citations for link in c.links}
    return bool(pages & own or links & cited)


def _tells_same(item: Item, past: Item, termbase: Termbase) -> bool:
    """Whether two Items of near days tell one event, each in its own words."""
    if not item.blocks or not past.blocks or item.blocks[0].language != "en":
        return False
    if not _near(item, past):
        return False
    ours, theirs = _reading(item), _reading(past)
    words, opening = _overlap(ours.words, theirs.words), _overlap(ours.opening, theirs.opening)
    if opening < OPENS_ALIKE and words < ALL_ALIKE:
        return False
    if words + opening + _overlap(ours.names, theirs.names) < ALIKE:
        return False
    return all(
        _fits(_matter(one.headline_en, termbase), other, termbase)
        for one, other in ((item, theirs), (past, ours))
    )


def _fits(headline: "_Matter", other: "_Reading", termbase: Termbase) -> bool:
    """Whether an Item gives whom and what the other's headline names, and opens with who acts."""
    stand = frozenset(_bare(other.text))
    if headline.first and headline.first not in _bare(other.beginning):
        return False
    if not headline.people <= stand:
        return False
    lands = {hit.term.en for hit in termbase.hits(other.text) if hit.term.kind == "country"}
    told = sum(any(_one_word(word, w) for w in other.words) for word in headline.words)
    return headline.lands <= lands and told >= WORDS_TOLD * len(headline.words)


@dataclass(frozen=True)
class _Reading:
    """What of an Item is compared."""

    text: str
    beginning: str
    words: frozenset[str]
    names: frozenset[str]
    opening: frozenset[str]


@lru_cache(maxsize=1024)
def _reading(item: Item) -> _Reading:
    text = text_of(item)
    body = text[len(item.headline_en) :].split()
    beginning = f"{item.headline_en} {' '.join(body[:OPENING_WORDS])}"
    return _Reading(text, beginning, content_words(text), names(text), content_words(beginning))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _near(item: Item, past: Item) -> bool:
    """Whether the two may tell of one day."""
    if item.event_date and past.event_date:
        ours = (item.event_date, item.event_date_end or item.event_date)
        theirs = (past.event_date, past.event_date_end or past.event_date)
        return _apart(ours, theirs) <= 1
    spans = [[(c.date_start, c.date_end) for c in one.citations] for one in (item, past)]
    return any(_apart(a, b) <= NEAR_DAYS for a in spans[0] for b in spans[1])


def _apart(one: tuple[str, str], other: tuple[str, str]) -> int:
    """Days between two spans of ISO days; 0 where they meet."""
    first, second = sorted((one, other))
    try:
        gap = date.fromisoformat(second[0]) - date.fromisoformat(first[1])
    except ValueError:
        return 10_000
    return max(0, gap.days)


def _shared(item: Item, past: Item, termbase: Termbase) -> float:
    """What two Items share of what tells one story from another.

    A name or a telling word of both headlines counts 1, a name of one headline that stands only
    in the other's text ½. Without a name in common it is nothing. Countries do not count.
    """
    ours, theirs = _matter(item.headline_en, termbase), _matter(past.headline_en, termbase)
    texts = [_words_of(text_of(one)) for one in (item, past)]
    both = ours.names & theirs.names
    one_sided = (ours.names & texts[1] | theirs.names & texts[0]) - both
    if not both and not one_sided:
        return 0.0
    words = sum(any(_one_word(word, other) for other in theirs.words) for word in ours.words)
    return len(both) + 0.5 * len(one_sided) + words


def _one_word(word: str, other: str) -> bool:
    """Whether two stems are of one word: "evacuate" and "evacu" (evacuation)."""
    short, long = sorted((word, other), key=len)
    return short == long or (len(short) >= 5 and long.startswith(short))


@lru_cache(maxsize=4096)  # past Items of two months, each asked about for every Item of a draft
def _words_of(text: str) -> frozenset[str]:
    return frozenset(_bare(text))


def _bare(text: str) -> list[str]:
    return re.findall(r"[\w-]+", fold(text))


@dataclass(frozen=True)
class _Matter:
    names: frozenset[str]  # the last word of each name, folded
    words: frozenset[str]  # telling words, stemmed
    first: str = ""  # the person it names first
    people: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()  # English names of countries


@lru_cache(maxsize=4096)
def _matter(headline: str, termbase: Termbase) -> _Matter:
    """What of a headline tells one story from another: its names and its telling words."""
    bare = headline
    found: set[str] = set()
    people: list[str] = []
    lands: set[str] = set()
    for hit in reversed(termbase.hits(headline)):
        if hit.term.kind in {"office", "topic"}:
            continue
        if hit.term.kind == "person":
            people.append(_bare(hit.form)[-1])
        if hit.term.kind == "country":
            lands.add(hit.term.en)
        if hit.term.kind in {"person", "organisation", "place"}:
            found.add(_bare(hit.form)[-1])
        bare = bare[: hit.start] + " " + bare[hit.end :]
    for match in re.finditer(r"(?<!^)\b[A-Z][\w-]*\w", bare):
        words = content_words(match.group())
        if words and not words <= _EVERYDAY:
            found.add(_bare(match.group())[-1])
    named = frozenset(word for name in found for word in content_words(name))
    telling = content_words(bare) - _EVERYDAY - named
    first = people[-1] if people else ""
    return _Matter(frozenset(found), telling, first, frozenset(people), frozenset(lands))

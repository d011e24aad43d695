"""What was done: phone call, visit, arrest …, told by the words of acts.yaml in nine languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from torimatome.text.folding import flat
from torimatome.text.scan import UNSPACED
from torimatome.text.yamls import read_yaml

# All measured by bench/events.py on 104 annotated items. The title says what a report is about:
# event type .856 where title and lead count alike, .894 at twice, .904 from 2.5 on and by the
# title alone. The lead is kept for titles that tell no act.
TITLE = 2.5
# What stands behind "during", "after", "amid" is when it was done, not what was done. From 0.2 to
# 1 the issues give one figure; tests/test_event_who.py has the headlines it is for.
ASIDE = 0.4
SURE = 2.0  # a word marked + against any other: 1 gives .875, 3 gives .865
# For the word that comes first: a headline's verb stands before its objects. 0 gives .856, 0.25
# to 1 within a point of each other.
FIRST = 0.5


@dataclass(frozen=True)
class Act:
    """One row of acts.yaml."""

    act: str
    item: str  # the event type an Item carries
    plover: str  # PLOVER event type, "" = none fits
    between: Literal["two", "to", "one"]
    words: dict[str, tuple[str, ...]]
    mode: str = ""  # PLOVER mode
    family: str | None = None  # what acts() says; None = its own name
    somewhere: bool = False
    weight: float = 1.0
    medium: bool = False  # how they spoke: "discussed during a phone call" is a phone call

    @property
    def said(self) -> str:
        """The name under which two stories are told apart; "" = it parts none."""
        return self.act if self.family is None else self.family


@dataclass(frozen=True)
class Cue:
    """Words that tell an act, where they stand: `text[start:end]`."""

    start: int
    end: int
    act: Act
    sure: bool


@dataclass(frozen=True)
class _Table:
    acts: tuple[Act, ...]
    finder: AhoCorasick
    told: tuple[tuple[tuple[Act, bool], ...], ...]  # per pattern: (act, sure)
    families: tuple[frozenset[str], ...]  # per pattern


@lru_cache(maxsize=1)
def table() -> tuple[Act, ...]:
    """The rows of acts.yaml in order: particular acts before general ones."""
    return msgspec.convert(read_yaml(Path(__file__).with_name("acts.yaml")), tuple[Act, ...])


@lru_cache(maxsize=1)
def _compiled() -> _Table:
    told: dict[str, dict[str, tuple[Act, bool]]] = {}
    for act in table():
        for word in (word for words in act.words.values() for word in words):
            sure = "+" in word
            told.setdefault(_pattern(word), {}).setdefault(act.act, (act, sure))
    patterns = sorted(told)
    return _Table(
        table(),
        AhoCorasick(patterns, matchkind=MatchKind.Standard),
        tuple(tuple(told[pattern].values()) for pattern in patterns),
        tuple(
            frozenset(act.said for act, _ in told[pattern].values()) - {""} for pattern in patterns
        ),
    )


def _pattern(word: str) -> str:
    """A word of the table as it is looked for in flat text."""
    bare = _leveled(word.replace("!", "").replace("+", "")).strip()
    if UNSPACED.search(word):
        return bare
    return f" {bare} " if "!" in word else f" {bare}"


def _leveled(text: str) -> str:
    """`text` folded between blanks, each letter one place further than in `text`."""
    return f" {flat(text)} "


# Acts between two parties: who the other party is tells one such story from another.
TWO_SIDED = frozenset({"phone call", "meeting", "visit", "letter", "agreement"})


@lru_cache(maxsize=1)
def somewhere() -> frozenset[str]:
    """Acts that happen somewhere: another place is another story."""
    return frozenset(act.said for act in table() if act.somewhere and act.said)


def acts(text: str) -> frozenset[str]:
    """The families of acts `text` speaks of; give it a title or a lead, not a whole text.

    About 25 µs for a headline and its lead: it is asked of every article of a run.
    """
    compiled = _compiled()
    hits = compiled.finder.find_matches_as_indexes(_leveled(text), overlapping=True)
    found: set[str] = set()
    for which, _, _ in hits:
        found |= compiled.families[which]
    return frozenset(found)


def cues(text: str) -> list[Cue]:
    """Every word of the table in `text`, left to right, the longest first."""
    compiled = _compiled()
    lowered = _leveled(text)
    hits = compiled.finder.find_matches_as_indexes(lowered, overlapping=True)
    found = [
        Cue(max(0, start + lowered[start].isspace() - 1), end - 1, act, sure)
        for which, start, end in hits
        for act, sure in compiled.told[which]
    ]
    return sorted(found, key=lambda cue: (cue.start, -cue.end))


def main_act(title: str, lead: str = "") -> Act | None:
    """What a report tells above all; None when no word of the table stands in it."""
    scored = scores(title, lead)
    return scored[0][1] if scored else None


def plover_act(title: str, lead: str = "") -> Act | None:
    """The likeliest act that PLOVER has a type for, or an investigation."""
    scored = [act for _, act in scores(title, lead)]
    typed = (act for act in scored if act.plover or act.act == "investigation")
    return next(typed, scored[0] if scored else None)


def scores(title: str, lead: str = "") -> list[tuple[float, Act]]:
    """Every act told, the likeliest first, with its weight."""
    total: dict[str, float] = {}
    for text, weight in ((title, TITLE), (lead, 1.0)):
        for act, best in _best(text).values():
            counts = TITLE if act.medium else weight
            total[act.act] = total.get(act.act, 0.0) + counts * best
    row = [(total[act.act], act) for act in table() if act.act in total]
    return sorted(row, key=lambda pair: -pair[0])


def _best(text: str) -> dict[str, tuple[Act, float]]:
    """Per act the strongest of its words in `text`."""
    said = _leveled(text)
    aside = list(_asides(said))
    best: dict[str, tuple[Act, float]] = {}
    first = True
    for cue in cues(text):
        weight = cue.act.weight * (SURE if cue.sure else 1.0)
        if not cue.act.medium and any(start <= cue.start < end for start, end in aside):
            weight *= ASIDE
        elif first or cue.act.medium:
            weight, first = weight + FIRST, False
        if weight > best.get(cue.act.act, (cue.act, 0.0))[1]:
            best[cue.act.act] = cue.act, weight
    return best


_BEFORE = tuple(
    f" {flat(word)} "
    for word in (
        "during", "amid", "after", "following", "ahead of", "because of", "despite", "since",
        "due to", "as part of", "about", "marking", "on the sidelines of", "over", "as",
        "on the occasion of",
        "после", "на фоне", "во время", "в ходе", "из-за", "накануне", "в связи с", "в рамках",
        "після", "на тлі", "під час", "через", "напередодні", "у рамках",
        "پس از", "در پی", "در جریان",
    )
)  # fmt: skip
_AFTER = tuple(
    f" {flat(word)}"
    for word in (
        "sonra", "sonrası", "sırasında", "nedeniyle", "esnasında", "kapsamında", "öncesi",
        "zamanı", "səbəbindən", "çərçivəsində", "ərəfəsində",
    )
)  # fmt: skip
_HEARD_BEFORE = 40  # characters before a postposition that belong to it: some five words


def _asides(said: str) -> Iterator[tuple[int, int]]:
    for word in _BEFORE:
        at = said.find(word)
        if at >= 0:
            yield at, len(said)
    for word in _AFTER:
        at = said.find(word)
        if at >= 0:
            yield max(0, at - _HEARD_BEFORE), at

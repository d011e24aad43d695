"""What was done: phone call, visit, arrest …, told by the words of acts.yaml in nine languages."""

import re
from collections.abc import Iterator, Sequence
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
# Characters between a verb and the word that says of what: some six words, the middle of a
# headline. Of 388 invented headlines 375 tell their act at 30, 50 and 200, 369 at 20; a lead is
# longer, so the least that is safe.
NEAR = 50


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


_Told = tuple[tuple[Act, bool], ...]  # (act, sure)


@dataclass(frozen=True)
class _Table:
    acts: tuple[Act, ...]
    finder: AhoCorasick
    told: tuple[_Told, ...]  # per pattern
    families: tuple[frozenset[str], ...]  # per pattern
    telling: frozenset[int]  # patterns that have a family
    pairs: dict[int, dict[int, _Told]]  # verb -> word beside it -> what both together tell
    verbs: frozenset[int]  # those of the pairs


@lru_cache(maxsize=1)
def table() -> tuple[Act, ...]:
    """The rows of acts.yaml in order: particular acts before general ones."""
    return msgspec.convert(read_yaml(Path(__file__).with_name("acts.yaml")), tuple[Act, ...])


@lru_cache(maxsize=1)
def _compiled() -> _Table:
    told: dict[str, dict[str, tuple[Act, bool]]] = {}
    both: dict[tuple[str, str], dict[str, tuple[Act, bool]]] = {}
    for act in table():
        for word in (word for words in act.words.values() for word in words):
            verb, _, beside = word.partition("&")
            row = told.setdefault(_pattern(verb), {})
            if beside:
                told.setdefault(_pattern(beside), {})
                row = both.setdefault((_pattern(verb), _pattern(beside)), {})
            row.setdefault(act.act, (act, "+" in word))
    patterns = sorted(told)
    place = {pattern: which for which, pattern in enumerate(patterns)}
    pairs: dict[int, dict[int, _Told]] = {}
    for (verb, beside), row in both.items():
        pairs.setdefault(place[verb], {})[place[beside]] = tuple(row.values())
    families = tuple(
        frozenset(act.said for act, _ in told[pattern].values()) - {""} for pattern in patterns
    )
    return _Table(
        table(),
        AhoCorasick(patterns, matchkind=MatchKind.Standard),
        tuple(tuple(told[pattern].values()) for pattern in patterns),
        families,
        frozenset(which for which, said in enumerate(families) if said),
        pairs,
        frozenset(pairs),
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
    seen = {which for which, _, _ in hits}
    found: set[str] = set()
    for which in seen & compiled.telling:
        found |= compiled.families[which]
    verbs = seen & compiled.verbs
    if verbs:
        for _, _, told in _paired(compiled, hits, seen, verbs):
            found.update(act.said for act, _ in told if act.said)
    return frozenset(found)


def cues(text: str) -> list[Cue]:
    """Every word of the table in `text`, left to right, the longest first."""
    compiled = _compiled()
    lowered = _leveled(text)
    hits = compiled.finder.find_matches_as_indexes(lowered, overlapping=True)
    seen = {which for which, _, _ in hits}
    spots = [(start, end, compiled.told[which]) for which, start, end in hits]
    verbs = seen & compiled.verbs
    if verbs:
        spots += _paired(compiled, hits, seen, verbs)
    found = [
        Cue(max(0, start + lowered[start].isspace() - 1), end - 1, act, sure)
        for start, end, told in spots
        for act, sure in told
    ]
    return sorted(found, key=lambda cue: (cue.start, -cue.end))


def _paired(
    compiled: _Table, hits: Sequence[tuple[int, int, int]], seen: set[int], verbs: set[int]
) -> Iterator[tuple[int, int, _Told]]:
    """Where a verb of two words stands, when the other stands near on either side."""
    for verb in sorted(verbs):
        told = compiled.pairs[verb]
        if told.keys().isdisjoint(seen):
            continue
        for which, start, end in hits:
            if which == verb:
                for other, at, to in hits:
                    if other in told and max(at - end, start - to) <= NEAR:
                        yield start, end, told[other]


def main_act(title: str, lead: str = "") -> Act | None:
    """What a report tells above all; None when no word of the table stands in it."""
    scored = scores(title, lead)
    return scored[0][1] if scored else None


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
        *(f"пострадавш{ending} от" for ending in ("им", "их", "ей", "ему", "ий", "ую")),
        *(f"постраждал{ending} від" for ending in ("им", "их", "ій", "ому", "ий", "у")),
    )
)  # fmt: skip
# What one demands, refuses, is accused of or lifts is not done by the one who does: 236 of PLOVER's
# 322 records with these words, 219 without. Each counts where a word begins with it, too.
_GOVERNS = tuple(
    f" {word}"
    for word in (
        "demand", "refus", "accus", "blam", "threaten", "urge ", "urges ", "urged ", "urging ",
        "must ", "should ", "call on ", "calls on ", "called on ", "call for ", "calls for ",
        "called for ", "defend ", "defends ", "defended ", "prevent", "lift ", "lifts ", "lifted ",
        "lifting ", "eases ", "eased ", "easing ", "suspend ", "suspends ", "suspended ",
        "postpone", "cancel", "agree to ", "agrees to ", "agreed to ",
        *(
            f"{word} to "
            for word in (
                "prepared", "ready", "willing", "forced", "plan", "plans", "pledge", "pledges",
                "pledged", "promise", "promises", "promised", "vow", "vows", "vowed", "decline",
                "declines", "declined", "offer", "offers", "offered", "fail", "fails", "failed",
            )
        ),
    )
)  # fmt: skip
# What two agree to is done: "agree to a truce".
_DONE = re.compile(r"(?:an?|the|cease|truce|peace|talks|deal|prisoner|swap)\b")
_AFTER = (
    *(
        f" {flat(word)}"
        for word in (
            "sonra", "sonrası", "sırasında", "nedeniyle", "esnasında", "kapsamında", "öncesi",
            "zamanı", "səbəbindən", "çərçivəsində", "ərəfəsində", "zərər çəkən", "zərər görən",
            "etkilenen", "zarar gören", "տուժած", "დაზარალებულ",
            # Where the verb stands last, what is condemned, denied or demanded stands before it.
            "suçladı", "suçluyor", "kınadı", "kınıyor", "reddetti", "eleştirdi", "yalanladı",
            "talep et", "ittiham ed", "pislə", "qınayıb", "təkzib ed", "rədd ed", "tənqid ed",
            "tələb ed", "დაგმ", "გააკრიტიკ", "მოუწოდ", "მოითხოვ",
        )
    ),
    "被災", "を非難", "を批判", "を否定", "を要求", "を要請", "を糾弾", "に抗議", "を受け",
)  # fmt: skip
_HEARD_BEFORE = 40  # characters before a postposition that belong to it: some five words


@lru_cache(maxsize=1)
def _aside_words() -> AhoCorasick:
    return AhoCorasick([*_BEFORE, *_GOVERNS, *_AFTER], matchkind=MatchKind.Standard)


def _asides(said: str) -> Iterator[tuple[int, int]]:
    """The stretches of flat text that tell of something else than what was done."""
    met: set[int] = set()
    for which, start, end in _aside_words().find_matches_as_indexes(said, overlapping=True):
        if which in met:
            continue
        met.add(which)
        if which < len(_BEFORE):
            yield start, len(said)
        elif which >= len(_BEFORE) + len(_GOVERNS):
            yield max(0, start - _HEARD_BEFORE), start
        elif not (said.startswith("to ", end - 3) and "agree" in said[start:end]) or not (
            _DONE.match(said, end)
        ):
            yield max(said.find(" ", end - 1), end - 1), len(said)

"""Judgements of the machine: which pairs of articles are copies, one event, or must stay apart."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from torimatome.model import Article, House, Judgement, Verdict
from torimatome.understand.copies import Copy, find_copies
from torimatome.understand.evidence import Evidence, compare, plain
from torimatome.understand.names import Names
from torimatome.understand.traits import Reader, Traits

MACHINE = "machine"

# Reports of one event come out within so many days; later ones are its follow-up.
WINDOW_DAYS = 3

# A pair less likely than this is not worth a line in the store. It stays above nothing at all
# because cluster.stories asks how well the weakest members of two groups know each other.
KEEP = 0.15


@dataclass(frozen=True)
class Weights:
    """What each signal adds to the log-odds that two articles report one event.

    Set by hand around logistic regressions on three materials of bench/stories.py (the demo wire,
    dated English reports, documents in five languages), rounded so that no single one decides; the
    days of the English reports are their story's, so `day_apart` follows the demo wire. To choose
    again: change a number, run bench/stories.py, keep it when no material loses.
    """

    start: float = -3.4  # within one language
    text: float = 9.0
    title: float = 2.5
    person: float = 1.0  # for each shared, at most two
    partner: float = 0.9
    place: float = 0.2  # for each shared, at most two
    topic: float = 0.6  # for each shared, at most two
    act: float = 1.0
    number: float = 0.6  # for each shared, at most three
    heard: float = 0.8
    # Across languages there are no shared words, so names and numbers carry it all.
    start_across: float = -2.8
    person_across: float = 1.6
    partner_across: float = 1.0
    place_across: float = 0.4
    topic_across: float = 0.8
    act_across: float = 1.5
    number_across: float = 1.1
    heard_across: float = 2.4
    heard_name_across: float = 0.6  # for each, at most five
    # Either way.
    day: float = 0.3
    day_apart: float = -0.9  # for each
    elsewhere: float = -0.5
    other_act: float = -1.0
    strangers: float = -0.9


WEIGHTS = Weights()


def judge(articles: Sequence[Article], house: House, at: datetime) -> list[Judgement]:
    """The machine's Judgements of every pair worth one, by id; `at` is when they are made.

    A pair's Judgement depends on its two articles and the house alone, so it never changes
    because other articles came in, or in what order. COPY and SAME carry how sure the machine
    is; DIFFERENT is said only of pairs that look alike and yet are two events.
    """
    names = Names(house)
    reader = Reader(names, names.common_words())
    traits = {article.id: reader.traits(article) for article in articles}
    copies = {(copy.left, copy.right): copy for copy in find_copies(articles)}
    pairs = set(copies).union(candidates(list(traits.values())))
    found = []
    for left, right in sorted(pairs):
        copy = copies.get((left, right))
        said = _copy(copy) if copy else _one_event(traits[left], traits[right])
        if said:
            verdict, score, why = said
            found.append(Judgement(left, right, verdict, MACHINE, at, round(score, 3), why))
    return found


def candidates(row: Sequence[Traits]) -> Iterator[tuple[str, str]]:
    """Pairs of ids, smaller first, that share two telling things within the window of days."""
    ordered = sorted(row, key=lambda traits: (traits.day, traits.id))
    places: dict[str, list[int]] = defaultdict(list)
    for number, traits in enumerate(ordered):
        shared: Counter[int] = Counter()
        for key in _keys(traits):
            postings = places[key]
            for other in reversed(postings):
                if traits.day - ordered[other].day > WINDOW_DAYS:
                    break
                shared[other] += 1
            postings.append(number)
        for other, count in shared.items():
            if count >= 2:
                pair = traits.id, ordered[other].id
                yield min(pair), max(pair)


def _keys(traits: Traits) -> set[str]:
    """What an article is looked up by: words of its own language, and what crosses languages."""
    keys = {f"{traits.language} {word}" for word in (*traits.title, *traits.proper)}
    keys |= {key for key, name in traits.names.items() if not (name.own and name.kind == "country")}
    keys |= {f"number {number}" for number in traits.numbers}
    return keys | {f"sound {heard}" for heard in traits.sounds}


def _copy(copy: Copy) -> tuple[Verdict, float, str]:
    words = f"one text: {copy.held:.0%} of the shorter stands in the longer"
    return Verdict.COPY, max(copy.alike, copy.held), words


def _one_event(left: Traits, right: Traits) -> tuple[Verdict, float, str] | None:
    seen = compare(left, right)
    score = likely(seen)
    if score < KEEP:
        return None
    if seen.apart:
        return Verdict.DIFFERENT, score, seen.apart
    return Verdict.SAME, score, in_words(seen)


def likely(seen: Evidence, weights: Weights = WEIGHTS) -> float:
    """How likely the Evidence makes one event, 0 to 1."""
    w = weights
    odds = (
        w.day_apart * seen.days_apart
        + w.day * bool(seen.days)
        + w.elsewhere * seen.elsewhere
        + w.other_act * seen.other_act
        + w.strangers * seen.strangers
    )
    if seen.one_language:
        odds += (
            w.start
            + w.text * seen.text
            + w.title * seen.title
            + w.person * min(2, len(seen.people))
            + w.partner * bool(seen.partners)
            + w.place * min(2, len(seen.places))
            + w.topic * min(2, len(seen.topics))
            + w.act * bool(seen.acts)
            + w.number * min(3, len(seen.numbers))
            + w.heard * seen.heard
        )
    else:
        odds += (
            w.start_across
            + w.person_across * min(2, len(seen.people))
            + w.partner_across * bool(seen.partners)
            + w.place_across * min(2, len(seen.places))
            + w.topic_across * min(2, len(seen.topics))
            + w.act_across * bool(seen.acts)
            + w.number_across * min(3, len(seen.numbers))
            + w.heard_across * seen.heard
            + w.heard_name_across * min(5, seen.heard_names)
        )
    return 1 / (1 + math.exp(-odds))


def in_words(seen: Evidence) -> str:
    """The Evidence as an editor reads it, the strongest first."""
    parts = []
    for label, keys in (
        ("same people", seen.people),
        ("same act", seen.acts),
        ("same partner", seen.partners),
        ("same place", seen.places),
        ("same topic", seen.topics),
        ("same numbers", seen.numbers),
    ):
        if keys:
            parts.append(f"{label}: {plain(keys)}")
    if seen.one_language:
        parts.append(f"words shared: {seen.title:.0%} of the titles, {seen.body:.0%} of the texts")
    elif seen.heard_names:
        parts.append(f"{seen.heard_names} names sound alike across the languages")
    if seen.elsewhere:
        parts.append("but in different places")
    if seen.other_act:
        parts.append("but other acts")
    if seen.strangers:
        parts.append("but each title names what the other article does not")
    apart = seen.days_apart
    parts.append("same day" if not apart else f"{apart} day{'s' if apart > 1 else ''} apart")
    return "; ".join(parts)

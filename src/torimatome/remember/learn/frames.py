"""Headline frames: the pattern left when who, where and what are out, and how often it comes."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from torimatome.remember.learn.acts import act_start
from torimatome.remember.learn.finds import SMALL, Find, narrow
from torimatome.remember.learn.reading import Reading
from torimatome.remember.learn.words import Text, capital

_SLOTS = "XYZVW"
# Particles that end an argument: after a word, and before the next one or the predicate.
_PARTICLE = re.compile(
    r"(?<=[一-龯々ァ-ヺーA-Za-z0-9」』”らび])"
    r"(?:について|に関する|をめぐり|における|による|に対し|とともに|から|にて|では|には|とは|は|が|を|に|へ|と|で|(?=、))、?"
    r"(?=[一-龯々ァ-ヺーA-Za-z0-9「『“])"
)
_MOST_WORDS = 14  # of one argument in English; longer stretches hold half the sentence


def frame_of(reading: Reading) -> tuple[str, str]:
    """The Japanese and English headline with letters for what changes; "" where there is none."""
    end = act_start(reading)
    if end is None:
        return "", ""
    arguments = _arguments(reading.ja, end)
    if not arguments or len(arguments) > len(_SLOTS):
        return "", ""
    ja = reading.ja
    for letter, (a, b) in reversed(list(zip(_SLOTS, arguments, strict=False))):
        ja = f"{ja[:a]}{{{letter}}}{ja[b:]}"
    spans = [_english(reading, a, b) for a, b in arguments]
    english = reading.head.raw.rstrip(", ")
    told = [(span, letter) for span, letter in zip(spans, _SLOTS, strict=False) if span]
    for (first, last), letter in sorted(told, reverse=True):
        start, stop = reading.head.words[first].start, reading.head.words[last].end
        rest = reading.head.raw[start:stop]
        stop -= len(rest) - len(rest.removesuffix("'s"))
        english = f"{english[:start]}{{{letter}}}{english[stop:]}"
    whole = english.count("(") == english.count(")") and _apart([span for span, _ in told])
    return ja, english if whole else ""


def _arguments(ja: str, end: int) -> list[tuple[int, int]]:
    """Where each argument before the predicate begins and ends, without its particle."""
    out, start = [], 0
    for particle in _PARTICLE.finditer(ja, 0, min(len(ja), end + 4)):
        if particle.start() > end:
            break
        out.append((start, particle.start()))
        start = particle.end()
    if start < end:
        out.append((start, end))
    return [(a, b) for a, b in out if b > a]


def _english(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """First and last word of the English headline for this stretch of the Japanese one."""
    inside = [p for p in reading.pieces if start <= p.start and p.end <= end]
    groups = [p.spots for p in inside if any(s.where == "headline" for s in p.spots)]
    spots = narrow(tuple(groups), "headline") if groups else ()
    if not spots:
        return None
    first, last = min(s.first for s in spots), max(s.last for s in spots)
    text = reading.head
    while first > 0 and _goes_on(text, first - 1):
        first -= 1
    while last + 1 < len(text.words) and _goes_on(text, last) and capital(text.words[last + 1]):
        last += 1
    return (first, last) if last - first < _MOST_WORDS else None


def _goes_on(text: Text, at: int) -> bool:
    """Whether this word and the next make one name: capitals with nothing but a space between."""
    a, b = text.words[at], text.words[at + 1]
    gap = text.raw[a.start + len(a.text) : b.start]
    return gap == " " and capital(a) and capital(b) and a.text.lower() not in SMALL


def _apart(spans: Sequence[tuple[int, int]]) -> bool:
    ordered = sorted(spans)
    return all(a[1] < b[0] for a, b in pairwise(ordered))


def _slots(frame: str) -> set[str]:
    return set(re.findall(r"\{(.)\}", frame))


def frames(readings: Iterable[Reading], least: int = 2) -> Iterator[Find]:
    """Frames that come at least twice; a frame met once is only a headline.

    Doubtful where no English was met that has the same slots.
    """
    met: dict[str, list[tuple[Reading, str]]] = defaultdict(list)
    for reading in readings:
        ja, en = frame_of(reading)
        if "{" in ja:
            met[ja].append((reading, en))
    for ja, found in sorted(met.items()):
        if len(found) < least:
            continue
        english = Counter(en for _, en in found if _slots(en) == _slots(ja))
        best = sorted(english, key=lambda en: (-english[en], len(en), en))
        printed = best[0] if best else min(en or r.head.raw for r, en in found)
        doubt = "" if best else "no English was met that has the same slots"
        for reading, _ in found:
            yield Find("frame", printed, ja, reading.issue, reading.item, "headline", reading.day,
                       tuple(best[1:]), why=f"{len(found)} headlines are built so",
                       sure=round(min(0.95, 0.6 + 0.1 * len(found)), 3), doubt=doubt)  # fmt: skip

"""What was done: the verb of the English headline and the predicate that ends the Japanese one."""

import re
from collections.abc import Iterator

from torimatome.remember.learn.finds import Find
from torimatome.remember.learn.reading import Reading
from torimatome.remember.learn.words import Text

_PARTICLE = r"(?:について|に関して|をめぐり|に対して|を|に|と|で|が|へ|の|は|、)"
_TAIL = re.compile(rf"({_PARTICLE})((?:(?!{_PARTICLE})[^「」])*?(?:ている|ていない|となる)?)$")
# Words that only carry a noun before them ("会談を行った", "協議を実施").
_CARRIES = re.compile(r"^(?:行|実施|開始|示|し|する|応じ|取り組|表明)")
_AUXILIARY = frozenset(
    "is are was were be been has have had may might will would to not being".split()
)
_LIGHT = frozenset(
    "hold holds held had have has make makes made pay pays paid issue issues issued give gives gave"
    " take takes took".split()
)
_ARTICLE = frozenset(("a", "an", "the"))
_AFTER = frozenset("with to in into on from for about".split())


def acts(reading: Reading) -> Iterator[Find]:
    """The act of one item: at most one."""
    tail = _tail(reading.ja)
    if tail is None:
        return
    start, predicate = tail
    core = [p for p in reading.pieces if p.start >= start and p.kind in ("verb", "noun", "loan")]
    for piece in core:
        for spot in piece.spots:
            if spot.where != "headline":
                continue
            first, last = _verb_phrase(reading.head, spot.first, spot.last)
            en = reading.head.said(first, last)
            why = (
                f"as {piece.ja!r} means {spot.said!r}, and each is what its headline says was done"
            )
            yield Find("verb", en, predicate, reading.issue, reading.item, "headline", reading.day,
                       _forms(reading.head, first, last), why=why, sure=0.91)  # fmt: skip
            return


def _tail(ja: str) -> tuple[int, str] | None:
    found = _TAIL.search(ja)
    if not found or not found.group(2) or found.group(1) == "の":
        return None  # a headline that ends in a noun phrase says no act
    start = found.start()
    if _CARRIES.match(found.group(2)):
        longer = _TAIL.search(ja[:start])
        if longer and longer.group(2):
            start = longer.start()
    predicate = ja[start:]
    return start, predicate.lstrip("、は")


def _verb_phrase(text: Text, first: int, last: int) -> tuple[int, int]:
    """A noun with its light verb before it ("held a phone conversation"), auxiliaries, "with"."""
    words = text.words
    at = first
    while at > 0 and (words[at - 1].text.lower() in _ARTICLE or _describes(words[at - 1].text)):
        at -= 1
    if at > 0 and words[at - 1].text.lower() in _LIGHT:
        first = at - 1
    elif at > 1 and words[at - 1].text.lower() == "on" and words[at - 2].text.lower() in _AUXILIARY:
        first = at - 2
    while first > 0 and words[first - 1].text.lower() in _AUXILIARY:
        first -= 1
    if last + 1 < len(words) and words[last + 1].text.lower() in _AFTER:
        last += 1
    return first, last


def _describes(word: str) -> bool:
    return word in ("official", "working", "phone", "telephone", "high", "level")


def _forms(text: Text, first: int, last: int) -> tuple[str, ...]:
    """The phrase as printed, and without its preposition."""
    whole = text.said(first, last)
    ends = text.words[last].text.lower() in _AFTER and last > first
    return (whole, text.said(first, last - 1)) if ends else (whole,)


def act_start(reading: Reading) -> int | None:
    """Where in the Japanese headline the predicate begins; None if it ends in no predicate."""
    tail = _tail(reading.ja)
    return tail[0] if tail is not None else None

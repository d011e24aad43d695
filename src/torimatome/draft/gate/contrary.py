"""What is said of a whole page against its words: opposites, exchanged kinds, long insertions.

Of a whole page a word it lacks tells nothing by itself: half of what is retold is reworded. It
tells something when the page has its opposite, or another of its kind, or when several such words
stand together and the page has no place for any of them.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from torimatome.draft.gate.align import Alignment
from torimatome.draft.gate.source import Source
from torimatome.draft.gate.stems import base, groups, lines, stem
from torimatome.draft.gate.tokens import Token
from torimatome.model import Check

# Words in a row that a page lacks before they count as put in. Chosen on SummEdits news, even
# documents.
_RUN = 6
# How many content words on either side tell where a word would stand in the page, and how many
# tokens from them its counterpart may stand. Chosen there, against summaries printed above their
# own articles in ../shared/data/pages_fundus.
_BESIDE = 3
_NEAR = 8
# Of "un" and "non" what is left is the opposite; "in", "im" and "dis" are listed word by word, for
# information is no opposite of formation, nor a display of a play.
_PREFIXES = ("un", "non")
_NO_PREFIX = frozenset({"uniform", "union", "unit", "under", "unite", "unless", "until", "unique"})


def contrary(found: Alignment, source: Source) -> Iterator[Check]:
    """Words the page lacks whose opposite, or another of whose kind, stands unused in their place.

    In their place: near words that stand near them in the sentence too.
    """
    for place, token in enumerate(found.said):
        if not _lacking(found, place, source):
            continue
        free = {t.base: t.text for t in _around(found, place)}
        against = _opposite_of(token, free) if free else ""
        if against:
            yield Check("direction", f"Says {token.text!r}; the page says {against!r}", "high")
            continue
        other = _sibling_of(token, free) if free else ""
        if other:
            yield Check("content", f"Says {token.text!r}; the page says {other!r}", "mid")


def _around(found: Alignment, place: int) -> Iterator[Token]:
    """Unused words of the page that stand near where the words beside `place` stand."""
    content = [p for p, t in enumerate(found.said) if t.content]
    at = content.index(place)
    beside = content[max(0, at - _BESIDE) : at] + content[at + 1 : at + 1 + _BESIDE]
    spots = [spot for p in beside if (spot := found.place(p)) is not None]
    for spot, token in enumerate(found.given):
        if spot in found.back or token.kind != "word" or token.low in {"building", "buildings"}:
            continue
        if any(
            abs(spot - near) <= _NEAR and token.sentence == found.given[near].sentence
            for near in spots
        ):
            yield token


def inserted(found: Alignment, source: Source) -> Iterator[Check]:
    """Runs of words that the page has nothing for."""
    run: list[Token] = []
    for place, token in enumerate(found.said):
        if not token.content:
            continue
        if _lacking(found, place, source):
            run.append(token)
            continue
        yield from _run(run)
        run = []
    yield from _run(run)


def _run(run: list[Token]) -> Iterator[Check]:
    if len(run) >= _RUN:
        words = " ".join(token.text for token in run)
        yield Check("content", f"The page has nothing of {words!r}", "mid")


def _lacking(found: Alignment, place: int, source: Source) -> bool:
    token = found.said[place]
    if token.kind != "word" or not token.content or found.place(place) is not None:
        return False
    return not ((token.keys | {stem(token.low)}) & source.every)


def opposed(one: Token, other: Token) -> bool:
    """Whether two words are listed as opposites."""
    return other.base in _antonyms().get(one.base, frozenset())


def _opposite_of(token: Token, free: dict[str, str]) -> str:
    for word in sorted(_antonyms().get(token.base, ())):
        if word in free:
            return free[word]
    for prefix in _PREFIXES:
        if token.base in _NO_PREFIX:
            break
        bare = token.base.removeprefix(prefix)
        if bare != token.base and len(bare) > 3 and bare in free:
            return free[bare]
        other = prefix + token.base
        if len(token.base) > 3 and other not in _NO_PREFIX and other in free:
            return free[other]
    return ""


def _sibling_of(token: Token, free: dict[str, str]) -> str:
    own = groups().get(token.base, frozenset())
    for kind in _kinds().get(token.base, ()):
        for word in kind:
            same = word == token.base or own & groups().get(word, frozenset())
            if not same and word in free:
                return free[word]
    return ""


def antonyms(word: str) -> frozenset[str]:
    """The opposites of a base form, as base forms."""
    return _antonyms().get(word, frozenset())


def kinds_of(word: str) -> tuple[tuple[str, ...], ...]:
    """The lists of words of one kind that a base form stands in."""
    return _kinds().get(word, ())


@lru_cache(maxsize=1)
def _antonyms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines("antonyms.txt"):
        first, *others = (base(word) for word in line.split())
        for other in others:
            found[first].add(other)
            found[other].add(first)
    return {word: frozenset(others) for word, others in found.items()}


@lru_cache(maxsize=1)
def _kinds() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for line in lines("siblings.txt"):
        kind = tuple(base(word) for word in line.split())
        for word in kind:
            found[word].append(kind)
    return {word: tuple(kinds) for word, kinds in found.items()}

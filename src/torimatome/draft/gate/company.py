"""Words of a retold sentence in the company they keep there and on the page.

What is told anew from a whole page need not keep its order or its words. But a fact stands among
others: who it happened to, what was counted, where. Where the page has those round another number,
day or word of the same kind, and never round the one that is said, something was exchanged.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from torimatome.draft.gate.contrary import antonyms, kinds_of
from torimatome.draft.gate.source import Source
from torimatome.draft.gate.stems import groups, stem
from torimatome.draft.gate.tokens import Line, Token, is_calendar
from torimatome.model import Check

# Content words on either side that are a word's company, and how far from it the page may have
# them, in tokens of one sentence. Chosen, as are the two below, on SummEdits news, even documents,
# against 969 headlines over their own articles in ../shared (clusters_neus, pages_fundus, wmt).
_BESIDE = 3
_WITHIN = 10
# So much of the company another word of the kind must have; the one said has none of it.
LEAST = 2
# Nouns that only look like a form of a verb with an opposite.
_OTHER_WORDS = frozenset({"building", "buildings", "meeting", "meetings", "left", "right"})


@dataclass(frozen=True)
class Page:
    """A page's words by what they may be compared by."""

    tokens: tuple[Token, ...]
    at: dict[str, list[int]]  # key or part → places

    @staticmethod
    def of(source: Source) -> "Page":
        """All of the passages, near or far."""
        at: dict[str, list[int]] = defaultdict(list)
        for place, token in enumerate(source.whole.tokens):
            for key in token.keys | token.parts:
                at[key].append(place)
        return Page(source.whole.tokens, at)

    def places(self, token: Token) -> set[int]:
        """Where the page has the word or one that may stand for it."""
        return {p for key in token.keys | {stem(token.low)} for p in self.at.get(key, ())}

    def company(self, spot: int, others: Sequence[set[int]]) -> int:
        """How many of some words, given by their places, stand near `spot` in its sentence."""
        number = self.tokens[spot].sentence
        return sum(
            any(
                q != spot and abs(q - spot) <= _WITHIN and self.tokens[q].sentence == number
                for q in places
            )
            for places in others
        )


def beside(row: Sequence[Token], place: int) -> list[Token]:
    """The content words nearest to the one at `place`."""
    content = [p for p, t in enumerate(row) if t.content and p != place]
    before = [p for p in content if p < place][-_BESIDE:]
    return [row[p] for p in (*before, *[p for p in content if p > place][:_BESIDE])]


def misplaced(said: Line, page: Page) -> Iterator[Check]:
    """Numbers, days, opposites and kinds the page has in this company as another, not as said."""
    spoken = {key for t in said.tokens if t.content for key in t.keys}
    for place, token in enumerate(said.tokens):
        rivals = _rivals(token, page, spoken) if token.content else []
        if not rivals or said.text[max(0, token.start - 1) : token.start] == "-":
            continue  # COVID-19
        others = [page.places(t) for t in beside(said.tokens, place) if not is_calendar(t)]
        own = max((page.company(spot, others) for spot in page.places(token)), default=0)
        if own:
            continue
        best = max(rivals, key=lambda spot: (page.company(spot, others), -spot))
        if page.company(best, others) >= LEAST:
            kind, severity = _told(token, page.tokens[best])
            shown = page.tokens[best].text
            yield Check(
                kind, f"Says {token.text!r}; in this company the page says {shown!r}", severity
            )


def _told(token: Token, other: Token) -> tuple[str, str]:
    if token.kind == "number":
        return "numbers", "high"
    if is_calendar(token):
        return "days", "high"
    return ("direction", "high") if other.base in antonyms(token.base) else ("content", "mid")


def _rivals(token: Token, page: Page, spoken: set[str]) -> list[int]:
    """Where the page has another of the word's kind that the sentence does not say too."""
    if token.kind == "number":
        return [
            p
            for p, t in enumerate(page.tokens)
            if t.kind == "number" and not t.keys & spoken and _sort(t) == _sort(token)
        ]
    if token.kind == "day":
        return []
    if is_calendar(token):
        return [
            p
            for p, t in enumerate(page.tokens)
            if t.kind == "word"
            and is_calendar(t)
            and not t.keys & spoken
            and _weekday(t) == _weekday(token)
        ]
    if token.capital:
        return []
    own = groups().get(token.base, frozenset())
    others = set(antonyms(token.base))
    for kind in kinds_of(token.base):
        others |= {w for w in kind if w != token.base and not own & groups().get(w, frozenset())}
    return (
        [
            p
            for p, t in enumerate(page.tokens)
            if t.base in others
            and t.low not in _OTHER_WORDS
            and not t.capital
            and not t.keys & spoken
        ]
        if others
        else []
    )


def _sort(token: Token) -> str:
    """Ordinals, years and counts never stand for one another."""
    if any(key.endswith("th") for key in token.keys):
        return "ordinal"
    return "year" if re.fullmatch(r"(?:19|20)\d\d", token.text) else "count"


def _weekday(token: Token) -> bool:
    return token.low.endswith("day") and token.low != "may"

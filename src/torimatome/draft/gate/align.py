"""Which word of a sentence stands for which word of its source, and what is left over."""

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise

from torimatome.draft.gate.tokens import Line, Token


@dataclass(frozen=True)
class Alignment:
    """Pairs of places: `at[i]` is where word i of the sentence stands in the source."""

    said: tuple[Token, ...]
    given: tuple[Token, ...]
    at: dict[int, int]  # in order: both grow together
    moved: dict[int, int]  # found in the source, but in another order
    repeated: dict[int, int]  # only where another word of the sentence is matched already
    back: dict[int, int]  # source place → sentence place, of `at` and `moved`

    def place(self, said: int) -> int | None:
        """Where word `said` stands in the source, in order or not."""
        return self.at.get(said, self.moved.get(said, self.repeated.get(said)))

    def gap(self, said: int) -> tuple[int, int]:
        """The stretch of the source between the matched neighbours of word `said`."""
        left = said - 1
        while left >= 0 and left not in self.at:
            left -= 1
        right = said + 1
        while right < len(self.said) and right not in self.at:
            right += 1
        start = self.at[left] + 1 if left >= 0 else 0
        return start, self.at[right] if right < len(self.said) else len(self.given)


# A sentence that keeps this share of its neighbouring words neighbours, or that takes this share
# of its words from the same few sentences, is taken for a copy, shortened or reworded here and
# there: every departure from the source's wording counts. Any other is told anew: word order,
# "said" and moods are the teller's, and only facts are compared. Chosen on SummEdits news, even
# documents (one in six reaches it), against sentences of ../shared/data/clusters_neus changed in
# one place (all but one in a hundred do).
_COPY_PAIRS = 0.65
_COPY_WORDS = 0.85
_BRIEF_PAIRS = 0.35
_BRIEF_WORDS = 0.6
_PAIR_GAP = 2  # content words
_MOST_OF = 0.3


def is_copy(found: Alignment, brief: bool = False) -> bool:
    """Whether the sentence keeps its source's own wording, but for some words.

    A source of a few sentences is `brief`: what rests on it alone must keep closer to it.
    """
    pairs, words = (_BRIEF_PAIRS, _BRIEF_WORDS) if brief else (_COPY_PAIRS, _COPY_WORDS)
    content = [p for p, t in enumerate(found.said) if t.content]
    placed = found.at | found.moved
    exact = {
        s: placed[s]
        for s in content
        if s in placed and likeness(found.said[s], found.given[placed[s]]) > 0.9
    }
    number = [0]
    for token in found.given:
        number.append(number[-1] + token.content)
    near = sum(
        0 < number[exact[two]] - number[exact[one]] <= _PAIR_GAP
        for one, two in pairwise(content)
        if one in exact and two in exact
    )
    if near >= pairs * (len(content) - 1):
        return True
    per = Counter(found.given[p].sentence for p in exact.values())
    least = max(2.0, _MOST_OF * len(content))
    return sum(n for n in per.values() if n >= least) >= words * len(content)


def likeness(said: Token, given: Token) -> float:
    """How surely two tokens stand for one thing: 1 the same word, 0 nothing in common."""
    if said.low == given.low:
        return 1.0
    if said.kind != given.kind and "mark" in (said.kind, given.kind):
        return 0.0
    if said.key == given.key:
        return 0.95
    if said.keys & (given.keys | given.parts):
        return 0.7
    return 0.0


def aligned(said: Line, given: Line) -> Alignment:
    """The alignment of most weight: content words first, then small words in between."""
    ours, theirs = said.tokens, given.tokens
    at = _content(ours, theirs)
    at = _fill(ours, theirs, at)
    used = set(at.values())
    by_key = _places(theirs)
    moved: dict[int, int] = {}
    repeated: dict[int, int] = {}
    for place, token in enumerate(ours):
        if place in at or not token.content:
            continue
        spots = sorted({p for key in token.keys for p in by_key.get(key, ())})
        spots = [p for p in spots if likeness(token, theirs[p])]
        if not spots:
            continue
        best = max(likeness(token, theirs[p]) for p in spots)
        free = [p for p in spots if p not in used]
        if free:
            near = _expected(place, at, len(ours), len(theirs))
            chosen = min(free, key=lambda p: (-likeness(token, theirs[p]), abs(p - near), p))
            moved[place] = chosen
            used.add(chosen)
        else:
            repeated[place] = next(p for p in spots if likeness(token, theirs[p]) == best)
    back = {p: s for s, p in (at | moved).items()}
    return Alignment(ours, theirs, at, moved, repeated, back)


def _places(row: tuple[Token, ...]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, token in enumerate(row):
        for key in token.keys | token.parts:
            found[key].append(place)
    return found


def _expected(place: int, at: dict[int, int], ours: int, theirs: int) -> int:
    left = max((s for s in at if s < place), default=None)
    return at[left] if left is not None else place * theirs // max(1, ours)


def _content(ours: tuple[Token, ...], theirs: tuple[Token, ...]) -> dict[int, int]:
    """The heaviest chain of content words that stand in the same order on both sides."""
    by_key = _places(theirs)
    pairs: list[tuple[int, int, float]] = []
    for place, token in enumerate(ours):
        if not token.content:
            continue
        for spot in {p for key in token.keys for p in by_key.get(key, ())}:
            if not theirs[spot].content:
                continue
            weight = likeness(token, theirs[spot])
            if not weight:
                continue
            weight += 0.1 * _alike(ours, theirs, place - 1, spot - 1)
            weight += 0.1 * _alike(ours, theirs, place + 1, spot + 1)
            pairs.append((place, -spot, weight))
    pairs.sort()
    size = len(theirs) + 1
    tree = [(0.0, -1)] * (size + 1)  # best chain that ends at or before a source place
    before = [-1] * len(pairs)
    for number, (_, minus, weight) in enumerate(pairs):
        spot = -minus
        total, last = 0.0, -1
        n = spot
        while n > 0:
            if tree[n][0] > total:
                total, last = tree[n]
            n -= n & -n
        before[number] = last
        entry = (total + weight, number)
        n = spot + 1
        while n <= size:
            if entry[0] > tree[n][0]:
                tree[n] = entry
            n += n & -n
    total, last = 0.0, -1
    n = size
    while n > 0:
        if tree[n][0] > total:
            total, last = tree[n]
        n -= n & -n
    chain: dict[int, int] = {}
    while last >= 0:
        place, minus, _ = pairs[last]
        chain[place] = -minus
        last = before[last]
    return dict(sorted(chain.items()))


def _alike(ours: tuple[Token, ...], theirs: tuple[Token, ...], i: int, j: int) -> bool:
    if i < 0 or j < 0 or i >= len(ours) or j >= len(theirs):
        return (i < 0 and j < 0) or (i >= len(ours) and j >= len(theirs))
    return ours[i].low == theirs[j].low


def _fill(ours: tuple[Token, ...], theirs: tuple[Token, ...], at: dict[int, int]) -> dict[int, int]:
    """Small words and marks matched between the content words that are."""
    anchors = [(-1, -1), *at.items(), (len(ours), len(theirs))]
    filled = dict(at)
    for (left, start), (right, end) in pairwise(anchors):
        row = list(range(left + 1, right))
        if not row or end - start < 2:
            continue
        pairs = _common([ours[i].low for i in row], [theirs[j].low for j in range(start + 1, end)])
        for i, j in pairs:
            if not ours[row[i]].content:
                filled[row[i]] = start + 1 + j
    return dict(sorted(filled.items()))


def _common(one: list[str], other: list[str]) -> list[tuple[int, int]]:
    """A longest common subsequence: of words, matched from the right."""
    spots: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(other):
        spots[word].append(place)
    tails: list[int] = []
    ends: list[int] = []
    nodes: list[tuple[int, int, int]] = []
    for place, word in enumerate(one):
        for spot in reversed(spots.get(word, ())):
            size = bisect_left(tails, spot)
            nodes.append((place, spot, ends[size - 1] if size else -1))
            if size == len(tails):
                tails.append(spot)
                ends.append(len(nodes) - 1)
            else:
                tails[size] = spot
                ends[size] = len(nodes) - 1
    pairs: list[tuple[int, int]] = []
    node = ends[-1] if ends else -1
    while node >= 0:
        place, spot, node = nodes[node]
        pairs.append((place, spot))
    return pairs[::-1]

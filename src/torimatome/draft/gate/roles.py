"""Who did it to whom: words of the source that stand in another order than there."""

from collections import Counter
from collections.abc import Iterator, Sequence

from torimatome.draft.gate.align import Alignment, likeness
from torimatome.draft.gate.cues import cues
from torimatome.draft.gate.tokens import Token
from torimatome.draft.gate.voice import passives
from torimatome.model import Check

# Share of the sentence's content words that the source's nearest sentences must have before
# their order is held against it: below, it was told anew and order means nothing by itself.
# Chosen on SummEdits news, even rows.
_NEAR_COPY = 0.75
_ENOUGH = 0.25
_ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their"})


def roles(found: Alignment) -> Iterator[Check]:
    """Groups of words that changed places without a passive or a moved adverbial to explain it."""
    placed = {
        s: p
        for s, p in (found.at | found.moved).items()
        if found.said[s].content and likeness(found.said[s], found.given[p]) > 0.9
    }
    content = [p for p, t in enumerate(found.said) if t.content]
    if len(placed) < 2 or not content:
        return
    share = len(placed) / len(content)
    blocks = _blocks(found, placed)
    if len(blocks) < 2:
        return
    kept = set(found.at)
    for place in range(len(blocks)):
        block = blocks[place]
        if any(s in kept for s in block):
            continue
        if _explained(found, blocks, place, placed):
            continue
        names = any(found.said[s].capital for s in block)
        if share < _NEAR_COPY and not names:
            continue
        if share < _NEAR_COPY and not _across_verb(found, block, placed):
            continue
        words = " ".join(found.said[s].text for s in block)
        here, there = _around(found, block, placed)
        yield Check("roles", f"{words!r} stands {here}; on the page it stands {there}", "high")
        return


def _blocks(found: Alignment, placed: dict[int, int]) -> list[list[int]]:
    """Runs of words that stand next to each other, in order, on both sides."""
    blocks: list[list[int]] = []
    last = -2
    for said in sorted(placed):
        given = placed[said]
        inside = said in found.at
        joins = blocks and last < given and not _between(found, last, given)
        if joins and (blocks[-1][-1] in found.at) == inside:
            blocks[-1].append(said)
        else:
            blocks.append([said])
        last = given
    return blocks


def _between(found: Alignment, start: int, end: int) -> bool:
    """Whether matched content words of the source lie between two places."""
    return any(p in found.back and found.given[p].content for p in range(start + 1, end))


def _explained(
    found: Alignment, blocks: Sequence[Sequence[int]], place: int, placed: dict[int, int]
) -> bool:
    block = blocks[place]
    given = [placed[s] for s in block]
    per = Counter(found.given[placed[s]].sentence for s in found.at if s in placed)
    # A sentence of the page that gave but a few words says nothing of the order of the others.
    sentences = {n for n, count in per.items() if count >= _ENOUGH * len(placed)}
    if not any(found.given[p].sentence in sentences for p in given):
        return True  # taken from another sentence of the page
    if _exchanged(found, block):
        return False
    return (
        {found.said[s].kind for s in block} <= {"day"}
        or _adverbial(found, block, placed)
        or _says(found, block)
        or _unordered(found, block, placed)
    )


def _exchanged(found: Alignment, block: Sequence[int]) -> bool:
    """Whether the place a group took was that of another group, which moved away."""
    start, end = found.gap(block[0])
    return any(
        found.given[p].content and found.back.get(p) in found.moved and found.back[p] not in block
        for p in range(start, end)
    )


def _adverbial(found: Alignment, block: Sequence[int], placed: dict[int, int]) -> bool:
    """A group with its preposition, moved as one: "in Baku", "after the talks"."""
    ours, theirs = _lead(found.said, block[0]), _lead(found.given, placed[block[0]])
    movable = cues().movable
    if ours and theirs and ours in movable and theirs in movable:
        return ours == theirs
    first = found.said[block[0]]
    return first.low in movable or first.low.endswith("ly") or first.key == "recent"


def _lead(row: Sequence[Token], place: int) -> str:
    """The small word that opens the group a word stands in."""
    place -= 1
    while place >= 0 and row[place].low in _ARTICLES:
        place -= 1
    return row[place].low if place >= 0 else ""


def _says(found: Alignment, block: Sequence[int]) -> bool:
    """ "According to X" moved with its speaker; other attributions are fronted before."""
    return any(found.said[s].low.startswith("according") for s in block)


def _unordered(found: Alignment, block: Sequence[int], placed: dict[int, int]) -> bool:
    """Parts of one noun that turn about each other: "prices of oil", "oil prices"."""
    if len(block) > 2 or any(found.said[s].capital for s in block):
        return False
    for said, given in placed.items():
        if said not in found.at or abs(said - block[0]) > 3 or found.said[said].capital:
            continue
        here = _linked(found.said, said, block[0])
        there = _linked(found.given, given, placed[block[0]])
        if here and there and here != there:
            return True
    return False


def _linked(row: Sequence[Token], one: int, other: int) -> str:
    """How two words of one noun hang together: "of", side by side, or "" for not at all."""
    low, high = sorted((one, other))
    between = [t.low for t in row[low + 1 : high] if t.low not in _ARTICLES]
    if not between:
        return "beside"
    return "of" if len(between) == 1 and between[0] in {"of", "for", "from", "in"} else ""


def _across_verb(found: Alignment, block: Sequence[int], placed: dict[int, int]) -> bool:
    """Whether a group passed from one side of a kept verb to the other."""
    for said in found.at:
        token = found.said[said]
        if said not in placed or token.capital or token.kind != "word":
            continue
        here = [s < said for s in block]
        there = [placed[s] < placed[said] for s in block]
        if here != there and all(here) == any(here):
            return True
    return False


def _around(found: Alignment, block: Sequence[int], placed: dict[int, int]) -> tuple[str, str]:
    """Where the group stands here and there, in words."""
    here = [found.said[s].text for s in sorted(found.at) if s < block[0] and s in placed][-1:]
    given = placed[block[0]]
    there = [
        found.given[p].text
        for p in sorted(found.back)
        if p < given and found.given[p].content and found.back[p] not in block
    ][-1:]
    ours = f"behind {here[0]!r}" if here else "first"
    theirs = f"behind {there[0]!r}" if there else "first"
    return ours, theirs


def agents(found: Alignment) -> Iterator[Check]:
    """A "by" that names another as the one who acts than the page does."""
    ours, theirs = passives(found.said), passives(found.given)
    for _, verb, by in ours:
        match = next((row for row in theirs if found.place(verb) == row[1]), None)
        if match is None:
            continue
        acts = [p for p in range(by + 1, min(by + 6, len(found.said))) if found.said[p].content]
        heads = [p for p in acts if found.said[p].capital][:1] or acts[:1]
        for head in heads:
            place = found.place(head)
            if place is not None and place < match[0]:
                yield Check(
                    "roles", f"Says it was done by {found.said[head].text!r}; the page does not",
                    "high",
                )  # fmt: skip

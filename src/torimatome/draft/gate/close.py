"""How close a sentence keeps to its passages: a stricter question than the gate's, for models.

A person may retell; a model may choose, shorten, join, and bring who speaks to the front. Whatever
else it does is a word that strays, or one it left out that the rest must not stand without.
"""

from collections.abc import Iterator

from torimatome.draft.gate.align import Alignment, aligned
from torimatome.draft.gate.attribution import cues_of
from torimatome.draft.gate.cues import cues
from torimatome.draft.gate.lexicon import lexicon
from torimatome.draft.gate.source import days_in, source_of
from torimatome.draft.gate.tokens import Line, tokens_of
from torimatome.draft.gate.voice import activated, fronted
from torimatome.draft.house_style import HouseForm
from torimatome.model import Sentence

# Words that come and go with shortening and carry no claim.
_FREE = frozenset({"a", "an", "the", "and", "that", "on", "in", "of", "its", "his", "her", "their"})
_BE = frozenset({"was", "were", "is", "are", "has", "have", "had", "been"})
# Left out before an office or a deed they make another of it, besides the gate's qualifiers.
_VEILS = frozenset(
    {"accused", "wanted", "part", "partly", "false", "potentially", "possibly", "probably",
     "likely", "perhaps", "maybe", "almost", "nearly"}
)  # fmt: skip
_VEILING = _VEILS | cues().qualifiers | cues().hedges.keys()
_TRIES = frozenset({"tried", "tries", "trying"})
# Words that make of what follows, or went before, something that is only said, asked or supposed.
_GOVERNS = frozenset({"that", "whether", "if", "unless", "who", "whom", "whose", "which", "until"})
_CONDITIONS = frozenset({"if", "unless", "until", "whether", "provided"})
_VEILED = 3  # words a veil lies over, at most


def strays(
    sentence: Sentence, form: HouseForm | None = None, whole: bool = False
) -> tuple[str, ...]:
    """Words that do not stand in the passages in this order, and "without x" for what is missing.

    Empty: the sentence is its passages' own, shortened. Synonyms the gate knows count as the same
    word. With `whole` nobody's "said" may be missing either, and no clause may stand without the
    one that governs it: "rumours that", "if", "were denied".
    """
    found = _alignment(sentence, form)
    wrong = [
        token.text
        for place, token in enumerate(found.said)
        if token.kind in {"word", "number"} and place not in found.at and not _free(found, place)
    ]
    gone = {*_unveiled(found), *(_unsaid(found) if whole else ())}
    gone |= set(_ungoverned(found)) if whole else set()
    wrong += [f"without {found.given[place].text}" for place in sorted(gone)]
    return tuple(dict.fromkeys(wrong))


def _alignment(sentence: Sentence, form: HouseForm | None) -> Alignment:
    flat = " ".join(sentence.text.split())
    published = next((p.published for p in sentence.passages if p.published), "")
    said = Line.of(flat, tokens_of(flat, days_in(flat, published, form), lexicon(form)))
    source = source_of(said, sentence.passages, form)
    ours, theirs = fronted(said), fronted(source.near)
    given = activated(theirs, ours)
    return aligned(activated(ours, theirs), given)


def _free(found: Alignment, place: int) -> bool:
    """Whether a word may come in: "opened" may become "was opened", not "will open"."""
    low = found.said[place].low
    behind = found.said[place + 1 : place + 3]
    return low in _FREE or (low in _BE and any(token.content for token in behind))


def _unveiled(found: Alignment) -> Iterator[int]:
    """Places of veils that are gone while the word they lay over is kept."""
    for place, token in enumerate(found.given):
        if place in found.back:
            # "deputy minister" is one thing to the gate, and "minister" a part of it.
            kept = found.said[found.back[place]].text.lower().split()
            if _VEILING.intersection(token.text.lower().split()).difference(kept):
                yield place
            continue
        if not _veils(found, place):
            continue
        behind = range(place + 1, min(place + 1 + _VEILED, len(found.given)))
        covered = next((p for p in behind if found.given[p].content), None)
        if covered in found.back:
            yield place


def _veils(found: Alignment, place: int) -> bool:
    token, low = found.given[place], found.given[place].low
    if low in _VEILING:
        return True
    if place + 1 >= len(found.given) or found.given[place + 1].low != "to":
        return False
    weighs = token.base in cues().modality or token.base in cues().denials
    return weighs or low in cues().say or low in _TRIES


def _unsaid(found: Alignment) -> Iterator[int]:
    """Places of "said" that are gone while words they gave to somebody are kept."""
    for cue in cues_of(found.given, frozenset()):
        if cue.place not in found.back and any(place in found.back for place in cue.governs):
            yield cue.place


def _ungoverned(found: Alignment) -> Iterator[int]:
    """Places of governing words that are gone while words of the clause they govern are kept.

    A stretch may go that commas part from the rest on both sides, unless it sets a condition.
    """
    for number in dict.fromkeys(token.sentence for token in found.given):
        row = [p for p, token in enumerate(found.given) if token.sentence == number]
        kept = [p for p in row if p in found.back and found.given[p].content]
        if len(kept) < 2:  # a word borrowed from a neighbour
            continue
        edges = [row[0] - 1, *kept]
        for left, right in zip(edges, kept, strict=False):
            gone = [p for p in range(left + 1, right) if p not in found.back]
            opens = left < row[0] or found.given[left + 1].low in _COMMAS
            apart = opens and found.given[right - 1].low in _COMMAS
            yield from (p for p in gone if _governs(found, p, apart))
        tail = [p for p in row if p > kept[-1] and p not in found.back]
        yield from (p for p in tail if found.given[p].low in _CONDITIONS)
        if tail and tail[0] == kept[-1] + 1 and found.given[tail[0]].low in cues().auxiliaries:
            yield tail[0]


_COMMAS = frozenset({",", ";", "—", "–", "(", ")"})


def _governs(found: Alignment, place: int, apart: bool) -> bool:
    token = found.given[place]
    if token.low in _CONDITIONS:
        return True
    if apart:
        return False
    return (
        token.low in _GOVERNS
        or token.low in cues().say
        or token.low in cues().negators
        or token.base in cues().denials
    )

"""What changed between two versions of a text, word by word, as the desk shows it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from torimatome.text.steps import steps_between

SAME, TAKEN, ADDED, GAP = "same", "taken", "added", "gap"
# A word with the space behind it, one character of a script without spaces, or any other sign.
_TOKEN = re.compile(
    r"(?:[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|[^\w\s])\s*|\s+"
)
# Paragraphs less like one another are shown as one taken out and one added: a word diff of
# strangers is confetti. Measured on the demo's articles: paragraphs of one text that stand side by
# side are at most 0.31 alike, 99 of 100 pairs of different articles at most 0.26, a title and its
# first paragraph 0.36; the paragraphs of its corrected page and what became of them at least 0.88.
# How much people rewrite in one go no page of ours shows: that it is less than six words in ten is
# a guess.
_ALIKE = 0.4
# How far ahead a paragraph is looked for: an edit that moves text further is a new text.
_AHEAD = 6
# Past so many words a paragraph is compared whole: the comparison takes their number squared.
# 800 words take at most 0.1 s.
_MOST_WORDS = 800
_MOST_CHANGED = 60  # paragraphs; what changed beyond them is said in numbers


@dataclass(frozen=True)
class Stretch:
    """Words that stayed, went or came; `gap`: paragraphs left out because nothing changed."""

    kind: str  # same | taken | added | gap
    text: str


Line = tuple[Stretch, ...]


@dataclass(frozen=True)
class Pair:
    """One paragraph as it was and as it is; either side may be empty."""

    before: Line
    after: Line


def compared(before: Sequence[str], after: Sequence[str]) -> tuple[Pair, ...]:
    """Paragraphs side by side, with every changed word marked; unchanged runs become a gap."""
    pairs: list[Pair] = []
    steps = steps_between(before, after) or [("replace", 0, len(before), 0, len(after))]
    for kind, a0, a1, b0, b1 in steps:
        if kind == "equal":
            gap = (Stretch(GAP, str(a1 - a0)),)
            pairs.append(Pair(gap, gap))
        else:
            pairs += _changed(before[a0:a1], after[b0:b1])
    return tuple(pairs)


def words(before: str, after: str) -> tuple[Line, Line]:
    """Two texts with what went marked in the first and what came in the second."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > _MOST_WORDS:
        return (Stretch(TAKEN, before),), (Stretch(ADDED, after),)
    left: list[Stretch] = []
    right: list[Stretch] = []
    for kind, a0, a1, b0, b1 in _matcher(old, new).get_opcodes():
        went, came = "".join(old[a0:a1]), "".join(new[b0:b1])
        left += [Stretch(SAME if kind == "equal" else TAKEN, went)] if went else []
        right += [Stretch(SAME if kind == "equal" else ADDED, came)] if came else []
    return tuple(left), tuple(right)


def _changed(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Paragraphs that are like one another beside each other, the rest alone; in both orders."""
    pairs: list[Pair] = []
    at = 0
    for text in before[:_MOST_CHANGED]:
        ahead = range(at, min(at + _AHEAD, len(after)))
        found = next((n for n in ahead if _alike(text, after[n])), None)
        if found is None:
            pairs.append(Pair((Stretch(TAKEN, text),), ()))
            continue
        pairs += [Pair((), (Stretch(ADDED, new),)) for new in after[at:found]]
        pairs.append(Pair(*words(text, after[found])))
        at = found + 1
    pairs += [Pair((), (Stretch(ADDED, new),)) for new in after[at : at + _MOST_CHANGED]]
    gone, come = len(before) - _MOST_CHANGED, len(after) - at - _MOST_CHANGED
    if gone > 0 or come > 0:
        rest = [(Stretch(GAP, str(count)),) if count > 0 else () for count in (gone, come)]
        pairs.append(Pair(rest[0], rest[1]))
    return pairs


def _alike(left: str, right: str) -> bool:
    one, other = _TOKEN.findall(left), _TOKEN.findall(right)
    if max(len(one), len(other)) > _MOST_WORDS:
        return False
    matcher = _matcher(one, other)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _matcher(old: Sequence[str], new: Sequence[str]) -> SequenceMatcher[str]:
    """By the words without their spaces, so that a word at a line's end is the same word."""
    left, right = ([token.strip() for token in row] for row in (old, new))
    return SequenceMatcher(None, left, right, autojunk=False)

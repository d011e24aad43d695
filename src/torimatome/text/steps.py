"""How one row of words or paragraphs becomes another, in bounded time."""

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

# Pairs of equal parts that may be weighed against each other, ends that are alike left aside. Two
# texts of 2,500 words without a sentence in common have some 60,000, and take half a second. The
# time grows faster than they do: 800 words in turns of two that become 1,200 in turns of three
# would take a minute.
MOST_PAIRS = 60_000

Step = tuple[str, int, int, int, int]  # as difflib says it: equal | replace | delete | insert


def steps_between(before: Sequence[str], after: Sequence[str]) -> list[Step] | None:
    """The steps from one to the other; None where they are too many or too repetitive to tell."""
    least, first, last = min(len(before), len(after)), 0, 0
    while first < least and before[first] == after[first]:
        first += 1
    while last < least - first and before[-1 - last] == after[-1 - last]:
        last += 1
    left, right = before[first : len(before) - last], after[first : len(after) - last]
    counts = Counter(left)
    if sum(counts[part] * times for part, times in Counter(right).items()) > MOST_PAIRS:
        return None
    steps: list[Step] = [("equal", 0, first, 0, first)] if first else []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        steps.append((kind, a + first, b + first, c + first, d + first))
    if last:
        steps.append(("equal", len(before) - last, len(before), len(after) - last, len(after)))
    return steps

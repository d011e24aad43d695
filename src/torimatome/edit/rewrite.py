"""A person's new text for a block: which sentences stayed, and what each still rests on."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from torimatome.errors import EditError
from torimatome.model import Block, Sentence
from torimatome.text.sentences import split

# A new sentence this much like an old one is taken for its rewording and keeps its passages; the
# gate then says whether they still bear it out. Below, it rests on nothing until a passage is
# shown. Chosen on 60 invented rewordings, where rewordings began at .52 and strangers ended at
# .44; a wrong guess costs a gate failure the editor sees, never an unchecked sentence.
ALIKE = 0.48
MOST_LETTERS = 20_000


def rewritten(block: Block, text: str) -> Block:
    """`block` with a new text (for bullets: a line each), its sentences cut and matched anew."""
    if len(text) > MOST_LETTERS:
        raise EditError(f"a block may hold {MOST_LETTERS:,} letters; this has {len(text):,}")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    if not lines:
        raise EditError("the text is empty; to leave the block out, remove it")
    if block.bullets is None:
        joined = " ".join(lines)
        cut = [joined[s.start : s.end] for s in split(joined, block.language)]
        made = matched(block.sentences, cut, block.language)
        return replace(block, text=" ".join(s.text for s in made), sentences=made)
    cuts = [[line[s.start : s.end] for s in split(line, block.language)] for line in lines]
    made = matched(block.sentences, [one for row in cuts for one in row], block.language)
    return replace(
        block,
        bullets=tuple(" ".join(row) for row in cuts),
        sentences=made,
        bullet_of=tuple(number for number, row in enumerate(cuts) for _ in row),
    )


def matched(old: Sequence[Sentence], new: Sequence[str], language: str) -> tuple[Sentence, ...]:
    """Sentences for the `new` texts: unchanged ones as they were, reworded ones with their
    old passages, the others with none."""
    left = list(old)
    found: dict[int, Sentence] = {}
    for number, text in enumerate(new):
        same = next((s for s in left if s.text == text), None)
        if same:
            found[number] = same
            left.remove(same)
    rest = [number for number in range(len(new)) if number not in found]
    pairs = sorted(
        ((-_alike(s.text, new[number]), number, place)
         for number in rest for place, s in enumerate(left)),
    )  # fmt: skip
    taken: set[int] = set()
    for likeness, number, place in pairs:
        if -likeness >= ALIKE and number not in found and place not in taken:
            found[number] = replace(left[place], text=new[number], marks=("edited",))
            taken.add(place)
    return tuple(
        found.get(number) or Sentence(text, (), language, ("edited",))
        for number, text in enumerate(new)
    )


def _alike(left: str, right: str) -> float:
    return SequenceMatcher(None, left.lower().split(), right.lower().split()).ratio()

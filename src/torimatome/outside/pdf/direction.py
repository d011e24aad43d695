"""The letters of a row in the order they are read, where some run from right to left."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from torimatome.outside.pdf.letters import Letter, apart, plain

# Languages written from right to left; publish/plain.py has the same.
_LEFTWARD = frozenset(("ar", "fa", "he", "ur", "ps", "ckb", "dv", "yi"))
# In a run from right to left a bracket drawn ")" was written "(".
_MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))


def in_order(row: list[Letter], begins: dict[int, str]) -> list[Letter]:
    """The row's letters as they are read, each with the words it stands for.

    `begins` says, by number of a tagged paragraph, which language it begins in.
    """
    row = _as_meant(sorted(row, key=lambda c: c.x0))
    if row and row[0].spaced:
        row = _not_astray(row)
    spoken = [c.spoken for c in row]
    told = all(spoken)
    # The end of a sentence from right to left may be a number and a stop alone.
    if not any(_direction(c.text) == "R" for c in row) and not (told and _LEFTWARD & {*spoken}):
        return row
    if told:
        return _by_language(row, begins)
    row = list(_spaced(row))
    ordered = read_from(row, right=_from_right(row))
    if any(c.turned for c in row):
        return ordered  # such a file says its brackets as they were written
    return [replace(c, text=_MIRRORED.get(c.text, c.text)) if c.leftward else c for c in ordered]


def _by_language(row: list[Letter], begins: dict[int, str]) -> list[Letter]:
    """The row in order where tags say every letter's language: no guessing at the edges."""
    sides = [c.spoken in _LEFTWARD for c in row]
    # A space between two stretches of one direction is theirs, whoever's language it has.
    for at in range(1, len(row) - 1):
        if not row[at].text.strip() and sides[at - 1] == sides[at + 1]:
            sides[at] = sides[at - 1]
    stretches = _stretches(sides, [replace(c, spaced=True) for c in row])
    if begins.get(row[0].place.number, "") in _LEFTWARD:
        stretches.reverse()
    return [c for side, part in stretches for c in read_from(part, right=side)]


def _stretches(sides: list[bool], row: list[Letter]) -> list[tuple[bool, list[Letter]]]:
    """Neighbours that run to one side, together."""
    found: list[tuple[bool, list[Letter]]] = []
    for side, letter in zip(sides, row, strict=True):
        if found and found[-1][0] == side:
            found[-1][1].append(letter)
        else:
            found.append((side, [letter]))
    return found


def _spaced(row: list[Letter]) -> Iterator[Letter]:
    """The row with the gaps it shows as spaces: once it is reordered they can't be measured."""
    for before, letter in pairwise([row[0], *row]):
        if letter is not before and apart(before, letter) and before.text.strip():
            yield replace(letter, text=" ", x0=before.x1, x1=letter.x0, spaced=True)
        yield replace(letter, spaced=True)


def _as_meant(row: list[Letter]) -> list[Letter]:
    """Letters under one ActualText become one, saying it."""
    done: list[Letter] = []
    groups: dict[int, int] = {}  # where in `done` the letter of an ActualText stands
    for letter in row:
        if not letter.actual:
            done.append(replace(letter, text=plain(letter.text)))
        elif letter.actual in groups:
            first = groups[letter.actual]
            done[first] = replace(done[first], x1=max(done[first].x1, letter.x1))
        else:
            groups[letter.actual] = len(done)
            done.append(replace(letter, text=plain(letter.words)))
    return [letter for letter in done if letter.text]


def _not_astray(row: list[Letter]) -> list[Letter]:
    """The row without spaces laid over the words of other stretches: they part nothing there.

    Typst draws the space at a line's end where the line would go on, which may be inside it.
    """
    return [
        letter
        for at, letter in enumerate(row)
        if letter.text.strip()
        or not 0 < at < len(row) - 1
        or not (
            (at == 1 and _on(letter, row[0]))
            or (at == len(row) - 2 and _on(letter, row[-1]))
            or _astray(letter, row[at - 1], row[at + 1])
        )
    ]


def _on(space: Letter, letter: Letter) -> bool:
    """Whether a space lies on a letter, here the outermost of its row, more than beside it."""
    shared = min(space.x1, letter.x1) - max(space.x0, letter.x0)
    return shared > (space.x1 - space.x0) / 2


def _astray(space: Letter, left: Letter, right: Letter) -> bool:
    """Whether a space lies within one stretch it is not of, or between two it comes after.

    Right behind the later of two it may be the space between them, unless a stop would follow it.
    """
    mark, before, after = space.mark, left.mark, right.mark
    if before == after:
        return mark != before
    if mark is None or before is None or after is None or abs(before - after) != 1:
        return False
    following = left if left.spoken in _LEFTWARD else right
    last = max(before, after)
    return mark > last + 1 or (mark > last and following.text[:1] in ".,;:!?،؛؟")


def _from_right(row: list[Letter]) -> bool:
    """Whether the row as a whole runs from right to left.

    A tagged file numbers its stretches as they are read: the end with the lower number is where
    the row begins. Otherwise most of its letters decide.
    """
    letters = [c for c in row if _direction(c.text) in ("L", "R")]
    kinds = [_direction(c.text) for c in letters]
    marks = [c.mark for c in letters if c.mark is not None]
    if len(set(kinds)) > 1 and len(marks) == len(letters):
        runs = [[marks[0]]]
        for (before, kind), mark in zip(pairwise(kinds), marks[1:], strict=True):
            if kind != before:
                runs.append([])
            runs[-1].append(mark)
        return min(runs[-1]) < min(runs[0])
    return kinds.count("R") > kinds.count("L")


def read_from(row: list[Letter], *, right: bool) -> list[Letter]:
    """Letters given from left to right as the eye sees them, in the order they are read.

    Turns back what the Unicode bidirectional algorithm did to one line of two levels: runs of
    right-to-left letters with what stands between them, but numbers within run to the right.
    """
    kinds = [_direction(c.text) for c in row]
    runs = _stretches(_levelled(row, kinds, right=right), row)
    if right:
        runs.reverse()
    ordered: list[Letter] = []
    for turned, letters in runs:
        ordered += _numbers_kept(letters) if turned else letters
    return ordered


def _direction(text: str) -> str:
    """R or L of a letter, N of a number, - of what stands between."""
    kind = unicodedata.bidirectional(text[:1] or " ")
    if kind in ("R", "AL"):
        return "R"
    return "L" if kind == "L" else "N" if kind in ("EN", "AN") else "-"


def _levelled(row: list[Letter], kinds: list[str], *, right: bool) -> list[bool]:
    """Which letters belong to a run from right to left."""
    if right:
        # Latin words with what stands between them stay; all else is turned.
        return [not one for one in _widened(row, _spanned(kinds, "L"), right=right)]
    return _widened(row, _spanned(kinds, "R"), right=right)


def _widened(row: list[Letter], within: list[bool], *, right: bool) -> list[bool]:
    """The stretches with the brackets, stops and numbers at their edges that are theirs.

    Those numbered, by a tagged file, on the side where the stretch would read on.
    """
    done = list(within)
    at = 0
    while at < len(row):
        end = at
        while end < len(row) and within[end]:
            end += 1
        marks = [mark for c in row[at:end] if (mark := c.mark) is not None]
        for step, edge in ((-1, at - 1), (1, end)) if marks else ():
            onward = (step > 0) == right
            place = edge
            spaces: list[int] = []
            while 0 <= place < len(row) and not done[place]:
                mark, kind = row[place].mark, _direction(row[place].text)
                theirs = mark is not None and (mark > max(marks) if onward else mark < min(marks))
                if theirs and kind not in ("L", "R"):
                    for one in (*spaces, place):
                        done[one] = True
                    spaces = []
                elif row[place].text.strip():
                    break
                else:
                    spaces.append(place)
                place += step
        at = max(end, at + 1)
    return done


def _spanned(kinds: list[str], wanted: str) -> list[bool]:
    """True from the first to the last of neighbouring `wanted`, over what is neither kind."""
    other = "L" if wanted == "R" else "R"
    within = [False] * len(kinds)
    last = -1
    for at, kind in enumerate(kinds):
        if kind == other:
            last = -1
        elif kind == wanted:
            start = last if last >= 0 else at
            for place in range(start, at + 1):
                within[place] = True
            last = at
    return within


def _numbers_kept(letters: list[Letter]) -> list[Letter]:
    """The run turned round, but for its numbers."""
    turned = [replace(c, leftward=True) for c in reversed(letters)]
    at = 0
    while at < len(turned):
        end = at
        while end < len(turned) and _in_number(turned, end, at):
            end += 1
        while end > at and not turned[end - 1].text[:1].isdigit():
            end -= 1
        if end > at:
            turned[at:end] = turned[at:end][::-1]
        at = max(end, at + 1)
    return turned


def _in_number(letters: list[Letter], at: int, start: int) -> bool:
    text = letters[at].text[:1]
    return text.isdigit() or (at > start and text in ".,:/-٫٬%")

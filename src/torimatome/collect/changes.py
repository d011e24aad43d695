"""What changed between two versions of an Article, in words an editor reads."""

import re
from collections.abc import Sequence

from torimatome.text.steps import steps_between

# Long enough to show a changed figure with its sentence's words around it, short enough for a
# line in a report; the whole difference can always be made again from the two versions.
_MOST_WORDS = 12
_MOST_CHANGES = 6
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|\n+")


def what_changed(old: tuple[str, str], new: tuple[str, str]) -> str:
    """Differences of (title, text) pairs; "" when both are equal but for white space.

    Texts too long or too repetitive to compare word by word are compared by sentences, or named
    as a whole.
    """
    said = []
    for name, before, after in (("title", old[0], new[0]), ("text", old[1], new[1])):
        said += [f"{name}: {change}" for change in _changes(before, after)]
    if len(said) > _MOST_CHANGES:
        said = [*said[:_MOST_CHANGES], f"and {len(said) - _MOST_CHANGES} more"]
    return "; ".join(said)


def _changes(before: str, after: str) -> list[str]:
    was, now = before.split(), after.split()
    if was == now:
        return []
    for left, right in ((was, now), (_sentences(before), _sentences(after))):
        steps = steps_between(left, right)
        if steps is not None:
            told = (_told(kind, left[a:b], right[c:d]) for kind, a, b, c, d in steps)
            return [words for words in told if words]
    return [_told("replace", was, now)]


def _sentences(text: str) -> list[str]:
    return [" ".join(part.split()) for part in _SENTENCE_END.split(text) if part.strip()]


def _told(kind: str, before: Sequence[str], after: Sequence[str]) -> str:
    old, new = _short(before), _short(after)
    if kind == "replace":
        return f"“{old}” became “{new}”"
    if kind == "delete":
        return f"“{old}” was taken out"
    return f"“{new}” was added" if kind == "insert" else ""


def _short(parts: Sequence[str]) -> str:
    words = " ".join(parts[: _MOST_WORDS + 1]).split()
    shown = " ".join(words[:_MOST_WORDS])
    return shown + " …" if len(words) > _MOST_WORDS else shown

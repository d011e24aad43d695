"""What changed between two versions of an Article, in words an editor reads."""

from difflib import SequenceMatcher

# Long enough to show a changed figure with its sentence's words around it, short enough for a
# line in a report; the whole difference can always be made again from the two versions.
_MOST_WORDS = 12
_MOST_CHANGES = 6


def what_changed(old: tuple[str, str], new: tuple[str, str]) -> str:
    """Differences of (title, text) pairs; "" when both are equal but for white space."""
    said = []
    for name, before, after in (("title", old[0], new[0]), ("text", old[1], new[1])):
        said += [f"{name}: {change}" for change in _changes(before.split(), after.split())]
    if len(said) > _MOST_CHANGES:
        said = [*said[:_MOST_CHANGES], f"and {len(said) - _MOST_CHANGES} more"]
    return "; ".join(said)


def _changes(before: list[str], after: list[str]) -> list[str]:
    found = []
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = _short(before[a0:a1]), _short(after[b0:b1])
        if kind == "replace":
            found.append(f"“{old}” became “{new}”")
        elif kind == "delete":
            found.append(f"“{old}” was taken out")
        elif kind == "insert":
            found.append(f"“{new}” was added")
    return found


def _short(words: list[str]) -> str:
    shown = " ".join(words[:_MOST_WORDS])
    return shown + " …" if len(words) > _MOST_WORDS else shown

"""Word lists written as running text."""


def listed(words: str) -> tuple[str, ...]:
    """The words of a space-parted list, in order."""
    return tuple(words.split())

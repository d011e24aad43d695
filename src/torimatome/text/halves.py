"""Half characters: half of a surrogate pair ("\\ud800") has no UTF-8 form; nothing can keep it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass


def half_in(value: object) -> str:
    """Where in a value, however nested, half a character stands: "blocks[2].text"; "" = nowhere.

    JSON and YAML can escape one ("\\ud800"), and Python hands it on; disks, databases and other
    programs all refuse it. A value that is half a character itself answers "text".
    """
    waiting, seen = [("", value)], set()
    while waiting:
        place, one = waiting.pop()
        if isinstance(one, str):
            if _is_half(one):
                return place.lstrip(".") or "text"
        elif id(one) not in seen:  # YAML may name a part again and again, and within itself
            seen.add(id(one))
            waiting += [(f"{place}{step}", part) for step, part in _parts(one)]
    return ""


def _parts(value: object) -> Iterator[tuple[str, object]]:
    """What a value holds, the last first, and the step that leads to each."""
    if isinstance(value, Mapping):
        for key, part in reversed(list(value.items())):
            yield (".(a name)", key)
            yield (f".{key}", part)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in reversed(fields(value)):
            yield f".{field.name}", getattr(value, field.name)
    elif isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        for place in range(len(value) - 1, -1, -1):
            yield f"[{place}]", value[place]


def _is_half(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False

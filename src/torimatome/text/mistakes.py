"""What is wrong in a file somebody wrote by hand, in words she can act on.

msgspec says what it expected and found as types; a person who edits a file thinks in text, lists
and lines.
"""

import re
import types
from collections.abc import Mapping
from enum import Enum
from typing import Literal, Union, get_args, get_origin, get_type_hints

import msgspec

_KINDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list, like [a, b]",
    "object": "lines of the form `name: value`",
    "null": "nothing",
}
_TYPES = re.compile(r"Expected `([^`]+)`, got `([^`]+)`")
_PLACE = re.compile(r" - at `\$\.?([^`]*)`$")
_NAMED = re.compile(r"Object (missing required field|contains unknown field) `([^`]+)`")


def in_words(error: msgspec.ValidationError, kind: object) -> str:
    """The fault of a file that should have been a `kind`: where, what was found, what belongs."""
    told = str(error)
    place = _PLACE.search(told)
    where = place[1] if place else ""
    told = _PLACE.sub("", told)
    within = f" in {where!r}" if where else ""
    named = _NAMED.match(told)
    if named and named[1].startswith("missing"):
        return f"{named[2]!r} is missing{within}; add a line `{named[2]}: …`"
    if named:
        return f"unknown setting {named[2]!r}{within}; {_there_are(_at(kind, where))}"
    typed = _TYPES.match(told)
    if typed:
        wanted = " or ".join(_KINDS.get(one, one) for one in typed[1].split(" | "))
        found = _KINDS.get(typed[2], typed[2])
        return f"{where!r} needs {wanted}; found {found}" if where else f"needs {wanted}"
    choices = choices_of(_at(kind, where))
    if choices:
        found = told.removeprefix("Invalid enum value ")
        return f"{where!r} is {found}; choose from {', '.join(choices)}"
    return f"{told}{within}"


def unknown_in(raw: object, kind: object, place: str = "") -> str:
    """The first setting in `raw` that a `kind` does not have, with those there are; "" = none."""
    kind = _bare(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple and isinstance(raw, list):
        kinds = ((inner[0], f"{place}[{n}]", one) for n, one in enumerate(raw))
    elif origin is dict and isinstance(raw, Mapping):
        kinds = ((inner[1], f"{place}.{key}".lstrip("."), one) for key, one in raw.items())
    elif isinstance(raw, Mapping) and (known := _fields(kind)):
        for key in raw:
            if key not in known:
                within = f" in {place!r}" if place else ""
                return f"unknown setting {str(key)!r}{within}; {_there_are(kind)}"
        kinds = ((known[key], f"{place}.{key}".lstrip("."), one) for key, one in raw.items())
    else:
        return ""
    return next((fault for a, b, c in kinds if (fault := unknown_in(c, a, b))), "")


def choices_of(kind: object) -> tuple[str, ...]:
    """The values a setting of this type may have; () when they are not few."""
    kind = _bare(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(str(one.value) for one in kind)
    return tuple(map(str, get_args(kind))) if get_origin(kind) is Literal else ()


def _there_are(kind: object) -> str:
    known = _fields(_bare(kind))
    return f"there are {', '.join(known)}" if known else "correct the name or remove it"


def _fields(kind: object) -> dict[str, object]:
    names = getattr(kind, "__dataclass_fields__", None) or getattr(kind, "__struct_fields__", ())
    hints = get_type_hints(kind) if names else {}
    return {name: hints[name] for name in names or ()}


def _bare(kind: object) -> object:
    """The type itself where it may also be None."""
    if get_origin(kind) in (Union, types.UnionType):
        return next((one for one in get_args(kind) if one is not types.NoneType), kind)
    return kind


def _at(kind: object, place: str) -> object:
    """The type that stands at a place like sources[0].kind."""
    for step in re.findall(r"[^.\[\]]+|\[[^\]]*\]", place):
        kind = _bare(kind)
        if step.startswith("["):
            inner = get_args(kind)
            kind = inner[-1] if get_origin(kind) is dict else inner[0] if inner else object
        else:
            kind = _fields(kind).get(step, object)
    return kind

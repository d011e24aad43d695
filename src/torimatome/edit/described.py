"""What an act takes, in words and types, read from its function; for programs and people alike."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

_PLAIN = {str: "text", int: "number", bool: "yes or no", float: "number"}


@dataclass(frozen=True)
class Parameter:
    """One thing an act is told."""

    name: str
    kind: str  # in words: "text", "number", "a list of text" …
    needed: bool
    plain: bool  # given as it stands, not as JSON
    many: bool  # a list
    schema: dict[str, Any]  # JSON Schema


def says(act: Callable[..., object]) -> str:
    """What the act does, in one paragraph."""
    return " ".join((inspect.getdoc(act) or "").split())


def parameters(act: Callable[..., object]) -> tuple[Parameter, ...]:
    """What the act is told besides the scene, in order."""
    hints = get_type_hints(act)
    return tuple(
        Parameter(
            one.name,
            _words(hints[one.name]),
            one.default is inspect.Parameter.empty,
            hints[one.name] in _PLAIN,
            get_origin(hints[one.name]) in (list, Sequence),
            msgspec.json.schema(hints[one.name]),
        )
        for one in list(inspect.signature(act).parameters.values())[1:]
    )


def _words(kind: Any) -> str:
    if kind in _PLAIN:
        return _PLAIN[kind]
    inner = get_args(kind)
    if get_origin(kind) is tuple:
        return f"[{', '.join(_words(one) for one in inner)}]"
    if inner:
        return f"a list of {_words(inner[0])}"
    fields = getattr(kind, "__dataclass_fields__", {})
    return f"an object: {', '.join(fields)}" if fields else kind.__name__

"""The small closed classes of `cues.yaml`, ready to be asked."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec
import yaml

from torimatome.draft.gate.stems import base


class _Lists(msgspec.Struct, frozen=True):
    function: str
    negators: frozenset[str]
    denials: tuple[str, ...]
    modality: dict[str, tuple[str, ...]]
    before_to: tuple[str, ...]
    bounds: dict[str, tuple[str, ...]]
    quantities: dict[str, tuple[str, ...]]
    auxiliaries: frozenset[str]
    hedges: dict[str, tuple[str, ...]]
    say: dict[str, tuple[str, ...]]
    agency: frozenset[str]
    qualifiers: frozenset[str]
    opposites: tuple[tuple[str, str], ...]
    movable: frozenset[str]


@dataclass(frozen=True)
class Cues:
    """Which words carry a claim's polarity, its modality, its origin and its direction."""

    function: frozenset[str]
    negators: frozenset[str]
    denials: frozenset[str]  # bases
    modality: dict[str, str]  # base or word → class
    before_to: frozenset[str]  # bases
    bounds: dict[str, str]  # word → class
    quantities: dict[str, str]  # word → class
    auxiliaries: frozenset[str]
    hedges: dict[str, str]
    say: dict[str, str]  # word → class
    strong: frozenset[str]
    agency: frozenset[str]
    qualifiers: frozenset[str]
    opposites: dict[str, frozenset[str]]  # base → bases
    movable: frozenset[str]


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The lists, read once; every word as text, for "no" and "on" are words here."""
    text = Path(__file__).with_name("cues.yaml").read_text(encoding="utf-8")
    # Safe: the base loader makes nothing but text, lists and mappings.
    lists = msgspec.convert(yaml.load(text, Loader=yaml.BaseLoader), _Lists)  # noqa: S506
    opposites: dict[str, frozenset[str]] = {}
    for one, other in lists.opposites:
        for left, right in ((base(one), base(other)), (base(other), base(one))):
            opposites[left] = opposites.get(left, frozenset()) | {right}
    return Cues(
        function=frozenset(lists.function.split()),
        negators=lists.negators,
        denials=frozenset(base(word) for word in lists.denials),
        modality={base(w): kind for kind, row in lists.modality.items() for w in row},
        before_to=frozenset(base(word) for word in lists.before_to),
        bounds={word: kind for kind, row in lists.bounds.items() for word in row},
        quantities={word: kind for kind, row in lists.quantities.items() for word in row},
        auxiliaries=lists.auxiliaries,
        hedges={word: kind for kind, row in lists.hedges.items() for word in row},
        say={w: kind.removesuffix("_strong") for kind, row in lists.say.items() for w in row},
        strong=frozenset(lists.say["neutral_strong"]),
        agency=lists.agency,
        qualifiers=lists.qualifiers,
        opposites=opposites,
        movable=lists.movable,
    )

"""What a text is about, by cues: stems of several languages under one word, as in cues.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from torimatome.text.yamls import read_yaml
from torimatome.understand.phrases import Phrases

OUT = "out"  # the kind of cues for what the model bulletin leaves out


@dataclass(frozen=True)
class _Cue:
    kind: str
    stems: str
    weight: float = 1.0


@dataclass(frozen=True)
class Cues:
    """The table of cues, ready to be looked up."""

    kinds: Mapping[str, str]  # cue → Section.kind, "out", or "" where that depends on the desk
    weights: Mapping[str, float]  # cue → how much it speaks for that
    of_stem: Mapping[str, tuple[str, ...]]
    finder: Phrases

    def find(self, text: str) -> dict[str, tuple[str, ...]]:
        """The cues of `text`, each with the stems that gave it, both sorted."""
        found: dict[str, list[str]] = {}
        for stem in sorted(self.finder.count(text)):
            for cue in self.of_stem[stem]:
                found.setdefault(cue, []).append(stem)
        return {cue: tuple(stems) for cue, stems in sorted(found.items())}


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The table as shipped, read once."""
    table = read_yaml(Path(__file__).with_name("cues.yaml"))
    read = msgspec.convert(table, dict[str, dict[str, _Cue]])["cues"]
    of_stem: dict[str, set[str]] = {}
    for name, cue in read.items():
        for stem in (stem.strip() for stem in cue.stems.split(",")):
            if stem:
                of_stem.setdefault(stem, set()).add(name)
    return Cues(
        kinds={name: cue.kind for name, cue in read.items()},
        weights={name: cue.weight for name, cue in read.items()},
        of_stem={stem: tuple(sorted(names)) for stem, names in of_stem.items()},
        finder=Phrases(of_stem),
    )

"""Vectors of a language model as one more sign; without a model folder nothing here is used."""

import math
from collections.abc import Sequence
from typing import Protocol

# Words of an article a model is shown: its title and lead. Sentence models read little more.
SHOWN_WORDS = 60


class Embedder(Protocol):
    """A model that turns a text of any language into a vector; like texts get near vectors.

    It must give one text one vector whatever else it was asked: Judgements rest on the pair alone.
    """

    def vector(self, text: str) -> Sequence[float]:
        """The vector of one text, of any length above 0."""


def unit(vector: Sequence[float]) -> tuple[float, ...]:
    """`vector` made one long; () where it has no direction."""
    length = math.sqrt(math.fsum(x * x for x in vector))
    return tuple(x / length for x in vector) if length and math.isfinite(length) else ()


def near(left: Sequence[float], right: Sequence[float]) -> float | None:
    """The cosine of two unit vectors; None where one of them, or the model, is missing."""
    if not left or len(left) != len(right):
        return None
    return math.fsum(x * y for x, y in zip(left, right, strict=True))

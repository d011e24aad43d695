"""Models, all optional: what a Writer, a Translator and an Embedder are to the rest of us.

A model has no tools and is asked one question at a time; each of them may fail with a SourceError
(Unreachable, Refused or Unreadable), and then everything goes on as if it were not there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from torimatome.outside.models.allowance import Allowance


@dataclass(frozen=True)
class Question:
    """What a Writer is asked: rules that are ours alone, and the matter, quoted."""

    rules: str  # the same whatever a page says
    matter: str  # words of pages stand in it as JSON strings only
    shape: str  # JSON schema of the reply
    most_tokens: int = 1500


class Writer(Protocol):
    """A model that answers questions."""

    @property
    def name(self) -> str:
        """The model, as a report names it."""

    @property
    def mark(self) -> str:
        """All its answers hang on besides the question; a kept answer is good while it stands."""

    def answer(self, question: Question) -> str:
        """The reply: one JSON object, as text; whether it has the shape is not checked."""


class Translator(Protocol):
    """A model that puts sentences into English."""

    @property
    def name(self) -> str:
        """The model, as a report names it."""

    @property
    def mark(self) -> str:
        """As a Writer's."""

    def reads(self, language: str) -> bool:
        """Whether it translates from `language` (ISO 639-1)."""

    def translate(self, text: str, language: str) -> str:
        """One sentence in English."""


class Embedder(Protocol):
    """A model that turns a text of any language into a vector; like texts get near vectors.

    It must give one text one vector whatever else it was asked: Judgements rest on the pair alone.
    """

    def vector(self, text: str) -> Sequence[float]:
        """The vector of one text, of any length above 0."""


class EmbeddingModel(Protocol):
    """Where an Embedder's vectors come from, many at once."""

    @property
    def name(self) -> str:
        """The model, as a report names it."""

    @property
    def mark(self) -> str:
        """As a Writer's."""

    def vectors(self, texts: Sequence[str]) -> list[tuple[float, ...]]:
        """One vector a text, in their order."""


class Answers(Protocol):
    """Where answers are kept; the store has one."""

    def get(self, keys: Sequence[str]) -> Mapping[str, str]:
        """What is kept under these keys."""

    def put(self, answers: Mapping[str, str], model: str) -> None:
        """Keep answers of one model."""


@dataclass(frozen=True)
class Models:
    """What a desk's settings name, opened for one run."""

    allowance: Allowance
    writer: Writer | None = None
    translator: Translator | None = None
    embedder: EmbeddingModel | None = field(default=None)

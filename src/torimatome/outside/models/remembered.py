"""Models that remember: an answer once given is kept by its question and not asked for again."""

import base64
import binascii
from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from torimatome.outside.models import Answers, EmbeddingModel, Question, Translator, Writer


class RememberedWriter:
    """A Writer whose answers are kept."""

    def __init__(self, writer: Writer, answers: Answers) -> None:
        self._writer = writer
        self._answers = answers
        self.name = writer.name
        self.mark = writer.mark

    def answer(self, question: Question) -> str:
        """The kept answer, or the model's."""
        asked = (question.rules, question.matter, question.shape, str(question.most_tokens))
        key = _key(self.mark, *asked)
        kept = self._answers.get([key]).get(key)
        if kept is None:
            kept = self._writer.answer(question)
            self._answers.put({key: kept}, self.mark)
        return kept


class RememberedTranslator:
    """A Translator whose translations are kept."""

    def __init__(self, translator: Translator, answers: Answers) -> None:
        self._translator = translator
        self._answers = answers
        self.name = translator.name
        self.mark = translator.mark

    def reads(self, language: str) -> bool:
        """As the model."""
        return self._translator.reads(language)

    def translate(self, text: str, language: str) -> str:
        """The kept translation, or the model's."""
        key = _key(self.mark, language, text)
        kept = self._answers.get([key]).get(key)
        if kept is None:
            kept = self._translator.translate(text, language)
            self._answers.put({key: kept}, self.mark)
        return kept


class RememberedVectors:
    """An EmbeddingModel whose vectors are kept, as numbers of 32 bits."""

    def __init__(self, model: EmbeddingModel, answers: Answers) -> None:
        self._model = model
        self._answers = answers
        self.name = model.name
        self.mark = model.mark

    def _kept(self, texts: Sequence[str]) -> dict[str, tuple[float, ...]]:
        """The vectors that are at hand."""
        keys = {_key(self.mark, text): text for text in texts}
        found = self._answers.get(sorted(keys))
        return {keys[key]: vector for key, raw in found.items() if (vector := _unpacked(raw))}

    def vectors(self, texts: Sequence[str]) -> list[tuple[float, ...]]:
        """The kept vectors, and the model's for the rest, kept as soon as some came."""
        at_hand = self._kept(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in at_hand]
        for start in range(0, len(missing), _AT_ONCE):
            some = missing[start : start + _AT_ONCE]
            packed = [_packed(vector) for vector in self._model.vectors(some)]
            by_key = {_key(self.mark, text): raw for text, raw in zip(some, packed, strict=True)}
            self._answers.put(by_key, self.mark)
            at_hand |= {t: _unpacked(raw) for t, raw in zip(some, packed, strict=True)}
        return [at_hand[text] for text in texts]


_AT_ONCE = 64


def _key(*parts: str) -> str:
    said = sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        said.update(len(raw).to_bytes(8) + raw)
    return said.hexdigest()


def _packed(vector: Sequence[float]) -> str:
    return base64.b64encode(np.asarray(vector, dtype="<f4").tobytes()).decode("ascii")


def _unpacked(raw: str) -> tuple[float, ...]:
    try:
        return tuple(np.frombuffer(base64.b64decode(raw, validate=True), dtype="<f4").tolist())
    except (binascii.Error, ValueError):
        return ()

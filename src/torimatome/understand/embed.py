"""Vectors of a language model as one more sign; without a model nothing here is used."""

import math
from collections.abc import Iterable, Mapping, Sequence

from torimatome.errors import SourceError
from torimatome.model import Article
from torimatome.outside.models import Embedder, EmbeddingModel

__all__ = ["Embedder", "Known", "known", "near", "shown", "unit"]

# Words of an article a model is shown: its title and lead. Sentence models read little more.
SHOWN_WORDS = 60
_AT_ONCE = 64


class Known:
    """An Embedder that only knows the vectors it was given; of other texts it says nothing."""

    def __init__(self, vectors: Mapping[str, Sequence[float]], mark: str = "") -> None:
        self._vectors = vectors
        self._mark = mark

    def vector(self, text: str) -> Sequence[float]:
        """The vector of `text`, () when it is not known."""
        return self._vectors.get(text, ())

    def mark(self, article: Article) -> str:
        """Which model's vector the article has; "" = none."""
        return self._mark if shown(article.title, article.text) in self._vectors else ""


def shown(title: str, text: str) -> str:
    """What a model is shown of an article."""
    parts = text.split(None, SHOWN_WORDS)
    lead = text if len(parts) <= SHOWN_WORDS else text[: -len(parts[-1])].rstrip()
    return f"{title}\n{lead}".strip()


def known(model: EmbeddingModel, articles: Iterable[Article]) -> tuple[Known, str]:
    """The vectors of the articles, and why some are missing; "" when none is.

    A model that fails leaves what was asked before: an article without vector is judged without.
    """
    texts = list(dict.fromkeys(text for a in articles if (text := shown(a.title, a.text))))
    found: dict[str, Sequence[float]] = {}
    failure = ""
    for start in range(0, len(texts), _AT_ONCE):
        some = texts[start : start + _AT_ONCE]
        try:
            found |= dict(zip(some, model.vectors(some), strict=True))
        except SourceError as error:
            failure = failure or error.reason
            found |= _one_by_one(model, some)
    return Known(found, model.mark), failure


def _one_by_one(model: EmbeddingModel, texts: Sequence[str]) -> dict[str, Sequence[float]]:
    """Those of `texts` that still have an answer, a kept one."""
    found: dict[str, Sequence[float]] = {}
    for text in texts:
        try:
            found[text] = model.vectors([text])[0]
        except SourceError:
            continue
    return found


def unit(vector: Sequence[float]) -> tuple[float, ...]:
    """`vector` made one long; () where it has no direction."""
    length = math.sqrt(math.fsum(x * x for x in vector))
    return tuple(x / length for x in vector) if length and math.isfinite(length) else ()


def near(left: Sequence[float], right: Sequence[float]) -> float | None:
    """The cosine of two unit vectors; None where one of them, or the model, is missing."""
    if not left or len(left) != len(right):
        return None
    return math.fsum(x * y for x, y in zip(left, right, strict=True))

"""Two hundred lies about the demo's invented week, with the paragraph each sentence rests on."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from torimatome.demo.wire import read_wire
from torimatome.model import Passage, Sentence

_FILE = Path(__file__).with_name("lies.yaml")
_WIRE = Path(__file__).parents[2] / "src/torimatome/desks/demo/wire"


@dataclass(frozen=True)
class Lie:
    """A sentence that says what its source does not."""

    kind: str
    true: Sentence
    text: str

    @property
    def sentence(self) -> Sentence:
        """The lie as a model would hand it in: resting on the very words it bends."""
        return Sentence(self.text, self.true.passages)


@cache
def lies() -> tuple[Lie, ...]:
    """Every lie of lies.yaml.

    Raises ValueError when a sentence is not in its article, or a lie's words not in its sentence.
    """
    articles = {article.id: article for article in read_wire(_WIRE)}
    found: list[Lie] = []
    for entry in yaml.safe_load(_FILE.read_text(encoding="utf-8")):
        article = articles[entry["article"]]
        text, day = article.text, article.published.date().isoformat()
        true = _resting(entry["sentence"], text, (article.id, article.outlet, day))
        for kind, was, now in entry["lies"]:
            if was not in true.text:
                raise ValueError(f"{was!r} does not stand in {true.text!r}; correct lies.yaml")
            found.append(Lie(kind, true, true.text.replace(was, now, 1) if was else now))
    return tuple(found)


def _resting(sentence: str, text: str, told: tuple[str, str, str]) -> Sentence:
    """The sentence on the paragraph it stands in."""
    article, outlet, day = told
    for paragraph in text.split("\n\n"):
        if sentence in paragraph:
            start = text.index(paragraph)
            end = start + len(paragraph)
            return Sentence(
                sentence,
                (Passage(article, 1, start, end, paragraph, "", outlet, day, "", "en"),),
            )
    raise ValueError(f"{sentence!r} is not in the demo's article {article!r}; correct lies.yaml")

"""What all of an Issue is written with: the desk's words, its reports, and its past items."""

from collections.abc import Mapping
from dataclasses import dataclass

from torimatome.draft.house_style import HouseForm
from torimatome.draft.speaker import Speaker
from torimatome.model import Article, House, Term
from torimatome.text.names import Names


@dataclass(frozen=True)
class Example:
    """A past item, to show how this desk writes."""

    kind: str  # Section.kind
    headline_en: str
    headline_ja: str
    text: str


@dataclass(frozen=True)
class Ground:
    """Handed to everything in this package."""

    house: House
    form: HouseForm
    speaker: Speaker
    articles: Mapping[str, Article]
    examples: tuple[Example, ...] = ()

    @property
    def names(self) -> Names:
        """Every name the desk and the world's countries have."""
        return self.speaker.names

    def terms_in(self, text: str) -> tuple[Term, ...]:
        """The desk's terms that `text` names, in any language, each once, in order."""
        by_key = {(t.kind, t.en): t for t in self.house.terms}
        named = (by_key.get((one.name.kind, one.name.en)) for one in self.names.find(text))
        written = (hit.term for hit in self.form.termbase.hits(text))
        return tuple(dict.fromkeys(t for t in (*named, *written) if t is not None))

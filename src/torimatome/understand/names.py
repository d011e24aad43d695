"""The shared look-up of names, as comparing reports wants it: names, and what their words weigh."""

from collections.abc import Iterator

from anyascii import anyascii

from torimatome.model import House
from torimatome.text import names as shared
from torimatome.text.names import Name
from torimatome.understand.words import UNSPACED, bare, stem, words

__all__ = ["Name", "Names", "sound"]

# A word that also is a name of the desk's termbase turns up in story after story there, so it
# tells less than a word the desk has no term for; its own country tells next to nothing.
COMMON = {"person": 0.6, "office": 0.4, "country": 0.7}
OWN_COUNTRY = 0.2


class Names:
    """A house's names, ready to be looked up in articles."""

    def __init__(self, house: House) -> None:
        self._names = shared.Names(house)

    @property
    def own(self) -> str:
        """The key of the country the desk watches."""
        return self._names.own

    @property
    def shared(self) -> shared.Names:
        """The look-up itself, for those who want places or people."""
        return self._names

    def find(self, text: str) -> list[Name]:
        """The names `text` holds, once for each time they stand."""
        return [found.name for found in self._names.find(text)]

    def common_words(self) -> dict[str, float]:
        """Per stem, how much less it tells because the desk has a term for it."""
        found: dict[str, float] = {}
        for word, name in self._weighed_words():
            own_country = name.kind == "country" and name.own
            weight = OWN_COUNTRY if own_country else COMMON.get(name.kind, 1.0)
            found[stem(word)] = min(weight, found.get(stem(word), 1.0))
        return found

    def _weighed_words(self) -> Iterator[tuple[str, Name]]:
        for written, name in self._names.weighed():
            if name.kind != "topic" and not UNSPACED.search(written):
                for word in map(bare, words(written)):
                    if len(word) > 2:
                        yield word, name


def sound(word: str) -> str:
    """The consonants of a name as any script writes them, to set beside another script's."""
    latin = anyascii(word.replace("ə", "e").replace("Ə", "e")).lower()
    for written, heard in _HEARD:
        latin = latin.replace(written, heard)
    kept = [c for c in latin if c.isalpha() and c not in "aeiouyj'"]
    once = [c for i, c in enumerate(kept) if i == 0 or kept[i - 1] != c]
    return ("^" if latin[:1] in "aeiouyj" else "") + "".join(once[:5])


_HEARD = (
    ("shch", "s"), ("sch", "s"), ("tsch", "c"), ("kh", "h"), ("gh", "g"), ("zh", "z"), ("sh", "s"),
    ("ch", "c"), ("ph", "f"), ("th", "t"), ("ts", "c"), ("ck", "k"), ("x", "ks"), ("q", "k"),
    ("w", "v"), ("tz", "c"),
)  # fmt: skip

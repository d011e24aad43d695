"""The shared look-up of names, as comparing reports wants it: names, and what their words weigh."""

from collections.abc import Iterator, Sequence

from anyascii import anyascii

from torimatome.model import House
from torimatome.text import names as shared
from torimatome.text.names import Name
from torimatome.understand.one_word import said_as
from torimatome.understand.words import UNSPACED, bare, stem, words

__all__ = ["Name", "Names", "sound", "sounds"]

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
            key = said_as().get(stem(word), stem(word))
            found[key] = min(weight, found.get(key, 1.0))
        return found

    def _weighed_words(self) -> Iterator[tuple[str, Name]]:
        for written, name in self._names.weighed():
            if name.kind != "topic" and not UNSPACED.search(written):
                for word in map(bare, words(written)):
                    if len(word) > 2:
                        yield word, name


def sound(word: str) -> str:
    """The consonants of a name as any script writes them, to set beside another script's."""
    return sounds([word])[0]


def sounds(words: Sequence[str]) -> list[str]:
    """The same of many; what one call costs is shared by all."""
    if not words:
        return []
    latin = "\n".join(words)
    latin = (latin if latin.isascii() else latin.translate(_LATIN)).lower()
    for written, heard in _HEARD:
        latin = latin.replace(written, heard)
    said = latin.translate(_KEPT)
    for twice, once in _TWICE:
        while twice in said:
            said = said.replace(twice, once)
    return [
        ("^" if word[:1] in _VOWELS else "") + kept[:5]
        for word, kept in zip(latin.split("\n"), said.split("\n"), strict=True)
    ]


class _Latin(dict[int, str]):
    """Letters of any script by number, as Latin ones."""

    def __missing__(self, letter: int) -> str:
        found = self[letter] = "e" if chr(letter) in "əƏ" else anyascii(chr(letter))
        return found


_LATIN = _Latin()
_VOWELS = "aeiouyj"
_CONSONANTS = "bcdfghklmnpqrstvwxz"
_KEPT = {number: None for number in range(128) if chr(number) not in f"{_CONSONANTS}\n"}
_TWICE = tuple((2 * letter, letter) for letter in _CONSONANTS)
_HEARD = (
    ("shch", "s"), ("sch", "s"), ("tsch", "c"), ("kh", "h"), ("gh", "g"), ("zh", "z"), ("sh", "s"),
    ("ch", "c"), ("ph", "f"), ("th", "t"), ("ts", "c"), ("ck", "k"), ("x", "ks"), ("q", "k"),
    ("w", "v"), ("tz", "c"),
)  # fmt: skip

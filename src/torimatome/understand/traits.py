"""What one article has to compare with another: words, names, acts, places, numbers, days."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from torimatome.model import Article
from torimatome.text.days import days_named, without_days
from torimatome.understand.acts import acts
from torimatome.understand.echo import echo
from torimatome.understand.embed import SHOWN_WORDS, Embedder, unit
from torimatome.understand.names import Name, Names, sound
from torimatome.understand.tokens import Word, counted, inside, only_words, read
from torimatome.understand.words import Vector, vector

# The lead: where an agency text says who did what, where and when. The rest is background.
LEAD_WORDS = 45
# Words looked at in all. Beyond come background blocks that many stories share.
BODY_WORDS = 400

_NUMBER = re.compile(r"\d+(?:[.,\u00a0 ]\d{3})*(?:[.,]\d+)?")
_NOT_DIGITS = re.compile(r"[.,\u00a0 ]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Traits:
    """An article as the comparison sees it. Worked out from the article and the house alone.

    What only a full comparison needs is worked out when first asked for: most articles of a
    large run are never compared in full.
    """

    id: str
    outlet: str
    language: str
    day: int  # ordinal of the day it was published, else first seen
    in_title: Mapping[str, int]  # how often each telling stem stands in the title
    in_text: Mapping[str, int]
    lowered: Mapping[str, float]  # stems that tell less because the desk has a term for them
    titled: Mapping[str, Name]  # names in the title, by key
    names: Mapping[str, Name]  # names in title and lead, by key
    acts: frozenset[str]  # of the title; of the lead where the title has none
    numbers: frozenset[str]
    days: frozenset[int]  # days that title and lead name
    titled_days: frozenset[int]  # days that the title names by number
    proper: frozenset[str]  # capitalised words of title and lead, as stems
    sounds: frozenset[str]  # those the desk has no term for, by sound, for other scripts
    heard: frozenset[str]  # the same of the whole text
    article: Article = field(repr=False, compare=False)  # read again for its echo
    meant: tuple[float, ...] = ()  # its vector, where a model is configured

    @cached_property
    def told(self) -> int:
        """How many telling words its text has."""
        return sum(self.in_text.values())

    @cached_property
    def title(self) -> Vector:
        """The title's words."""
        return vector(self.in_title, self.lowered)

    @cached_property
    def body(self) -> Vector:
        """The text's words."""
        return vector(self.in_text, self.lowered)

    @cached_property
    def both(self) -> Vector:
        """The title's words counted twice, then the text's."""
        count = dict(self.in_text)
        for key, times in self.in_title.items():
            count[key] = count.get(key, 0) + 2 * times
        return vector(count, self.lowered)

    @cached_property
    def echo(self) -> Vector:
        """What it says in any language, to set beside a report in another one."""
        text = _first_words(self.article.text, BODY_WORDS)
        return echo(f"{self.article.title}\n{text}", self.language)

    @cached_property
    def _by_kind(self) -> Mapping[str, frozenset[str]]:
        kinds: dict[str, set[str]] = {}
        for key, name in self.names.items():
            kinds.setdefault(name.kind, set()).add(key)
        return {kind: frozenset(keys) for kind, keys in kinds.items()}

    def of_kind(self, *kinds: str) -> frozenset[str]:
        """Keys of the names of these kinds in title and lead."""
        found = [self._by_kind[kind] for kind in kinds if kind in self._by_kind]
        return found[0].union(*found[1:]) if found else frozenset()


def partners(names: Mapping[str, Name]) -> frozenset[str]:
    """Keys of the foreign countries that `names` holds, by name or through their people."""
    spoken = {
        name.key if name.kind == "country" else name.country
        for name in names.values()
        if not name.own
    }
    return frozenset(spoken - {""})


def actors(names: Mapping[str, Name]) -> frozenset[str]:
    """Keys of the desk's own people among `names`: who acts, seen from its country."""
    return frozenset(key for key, name in names.items() if name.kind == "person" and name.own)


class Reader:
    """Makes Traits; holds what is worked out from the house once."""

    def __init__(
        self, names: Names, weights: Mapping[str, float], embedder: Embedder | None = None
    ) -> None:
        self._names = names
        self._embedder = embedder
        self._weights = weights

    def traits(self, article: Article) -> Traits:
        """What `article` has to compare."""
        title, text = article.title, _first_words(article.text, BODY_WORDS)
        lead = _first_words(_without_dateline(text), LEAD_WORDS)
        head = f"{title}.\n{lead}"
        title_row, text_row = read(title), read(text)
        title_words, text_words = only_words(title_row), only_words(text_row)
        in_title, in_text = counted(title_words), counted(text_words)
        capitals = _capitals(title_row, title_words, text_row, text_words)
        head_stems = {each.stem for each in title_words}
        head_stems.update(each.stem for each in only_words(read(lead)))
        heads = {each for each in capitals if each.stem in head_stems}
        day = day_of(article)
        weights = self._weights
        titled = {name.key: name for name in self._names.find(title)}
        return Traits(
            id=article.id,
            outlet=article.outlet,
            language=article.language,
            day=day,
            in_title=in_title,
            in_text=in_text,
            lowered={key: weights[key] for key in (*in_text, *in_title) if key in weights},
            titled=titled,
            names=titled | {name.key: name for name in self._names.find(lead)},
            acts=acts(title) or acts(lead),
            numbers=_numbers(f"{title}\n{text}"),
            days=days_named(head, day, article.language),
            titled_days=(
                days_named(title, day, article.language) if _DIGIT.search(title) else frozenset()
            ),
            proper=frozenset(each.stem for each in heads),
            sounds=self._sounds(heads),
            heard=self._sounds(capitals),
            article=article,
            meant=self._meant(title, text),
        )

    def _meant(self, title: str, text: str) -> tuple[float, ...]:
        shown = f"{title}\n{_first_words(text, SHOWN_WORDS)}".strip()
        return unit(self._embedder.vector(shown)) if self._embedder and shown else ()

    def _sounds(self, row: set[Word]) -> frozenset[str]:
        """The words of `row` by sound; those the desk has a term for are compared as names."""
        new = [_sound(each.bare) for each in row if each.stem not in self._weights]
        return frozenset(heard for heard in new if len(heard) > 2)


@lru_cache(maxsize=131072)
def _sound(word: str) -> str:
    return sound(word)


def day_of(article: Article) -> int:
    """The ordinal of the day an article belongs to: its outlet's day, else when it came in."""
    if article.day:
        return date.fromisoformat(article.day).toordinal()
    return (article.published or article.seen).toordinal()


def _first_words(text: str, most: int) -> str:
    """The first `most` words of `text`, to the end of the word."""
    parts = text.split(None, most)
    return text if len(parts) <= most else text[: -len(parts[-1])].rstrip()


def _without_dateline(text: str) -> str:
    """`text` without capitals at its start: the city an agency writes from, no place of action."""
    row = text.split(" ", 4)
    while len(row) > 1 and row[0].isupper() and len(row[0]) > 3:
        row.pop(0)
    return " ".join(row)


def _capitals(
    title_row: list[Word | None],
    title_words: list[Word],
    text_row: list[Word | None],
    text_words: list[Word],
) -> set[Word]:
    """Capitalised words, but for those that only stand where every word has a capital."""
    found = inside(text_row)
    long = [each for each in title_words if len(each.written) > 3]
    if sum(each.capital for each in long) <= 0.6 * len(long):
        found |= inside(title_row)
    seen = {each.bare for each in found}
    found.update(each for each in title_words if each.capital and each.bare in seen)
    return found


def _numbers(text: str) -> frozenset[str]:
    """Numbers as digits only; years and single digits say little and are left out."""
    if not _DIGIT.search(text):
        return frozenset()
    written = _NUMBER.findall(without_days(text))
    found = {_NOT_DIGITS.sub("", number) for number in written}
    return frozenset(number for number in found if len(number) > 1 and not _YEAR.fullmatch(number))

"""What one article has to compare with another: words, names, acts, places, numbers, days."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from torimatome.model import Article
from torimatome.understand.acts import acts
from torimatome.understand.days import days_named, without_days
from torimatome.understand.names import Name, Names, sound
from torimatome.understand.words import Vector, add, bare, counted, stem, vector, words

# The lead: where an agency text says who did what, where and when. The rest is background.
LEAD_WORDS = 45
# Words looked at in all. Beyond come background blocks that many stories share.
BODY_WORDS = 400

_NUMBER = re.compile(r"\d+(?:[.,\u00a0 ]\d{3})*(?:[.,]\d+)?")


@dataclass(frozen=True)
class Traits:
    """An article as the comparison sees it. Worked out from the article and the house alone."""

    id: str
    outlet: str
    language: str
    day: int  # ordinal of the day it was published, else first seen
    title: Vector
    body: Vector
    both: Vector  # the title counted twice, then the body
    titled: Mapping[str, Name]  # names in the title, by key
    names: Mapping[str, Name]  # names in title and lead, by key
    acts: frozenset[str]  # of the title; of the lead where the title has none
    numbers: frozenset[str]
    days: frozenset[int]  # days that title and lead name
    proper: frozenset[str]  # capitalised words of title and lead, as stems
    sounds: frozenset[str]  # those the desk has no term for, by sound, for other scripts
    heard: frozenset[str]  # the same of the whole text

    def of_kind(self, *kinds: str) -> frozenset[str]:
        """Keys of the names of these kinds in title and lead."""
        return frozenset(key for key, name in self.names.items() if name.kind in kinds)


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

    def __init__(self, names: Names, weights: Mapping[str, float]) -> None:
        self._names = names
        self._weights = weights

    def traits(self, article: Article) -> Traits:
        """What `article` has to compare."""
        title, text = article.title, _first_words(article.text, BODY_WORDS)
        lead = _first_words(_without_dateline(text), LEAD_WORDS)
        head = f"{title}.\n{lead}"
        in_title, in_text = counted(title), counted(text)
        titled = {name.key: name for name in self._names.find(title)}
        day = day_of(article)
        capitals = _capitals(title, text)
        head_stems = {stem(bare(word)) for word in words(head)}
        heads = frozenset(word for word in capitals if stem(bare(word)) in head_stems)
        return Traits(
            id=article.id,
            outlet=article.outlet,
            language=article.language,
            day=day,
            title=vector(in_title, self._weights),
            body=vector(in_text, self._weights),
            both=vector(add([(in_title, 2), (in_text, 1)]), self._weights),
            titled=titled,
            names=titled | {name.key: name for name in self._names.find(lead)},
            acts=acts(title) or acts(lead),
            numbers=_numbers(f"{title}\n{text}"),
            days=days_named(head, day),
            proper=frozenset(stem(bare(word)) for word in heads),
            sounds=self._sounds(heads),
            heard=self._sounds(capitals),
        )

    def _sounds(self, row: frozenset[str]) -> frozenset[str]:
        """The words of `row` by sound; those the desk has a term for are compared as names."""
        new = [bare(word) for word in row if stem(bare(word)) not in self._weights]
        return frozenset(heard for word in new if len(heard := sound(word)) > 2)


def day_of(article: Article) -> int:
    """The ordinal of the day an article belongs to: its outlet's day, else when it came in."""
    if article.day:
        return date.fromisoformat(article.day).toordinal()
    return (article.published or article.seen).toordinal()


def _first_words(text: str, most: int) -> str:
    """The first `most` words of `text`, to the end of the word."""
    end = 0
    for count, match in enumerate(re.finditer(r"\S+", text)):
        if count == most:
            return text[:end]
        end = match.end()
    return text


def _without_dateline(text: str) -> str:
    """`text` without capitals at its start: the city an agency writes from, no place of action."""
    row = text.split(" ", 4)
    while len(row) > 1 and row[0].isupper() and len(row[0]) > 3:
        row.pop(0)
    return " ".join(row)


def _capitals(title: str, text: str) -> frozenset[str]:
    """Capitalised words, but for those that only stand where every word has a capital."""
    found = set(_inside(text))
    row = words(title)
    long = [word for word in row if len(word) > 3]
    if sum(word[0].isupper() for word in long) <= 0.6 * len(long):
        found.update(_inside(title))
    seen = {bare(word) for word in found}
    found.update(word for word in row if word[0].isupper() and bare(word) in seen)
    return frozenset(found)


def _inside(text: str) -> list[str]:
    """Capitalised words that do not open a sentence."""
    found = []
    for sentence in re.split(r"[.!?:;»”\"\n]\s*|^", text):
        found += [word for word in words(sentence)[1:] if word[0].isupper() and len(word) > 2]
    return found


def _numbers(text: str) -> frozenset[str]:
    """Numbers as digits only; years and single digits say little and are left out."""
    found = Counter(
        re.sub(r"[.,\u00a0 ]", "", match.group()) for match in _NUMBER.finditer(without_days(text))
    )
    return frozenset(
        number for number in found if len(number) > 1 and not re.fullmatch(r"(19|20)\d\d", number)
    )

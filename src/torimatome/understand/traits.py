"""What one article has to compare with another: words, names, acts, places, numbers, days."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

import numpy as np

from torimatome.model import Article
from torimatome.text.days import days_named, without_days
from torimatome.understand.acts import acts
from torimatome.understand.copies import Print, print_from
from torimatome.understand.echo import echo_of, title_meanings
from torimatome.understand.embed import Embedder, shown, unit
from torimatome.understand.names import Name, Names, sound
from torimatome.understand.tokens import CAPITAL, FLAGS, LONGER, Lexicon, Rows, code, inside
from torimatome.understand.vectors import Echo, Row, row_of

# The lead: where an agency text says who did what, where and when. The rest is background.
LEAD_WORDS = 45
# Words looked at in all. Beyond come background blocks that many stories share.
BODY_WORDS = 400

# Not the number of a name: COVID-19, SU-27.
_NUMBER = re.compile(r"(?<!\d)(?<![^\W\d_]-)\d+(?:[.,\u00a0 ]\d{3})*(?:[.,]\d+)?")
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
    words: Row  # of title and text, as numbers
    text: Print = field(compare=False)  # what copies are told by
    told: int  # how many telling words its text has
    in_title: frozenset[str]  # telling stems of the title
    lowered: frozenset[str]  # words of title and lead that tell less: the desk has a term for them
    meant_by_title: tuple[str, ...]  # the meanings the title holds
    titled: Mapping[str, Name]  # names in the title, by key
    names: Mapping[str, Name]  # names in title and lead, by key
    acts: frozenset[str]  # of the title; of the lead where the title has none
    numbers: frozenset[str]
    days: frozenset[int]  # days that title and lead name
    titled_days: frozenset[int]  # days that the title names by number
    proper: frozenset[str]  # capitalised words of title and lead, as stems
    sounds: frozenset[str]  # those the desk has no term for, by sound, for other scripts
    heard: frozenset[str]  # the same of the whole text
    article: Article = field(repr=False, compare=False)
    listen: Callable[[Article], Echo] = field(repr=False, compare=False)
    meant: tuple[float, ...] = ()  # its vector, where a model is configured

    @cached_property
    def echo(self) -> Echo:
        """What it says in any language, to set beside a report in another one."""
        return self.listen(self.article)

    @cached_property
    def own(self) -> frozenset[str]:
        """The desk's own people in title and lead."""
        return actors(self.names)

    @cached_property
    def partners(self) -> frozenset[str]:
        """The foreign countries that title and lead speak of."""
        return partners(self.names)

    @cached_property
    def topics(self) -> frozenset[str]:
        """Bodies and topics the desk has terms for."""
        return self.of_kind("topic", "organisation")

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
        self._lexicon = Lexicon(weights)
        self._spoken: set[str] = set()

    def traits(self, article: Article) -> Traits:
        """What `article` has to compare."""
        lexicon = self._lexicon
        title, text = article.title, _first_words(article.text, BODY_WORDS)
        opening = len(text) - len(_without_dateline(text))
        lead = _first_words(text[opening:], LEAD_WORDS)
        stretch = opening, opening + len(lead)
        head = f"{title}.\n{lead}"
        first, before, led, after, rest = lexicon.read(
            f"{title}\n", text[:opening], lead, text[stretch[1] :], article.text[len(text) :]
        )
        in_text = [*before, *led, *after]
        shown = [*first, *in_text]
        rows = lexicon.rows(shown)
        split = len(first)
        whole, whole_rows = in_text, rows[split:]
        if rest:
            whole, whole_rows = [*in_text, *rest], np.concatenate([whole_rows, lexicon.rows(rest)])
        elif not article.text:
            whole, whole_rows = first, rows[:split]
        capitals = _capitals(lexicon, shown, rows, split)
        head_stems = {lexicon.stems[number] for number in (*first, *led)}
        heads = [number for number in capitals if lexicon.stems[number] in head_stems]
        day = day_of(article)
        proper = frozenset([lexicon.stems[number] for number in heads])
        telling = frozenset(lexicon.telling(first))
        weights = self._weights
        text_codes = lexicon.codes(in_text, rows[split:])
        titled, names = self._named(title, lead)
        folded = [word for number in first if (word := lexicon.folded[number])]
        traits = Traits(
            id=article.id,
            outlet=article.outlet,
            language=article.language,
            day=day,
            words=row_of(
                lexicon.codes(first, rows[:split]),
                text_codes,
                {code(stem): lexicon.worth(stem) for stem in sorted(proper)},
            ),
            text=print_from(article, lexicon, whole, whole_rows),
            told=len(text_codes[0]),
            in_title=telling,
            lowered=frozenset([key for key in telling | proper if key in weights]),
            meant_by_title=title_meanings(title, article.language, folded),
            titled=titled,
            names=names,
            acts=acts(title) or acts(lead),
            numbers=_numbers(f"{title}\n{text}"),
            days=days_named(head, day, article.language),
            titled_days=(
                days_named(title, day, article.language) if _DIGIT.search(title) else frozenset()
            ),
            proper=proper,
            sounds=self._sounds(heads),
            heard=self._sounds(capitals),
            article=article,
            listen=self._listen,
            meant=self._meant(title, text),
        )
        self._spoken.add(article.language)
        if len(self._spoken) > 1:  # it will be asked for, and the words are at hand
            heard = echo_of(f"{title}\n{text}", article.language, lexicon, shown, rows)
            traits.__dict__["echo"] = heard
        return traits

    def _listen(self, article: Article) -> Echo:
        text = f"{article.title}\n{_first_words(article.text, BODY_WORDS)}"
        (numbers,) = self._lexicon.read(text)
        rows = self._lexicon.rows(numbers)
        return echo_of(text, article.language, self._lexicon, numbers, rows)

    def _named(self, title: str, lead: str) -> tuple[Mapping[str, Name], Mapping[str, Name]]:
        titled = {name.key: name for name in self._names.find(title)}
        return titled, titled | {name.key: name for name in self._names.find(lead)}

    def _meant(self, title: str, text: str) -> tuple[float, ...]:
        said = shown(title, text)
        return unit(self._embedder.vector(said)) if self._embedder and said else ()

    def _sounds(self, row: Iterable[int]) -> frozenset[str]:
        """The words of `row` by sound; those the desk has a term for are compared as names."""
        lexicon = self._lexicon
        new = [_sound(lexicon.bares[n]) for n in row if lexicon.stems[n] not in self._weights]
        return frozenset([heard for heard in new if len(heard) > 2])


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


def _capitals(lexicon: Lexicon, shown: Sequence[int], rows: Rows, split: int) -> list[int]:
    """Capitalised words, but for those that only stand where every word has a capital."""
    flags = rows[:, FLAGS]
    named = inside(rows, (split,))
    title = flags[:split]
    long = (title & LONGER) > 0
    if (title[long] & CAPITAL).astype(bool).sum() > 0.6 * long.sum():
        named[:split] = False
    found = {shown[at] for at in np.flatnonzero(named).tolist()}
    seen = {lexicon.bares[number] for number in found}
    for at in np.flatnonzero(title & CAPITAL).tolist():
        if lexicon.bares[shown[at]] in seen:
            found.add(shown[at])
    return sorted(found)


def _numbers(text: str) -> frozenset[str]:
    """Numbers as digits only; years and single digits say little and are left out."""
    if not _DIGIT.search(text):
        return frozenset()
    written = _NUMBER.findall(without_days(text))
    found = {_NOT_DIGITS.sub("", number) for number in written}
    return frozenset(number for number in found if len(number) > 1 and not _YEAR.fullmatch(number))

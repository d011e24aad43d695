"""What one article has to compare with another: words, names, acts, places, numbers, days."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from torimatome.model import Article
from torimatome.text.days import days_named, past_day
from torimatome.understand.acts import acts
from torimatome.understand.copies import Print, prints_of
from torimatome.understand.echo import Echoing, Text
from torimatome.understand.embed import Embedder, shown, unit
from torimatome.understand.names import Name, Names, sounds
from torimatome.understand.opening import dateline, without_links
from torimatome.understand.sheaf import (
    IN_LEAD,
    IN_TITLE,
    NAME_IN_TEXT,
    NAME_IN_TITLE,
    TITLE,
    Numbers,
    Sheaf,
)
from torimatome.understand.tokens import (
    BARE,
    CAPITAL,
    CODE,
    CODES,
    FLAGS,
    LONGER,
    REGION,
    RUN,
    STEM,
    WEIGHT,
    Lexicon,
)
from torimatome.understand.vectors import Echo, Row, Told, rows_of

# The lead: where an agency text says who did what, where and when. The rest is background.
LEAD_WORDS = 45
# Words looked at in all. Beyond come background blocks that many stories share.
BODY_WORDS = 400

_NUMBER = re.compile(r"(?P<first>\d+)(?:[.,\u00a0 ]\d{3})*(?:[.,]\d+)?")
_NOT_DIGITS = re.compile(r"[.,\u00a0 ]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGIT = re.compile(r"\d")
_NOBODY: frozenset[str] = frozenset()
# Words kept by sound: 20 MB at most.
_KEPT_SOUNDS = 100_000


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
    regions: frozenset[int]  # cities and regions of title and lead, by number; …
    regions_all: frozenset[int]  # … and of the whole text
    proper: frozenset[str]  # capitalised words of title and lead, as stems
    sounds: frozenset[str]  # those the desk has no term for, by sound, for other scripts
    heard: frozenset[str]  # the same of the whole text
    article: Article = field(repr=False, compare=False)
    opening: str = field(repr=False, compare=False)  # the lead with the dateline before it
    listen: Callable[[Article], Echo] = field(repr=False, compare=False)
    meant: tuple[float, ...] = ()  # its vector, where a model is configured

    def work_out(self) -> None:
        """Work out here and now what else the first comparison that needs it would."""
        for name, kept in vars(Traits).items():
            if isinstance(kept, cached_property):
                getattr(self, name)

    @cached_property
    def echo(self) -> Echo:
        """What it says in any language, to set beside a report in another one."""
        return self.listen(self.article)

    @cached_property
    def days(self) -> frozenset[int]:
        """Days that title and lead name."""
        told = f"{self.article.title}.\n{self.opening}"
        return days_named(told, self.day, self.language)

    @cached_property
    def titled_days(self) -> frozenset[int]:
        """Days that the title names by number."""
        title = self.article.title
        return days_named(title, self.day, self.language) if _DIGIT.search(title) else frozenset()

    @cached_property
    def places(self) -> frozenset[str]:
        """Places in title and lead."""
        return self.of_kind("place")

    @cached_property
    def people(self) -> frozenset[str]:
        """People in title and lead."""
        return self.of_kind("person")

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
    def titled_partners(self) -> frozenset[str]:
        """The foreign countries that the title speaks of."""
        return partners(self.titled)

    @cached_property
    def titled_actors(self) -> frozenset[str]:
        """The desk's own people in the title."""
        return actors(self.titled)

    @cached_property
    def _by_kind(self) -> Mapping[str, frozenset[str]]:
        kinds: dict[str, set[str]] = {}
        for key, name in self.names.items():
            kinds.setdefault(name.kind, set()).add(key)
        return {kind: frozenset(keys) for kind, keys in kinds.items()}

    def of_kind(self, *kinds: str) -> frozenset[str]:
        """Keys of the names of these kinds in title and lead."""
        found = [self._by_kind[kind] for kind in kinds if kind in self._by_kind]
        if len(found) < 2:
            return found[0] if found else _NOBODY
        return found[0].union(*found[1:])


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


class _Cut(NamedTuple):
    """An article in its parts."""

    title: str
    text: str  # as much as is compared
    lead: str
    opening: str  # the lead with the dateline before it
    parts: tuple[str, ...]  # as a Sheaf wants them

    @staticmethod
    def of(article: Article) -> "_Cut":
        whole = without_links(article.text)
        title, text = article.title, _first_words(whole, BODY_WORDS)
        opening = dateline(text)
        lead = _first_words(text[opening:], LEAD_WORDS)
        end = opening + len(lead)
        parts = (f"{title}\n", text[:opening], lead, text[end:], whole[len(text) :])
        return _Cut(title, text, lead, text[:end], parts)


class _Counted(NamedTuple):
    """What the words of an article, as numbers, give its Traits."""

    words: Row
    text: Print
    told: int
    in_title: frozenset[str]
    meant_by_title: tuple[str, ...]
    proper: frozenset[str]
    regions: tuple[frozenset[int], frozenset[int]]  # of title and lead, of all
    sounds: frozenset[str]
    heard: frozenset[str]
    figures: Sequence[tuple[int, int]]  # where digits stand in title and text
    echo: Echo | None


class Reader:
    """Makes Traits; holds what is worked out from the house once."""

    def __init__(
        self, names: Names, weights: Mapping[str, float], embedder: Embedder | None = None
    ) -> None:
        self._names = names
        self._embedder = embedder
        self._weights = weights
        self._lexicon = Lexicon(weights)
        self._echoing = Echoing(self._lexicon)
        self._spoken: set[str] = set()
        self._heard: dict[str, str] = {}

    def traits(self, article: Article) -> Traits:
        """What `article` has to compare."""
        return self.read([article])[0]

    def read(self, articles: Sequence[Article]) -> list[Traits]:
        """The same of several, which takes half the time of one by one."""
        if not articles:
            return []
        cuts = [_Cut.of(article) for article in articles]
        counted = self._count(articles, cuts)
        return [self._traits(*row) for row in zip(articles, cuts, counted, strict=True)]

    def _count(self, articles: Sequence[Article], cuts: Sequence[_Cut]) -> Iterator[_Counted]:
        """All that is read from numbers, for all articles at once."""
        sheaf = Sheaf.of(self._lexicon, [cut.parts for cut in cuts])
        texts = [Text(c.title, c.text, a.language) for c, a in zip(cuts, articles, strict=True)]
        words, lexicon = sheaf.distinct, self._lexicon
        capitals = _capitals(sheaf)
        in_head = words.where(IN_TITLE | IN_LEAD)
        stems = words.keys(STEM)
        heads = capitals[np.isin(stems[capitals], stems[in_head])]
        of_heads = _split(words.who[heads], words.numbers[heads], sheaf.many)
        of_all = _split(words.who[capitals], words.numbers[capitals], sheaf.many)
        self._listen_to(np.unique(words.numbers[capitals]))
        titled = np.flatnonzero(words.titled)
        of_titles = _split(words.who[titled], words.numbers[titled], sheaf.many)
        there = words.rows[:, REGION] > 0
        of_regions = [
            _split(words.who[at], words.rows[at, REGION], sheaf.many)
            for at in (np.flatnonzero(there & in_head), np.flatnonzero(there))
        ]
        rows, told = _rows(sheaf, heads)
        prints = prints_of(sheaf, articles)
        meant = self._echoing.title_meanings(sheaf, texts)
        self._spoken.update(article.language for article in articles)
        # Only beside reports in another language an echo is asked for.
        echoes = self._echoing.of(sheaf, texts) if len(self._spoken) > 1 else []
        for n in range(sheaf.many):
            yield _Counted(
                rows[n],
                prints[n],
                told[n],
                frozenset(lexicon.telling(of_titles[n])),
                meant[n],
                frozenset([lexicon.stems[number] for number in of_heads[n]]),
                (frozenset(of_regions[0][n]), frozenset(of_regions[1][n])),
                self._sounds(of_heads[n]),
                self._sounds(of_all[n]),
                sheaf.figures[n],
                echoes[n] if echoes else None,
            )

    def _traits(self, article: Article, cut: _Cut, counted: _Counted) -> Traits:
        title, text, lead, opening, _ = cut
        day = day_of(article)
        titled, names = self._named(title, lead)
        telling = counted.in_title | counted.proper
        traits = Traits(
            id=article.id,
            outlet=article.outlet,
            language=article.language,
            day=day,
            words=counted.words,
            text=counted.text,
            told=counted.told,
            in_title=counted.in_title,
            lowered=frozenset([key for key in telling if key in self._weights]),
            meant_by_title=counted.meant_by_title,
            titled=titled,
            names=names,
            acts=acts(title) or acts(lead),
            numbers=_numbers(f"{title}\n{text}", article.language, counted.figures),
            regions=counted.regions[0],
            regions_all=counted.regions[1],
            proper=counted.proper,
            sounds=counted.sounds,
            heard=counted.heard,
            article=article,
            opening=opening,
            listen=self._listen,
            meant=self._meant(title, text),
        )
        if counted.echo is not None:
            traits.__dict__["echo"] = counted.echo
        return traits

    def _listen(self, article: Article) -> Echo:
        cut = _Cut.of(article)
        sheaf = Sheaf.of(self._lexicon, [cut.parts])
        return self._echoing.of(sheaf, [Text(cut.title, cut.text, article.language)])[0]

    def _named(self, title: str, lead: str) -> tuple[Mapping[str, Name], Mapping[str, Name]]:
        titled = {name.key: name for name in self._names.find(title)}
        return titled, titled | {name.key: name for name in self._names.find(lead)}

    def _meant(self, title: str, text: str) -> tuple[float, ...]:
        said = shown(title, text)
        return unit(self._embedder.vector(said)) if self._embedder and said else ()

    def _sounds(self, row: Iterable[int]) -> frozenset[str]:
        """The words of `row` by sound; those the desk has a term for are compared as names."""
        lexicon, heard = self._lexicon, self._heard
        new = [heard[lexicon.bares[n]] for n in row if lexicon.stems[n] not in self._weights]
        return frozenset([sound for sound in new if len(sound) > 2])

    def _listen_to(self, numbers: Numbers) -> None:
        if len(self._heard) >= _KEPT_SOUNDS:
            self._heard.clear()
        bares = [self._lexicon.bares[number] for number in numbers.tolist()]
        new = [bare for bare in bares if bare not in self._heard]
        self._heard.update(zip(new, sounds(new), strict=True))


def day_of(article: Article) -> int:
    """The ordinal of the day an article belongs to: its outlet's day, else when it came in."""
    if article.day:
        return date.fromisoformat(article.day).toordinal()
    return (article.published or article.seen).toordinal()


def _first_words(text: str, most: int) -> str:
    """The first `most` words of `text`, to the end of the word."""
    parts = text.split(None, most)
    return text if len(parts) <= most else text[: -len(parts[-1])].rstrip()


def _capitals(sheaf: Sheaf) -> Numbers:
    """Places among the distinct words: capitalised ones, but for those that only stand where
    every word has a capital."""
    flags = sheaf.rows[:, FLAGS]
    long = (sheaf.part == TITLE) & ((flags & LONGER) > 0)
    every = np.bincount(sheaf.who[long], minlength=sheaf.many)
    great = np.bincount(sheaf.who[long & ((flags & CAPITAL) > 0)], minlength=sheaf.many)
    shouted = great > 0.6 * every
    words = sheaf.distinct
    found = words.where(NAME_IN_TEXT) | (words.where(NAME_IN_TITLE) & ~shouted[words.who])
    bares = words.keys(BARE)
    titled = words.where(IN_TITLE) & ((words.rows[:, FLAGS] & CAPITAL) > 0) & ~found
    found[titled] = np.isin(bares[titled], bares[found])
    return np.flatnonzero(found)


def _rows(sheaf: Sheaf, heads: Numbers) -> tuple[list[Row], list[int]]:
    """The words of each article in one row, and how many telling words its text has."""
    words = sheaf.distinct
    at = np.flatnonzero(words.rows[:, CODE] >= 0)
    codes, weights = words.rows[at, CODE], words.rows[at, WEIGHT].view(np.float32)
    runs = np.flatnonzero(words.rows[:, FLAGS] & RUN)
    if len(runs):
        each = [sheaf.lexicon.runs[number].codes for number in words.numbers[runs].tolist()]
        more = np.array([code for row in each for code in row], np.int32)
        at = np.concatenate([at, np.repeat(runs, [len(row) for row in each])])
        codes = np.concatenate([codes, more])
        weights = np.concatenate([weights, np.ones(len(more), np.float32)])
    # In the order they are first met, as rows_of wants them.
    order = np.argsort(words.places[at], kind="stable")
    at, codes, weights = at[order], codes[order], weights[order]
    told = Told(words.who[at], codes, weights, words.titled[at], words.texted[at])
    named = words.rows[heads]
    names = (named[:, STEM].view(np.uint32) % CODES).astype(np.int32)
    worth = named[:, WEIGHT].view(np.float32)
    rows = rows_of(told, (words.who[heads], names, worth), sheaf.many)
    return rows, np.bincount(told.who, told.texted, sheaf.many).astype(int).tolist()


def _split(who: Numbers, numbers: Numbers, many: int) -> list[list[int]]:
    """Numbers by whose they are; `who` rises."""
    row: list[int] = numbers.tolist()
    bounds = np.searchsorted(who, np.arange(many + 1)).tolist()
    return [row[start:end] for start, end in pairwise(bounds)]


def _numbers(text: str, language: str, digits: Sequence[tuple[int, int]]) -> frozenset[str]:
    """Numbers as digits only; days, years and single digits say little and are left out."""
    found: set[str] = set()
    end = 0
    for start, stop in digits:
        # A number may end inside a run of digits: "12 3456" is twelve thousand and a six.
        while (start := max(start, end)) < stop and (match := _NUMBER.match(text, start)):
            end = match.end()
            # Not the number of a name: COVID-19, SU-27.
            if text[start - 1 : start] == "-" and text[start - 2 : start - 1].isalpha():
                end = match.end("first")
            elif day := past_day(text, start, language):
                end = day
            else:
                number = match.group()
                number = number if number.isdecimal() else _NOT_DIGITS.sub("", number)
                if len(number) > 1 and not _YEAR.fullmatch(number):
                    found.add(number)
    return frozenset(found)

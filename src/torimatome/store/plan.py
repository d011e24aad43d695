"""A Query as a plan: each word in its own and every other spelling, and the filters as tokens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from torimatome.model import House
from torimatome.model.archive import Query
from torimatome.store.naming import Form, Naming
from torimatome.store.postings import pair_of
from torimatome.store.tokens import (
    LONGEST,
    clean,
    fold,
    folded_once,
    in_words,
    is_word,
    needle,
    places_of,
    stands_whole,
    tag,
    units,
)

_LONGEST_NAME = 6  # words
_PHRASE = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')

Spellings = tuple[tuple[str, tuple[str, ...]], ...]  # a word, and what it also stood for


@dataclass(frozen=True)
class Way:
    """One way to satisfy a word of the query."""

    needles: tuple[str, ...]  # all of them stand in the folded text
    side_by_side: str  # as one, in the folded text
    whole: bool  # it has to stand there so, as whole words
    needs: tuple[tuple[str, str], ...]  # ("is" | "has" | "starts" | "ends", token or letters)
    exact: re.Pattern[str] | None = None  # on the text itself: an acronym stands in capitals

    @property
    def can_be_cut(self) -> bool:
        """Whether it may also stand in the middle of a word."""
        return not self.whole and (
            in_words(self.side_by_side[:1]) or in_words(self.side_by_side[-1:])
        )

    def as_whole(self) -> "Way":
        """The same, as whole words."""
        if self.whole:
            return self
        return replace(self, whole=True, needs=_needs(self.side_by_side, True))

    def stands_in(self, text: str, folded: str) -> bool:
        """Whether this text has it."""
        for own in self.needles:
            if own not in folded:
                return False
        if self.whole and not stands_whole(self.side_by_side, folded):
            return False
        return self.exact is None or self.exact.search(text) is not None

    def places(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where in the folded text it stands."""
        for own in (self.side_by_side,) if self.whole else self.needles:
            yield from places_of(own, folded, self.whole)


Word = tuple[Way, ...]  # any one of them will do


@dataclass(frozen=True)
class Plan:
    """What a text must hold, and what its item must be filed under, to be found."""

    words: tuple[Word, ...]
    tags: tuple[tuple[str, ...], ...]  # one of each
    between: tuple[int, int]

    @property
    def can_be_cut(self) -> bool:
        """Whether a word may also stand in the middle of a longer one."""
        return any(way.can_be_cut for word in self.words for way in word)

    def whole(self) -> "Plan":
        """The same, with every word whole."""
        return replace(self, words=tuple(tuple(w.as_whole() for w in word) for word in self.words))

    def fits(self, text: str) -> bool:
        """Whether every word stands in this text, in one way or another."""
        folded = folded_once(text)
        for word in self.words:
            for way in word:
                if way.stands_in(text, folded):
                    break
            else:
                return False
        return True


def planned(query: Query, naming: Naming, between: tuple[int, int]) -> tuple[Plan, Spellings]:
    """The plan of a query, and the other spellings it will find."""
    words, spellings = _words(query, naming)
    return Plan(tuple(words), tuple(_filters(query, naming)), between), spellings


def _words(query: Query, naming: Naming) -> tuple[list[Word], Spellings]:
    """The query's words with the other spellings of the names among them, and what those are."""
    given = [
        (clean(match[1] or match[2] or match[3] or ""), match[3] is None)
        for match in _PHRASE.finditer(clean(query.words))
    ]
    given = [(words, quoted) for words, quoted in given if fold(words).strip()]
    made: list[Word] = []
    said = []
    at = 0
    while at < len(given):
        count, forms = _name_at(given, at, naming) if query.spellings else (1, ())
        own = _own_way([words for words, _ in given[at : at + count]], given[at][1])
        made.append((own, *(_form_way(form) for form in forms)))
        if forms:
            name = " ".join(words for words, _ in given[at : at + count])
            said.append((name, tuple(form.words for form in forms)))
        at += count
    return made, tuple(said)


def _name_at(
    given: list[tuple[str, bool]], at: int, naming: Naming
) -> tuple[int, tuple[Form, ...]]:
    """How many words from here on are one name, and its other forms; the longest name wins."""
    free = next((i for i in range(at, len(given)) if given[i][1]), len(given)) - at
    for count in range(min(free, _LONGEST_NAME), 0, -1):
        forms = naming.spellings(" ".join(words for words, _ in given[at : at + count]))
        if forms:
            return count, forms
    return 1, ()


def _own_way(words: list[str], whole: bool) -> Way:
    needs = tuple(dict.fromkeys(need for word in words for need in _needs(word, whole)))
    return Way(tuple(map(needle, words)), needle(" ".join(words)), whole, needs)


def _form_way(form: Form) -> Way:
    exact = re.compile(rf"(?<!\w){re.escape(form.words)}(?!\w)") if form.cased else None
    own = needle(form.words)
    return Way((own,), own, True, _needs(form.words, True), exact)


def _needs(words: str, whole: bool) -> tuple[tuple[str, str], ...]:
    """What the index must have for a text that holds `words`."""
    needs: dict[tuple[str, str], None] = {}
    found: list[tuple[str, bool]] = []  # each word, and whether it may be part of a longer one
    chunks = fold(clean(words)).split()
    for c, chunk in enumerate(chunks):
        for left, right in pairwise(chunk):
            if not (is_word(left) and is_word(right)):
                needs[("is", left + right)] = None
        parts = units(chunk)
        for u, unit in enumerate(parts):
            if not is_word(unit):
                if len(chunk) == 1:
                    needs[("is", unit)] = None
                continue
            first = not whole and c == 0 and u == 0
            last = not whole and c == len(chunks) - 1 and u == len(parts) - 1
            found.append((unit, first or last))
            how = {(False, False): "is", (True, False): "ends", (False, True): "starts"}
            if len(unit) > LONGEST or (first != last and len(unit) == 1):
                continue  # cut up in the index; and a letter beside a mark is in their pair
            needs[(how.get((first, last), "has"), unit)] = None
    for (left, cut), (right, cut_too) in pairwise(found):
        if not (cut or cut_too or max(len(left), len(right)) > LONGEST):
            needs[("is", pair_of(left, right))] = None
    return tuple(needs)


def _filters(query: Query, naming: Naming) -> list[tuple[str, ...]]:
    tags: list[tuple[str, ...]] = []
    if query.section:
        tags.append((tag("section", _section(query.section, naming.house)),))
    if query.outlet:
        tags.append((tag("outlet", naming.outlet(query.outlet)),))
    if query.person:
        persons = [t.en for t in naming.terms(query.person) if t.kind == "person"]
        tags.append(tuple(tag("person", name) for name in persons or [query.person]))
    if query.country:
        tags.append((tag("country", naming.country(query.country)),))
    return tags


def _section(words: str, house: House) -> str:
    wanted = fold(clean(words))
    for rule in house.sections:
        if wanted in {fold(rule.kind), fold(rule.heading_ja), fold(rule.heading_en)}:
            return rule.kind
    return words

"""A Query as a plan: each word in its own and every other spelling, and the filters as tokens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from torimatome.model import House
from torimatome.model.archive import Query
from torimatome.store.naming import Form, Naming
from torimatome.store.tokens import (
    LONGEST,
    clean,
    fold,
    is_word,
    lone,
    needle,
    tag,
    uncut,
    units,
)

_LONGEST_NAME = 6  # words
_PHRASE = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')

Spellings = tuple[tuple[str, tuple[str, ...]], ...]  # a word, and what it also stood for


@dataclass(frozen=True)
class Way:
    """One way to satisfy a word of the query."""

    needles: tuple[str, ...]  # all of them stand in the folded text
    uncut: re.Pattern[str]  # they stand there side by side, as whole words
    whole: bool  # and have to
    needs: tuple[tuple[str, str], ...]  # ("is" | "has" | "starts" | "ends", token or letters)
    exact: re.Pattern[str] | None = None  # on the text itself: an acronym stands in capitals

    def stands_in(self, text: str, folded: str) -> bool:
        """Whether this text has it."""
        for own in self.needles:
            if own not in folded:
                return False
        if self.whole and not self.uncut.search(folded):
            return False
        return self.exact is None or self.exact.search(text) is not None

    def places(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where in the folded text it stands."""
        for own in self.needles:
            pattern = self.uncut if self.whole else re.compile(re.escape(own))
            yield from (match.span() for match in pattern.finditer(folded))


Word = tuple[Way, ...]  # any one of them will do


@dataclass(frozen=True)
class Plan:
    words: tuple[Word, ...]
    tags: tuple[tuple[str, ...], ...]  # one of each
    between: tuple[int, int]

    def fits(self, text: str) -> bool:
        """Whether every word stands in this text, in one way or another."""
        folded = fold(text)
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
    return Way(tuple(map(needle, words)), uncut(needle(" ".join(words))), whole, needs)


def _form_way(form: Form) -> Way:
    exact = re.compile(rf"(?<!\w){re.escape(form.words)}(?!\w)") if form.cased else None
    own = needle(form.words)
    return Way((own,), uncut(own), True, _needs(form.words, True), exact)


def _needs(words: str, whole: bool) -> tuple[tuple[str, str], ...]:
    """What the index must have for a text that holds `words`."""
    chunks = [units(chunk) for chunk in fold(clean(words)).split()]
    needs: dict[tuple[str, str], None] = {}
    for c, chunk in enumerate(chunks):
        for u, unit in enumerate(chunk):
            if is_word(unit):
                first = not whole and c == 0 and u == 0
                last = not whole and c == len(chunks) - 1 and u == len(chunk) - 1
                how = {(False, False): "is", (True, False): "ends", (False, True): "starts"}
                if len(unit) <= LONGEST:
                    needs[(how.get((first, last), "has"), unit)] = None
                continue
            pair = unit + chunk[u + 1] if u + 1 < len(chunk) and len(chunk[u + 1]) == 1 else ""
            before = chunk[u - 1] if u else ""
            if len(pair) == 2 and _paired(unit, pair[1]):
                needs[("is", pair)] = None
            elif not (len(before) == 1 and _paired(before, unit)):
                needs[("is", lone(unit))] = None
    return tuple(needs)


def _paired(left: str, right: str) -> bool:
    return left > "\x7f" and right > "\x7f" and not is_word(left) and not is_word(right)


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

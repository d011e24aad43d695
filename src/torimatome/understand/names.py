"""The desk's names in a text, in any script and case ending, each under one key."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind
from anyascii import anyascii
from babel import Locale, localedata

from torimatome.model import House, Term
from torimatome.understand.words import UNSPACED, bare, fold, stem, words

# How many letters case endings may add to a name. Long enough for Russian adjectives of
# countries and Turkish chains of endings; a longer rest makes another word of it.
_MORE = {"person": 3, "place": 5, "country": 6, "organisation": 4, "office": 3, "topic": 4}
# A word that also is a name of the desk's termbase turns up in story after story there, so it
# tells less than a word the desk has no term for; its own country tells next to nothing.
COMMON = {"person": 0.6, "office": 0.4, "country": 0.7}
OWN_COUNTRY = 0.2
_KEY = 3  # letters a form is looked up by
_ACRONYM = 5  # a form in capitals up to this long must stand in capitals


@dataclass(frozen=True)
class Name:
    """Whom or what a form stands for."""

    key: str  # "person:Ada Orlisk"; the same in every language
    kind: str  # Term.kind
    en: str
    country: str = ""  # key of the country a person, office or body belongs to
    own: bool = False  # of the desk's own country


@dataclass(frozen=True)
class _Form:
    words: tuple[str, ...]  # folded, cut to what endings leave alone
    exact: tuple[str, ...]  # folded
    acronym: str  # as it must stand, "" for any other form
    capital: bool  # must begin with a capital letter
    name: Name


class Names:
    """Every form of every term of a house, ready to be looked up."""

    def __init__(self, house: House) -> None:
        self._countries = _country_keys(house)
        self._own = self._countries.get(house.country, f"country:{house.country_name}")
        self._forms: dict[str, list[_Form]] = defaultdict(list)
        self._topics: dict[str, list[_Form]] = defaultdict(list)
        whole: dict[str, Name] = {}
        for term in (*house.terms, *_other_countries(house)):
            name = self._name(term)
            for form in (term.en, *term.aliases):
                if UNSPACED.search(form):
                    whole.setdefault(form, name)
                else:
                    self._add(form, name)
        for surname, name in _surnames(house.terms, self._name):
            self._add(surname, name)
        for forms in (*self._forms.values(), *self._topics.values()):
            forms.sort(key=lambda form: (-len(form.words), -len(form.words[0]), form.name.key))
        self._whole = sorted(whole.items())
        self._in_unspaced = AhoCorasick(
            [form for form, _ in self._whole], matchkind=MatchKind.LeftmostLongest
        )

    @property
    def own(self) -> str:
        """The key of the country the desk watches."""
        return self._own

    def common_words(self) -> dict[str, float]:
        """Per stem, how much less it tells because the desk has a term for it."""
        found: dict[str, float] = {}
        for form in (form for forms in self._forms.values() for form in forms):
            own_country = form.name.kind == "country" and form.name.own
            weight = OWN_COUNTRY if own_country else COMMON.get(form.name.kind, 1.0)
            for word in form.exact:
                if len(word) > 2:
                    found[stem(word)] = min(weight, found.get(stem(word), 1.0))
        return found

    def find(self, text: str) -> list[Name]:
        """The names `text` holds, once for each time they stand."""
        found = list(self._spaced(text))
        if self._whole and UNSPACED.search(text):
            hits = self._in_unspaced.find_matches_as_indexes(text)
            found.extend(self._whole[which][1] for which, _, _ in hits)
        return found

    def _spaced(self, text: str) -> Iterator[Name]:
        written = words(text)
        folded = [bare(word) for word in written]
        # A topic may hold a name ("Kestrian units"), which must be found none the less.
        for forms in (self._forms, self._topics):
            place = 0
            while place < len(written):
                near = forms.get(folded[place][:_KEY], ())
                hit = next((form for form in near if _fits(form, written, folded, place)), None)
                if hit:
                    yield hit.name
                place += len(hit.words) if hit else 1

    def _add(self, form: str, name: Name) -> None:
        parts = words(form)
        if not parts:
            return
        exact = tuple(bare(part) for part in parts)
        acronym = form if form.isupper() and len(parts) == 1 and len(form) <= _ACRONYM else ""
        cut = exact if acronym else tuple(_cut(word) for word in exact)
        capital = form[0].isupper() and not (name.kind == "country" and _cyrillic(exact[0]))
        made = _Form(cut, exact, acronym, capital, name)
        near = (self._topics if name.kind == "topic" else self._forms)[cut[0][:_KEY]]
        if made not in near:
            near.append(made)

    def _name(self, term: Term) -> Name:
        if term.kind == "country":
            country = self._countries.get(term.country, f"country:{term.en}")
            return Name(country, "country", term.en, country, country == self._own)
        country = self._countries.get(term.country, f"country:{term.country}")
        country = country if term.country else ""
        return Name(f"{term.kind}:{term.en}", term.kind, term.en, country, country == self._own)


def _fits(form: _Form, written: list[str], folded: list[str], place: int) -> bool:
    if form.acronym:
        return written[place].startswith(form.acronym) and (
            folded[place] == form.exact[0] or not written[place].isupper()
        ) and len(folded[place]) <= len(form.exact[0]) + 2  # fmt: skip
    if place + len(form.words) > len(folded):
        return False
    if form.capital and written[place][0].islower():
        return False
    more = _MORE.get(form.name.kind, 3)
    for cut, exact, word in zip(form.words, form.exact, folded[place:], strict=False):
        if word == exact:
            continue
        if len(cut) < 4 or not word.startswith(cut) or len(word) > len(cut) + more:
            return False
    return True


def _cut(word: str) -> str:
    """What a Cyrillic word keeps through its cases; Latin names only add to their end."""
    if not _cyrillic(word) or len(word) < 5:
        return word
    cut = word
    while len(cut) > max(4, len(word) - 2) and cut[-1] in "аеиоуыэюяьъ":
        cut = cut[:-1]
    return cut


def _cyrillic(word: str) -> bool:
    return "а" <= word[:1] <= "я"


def _country_keys(house: House) -> dict[str, str]:
    """From every way a term's `country` may be given to the key of that country."""
    keys = {house.country: f"country:{house.country_name}"}
    for term in house.terms:
        if term.kind == "country":
            own = term.country == house.country or term.en == house.country_name
            key = f"country:{house.country_name if own else term.en}"
            keys |= {term.country: key} if term.country else {}
            keys[term.en] = key
    return keys


def _other_countries(house: House) -> Iterator[Term]:
    """The world's countries in the desk's languages, where its own terms lack them."""
    known = {term.country for term in house.terms if term.kind == "country"}
    known |= {fold(form) for term in house.terms for form in _forms(term)}
    spoken = [x for x in dict.fromkeys(("en", *house.languages)) if localedata.exists(x)]
    named = {language: Locale(language).territories for language in spoken}
    for code, english in sorted(named["en"].items()):
        forms = tuple(dict.fromkeys(named[language].get(code, english) for language in spoken))
        wanted = len(code) == 2 and code.isalpha() and code not in known
        if wanted and not any(fold(form) in known for form in forms):
            yield Term("country", english, "", aliases=forms[1:], country=code)


def _surnames(terms: Iterable[Term], name_of: Callable[[Term], Name]) -> Iterator[tuple[str, Name]]:
    """Last names by themselves, where only one person of the desk, or one in office, has it."""
    bearers: dict[str, dict[str, Term]] = defaultdict(dict)
    taken = {fold(form) for term in terms if term.kind != "person" for form in _forms(term)}
    written: dict[str, str] = {}
    for term in terms:
        if term.kind != "person":
            continue
        for form in _forms(term):
            parts = form.split()
            if len(parts) > 1 and len(parts[-1]) > 3 and fold(parts[-1]) not in taken:
                bearers[fold(parts[-1])][term.en] = term
                written.setdefault(fold(parts[-1]), parts[-1])
    for surname, by_name in sorted(bearers.items()):
        in_office = [term for term in by_name.values() if term.office and not term.until]
        likely = list(by_name.values()) if len(by_name) == 1 else in_office
        if len(likely) == 1:
            yield written[surname], name_of(likely[0])


def _forms(term: Term) -> tuple[str, ...]:
    return (term.en, *term.aliases)


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

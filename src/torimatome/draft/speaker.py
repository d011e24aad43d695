"""All the Japanese a desk knows: its terms and frames, then the general ones shipped here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec
from babel import Locale

from torimatome.draft.terms import Termbase
from torimatome.model import Frame, House, Term
from torimatome.text.folding import fold, stem_possessive
from torimatome.text.names import Names
from torimatome.text.people import Person, people
from torimatome.text.yamls import read_yaml


@dataclass(frozen=True)
class _Defaults:
    frames: tuple[Frame, ...]
    words: dict[str, str]
    offices: dict[str, str]
    organisations: dict[str, str]
    counted: dict[str, str]
    demonyms: dict[str, str]
    countries_ja: dict[str, str]


@dataclass(frozen=True)
class _More:
    """The second list of general words."""

    words: dict[str, str]
    offices: dict[str, str]
    organisations: dict[str, str]
    counted: dict[str, str]
    places: dict[str, str]
    lands: dict[str, str]


@dataclass(frozen=True)
class Country:
    """A country as headlines name it."""

    code: str  # as the desk's terms and outlets use it
    en: str
    ja: str


@dataclass(frozen=True)
class Office:
    """An office as headlines name it."""

    en: str  # as persons' terms name the office they hold
    ja: str


class Speaker:
    """What can be said in Japanese on one desk."""

    def __init__(self, house: House) -> None:
        defaults = _defaults()
        self.house = house
        self.termbase = Termbase(house.terms)
        self.frames: tuple[tuple[Frame, re.Pattern[str]], ...] = tuple(
            (frame, re.compile(frame.english)) for frame in (*house.frames, *defaults.frames)
        )
        self.counted: Mapping[str, str] = defaults.counted
        self._words = {fold(en): ja for en, ja in defaults.words.items()}
        self._organisations = {fold(en): ja for en, ja in defaults.organisations.items()}
        self._offices = {fold(en): ja for en, ja in defaults.offices.items()}
        self._long = {fold(short): en for en, short in reversed(house.style.offices.items())}
        self._world = _world(defaults)
        self._places = _places()
        self._codes = {
            code: Country(code, t.en, t.ja)
            for t in reversed(house.terms)
            if t.kind == "country"
            for code in (t.en, t.country)
            if code
        }

    def country(self, words: str) -> Country | None:
        """The country that `words` name or whose adjective they are."""
        bare = stem_possessive(words.strip())
        term = self.termbase.get(bare, ("country",))
        if term is not None and len(term.ja) == 1:
            # 露, 米 and 仏 stand only before a title; a country by itself is written out.
            code = f"={term.country.lower()}"
            return self._world.get(code) or self._world.get(fold(term.en))
        if term is not None:
            return Country(term.country or term.en, term.en, term.ja) if term.ja else None
        if self.termbase.get(bare) is not None:
            return None
        return self._world.get(fold(bare))

    def country_by_code(self, code: str) -> Country | None:
        """The country that terms and outlets call `code`."""
        return self._codes.get(code) or self._world.get(f"={code.lower()}")

    def country_name(self, code: str) -> str:
        """The English name for a country's code; the code itself when nobody says."""
        found = self.country_by_code(code)
        return found.en if found else code

    def is_home(self, code: str) -> bool:
        """Whether `code` is the country this desk watches."""
        return fold(code) in {fold(self.house.country), fold(self.house.country_name)}

    def office(self, words: str, many: bool = False) -> Office | None:
        """The office `words` name, abbreviated or in full; with `many`, in the plural."""
        bare = re.sub(r"s$", "", words.strip()) if many else words.strip()
        for form in (bare, self._long.get(fold(bare), "")):
            term = self.termbase.get(form, ("office",)) if form else None
            if term is not None and term.ja:
                return Office(term.en, term.ja)
        if fold(bare) in self._offices:
            return Office(self._long.get(fold(bare), bare), self._offices[fold(bare)])
        return None

    def organisation(self, words: str) -> str:
        """The Japanese name of a body; "" when it is not known."""
        for form in (words, self._long.get(fold(words), "")):
            term = self.termbase.get(form, ("organisation",)) if form else None
            if term is not None:
                return _by_initials(form, term) or term.ja
        return self._organisations.get(fold(words), "")

    def land(self, words: str) -> bool:
        """Whether `words` name a country or a place."""
        bare = re.sub(r"^(?:the|The)\s+", "", words.strip())
        return self.country(bare) is not None or bool(self.place(bare))

    def place(self, words: str) -> str:
        """The Japanese name of a place, the desk's or one of the world's; "" when not known."""
        term = self.termbase.get(words, ("place",))
        if term is not None:
            return term.ja
        written = words[:1].isupper() and self.termbase.get(words) is None
        return self._places.get(fold(words), "") if written else ""

    def body(self, words: str) -> bool:
        """Whether `words` name a body."""
        return bool(self.organisation(re.sub(r"^(?:the|an?)\s+", "", words.strip())))

    def word(self, words: str) -> str:
        """The Japanese of a term of any kind but person; "" when it is not known."""
        for form in (words, stem_possessive(words), re.sub(r"s$", "", words)):
            term = self._not_person(form)
            if term is not None and term.kind == "country" and (land := self.country(form)):
                return land.ja
            if term is not None:
                return _by_initials(form, term) or term.ja
        for form in (words, re.sub(r"s$", "", words)):
            # "Report" in capitals is somebody's name, not a report.
            plain = form[:1].islower() or " " in form
            found = self._words.get(fold(form)) if plain else ""
            found = found or self._organisations.get(fold(form))
            if found:
                return found
        country = self.country(words)
        if country:
            return country.ja
        place = self.place(words)
        if place:
            return place
        office = self.office(words)
        return office.ja if office else ""

    def persons(self, name: str) -> tuple[Term, ...]:
        """Everyone in the termbase this name may mean."""
        bare = stem_possessive(name.strip())
        named = tuple(t for t in self.termbase.all(bare) if t.kind == "person")
        return named or (self.termbase.surname(bare) if " " not in bare else ())

    def person_told(self, name: str, text: str) -> Person | None:
        """The person `text` itself gives this full name an office by; None when it does not."""
        found = people(text, self.names) if name in text else ()
        return next((p for p in found if p.name == name and p.told == "office pattern"), None)

    @cached_property
    def names(self) -> Names:
        """Every name the desk and the world's countries have, made at the first use."""
        return Names(self.house)

    def _not_person(self, form: str) -> Term | None:
        return next((t for t in self.termbase.all(form) if t.kind != "person" and t.ja), None)


def _by_initials(form: str, term: Term) -> str:
    """International bodies go by their initials where the English headline does: OTS, ICRC."""
    initials = form.isascii() and form.isupper() and 2 <= len(form) <= 6 and not term.country
    own = initials and term.kind == "organisation" and "Ministry" not in term.en
    return form if own else ""


@lru_cache(maxsize=1)
def _defaults() -> _Defaults:
    first = msgspec.convert(_read("frames_default.yaml"), _Defaults)
    more = _more()
    return replace(
        first,
        words=more.words | first.words,
        offices=more.offices | first.offices,
        organisations=more.organisations | first.organisations,
        counted=more.counted | first.counted,
        demonyms=more.lands | first.demonyms,
    )


@lru_cache(maxsize=1)
def _more() -> _More:
    return msgspec.convert(_read("words_default.yaml"), _More)


def _read(name: str) -> object:
    return read_yaml(Path(__file__).with_name(name))


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    """Cities by the Unicode CLDR, which names one a time zone, and what the list adds."""
    english, japanese = Locale.parse("en").time_zones, Locale.parse("ja").time_zones
    found: dict[str, str] = {}
    for zone, named in sorted(japanese.items()):
        city = english.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
        if "city" in named and "," not in city and zone.count("/") == 1:
            found.setdefault(fold(city), named["city"])
    return found | {fold(en): ja for en, ja in _more().places.items()}


def _world(defaults: _Defaults) -> dict[str, Country]:
    english, japanese = Locale.parse("en").territories, Locale.parse("ja").territories
    found: dict[str, Country] = {}
    for code in sorted(english):
        if not (code.isalpha() and len(code) == 2 and code in japanese):
            continue
        country = Country(code, english[code], defaults.countries_ja.get(code, japanese[code]))
        found[fold(english[code])] = country
        found[f"={code.lower()}"] = country
    for called in defaults.demonyms.items():
        found[fold(called[0])] = found[f"={called[1].lower()}"]
    return found

"""The one look-up of names: every form of every term of a house, in any script and case ending.

`Names(house).find(text)` gives what stands where; people that no term names are in `people`.
Making a Names takes some tenths of a second, finding about 0.05 ms for 1,000 letters: measure
again with bench/names.py.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from torimatome.model import House, Term
from torimatome.text import countries, offices
from torimatome.text.folding import flat
from torimatome.text.name_forms import Forms, Name, Value
from torimatome.text.name_key import person_key
from torimatome.text.scan import UNSPACED, Hit, Scan

__all__ = ["Found", "Name", "Names", "Reading"]


@dataclass(frozen=True, slots=True)
class Found:
    """A name where it stands: `text[start:end]`, case endings included."""

    name: Name
    start: int
    end: int
    words: int = 1  # of the form


@dataclass(frozen=True)
class Reading:
    """All that one pass over a text finds."""

    names: tuple[Found, ...]  # left to right; topics after all others
    offices: tuple[Hit[offices.Mark], ...]  # office words of any language, left to right


class Names:
    """Every form of every term of a house and of the world's countries, ready to be looked up."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._keys = _country_keys(house)
        self.own = self._keys.get(house.country, f"country:{house.country_name}")
        self._by_key: dict[str, Name] = {}
        self._weighed: list[tuple[str, Name]] = []
        forms = Forms()
        known = self._add_terms(house, forms)
        self._add_world(house, known, forms)
        for term in house.terms:
            if term.kind == "office":
                for written in (term.en, term.short_en, *term.aliases):
                    if written:
                        forms.add_mark(written, offices.mark(term.en))
        for written, mark in offices.forms():
            forms.add_mark(written, mark)
        self._by_sound, self._by_surname = _by_sounds(self._by_key.values())
        self._scan: Scan[Value] = Scan(forms.spaced, forms.whole)

    def find(self, text: str) -> list[Found]:
        """The names `text` holds, once for each time they stand.

        Left to right, the longest form first, none overlapping; topics come after all others and
        may hold names. Linear in the length of `text`.
        """
        return [
            Found(hit.value, hit.start, hit.end, hit.words)
            for hit in self._scan.find(text)
            if isinstance(hit.value, Name)
        ]

    def read(self, text: str) -> Reading:
        """Names and office words in one pass."""
        marks = []
        names = []
        for hit in self._scan.find(text):
            if isinstance(hit.value, Name):
                names.append(Found(hit.value, hit.start, hit.end, hit.words))
            elif hit.value.office:
                marks.append(Hit(hit.start, hit.end, hit.value, hit.layer, hit.words))
        return Reading(tuple(names), tuple(marks))

    def person_by_sound(self, key: str) -> Name | None:
        """The person whose full name sounds like a `person_key`; None when none or several do."""
        found = self._by_sound.get(key, ())
        return found[0] if len(found) == 1 else None

    def persons_by_surname(self, key: str) -> tuple[Name, ...]:
        """Persons whose last name sounds like a `person_key` without given name."""
        return self._by_surname.get(key, ())

    def named(self, key: str) -> Name | None:
        """The Name a key stands for; None when no term or country has it."""
        return self._by_key.get(key)

    def weighed(self) -> tuple[tuple[str, Name], ...]:
        """The written forms whose words are common on this desk, each with its name."""
        return tuple(self._weighed)

    def _named(self, term: Term) -> Name:
        if term.kind == "country":
            key = self._keys.get(term.country, f"country:{term.en}")
            return Name(key, "country", term.en, key, key == self.own, term.ja)
        country = self._keys.get(term.country, f"country:{term.country}") if term.country else ""
        key = f"{term.kind}:{term.en}"
        return Name(key, term.kind, term.en, country, country == self.own, term.ja, term.office)

    def _add_terms(self, house: House, forms: Forms) -> dict[str, Name]:
        """The house's terms; returns which name each folded form stands for."""
        known: dict[str, Name] = {}
        for term in house.terms:
            name = self._named(term)
            self._by_key.setdefault(name.key, name)
            for written in dict.fromkeys((term.en, *term.aliases)):
                known.setdefault(flat(written), name)
                forms.add(written, name)
                self._weighed.append((written, name))
            if term.kind != "topic" and UNSPACED.search(term.ja):
                forms.add(term.ja, name)
        for surname, term in _surnames(house.terms):
            forms.add(surname, self._named(term))
            self._weighed.append((surname, self._named(term)))
        return known

    def _add_world(self, house: House, known: dict[str, Name], forms: Forms) -> None:
        """Countries by all their names; those the desk has a term for keep its key."""
        taken = {term.country for term in house.terms if term.kind == "country"}
        by_code: dict[str, list[countries.Called]] = defaultdict(list)
        for called in (*countries.called(), *countries.called_in(house.languages)):
            by_code[called.code].append(called)
        spoken = {"en", *house.languages}
        for code, row in sorted(by_code.items()):
            same = (known.get(flat(called.form)) for called in row)
            name = next((x for x in same if x and x.kind == "country"), None)
            if name is None:
                if code in taken or any(flat(c.form) in known for c in row if c.language):
                    continue
                key = f"country:{row[0].form}"
                name = Name(key, "country", row[0].form, key, key == self.own)
                self._weighed += [(c.form, name) for c in row if c.language in spoken]
            self._by_key.setdefault(name.key, name)
            for called in row:
                if flat(called.form) not in known:
                    forms.add_called(called, name)


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


def _by_sounds(
    names: Iterable[Name],
) -> tuple[dict[str, tuple[Name, ...]], dict[str, tuple[Name, ...]]]:
    """Persons by the sound of their full and of their last name."""
    full: dict[str, tuple[Name, ...]] = {}
    last: dict[str, tuple[Name, ...]] = {}
    for name in names:
        words = name.en.split()
        if name.kind == "person" and len(words) > 1:
            for row, key in (
                (full, person_key(words[0], words[-1])),
                (last, person_key("", words[-1])),
            ):
                row[key] = (*row.get(key, ()), name)
    return full, last


def _surnames(terms: Iterable[Term]) -> Iterator[tuple[str, Term]]:
    """Last names by themselves, where only one person of the desk, or one in office, has it."""
    bearers: dict[str, dict[str, Term]] = defaultdict(dict)
    taken = {flat(form) for t in terms if t.kind != "person" for form in (t.en, *t.aliases)}
    written: dict[str, str] = {}
    for term in terms:
        if term.kind != "person":
            continue
        for form in (term.en, *term.aliases):
            parts = form.split()
            if len(parts) > 1 and len(parts[-1]) > 3 and flat(parts[-1]) not in taken:
                bearers[flat(parts[-1])][term.en] = term
                written.setdefault(flat(parts[-1]), parts[-1])
    for surname, by_name in sorted(bearers.items()):
        in_office = [term for term in by_name.values() if term.office and not term.until]
        likely = list(by_name.values()) if len(by_name) == 1 else in_office
        if len(likely) == 1:
            yield written[surname], likely[0]

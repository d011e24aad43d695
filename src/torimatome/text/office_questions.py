"""A name met with a new office, an office met with a new name: asked of a person, never assumed."""

from collections.abc import Iterable
from dataclasses import dataclass

from torimatome.model import Term
from torimatome.text import offices
from torimatome.text.names import Name, Names
from torimatome.text.people import OfficeSeen, Person


@dataclass(frozen=True)
class OfficeQuestion:
    """Does this person hold this office now? `text[start:end]` is where it was seen."""

    kind: str  # "new office" (of a known person) | "new holder" (of a known office)
    key: str  # Person.key
    name: str  # as the term has it, else as written
    office: str  # English, as seen
    country: str  # key of the country the office is of
    known: tuple[str, ...]  # offices the terms give the person, or those who hold the office
    day: str  # ISO day of the article; "" = unknown
    start: int
    end: int

    @property
    def words(self) -> str:
        """The question as an editor reads it."""
        land = self.country.partition(":")[2]
        seen = f"{land} {self.office}".strip()
        known = ", ".join(self.known)
        if self.kind == "new office":
            held = f"the terms say {known}" if known else "the terms give no office"
            return f"{self.name} is called {seen}; {held}. Has the office changed?"
        return f"{seen} is said of {self.name}; the terms say {known}. Is there a new holder?"


def office_questions(
    persons: Iterable[Person], names: Names, day: str = ""
) -> tuple[OfficeQuestion, ...]:
    """What the offices beside names in an article of `day` (ISO) ask of the desk's terms.

    Former offices, ranks and offices many hold at once (deputies of a parliament, ambassadors)
    ask nothing, nor does an office of a country the terms know nobody of.
    """
    found: dict[tuple[str, str, str], OfficeQuestion] = {}
    for person in persons:
        for seen in person.seen:
            if seen.former or seen.rank or seen.office in offices.LOOSE:
                continue
            asked = _of_known(person, seen, names, day) or _of_office(person, seen, names, day)
            if asked is not None:
                found.setdefault((asked.key, asked.office, asked.kind), asked)
    return tuple(found.values())


def _of_known(person: Person, seen: OfficeSeen, names: Names, day: str) -> OfficeQuestion | None:
    rows = [t for t in names.house.terms if t.kind == "person" and f"person:{t.en}" == person.key]
    if not rows or (seen.country and person.country and seen.country != person.country):
        return None
    held = [t.office for t in rows if t.office and _holds(t, day)]
    if any(offices.same(office, seen.office) for office in held):
        return None
    return _question("new office", person, seen, (tuple(dict.fromkeys(held)), day))


def _of_office(person: Person, seen: OfficeSeen, names: Names, day: str) -> OfficeQuestion | None:
    if person.key in {f"person:{t.en}" for t in names.house.terms if t.kind == "person"}:
        return None
    country = seen.country or person.country
    holders = [name.en for name in holders_of(seen.office, country, names, day)]
    if not country or not holders:
        return None
    return _question("new holder", person, seen, (tuple(holders), day))


def holders_of(office: str, country: str, names: Names, day: str = "") -> tuple[Name, ...]:
    """Who holds `office` of the country with the key `country` on `day`; "" = now."""
    found = []
    for term in names.house.terms:
        if term.kind == "person" and term.office and _holds(term, day):
            name = names.named(f"person:{term.en}")
            if name and name.country == country and offices.same(term.office, office):
                found.append(name)
    return tuple(dict.fromkeys(found))


def _holds(term: Term, day: str) -> bool:
    if not day:
        return not term.until
    return (term.since or "0") <= day and (not term.until or day <= term.until)


def _question(
    kind: str, person: Person, seen: OfficeSeen, told: tuple[tuple[str, ...], str]
) -> OfficeQuestion:
    known, day = told
    country = seen.country or person.country
    return OfficeQuestion(
        kind, person.key, person.name, seen.office, country, known, day, seen.start, seen.end
    )

"""The people a text names: those of the termbase, and those an office beside a name tells.

`people(text, names)` gives each person once, under one key, with every place they are named at.
A last name alone is whoever of the text has it; who shares a last name but not the given name
stays apart. Nothing is guessed of a name that stands without office and that no term has.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from torimatome.text import offices
from torimatome.text.heard_names import heard_names
from torimatome.text.name_key import nominative, other_keys, person_key, sound_key
from torimatome.text.name_parts import Parts, given_before, line_is_titled, name_after, name_before
from torimatome.text.names import Found, Name, Names, Reading
from torimatome.text.office_phrases import OfficeSeen, phrases

__all__ = ["OfficeSeen", "Person", "Spot", "people"]


@dataclass(frozen=True, slots=True)
class Spot:
    """One place a person is named at: `text[start:end]`."""

    start: int
    end: int
    told: str  # "termbase" | "office pattern" | "surname" | "namesake"


@dataclass(frozen=True)
class Person:
    """A person a text names, once for all its mentions."""

    key: str  # "person:Ada Orlisk" of a term; "person:~54.2453" by sound of one no term has
    name: str  # the term's English, else as written where the name is fullest
    given: str  # as written; "" when only a last name stands
    surname: str
    office: str = ""  # English: as the text tells it, else as the term does
    agent: str = ""  # whose kind of agent, after PLOVER: GOV MIL LEG JUD COP SPY DIP IGO PTY …
    country: str = ""  # key of the country, e.g. "country:Georgia"; "" = not told
    spots: tuple[Spot, ...] = ()  # left to right
    told: str = "termbase"  # of the surest spot
    seen: tuple[OfficeSeen, ...] = ()  # the offices that stand beside the name

    @property
    def former(self) -> bool:
        """Whether the text gives an office the person no longer has, and no other."""
        return bool(self.seen) and all(seen.former for seen in self.seen)


@dataclass
class _Anchor:
    parts: Parts
    told: str
    name: Name | None = None  # of a term
    seen: list[OfficeSeen] = field(default_factory=list)
    key: str = ""

    @property
    def country(self) -> str:
        told = next((seen.country for seen in self.seen if seen.country), "")
        return told or (self.name.country if self.name else "")


def people(text: str, names: Names, reading: Reading | None = None) -> tuple[Person, ...]:
    """The persons `text` names, in the order they first stand.

    Pass `names.read(text)` as `reading` where it has been read already. Linear in the length of
    `text` but for texts that name hundreds of persons.
    """
    reading = reading or names.read(text)
    reader = _Reader(text, names, reading)
    reader.read()
    return reader.grouped()


class _Reader:
    def __init__(self, text: str, names: Names, reading: Reading) -> None:
        self._text = text
        self._names = names
        self._reading = reading
        self._azeri = "ə" in text or "Ə" in text
        self._anchors: list[_Anchor] = []
        self._alone: list[_Anchor] = []  # last names that stand alone

    def read(self) -> None:
        for found in self._reading.names:
            if found.name.kind == "person":
                self._take_known(found)
        for parts, name in heard_names(self._text, self._names):
            if self._at(parts) is None:
                self._anchors.append(_Anchor(parts, "termbase", name))
        starts = {found.start for found in self._reading.names if found.name.kind != "person"}
        starts |= {mark.start for mark in self._reading.offices}
        whole = {a.parts.start for a in self._anchors if a.told == "termbase"}
        for phrase in phrases(self._text, self._reading):
            self._take_phrase(phrase, (starts, whole))
        for anchor in self._anchors:
            self._key(anchor)
        for anchor in self._alone:
            self._resolve(anchor)
        self._find_again()

    def grouped(self) -> tuple[Person, ...]:
        """The anchors of one key as one Person."""
        rows: dict[str, list[_Anchor]] = defaultdict(list)
        for anchor in sorted(self._anchors, key=lambda a: a.parts.start):
            rows[anchor.key].append(anchor)
        return tuple(_person(row, self._names) for row in rows.values())

    def _take_known(self, found: Found) -> None:
        written = self._text[found.start : found.end]
        if not found.name.surname:
            parts = Parts.of(written, found.start)
            self._anchors.append(_Anchor(parts, "termbase", found.name))
            return
        given = given_before(self._text, found.start, self._reading)
        if given and not self._is_given(given.surname, found.name):
            if line_is_titled(self._text, found.start):  # "Meets Aliyev" in a headline
                self._alone.append(
                    _Anchor(Parts("", written, found.start, found.end), "surname", found.name)
                )
                return
            parts = Parts(given.surname, written, given.start, found.end)
            self._anchors.append(_Anchor(parts, "namesake"))
            return
        start = given.start if given else found.start
        parts = Parts(given.surname if given else "", written, start, found.end)
        if given:
            self._anchors.append(_Anchor(parts, "termbase", found.name))
        else:
            self._alone.append(_Anchor(parts, "surname", found.name))

    def _is_given(self, word: str, name: Name) -> bool:
        return self._sounds(word) == self._sounds(name.en.split()[0])

    def _sounds(self, word: str) -> str:
        return sound_key(nominative(word, self._azeri))

    def _take_phrase(self, phrase: OfficeSeen, starts: tuple[set[int], set[int]]) -> None:
        titled = line_is_titled(self._text, phrase.start)
        for find in (name_after, name_before):
            parts = find(self._text, phrase, starts, titled)
            if parts is None:
                continue
            if parts.beside and not phrase.country:
                phrase = self._of_house(phrase, parts.start)
            near = self._at(parts)
            if near:
                near.seen.append(phrase)
            elif parts.given:
                self._anchors.append(_Anchor(parts, "office pattern", seen=[phrase]))
            elif find is name_after or parts.beside:
                self._alone.append(_Anchor(parts, "office pattern", seen=[phrase]))
            else:
                continue
            self._take_others(phrase, parts, starts)
            return

    def _take_others(
        self, phrase: OfficeSeen, first: Parts, starts: tuple[set[int], set[int]]
    ) -> None:
        """Who else holds an office said of many: "Presidents Ada Orlisk and Ben Tarr"."""
        if first.start < phrase.end or not _MANY.search(self._text[phrase.start : phrase.end]):
            return
        end = first.end
        while joined := _AND.match(self._text, end):
            held = replace(phrase, start=joined.start(), end=joined.end(), country="")
            parts = name_after(self._text, held, starts, False)
            if parts is None or not parts.given:
                return
            near = self._at(parts)
            if near:
                near.seen.append(held)
            else:
                self._anchors.append(_Anchor(parts, "office pattern", seen=[held]))
            end = parts.end

    def _of_house(self, phrase: OfficeSeen, start: int) -> OfficeSeen:
        """The office with its country: ジョージアのオルリスク外相, ジョージア外務省の…報道官."""
        ends = {f.end: f.name.country for f in self._reading.names if f.name.kind == "country"}
        house = _HOUSE_JA.search(self._text, max(0, start - 12), start)
        foreign = house and house[1] == "外務省" and phrase.office == "spokesperson"
        office = "Foreign Ministry spokesperson" if foreign else phrase.office
        return replace(
            phrase, office=office, country=ends.get(house.start() if house else start, "")
        )

    def _at(self, parts: Parts) -> _Anchor | None:
        """The anchor that already stands where `parts` were found."""
        for anchor in (*self._anchors, *self._alone):
            if anchor.parts.start < parts.end and parts.start < anchor.parts.end:
                longer = len(parts.given) > 1 and not anchor.parts.given
                if longer and anchor.name and not self._is_given(parts.given, anchor.name):
                    return None
                return anchor
        return None

    def _key(self, anchor: _Anchor) -> None:
        if anchor.name is not None:
            anchor.key = anchor.name.key
            return
        sounds = person_key(anchor.parts.given, anchor.parts.surname, self._azeri)
        further = other_keys(anchor.parts.given, anchor.parts.surname)
        every = (self._names.person_by_sound(key) for key in (sounds, *further))
        known = next(filter(None, every), None)
        if known and (not anchor.country or not known.country or anchor.country == known.country):
            anchor.name = known
            anchor.key = known.key
            return
        anchor.key = sounds
        for other in self._anchors:
            if other is anchor:
                break
            if other.key == sounds and _conflict(other.country, anchor.country):
                anchor.key = f"{sounds}@{anchor.country.partition(':')[2]}"

    def _resolve(self, anchor: _Anchor) -> None:
        """Whose last name it is: of whom the text names in full, else of the term."""
        heard = self._surname_sounds(anchor.parts.surname)
        near = [
            other
            for other in self._anchors
            if other.parts.given
            and self._surname_sounds(other.parts.surname) == heard
            and not _conflict(other.country if anchor.seen else "", anchor.country)
            and not _offices_part(other, anchor)
        ]
        same = [other for other in near if _offices_meet(other, anchor)] or near
        gendered = [
            other for other in same if _ends(other.parts.surname) == _ends(anchor.parts.surname)
        ] or same
        before = [other for other in gendered if other.parts.start < anchor.parts.start]
        chosen = before[-1:] or gendered[:1]
        if chosen:
            anchor.key, anchor.name = chosen[0].key, chosen[0].name
        elif anchor.name is not None:
            anchor.key = anchor.name.key
        else:
            self._key_of_alone(anchor)
        self._anchors.append(anchor)

    def _key_of_alone(self, anchor: _Anchor) -> None:
        """A last name with an office: of the termbase's people, the one who can be meant."""
        heard = person_key("", anchor.parts.surname, self._azeri)
        seen = anchor.seen[0] if anchor.seen else None
        for name in self._names.persons_by_surname(heard):
            office = not name.office or (seen and offices.same(name.office, seen.office))
            if office and not _conflict(name.country, anchor.country):
                anchor.name, anchor.key = name, name.key
                return
        anchor.key = heard

    def _surname_sounds(self, surname: str) -> str:
        return person_key("", surname, self._azeri)

    def _find_again(self) -> None:
        """Later mentions, by last name, of persons that no term names."""
        taken = sorted((a.parts.start, a.parts.end) for a in self._anchors)
        firsts: dict[str, _Anchor] = {}
        for anchor in self._anchors:
            if anchor.name is None and len(anchor.parts.surname) > 3:
                firsts.setdefault(anchor.key, anchor)
        for key, anchor in sorted(firsts.items()):
            for parts in anchor.parts.again(self._text, self._azeri):
                if any(start < parts.end and parts.start < end for start, end in taken):
                    continue
                given = given_before(self._text, parts.start, self._reading)
                if given and anchor.parts.given:
                    if self._sounds(given.surname) != self._sounds(anchor.parts.given):
                        if line_is_titled(self._text, parts.start):
                            self._anchors.append(_Anchor(parts, "surname", key=key))
                        continue
                    parts = Parts(given.surname, parts.surname, given.start, parts.end)
                self._anchors.append(_Anchor(parts, "surname", key=key))
                taken.append((parts.start, parts.end))


def _conflict(one: str, other: str) -> bool:
    return bool(one) and bool(other) and one != other


def _offices_meet(one: _Anchor, other: _Anchor) -> bool:
    held = {seen.office for seen in one.seen} | ({one.name.office} if one.name else set())
    return any(offices.meet(office, seen.office) for office in held - {""} for seen in other.seen)


def _offices_part(one: _Anchor, other: _Anchor) -> bool:
    """Whether both have a firm office and not the same: namesakes, though one is named in short."""
    held = _firm(one) | ({one.name.office} if one.name and one.name.office else set())
    said = _firm(other)
    return bool(held) and bool(said) and not _offices_meet(one, other)


def _firm(anchor: _Anchor) -> set[str]:
    return {seen.office for seen in anchor.seen if seen.office not in offices.LOOSE}


def _ends(surname: str) -> bool:
    """Whether a last name is written as a woman's; case endings blur this, so it only prefers."""
    return surname.lower().endswith(("ova", "eva", "ова", "ева", "ina", "ина", "skaya", "ская"))


_AND = re.compile(r"(?:,|,?\s(?:and|&|и|й|та|і|və|ve))(?=\s)")
_MANY = re.compile(
    r"s$|\b(?:министр|президент|премьер|прем'єр|міністр|лидер|спикер)(?:ы|и|ов|ів|ам|ами)\b"
    r"|(?:nazir|prezident)lər|(?:bakan|başkan)lar",
    re.IGNORECASE,
)
# What stands between a country and a name in Japanese: の, or one of its houses and の.
_HOUSE_JA = re.compile(r"(外務省|国防省|内務省|政府|軍|大統領府|首相府|議会|)の$")
_SUREST = ("termbase", "office pattern", "namesake", "surname")


def _person(row: Sequence[_Anchor], names: Names) -> Person:
    # Of several cases of a name the shortest is most likely the nominative.
    fullest = max(
        row,
        key=lambda a: (
            bool(a.parts.given), a.told != "surname", -len(a.parts.written), -a.parts.start
        ),
    )  # fmt: skip
    name = next((a.name for a in row if a.name), None)
    seen = tuple(sorted({s for a in row for s in a.seen}, key=lambda s: (s.start, s.end)))
    told = _first_office(seen)
    office = told.office if told else (name.office if name else "")
    countries = [s.country for s in seen if s.country]
    country = name.country if name and name.country else next(iter(countries), "")
    spots = {Spot(a.parts.start, a.parts.end, a.told) for a in row}
    return Person(
        key=row[0].key,
        name=name.en if name else fullest.parts.written,
        given=fullest.parts.given,
        surname=fullest.parts.surname,
        office=office,
        agent=told.agent if told else (offices.mark(office).agent if office else ""),
        country=country,
        spots=tuple(sorted(spots, key=lambda s: s.start)),
        told=min((a.told for a in row), key=_SUREST.index),
        seen=seen,
    )


def _first_office(seen: Iterable[OfficeSeen]) -> OfficeSeen | None:
    """The most telling office: no rank before an office, no loose one before a firm one."""
    row = sorted(seen, key=lambda s: (s.former, s.office in offices.LOOSE, s.start))
    return row[0] if row else None

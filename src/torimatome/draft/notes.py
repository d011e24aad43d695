"""NOTEs that memory offers: the figure given before, the earlier Item, who held an office."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from torimatome.draft.choose import content_words
from torimatome.draft.cite import date_words
from torimatome.draft.house_style import HouseForm, shorten_offices
from torimatome.draft.memory import CONTINUES, Past, text_of
from torimatome.model import Check, Item, Proposal, Term
from torimatome.text import offices
from torimatome.text.names import Names
from torimatome.text.numbers import Figure, figures
from torimatome.text.office_questions import OfficeQuestion, office_questions
from torimatome.text.people import Person, people
from torimatome.text.sentences import split

# Two sentences count the same thing when they share this much of the shorter one's words: a
# figure of another affair that happens to count people is no earlier figure. Read on the calls,
# mine reports and evacuations of ../shared/gold.
ALIKE = 0.3
# So long after somebody took an office the one before is worth a word.
NEWLY_DAYS = 120
MOST_NOTES = 3
# Spans, shares and ranks say how long and how much of what; alone they are no figure of a report.
_NO_FIGURE = frozenset({"day", "hour", "year", "month", "minute", "week", "times", "%"})


@dataclass(frozen=True)
class Knowledge:
    """What NOTEs are drawn from beside the archive: the desk's form, terms and names."""

    form: HouseForm
    names: Names


def proposals_of(
    item: Item, earlier: Sequence[tuple[Past, str]], knows: Knowledge
) -> tuple[Proposal, ...]:
    """What memory has to add to an Item, the most telling first; a person takes it or not."""
    found: list[Proposal] = []
    for past, kind in earlier:
        counted = list(_figures_before(item, past, knows.form))
        found += counted[:1]
        if kind == CONTINUES and not counted and past is earlier[0][0]:
            found.append(_earlier_item(past, knows.form, _year(item)))
    found += _offices_before(item, [past for past, _ in earlier], knows)
    return tuple(dict.fromkeys(found))[:MOST_NOTES]


def questions_of(item: Item, knows: Knowledge) -> tuple[OfficeQuestion, ...]:
    """Offices the Item's sources give that the desk's terms give otherwise."""
    found: list[OfficeQuestion] = []
    for text, day in _sources(item):
        found += office_questions(people(text, knows.names), knows.names, day)
    return tuple({(q.key, q.office, q.kind): q for q in found}.values())


def office_checks(item: Item, knows: Knowledge) -> tuple[Check, ...]:
    """The questions of `questions_of` as an editor meets them on the Item."""
    return tuple(Check("office", question.words, "low") for question in questions_of(item, knows))


def _figures_before(item: Item, past: Past, form: HouseForm) -> Iterator[Proposal]:
    """The figures a past Item gives for what the Item counts now, where they differ."""
    theirs = [(line, f, _counts(f)) for line in _lines(past.item) for f in figures(line, "en")]
    now = {_counts(f): f.value for line in _lines(item) for f in figures(line, "en")}
    for line in _lines(item):
        for figure in figures(line, "en"):
            what = _counts(figure)
            same = [(old, f) for old, f, key in theirs if key == what and _alike(line, old)]
            if not what or not same or any(f.value == now[what] for _, f in same):
                continue
            old, before = same[0]
            gave = f"{_outlets(past)} gave {_written(old, before)}"
            text = f"In the report of {_day(past, form, _year(item))}, {gave}."
            now_words = line[figure.start : figure.end].strip()
            why = f"The figure now is {now_words}. The earlier sentence: “{old}”"
            yield _made(text, why, past)


def _counts(figure: Figure) -> str:
    """What a figure counts, alike in two reports; "" = it cannot be compared."""
    if figure.unit in _NO_FIGURE:
        return ""
    if figure.fate and figure.unit in {"person", ""}:
        return figure.fate
    return next(iter(content_words(figure.noun)), "") or figure.unit


def _alike(line: str, other: str) -> bool:
    one, two = content_words(line), content_words(other)
    return len(one & two) >= ALIKE * max(1, min(len(one), len(two)))


def _written(line: str, figure: Figure) -> str:
    """The figure as the earlier sentence has it, with its noun and its "over" or "about"."""
    about = re.search(
        r"(?:over|more than|about|at least|some|nearly|almost|up to|less than|fewer than)\s+$",
        line[: figure.start],
        re.IGNORECASE,
    )
    start = about.start() if about else figure.start
    end = figure.end
    if figure.noun and (noun := re.compile(re.escape(figure.noun), re.I).search(line, end - 1)):
        end = max(end, noun.end()) if noun.start() - end < 40 else end
    words = line[start:end].strip()
    fate = figure.fate if figure.fate and figure.fate not in words else ""
    return f"{words[:1].lower()}{words[1:]} {fate}".strip()


def _earlier_item(past: Past, form: HouseForm, year: str) -> Proposal:
    headline = past.item.headline_en.rstrip(" ,.;:")
    text = f"On this, see “{headline}” ({_day(past, form, year)}, {_outlets(past)})."
    return _made(text, f"Issue {past.issue} told of the same matter", past)


def _offices_before(item: Item, pasts: Sequence[Past], knows: Knowledge) -> list[Proposal]:
    """Who held an office before the one the Item names with it, by the termbase or by a past Item.

    A newcomer the termbase does not know is asked about as well, see `office_checks`.
    """
    found = []
    for text, day in _sources(item):
        named = people(text, knows.names)
        for person in named:
            found += [
                _former(person, term, knows, day[:4]) for term in _predecessors(person, day, knows)
            ]
            found += _in_past_items(person, pasts, knows, day[:4])
        for question in office_questions(named, knows.names, day):
            if question.kind == "new holder":
                found.append(_holder(question, knows))
    return found


def _sources(item: Item) -> list[tuple[str, str]]:
    """The words the Item rests on, by their page, and the page's day."""
    quotes: dict[tuple[str, str], list[str]] = {}
    for block in item.blocks:
        for sentence in block.sentences:
            for p in sentence.passages:
                quotes.setdefault((p.article, p.published), []).append(p.quote)
    return [(" ".join(dict.fromkeys(words)), key[1]) for key, words in quotes.items()]


def _predecessors(person: Person, day: str, knows: Knowledge) -> list[Term]:
    terms = [t for t in knows.names.house.terms if t.kind == "person"]
    own = [t for t in terms if f"person:{t.en}" == person.key and t.office and t.since]
    found = []
    for term in own:
        if not _newly(term.since, day):
            continue
        before = [
            t
            for t in terms
            if t.until
            and t.until <= term.since
            and t.en != term.en
            and t.country == term.country
            and offices.same(t.office, term.office)
        ]
        found += sorted(before, key=lambda t: (t.until, t.en))[-1:]
    return found


def _newly(since: str, day: str) -> bool:
    if not day or since > day:
        return False
    return (date.fromisoformat(day) - date.fromisoformat(since)).days <= NEWLY_DAYS


def _former(person: Person, term: Term, knows: Knowledge, year: str) -> Proposal:
    until = _words_of(term.until, knows.form, year)
    office = shorten_offices(_of(term.office, term.country, knows), knows.form.style)
    text = f"Until {until}, {term.en} was {office}."
    why = f"{person.name} holds the office now; the terms give {term.en} until {term.until}"
    return _proposal(text, why, "termbase", "")


def _holder(question: OfficeQuestion, knows: Knowledge) -> Proposal:
    land = question.country.partition(":")[2]
    home = land == knows.names.house.country_name
    office = question.office if home else f"{question.office} of {land}"
    known = " and ".join(question.known)
    text = f"Before {question.name}, {known} was {shorten_offices(office, knows.form.style)}."
    return _proposal(text, question.words, "termbase", "")


def _in_past_items(
    person: Person, pasts: Sequence[Past], knows: Knowledge, year: str
) -> list[Proposal]:
    """A past Item that names somebody else with the office this person has here."""
    asked = [
        seen
        for seen in person.seen
        if not seen.former and not seen.rank and seen.office not in offices.LOOSE
    ]
    if not asked:
        return []
    found = []
    for past in pasts:
        for other in people(text_of(past.item), knows.names):
            held = next((s for s in other.seen if not s.former), None)
            if (
                held is None
                or other.key == person.key
                or not _same_office(
                    (person, asked[0].office, asked[0].country), (other, held.office, held.country)
                )
            ):
                continue
            office = shorten_offices(asked[0].office, knows.form.style)
            day = _day(past, knows.form, year)
            text = f"In the report of {day}, {office} was {other.name}."
            found.append(_made(text, f"{person.name} is called {office} now", past))
    return found


def _same_office(one: tuple[Person, str, str], other: tuple[Person, str, str]) -> bool:
    lands = [land or person.country for person, _, land in (one, other)]
    alike = person_differs(one[0].name, other[0].name) and offices.same(one[1], other[1])
    return alike and bool(lands[0]) and lands[0] == lands[1]


def person_differs(one: str, other: str) -> bool:
    """Whether two names are of two people: their last words differ."""
    return one.split()[-1:] != other.split()[-1:]


def _of(office: str, country: str, knows: Knowledge) -> str:
    house = knows.names.house
    if not country or country == house.country:
        return office
    land = next((t.en for t in house.terms if t.kind == "country" and t.country == country), "")
    return f"{office} of {land}" if land else office


def _lines(item: Item) -> list[str]:
    found = []
    for block in item.blocks:
        if block.type in {"note", "subheading"} or block.language != "en":
            continue
        if block.bullets is not None:
            found += list(block.bullets)
        elif block.text:
            found += [block.text[s.start : s.end] for s in split(block.text, "en")]
    return found


def _outlets(past: Past) -> str:
    return ", ".join(past.item.citations[0].outlets) if past.item.citations else "the issue"


def _year(item: Item) -> str:
    return item.citations[0].date_end[:4] if item.citations else ""


def _day(past: Past, form: HouseForm, year: str) -> str:
    cited = past.item.citations
    return _words_of(cited[0].date_end if cited else past.end, form, year)


def _words_of(day: str, form: HouseForm, year: str) -> str:
    """A day in house form; with its year where it is not `year`."""
    try:
        told = date.fromisoformat(day)
    except ValueError:
        return day
    words = form.day_pattern.format(month=form.style.months[told.month - 1], day=told.day)
    return words if day[:4] == year else f"{words}, {day[:4]}"


def _made(text: str, why: str, past: Past) -> Proposal:
    cited = past.item.citations[0].raw if past.item.citations else ""
    days = f"{date_words(past.start, past.end, '%d.%m.%Y')}"
    source = f"issue {past.issue} ({days}), {cited}".rstrip(", ")
    return _proposal(text, why, source, f"{past.issue}/{past.item.id}")


def _proposal(text: str, why: str, source: str, link: str) -> Proposal:
    key = sha256(f"{text}\x1f{source}".encode()).hexdigest()[:16]
    return Proposal(id=key, text=text, why=why, source=source, link=link)

"""Who held which office when, by the desk's terms, as rows with bars. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from torimatome.model import Term

WIDTH = 200  # of a bar's row, in its own units


@dataclass(frozen=True)
class Holder:
    """One who held an office, and the stretch of the bar."""

    term: Term
    x: int
    width: int
    now: bool


@dataclass(frozen=True)
class Held:
    """An office of a country and its holders, the latest first."""

    office: str
    ja: str
    country: str
    holders: tuple[Holder, ...]
    odd: str  # a word of words.yaml for what cannot be: "two_at_once"; "" = nothing
    text: str  # what it is found by, folded


def offices_of(terms: Sequence[Term], today: date) -> tuple[Held, ...]:
    """Every office a person's term names, by country and office."""
    ja = {term.en: term.ja for term in terms if term.kind == "office"}
    rows: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in terms:
        if term.kind == "person" and term.office:
            rows[(term.country, term.office)].append(term)
    return tuple(
        _held(country, office, ja.get(office, ""), holders, today)
        for (country, office), holders in sorted(rows.items())
    )


def _held(country: str, office: str, ja: str, holders: Iterable[Term], today: date) -> Held:
    row = sorted(holders, key=lambda t: (t.since or "0000", t.until or "9999", t.en), reverse=True)
    first = min((_day(t.since) for t in row if t.since), default=today.toordinal() - 365)
    first = min([first, *(_day(t.until) - 365 for t in row if t.until and not t.since)])
    span = max(today.toordinal() - first, 1)
    drawn = []
    for term in row:
        begin = _day(term.since) if term.since else first
        end = min(_day(term.until) if term.until else today.toordinal(), today.toordinal())
        x = round(WIDTH * (begin - first) / span)
        width = max(3, round(WIDTH * (end - begin) / span))
        drawn.append(Holder(term, min(max(x, 0), WIDTH - 3), width, not term.until))
    current = [t for t in row if not t.until and t.since]
    words = [office, ja, country, *(f"{t.en}\n{t.ja}" for t in row)]
    odd = "two_at_once" if len(current) > 1 else ""
    return Held(office, ja, country, tuple(drawn), odd, "\n".join(words).casefold())


def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()

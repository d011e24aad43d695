"""Reports that speak for different states, or contradict each other, are kept apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from torimatome.draft.cite import outlet_of
from torimatome.model import Article, House, Outlet
from torimatome.text.folding import fold
from torimatome.text.numbers import figures
from torimatome.text.sentences import split

_BODY = re.compile(r"\b(?:Ministry|MFA|MOD|Embassy|Office of the President)\b")
INDEPENDENT = "Independent report"
# Spans of time and shares say how long and how much, not how many were hit.
_UNITS = frozenset({"day", "hour", "year", "month", "minute", "week", "%", "times"})
_FATES = frozenset({"killed", "wounded", "detained", "missing", "evacuated", "released"})


@dataclass(frozen=True)
class Side:
    """One state's, or the independent press's, reports of an event."""

    state: str  # Outlet.official, or "" for the independent press
    articles: tuple[Article, ...]


def sides(articles: Sequence[Article], house: House) -> tuple[Side, ...]:
    """Two or more sides when the reports have to stand apart; () when they tell one story.

    Reports of outlets that speak for different states always stand apart. Reports of one
    state's outlets and of the independent press do so when they count the same thing
    differently. A report that takes no side is then left to the caller.
    """
    spoken: dict[str, list[Article]] = {}
    free: list[Article] = []
    for article in articles:
        outlet = outlet_of(article, house.outlets)
        if outlet is not None and outlet.official:
            spoken.setdefault(outlet.official, []).append(article)
        else:
            free.append(article)
    if len(spoken) >= 2:
        home_first = sorted(spoken, key=lambda state: (not _is_home(state, house), state))
        free = [a for a in free if a.language == "en"]
        apart = tuple(Side(s, tuple(spoken[s])) for s in home_first)
        return (*apart, Side("", tuple(free))) if free else apart
    if len(spoken) == 1 and free:
        ((state, official),) = spoken.items()
        against = [a for a in free if any(contradict(a, o) for o in official)]
        if against:
            return (Side(state, tuple(official)), Side("", tuple(against)))
    return ()


def contradict(left: Article, right: Article) -> bool:
    """Whether two reports count the same thing differently: three wounded, five wounded."""
    return bool(differing([left, right]))


def differing(articles: Sequence[Article]) -> list[str]:
    """What reports of one event count differently: "citizen: 1146, 1164", "wounded: 3, 5".

    The killed, wounded and detained compare across languages; other things among English reports.
    """
    counted: dict[str, list[set[str]]] = {}
    for article in articles:
        for noun, numbers in _counts(article).items():
            counted.setdefault(noun, []).append(numbers)
    found = []
    for noun, given in sorted(counted.items()):
        if any(a.isdisjoint(b) for n, a in enumerate(given) for b in given[n + 1 :]):
            every = sorted(set().union(*given), key=lambda n: (len(n), n))
            found.append(f"{noun}: {', '.join(every)}")
    return found


def _counts(article: Article) -> dict[str, set[str]]:
    # The first sentences tell the event; later ones bring figures of other days.
    spans = split(article.text, article.language)[:4]
    opening = article.text[: spans[-1].end] if spans else ""
    found: dict[str, set[str]] = {}
    for figure in figures(opening, article.language):
        noun = figure.noun.rstrip("s") if article.language == "en" else ""
        what = figure.kind if figure.kind in _FATES else noun
        if what and figure.unit not in _UNITS:
            found.setdefault(what, set()).add(f"{figure.value:.10g}")
    return found


def _is_home(state: str, house: House) -> bool:
    return fold(state) in {fold(house.country), fold(house.country_name)}


def label(side: Side, lead: Article, house: House) -> str:
    """How the version is headed: the body itself when its own page is the one drafted from
    ("Orvenian MOD"), else the state's version; the independent press by its name."""
    outlet = outlet_of(lead, house.outlets)
    if not side.state:
        return INDEPENDENT
    if outlet and _BODY.search(outlet.name):
        return _body(outlet, house)
    return side_of_state(side.state, house)


def side_of_state(state: str, house: House) -> str:
    """How a state's version is headed when no page of its own is at hand."""
    return state if _BODY.search(state) else f"{_adjective(state, house)} version"


def _body(outlet: Outlet, house: House) -> str:
    short = [s for s in outlet.spellings if " " in s and re.search(r"\b[A-Z]{3,}$", s)]
    if short:
        return min(short, key=lambda s: (-len(s), s))
    for office in sorted(house.style.offices, key=len, reverse=True):
        if office in outlet.name:
            return outlet.name.replace(office, house.style.offices[office])
    return outlet.name


def _adjective(state: str, house: House) -> str:
    """The country's adjective where the termbase has one ("Orvenian"), else its name."""
    for term in house.terms:
        if term.kind == "country" and fold(state) in {fold(term.en), fold(term.country)}:
            return next(
                (a for a in term.aliases if re.fullmatch(r"[A-Z]\w+(?:ian|an|ish|ese|i|ic)", a)),
                term.en,
            )
    return state

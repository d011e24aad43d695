"""The event a report tells: who did what to whom, where, when, how many, according to whom."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from torimatome.model import Actor, Article, Outlet, Story
from torimatome.text.attribution import Origin, origin, speaks_for
from torimatome.text.days_event import EventDay, event_of
from torimatome.text.names import Names
from torimatome.text.numbers import Figure, figures
from torimatome.text.people import people
from torimatome.text.quotes import Quote, Speaker, quotes
from torimatome.understand.actors import Party, read
from torimatome.understand.acts import Act

# Figures are read in the opening, where the event's own stand; later ones are of other days.
# About three sentences of an agency; not tuned.
_FIGURES_WITHIN = 700


@dataclass(frozen=True)
class Said:
    """A quotation, its speaker, and the state the speaker speaks for."""

    quote: Quote
    state: str  # English name; "" = nobody says


@dataclass(frozen=True)
class Event:
    """What one article reports."""

    act: Act | None
    parties: tuple[Party, ...]  # actors and partners, those of the headline first
    place: str  # "" = the report names none
    day: EventDay | None  # None = nothing dates it
    figures: tuple[Figure, ...]  # of headline and opening; places count from the headline's start
    said: tuple[Said, ...]  # in characters of the article's text
    origin: Origin

    @property
    def type(self) -> str:
        """The event type an Item of it carries."""
        return self.act.item if self.act else "other"

    def actors(self, names: Names) -> tuple[Actor, ...]:
        """The parties as an Item lists them, with the Japanese the desk's terms have."""
        return tuple(_actor(party, names) for party in self.parties)


def event(article: Article, names: Names) -> Event:
    """The event `article` reports, from its own words and the desk's terms alone."""
    house = names.house
    outlet = next((o for o in house.outlets if o.id == article.outlet), None)
    report = read(article.title, article.text, article.language, names)
    opening = f"{article.title}\n\n{article.text[:_FIGURES_WITHIN]}"
    place = report.of("place")
    return Event(
        report.act,
        tuple(party for party in report.parties if party.role in {"actor", "partner"}),
        place[0].name if place else "",
        event_of(article),
        tuple(figures(opening, article.language)),
        tuple(_said(article, names, report.parties, outlet)),
        origin(article.text, article.language, outlet, house),
    )


def with_events(
    stories: Sequence[Story],
    articles: Mapping[str, Article],
    names: Names,
    tell: Callable[[Article, Names], Event] = event,
) -> tuple[Story, ...]:
    """The Stories with what their leading reports tell; those left out stay as they are.

    The leading report is the original of the largest origin, one in English where there is one.
    """
    return tuple(
        story if story.left_out or not story.origins else _told(story, articles, (names, tell))
        for story in stories
    )


def _told(
    story: Story,
    articles: Mapping[str, Article],
    by: tuple[Names, Callable[[Article, Names], Event]],
) -> Story:
    names, tell = by
    originals = sorted(
        story.origins, key=lambda row: (articles[row[0]].language != "en", -len(row))
    )
    told = tell(articles[originals[0][0]], names)
    return replace(story, event_type=told.type, event_place=told.place, actors=told.actors(names))


def _said(
    article: Article, names: Names, parties: Sequence[Party], outlet: Outlet | None
) -> list[Said]:
    told = people(article.text, names)
    who = [Speaker(s.start, s.end, person.name) for person in told for s in person.spots]
    shown = {speaker.name for speaker in who}
    who += [
        Speaker(at, at + len(p.name), p.name)
        for p in parties
        if p.mention.kind in {"body", "person"} and p.name not in shown
        for at in _places(article.text, p.name)
    ]
    who += [
        Speaker(at, at + len(last), p.name)
        for p in parties
        if p.mention.kind == "person" and p.name not in shown and " " in p.name
        for last in p.name.split()[-1:]
        for at in _places(article.text, last)
        if len(last) > 3
    ]
    country = {person.name: person.country for person in told}
    country |= {p.name: p.mention.country for p in parties if p.mention.country}
    return [
        Said(quote, speaks_for(country.get(quote.speaker, ""), outlet, names.house))
        for quote in quotes(article.text, article.language, who)
    ]


def _places(text: str, name: str) -> list[int]:
    found, at = [], text.find(name)
    while at >= 0:
        found.append(at)
        at = text.find(name, at + len(name))
    return found


def _actor(party: Party, names: Names) -> Actor:
    mention = party.mention
    name = names.named(mention.key) if mention.key else None
    land = names.named(mention.country) if mention.country else None
    role = mention.office or ("state" if mention.kind == "state" else None)
    return Actor(
        name_en=mention.name,
        name_ja=(name.ja or None) if name else None,
        role=role,
        country=land.en if land else (mention.country.removeprefix("country:") or None),
    )

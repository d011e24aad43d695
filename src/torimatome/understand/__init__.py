"""Step 2, the door: languages told, Judgements kept, Stories worked out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from torimatome.desk import Desk
from torimatome.model import Article, Decision, Judgement, Period, Story
from torimatome.model.act import DROP, Choice
from torimatome.outside.models import EmbeddingModel
from torimatome.outside.models.allowance import GIVEN_UP
from torimatome.text.names import Names
from torimatome.text.program import mark_of
from torimatome.text.reasons import counted
from torimatome.understand.again import Again
from torimatome.understand.bulk import MANY, judge_all
from torimatome.understand.chosen import with_choices
from torimatome.understand.cluster import stories
from torimatome.understand.embed import Known, known
from torimatome.understand.event import Event, event, with_events
from torimatome.understand.filing import decisions_of, file_all
from torimatome.understand.filing.once import Once
from torimatome.understand.judge import open_window
from torimatome.understand.language import tell_language
from torimatome.understand.marks import marks
from torimatome.understand.remembered import Grouped
from torimatome.understand.roundups import left_out, standing_apart
from torimatome.understand.why import explained
from torimatome.understand.window import FARTHEST_DAYS

__all__ = ["Understanding", "understand"]

# Reports of one event trickle in over days; a story that began before the period is seen whole.
DAYS_BEFORE = 3
KIND = "week"  # of what is remembered: weeks understood
PROCESSES = 2  # that judge, where there is much to judge
# Past issues that teach filing, the latest ones: a year of a weekly.
ISSUES = 52


@dataclass(frozen=True)
class Understanding:
    """A period's Articles and the Stories they tell. Worked out anew at each run."""

    period: Period
    articles: dict[str, Article]
    stories: tuple[Story, ...]  # proposed ones first, by section and rank; then those left out
    judgements: tuple[Judgement, ...] = ()  # on its articles, the machine's and people's
    filing: tuple[str, ...] = ()  # the rules, thresholds and features stories were filed by

    def lines(self) -> list[str]:
        """The run in words."""
        proposed = [story for story in self.stories if not story.left_out]
        return [
            f"{counted(len(self.articles), 'article tells', 'articles tell')}"
            f" {counted(len(self.stories), 'story', 'stories')};"
            f" {len(proposed)} proposed, {len(self.stories) - len(proposed)} left out"
        ]

    def why(self) -> list[str]:
        """The thresholds in use, then each Story with the Judgements it rests on, in words."""
        return [*self.filing, *explained(self.stories, self.articles, self.judgements)]


def understand(desk: Desk, period: Period) -> Understanding:
    """Group what was published in the period into Stories, filed and ranked.

    Judges only Articles that are new, changed, or judged by other rules than today's, and gives
    what judging all anew would. What a person judged stays and outranks the machine. Where all it
    rests on is as it was the last time, that is remembered and nothing worked out.
    """
    kept = desk.store.pages.current_between(_days(period.start, -DAYS_BEFORE), period.end)
    desk.hears.step("grouping articles into stories", 1)
    past, choices = _past(desk, period), desk.store.records.choices()
    ground = desk.house, kept, past, choices
    # What a model tells may come or fail from one run to the next: then every run asks.
    steady = desk.models().embedder is None
    name, answers = f"{period.start} {period.end}", desk.store.answers
    ours = _judged(desk, kept)
    mark = mark_of(*ground, ours)
    grouped = answers.known(KIND, name, mark, Grouped) if steady else None
    if grouped is None:
        articles = [_in_language(desk, article) for article in kept]
        _judge_new(desk, articles)
        ours = _judged(desk, kept)
        grouped = _worked_out(desk, articles, ours, (past, choices))
        if steady:
            answers.keep(KIND, name, mark_of(*ground, ours), grouped)
    desk.hears.done()
    return Understanding(period, grouped.articles(kept), grouped.stories, ours, grouped.lines)


def _judged(desk: Desk, kept: Sequence[Article]) -> tuple[Judgement, ...]:
    """The machine's and then people's words on pairs of these Articles."""
    ids = {article.id for article in kept}
    people = [j for j in desk.store.records.judgements() if j.left in ids and j.right in ids]
    return (*desk.store.judgements.among(ids), *people)


def _worked_out(
    desk: Desk,
    articles: Sequence[Article],
    ours: Sequence[Judgement],
    said: tuple[Sequence[Decision], Mapping[str, Choice]],
) -> Grouped:
    past, choices = said
    by_id = {article.id: article for article in articles}
    apart = standing_apart(by_id, ours)
    groups = [*stories(by_id.keys() - apart, ours), *(frozenset({id_}) for id_ in sorted(apart))]
    learned = _once().learn(past, desk.house)
    by_rules = file_all(groups, by_id, ours, desk.house, learned)
    first = desk.house.sections[0].kind if desk.house.sections else ""
    filed = with_choices(left_out(by_rules.stories, apart), choices, first)
    told = with_events(filed, by_id, Names(desk.house), _event)
    return Grouped({a.id: a.language for a in articles}, told, by_rules.lines)


@lru_cache(maxsize=1)
def _once() -> Once:
    return Once()


@lru_cache(maxsize=1)
def _again() -> Again[Event]:
    return Again()


def _event(article: Article, names: Names) -> Event:
    return _again().of(article, names.house, lambda: event(article, names))


def _past(desk: Desk, period: Period) -> list[Decision]:
    """What people decided before the period: issues printed, stories dropped or moved.

    Nothing of the period itself, so that an act of today does not move what it does not concern.
    """
    labels = [
        kept.label
        for kept in desk.store.archive.issues()
        if kept.replaced_by is None and kept.start < period.start
    ]
    kept = [(label, desk.store.archive.issue(label)) for label in labels[-ISSUES:]]
    printed = decisions_of((label, issue) for label, issue in kept if issue)
    chosen = []
    for first, choice in sorted(desk.store.records.choices().items()):
        dropped = choice.choice == DROP
        article = desk.store.pages.current(first) if dropped or choice.section else None
        if article and article.day < _days(period.start, -DAYS_BEFORE):
            section = "" if dropped else choice.section
            chosen.append((article.day, Decision(article.title, article.text, section)))
    chosen.sort(key=lambda pair: (pair[0], pair[1].title, pair[1].text))
    return [*printed, *(decision for _, decision in chosen)]


def _judge_new(desk: Desk, articles: list[Article]) -> None:
    """Judge what is new among `articles` against all that was published days around it."""
    model = desk.models().embedder
    embedder = _embedder(desk, model, articles)
    now = marks(articles, desk.house, embedder.mark if embedder else None)
    before = desk.store.judgements.marks(now)
    fresh = {id_: mark for id_, mark in now.items() if before.get(id_) != mark}
    if not fresh:
        return
    days = [article.day for article in articles if article.id in fresh]
    around = _between(desk, _days(min(days), -FARTHEST_DAYS), _days(max(days), FARTHEST_DAYS))
    embedder = _embedder(desk, model, around)
    if len(fresh) >= MANY:
        every = judge_all(around, desk.house, PROCESSES, embedder)
        made = [j for j in every if j.left in fresh or j.right in fresh]
    else:
        window = open_window(desk.house, embedder=embedder)
        for article in window.reading(a for a in around if a.id not in fresh):
            window.place(article)
        for article in window.reading(a for a in around if a.id in fresh):
            window.add(article)
        made = window.judgements()
    desk.store.judgements.replace_machine(made, fresh)


def _embedder(desk: Desk, model: EmbeddingModel | None, articles: list[Article]) -> Known | None:
    """The vectors of the articles, where the settings name a model for them."""
    if model is None:
        return None
    found, failure = known(model, articles)
    if failure and not failure.startswith(GIVEN_UP):
        desk.hears.note(f"model {model.name}: {failure}; articles are judged without it")
    return found


def _between(desk: Desk, start: str, end: str) -> list[Article]:
    return [_in_language(desk, a) for a in desk.store.pages.current_between(start, end)]


def _days(day: str, further: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=further)).isoformat()


def _in_language(desk: Desk, article: Article) -> Article:
    outlet = next((o for o in desk.house.outlets if o.id == article.outlet), None)
    told = tell_language(
        f"{article.title}\n{article.text}",
        declared=article.language,
        prior=(outlet.languages if outlet else ()) or desk.house.languages,
    )
    return replace(article, language=told)

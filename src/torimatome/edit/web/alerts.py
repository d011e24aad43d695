"""What the desk watches for, and which Stories of the week tell of it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from torimatome.model import Article, Story, Term
from torimatome.model.act import Watched
from torimatome.text.folding import fold

MOST_STORIES = 5  # shown of one alert; the rest are counted


@dataclass(frozen=True)
class Told:
    """A Story that tells of watched words."""

    story: Story
    title: str
    articles: int  # that have the words
    newest: str  # ISO day of the newest of them
    spoken: str  # the language of the title


@dataclass(frozen=True)
class Alert:
    """Watched words and what tells of them, the newest first."""

    watched: Watched
    spellings: int  # forms looked for besides the words themselves
    stories: tuple[Told, ...]
    further: int


def alerts(
    watched: Sequence[Watched],
    terms: Sequence[Term],
    articles: Mapping[str, Article],
    stories: Iterable[Story],
) -> tuple[Alert, ...]:
    """An alert for each of the watched words, in their order; one without a Story stands empty."""
    if not watched:
        return ()
    spoken = spoken_of(watched, terms, articles)
    story_of = {id_: story for story in stories for id_ in story.articles}
    found = []
    for one in watched:
        told: dict[str, list[str]] = {}
        for article in spoken[one.words]:
            if article.id in story_of:
                told.setdefault(story_of[article.id].id, []).append(article.id)
        rows = [_told(story_of[ids[0]], ids, articles) for ids in told.values()]
        rows.sort(key=lambda row: (row.newest, row.articles, row.story.id), reverse=True)
        further = max(0, len(rows) - MOST_STORIES)
        others = len(_forms(one.words, terms)) - 1
        found.append(Alert(one, others, tuple(rows[:MOST_STORIES]), further))
    return tuple(found)


def spoken_of(
    watched: Sequence[Watched], terms: Sequence[Term], articles: Mapping[str, Article]
) -> dict[str, tuple[Article, ...]]:
    """For each of the watched words, the Articles that have it in any spelling of its term."""
    texts = {id_: fold(f"{a.title}\n{a.text}") for id_, a in articles.items()} if watched else {}
    return {
        one.words: tuple(
            articles[id_] for id_, text in texts.items() if any(form in text for form in forms)
        )
        for one in watched
        for forms in [_forms(one.words, terms)]
    }


def _forms(words: str, terms: Sequence[Term]) -> tuple[str, ...]:
    """The words, folded, and every other spelling of the term they name."""
    wanted = fold(words)
    found = [wanted]
    for term in terms:
        spellings = [fold(form) for form in (term.en, term.ja, *term.aliases) if form]
        if wanted in spellings:
            found += spellings
    return tuple(dict.fromkeys(form for form in found if form))


def _told(story: Story, ids: Sequence[str], articles: Mapping[str, Article]) -> Told:
    members = [articles[id_] for id_ in ids]
    first = next((a for a in members if a.language == "en"), members[0])
    newest = max(a.day or a.seen.date().isoformat() for a in members)
    spoken = first.language if first.language != "und" else "en"
    return Told(story, first.title or story.id, len(ids), newest, spoken)

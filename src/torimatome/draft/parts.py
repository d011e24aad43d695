"""The parts of a long Item: further reports of a leading story that tell another side of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from torimatome.draft.choose import Pick, content_words, leans_back, told
from torimatome.draft.cite import outlet_of
from torimatome.draft.headline_en import headline
from torimatome.draft.house_style import HouseForm
from torimatome.model import Article, House

# The two sub-headed items of the four issues have two parts each, of three sentences and more.
MOST_PARTS = 2
SENTENCES_A_PART = 4
FEWEST = 3  # sentences that are new; fewer are added to the running text instead
# How much of a report's title may stand in what is told before it is the same news again.
SAME_NEWS = 0.6


@dataclass(frozen=True)
class Part:
    """A stretch of an Item under its own head."""

    head: str
    article: Article
    picks: tuple[Pick, ...]


def parts_of(
    reports: Sequence[tuple[Article, Sequence[Pick]]], form: HouseForm, house: House
) -> list[Part]:
    """The reports, but for the first, that tell something of their own; the first such ones."""
    if not reports:
        return []
    known = list(reports[0][1])
    words = {word for pick in known for word in pick.words}
    found: list[Part] = []
    for article, picks in reports[1:]:
        title = content_words(article.title)
        fresh = [p for p in picks if not told(p, known)]
        same = len(title & words) >= SAME_NEWS * max(1, len(title))
        if same or len(fresh) < FEWEST or leans_back(fresh[0].text):
            continue
        chosen = _standing(fresh)[:SENTENCES_A_PART]
        head = headline(article, outlet_of(article, house.outlets), form)
        found.append(Part(head, article, tuple(chosen)))
        known += picks
        words |= {word for pick in picks for word in pick.words}
        if len(found) == MOST_PARTS:
            break
    return found


def _standing(fresh: Sequence[Pick]) -> list[Pick]:
    """Those sentences that need none that is left behind."""
    kept: list[Pick] = []
    for pick in fresh:
        if not leans_back(pick.text) or (kept and kept[-1].place == pick.place - 1):
            kept.append(pick)
    return kept

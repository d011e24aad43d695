"""Why the reports a Story's page shows were put together, pair by pair, machine's and people's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from torimatome.edit.web.room import Room
from torimatome.model import Article, Judgement

MOST_PAIRS = 20  # as many as anyone reads; twelve reports shown make at most 66


@dataclass(frozen=True)
class Joined:
    """What was said of two reports."""

    left: Article
    right: Article
    outlets: tuple[str, str]
    verdict: str  # Verdict's value
    sure: int  # per cent; 0 for a person's word
    by: str  # "" = the machine
    why: str  # coded reasons, or words of an older store


def joined(room: Room, shown: Sequence[Article]) -> tuple[Joined, ...]:
    """The last word on each pair of these Articles, people's first, then the surest."""
    articles = {article.id: article for article in shown}
    named = {outlet.id: outlet.citation for outlet in room.editor.desk.house.outlets}
    store = room.editor.desk.store
    people = [j for j in store.records.judgements() if {j.left, j.right} <= articles.keys()]
    kept = sorted(store.judgements.among(articles), key=lambda j: (j.score is None, j.at))
    last = {(j.left, j.right): j for j in (*kept, *people)}  # a person's word is the last one
    found = sorted(last.values(), key=lambda j: (j.score is not None, -(j.score or 1), j.left))
    return tuple(_joined(j, articles, named) for j in found[:MOST_PAIRS])


def _joined(said: Judgement, articles: Mapping[str, Article], named: Mapping[str, str]) -> Joined:
    left, right = articles[said.left], articles[said.right]
    return Joined(
        left,
        right,
        (named.get(left.outlet, left.outlet), named.get(right.outlet, right.outlet)),
        said.verdict.value,
        round(100 * (said.score or 0)),
        "" if said.score is not None else said.by,
        said.why,
    )

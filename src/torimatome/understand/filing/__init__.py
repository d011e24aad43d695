"""File groups of articles as Stories: origins, section, rank, and why, in words an editor reads."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from torimatome.model import Article, House, Judgement, Story, Verdict
from torimatome.text.names import Names
from torimatome.text.reasons import coded
from torimatome.understand.cluster import last_words
from torimatome.understand.filing.learned import Learned, Opinion, learn
from torimatome.understand.filing.past import decisions_of
from torimatome.understand.filing.rank import Filing, Ranks
from torimatome.understand.filing.report import filing_lines
from torimatome.understand.filing.rules import Rules, Vote
from torimatome.understand.filing.sections import weigh
from torimatome.understand.filing.sight import Eyes

__all__ = ["Eyes", "Filed", "Learned", "decisions_of", "file_all", "file_stories", "learn"]

# Voices of one story that are asked for their section: the rest say the same again.
VOICES = 5


@dataclass(frozen=True)
class Filed:
    """A run's Stories, and what they were filed by."""

    stories: tuple[Story, ...]  # the proposed by section and rank, then those left out
    lines: tuple[str, ...]  # rules, thresholds and features in use, in words


def file_stories(
    groups: Iterable[frozenset[str]],
    articles: Mapping[str, Article],
    judgements: Iterable[Judgement],
    house: House,
    learned: Learned | None = None,
) -> tuple[Story, ...]:
    """A Story for each group: the proposed by section and rank, then those left out.

    The same groups, articles, house and past give the same Stories in the same order. An id in
    `groups` without an article is passed over.
    """
    return file_all(groups, articles, judgements, house, learned).stories


def file_all(
    groups: Iterable[frozenset[str]],
    articles: Mapping[str, Article],
    judgements: Iterable[Judgement],
    house: House,
    learned: Learned | None = None,
) -> Filed:
    """The Stories of `file_stories`, and the run in words."""
    clerk = _Clerk(house, learned)
    copies: dict[str, set[str]] = {}
    for (left, right), judgement in last_words(judgements).items():
        if judgement.verdict is Verdict.COPY:
            copies.setdefault(left, set()).add(right)
            copies.setdefault(right, set()).add(left)
    rows = [[articles[id_] for id_ in sorted(group) if id_ in articles] for group in groups]
    told = [clerk.told(row, copies) for row in sorted(filter(None, rows), key=lambda r: r[0].id)]
    filings = clerk.file([each.voices for each in told])
    place = {rule.kind: number for number, rule in enumerate(house.sections)}
    made = [clerk.story(each, filing) for each, (filing, _) in zip(told, filings, strict=True)]
    votes = [("" if filing.left_out else filing.section, vote) for filing, vote in filings]
    return Filed(
        tuple(
            sorted(made, key=lambda s: (bool(s.left_out), place.get(s.section, 0), -s.rank, s.id))
        ),
        filing_lines(house, learned, votes),
    )


@dataclass(frozen=True)
class _Told:
    """A group's articles, by text."""

    row: list[Article]
    origins: tuple[tuple[str, ...], ...]
    voices: list[Article]  # the original of each text


class _Clerk:
    """Files stories; holds what is worked out from the house once."""

    def __init__(self, house: House, learned: Learned | None) -> None:
        names = Names(house)
        self._house = house
        self._learned = learned
        self._rules = Rules(house, names)
        self._ranks = Ranks(house, names, learned)
        self._eyes = Eyes(house, names)
        self._outlets = {outlet.id: outlet for outlet in house.outlets}
        own = ("country", house.country_name)
        self._country_ja = next((t.ja for t in house.terms if (t.kind, t.en) == own), "")

    def told(self, row: list[Article], copies: Mapping[str, set[str]]) -> _Told:
        """The articles of one story by text."""
        origins = self._origins(row, copies)
        by_id = {article.id: article for article in row}
        return _Told(row, origins, [by_id[origin[0]] for origin in origins])

    def file(self, stories: Sequence[list[Article]]) -> list[tuple[Filing, Vote]]:
        """Where each story goes, by the voices that tell it."""
        ours = [any(self._rules.concerns(a) for a in voices) for voices in stories]
        opinions = self._opinions([v for v, our in zip(stories, ours, strict=True) if our])
        why = coded("out_elsewhere", country=self._house.country_name, country_ja=self._country_ja)
        filed = []
        for voices, our in zip(stories, ours, strict=True):
            vote = self._rules.vote(voices) if our else Vote({}, {})
            filing = Filing("", 0.0, "", why)
            if our:
                filing = weigh(vote, next(opinions), self._learned, self._house)
            filed.append((filing, vote))
        return filed

    def story(self, told: _Told, filing: Filing) -> Story:
        """The Story of these articles."""
        rank, reasons = self._ranks.rank(told.row, told.voices, filing)
        ids = tuple(sorted(article.id for article in told.row))
        return Story(
            id=hashlib.sha256(ids[0].encode()).hexdigest()[:12],
            articles=ids,
            origins=told.origins,
            section="" if filing.left_out else filing.section,
            rank=round(rank, 3),
            reasons=reasons,
            left_out=filing.left_out,
        )

    def _opinions(self, stories: Sequence[list[Article]]) -> Iterator[Opinion | None]:
        """What the past says of each story: the mean over its voices."""
        if self._learned is None:
            return iter([None] * len(stories))
        sights = [
            self._eyes.see(article.title, article.text)
            for voices in stories
            for article in voices[:VOICES]
        ]
        each = iter(self._learned.opinions(sights))
        return iter([_mean([next(each) for _ in voices[:VOICES]]) for voices in stories])

    def _origins(
        self, row: Sequence[Article], copies: Mapping[str, set[str]]
    ) -> tuple[tuple[str, ...], ...]:
        """Articles of one text together, the original first; earliest text first."""
        left = {article.id: article for article in row}
        found = []
        while left:
            reached, open_ = set(), [next(iter(left))]
            while open_:
                id_ = open_.pop()
                if id_ not in reached:
                    reached.add(id_)
                    open_ += [other for other in copies.get(id_, ()) if other in left]
            found.append(sorted((left.pop(id_) for id_ in reached), key=self._original_first))
        found.sort(key=lambda origin: (_when(origin[0]), origin[0].id))
        return tuple(tuple(article.id for article in origin) for origin in found)

    def _original_first(self, article: Article) -> tuple[bool, float, str]:
        # Others reprint agencies and ministries, seldom the other way round, even where a
        # reprint carries the earlier time.
        outlet = self._outlets.get(article.outlet)
        writes = bool(outlet and (outlet.agency or outlet.official))
        return not writes, _when(article), article.id


def _mean(opinions: Sequence[Opinion]) -> Opinion:
    kinds = sorted({kind for opinion in opinions for kind in opinion.shares})
    near = sorted({kind for opinion in opinions for kind in opinion.like})
    return Opinion(
        {k: sum(o.shares.get(k, 0.0) for o in opinions) / len(opinions) for k in kinds},
        {k: max(o.like.get(k, 0) for o in opinions) for k in near},
    )


def _when(article: Article) -> float:
    return (article.published or article.seen).timestamp()

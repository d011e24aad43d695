"""File groups of articles as Stories: origins, section, rank, and why, in words an editor reads."""

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from torimatome.model import Article, House, Judgement, Outlet, Story, Verdict
from torimatome.understand.acts import acts
from torimatome.understand.cluster import last_words
from torimatome.understand.names import Name, Names
from torimatome.understand.phrases import Phrases

# A section's word counts this often when it stands in the title; else once for the text,
# however often it stands there. Measured with bench/sections.py: 3 and 4 file best, 1 and 5 lose
# two to five articles in a hundred.
TITLE = 3.0

# How far into a text its words are looked at: further down stands background of other sections.
LOOK_AT = 900  # letters

# Marks that a desk may set among a section's words beside stems, for what no word says.
FOREIGN_MARK = "@partner"  # the title names another country, or its people
ACT_MARK = "@act "  # "@act phone call": see acts.py for the acts there are

# What makes a story rank higher, in points. Set by hand so that an event of the country's
# leaders leads even when one outlet alone has it, and wide coverage lifts what has no leaders.
FOR_LEADER, FOR_ACT, FOR_OFFICIAL, FOR_LANGUAGE, FOR_SECTION = 1.5, 0.5, 1.0, 0.5, 1.0
WEIGHTY_ACTS = frozenset(
    {"phone call", "meeting", "visit", "agreement", "attack", "mine or blast", "appointment",
     "arrest", "vote or law", "election", "credentials", "statement"}
)  # fmt: skip


@dataclass(frozen=True)
class _Filed:
    """Where a story goes, and what speaks for it."""

    section: str
    weight: float
    reason: str
    left_out: str = ""


def file_stories(
    groups: Iterable[frozenset[str]],
    articles: Mapping[str, Article],
    judgements: Iterable[Judgement],
    house: House,
) -> tuple[Story, ...]:
    """A Story for each group: the proposed by section and rank, then those left out.

    The same groups, articles and house give the same Stories in the same order. An id in
    `groups` without an article is passed over.
    """
    clerk = _Clerk(house)
    copies = [pair for pair, j in last_words(judgements).items() if j.verdict is Verdict.COPY]
    by_id: dict[str, set[str]] = {}
    for left, right in copies:
        by_id.setdefault(left, set()).add(right)
        by_id.setdefault(right, set()).add(left)
    made = [
        clerk.story([articles[id_] for id_ in sorted(group) if id_ in articles], by_id)
        for group in groups
        if any(id_ in articles for id_ in group)
    ]
    place = {rule.kind: number for number, rule in enumerate(house.sections)}
    return tuple(
        sorted(made, key=lambda s: (bool(s.left_out), place.get(s.section, 0), -s.rank, s.id))
    )


class _Clerk:
    """Files one story at a time; holds what is worked out from the house once."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._names = Names(house)
        self._outlets = {outlet.id: outlet for outlet in house.outlets}
        self._weights = {rule.kind: rule.words for rule in house.sections}
        stems = {stem for words in self._weights.values() for stem in words}
        self._stems = Phrases({x for x in stems | set(house.leave_out) if x[:1] != "@"})
        self._offices = {
            f"person:{term.en}": term.office
            for term in house.terms
            if term.kind == "person" and term.office and not term.until
        }

    def story(self, row: Sequence[Article], copies: Mapping[str, set[str]]) -> Story:
        """The Story of these articles."""
        origins = self._origins(row, copies)
        by_id = {article.id: article for article in row}
        voices = [by_id[origin[0]] for origin in origins]
        filed = self._file(voices)
        rank, reasons = self._rank(row, voices, filed)
        return Story(
            id=hashlib.sha256(min(by_id).encode()).hexdigest()[:12],
            articles=tuple(sorted(by_id)),
            origins=origins,
            section="" if filed.left_out else filed.section,
            rank=round(rank, 3),
            reasons=reasons,
            left_out=filed.left_out,
        )

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

    def _file(self, voices: Sequence[Article]) -> _Filed:
        """The section with most weight, or why the story is left out."""
        total: dict[str, float] = defaultdict(float)
        words: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for article in voices:
            seen = self._seen(article)
            for kind, weights in (*self._weights.items(), ("", self._house.leave_out)):
                for stem, times in seen.items():
                    if stem in weights:
                        total[kind] += weights[stem] * times / len(voices)
                        words[kind][stem] += weights[stem] * times
        best = max(self._weights, key=lambda kind: total[kind], default="")
        told = _quoted(words[""])
        if not any(self._concerns(article) for article in voices):
            country = self._house.country_name
            return _Filed(best, total[best], "", f"does not concern {country}: never names it")
        if total[""] > total[best]:
            return _Filed(best, total[best], "", f"what this desk leaves out: {told}")
        if not total[best]:
            return _Filed(best, 0.0, "", "holds no word of any section")
        return _Filed(best, total[best], f"{best}: {_quoted(words[best])}")

    def _seen(self, article: Article) -> dict[str, float]:
        """The stems and marks of an article, with how much each counts for where it stands."""
        seen = dict.fromkeys(self._stems.count(article.text[:LOOK_AT]), 1.0)
        seen |= dict.fromkeys(self._stems.count(article.title), TITLE)
        seen |= {ACT_MARK + act: TITLE for act in acts(article.title)}
        in_title = self._names.find(article.title)
        if any((name.country and not name.own) or _abroad(name) for name in in_title):
            seen[FOREIGN_MARK] = TITLE
        return _longest_only(seen)

    def _concerns(self, article: Article) -> bool:
        """True when it names the desk's country or its people, or is home news of a home outlet."""
        names = self._names.find(f"{article.title}\n{article.text}")
        if any(name.own for name in names):
            return True
        outlet = self._outlets.get(article.outlet)
        at_home = bool(outlet and outlet.country == self._house.country)
        return at_home and not any(_abroad(name) for name in names)

    def _rank(
        self, row: Sequence[Article], voices: Sequence[Article], filed: _Filed
    ) -> tuple[float, tuple[str, ...]]:
        said = Counter(act for article in voices for act in acts(article.title))
        weighty = [act for act, _ in sorted(said.items(), key=lambda x: (-x[1], x[0]))]
        weighty = [act for act in weighty if act in WEIGHTY_ACTS]
        leaders = sorted(self._leaders(voices))
        languages = {article.language for article in row} - {"und"}
        official = self._official(row)
        rank = (
            math.log2(1 + len(voices))
            + FOR_LANGUAGE * max(0, len(languages) - 1)
            + FOR_OFFICIAL * bool(official)
            + FOR_LEADER * bool(leaders)
            + FOR_ACT * bool(weighty)
            + FOR_SECTION * filed.weight / (filed.weight + TITLE)
        )
        reasons = [filed.reason]
        who = ", ".join(leaders[:2])
        act = weighty[0] if weighty else ""
        reasons.append(f"{act} of {who}" if act and who else act or who)
        tongues = f" in {len(languages)} languages" if len(languages) > 1 else ""
        reasons.append(f"{len(voices)} origin{'s' if len(voices) > 1 else ''}{tongues}")
        reasons += [f"official source: {', '.join(official)}"] if official else []
        return rank, tuple(reason for reason in reasons if reason)

    def _leaders(self, voices: Sequence[Article]) -> set[str]:
        """Holders of office of the desk's own country that the titles name, with the office."""
        found = {name.key: name for a in voices for name in self._names.find(a.title)}
        return {
            f"{self._offices[key]} {name.en}"
            for key, name in found.items()
            if name.own and key in self._offices
        }

    def _official(self, row: Sequence[Article]) -> list[str]:
        outlets = {article.outlet for article in row} & self._outlets.keys()
        spoken = [self._outlets[id_] for id_ in outlets]
        return sorted(outlet.citation for outlet in spoken if _speaks(outlet))


def _speaks(outlet: Outlet) -> bool:
    """True for a state's own site; an agency is official in tone but reports on all."""
    return bool(outlet.official) and not outlet.agency


def _when(article: Article) -> float:
    return (article.published or article.seen).timestamp()


def _abroad(name: Name) -> bool:
    return name.kind == "country" and not name.own


def _longest_only(seen: Mapping[str, float]) -> dict[str, float]:
    """Without the stems that only stand there as the start of a longer one: one word, one vote."""
    return {
        stem: times
        for stem, times in seen.items()
        if not any(other != stem and other.startswith(stem) for other in seen)
    }


def _quoted(words: Mapping[str, float]) -> str:
    top = sorted(words, key=lambda stem: (-words[stem], stem))[:3]
    return ", ".join(f"“{stem}”" for stem in top)

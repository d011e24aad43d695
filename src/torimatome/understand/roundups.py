"""Round-ups: a page that strings several events together is a story of its own, left out.

A digest, a press review or a week in brief resembles every report it mentions, so it would be
joined to one of them, or join two. It is known by two things together: its title or address names
the form, and its parts have little in common. Pure.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from pathlib import Path

import msgspec

from torimatome.model import Article, Judgement, Story, Verdict
from torimatome.text.reasons import coded
from torimatome.text.yamls import read_yaml
from torimatome.understand.cluster import MACHINE
from torimatome.understand.words import fold

FEWEST_PARTS = 3
# Share of the shorter part's telling words that the other part has, on average. Paragraphs of six
# different pages out of 258 news pages: 0 to .09; paragraphs of one page: half of the pages above
# .18, a tenth below .09. So the title is what tells, and this only lets pass what plainly keeps to
# one matter. A country's name stands in every part of its press review, hence not lower.
MOST_IN_COMMON = 0.2
MOST_PARTS = 12  # looked at: what the first dozen do, the rest does
_TELLING = 5  # letters from which a word tells something
_STEM = 5
_HEADING = 90  # letters at most
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
_WORD = re.compile(r"\w+")
_ENDS = (".", "!", "?", "…", "。", "»", '"', "”", ":", ";", ",")


class _Forms(msgspec.Struct):
    titles: dict[str, list[str]]
    paths: list[str]


@lru_cache(maxsize=1)
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    told = msgspec.convert(read_yaml(Path(__file__).with_name("roundups.yaml")), _Forms)
    titles = "|".join(f"(?:{form})" for forms in told.titles.values() for form in forms)
    paths = "|".join(told.paths)
    return re.compile(titles), re.compile(rf"[/_-](?:{paths})(?:[/_.?-]|$)")


def is_roundup(article: Article) -> bool:
    """Whether the page strings several events together."""
    if not _named(article.title, article.url):
        return False
    parts = [telling for part in parts_of(article.text) if len(telling := _telling(part)) > 1]
    pairs = list(combinations(parts[:MOST_PARTS], 2))
    if len(parts) < FEWEST_PARTS:
        return False
    return sum(map(_in_common, pairs)) / len(pairs) < MOST_IN_COMMON


@lru_cache(maxsize=50_000)
def _named(title: str, url: str) -> bool:
    """Whether title or address names the form. Looked up: it takes 45 µs, and pages stay."""
    titles, paths = _forms()
    # A part of a page that is read as a digest is a report of its own, marked by its "#".
    return "#" not in url and bool(titles.search(title.lower()) or paths.search(url.lower()))


def parts_of(text: str) -> list[str]:
    """What the page strings together: its bullets, else what stands under its headings."""
    paragraphs = [one for one in text.split("\n\n") if one.strip()]
    bullets = [one for one in paragraphs if one.startswith(("- ", "• ", "– ", "— "))]
    if len(bullets) >= FEWEST_PARTS:
        return bullets
    sections: list[str] = []
    for one in paragraphs:
        if len(one) <= _HEADING and not one.rstrip().endswith(_ENDS):
            sections.append(one)
        elif sections:
            sections[-1] += f"\n{one}"
    held = [one for one in sections if "\n" in one]
    return held if len(held) >= FEWEST_PARTS else paragraphs


def _telling(part: str) -> frozenset[str]:
    found = {
        word[:_STEM]
        for word in _WORD.findall(fold(part))
        if len(word) >= _TELLING or (word.isdigit() and len(word) > 1)
    }
    wide = _WIDE.findall(part) + _WIDE.findall(part[1:])
    return frozenset(found.union(wide))


def _in_common(pair: tuple[frozenset[str], frozenset[str]]) -> float:
    one, other = pair
    return len(one & other) / min(len(one), len(other))


def standing_apart(
    articles: Mapping[str, Article], judgements: Iterable[Judgement]
) -> frozenset[str]:
    """The round-ups among the articles, but for those a person put together with a report."""
    joined = {
        id_
        for j in judgements
        if j.by != MACHINE and j.verdict is not Verdict.DIFFERENT
        for id_ in (j.left, j.right)
    }
    return frozenset(
        id_ for id_, article in articles.items() if id_ not in joined and is_roundup(article)
    )


def left_out(stories: Iterable[Story], roundups: frozenset[str]) -> tuple[Story, ...]:
    """The Stories, those of round-ups behind the proposed ones, and why."""
    told = [
        replace(story, section="", left_out=story.left_out or coded("out_roundup"))
        if roundups.issuperset(story.articles)
        else story
        for story in stories
    ]
    return tuple(sorted(told, key=lambda story: bool(story.left_out)))

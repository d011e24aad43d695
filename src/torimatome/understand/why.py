"""Why articles were put together: the thresholds in use, and each story's Judgements in words."""

from collections.abc import Iterable, Mapping, Sequence

from torimatome.model import Article, Judgement, Story, Verdict
from torimatome.text.reasons import said
from torimatome.understand import candidates, cluster, copies, window
from torimatome.understand.judge import KEEP, WEIGHTS


def thresholds() -> list[str]:
    """Every number that decides what is put together, in words."""
    weights = ", ".join(f"{name} {value:+g}" for name, value in sorted(vars(WEIGHTS).items()))
    return [
        f"copies: {copies.ALIKE:.0%} of all runs of {copies.SHINGLE} words in common, or"
        f" {copies.HELD:.0%} of the shorter text in the longer; {copies.KEPT:.0%} of its names"
        f" and numbers kept; at most {copies.FAR_DAYS} days apart",
        f"looked at in full: pairs at most {candidates.WINDOW_DAYS} days apart that share"
        f" {candidates.ENOUGH} in telling words (across languages {candidates.ENOUGH_ACROSS} in"
        f" names, numbers and meanings), {candidates.APART} more for each day, and whose texts are"
        f" alike: {window.WORDS:g} times the cosine of their words and {window.TITLES:g} times the"
        f" share of their titles, less {window.DAYS:g} for each day, make {window.ALIKE:g}"
        f" (across languages a cosine of {window.ALIKE_ACROSS:g})",
        f"kept: how sure is {KEEP:.2f} or more; two articles are joined from"
        f" {cluster.JOIN_AT:.2f}, two groups where their pairs reach {cluster.HOLD_AT:.2f} on"
        " average; what a person said goes before all of this",
        f"what each sign adds to how sure the machine is (log-odds): {weights}",
    ]


def explained(
    stories: Iterable[Story], articles: Mapping[str, Article], judgements: Iterable[Judgement]
) -> list[str]:
    """The thresholds, then each story of more than one article with what was said of its pairs,
    and what was said to keep its articles apart from others."""
    last = cluster.last_words(judgements)
    by_article: dict[str, list[Judgement]] = {}
    for j in last.values():
        by_article.setdefault(j.left, []).append(j)
        by_article.setdefault(j.right, []).append(j)
    lines = thresholds()
    for story in stories:
        lines += ["", f"{story.id}  {_titled(articles[story.origins[0][0]])}"]
        lines += [f"    {said(reason)}" for reason in story.reasons]
        lines += [f"    left out: {said(story.left_out)}"] if story.left_out else []
        lines += _pairs(story, articles, by_article)
    return lines


def _pairs(
    story: Story, articles: Mapping[str, Article], by_article: Mapping[str, Sequence[Judgement]]
) -> list[str]:
    here = set(story.articles)
    found = []
    for id_ in story.articles:
        for j in by_article.get(id_, ()):
            within = j.left in here and j.right in here
            if within and j.left == id_:
                found.append((0, j))
            elif not within and _parts(j):
                found.append((1, j))
    found.sort(key=lambda pair: (pair[0], -(pair[1].score or 1), pair[1].left, pair[1].right))
    return [
        f"  {'apart from it' if outside else 'one event'}: {_said(j)}"
        f" | {_titled(articles[j.left])} | {_titled(articles[j.right])}"
        for outside, j in found
        if j.left in articles and j.right in articles
    ]


def _parts(j: Judgement) -> bool:
    return j.verdict is Verdict.DIFFERENT


def _said(j: Judgement) -> str:
    if j.score is None:
        return f"{j.by} says {j.verdict.value}" + (f" ({said(j.why)})" if j.why else "")
    return f"{j.verdict.value} {j.score:.2f} ({said(j.why)})"


def _titled(article: Article) -> str:
    return f"{article.outlet}: {article.title}"

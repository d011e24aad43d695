"""What models add to a drafted Issue: English for foreign sentences, tighter items, headlines.

Everything stands that was there before unless a model's words pass; a model that is down, slow or
talks nonsense costs nothing but that, and is named once in the lines for the run's report.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from torimatome.draft.writing.ground import Example, Ground
from torimatome.draft.writing.item import written
from torimatome.draft.writing.japanese import in_japanese
from torimatome.draft.writing.quoted import instructs
from torimatome.draft.writing.translated import ByWriter, translated
from torimatome.errors import SourceError
from torimatome.model import Check, Issue, Item
from torimatome.outside.models import Models, Translator

__all__ = ["Example", "Ground", "examples_of", "rewritten"]

# So many past items of a section show its style; a question shows three.
_EXAMPLES_A_SECTION = 4
_EXAMPLE_WORDS = 120


@dataclass
class _Tally:
    """What a run did with models."""

    written: int = 0
    translated: int = 0
    headlines: int = 0
    dropped: int = 0
    failures: dict[str, str] = field(default_factory=dict)  # model → its first failure


def rewritten(issue: Issue, ground: Ground, models: Models) -> tuple[Issue, list[str]]:
    """The Issue with what models could add, and lines for the run's report."""
    writer = models.writer
    translator = models.translator or (ByWriter(writer, ground) if writer else None)
    if writer is None and translator is None:
        return issue, []
    tally = _Tally()
    items = []
    for item in issue.items:
        made = _warned(item, ground)
        made = _translated(made, ground, translator, tally)
        made = _written(made, ground, models, tally)
        items.append(_in_japanese(made, ground, models, tally))
    return replace(issue, items=tuple(items)), _lines(tally, models)


def examples_of(issues: Sequence[Issue]) -> tuple[Example, ...]:
    """Items of past Issues that show the house's style: one short paragraph, the newest first."""
    found: list[Example] = []
    counts: dict[str, int] = {}
    for issue in issues:
        kinds = {section.number: section.kind for section in issue.sections}
        for item in issue.items:
            kind = item.kind or kinds.get(item.section, "")
            blocks = [b for b in item.blocks if b.type != "note"]
            text = blocks[0].text if len(blocks) == 1 and blocks[0].type == "paragraph" else ""
            fits = text and len(text.split()) <= _EXAMPLE_WORDS and not instructs(text)
            if fits and counts.get(kind, 0) < _EXAMPLES_A_SECTION:
                counts[kind] = counts.get(kind, 0) + 1
                found.append(Example(kind, item.headline_en, item.headline_ja, text or ""))
    return tuple(found)


def _warned(item: Item, ground: Ground) -> Item:
    """`item` with a word to the editor where one of its reports speaks to machines."""
    for article in (ground.articles[i] for i in item.articles if i in ground.articles):
        for paragraph in (article.title, *article.text.split("\n\n")):
            if instructs(paragraph):
                words = f"A page speaks to machines: {' '.join(paragraph.split())[:160]!r}"
                where = f"{words} ({article.url}); it was shown to no model"
                return replace(item, checks=(*item.checks, Check("speaks_to_machines", where)))
    return item


def _translated(item: Item, ground: Ground, translator: Translator | None, tally: _Tally) -> Item:
    if translator is None:
        return item
    found = _tried(translator.name, tally, lambda: translated(item, ground, translator))
    if found is None:
        return item
    tally.translated += found.sentences
    tally.dropped += len(found.dropped)
    # The draft says of unused reports that there is no translator; here there is one.
    none = "No translator: r"
    checks = tuple(
        replace(check, words=f"R{check.words.removeprefix(none)}")
        if check.kind == "not_used" and check.words.startswith(none)
        else check
        for check in found.item.checks
    )
    return replace(found.item, checks=checks)


def _written(item: Item, ground: Ground, models: Models, tally: _Tally) -> Item:
    writer = models.writer
    if writer is None:
        return item
    found = _tried(writer.name, tally, lambda: written(item, ground, writer))
    if found is None:
        return item
    tally.written += bool(found.kept)
    tally.dropped += len(found.dropped)
    return found.item


def _in_japanese(item: Item, ground: Ground, models: Models, tally: _Tally) -> Item:
    writer = models.writer
    if writer is None:
        return item
    found = _tried(writer.name, tally, lambda: in_japanese(item, ground, writer))
    if found is None:
        return item
    tally.headlines += found.headline_ja != item.headline_ja
    return found


_Found = TypeVar("_Found")


def _tried(model: str, tally: _Tally, ask: Callable[[], _Found]) -> _Found | None:
    try:
        return ask()
    except SourceError as error:
        tally.failures.setdefault(model, error.reason)
        return None


def _lines(tally: _Tally, models: Models) -> list[str]:
    spent = models.allowance
    price = f", {spent.money:.4g} in money" if spent.limits.price is not None else ""
    lines = [
        f"models: {tally.written} items written, {tally.translated} sentences translated,"
        f" {tally.headlines} headlines said in Japanese; {tally.dropped} sentences dropped;"
        f" {spent.questions} questions, {spent.tokens:,} tokens, {spent.seconds:.0f} s{price}"
    ]
    lines += [
        f"model {model}: {reason}; the draft stands as it is without it"
        for model, reason in sorted(tally.failures.items())
    ]
    return lines

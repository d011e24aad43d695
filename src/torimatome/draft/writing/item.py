"""An item's text by a Writer: from numbered passages, sentence by sentence through vetting.

What fails is dropped. The model's text takes the extractive one's place only where its opening
and at least half of it came through; otherwise nothing changes. Running text stays running text,
and what was drafted as an opening and bullets is written so, each bullet one sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from torimatome.draft import days
from torimatome.draft.body import passage
from torimatome.draft.choose import leans_back, numbers, order_of_outlets
from torimatome.draft.cite import cite
from torimatome.draft.house_style import open_with_day, say, strip_dateline
from torimatome.draft.lists import MOST_POINTS
from torimatome.draft.writing.ground import Ground
from torimatome.draft.writing.questions import MOST_CITED, Shape, to_write
from torimatome.draft.writing.quoted import instructs
from torimatome.draft.writing.replies import Said, sentences
from torimatome.draft.writing.vetting import fault, fault_as_it_came
from torimatome.model import Article, Block, Check, Item, Passage, Sentence
from torimatome.outside.models import Writer
from torimatome.text.folding import fold
from torimatome.text.sentences import split

# What one question shows: the first sentences of the reports tell what happened, and local models
# lose their way beyond some 3,000 tokens.
_MOST_PASSAGES = 40
_MOST_LETTERS = 6000
# Checks of items that are no plain telling of their reports: told before, or several in one.
_APART = frozenset({"reported", "rolled_up", "uncited"})
# What the gate said of the sentences that are gone.
_OF_SENTENCES = frozenset(
    {"numbers", "days", "names", "quotation", "negation", "modality", "attribution", "direction",
     "roles", "content", "not_compared"}
)  # fmt: skip
_STOPS = re.compile(r"[.!?][\"”»’)]*$")
_FEWEST = 3  # bullets; fewer are no list, and the drafted ones stand
MARK = "model"


@dataclass(frozen=True)
class Written:
    """An item as a Writer left it."""

    item: Item
    kept: int = 0  # sentences of the model that stand
    dropped: tuple[str, ...] = ()  # why others do not


def written(item: Item, ground: Ground, writer: Writer) -> Written:
    """`item` with the model's text where it stands up. Raises SourceError as the Writer does."""
    if any(check.kind in _APART for check in item.checks):
        return Written(item)
    blocks, kept, dropped = list(item.blocks), 0, []
    for place, block in enumerate(item.blocks):
        opening, shape = _shape(item.blocks, place, ground)
        if shape is None:
            continue
        places = range(place - opening, place + 1)
        told, faults = _asked(offered(block, item, ground), shape, item, (ground, writer))
        dropped += faults
        if shape.form != "text" and len(told) < _FEWEST + opening:
            continue
        others = [s for n, b in enumerate(blocks) if n not in places for s in b.sentences]
        if told and numbers(item.headline_en) <= numbers(_text([*told, *others])):
            told_anew = _blocks(item.blocks[places.start : places.stop], told, ground)
            blocks[places.start : places.stop] = told_anew
            kept += len(told)
    if not kept:
        return Written(item, 0, tuple(dropped))
    checks = [c for c in item.checks if c.kind not in _OF_SENTENCES]
    lost = f"; {len(dropped)} of its sentences did not pass and were dropped" if dropped else ""
    checks.append(Check(MARK, f"Written by the model {writer.name}{lost}", "info"))
    made = replace(
        item,
        blocks=tuple(blocks),
        citations=tuple(b.citation for b in blocks if b.citation),
        headline_sources=_first(blocks).passages,
        checks=tuple(checks),
    )
    return Written(made, kept, tuple(dropped))


def offered(block: Block, item: Item, ground: Ground) -> list[Passage]:
    """The sentences a Writer may use: of the reports the block cites, then of the item's others.

    A side's block keeps to that side's reports. Paragraphs that speak to machines are left out.
    """
    cited = dict.fromkeys(p.article for s in block.sentences for p in s.passages)
    others = [ground.articles[i] for i in item.articles if i in ground.articles]
    if block.type != "perspective" and block.label is None:
        cited |= dict.fromkeys(a.id for a in order_of_outlets(others, ground.house))
    found: list[Passage] = []
    seen: set[str] = set()
    letters = 0
    for one in (ground.articles[i] for i in cited if i in ground.articles):
        for sentence in _sentences(one) if one.language == "en" else ():
            key = fold(sentence.quote)
            letters += len(sentence.quote)
            if len(found) == _MOST_PASSAGES or letters > _MOST_LETTERS:
                return found
            if key not in seen:
                found.append(sentence)
                seen.add(key)
    return found


def _sentences(article: Article) -> Iterator[Passage]:
    """The sentences of an article, without datelines and without what speaks to machines."""
    start = 0
    for paragraph in article.text.split("\n\n"):
        end = start + len(paragraph)
        if not instructs(paragraph):
            for span in split(paragraph, article.language):
                first, last = start + span.start, start + span.end
                text = article.text[first:last]
                bare = strip_dateline(text)
                if bare.strip():
                    yield passage(article, last - len(bare), last)
        start = end + 2


def _plain(blocks: Sequence[Block], place: int) -> bool:
    """Whether a block is running English text that its own citation closes."""
    block = blocks[place]
    follows = blocks[place + 1 : place + 2]
    return (
        block.type in {"paragraph", "perspective"}
        and block.citation is not None
        and not block.continued
        and not block.links
        and _english(block)
        and not any(b.continued or b.type == "bullets" for b in follows)
    )


def _shape(blocks: Sequence[Block], place: int, ground: Ground) -> tuple[int, Shape | None]:
    """How a block may be written anew, and how many before it belong to it; None: left alone."""
    if _plain(blocks, place):
        return 0, Shape(ground.house.style.max_sentences)
    opening = _opening(blocks, place)
    if not _bulleted(blocks[place]) or opening < 0:
        return 0, None
    return opening, Shape(MOST_POINTS + opening, "bullets" if opening else "points")


def _opening(blocks: Sequence[Block], place: int) -> int:
    """How many blocks before bullets are theirs: 1 for an opening, 0 for none; -1: leave alone."""
    before = blocks[place - 1] if place else None
    if before is None or before.citation is not None:
        return 0
    same = before.type in {"paragraph", "perspective"} and before.label == blocks[place].label
    return 1 if same and _english(before) and not before.continued else -1


def _bulleted(block: Block) -> bool:
    """Whether a block is bullets that are sentences of their own: a speech's points, no list."""
    return (
        block.type == "bullets"
        and block.citation is not None
        and not block.links
        and _english(block)
        and len(set(block.bullet_of)) == len(block.sentences)
        and all(_STOPS.search(s.text) for s in block.sentences)
    )


def _english(block: Block) -> bool:
    """Whether all of a block is English that points at its passages, and nobody's translation."""
    return bool(block.sentences) and all(
        s.language == "en" and s.passages and not s.marks for s in block.sentences
    )


def _asked(
    passages: Sequence[Passage], shape: Shape, item: Item, by: tuple[Ground, Writer]
) -> tuple[list[Sentence], list[str]]:
    """The sentences that may stand, and why the others may not."""
    if not passages:
        return [], []
    ground, writer = by
    terms = ground.terms_in(" \n".join(p.quote for p in passages))
    examples = [one for one in ground.examples if one.kind == item.kind] or ground.examples
    question = to_write(passages, terms, examples, shape)
    reply = sentences(writer.answer(question), writer)
    kept: list[Sentence] = []
    faults: list[str] = []
    lost = 0  # how many entries before this one were dropped
    for number, said in enumerate(reply):
        made = _vetted(said, passages, ground, first=not kept)
        why = made if isinstance(made, str) else _unfit(made, said, kept, lost > 0)
        if isinstance(made, str) or why or len(kept) == shape.at_most:
            faults.append(f"{said.text[:80]!r}: {why or 'one too many'}")
            lost += 1
        elif number and lost == number:
            faults.append(f"{said.text[:80]!r}: the opening is gone")
            lost += 1
        else:
            kept.append(made)
    return ([], faults) if 2 * len(kept) < len(reply) else (kept, faults)


def _unfit(made: Sentence, said: Said, kept: Sequence[Sentence], gap: bool) -> str:
    """Why a sentence that may stand by itself may not stand here; "" when it may."""
    if made.text in {s.text for s in kept}:
        return "told twice"
    if leans_back(said.text.strip()) and (gap or not kept):
        return "the sentence before it is gone"
    return ""


def _vetted(said: Said, passages: Sequence[Passage], ground: Ground, first: bool) -> Sentence | str:
    """The sentence in house form, or as it came; or why neither may stand."""
    named = sorted(set(said.passages))
    if not named or not all(1 <= n <= len(passages) for n in named):
        return f"it names passages that do not exist: {said.passages}"
    if len(named) > MOST_CITED:
        return f"it names {len(named)} passages"
    rests = tuple(passages[n - 1] for n in named)
    text = said.text.strip()
    why = fault_as_it_came(Sentence(text, rests), ground.form)
    if why:
        return why
    article = ground.articles[rests[0].article]
    housed = say(text, article.day, ground.form)
    if first and article.day:
        near = days.of_news(rests[0].quote, article.day)
        day = near.first.isoformat() if near else article.day
        housed = open_with_day(housed, day, ground.form, article.text)
    for form in dict.fromkeys((housed, text)):
        sentence = Sentence(form, rests, marks=(MARK,))
        why = fault(sentence, ground.form)
        if not why:
            return sentence
    return why


def _blocks(before: Sequence[Block], told: Sequence[Sentence], ground: Ground) -> list[Block]:
    """The blocks again with what was told: one, or an opening and its bullets."""
    used = dict.fromkeys(p.article for s in told for p in s.passages)
    cited = cite([ground.articles[i] for i in used], ground.house)
    *opening, last = before
    head, points = (told[:1], told[1:]) if opening else (told[:0], told)
    made = [replace(b, text=_text(head), sentences=tuple(head), language="en") for b in opening]
    if last.type != "bullets":
        last = replace(last, text=_text(points))
    else:
        bullets = tuple(s.text for s in points)
        last = replace(last, bullets=bullets, bullet_of=tuple(range(len(bullets))))
    return [*made, replace(last, sentences=tuple(points), citation=cited, language="en")]


def _text(told: Sequence[Sentence]) -> str:
    return " ".join(s.text for s in told)


def _first(blocks: Sequence[Block]) -> Sentence:
    return next(s for b in blocks for s in b.sentences)

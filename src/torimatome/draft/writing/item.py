"""An item's running text by a Writer: from numbered passages, sentence by sentence through vetting.

What fails is dropped. The model's text takes the extractive one's place only where its opening
and at least half of it came through; otherwise nothing changes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from torimatome.draft import days
from torimatome.draft.body import passage
from torimatome.draft.choose import leans_back, numbers, order_of_outlets
from torimatome.draft.cite import cite
from torimatome.draft.house_style import open_with_day, say, strip_dateline
from torimatome.draft.writing.ground import Ground
from torimatome.draft.writing.questions import MOST_CITED, to_write
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
        if not _plain(item.blocks, place):
            continue
        passages = offered(block, item, ground)
        told, faults = _asked(passages, item, ground, writer)
        dropped += faults
        if told and numbers(item.headline_en) <= numbers(_text([*told, *_others(blocks, place)])):
            blocks[place] = _block(block, told, ground)
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
    if block.type != "perspective":
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
        and bool(block.sentences)
        and all(s.language == "en" and s.passages and not s.marks for s in block.sentences)
        and not any(b.continued or b.type == "bullets" for b in follows)
    )


def _asked(
    passages: Sequence[Passage], item: Item, ground: Ground, writer: Writer
) -> tuple[list[Sentence], list[str]]:
    """The sentences that may stand, and why the others may not."""
    if not passages:
        return [], []
    terms = ground.terms_in(" \n".join(p.quote for p in passages))
    examples = [one for one in ground.examples if one.kind == item.kind] or ground.examples
    at_most = ground.house.style.max_sentences
    question = to_write(passages, terms, examples, at_most)
    reply = sentences(writer.answer(question), writer)
    kept: list[Sentence] = []
    faults: list[str] = []
    lost = 0  # how many entries before this one were dropped
    for number, said in enumerate(reply):
        made = _vetted(said, passages, ground, first=not kept)
        why = made if isinstance(made, str) else _unfit(made, said, kept, lost > 0)
        if isinstance(made, str) or why or len(kept) == at_most:
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


def _block(block: Block, told: Sequence[Sentence], ground: Ground) -> Block:
    used = dict.fromkeys(p.article for s in told for p in s.passages)
    return replace(
        block,
        text=_text(told),
        sentences=tuple(told),
        citation=cite([ground.articles[i] for i in used], ground.house),
        language="en",
    )


def _others(blocks: Sequence[Block], place: int) -> list[Sentence]:
    return [s for n, b in enumerate(blocks) if n != place for s in b.sentences]


def _text(told: Sequence[Sentence]) -> str:
    return " ".join(s.text for s in told)


def _first(blocks: Sequence[Block]) -> Sentence:
    return next(s for b in blocks for s in b.sentences)

"""The gate: what a sentence says must stand in the passages it rests on.

No model and no network: the sentence is laid beside the nearest sentences of its passages, word
by word, and every difference that changes a fact becomes a Check that names both texts.
"""

from collections.abc import Sequence
from dataclasses import replace

from torimatome.draft.gate.across import compared_across
from torimatome.draft.gate.align import Alignment, aligned, is_copy
from torimatome.draft.gate.attribution import credited
from torimatome.draft.gate.claims import turned
from torimatome.draft.gate.company import Page, misplaced
from torimatome.draft.gate.contrary import contrary, inserted
from torimatome.draft.gate.inplace import swapped
from torimatome.draft.gate.lexicon import lexicon
from torimatome.draft.gate.measures import measured
from torimatome.draft.gate.quotation import misquoted
from torimatome.draft.gate.retold import retold
from torimatome.draft.gate.roles import agents, roles
from torimatome.draft.gate.source import Source, days_in, source_of
from torimatome.draft.gate.support import exchanged, unsupported
from torimatome.draft.gate.tokens import Line, tokens_of
from torimatome.draft.gate.voice import activated, fronted
from torimatome.draft.house_style import HouseForm, say
from torimatome.model import Check, Passage, Sentence
from torimatome.text.names import Names

__all__ = ["check_sentence", "stops"]

# What of a sentence told anew is still held against the nearest words of its page.
_ALWAYS = frozenset({"negation", "direction"})
# Of a whole page, words it lacks, sayings and orders tell nothing of what is retold anew: on
# SummEdits news, even documents, such findings fell on as many faithful as unfaithful summaries
# (content .88 and .76, attribution .13 and .07). They are shown and stop nothing.
_BRIEF = 3  # sentences
_BRIEF_TOKENS = 160  # lists and tables come as one sentence
_FULL_STOPS = '.!?"”»'
_CLOSING = "”»,;"


def check_sentence(
    sentence: Sentence, form: HouseForm | None = None, names: Names | None = None
) -> tuple[Check, ...]:
    """What of `sentence` its passages do not bear out; empty when all of it stands there.

    Kinds: uncited, numbers, days, names, quotation, negation, modality, attribution, direction,
    roles (all "high"), content ("mid": a word the page does not have, or a synonym we do not
    know) and not_compared ("info": the page is in another language). With the desk's `form` its
    abbreviations and spellings count as the same; `names` compares names across languages.
    """
    if not sentence.passages:
        return (Check("uncited", "The sentence points at no passage", "high"),)
    flat = " ".join(sentence.text.split())
    if any(_stands(flat, " ".join(p.quote.split())) for p in sentence.passages):
        return ()
    words = lexicon(form)
    published = next((p.published for p in sentence.passages if p.published), "")
    days = days_in(flat, published, form)
    said = Line.of(flat, tokens_of(flat, days, words))
    language = sentence.language or "en"
    foreign = [p for p in sentence.passages if p.language and p.language != language]
    if len(foreign) == len(sentence.passages):
        return tuple(compared_across(flat, said.tokens, sentence.passages, form, names))
    if language != "en":
        return tuple(misquoted(flat, [p.quote for p in sentence.passages]))
    own = [p for p in sentence.passages if p not in foreign]
    best = _checked(said, own, form)
    if best and form is not None and any(p.quote != say(p.quote, p.published, form) for p in own):
        best = min(best, _checked(said, _housed(own, form), form), key=_weight)
    return best


def _stands(sentence: str, quote: str) -> bool:
    """Whether the sentence stands in the quote as it is, from a beginning to an end."""
    place = quote.find(sentence)
    if place < 0:
        return False
    before, after = quote[:place].rstrip(), quote[place + len(sentence) :]
    begins = not before or (before[-1] in _FULL_STOPS and sentence[:1] not in _CLOSING)
    return begins and (not after or (sentence[-1] in _FULL_STOPS and after[0] == " "))


def stops(checks: Sequence[Check]) -> bool:
    """Whether any of the Checks keeps a sentence from being approved."""
    return any(check.severity == "high" for check in checks)


def _weight(checks: Sequence[Check]) -> tuple[int, int]:
    return sum(check.severity == "high" for check in checks), len(checks)


def _housed(passages: Sequence[Passage], form: HouseForm) -> list[Passage]:
    """The passages as house style would print them."""
    return [replace(p, quote=say(p.quote, p.published, form)) for p in passages]


def _checked(said: Line, passages: Sequence[Passage], form: HouseForm | None) -> tuple[Check, ...]:
    words = lexicon(form)
    source = source_of(said, passages, form)
    own = _alignment(said, source, turned_round=False)
    order = _alignment(said, source, turned_round=True)
    quoted = tuple(misquoted(said.text, source.quotes))
    wrong = " ".join(check.words for check in quoted)
    checks = [
        *quoted,
        *(c for c in unsupported(own, source, words) if not (wrong and _inside(c, wrong))),
    ]
    brief = source.sentences <= _BRIEF and len(source.near.tokens) <= _BRIEF_TOKENS
    page = None if brief else Page.of(source)
    if is_copy(order, brief):
        checks += exchanged(order, source)
        # What was told of already ("Says '12'; the page says '10'") is not told twice.
        told_of = {check.words.partition(";")[0] for check in checks}
        checks += (c for c in swapped(order) if c.words.partition(";")[0] not in told_of)
        told = [*turned(own), *measured(own), *credited(order, source.outlets)]
        told += [*roles(order), *agents(order)]
        checks += (c if brief or c.kind in _ALWAYS else replace(c, severity="info") for c in told)
    else:
        near = [c for c in turned(own) if c.kind in _ALWAYS]
        checks += near if page is None else retold(said, page)
    if page is not None:
        checks = [replace(c, severity="info") if c.kind == "content" else c for c in checks]
        checks += [*contrary(own, source), *inserted(own, source)]
        checks += misplaced(said, page)
    return tuple({(c.kind, c.words): c for c in checks}.values())


def _inside(check: Check, wrong: str) -> bool:
    """Whether a strange word stands in a quotation that is wrong as a whole."""
    return check.kind == "content" and check.words.split("'")[1] in wrong


def _alignment(said: Line, source: Source, turned_round: bool) -> Alignment:
    """The alignment; with passives and closing attributions `turned_round`, order compares."""
    if not turned_round:
        return aligned(said, source.near)
    ours, theirs = fronted(said), fronted(source.near)
    given = activated(theirs, ours)
    return aligned(activated(ours, theirs), given)

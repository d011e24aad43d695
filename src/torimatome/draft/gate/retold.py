"""What a sentence told anew from a whole page denies, or sets against something, and its page not.

Half of what is denied is denied by other words when it is retold: "has yet to", "fails to",
"against". So a "not" counts only where neither side has any such word in the sentence.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from torimatome.draft.gate.claims import REACH, STOPS, denies_nothing
from torimatome.draft.gate.company import LEAST, Page, beside
from torimatome.draft.gate.cues import cues
from torimatome.draft.gate.stems import base, lines
from torimatome.draft.gate.tokens import Line, Token
from torimatome.model import Check

_CONTRAST = frozenset({"despite", "notwithstanding", "although", "though", "albeit"})
_CONTRASTS = _CONTRAST | frozenset(
    {"but", "however", "while", "whereas", "yet", "still", "even", "nevertheless", "nonetheless",
     "regardless", "defy", "spite", "instead", "rather"}
)  # fmt: skip


def retold(said: Line, page: Page) -> list[Check]:
    """Each "not" and each "despite" that one side has and the other has no word for."""
    refused = {token.sentence for token in page.tokens if _refuses(token)}
    checks = [*_denied(said, page, refused), *_contrasted(said, page)]
    if not any(_refuses(token) for token in said.tokens):
        checks += _lost(said, page, refused)
    return checks


def _denied(said: Line, page: Page, refused: set[int]) -> Iterator[Check]:
    """A "not" of what the page tells, in the same company, without one."""
    for place, word in _denials(said.tokens):
        others = [page.places(t) for t in beside(said.tokens, place)]
        spots = page.places(said.tokens[place])
        told = any(page.company(spot, others) >= LEAST for spot in spots)
        if told and not any(page.tokens[spot].sentence in refused for spot in spots):
            what = said.tokens[place].text
            yield Check("negation", f"Says {word!r} of {what!r}; the page does not", "high")


def _lost(said: Line, page: Page, refused: set[int]) -> Iterator[Check]:
    """What the page denies, told without a "not", and nowhere told so by the page."""
    for spot, word in _denials(page.tokens):
        place = next(
            (p for p, t in enumerate(said.tokens) if t.content and spot in page.places(t)), None
        )
        if place is None:
            continue
        others = [page.places(t) for t in beside(said.tokens, place)]
        free = any(
            page.tokens[other].sentence not in refused and page.company(other, others)
            for other in page.places(said.tokens[place])
        )
        if page.company(spot, others) >= LEAST and not free:
            what = page.tokens[spot].text
            yield Check("negation", f"The page says {word!r} of {what!r}; here it is lost", "high")


def _contrasted(said: Line, page: Page) -> Iterator[Check]:
    """A "despite" or "although" where the page sets nothing against anything."""
    for place, token in enumerate(said.tokens):
        if token.low not in _CONTRAST:
            continue
        others = [page.places(t) for t in beside(said.tokens, place)]
        near = {
            page.tokens[spot].sentence
            for places in others
            for spot in places
            if page.company(spot, others) >= LEAST
        }
        told = (t for t in page.tokens if t.sentence in near)
        if near and not any(t.low in _CONTRASTS or t.base in _CONTRASTS for t in told):
            words = f"Says {token.text!r}; the page sets nothing against it"
            yield Check("direction", words, "high")


def _denials(row: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Each content word that a negator denies, with the negator."""
    for place, token in enumerate(row):
        if token.low not in cues().negators or denies_nothing(row, place):
            continue
        for near in range(place + 1, min(len(row), place + 1 + REACH)):
            if row[near].low in STOPS or row[near].sentence != token.sentence:
                break
            if row[near].content:
                yield near, token.text
                break


def _refuses(token: Token) -> bool:
    return token.low in cues().negators or token.base in _refusals()


@lru_cache(maxsize=1)
def _refusals() -> frozenset[str]:
    return frozenset(cues().denials) | {base(word) for word in lines("refusals.txt")}

"""Numbers, days, names and other words of a sentence that its source does not have."""

import re
from collections.abc import Iterator

from torimatome.draft.gate.align import Alignment, likeness
from torimatome.draft.gate.cues import cues
from torimatome.draft.gate.lexicon import Lexicon
from torimatome.draft.gate.source import Source
from torimatome.draft.gate.stems import base, groups, stem
from torimatome.draft.gate.tokens import Token
from torimatome.model import Check

# A word this long that begins another one is its derivation: Armenia, Armenian.
_SAME_START = 4
_ENDINGS = re.compile(
    r"(?:s|es|n|an|ian|ean|i|ish|ese|ic|ist|ists|er|ers|ing|ed|d|ly|al|ial|ation|ity|y|e|'s)?"
)
_ABOUT_FORM = frozenset({"spox", "ppl", "reuter", "st"})


def unsupported(found: Alignment, source: Source, lexicon: Lexicon) -> list[Check]:
    """One Check for each word the source has nothing for, with what it says instead."""
    checks: list[Check] = []
    for place, token in enumerate(found.said):
        if not token.content or found.place(place) is not None:
            continue
        if token.kind == "day":
            checks += _day(found, place, source)
        elif token.kind == "number":
            checks += _number(found, place, source)
        elif not _elsewhere(token, source, lexicon) and not _neighbour(found, place):
            kind = "names" if _is_name(token, place) else "content"
            words = _words(found, place, token, kind)
            checks.append(Check(kind, words, "high" if kind == "names" else "mid"))
    return checks


def instead(found: Alignment, place: int) -> str:
    """What the source has where the sentence has word `place`; "" when nothing of its kind."""
    token = found.said[place]
    start, end = found.gap(place)
    free = [
        t
        for p, t in enumerate(found.given[start:end], start)
        if t.content and t.kind == token.kind and p not in found.back
    ]
    if token.kind == "word":
        free = [t for t in free if t.capital == token.capital] or free
    return free[0].text if free and len(free) <= 6 else ""


def _words(found: Alignment, place: int, token: Token, kind: str) -> str:
    page = instead(found, place)
    if page:
        return f"Says {token.text!r}; the page says {page!r}"
    what = "name" if kind == "names" else "word"
    return f"The page does not have the {what} {token.text!r}"


def _day(found: Alignment, place: int, source: Source) -> list[Check]:
    token = found.said[place]
    if token.low in source.days:
        return []
    shown = token.text.strip(" -")
    page = instead(found, place)
    if token.low in source.published:
        # The article's own day may be said of what it reports, not put where it names another.
        return [Check("days", f"Says {shown!r}; the page says {page!r}", "high")] if page else []
    told = f"; the page says {page!r}" if page else ", a day the page does not name"
    return [Check("days", f"Says {shown!r}{told}", "high")]


def _number(found: Alignment, place: int, source: Source) -> list[Check]:
    token = found.said[place]
    if token.keys & source.every or token.text in source.whole.text.split():
        return []
    if token.low in {"#1", "#1th"} and not instead(found, place):
        return []
    if token.low == "#2" and {"both", "pair", "couple", "double"} & {
        t.low for t in source.whole.tokens
    }:
        return []
    page = instead(found, place)
    told = f"; the page says {page!r}" if page else ", a number the page does not give"
    return [Check("numbers", f"Says {token.text!r}{told}", "high")]


def _is_name(token: Token, place: int) -> bool:
    if not token.capital:
        return False
    if place > 0 or any(key.startswith(("c:", "t:")) for key in token.keys):
        return True
    plain = token.low.isascii() and (base(token.low) in groups() or token.low in _ABOUT_FORM)
    return not plain


def _elsewhere(token: Token, source: Source, lexicon: Lexicon) -> bool:
    """Whether any word of the passages, near or far, stands for `token`."""
    if (token.keys | {stem(token.low)}) & source.every:
        return True
    if token.parts and _all_parts(token, source):
        return True
    # Verbs of saying may change places; how surely they vouch is checked with the speakers.
    if token.low in cues().say and any(t.low in cues().say for t in source.whole.tokens):
        return True
    if token.low in source.outlets:
        return True
    right = lexicon.spellings.get(token.low, token.low)
    for other in source.whole.tokens:
        if not other.content or other.kind != "word":
            continue
        if _derived(token.low, other.low) or _derived(right, lexicon.spellings.get(other.low, "")):
            return True
        if likeness(token, other) or (other.low.replace("-", "") == token.low):
            return True
    return _acronym(token, source)


def _all_parts(token: Token, source: Source) -> bool:
    words = [w for w in re.findall(r"\w+", token.text.lower()) if w not in cues().function]
    if len(words) < 2:
        return False
    return all(({stem(w)} | groups().get(base(w), frozenset())) & source.every for w in words)


def _derived(one: str, other: str) -> bool:
    """Armenia and Armenian, Georgia and Georgians: one begins the other."""
    if not one or not other or min(len(one), len(other)) < _SAME_START:
        return False
    short, long = sorted((one, other), key=len)
    if not long.startswith(short[:-1] if short.endswith(("a", "e", "y")) else short):
        return False
    cut = len(short) - 1 if short.endswith(("a", "e", "y")) else len(short)
    return bool(_ENDINGS.fullmatch(long[cut:])) or long == short


def _acronym(token: Token, source: Source) -> bool:
    """Whether the first letters of a run of words give the word, or the word begins such a run."""
    letters = token.text.replace(".", "")
    row = [t for t in source.whole.tokens if t.kind == "word"]
    if 2 <= len(letters) <= 7 and letters.isupper():
        small = {"of", "the", "and", "for", "in", "on", "to"}
        firsts = [(t.text[0].lower(), t.low in small) for t in row]
        for start in range(len(firsts)):
            if _spells(firsts[start:], letters.lower()):
                return True
    return False


def _spells(firsts: list[tuple[str, bool]], letters: str) -> bool:
    at = 0
    for letter, small in firsts:
        if at < len(letters) and letter == letters[at]:
            at += 1
        elif not (small and at):
            return False
        if at == len(letters):
            return True
    return False


def _neighbour(found: Alignment, place: int) -> bool:
    """Small wordings that claim nothing: "a number of", "took place", "as well as"."""
    token = found.said[place]
    before = found.said[place - 1].low if place else ""
    after = found.said[place + 1].low if place + 1 < len(found.said) else ""
    if token.low == "number" and before == "a" and after == "of":
        return True
    if token.low in {"well", "part"} and before in {"as", "in"}:
        return True
    return token.low in cues().negators or token.low in cues().auxiliaries


def exchanged(found: Alignment, source: Source) -> Iterator[Check]:
    """Words that stand elsewhere in the source, put where the page has another of their kind."""
    for place in sorted(found.moved | found.repeated):
        token = found.said[place]
        if token.kind == "word" and not token.capital:
            continue
        if place - 1 not in found.at and place + 1 not in found.at:
            continue
        page = instead(found, place)
        if not page or page == token.text:
            continue
        start, end = found.gap(place)
        spot = found.place(place)
        if spot is not None and start <= spot < end:
            continue
        kind = {"number": "numbers", "day": "days"}.get(token.kind, "names")
        yield Check(kind, f"Says {token.text!r}; in this place the page says {page!r}", "high")

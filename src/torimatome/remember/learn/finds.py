"""A Find: one place where a pair was met; the raw material of proposals."""

import re
from dataclasses import dataclass

from torimatome.remember.learn.reading import Piece, Reading, Spot
from torimatome.remember.learn.words import Text

# Words an English phrase may hold that Japanese says with a particle or not at all.
SMALL = frozenset("of the for on in and to a an with at by from s".split())


@dataclass(frozen=True)
class Find:
    """One pair, met once."""

    kind: str
    en: str
    ja: str
    issue: str
    item: str
    where: str  # headline | body | citation
    day: str = ""
    aliases: tuple[str, ...] = ()
    short_en: str = ""
    country: str = ""
    office: str = ""  # Japanese of the office, for people
    why: str = ""
    sure: float = 1.0
    doubt: str = ""  # why this find alone does not make a strong proposal; "" = it does


def tidy(ja: str) -> str:
    """Japanese without quotation marks that have lost their partner, or stand round it all."""
    for opening, closing in ("「」", "『』", "“”"):
        if ja.count(opening) != ja.count(closing) or (ja[:1] == opening and ja[-1:] == closing):
            ja = ja.replace(opening, "").replace(closing, "")
    return ja.strip("・ ")


def narrow(groups: tuple[tuple[Spot, ...], ...], where: str) -> tuple[Spot, ...]:
    """One spot of each group so that they lie closest together; () where one has none there."""
    options = [[s for s in group if s.where == where] for group in groups]
    if not options or any(not o for o in options):
        return ()
    best: tuple[Spot, ...] = ()
    for start in options[0]:
        chosen = [start]
        for others in options[1:]:
            free = [s for s in others if not any(s.first <= c.last and c.first <= s.last
                                                 for c in chosen)] or others  # fmt: skip
            chosen.append(min(free, key=lambda s: _reach((*chosen, s))))
        if not best or _reach(chosen) < _reach(best):
            best = tuple(chosen)
    return best


def _reach(spots: "list[Spot] | tuple[Spot, ...]") -> int:
    return max(s.last for s in spots) - min(s.first for s in spots)


def phrase(text: Text, spots: tuple[Spot, ...]) -> tuple[int, int] | None:
    """First and last word of the phrase that the spots make up; None if more stands between."""
    first, last = min(s.first for s in spots), max(s.last for s in spots)
    inside = {n for s in spots for n in range(s.first, s.last + 1)}
    between = [text.words[n] for n in range(first, last + 1) if n not in inside]
    if any(w.stem not in SMALL and w.text.lower() not in SMALL for w in between):
        return None
    stretch = text.raw[text.words[first].start : text.words[last].end]
    return None if re.search(r"[.;:,!?¶]\s", stretch) else (first, last)


def said(reading: Reading, pieces: tuple[Piece, ...], where: str) -> str:
    """The English phrase that says just these pieces, "" if there is none."""
    spots = narrow(tuple(p.spots for p in pieces), where)
    text = reading.text(where)
    span = phrase(text, spots) if spots else None
    return text.said(*span) if span else ""

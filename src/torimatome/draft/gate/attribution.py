"""Who says it: "said", "according to", "claimed" may not vanish, weaken, or pass to another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from torimatome.draft.gate.align import Alignment
from torimatome.draft.gate.cues import cues
from torimatome.draft.gate.tokens import Token, is_calendar
from torimatome.model import Check

_STOPS = frozenset({",", ";", ":", '"', "“", "”", "«", "»", "(", ")", "—", "–"})
_MARKS = frozenset({'"', "“", "”", "«", "»", "'", "‘", "’"})
_ACCORDING = frozenset({"according-to", "according", "citing", "cites", "quoting", "per"})
_SUBORDINATE = frozenset(
    {"which", "who", "while", "that", "after", "with", "despite", "because", "although", "though",
     "when", "where", "whose", "and", "but", "whom", "if", "since", "before", "until", "whereas"}
)  # fmt: skip
_TELLS = frozenset({"told", "tells", "telling"})
_BE = frozenset({"is", "are", "was", "were", "been", "be", "being"})
_CLOSING = 6  # words: "told reporters on Monday."
_RETAINED = 0.25
_SPEAKER = 14  # words looked at for the one who speaks


@dataclass(frozen=True)
class Cue:
    """A word that gives what stands round it to somebody."""

    place: int
    kind: str  # neutral | claim | confirm | deny | think
    speaker: tuple[int, ...]  # content words of whoever speaks
    governs: tuple[int, ...]  # content words given to the speaker
    agency: bool = False  # "Trend reports": house style drops it


def credited(found: Alignment, outlets: frozenset[str]) -> Iterator[Check]:
    """Attributions of the source that are lost, weakened, added, or given to another."""
    theirs = cues_of(found.given, outlets)
    ours = cues_of(found.said, outlets)
    free = list(ours)
    pairs: list[tuple[Cue, Cue | None]] = []
    for cue in theirs:
        there = found.back.get(cue.place)
        match = next((c for c in free if c.place == there), None)
        if match:
            free.remove(match)
        pairs.append((cue, match))
    for number, (cue, match) in enumerate(pairs):
        if match is None and _retained(found, cue):
            other = _closest(found, cue, free)
            if other is not None:
                free.remove(other)
                pairs[number] = (cue, other)
    for cue, match in pairs:
        if match is not None:
            yield from _compared(found, cue, match)
        elif not cue.agency and _retained(found, cue) and not _covered(found, cue, ours):
            who = " ".join(found.given[p].text for p in cue.speaker[:5])
            said = found.given[cue.place].text
            words = f"{who} {said}".strip()
            yield Check("attribution", f"The page says {words!r}; here it is a fact", "high")
    for cue in free:
        if theirs and any(_retained(found, c) for c in theirs):
            continue
        if found.place(cue.place) is None and any(found.place(p) is not None for p in cue.governs):
            said = found.said[cue.place].text
            yield Check("attribution", f"Says {said!r}; the page gives it to nobody", "high")


def _retained(found: Alignment, cue: Cue) -> bool:
    """Whether what the cue governs is told here: two of its words, or all where it has one.

    They must make up a part of the sentence: words met by chance all over a page do not.
    """
    kept = sum(p in found.back for p in cue.governs)
    content = sum(token.content for token in found.said)
    return kept >= min(2, len(cue.governs)) and kept > 0 and kept >= _RETAINED * content


def _covered(found: Alignment, cue: Cue, ours: Sequence[Cue]) -> bool:
    """Whether another cue here gives the same words to the same speaker."""
    kept = {found.back[p] for p in cue.governs if p in found.back}
    speaker = {found.back[p] for p in cue.speaker if p in found.back}
    return any(kept & set(c.governs) and speaker & set(c.speaker) for c in ours if speaker)


def _closest(found: Alignment, cue: Cue, free: Sequence[Cue]) -> Cue | None:
    kept = {found.back[p] for p in cue.governs if p in found.back}
    scored = [(len(kept & set(c.governs)), -c.place, c) for c in free]
    good = [row for row in scored if row[0] > 0 or not row[2].governs]
    return max(good, key=lambda row: row[:2])[2] if good else None


def _compared(found: Alignment, page: Cue, here: Cue) -> Iterator[Check]:
    theirs, ours = found.given[page.place], found.said[here.place]
    if page.kind != here.kind:
        yield Check("attribution", f"Says {ours.text!r}; the page says {theirs.text!r}", "high")
        return
    # Only a name or an office can be the wrong speaker; "he" is settled by the page around it.
    said = [found.said[p] for p in here.speaker]
    given = [found.given[p] for p in page.speaker]
    if not said or not given:
        return
    keys = {k for t in given for k in t.keys | t.parts}
    if any(t.keys & keys for t in said):
        heads = [t for t in said if t.capital and not t.keys & keys]
        strange = [t for t in heads if t.keys & {k for g in found.given for k in g.keys}]
        if not strange:
            return
        who = " ".join(t.text for t in said)
        page_who = " ".join(t.text for t in given)
        if any(t.capital for t in given):
            yield Check("attribution", f"Says it is {who!r}; the page says {page_who!r}", "high")
        return
    who, page_who = " ".join(t.text for t in said), " ".join(t.text for t in given)
    yield Check("attribution", f"Given to {who!r}; the page gives it to {page_who!r}", "high")


def cues_of(row: Sequence[Token], outlets: frozenset[str]) -> list[Cue]:
    """The attributions a line makes, left to right."""
    found: list[Cue] = []
    for place, token in enumerate(row):
        titled = token.capital and place and row[place - 1].low not in _STOPS
        if token.kind != "word" or (titled and not token.low.startswith("according")):
            continue
        kind = "neutral" if token.low in _ACCORDING else cues().say.get(token.low)
        if kind and _says(row, place):
            found.append(_cue(row, place, kind, outlets))
    return found


def _says(row: Sequence[Token], place: int) -> bool:
    """Whether a verb of saying has words to govern where it stands."""
    low = row[place].low
    after = row[place + 1].low if place + 1 < len(row) else "."
    before = row[place - 1].low if place else ""
    if low in _ACCORDING:
        return low != "according" or after == "to"
    if low == "statement":
        return False
    if before in {"the", "a", "an", "to", "of", "be"} and low not in {"say"}:
        return False
    if before in _BE and after != "that" and low not in {"saying", "telling"}:
        return False
    if low in cues().strong:
        return after != "by"
    if low in _TELLS:
        near = {t.low for t in row[place + 1 : place + 7]}
        if "that" in near or near & _MARKS:
            return True
    if after in {"that", ":", "how", "why", "whether"} or after in _MARKS:
        return True
    if before in _MARKS:
        return True
    start, end = _clause(row, place)
    short = place - start <= 8 and start > 0 and row[start - 1].low in _STOPS
    closes = end - place <= _CLOSING and (end >= len(row) or row[end - 1].low in {".", ","})
    if after in {",", "."} or place + 1 >= len(row) or (low in _TELLS and closes):
        return short and before not in {"and", ","}
    if kind_is(low, "think") or kind_is(low, "confirm") or kind_is(low, "claim"):
        return after in {"the", "it", "he", "she", "they", "there"} and _clause_has_verb(
            row, place + 1, end
        )
    return False


def kind_is(low: str, kind: str) -> bool:
    """Whether a word of saying vouches in that way."""
    return cues().say.get(low) == kind


def _clause_has_verb(row: Sequence[Token], start: int, end: int) -> bool:
    verbs = {"is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "may",
             "can", "should", "must", "did", "does"}  # fmt: skip
    return any(t.low in verbs for t in row[start:end][:7])


def _clause(row: Sequence[Token], place: int) -> tuple[int, int]:
    start = place
    while (
        start > 0
        and row[start - 1].low not in _STOPS
        and (row[start - 1].sentence == row[place].sentence)
    ):
        start -= 1
    end = place + 1
    while (
        end < len(row) and row[end].low not in _STOPS and (row[end].sentence == row[place].sentence)
    ):
        end += 1
    return start, end


def _cue(row: Sequence[Token], place: int, kind: str, outlets: frozenset[str]) -> Cue:
    number = row[place].sentence
    first = place
    while first > 0 and row[first - 1].sentence == number:
        first -= 1
    last = place
    while last + 1 < len(row) and row[last + 1].sentence == number:
        last += 1
    start, end = _clause(row, place)
    after = row[place + 1].low if place < last else "."
    if row[place].low in _ACCORDING:
        begin = place + 2 if row[place].low == "according" else place + 1
        stop = begin
        while stop <= last and row[stop].low not in _STOPS and stop - begin < _SPEAKER:
            stop += 1
        speaker = _content(row, begin, stop)
        governs = _content(row, first, place) + _content(row, stop, last + 1)
        return Cue(place, kind, speaker, governs, _agency(row, place, speaker, outlets))
    speaker = _content(row, max(start, place - _SPEAKER), place)
    leads = after in {"that", ":"} or after in _MARKS
    opens = place == first or row[place - 1].low in _STOPS
    if opens and not leads and _inverts(row, place, end):  # ", said the minister"
        speaker = _content(row, place + 1, end)
        governs = _content(row, first, place) + _content(row, end, last + 1)
    elif opens:  # "On Friday Kerry, a former secretary, said": whoever stands before it speaks
        speaker = _content(row, first, place)
        governs = _content(row, place + 1, last + 1)
    elif not leads and _trails(row, (first, start), place, end):
        governs = _content(row, first, start) + _content(row, end, last + 1)
    else:
        governs = _content(row, place + 1, last + 1)
    return Cue(place, kind, speaker, governs, _agency(row, place, speaker, outlets))


def _inverts(row: Sequence[Token], place: int, end: int) -> bool:
    """Whether the speaker stands behind the verb: ", said the minister"."""
    if (
        row[place - 1].low in {")", "."}
        or place + 1 >= end
        or any(t.low == "that" for t in row[place + 1 : place + 9])
    ):
        return False
    after = row[place + 1]
    marked = place > 0 and row[place - 1].low in _MARKS
    return after.content or (after.low in {"the", "a", "an", "his", "her", "its"}) or marked


def _trails(row: Sequence[Token], before: tuple[int, int], place: int, end: int) -> bool:
    """Whether the clause closes what was said before it: ", the minister said on Monday"."""
    first, start = before
    if start <= first or row[start].low in _SUBORDINATE:
        return False
    opening = row[first].low in cues().movable or row[first].kind == "day"
    comma = next((n for n in range(first, start) if row[n].low in _STOPS), start)
    alone = opening and comma + 1 >= start  # "On Monday in Baku, he said": nothing said yet
    words = _content(row, comma if opening and not alone else first, start)
    if len(words) < (8 if alone else 2) and row[start - 1].low not in _MARKS:
        return False
    rest = [t for t in row[place + 1 : end] if t.kind != "mark"]
    if not rest:
        return True
    return len(rest) <= 8 and (
        rest[0].low in cues().movable or rest[0].kind == "day" or is_calendar(rest[0])
        or rest[0].low in {"to", "reporters", "late", "early", "citing"}
    )  # fmt: skip


def _content(row: Sequence[Token], start: int, end: int) -> tuple[int, ...]:
    return tuple(p for p in range(max(0, start), min(end, len(row))) if row[p].content)


def _agency(
    row: Sequence[Token], place: int, speaker: Sequence[int], outlets: frozenset[str]
) -> bool:
    """ "Trend reports": an outlet that passes the news on; the citation names it already."""
    words = [row[p] for p in speaker]
    if any(t.low in outlets or t.text.casefold() in outlets for t in words):
        return True
    passes = row[place].low in {"reports", "informs", "learned", "writes", "via"}
    return passes and 0 < len(words) <= 4 and any(t.capital for t in words)

"""What is told twice: headlines, sentences and events."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from torimatome.draft.check.ground import Ground
from torimatome.draft.check.people import full_names
from torimatome.draft.check.sheet import Sheet
from torimatome.model import Finding
from torimatome.text.folding import fold
from torimatome.text.sentences import split

# A sentence shorter than this may stand in two Items ("The sides exchanged views.").
_OWN_SENTENCE = 12  # words
_MEETS = re.compile(
    r"\b(?:met|meets?|received|receives|held (?:a |talks|meetings?|negotiations)|talks|"
    r"conversation|visit|meeting)\b"
)
# Two reports of one event lie at most so many days apart.
_APART = 3


def check(sheets: Sequence[Sheet], ground: Ground) -> Iterator[Finding]:
    """Headlines, sentences and events that stand in more than one Item of an Issue."""
    yield from _headlines(sheets)
    yield from _sentences(sheets)
    yield from _events(sheets, ground)


def _headlines(sheets: Sequence[Sheet]) -> Iterator[Finding]:
    for place in ("headline_ja", "headline_en"):
        same: dict[str, list[Sheet]] = defaultdict(list)
        for sheet in sheets:
            text = sheet.item.headline_ja if place == "headline_ja" else sheet.item.headline_en
            same[re.sub(r"\W", "", fold(text) if place == "headline_en" else text)].append(sheet)
        for key, group in same.items():
            if not key or len(group) < 2:
                continue
            for sheet in group:
                others = ", ".join(s.item.id for s in group if s is not sheet)
                text = sheet.item.headline_ja if place == "headline_ja" else sheet.item.headline_en
                yield sheet.finding(
                    place, "duplicate_headline", "mid", text,
                    f"the same headline as {others}; add the day or the topic",
                )  # fmt: skip


def _sentences(sheets: Sequence[Sheet]) -> Iterator[Finding]:
    seen: dict[str, Sheet] = {}
    for sheet in sheets:
        for part in sheet.parts:
            if part.place != "body":
                continue
            for span in split(part.text, "en"):
                words = part.text[span.start : span.end]
                if len(words.split()) < _OWN_SENTENCE:
                    continue
                first = seen.setdefault(fold(words), sheet)
                if first is not sheet:
                    yield sheet.finding(
                        "body", "duplicate_text", "mid", words,
                        f"the same sentence stands in {first.item.id}",
                    )  # fmt: skip


def _events(sheets: Sequence[Sheet], ground: Ground) -> Iterator[Finding]:
    """Pairs of Items in which the same people meet within days of one another."""
    named = {sheet.item.id: _people(sheet, ground) for sheet in sheets}
    spread = Counter(name for names in named.values() for name in names)
    pairs: dict[tuple[str, str], list[str]] = {}
    for one, other in combinations(sheets, 2):
        shared = [n for n in named[one.item.id] if n in named[other.item.id] and spread[n] <= 3]
        if shared and _near(one, other) and _MEETS.search(one.told) and _MEETS.search(other.told):
            pairs[one.item.id, other.item.id] = shared
    for one, other in combinations(sheets, 2):
        shared = pairs.get((one.item.id, other.item.id), [])
        foreign = [n for n in shared if not _at_home(n, ground)]
        if not foreign:
            continue
        # One guest may see several hosts; the same guest and the same host is one event.
        severity = "mid" if len(shared) >= 2 and _together(one, other, shared) else "low"
        for sheet, twin in ((one, other), (other, one)):
            yield sheet.finding(
                "body", "duplicate_event", severity, named[sheet.item.id][foreign[0]],
                f"{' and '.join(named[sheet.item.id][n] for n in shared)} also in {twin.item.id}",
            )  # fmt: skip


def _people(sheet: Sheet, ground: Ground) -> dict[str, str]:
    """Full names told outside NOTEs: folded → as printed."""
    return {
        fold(name): name for name in full_names(f"{sheet.item.headline_en}\n{sheet.told}", ground)
    }


def _at_home(name: str, ground: Ground) -> bool:
    term = ground.termbase.get(name, ("person",))
    return term is not None and term.country == ground.house.country


def _near(one: Sheet, other: Sheet) -> bool:
    days = [[c.date_start for c in sheet.item.citations if c.date_start] for sheet in (one, other)]
    if not all(days):
        return False
    first, second = (min(d) for d in days)
    return abs(_number(first) - _number(second)) <= _APART


def _number(day: str) -> int:
    year, month, number = (int(part) for part in day.split("-"))
    return (year * 12 + month) * 31 + number


def _together(one: Sheet, other: Sheet, shared: Sequence[str]) -> bool:
    """Whether two of the shared names stand close together in both Items."""
    for sheet in (one, other):
        low = fold(f"{sheet.item.headline_en} {sheet.told}")
        places = sorted(low.find(name) for name in shared)
        if min((b - a for a, b in pairwise(places)), default=999) > 400:
            return False
    return True

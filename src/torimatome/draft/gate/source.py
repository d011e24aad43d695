"""What a sentence rests on, cut into lines that compare; the days its texts name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from torimatome.draft import days
from torimatome.draft.gate.lexicon import Same, lexicon
from torimatome.draft.gate.tokens import Line, Token, tokens_of
from torimatome.draft.house_style import HouseForm, house_day
from torimatome.model import Passage
from torimatome.text.sentences import split

# Of a long page only the sentences nearest to what was written are compared word by word; more
# of them cost time and blur what replaced what. Chosen on ../shared/data/faith, even rows.
_NEAREST = 4
_HOUSE_DAY = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\.\s?(\d{1,2})(?:-(\d{1,2}))?\b"
    r"(?:,\s*(\d{4}))?"
)
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"


@dataclass(frozen=True)
class Source:
    """The passages of a sentence: the lines nearest to it, and all words they have."""

    near: Line
    every: frozenset[str]
    days: frozenset[str]
    published: frozenset[str]
    quotes: tuple[str, ...]
    outlets: frozenset[str]
    whole: Line
    sentences: int


def day_key(month: int, day: int) -> str:
    """A day as tokens carry it: "@0507"; a year, where the words give one, is kept apart."""
    return f"@{month:02d}{day:02d}"


def days_in(text: str, day: str, form: HouseForm | None) -> list[tuple[int, int, str]]:
    """Where `text` names a day, and which: in house form or any other."""
    found: list[tuple[int, int, str]] = []
    taken = text
    if form is not None:
        for match in house_day(form).finditer(text):
            names = form.style.months
            month = next(n for n, m in enumerate(names, 1) if match.group().startswith(m))
            number = int(re.findall(r"\d+", match.group())[-1])
            end = match.end()
            until = re.match(r"-(\d{1,2})\b", text[end:])
            found.append((match.start(), end, day_key(month, number)))
            if until:
                found.append((end, end + until.end(), day_key(month, int(until[1]))))
    for match in _HOUSE_DAY.finditer(text):
        if any(start <= match.start() < end for start, end, _ in found):
            continue
        month = _MONTHS.index(match[1][:3]) // 3 + 1
        middle = match.end(2)
        found.append((match.start(), middle, day_key(month, int(match[2]))))
        if match[3]:
            found.append((middle, match.end(3), day_key(month, int(match[3]))))
    for start, end, _ in found:
        taken = taken[:start] + " " * (end - start) + taken[end:]
    for mention in days.find(taken, day):
        key = day_key(mention.first.month, mention.first.day)
        end = mention.end
        year = re.search(r",?\s+\d{4}$", text[mention.start : end])
        if mention.year_given and year:
            end -= len(year.group())
        if mention.last is not None and end - mention.start >= 6:
            middle = end - 3
            found.append((mention.start, middle, key))
            found.append((middle, end, day_key(mention.last.month, mention.last.day)))
        else:
            found.append((mention.start, end, key))
    return sorted(found)


def source_of(said: Line, passages: Sequence[Passage], form: HouseForm | None) -> Source:
    """The passages as tokens, and the sentences of them nearest to what is `said`."""
    rows: list[Sequence[Token]] = []
    for passage in passages:
        read = _rows(passage.quote, passage.published, passage.language, Same(form))
        first = len(rows)
        rows += (
            [replace(t, sentence=t.sentence + first) for t in row] if first else row for row in read
        )
    quotes = tuple(p.quote for p in passages)
    wanted = {key for token in said.tokens if token.content for key in token.keys}
    chosen = _nearest(rows, wanted) if len(rows) > _NEAREST else list(range(len(rows)))
    near = [token for place in chosen for token in rows[place]]
    whole = Line.of(" ".join(quotes), [token for row in rows for token in row])
    published = {
        day_key(day.month, day.day)
        for passage in passages
        if passage.published and (day := date.fromisoformat(passage.published))
    }
    return Source(
        near=Line.of(whole.text, near),
        every=whole.every,
        days=frozenset(t.low for t in whole.tokens if t.kind == "day"),
        published=frozenset(published),
        quotes=quotes,
        outlets=frozenset(p.outlet.casefold() for p in passages),
        whole=whole,
        sentences=len(rows),
    )


# An editor types against the same passages again and again; a page of 40 sentences takes 20 ms.
@lru_cache(maxsize=256)
def _rows(quote: str, day: str, language: str, of: Same) -> tuple[tuple[Token, ...], ...]:
    """The sentences of one passage as tokens."""
    found: list[tuple[Token, ...]] = []
    for span in split(quote, language or "en"):
        text = quote[span.start : span.end]
        row = tokens_of(text, days_in(text, day, of.form), lexicon(of.form), len(found))
        found.append(tuple(row))
    return tuple(found)


def _nearest(rows: Sequence[Sequence[Token]], wanted: set[str]) -> list[int]:
    """The sentences that together cover most of what is wanted, in the page's order."""
    keys = [{k for t in row if t.content for k in t.keys | t.parts} for row in rows]
    often: dict[str, int] = {}
    for row in keys:
        for key in row:
            often[key] = often.get(key, 0) + 1
    left = set(wanted)
    chosen: list[int] = []
    while left and len(chosen) < _NEAREST:
        gains = [sum(1 / often[k] ** 0.5 for k in row & left) for row in keys]
        best = max(range(len(rows)), key=lambda n: (gains[n] if n not in chosen else -1.0, -n))
        if best in chosen or gains[best] <= 0:
            break
        chosen.append(best)
        left -= keys[best]
    return sorted(chosen) or [0]

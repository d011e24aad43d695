"""Days: citations against the period, events against citations, and how days are written."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from torimatome.draft import days
from torimatome.draft.check.ground import Ground
from torimatome.draft.check.sheet import Part, Sheet
from torimatome.model import Citation, Finding, Period
from torimatome.text.sentences import split

# An event told as news lies at most so many days before the page that tells it; beyond, the day
# is more likely misprinted. The four issues measured have none over 8 days; raise it for a
# bulletin that covers more than a fortnight.
_STALE = 14
_REMARK_DAY = re.compile(
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日"
    r"(?:\s*[～〜~－–-]\s*(?:(?P<month2>\d{1,2})月)?(?P<day2>\d{1,2})日)?"
)
_OPENING = re.compile(r"On\s+(?:the\s+)?(?=[A-Z0-9])")
_NO_EVENT = re.compile(
    r"\b(?:since|until|till|from|between|before|after|by|of|through|dated|marking|ahead of|"
    r"commemorating|anniversary of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|would be|to be (?:held|signed|opened)|scheduled|upcoming|planned|plans to|"
    r"due to (?:be|take|open|begin|start|visit)|expected to)\b",
    re.IGNORECASE,
)
_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_STOP_AFTER_DAY = re.compile(r"^On [A-Z][a-z]{2,8}\.?\s?\d{1,2}\.(?=\s+[A-Z])")
_WHOLE_MONTHS = {"May", "June", "July"}
_WRITTEN_DAY = re.compile(
    r"\b[Oo]n (?:(?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6})"
    r"\.?\s?(?P<day>\d{1,2})|(?P<day2>\d{1,2}) (?P<month2>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep"
    r"|Oct|Nov|Dec)[a-z]{0,6}))\b(?!,? \d{4})"
)


def check(sheet: Sheet, ground: Ground, period: Period | None) -> Iterator[Finding]:
    """Everything about the days of one Item; without a period only what needs none."""
    excused = _excused(period, ground) if period else frozenset()
    if period:
        for citation in dict.fromkeys(sheet.item.citations):
            yield from _citation(sheet, citation, period, excused)
    for part in sheet.parts:
        if part.place != "body" or part.japanese:
            continue
        slip = _STOP_AFTER_DAY.match(part.text)
        if slip:
            yield replace(
                sheet.finding("body", "en_typo", "mid", slip.group(),
                              "a full stop where the day's comma should be"),
                suggestion=slip.group()[:-1] + ",",
            )  # fmt: skip
        yield from _no_such_day(sheet, part)
    yield from _events(sheet, period, excused)
    yield from _style(sheet, ground)


def _no_such_day(sheet: Sheet, part: Part) -> Iterator[Finding]:
    """February 30."""
    for match in _WRITTEN_DAY.finditer(part.text):
        month = (match["month"] or match["month2"]).lower()[:3]
        day = int(match["day"] or match["day2"])
        if not 1 <= day <= _MONTH_LENGTHS[_MONTHS.index(month)]:
            yield sheet.finding("body", "en_typo", "high", match.group(), "there is no such day")


def _excused(period: Period, ground: Ground) -> frozenset[date]:
    """The days that the remark under the period lets in."""
    start, end = _iso(period.start), _iso(period.end)
    if not period.remark or start is None or end is None:
        return frozenset()
    found: set[date] = set()
    for match in _REMARK_DAY.finditer(period.remark):
        month = int(match["month"] or start.month)
        first = _near(int(match["year"] or 0), month, int(match["day"]), start)
        last = first
        if match["day2"] and first:
            last = _near(first.year, int(match["month2"] or month), int(match["day2"]), start)
        if first and last:
            found.update(first + timedelta(days=n) for n in range(min((last - first).days, 31) + 1))
    for mention in days.find(period.remark, period.start):
        last = mention.last or mention.first
        found.update(
            mention.first + timedelta(days=n) for n in range((last - mention.first).days + 1)
        )
    return frozenset(found)


def _near(year: int, month: int, day: int, anchor: date) -> date | None:
    options = [year] if year else [anchor.year - 1, anchor.year, anchor.year + 1]
    found: list[date] = []
    for one in options:
        try:
            found.append(date(one, month, day))
        except ValueError:
            continue
    return min(found, key=lambda d: abs((d - anchor).days), default=None)


def _iso(day: str) -> date | None:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def _citation(
    sheet: Sheet, citation: Citation, period: Period, excused: frozenset[date]
) -> Iterator[Finding]:
    first, last = _iso(citation.date_start), _iso(citation.date_end)
    start, end = _iso(period.start), _iso(period.end)
    if start is None or end is None:
        return
    if first is None or last is None or last < first:
        yield sheet.finding(
            "citation", "citation_malformed", "high", citation.raw,
            "no day can be read from this citation" if first is None or last is None
            else "the span ends before it begins",
        )  # fmt: skip
        return
    outside = [
        day
        for day in (first, last)
        if not start <= day <= end and day not in excused
    ]  # fmt: skip
    if not outside:
        return
    right = _right_year(outside[0], start, end)
    if right:
        suggestion = citation.raw.replace(str(outside[0].year), str(right))
        yield replace(
            sheet.finding("citation", "citation_wrong_year", "high", citation.raw,
                          f"{outside[0].year}: the period is {period.start} to {period.end}"),
            suggestion=suggestion,
        )  # fmt: skip
        return
    remark = f"; the remark {period.remark} does not cover it" if period.remark else ""
    yield sheet.finding(
        "citation", "citation_out_of_period", "mid", citation.raw,
        f"outside the period {period.start} to {period.end}{remark}",
    )  # fmt: skip


def _right_year(day: date, start: date, end: date) -> int:
    for year in sorted({start.year, end.year}):
        try:
            moved = day.replace(year=year)
        except ValueError:
            continue
        if year != day.year and start <= moved <= end:
            return year
    return 0


def _events(sheet: Sheet, period: Period | None, excused: frozenset[date]) -> Iterator[Finding]:
    """The day an Item or paragraph opens with, against what it is cited by."""
    item = sheet.item
    told: list[str] = []
    for number, part in enumerate(sheet.parts):
        if part.place != "body" or part.kind in {"note", "subheading"} or part.japanese:
            continue
        citation = _cited(sheet, part.block)
        anchor = citation.date_end if citation and _iso(citation.date_end) else ""
        if not anchor:
            continue
        opens = bool(_OPENING.match(part.text))
        if told and not opens:
            continue
        first = split(part.text, "en")[:1]
        text = part.text[: first[0].end] if first else part.text
        mention = next(iter(days.find(text, anchor)), None)
        told.append(text)
        # A reported speech opens with its quotation; its date is what the speaker names.
        if mention is None or mention.relative or _AHEAD.search(text):
            continue
        before = text[: mention.start]
        if _NO_EVENT.search(before) or (mention.year_given and not opens):
            continue
        words = ("On " if before.endswith("On ") else "on " if before.endswith("on ") else "") + (
            text[mention.start : mention.end]
        )
        last = _iso(citation.date_end) if citation else None
        begun = _iso(citation.date_start) if citation else None
        if last is None or begun is None:
            continue
        day = mention.first
        if citation and _year_is_wrong(citation, period):
            continue
        if (last - day).days > _STALE or day > last:
            yield sheet.finding(
                "body", "event_vs_citation_date", "high", words,
                f"{day.isoformat()} is {abs((last - day).days)} days "
                f"{'before' if day < last else 'after'} the day it is cited by",
            )  # fmt: skip
        elif period and not (period.start <= day.isoformat() <= period.end) and day not in excused:
            yield sheet.finding(
                "body", "event_out_of_period", "mid", words,
                f"{day.isoformat()} lies outside the period {period.start} to {period.end}",
            )  # fmt: skip
        elif begun != last and day < begun and number:
            yield sheet.finding(
                "citation", "citation_range_vs_text", "low",
                citation.raw if citation else item.headline_en,
                f"the text begins on {day.isoformat()}, the citation later",
            )  # fmt: skip


def _year_is_wrong(citation: Citation, period: Period | None) -> bool:
    """The citation itself has a wrong year, so that it says nothing of the event."""
    if period is None:
        return False
    day, start, end = _iso(citation.date_end), _iso(period.start), _iso(period.end)
    if day is None or start is None or end is None or start <= day <= end:
        return False
    return bool(_right_year(day, start, end))


def _cited(sheet: Sheet, block: int) -> Citation | None:
    """The citation that closes the block, its own or the next one after it."""
    following = (b.citation for b in sheet.item.blocks[max(block, 0) :] if b.citation)
    return next(following, sheet.item.citations[-1] if sheet.item.citations else None)


def _style(sheet: Sheet, ground: Ground) -> Iterator[Finding]:
    style = ground.house.style
    shape = re.search(r"\{month\}(.*?)\{day(:[^}]*)?\}", style.day_opening)
    if not shape:
        return
    full = {m for m in style.months if len(m) <= 4 and m in _WHOLE_MONTHS}
    for part in sheet.parts:
        if part.place != "body" or part.kind == "note" or part.japanese:
            continue
        for match in _WRITTEN_DAY.finditer(part.outside):
            month = match["month"] or match["month2"]
            day = match["day"] or match["day2"]
            name = next((m for m in style.months if month.lower().startswith(m.lower()[:3])), "")
            if not name:
                continue
            wanted = style.day_opening[shape.start() : shape.end()].format(month=name, day=int(day))
            # "May" is no abbreviation: "May.15" and "May 15" both stand.
            allowed = {wanted, wanted.replace(".", " ")} if name in full else {wanted}
            written = match.group()[3:]
            if written not in allowed:
                yield replace(
                    sheet.finding("body", "date_style", "low", match.group(),
                                  f"this desk writes {wanted!r}"),
                    suggestion=match.group()[:3] + wanted,
                )  # fmt: skip

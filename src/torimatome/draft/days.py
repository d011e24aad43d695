"""The days an English sentence names: found, resolved by the article's day, and rewritten."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from torimatome.text.listed import listed

_MONTHS = listed(
    "january february march april may june july august september october november december"
)
_MONTH = r"(?P<month{n}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"  # noqa: E501
_WEEKDAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_TO = r"\s*(?:-|–|—)\s*"
_YEAR = r"(?:,?\s+(?P<year{n}>(?:1[89]|20)\d\d)\b)?"
_MONTH_FIRST = re.compile(
    rf"\b(?:{_WEEKDAY},?\s+)?{_MONTH.format(n='')}\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
    rf"(?:{_TO}(?P<last>\d{{1,2}})(?:st|nd|rd|th)?\b(?![,.]?\d|\s*(?:%|per\b)))?"
    rf"(?!:\d){_YEAR.format(n='')}"
)
_DAY_FIRST = re.compile(
    rf"\b(?:{_WEEKDAY},?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"(?:{_TO}(?P<last>\d{{1,2}})(?:st|nd|rd|th)?)?\s+(?:of\s+)?{_MONTH.format(n='')}\b(?:\.(?=,?\s+[a-z\d]))?"
    rf"(?!\s*\d{{1,2}}\b){_YEAR.format(n='')}"
)
_WORDED_SPAN = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?P<joint>\s+(?:to|and|through|until)\s+)(?=\d{{1,2}}\s+{_MONTH.format(n='')})"
)
_WORDED_SPAN_AFTER = re.compile(
    rf"\b{_MONTH.format(n='')}\.?\s*\d{{1,2}}(?P<joint>\s+(?:to|and|through|until)\s+)"
    r"(?P<day>\d{1,2})\b(?!\s*(?:%|[a-z]|[,.]\d))"
)
_NUMERIC = re.compile(
    r"\b(?:(?P<iso>\d{4}-\d\d-\d\d)|(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{4}))\b"
)
_RELATIVE = re.compile(
    rf"\b(?:(?P<which>last|next|this|the same|the following|the previous)\s+)?"
    rf"(?P<weekday>{_WEEKDAY})\b(?!['’]s|-)(?P<part>\s+(?:morning|afternoon|evening|night))?"
    r"|\b(?P<word>yesterday|tomorrow)\b(?!['’]s)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:on|of|since|by|until|till|from|before|after|through|between|and|to|for|late|early|"
    r"starting|dated|beginning)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# What a weekday belongs to: the nearest verb before it in its clause, else the nearest after.
_PLANS = "agreed|plans?|planned|planning|intends?|wants?|expected|scheduled|due|set|ready|going"
_PAST = (
    "said|told|was|were|had|has|have|held|met|took|came|went|began|left|made|gave|spoke|flew|won|"
    "lost|fell|rose|broke|sent|saw|paid|put|shot|fought|wrote|became|says|[a-z]+ed"
)
_VERB = re.compile(
    r"(?P<ahead>\b(?:(?:will|shall|would)(?: not)?(?: \w+ly)?(?: be)?(?: \w+)?|"
    rf"to (?:be|take|begin|start)\b(?: \w+)?|(?:{_PLANS}|hopes?) (?:to \w+|for)|"
    r"begins|starts|opens|ends|takes place|scheduled|upcoming)\b)"
    rf"|(?P<past>\b(?:{_PAST})\b)",
    re.IGNORECASE,
)
_CLOSED = re.compile(r",(?= (?:in|at|near|for|against|with|by|to|from|of|and)\b)")
_CLAUSE = re.compile(r"[;:]|\b(?:that|which|who|where|when|while|but)\b", re.IGNORECASE)


# A day so far before the article's own can still be the day of its news: bulletins of a week or
# two never look back further. Later days are plans.
_BACK = 14


@dataclass(frozen=True)
class DayMention:
    """Words of a text that name a day, and which day that is."""

    start: int
    end: int
    first: date
    last: date | None  # of a span such as "March 5-7"; None = one day
    year_given: bool
    relative: bool  # a weekday, yesterday or tomorrow: resolved by the article's day
    part: str = ""  # morning, afternoon, evening, night


def find(text: str, day: str) -> list[DayMention]:
    """Every day `text` names, in order; weekdays count from `day` (ISO, "" leaves them out)."""
    anchor = date.fromisoformat(day) if day else None
    found: list[DayMention] = []
    for pattern in (_MONTH_FIRST, _DAY_FIRST, _NUMERIC, _WORDED_SPAN, _WORDED_SPAN_AFTER):
        for match in pattern.finditer(text):
            mention = _absolute(match, anchor)
            if mention and not _overlaps(mention, found):
                found.append(mention)
    if anchor:
        for match in _RELATIVE.finditer(text):
            mention = _resolved(text, match, anchor)
            if not _overlaps(mention, found):
                found.append(mention)
    return sorted(found, key=lambda m: m.start)


def of_news(text: str, day: str) -> DayMention | None:
    """The first day `text` names that can be the day of the news in an article of `day`."""
    if not day:
        return None
    today = date.fromisoformat(day)
    return next((m for m in find(text, day) if 0 <= (today - m.first).days <= _BACK), None)


def rewrite(text: str, day: str, form: tuple[str, Sequence[str]]) -> str:
    """`text` with its days in house form: "on Thursday" and "May 7, 2026" become "on May.07".

    `form` is (pattern of a day, names of the months), as in ("{month}.{day:02d}", style.months).
    """
    pattern, months = form
    pieces: list[str] = []
    done = 0
    for mention in find(text, day):
        words = pattern.format(month=months[mention.first.month - 1], day=mention.first.day)
        if mention.last is not None:
            words += f"-{mention.last.day:02d}"
        if mention.year_given and not (day and mention.first.year == int(day[:4])):
            words += f", {mention.first.year}"
        lead = text[done : mention.start]
        end = mention.end
        if "," in text[mention.start : end] and len(text[: mention.start].split()) > 1:
            # The comma that closed "on Thursday, May 7," goes, one that parts clauses stays.
            end += _CLOSED.match(text, end) is not None
        before = text[: mention.start]
        if mention.part:
            lead, words = _with_part(lead, words, mention.part)
        elif mention.relative and not _BEFORE.search(before):
            words = ("On " if not before.strip() else "on ") + words
        pieces += [lead, words]
        done = end
    return "".join(pieces) + text[done:]


def _with_part(lead: str, words: str, part: str) -> tuple[str, str]:
    opening = re.search(r"\b(on|late on|early on)\s+$", lead, re.IGNORECASE)
    capital = (opening.group()[0].isupper() if opening else not lead.strip()) and not lead[
        : opening.start() if opening else 0
    ].strip()
    lead = lead[: opening.start()] if opening else lead
    where = "at night on" if part == "night" else f"in the {part} of"
    return lead, (where[0].upper() + where[1:] if capital else where) + f" {words}"


def _overlaps(mention: DayMention, others: Sequence[DayMention]) -> bool:
    return any(mention.start < o.end and o.start < mention.end for o in others)


def _absolute(match: re.Match[str], anchor: date | None) -> DayMention | None:
    parts = match.groupdict()
    try:
        if parts.get("iso"):
            first = date.fromisoformat(parts["iso"])
            return DayMention(match.start(), match.end(), first, None, True, False)
        year = int(parts["year"]) if parts.get("year") else (anchor.year if anchor else 1)
        month = parts["month"]
        number = int(month) if month.isdigit() else _month(month)
        first = date(year, number, int(parts["day"]))
        last = date(year, number, int(parts["last"])) if parts.get("last") else None
    except ValueError:
        return None  # "May 45" is no day
    if not parts.get("year") and anchor and abs((first - anchor).days) > 183:
        # "December 30" read on January 2 is last year's, not ten months ahead.
        first = _nearest(first, anchor)
        last = last and _nearest(last, anchor)
    if last is not None and last <= first:
        return None
    start, end = match.span("day") if parts.get("joint") else match.span()
    return DayMention(start, end, first, last, bool(parts.get("year")), False)


def _nearest(day: date, anchor: date) -> date:
    near = day
    for year in (anchor.year - 1, anchor.year + 1):
        try:
            other = day.replace(year=year)
        except ValueError:
            continue
        if abs((other - anchor).days) < abs((near - anchor).days):
            near = other
    return near


def _month(name: str) -> int:
    return next(n for n, full in enumerate(_MONTHS, 1) if full.startswith(name.lower()[:3]))


def _looks_ahead(text: str, match: re.Match[str]) -> bool:
    before = _CLAUSE.split(text[: match.start()])[-1]
    after = _CLAUSE.split(text[match.end() :])[0]
    verbs = list(_VERB.finditer(before))
    verb = verbs[-1] if verbs else _VERB.search(after)
    return verb is not None and verb["ahead"] is not None


def _resolved(text: str, match: re.Match[str], anchor: date) -> DayMention:
    word = (match["word"] or "").lower()
    if word:
        first = anchor + timedelta(days=1 if word == "tomorrow" else -1)
        return DayMention(match.start(), match.end(), first, None, False, True)
    number = _WEEKDAYS.index(match["weekday"].lower())
    back = (anchor.weekday() - number) % 7
    which = (match["which"] or "").lower()
    if which in {"last", "the previous"}:
        back = back or 7
    ahead = which in {"next", "the following"} or (not which and _looks_ahead(text, match))
    if ahead:
        forward = (number - anchor.weekday()) % 7
        back = -(forward or (7 if which else 0))
    part = (match["part"] or "").strip().lower()
    first = anchor - timedelta(days=back)
    return DayMention(match.start(), match.end(), first, None, False, True, part)

"""Dates as feeds, sitemaps and headings write them, read to UTC; what had to be assumed is said."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from torimatome.text.days import find
from torimatome.text.days_words import month_of


@dataclass(frozen=True)
class ReadDate:
    """A moment, and what the text left open."""

    moment: datetime  # UTC
    zone_known: bool  # False: the text names no zone we know, UTC was assumed
    time_known: bool  # False: only the day is given, `moment` is its midnight


# Hours from UTC. Letters shared by several zones go to the one news feeds mean: EST, CST and
# MST as RFC 822 says, BST London, IST India, AMT Yerevan, GST Dubai. Choose again when a
# desk's outlets use another; Asian and Caucasian names are here because feed parsers lack them.
ZONES: dict[str, float] = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2,
    "MEZ": 1, "MESZ": 2, "MET": 1, "MEST": 2, "EET": 2, "EEST": 3, "FET": 3, "MSK": 3, "MSD": 4,
    "TRT": 3, "SAMT": 4, "AZT": 4, "AZST": 5, "AMT": 4, "AMST": 5, "GET": 4, "GST": 4,
    "YEKT": 5, "OMST": 6, "NOVT": 7, "KRAT": 7, "IRKT": 8, "YAKT": 9, "VLAT": 10, "MAGT": 11,
    "PETT": 12, "UZT": 5, "TMT": 5, "TJT": 5, "KGT": 6, "ALMT": 5, "QYZT": 5, "AQTT": 5,
    "IRST": 3.5, "IRDT": 4.5, "AFT": 4.5, "PKT": 5, "IST": 5.5, "IDT": 3, "NPT": 5.75,
    "AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "NST": -3.5, "NDT": -2.5,
    "BRT": -3, "BRST": -2, "ART": -3, "UYT": -3, "CLT": -4, "CLST": -3, "BOT": -4, "VET": -4,
    "COT": -5, "PET": -5, "ECT": -5, "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "MYT": 8, "PHT": 8,
    "WIB": 7, "WITA": 8, "WIT": 9, "ICT": 7, "MMT": 6.5, "ULAT": 8, "AWST": 8, "ACST": 9.5,
    "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "WAT": 1, "CAT": 2, "EAT": 3,
    "SAST": 2,
}  # fmt: skip

_LONGEST = 120  # characters; no date is longer, and patterns below never see more
_YEARS = range(1900, 2101)  # outside it is a broken clock: 0001-01-01, 9999-12-31

_SOME_DAY = datetime(2000, 1, 1)  # noqa: DTZ001  offsets in figures do not ask which day
_DIGITS = {ord(c): str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９")}
_RFC = re.compile(
    r"(?:[A-Za-z]{3,9},? )?(\d{1,2}) ([A-Za-z]{3,9}) (\d{4}) (\d\d):(\d\d)(?::(\d\d))?"
    r" ([+\-]\d{4}|[A-Z]{1,5})"
)
_ISO = re.compile(r"([12]\d{3})-?(\d\d)(?:-?(\d\d))?(?!\d)")
_ORDINAL = re.compile(r"([12]\d{3})-?(\d{3})(?!\d)")
_WEEK = re.compile(r"([12]\d{3})-?W(\d\d)-?([1-7])?", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(?<!\d)([12]\d{3})[/.\-](\d{1,2})[/.\-](\d{1,2})(?!\d)")
_CJK = re.compile(r"([12]\d{3})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([/.\-])(\d{1,2})[/.\-]([12]\d{3}|\d\d)(?!\d)")
_WORDY = re.compile(
    r"(?<![\w:])(\d{1,2})(?:st|nd|rd|th|er)?\.?[\s\-/]*(?:de\s+|of\s+)?"
    r"([^\W\d_]{3,14})\.?(?:[\s,\-/]*(?:de\s+)?([12]\d{3}|\d\d)(?![\d:]))?"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,14})\.?[\s\-]+(\d{1,2})(?:st|nd|rd|th)?(?![\d:])[\s,]*")
_YEAR = re.compile(r"(?<![\d:+\-])([12]\d{3})(?![\d:])")
_CLOCK = re.compile(
    r"(?<![\d.+\-])(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2})(?:[.,]\d{1,12})?)?"
    r"\s*([ap]\.?m\b\.?)?", re.IGNORECASE,
)  # fmt: skip
_COMPACT = re.compile(r"T(\d\d)(\d\d)(\d\d)?(?!\d)")
_OFFSET = re.compile(r"([+\-−])\s*(\d{1,2})(?::?(\d\d))?(?!\d)")
_LOST_PLUS = re.compile(r"\s?(0\d|1[0-4]):?([03]0|45)")  # a "+" that went through URL decoding
_WORD = re.compile(r"[A-Za-z]{1,5}(?![A-Za-z])")
_PLACE = re.compile(r"[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?")
_AFTERNOON = re.compile(r"오후|午後|下午")
_MORNING = re.compile(r"오전|午前|上午")


def read_date(text: str) -> ReadDate | None:
    """The moment `text` names, or None when it names none.

    Takes RFC 822 and its usual wrong forms, ISO 8601 with or without its marks, week and
    ordinal days, asctime, year-first and day-first figures, month names in the languages of
    `text.days_words.LANGUAGES`, 年月日, and seconds since 1970. Of 03/04/2026 nobody can tell the
    month: None.
    """
    words = " ".join(text[:_LONGEST].translate(_DIGITS).replace("−", "-").split())
    if not words:
        return None
    return _plain_form(words) or _any_form(words)


def _plain_form(words: str) -> ReadDate | None:
    """The two forms nearly every feed uses, without the searching: a third of the time."""
    try:
        if match := _RFC.fullmatch(words):
            zone = _zone(match[7], _SOME_DAY)
            month = month_of(match[2])
            if zone and month and int(match[3]) in _YEARS:
                day, hour, minute, second = (int(match[n] or 0) for n in (1, 4, 5, 6))
                moment = datetime(int(match[3]), month, day, hour, minute, second, tzinfo=zone)
                return ReadDate(moment.astimezone(UTC), True, True)
        elif len(words) > 18 and words[10] == "T":
            moment = datetime.fromisoformat(words).replace(microsecond=0)
            if moment.tzinfo and moment.year in _YEARS:
                return ReadDate(moment.astimezone(UTC), True, True)
    except (ValueError, OverflowError):
        pass  # the patient way follows
    return None


def _any_form(words: str) -> ReadDate | None:
    if words.isdecimal() and len(words) in (10, 13):
        return _from_epoch(int(words[:10]))
    if words.isdecimal() and len(words) == 14:
        words = f"{words[:8]}T{words[8:]}"
    found = _day(words)
    if found is None:
        return None
    day, rest = found
    clock = _clock(rest)
    if clock is None:
        return ReadDate(datetime(day.year, day.month, day.day, tzinfo=UTC), False, False)
    seconds, after = clock
    zone = _zone(after, datetime(day.year, day.month, day.day))  # noqa: DTZ001
    moment = datetime(day.year, day.month, day.day, tzinfo=zone or UTC)
    try:
        # Plain local addition: the offset was looked up for this day, and 24:00 rolls over.
        return ReadDate(
            (moment + timedelta(seconds=seconds)).astimezone(UTC), zone is not None, True
        )
    except OverflowError:
        return None


def read_day(text: str, year_hint: date | None = None) -> date | None:
    """The calendar day `text` names, without clock or zone.

    A day without a year ("Friday, 8 May") is put in the year that brings it nearest to
    `year_hint`; without a hint it is None.
    """
    words = " ".join(text[:_LONGEST].translate(_DIGITS).split())
    found = _day(words)
    if found is not None:
        return found[0]
    near = find(words, year_hint, "") if year_hint else []
    return next((mention.first for mention in near if mention.how == "named"), None)


def _valid(year: int, month: int, day: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full_year(text: str) -> int:
    # Two figures as RFC 2822, 4.3: to 49 is this century.
    year = int(text)
    return year if year > 99 else year + (2000 if year < 50 else 1900)


def _day(words: str) -> tuple[date, str] | None:
    """The day and the text with its words taken out, so that no part is read twice."""
    for reader in (_numeric_day, _wordy_day):
        found = reader(words)
        if found is not None:
            return found
    # What only running text has: 令和8年3月5日, ۱۲ اسفند ۱۴۰۴, 2026-cı il martın 3-də.
    for mention in find(words, None, ""):
        if mention.how == "named" and mention.year_given and mention.first.year in _YEARS:
            return mention.first, words[: mention.start] + " " + words[mention.end :]
    return None


def _numeric_day(words: str) -> tuple[date, str] | None:
    if match := _WEEK.match(words):
        try:
            day = date.fromisocalendar(int(match[1]), int(match[2]), int(match[3] or 1))
        except ValueError:
            return None
        return (day, words[match.end() :]) if day.year in _YEARS else None
    if match := _ORDINAL.fullmatch(words.split("T")[0]):
        first = _valid(int(match[1]), 1, 1)
        day_of_year = int(match[2])
        if first and 1 <= day_of_year <= 366:
            return first + timedelta(days=day_of_year - 1), words[match.end() :]
    if match := _ISO.match(words):
        iso = _valid(int(match[1]), int(match[2]), int(match[3] or 1))
        if iso:
            return iso, words[match.end() :]
    for pattern in (_YEAR_FIRST, _CJK):
        if match := pattern.search(words):
            day_found = _valid(int(match[1]), int(match[2]), int(match[3]))
            if day_found:
                return day_found, words[: match.start()] + " " + words[match.end() :]
    if match := _DAY_FIRST.search(words):
        return _day_first(match, words)
    if len(words) == 4 and words.isdecimal():
        year_only = _valid(int(words), 1, 1)
        return (year_only, "") if year_only else None
    return None


def _day_first(match: re.Match[str], words: str) -> tuple[date, str] | None:
    one, mark, two, year = int(match[1]), match[2], int(match[3]), _full_year(match[4])
    if mark == "/" and one <= 12 and two <= 12 and one != two:
        return None
    day = _valid(year, two, one) or (_valid(year, one, two) if mark == "/" else None)
    return (day, words[: match.start()] + " " + words[match.end() :]) if day else None


def _wordy_day(words: str) -> tuple[date, str] | None:
    for match in _WORDY.finditer(words):
        month = month_of(match[2])
        if month is None:
            continue
        rest = words[: match.start()] + " " + words[match.end() :]
        if match[3]:
            day = _valid(_full_year(match[3]), month, int(match[1]))
            return (day, rest) if day else None
        # Thu Apr 5 and 5 Apr 23:47:37 2012 carry the year behind the clock.
        if year := _YEAR.search(rest):
            day = _valid(int(year[1]), month, int(match[1]))
            return (day, rest[: year.start()] + " " + rest[year.end() :]) if day else None
    for match in _MONTH_FIRST.finditer(words):
        month = month_of(match[1])
        if month is None:
            continue
        rest = words[: match.start()] + " " + words[match.end() :]
        if year := _YEAR.search(rest):
            day = _valid(int(year[1]), month, int(match[2]))
            return (day, rest[: year.start()] + " " + rest[year.end() :]) if day else None
    return None


def _clock(rest: str) -> tuple[int, str] | None:
    """Seconds into the day, and what follows the clock (where the zone stands)."""
    match = _CLOCK.search(rest)
    if match is None:
        compact = _COMPACT.search(rest)
        if compact is None:
            return None
        hour, minute, second = int(compact[1]), int(compact[2]), int(compact[3] or 0)
        return _seconds(hour, minute, second, rest[compact.end() :])
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    half = (match[4] or "").lower()
    if half.startswith("p") or _AFTERNOON.search(rest):
        hour += 12 if hour < 12 else 0
    elif (half.startswith("a") or _MORNING.search(rest)) and hour == 12:
        hour = 0
    return _seconds(hour, minute, second, rest[match.end() :])


def _seconds(hour: int, minute: int, second: int, after: str) -> tuple[int, str] | None:
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):
        return None
    return hour * 3600 + minute * 60 + min(second, 59), after


def _zone(after: str, day: datetime) -> timezone | None:
    """The zone named behind a clock; None when none is, or none we know.

    An offset beats a name: in "GMT+0400 (AZT)" the figures count.
    """
    if match := _OFFSET.search(after):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes <= 14 * 60:
            return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))
        return None
    if match := _PLACE.search(after):
        try:
            offset = ZoneInfo(match[0]).utcoffset(day)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return None
        return timezone(offset) if offset is not None else None
    if match := _LOST_PLUS.fullmatch(after):
        return timezone(timedelta(hours=int(match[1]), minutes=int(match[2])))
    for word in _WORD.findall(after):
        if word.upper() in ZONES:
            return timezone(timedelta(hours=ZONES[word.upper()]))
    return None


def _from_epoch(seconds: int) -> ReadDate | None:
    moment = datetime.fromtimestamp(seconds, UTC)
    return ReadDate(moment, True, True) if moment.year in _YEARS else None

"""The days a text names, as ordinals: "3 March", "3 марта", "Mart 3", 03.03.2026, "on Tuesday"."""

import re
from datetime import date
from functools import lru_cache

from torimatome.understand.words import fold, words

# Month names by how they begin, folded: en, ru, uk, tr, az.
_MONTHS = (
    ("jan", "январ", "янв", "сичн", "ocak", "yanv"),
    ("feb", "феврал", "фев", "лют", "subat", "fev"),
    ("mar", "март", "березн", "mart"),
    ("apr", "апрел", "квитн", "nisan", "aprel"),
    ("may", "мая", "маи", "травн", "mayis"),
    ("jun", "июн", "червн", "haziran", "iyun"),
    ("jul", "июл", "липн", "temmuz", "iyul"),
    ("aug", "август", "серпн", "agustos", "avqust"),
    ("sep", "сентябр", "вересн", "eylul", "sentyabr"),
    ("oct", "октябр", "жовтн", "ekim", "oktyabr"),
    ("nov", "ноябр", "листопад", "kasim", "noyabr"),
    ("dec", "декабр", "грудн", "aralik", "dekabr"),
)
_WEEKDAYS = (
    ("monday", "понедельник", "понедилок", "pazartesi", "bazar ertesi"),
    ("tuesday", "вторник", "вивторок", "sali"),
    ("wednesday", "сред", "carsamba"),
    ("thursday", "четверг", "persembe"),
    ("friday", "пятниц", "cuma"),
    ("saturday", "суббот", "cumartesi"),
    ("sunday", "воскресень", "недил"),
)
_TODAY = ("today", "сегодня", "сьогодни", "bugun")
_YESTERDAY = ("yesterday", "вчера", "вчора", "dun", "dunen")
_NUMERIC = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b|\b(\d{4})-(\d\d)-(\d\d)\b")
_BESIDE_WORD = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\b(?!:)(?=[ -]?(?P<after>\w*))")
_FAR = 200  # days: a day without year is the one nearest to publication


def without_days(text: str) -> str:
    """`text` without the numbers that are part of a day it names, so "May 14" leaves no 14."""
    text = _NUMERIC.sub(" ", text)
    return _BESIDE_WORD.sub(lambda m: " " if _beside_month(m) else m.group(), text)


def _beside_month(match: re.Match[str]) -> bool:
    return any(
        word and _which(fold(word), _MONTHS) is not None
        for word in (match.string[: match.start()].rstrip(" ,").rpartition(" ")[2], match["after"])
    )


def days_named(text: str, published: int) -> frozenset[int]:
    """Ordinals of the days that `text`, published on ordinal day `published`, names."""
    found = {day for match in _NUMERIC.finditer(text) if (day := _numeric(match))}
    row = [fold(word) for word in words(text)]
    for place, word in enumerate(row):
        month = _which(word, _MONTHS)
        if month is not None:
            near = (*row[max(0, place - 1) : place], *row[place + 1 : place + 2])
            number = next((int(x) for x in near if x.isdigit() and 0 < int(x) < 32), None)
            if number and (day := _nearest(month + 1, number, published)):
                found.add(day)
        weekday = _which(word, _WEEKDAYS)
        if weekday is not None:
            found.add(published - (date.fromordinal(published).weekday() - weekday) % 7)
        if word in _TODAY:
            found.add(published)
        if word in _YESTERDAY:
            found.add(published - 1)
    return frozenset(found)


@lru_cache(maxsize=65536)
def _which(word: str, table: tuple[tuple[str, ...], ...]) -> int | None:
    for number, starts in enumerate(table):
        for start in starts:
            # "may" the verb and "mar"ket must not count, so a short start is a whole word.
            if word == start or (len(start) > 3 and word.startswith(start)):
                return number
            if len(start) == 3 and start.isascii() and word in _LONG_EN and word[:3] == start:
                return number
    return None


_LONG_EN = frozenset(
    "january february march april may june july august september october november december"
    " sept".split()
)


def _numeric(match: re.Match[str]) -> int | None:
    day, month, year, iso_year, iso_month, iso_day = match.groups()
    try:
        if iso_year:
            return date(int(iso_year), int(iso_month), int(iso_day)).toordinal()
        return date(int(year), int(month), int(day)).toordinal()
    except ValueError:
        return None


def _nearest(month: int, number: int, published: int) -> int | None:
    around = date.fromordinal(published).year
    for year in (around, around - 1, around + 1):
        try:
            day = date(year, month, number).toordinal()
        except ValueError:
            continue
        if abs(day - published) <= _FAR:
            return day
    return None

"""Which day of the calendar words mean: a month and a number, in our calendar or Iran's."""

from collections.abc import Iterable
from datetime import date, timedelta


def moved(day: date, days: int) -> date:
    """The day so many days later; the same where the calendar ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def dated(
    year: int | None, told: tuple[int, int], persian: bool, anchor: date | None
) -> date | None:
    """The day of this month and number; without a year the one nearest to `anchor`.

    Without either, the day stands in the year 1, 29 February in 4, a Persian day in 1400.
    """
    month, number = told
    years: Iterable[int]
    if year is not None:
        years = (year,) if persian or year >= 1800 else ()
    elif anchor is None:
        years = (1400,) if persian else (1, 4)
    else:
        near = anchor.year - 621 if persian else anchor.year
        years = (near, near - 1, near + 1)
    of_year = persian_day if persian else _day
    found = [day for each in years if (day := of_year(each, month, number))]
    if year is None and anchor is not None:
        found.sort(key=lambda day: abs((day - anchor).days))
    return found[0] if found else None


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def persian_day(year: int, month: int, day: int) -> date | None:
    """The day of Iran's solar calendar in ours; None when there is no such day.

    Years 1244 to 1472 (1865 to 2093), in which leap years keep the 33-year cycle of eight.
    """
    if not (1244 <= year <= 1472 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    length = 31 if month <= 6 else 30 if month <= 11 or _persian_leap(year) else 29
    if day > length:
        return None
    # 1 Farvardin 1404 was 21 March 2025.
    years = range(1404, year) if year >= 1404 else range(year, 1404)
    days = sum(366 if _persian_leap(each) else 365 for each in years)
    new_year = date(2025, 3, 21) + timedelta(days=days if year >= 1404 else -days)
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return new_year + timedelta(days=before + day - 1)


def _persian_leap(year: int) -> bool:
    return year % 33 in (1, 5, 9, 13, 17, 22, 26, 30)

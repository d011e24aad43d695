"""Days as a desk prints them: templates such as "{d}.{m}.{y}" become patterns, matches days."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from torimatome.remember.lines import level
from torimatome.text.days_cjk import ERAS

_FIELDS = {
    "{y}": r"(?P<y{n}>[0-9]{4}|[0-9]{2}(?![0-9]))",
    "{m}": r"(?P<m{n}>1[0-2]|0?[1-9])",
    "{d}": r"(?P<d{n}>3[01]|[12][0-9]|0?[1-9])(?![0-9])",
    "{reiwa}": r"(?P<r{n}>[0-9]{1,2}|元)",
}
_PIECE = re.compile(r"(\{[a-z]+\})")
_WEEKDAY = r"(?:\s*\([月火水木金土日]\))?"


@dataclass(frozen=True)
class Days:
    """A day, or the first and last of a range, and what had to be mended to get them."""

    start: date
    end: date
    mended: str = ""  # "" = as printed


@dataclass(frozen=True)
class DayForms:
    """The patterns of one kind of date on one desk."""

    one: re.Pattern[str]  # a single day, whole or short
    several: str  # a pattern without names: days parted by range words and commas
    apart: re.Pattern[str]  # what stands between two days
    months: tuple[str, ...]


@lru_cache(maxsize=64)
def day_forms(
    templates: tuple[str, ...], range_words: tuple[str, ...], months: tuple[str, ...]
) -> DayForms:
    """The patterns of these templates; levelled text only."""
    names = sorted(
        (name for month in months for name in level(month).split()), key=len, reverse=True
    )
    month = "(?:" + "|".join(re.escape(name) for name in names) + r")\.?"
    forms = [_pattern(level(t), number, month) for number, t in enumerate(templates)]
    one = "|".join(f"(?:{form}){_WEEKDAY}" for form in forms)
    bare = re.sub(r"\?P<\w+>", "?:", one)
    words = sorted((re.escape(level(word)) for word in range_words), key=len, reverse=True)
    apart = r"\s*(?:" + "|".join([*words, ",", "and", "&"]) + r")\s*"
    several = f"(?:{bare})(?:{apart}(?:{bare}))*"
    folded = tuple(level(name).casefold() for name in months)
    return DayForms(re.compile(one, re.I), several, re.compile(apart, re.I), folded)


def _pattern(template: str, number: int, month: str) -> str:
    pieces = []
    for piece in _PIECE.split(template):
        if piece == "{month}":
            pieces.append(f"(?P<n{number}>{month})")
        elif piece in _FIELDS:
            pieces.append(_FIELDS[piece].replace("{n}", str(number)))
        else:
            pieces += [r"\s*" if part.isspace() else re.escape(part) for part in _parts(piece)]
    return r"\s*".join(piece for piece in pieces if piece)


def _parts(words: str) -> list[str]:
    return [part for part in re.split(r"(\s+)", words) if part]


@lru_cache(maxsize=4096)  # every citation is looked at several times while its item is read
def read_days(words: str, forms: DayForms, near: date | None = None) -> Days | None:
    """The days a text of nothing but days names; a short end takes its year and month from the
    other. With no year anywhere, the one that brings the day closest to `near`."""
    found = _all(level(words), forms)
    if not found:
        return None
    mended = ""
    years = [entry["y"] for entry in found if "y" in entry]
    if not years:
        if near is None or "m" not in found[-1]:
            return None
        found[-1]["y"] = _nearest_year(found[-1], near)
        mended = "no year is printed"
    _fill(found)
    if any(key not in entry for entry in found for key in ("y", "m", "d")):
        return None
    if len(found) > 1 and len(years) == 1 and _key(found[-1]) < _key(found[0]):
        # 12月27日～1月9日 with one year printed: the range runs over New Year.
        if "printed" in found[0]:
            found[-1]["y"] += 1
        else:
            found[0]["y"] -= 1
        mended = "the year of one end is not printed"
    days = [_day(entry) for entry in found]
    if any(off for _, off in days):
        mended = "no such day in that month; its last day is taken"
    return Days(min(day for day, _ in days), max(day for day, _ in days), mended)


def _all(words: str, forms: DayForms) -> list[dict[str, int]]:
    found: list[dict[str, int]] = []
    at = 0
    while match := forms.one.match(words, at):
        found.append(_numbers(match, forms.months))
        at = match.end()
        between = forms.apart.match(words, at)
        if between is None:
            break
        at = between.end()
    return found if at == len(words.rstrip()) else []


def _numbers(match: re.Match[str], months: Sequence[str]) -> dict[str, int]:
    entry: dict[str, int] = {}
    for name, said in match.groupdict().items():
        if said is None:
            continue
        kind = name[0]
        if kind == "n":
            wanted = said.rstrip(".").casefold()
            entry["m"] = next(n for n, all_ in enumerate(months, 1) if wanted in all_.split())
        elif kind == "r":
            entry["y"] = ERAS["令和"] + (1 if said == "元" else int(said))
        elif kind == "y":
            entry["y"] = int(said) if len(said) == 4 else 2000 + int(said)
        else:
            entry[kind] = int(said)
    if "y" in entry:
        entry["printed"] = 1
    return entry


def _fill(found: list[dict[str, int]]) -> None:
    for entries in (found, found[::-1]):
        known: dict[str, int] = {}
        for entry in entries:
            for key in ("y", "m"):
                if key in known:
                    entry.setdefault(key, known[key])
            known |= {key: entry[key] for key in ("y", "m") if key in entry}


def _key(entry: dict[str, int]) -> tuple[int, int, int]:
    return (entry["y"], entry["m"], entry["d"])


def _day(entry: dict[str, int]) -> tuple[date, bool]:
    year = max(1, entry["y"])
    last = calendar.monthrange(year, entry["m"])[1]
    return date(year, entry["m"], min(entry["d"], last)), entry["d"] > last


def _nearest_year(entry: dict[str, int], near: date) -> int:
    tries = [near.year - 1, near.year, near.year + 1]
    return min(tries, key=lambda y: abs((_day({**entry, "y": y})[0] - near).days))

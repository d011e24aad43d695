"""Every day written in a language and form the desk claims to read is read back; nothing raises.

Sentences are made up; dates come from CLDR's own patterns, which the reader was not made from.
"""

import time
from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import example, given, settings
from hypothesis import strategies as st

from torimatome.collect.dates import read_date
from torimatome.text.days import days_named, find
from torimatome.text.days_calendar import persian_day
from torimatome.text.days_words import LANGUAGES, month_of

TUESDAY = date(2026, 5, 12)
# Vietnamese numbers its months ("tháng 5"); only its digits are read.
CLAIMED = [language for language in LANGUAGES if language != "vi"] + ["ja", "zh", "ko"]
NEAR = st.integers(-170, 170).map(lambda days: TUESDAY + timedelta(days=days))


def firsts(text: str, language: str, day: date | None = TUESDAY) -> list[date]:
    return [mention.first for mention in find(text, day, language)]


@pytest.mark.parametrize("language", CLAIMED)
@settings(max_examples=8, deadline=None)
@given(day=NEAR, form=st.sampled_from(["full", "long", "medium"]))
def test_a_date_is_read_back_in_every_language(language: str, day: date, form: str) -> None:
    assert firsts(format_date(day, form, locale=language), language) == [day]


@pytest.mark.parametrize("language", [each for each in CLAIMED if each not in ("ja", "zh", "ko")])
@settings(max_examples=6, deadline=None)
@given(day=NEAR)
def test_a_date_without_its_year_takes_the_nearest(language: str, day: date) -> None:
    assert firsts(format_date(day, "d MMMM", locale=language), language) == [day]


# How running text writes {d} {month} {y}, beyond CLDR's patterns: language, form, month 3.
FORMS = [
    ("en", "on March {d}, {y},"), ("en", "on {d} March"), ("en", "on the {d}th of March {y}"),
    ("en", "on Mar.{d:02d}"), ("en", "(March {d})"), ("en", "{d:02d}.03.{y}"),
    ("en", "{y}-03-{d:02d}"),
    ("ru", "{d}-го марта"), ("ru", "от {d} марта {y} года"), ("ru", "{d:02d}.03.{y}"),
    ("uk", "{d} березня {y} року"), ("az", "martın {d}-də"), ("az", "{y}-ci il martın {d}-də"),
    ("az", "{d} mart {y}-ci il"), ("az", "mart ayının {d}-i"), ("tr", "{d} Mart'ta"),
    ("tr", "{d} Mart {y}'da"), ("hy", "մարտի {d}-ին"), ("hy", "{y} թվականի մարտի {d}-ին"),
    ("ka", "{d} მარტს"), ("ka", "{y} წლის {d} მარტს"), ("ja", "３月{d}日"), ("ja", "{y}年3月{d}日"),
    ("ar", "في {d} آذار {y}"), ("de", "am {d}. März"), ("fr", "le {d} mars {y}"),
    ("es", "el {d} de marzo de {y}"), ("it", "il {d} marzo {y}"), ("hu", "{y}. március {d}-én"),
    ("he", "ב-{d} במרץ"), ("kk", "{y} жылғы {d} наурызда"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "form"), FORMS)
@settings(max_examples=8, deadline=None)
@given(number=st.integers(4, 31))
def test_a_day_is_read_in_the_forms_of_running_text(language: str, form: str, number: int) -> None:
    day = date(2026, 3, number)
    assert firsts(form.format(d=number, y=2026), language) == [day]


@given(day=st.dates(date(1990, 3, 21), date(2060, 3, 20)))
@settings(max_examples=60, deadline=None)
def test_each_day_of_the_persian_calendar_is_followed_by_the_next(day: date) -> None:
    year, month, number = _to_persian(day)
    assert persian_day(year, month, number) == day


def _to_persian(day: date) -> tuple[int, int, int]:
    """By counting from the new year, which `persian_day` gives and the almanac below pins."""
    year = day.year - 621
    opens = persian_day(year, 1, 1)
    assert opens
    if opens > day:
        year -= 1
        opens = persian_day(year, 1, 1)
        assert opens
    count = (day - opens).days
    return (year, count // 31 + 1, count % 31 + 1) if count < 186 else (
        year, (count - 186) // 30 + 7, (count - 186) % 30 + 1
    )  # fmt: skip


@pytest.mark.parametrize(
    ("persian", "day"),
    [
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1403, 1, 1), date(2024, 3, 20)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1405, 1, 1), date(2026, 3, 21)),
        ((1408, 12, 30), date(2030, 3, 20)),
    ],
)
def test_the_persian_calendar_agrees_with_the_almanac(
    persian: tuple[int, int, int], day: date
) -> None:
    assert persian_day(*persian) == day


def test_a_day_that_the_persian_calendar_has_not_is_none() -> None:
    assert persian_day(1404, 12, 30) is None
    assert persian_day(1404, 7, 31) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("۲۱ اردیبهشت ۱۴۰۵", "fa"), ("بیست و یکم اردیبهشت", "fa"), ("۱۴۰۵/۲/۲۱", "fa"),
        ("21 Ordibehesht 1405", "en"), ("令和8年5月11日", "ja"), ("11日", "ja"),
        ("先月ではなく11日に", "ja"),
        ("月曜日", "ja"), ("on Monday", "en"), ("в понедельник", "ru"), ("у понеділок", "uk"),
        ("bazar ertəsi", "az"), ("pazartesi günü", "tr"), ("روز دوشنبه", "fa"),
        ("երկուշաբթի", "hy"), ("ორშაბათს", "ka"), ("الاثنين", "ar"), ("am Montag", "de"),
        ("yesterday", "en"), ("вчера", "ru"), ("gestern", "de"), ("hier", "fr"), ("어제", "ko"),
    ],
)  # fmt: skip
def test_the_day_before_is_told_in_many_words(text: str, language: str) -> None:
    assert firsts(text, language) == [date(2026, 5, 11)]


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("last Tuesday", "en", "2026-05-05"), ("next Tuesday", "en", "2026-05-19"),
        ("в прошлый вторник", "ru", "2026-05-05"), ("geçen salı", "tr", "2026-05-05"),
        ("سه‌شنبه گذشته", "fa", "2026-05-05"), ("gələn çərşənbə axşamı", "az", "2026-05-19"),
        ("მომავალ სამშაბათს", "ka", "2026-05-19"), ("先週火曜日", "ja", "2026-05-05"),
        ("Thursday, May 7", "en", "2026-05-07"), ("木曜日、5月7日", "ja", "2026-05-07"),
    ],
)  # fmt: skip
def test_last_and_next_move_a_weekday_by_a_week(text: str, language: str, day: str) -> None:
    assert day in [first.isoformat() for first in firsts(text, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("you may 5 times", "en"), ("Some 20 people in May 2026", "en"), ("May 5.5%", "en"),
        ("31 February 2026", "en"), ("The Sunday Times", "en"), ("03/04/2026", "en"),
        ("в мае 15 человек", "ru"), ("may 11 nəfər", "az"), ("bazarda qiymətlər", "az"),
        ("pazarda", "tr"), ("გასულ კვირას", "ka"), ("5日間", "ja"), ("週4日労働", "ja"), ("", "en"),
    ],
)  # fmt: skip
def test_what_looks_like_a_day_and_is_none_is_left_alone(text: str, language: str) -> None:
    assert firsts(text, language) == []


def test_a_day_keeps_its_place_in_the_text() -> None:
    text = "Görüş 2026-cı il martın 3-də olub; sonra İYUN ayının 5-də."
    for mention in find(text, TUESDAY, "az"):
        assert any(c.isdigit() for c in text[mention.start : mention.end])
    text = "He left on Monday."
    assert [text[m.start : m.end] for m in find(text, TUESDAY)] == ["Monday"]


@given(
    text=st.text(max_size=120)
    | st.lists(
        st.sampled_from(["29", "Feb", "May", "5", "-", ",", "2026", "99", "عام", "月", "日", "next",
                         "Monday", "марта", "31", ".", "/", "دی", "سوم",
                         "اردیبهشت", "'", "martın", "٣", "İ", "²"]),
        max_size=12,
    ).map(" ".join),
    language=st.sampled_from([*CLAIMED, "", "und", "xx"]),
    day=st.sampled_from([TUESDAY, date.min, date.max, date(2024, 2, 29), None]),
)  # fmt: skip
@example("سوم فروردین", "fa", TUESDAY)
@settings(max_examples=400, deadline=None)
def test_no_text_stops_the_reader(text: str, language: str, day: date | None) -> None:
    found = find(text, day, language)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert found == sorted(found, key=lambda m: m.start)
    if day and date(1, 1, 9) < day < date(9999, 12, 1):
        days_named(text, day.toordinal(), language)
    read_date(text)


def test_long_runs_of_digits_and_joints_are_read_in_no_time() -> None:
    began = time.process_time()
    for text in (
        "1, 2, " * 5000 + "March",
        "3-" * 10_000 + "May",
        "2026 il " * 3000,
        "月" * 20_000,
    ):
        for language in ("en", "az", "ja", ""):
            find(text, TUESDAY, language)
    assert time.process_time() - began < 4  # seconds; it takes a third of one


def test_page_dates_of_other_calendars_are_read() -> None:
    for text in ("۲۱ اردیبهشت ۱۴۰۵", "令和8年5月11日", "2026-cı il mayın 11-də"):
        found = read_date(text)
        assert found is not None
        assert found.moment.date() == date(2026, 5, 11)


def test_months_are_known_by_every_form() -> None:
    assert {month_of(word) for word in ("Sept", "сентября", "sentyabr", "EYLÜL", "wrzesień")} == {9}

"""Countries, sides, sources, points and quotations are named as the page's reader knows them."""

from dataclasses import replace
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torimatome.edit.web.finding_words import sentence
from torimatome.edit.web.naming import (
    name_said,
    named_in,
    point_said,
    side_said,
    source_said,
    sources_named,
    value_said,
)
from torimatome.edit.web.saying import days_told, shortened, written_in
from torimatome.model import Outlet, Source, SourceKind, Term
from torimatome.text.yamls import read_yaml

UNITS = Path(__file__).parents[1] / "src" / "torimatome" / "text" / "numbers.yaml"
NAMED = named_in(
    (
        Term("organisation", "Ministry of Defense", "国防省", "MOD"),
        Term("country", "Orvenia", "オルヴェニア", "", ("Orvenian", "Орвения"), "OV"),
    )
)
FEED = Source("ona/feed", "ona", SourceKind.FEED, "https://ona.example/feed", "en")
ONA = Outlet("ona", "Orvenian News Agency", "ONA", "https://ona.example/", sources=(FEED,))
TWO = replace(ONA, sources=(FEED, replace(FEED, id="ona/ru", language="ru")))


@pytest.mark.parametrize(
    ("name", "ja", "en"),
    [
        ("OV", "オルヴェニア", "Orvenia"),
        ("Orvenia", "オルヴェニア", "Orvenia"),
        ("AZ", "アゼルバイジャン", "Azerbaijan"),
        ("Azerbaijan", "アゼルバイジャン", "Azerbaijan"),
        ("Nowhereland", "Nowhereland", "Nowhereland"),
        ("", "", ""),
    ],
)
def test_a_country_is_called_by_its_name_whoever_invented_it(name: str, ja: str, en: str) -> None:
    assert (name_said(name, "ja", NAMED), name_said(name, "en", NAMED)) == (ja, en)


@pytest.mark.parametrize(
    ("side", "ja"),
    [
        ("Orvenian version", "オルヴェニア側"),
        ("Orvenian MOD", "オルヴェニア国防省"),
        ("VESTNIK (independent)", "VESTNIK（独立系）"),
        ("Somebody else", "Somebody else"),
    ],
)
def test_a_side_is_called_in_japanese_where_the_terms_know_it(side: str, ja: str) -> None:
    assert side_said(side, "ja", NAMED) == ja
    assert side_said(side, "en", NAMED) == side


def test_a_source_is_told_by_its_kind_only_where_there_are_several() -> None:
    assert source_said("ona/feed", ONA, "ja") == ""
    assert source_said("ona/ru", TWO, "ja") == "フィード（ロシア語）"
    assert source_said("ona/ru", TWO, "en") == "feed (Russian)"
    why = "ona/feed: the answer is empty; ona/ru: no answer within 20 s"
    assert sources_named(why, (TWO,), "en") == [
        ("ONA (feed (English))", "the answer is empty"),
        ("ONA (feed (Russian))", "no answer within 20 s"),
    ]
    assert sources_named("source 'ona/feed': it is empty", (ONA,), "ja") == [("ONA", "it is empty")]
    assert sources_named("a thing; of none: at all", (ONA,), "en") == [
        ("", "a thing; of none: at all")
    ]


def test_what_reports_are_compared_on_has_words_of_its_own() -> None:
    units = read_yaml(UNITS)["units"].keys() - {"person"}
    fates = ("killed", "wounded", "detained", "missing", "people")
    for language in ("ja", "en"):
        for words in (*units, *fates, "time", "day of the event", "place", "cause"):
            assert point_said("number", words, language)[1] == ""
    assert point_said("number", "soldier", "ja") == ("数", "soldier")
    assert point_said("actor", "who opened fire", "en") == ("Who opened fire", "")
    assert point_said("actor", "who opened fire", "ja") == ("誰がしたか", "opened fire")


def test_a_value_is_told_without_what_its_point_says_and_its_day_apart() -> None:
    assert value_said("two guards (wounded)", "wounded") == ("two guards", "")
    assert value_said("two guards (wounded)", "people") == ("two guards (wounded)", "")
    assert value_said("8 Mayıs Cuma (2026-05-08)", "day of the event") == (
        "8 Mayıs Cuma", "2026-05-08")  # fmt: skip


@given(st.text("ab ,。", max_size=60), st.integers(8, 40))
@settings(max_examples=60, deadline=None)
def test_a_shortened_text_begins_the_text_and_is_no_longer_than_asked(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    assert text.startswith(short.removesuffix("…"))


def test_a_shortened_text_ends_between_words() -> None:
    assert shortened("according to the border guards of Orvenia", 24) == "according to the border…"
    assert shortened("オルヴェニア国防省は八日に発表した", 10) == "オルヴェニア国防省…"
    assert shortened("brief", 10) == "brief"


def test_a_finding_begins_with_a_capital_unless_a_quoted_word_does() -> None:
    assert sentence("the link is empty", "en") == "The link is empty"
    assert sentence("the link is empty", "ja") == "リンク先がありません"
    assert sentence("'s' has no partner", "en") == "'s' has no partner"


def test_moments_in_what_sources_say_are_on_the_desks_clock() -> None:
    zone = ZoneInfo("Asia/Tokyo")
    assert days_told("last visited 2026-05-08 20:00 UTC", zone, "en") == "last visited 9 May 05:00"
    assert days_told("2026-05-08（UTC）", UTC, "ja") == "2026年5月8日（UTC）"
    assert days_told("nothing new since 2026-13-08", UTC, "en") == "nothing new since 2026-13-08"


def test_a_quotation_is_marked_as_what_it_is_written_in() -> None:
    told = {
        text: written_in(text)
        for text in ("大使", "Орвения", "a word", "訂正。 The word was wrong.")
    }
    assert list(told.values()) == ["ja", "ru", "en", "und"]

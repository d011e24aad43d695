"""Headlines are said from the desk's own words; what cannot be said stays visible in 〔 〕."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from torimatome.draft.headline_en import headline
from torimatome.draft.headline_ja import say
from torimatome.draft.house_style import house_form
from torimatome.draft.phrase_ja import date_said, number, phrase
from torimatome.draft.speaker import Speaker
from torimatome.draft.telling import Telling
from torimatome.model import Article, Frame, House, Outlet, Style, Term

OUTLET = Outlet("lna", "Lorvian News Agency", "LNA", "http://lna.example/", agency=True)
HOUSE = House(
    name="test",
    country="LV1",
    country_name="Lorvia",
    languages=("en",),
    zone="UTC",
    outlets=(OUTLET,),
    sections=(),
    style=Style(offices={"Foreign Minister": "FM", "Prime Minister": "PM"}),
    terms=(
        Term("country", "Lorvia", "ロルヴィア", aliases=("Lorvian",), country="LV1"),
        Term("country", "Sundara", "スンダラ", aliases=("Sundaran",), country="SD1"),
        Term("office", "Foreign Minister", "外相", "FM"),
        Term("office", "Energy Minister", "エネルギー相"),
        Term("office", "Ambassador", "大使"),
        Term("person", "Mira Talvek", "タルヴェク", country="LV1", office="Foreign Minister"),
        Term("person", "Oren Pask", "パスク", country="SD1", office="Foreign Minister"),
        Term("person", "Dena Hool", "ホール", country="SD1", office="Ambassador"),
        Term(
            "person", "Ivo Marn", "マルン", country="LV1", office="Energy Minister",
            until="2026-05-07",
        ),
        Term(
            "person", "Uma Sterk", "ステルク", country="LV1", office="Energy Minister",
            since="2026-05-08",
        ),
        Term("place", "Orla", "オルラ", country="LV1"),
        Term("topic", "fishing agreement", "漁業協定"),
    ),
    frames=(
        Frame(
            "fishing", "(?P<a>.+) fishes in (?P<p>.+)", "{a}、{p}で操業",
            {"a": "actor", "p": "term"}, act="fishing",
        ),
    ),
)  # fmt: skip
SPEAKER = Speaker(HOUSE)


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        (
            "FM Talvek held a phone call with Sundaran FM Oren Pask",
            "タルヴェク外相、パスク・スンダラ外相と電話会談",
        ),
        (
            "Talvek meets with Sundaran counterpart in Orla",
            "タルヴェク外相、オルラでパスク・スンダラ外相と会談",
        ),
        (
            "Lorvia, Sundara sign fishing agreement",
            "ロルヴィアとスンダラ、漁業協定に署名",
        ),
        (
            "Lorvian and Sundaran foreign ministers hold phone talks",
            "ロルヴィアとスンダラの外相、電話会談",
        ),
        (
            "FM Talvek receives Sundara's ambassador to Lorvia Dena Hool",
            "タルヴェク外相、ホール駐ロルヴィア・スンダラ大使を迎える",
        ),
        (
            "Sundara fishes in Orla",
            "スンダラ、オルラで操業",
        ),
        (
            "Brazilian FM visits Orla",
            "ブラジル外相、オルラを訪問",
        ),
    ],
)  # fmt: skip
def test_a_headline_of_known_words_is_said_whole(english: str, japanese: str) -> None:
    said = say(english, SPEAKER, "2026-05-08")
    assert (said.text, said.marks) == (japanese, ())


def test_a_frame_gives_the_event_its_type() -> None:
    assert say("Sundara fishes in Orla", SPEAKER).act == "fishing"


def test_what_is_not_known_stays_in_english_and_is_marked() -> None:
    said = say("FM Talvek meets with Quentin Zzyx", SPEAKER)
    assert said.text == "タルヴェク外相、〔Quentin Zzyx〕と会談"
    assert said.marks
    whole = say("Something odd was seen over the bay", SPEAKER)
    assert whole.text == "〔Something odd was seen over the bay〕"
    assert whole.marks == ("untranslated",)


def test_the_holder_of_an_office_is_named_for_the_day_and_only_when_the_story_names_them() -> None:
    headline_en = "Energy Minister visits Sundara"
    assert say(headline_en, SPEAKER, "2026-05-07").text == "マルンエネルギー相、スンダラを訪問"
    assert say(headline_en, SPEAKER, "2026-05-08").text == "ステルクエネルギー相、スンダラを訪問"
    silent = say(headline_en, SPEAKER, "2026-05-08", "The minister went abroad.")
    assert silent.text == "エネルギー相、スンダラを訪問"


def test_a_name_with_a_title_the_desk_does_not_know_is_not_guessed() -> None:
    assert "〔" in say("Grand Vizier Talvek visits Sundara", SPEAKER).text


def test_numbers_and_days_are_said_as_japanese_counts() -> None:
    assert number("seven") == "7"
    assert number("3.5 million") == "350万"
    assert number("12 billion") == "120億"
    assert number("seventh") == "7"
    assert number("many") == ""
    assert date_said("May 7") == "5月7日"
    assert date_said("7 May 2026") == "2026年5月7日"
    assert date_said("Mayor") == ""


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Foreign Minister Talvek visits Orla - Lorvian News Agency", "FM Talvek visits Orla"),
        ("FOREIGN MINISTER TALVEK VISITS ORLA VIDEO", "FM Talvek visits Orla"),
        ("PHOTO: Port opens in Orla.", "Port opens in Orla"),
        ("No:12/26, Port opens in Orla", "Port opens in Orla"),
    ],
)
def test_a_title_becomes_a_house_headline(title: str, printed: str) -> None:
    text = "The Foreign Minister Mira Talvek visits the port of Orla. He visits often."
    now = datetime(2026, 5, 8, tzinfo=UTC)
    article = Article(
        "a" * 16, 1, "http://lna.example/1", "lna", "folder", title, text, "en", now, "hand",
        "2026-05-08", now, "0" * 64,
    )  # fmt: skip
    assert headline(article, OUTLET, house_form(HOUSE)) == printed


KNOWN = SPEAKER.house
BIG = Speaker(
    replace(
        KNOWN,
        terms=(
            *KNOWN.terms,
            Term("country", "Russia", "露", aliases=("Russian",), country="RU"),
            Term("office", "President", "大統領"),
            Term("office", "President of Sundara", "スンダラ大統領"),
            Term("office", "foreign ministers", "外相"),
            Term("organisation", "Harbour League", "港湾連盟", "HL", ("HL",)),
            Term("person", "Vadim Orlin", "オルリン", country="RU", office="President"),
            Term("person", "Lena Quist", "クイスト", country="SD1", office="President"),
            Term("person", "Anton Quist", "アントン・クイスト", country="SD1"),
            Term("person", "Pia Rusk", "ルスク", country="LV1", office="Ambassador"),
            Term("person", "Tom Rusk", "ルスク", country="LV1", office="Energy Minister"),
            Term("topic", "fisheries", "漁業"),
            Term("topic", "landmark", "画期的な"),
            Term("topic", "unacceptable", "容認できない"),
        ),
    )
)


def test_a_land_of_one_letter_keeps_it_only_before_a_title() -> None:
    assert say("FM Talvek visits Russia", BIG).text == "タルヴェク外相、ロシアを訪問"
    assert say("President Orlin visits Orla", BIG).text == "オルリン露大統領、オルラを訪問"


def test_an_office_that_names_its_land_gets_it_no_second_time() -> None:
    said = say("FM Talvek meets with President of Sundara Lena Quist", BIG)
    assert said.text == "タルヴェク外相、クイスト・スンダラ大統領と会談"


def test_of_namesakes_the_holder_of_the_office_is_meant_or_the_one_the_story_names() -> None:
    assert say("President Quist visits Orla", BIG).text == "クイスト・スンダラ大統領、オルラを訪問"
    assert "〔Rusk〕" in say("Rusk visits Sundara", BIG).text
    told = say("Rusk visits Sundara", BIG, "", "Energy Minister Tom Rusk has left.")
    assert told.text == "ルスクエネルギー相、スンダラを訪問"


def test_one_persons_titles_are_not_several_people() -> None:
    said = say("Energy Minister, Foreign Minister Mira Talvek visits Sundara", BIG)
    assert said.marks


def test_a_country_on_a_visit_is_no_phrase() -> None:
    assert phrase("Sundara on fisheries", Telling(BIG)) == ""
    assert phrase("fishing agreement with Sundara", Telling(BIG)) == "スンダラとの漁業協定"


def test_a_word_that_tells_or_waits_for_its_noun_closes_no_phrase() -> None:
    assert phrase("fisheries unacceptable", Telling(BIG)) == ""
    assert phrase("fisheries landmark", Telling(BIG)) == ""
    assert phrase("landmark fishing agreement", Telling(BIG)) == "画期的な漁業協定"


def test_whose_meeting_it_is_stands_behind_the_body() -> None:
    said = say("FM Talvek attended HL informal meeting of foreign ministers", BIG)
    assert said.text == "タルヴェク外相、HL外相非公式会合に出席"


def test_two_headlines_in_one_are_said_when_both_can_be() -> None:
    both = say("FM Talvek visits Orla as Sundara welcomes fishing agreement", BIG)
    assert both.text == "タルヴェク外相、オルラを訪問—スンダラ、漁業協定を歓迎"
    half = say("FM Talvek visits Orla as Sundara zonks the bay", BIG)
    assert half.marks


def test_states_that_discuss_stand_side_by_side() -> None:
    assert say("Lorvia, Sundara discuss fisheries", BIG).text == (
        "ロルヴィアとスンダラ、漁業について協議"
    )
    assert say("Lorvia and Sundara mull fishing agreement", BIG).text == (
        "ロルヴィアとスンダラ、漁業協定を検討"
    )


@pytest.mark.parametrize(
    "english",
    [
        # Somebody else of a known surname, behind a title that no term has or that ends before.
        "President of Lorvia Oska Talvek visits Sundara",
        "Minister of Fish Oska Talvek visits Sundara",
        "FM Talvek wrote to Sundaran FM Oren Pask",
        "talks between Lorvia, Sundara and Brazil",
    ],
)
def test_nobody_is_taken_for_a_namesake_and_no_part_for_the_whole(english: str) -> None:
    said = say(english, SPEAKER, "2026-05-08")
    assert said.marks or said.proposed
    assert "外相、スンダラ" not in said.text

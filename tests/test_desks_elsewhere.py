"""A desk for any country works as the shipped ones do: names, days, letters, home news.

All articles are invented.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.filing_samples import NOON

from torimatome import desks
from torimatome.collect.decode import decode
from torimatome.collect.feed import read_feed
from torimatome.collect.page import PageHints, read_page
from torimatome.collect.plain import plain_line
from torimatome.desks.new import files_of, presets
from torimatome.edit.web.plans import said_of
from torimatome.errors import Unreadable
from torimatome.model import Article, Fixes, House, Outlet
from torimatome.model.new_desk import NewDesk
from torimatome.text.countries import called, called_in
from torimatome.text.names import Names
from torimatome.text.territories import city_of, zones_of
from torimatome.understand.filing.rules import Rules

PAPER = Outlet("paper", "El Diario", "DIARIO", "https://d.example/")


def planned(country: str, languages: str = "es en", preset: str = "security") -> NewDesk:
    said = {"name": "mine", "country": country, "languages": languages, "preset": preset}
    return said_of(said, presets())


def house(desk: NewDesk, tmp_path: Path, outlet: Outlet = PAPER) -> House:
    for name, text in files_of(replace(desk, outlets=(outlet,))).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return desks.load(tmp_path)


def told(title: str, text: str, language: str = "es") -> Article:
    return Article(
        "a", 1, "https://d.example/a", "paper", "hand", title, text, language, NOON, "feed",
        "2026-05-12", NOON, "0" * 64,
    )  # fmt: skip


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    made = house(planned("PE"), tmp_path)
    return Rules(made, Names(made))


@pytest.mark.parametrize(
    ("title", "text", "ours"),
    [
        ("Bloqueo en Huarapampa", "Manifestantes bloquearon la carretera central.", True),
        ("Canciller en Santiago", "Se reunió con su homólogo de Chile y volvió a Lima.", True),
        ("El Perú y Chile firman un acuerdo", "Lo firmaron ayer.", True),
        ("Peruvian police free engineer", "They did so in Chile.", True),
        ("Francia y Alemania firman un acuerdo", "Lo firmaron en París.", False),
    ],
)
def test_home_news_of_an_outlet_whose_country_nobody_told_concerns_the_desk(
    rules: Rules, title: str, text: str, ours: bool
) -> None:
    assert rules.concerns(told(title, text)) is ours


def test_a_new_desk_knows_its_country_in_the_languages_of_its_press(tmp_path: Path) -> None:
    country, city = house(planned("PE"), tmp_path).terms
    assert {"Perú", "Peruvian"} <= set(country.aliases)
    assert (city.kind, city.en, city.ja, city.country) == ("place", "Lima", "リマ", "PE")


def test_a_city_that_is_called_as_its_country_is_no_second_name(tmp_path: Path) -> None:
    assert [term.kind for term in house(planned("SG", "en"), tmp_path).terms] == ["country"]


@pytest.mark.parametrize(
    ("country", "zone"),
    [
        ("RU", "Europe/Moscow"), ("US", "America/New_York"), ("AU", "Australia/Sydney"),
        ("BR", "America/Sao_Paulo"), ("KE", "Africa/Nairobi"), ("GE", "Asia/Tbilisi"),
    ],
)  # fmt: skip
def test_a_new_desk_keeps_the_time_of_its_countrys_government(country: str, zone: str) -> None:
    assert planned(country).zone == zone
    assert city_of(zone)[0].replace(" ", "_") in zone
    assert zone in zones_of(country)


@pytest.mark.parametrize("adjective", ["Peruvian", "Nepalese", "Ugandan", "Bolivian", "Ghanaian"])
def test_the_people_of_every_larger_country_are_known_in_english(adjective: str) -> None:
    assert adjective in {name.form for name in called()}


def test_countries_are_known_in_further_languages_but_not_by_first_names() -> None:
    french = {name.form: name.code for name in called_in(("fr",))}
    assert french["Allemagne"] == "DE"
    assert "Maurice" not in french
    assert called_in(("en", "xx")) == ()


@pytest.mark.parametrize(
    ("language", "charset", "words"),
    [("es", "cp1252", "El niño señaló"), ("fr", "cp1252", "l’élève reçoit"),
     ("pt", "cp1252", "não há eleição"), ("pl", "cp1250", "święto żołnierza")],
)  # fmt: skip
def test_letters_of_a_language_are_read_though_the_page_says_utf_8(
    language: str, charset: str, words: str
) -> None:
    page = f'<html lang="{language}"><meta charset="utf-8"><p>{words}, dijo.</p></html>'
    assert words in decode(page.encode(charset), "utf-8").text


def test_a_question_about_cookies_is_no_article() -> None:
    page = (
        "<html lang=en><title>Odd</title><body><h1>Before you continue</h1><p>We and our 812"
        " partners store and access information on a device, such as cookies, to personalise"
        " adverts. You may accept or manage your choices.</p></body></html>"
    )
    with pytest.raises(Unreadable, match="cookies"):
        read_page(page.encode(), "https://d.example/a", hints=PageHints(), fixes=Fixes())


def test_an_article_about_cookies_is_one() -> None:
    text = "The Velmoran parliament passed a law on cookies on Monday, by 40 votes to 12. "
    text += "Sites must ask before they store anything. The speaker said that people had waited for"
    text += " years. Fines begin in July, and small sites are given until the end of the year."
    page = f"<html lang=en><title>Law on cookies</title><body><h1>Law on cookies</h1><p>{text}</p>"
    assert read_page(
        page.encode(), "https://d.example/a", hints=PageHints(), fixes=Fixes()
    ).text.startswith("The Velmoran")


# Names as nobody sees them


UNSEEN = "A\u200bda\u00ad \u202eOr\u2060\u200dlisk\u202c \u2066visits\u2069"


def test_what_nobody_sees_splits_no_name_in_a_feeds_title() -> None:
    feed = (
        f"<rss version='2.0'><channel><item><title>{UNSEEN}</title>"
        "<link>https://d.example/1</link></item></channel></rss>"
    )
    (entry,) = read_feed(feed.encode(), "https://d.example/rss").entries
    assert entry.title == "Ada Orlisk visits"


def test_what_nobody_sees_splits_no_name_on_a_page() -> None:
    text = "The minister said that talks would go on in the capital on Friday. " * 5
    page = f"<html><h1>{UNSEEN}</h1><p>{text}</p></html>"
    read = read_page(page.encode(), "https://d.example/a", hints=PageHints(), fixes=Fixes())
    assert read.title == "Ada Orlisk visits"


def test_joiners_stay_where_a_script_needs_them() -> None:
    assert plain_line("می\u200cگوید") == "می\u200cگوید"
    assert plain_line("क्\u200dष") == "क्\u200dष"


def test_a_number_of_a_json_feed_that_is_too_long_spoils_no_other_article() -> None:
    long = "9" * 9_000
    feed = (
        '{"version": "https://jsonfeed.org/version/1.1", "items": ['
        f'{{"id": {long}, "url": "https://d.example/1", "title": "One"}},'
        '{"id": 2, "url": "https://d.example/2", "title": "Two"}]}'
    )
    assert len(read_feed(feed.encode(), "https://d.example/feed.json").entries) == 2

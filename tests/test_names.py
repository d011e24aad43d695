"""Names are found in any script and case, at their places, and nothing inside other words is."""

import pytest

from torimatome.model import House, Term
from torimatome.text.folding import flat
from torimatome.text.name_key import person_key
from torimatome.text.names import Names

# An invented country and invented people, among real countries.
HOUSE = House(
    name="test",
    country="VM",
    country_name="Velmora",
    languages=("en", "ru"),
    zone="UTC",
    outlets=(),
    sections=(),
    terms=(
        Term("country", "Velmora", "ヴェルモラ", aliases=("Velmoran", "Вельмора"), country="VM"),
        Term(
            "person", "Ada Orlisk", "オルリスク",
            aliases=("Ада Орлиск", "Орлиск", "ადა ორლისკი", "آدا اورلیسک", "Ադա Օրլիսկ"),
            country="VM", office="Foreign Minister",
        ),
        Term(
            "person", "Tarim Kasumov", "カスモフ", aliases=("Тарим Касумов", "Tarım Kasumov"),
            country="VM", office="President",
        ),
        Term("organisation", "Velmoran Rail Office", "", aliases=("VRO", "ВРО")),
        Term("topic", "Kasumov doctrine", ""),
    ),
)  # fmt: skip
NAMES = Names(HOUSE)


def keys(text):
    return [found.name.key for found in NAMES.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Kasumov spoke", "Kasumov’s visit", "Встреча с Касумовым", "о Тариме Касумове",
        "Касумову вручили", "Tarım Kasumov'un ziyareti", "Kasumovun səfəri", "Kasumovla görüş",
        "KASUMOV SPOKE", "カスモフ大統領が到着", "(Kasumov)", "«Касумова»",
    ],
)  # fmt: skip
def test_a_person_has_one_key_in_any_script_and_case(text):
    assert keys(text)[:1] == ["person:Tarim Kasumov"]


@pytest.mark.parametrize(
    "text", ["ადა ორლისკმა თქვა", "ადა ორლისკის ვიზიტი", "آدا اورلیسک گفت", "Ադա Օրլիսկը ասաց",
             "Ադա Օրլիսկին", "Аду Орлиск", "オルリスク外相"]
)  # fmt: skip
def test_scripts_without_capitals_are_read_too(text):
    assert "person:Ada Orlisk" in keys(text)


@pytest.mark.parametrize(
    "text",
    ["Orliska street", "kasumov", "касумовщина", "Kasumova said", "vro", "VROOM", "ヤカスモフカ"],
)
def test_other_words_that_begin_alike_are_no_names(text):
    assert not [key for key in keys(text) if not key.startswith("country")]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Georgian troops", "Georgia"), ("из Грузии", "Georgia"), ("грузинские", "Georgia"),
        ("з Грузії", "Georgia"), ("Gürcüstanın", "Georgia"), ("Gürcistan'da", "Georgia"),
        ("گرجستان", "Georgia"), ("Վրաստանում", "Georgia"), ("საქართველოს", "Georgia"),
        ("ジョージアで", "Georgia"), ("الجورجية", "Georgia"), ("لإيران", "Iran"),
        ("в США", "United States"), ("иранский", "Iran"), ("Irana", "Iran"),
    ],
)  # fmt: skip
def test_countries_are_known_in_ten_languages_without_terms(text, country):
    assert keys(text) == [f"country:{country}"]


@pytest.mark.parametrize(
    "text", ["Indiana", "Того не знали", "us and them", "Nigerianus", "მალი", "Irangate"]
)
def test_everyday_words_are_no_countries(text):
    assert keys(text) == []


@pytest.mark.parametrize("text", ["İki ölkə: Ölkə Kasumovun", "ẞ Ǆ Kasumov", "a\u200bKasumov"])
def test_a_folded_text_keeps_every_letter_at_its_place(text):
    assert len(flat(text)) == len(text)
    (found,) = NAMES.find(text)
    assert text[found.start : found.end].startswith("Kasumov")


def test_places_hold_the_words_with_their_endings():
    text = "Президент Тарим Касумовым доволен."
    found = next(f for f in NAMES.find(text) if f.name.kind == "person")
    assert text[found.start : found.end] == "Тарим Касумовым"


def test_a_topic_may_hold_a_name_which_is_found_none_the_less():
    assert keys("the Kasumov doctrine") == ["person:Tarim Kasumov", "topic:Kasumov doctrine"]


def test_a_house_without_terms_still_knows_the_world():
    empty = House("x", "", "", ("en",), "UTC", (), ())
    assert [f.name.en for f in Names(empty).find("Peru and Poland")] == ["Peru", "Poland"]


@pytest.mark.parametrize(
    "name",
    ["Tarim Kasumov", "Тарим Касумов", "Тарима Касумова", "Таримом Касумовым", "Tarım Kasımov",
     "Tarim Gasumov", "თარიმ კასუმოვის", "Թարիմ Կասումովի", "تاریم کاسوموف", "タリム・カスモフ"],
)  # fmt: skip
def test_one_name_has_one_sound_in_every_script_and_case(name):
    given, surname = name.replace("・", " ").split()
    assert person_key(given, surname) == person_key("Tarim", "Kasumov")


@pytest.mark.parametrize("other", [("Karim", "Kasumov"), ("Tarim", "Kadirov"), ("", "Kasumov")])
def test_other_names_sound_otherwise(other):
    assert person_key(*other) != person_key("Tarim", "Kasumov")

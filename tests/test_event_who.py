"""Who did what to whom: acts in nine languages, their sides, and who acts on whom.

People and countries are invented, and so is the news.
"""

import pytest

from torimatome.model import House, Term
from torimatome.text.names import Names
from torimatome.understand.actors import read
from torimatome.understand.acts import acts, cues, main_act, table

TERMS = (
    Term(
        "country", "Orvenia", "オルヴェニア", aliases=("Orvenian", "Орвения", "Orveniya"),
        country="OV",
    ),
    Term("country", "Sarnia", "サルニア", aliases=("Sarnian", "Сарния", "Sarniya"), country="SN"),
    Term("place", "Kest", "ケスト", aliases=("Кест",), country="OV"),
    Term(
        "person", "Ada Orlisk", "アダ・オルリスク", aliases=("Orlisk", "Ада Орлиск", "オルリスク"),
        country="OV", office="Foreign Minister",
    ),
    Term("person", "Ben Tarr", "ベン・タール", aliases=("Бен Тарр", "ベン・タール"), country="SN"),
)  # fmt: skip
HOUSE = House("t", "OV", "Orvenia", ("en",), "UTC", (), (), terms=TERMS)
NAMES = Names(HOUSE)


@pytest.mark.parametrize(
    ("headline", "act"),
    [
        ("Orvenian FM holds phone call with Sarnian counterpart", "phone call"),
        ("Ada Orlisk received Ben Tarr", "meeting"),
        ("Three people detained in Kest over fraud", "arrest"),
        ("Landmine explosion wounds farmer near Kest", "mine or blast"),
        ("Orvenia condemns attack on Sarnian embassy", "condemnation"),
        ("Parliament of Orvenia adopts amendments to election law", "law"),
        ("Министр прибыл с официальным визитом в Сарнию", "visit"),
        ("Суд приговорил активиста к пяти годам", "court"),
        ("Президент подписал указ о создании фонда", "law"),
        ("Hakan Sarn ilə telefon danışığı olub", "phone call"),
        ("Prezident nümayəndə heyətini qəbul edib", "meeting"),
        ("Bakan istifa etti", "dismissal"),
        ("Ortak tatbikat Kest'te başladı", "exercise"),
        ("Президент провів телефонну розмову", "phone call"),
        ("У Кесті стався вибух", "mine or blast"),
        ("وزیر خارجه به کشور سفر کرد", "visit"),
        ("زلزله در کست", "disaster"),
        ("Նախարարը հանդիպել է դեսպանի հետ", "meeting"),
        ("Երեք անձ ձերբակալվել է", "arrest"),
        ("პრეზიდენტი ელჩს შეხვდა", "meeting"),
        ("სამი ადამიანი დააკავეს", "arrest"),
        ("オルヴェニア外相、サルニア外相と電話会談", "phone call"),
        ("オルヴェニア国防相、サルニアを訪問", "visit"),
    ],
)
def test_the_act_is_told_in_nine_languages(headline: str, act: str) -> None:
    found = main_act(headline)
    assert found is not None
    assert found.act == act


def test_a_headline_that_tells_nothing_known_has_no_act() -> None:
    assert main_act("Spring in the mountains") is None
    assert acts("Spring in the mountains") == frozenset()


def test_what_stands_behind_during_is_not_the_act() -> None:
    found = main_act("Orvenia donates five buses to Sarnia during presidential visit")
    assert found is not None
    assert found.act == "aid"


def test_a_talk_by_phone_is_a_phone_call_however_it_is_told() -> None:
    found = main_act("Tariffs discussed during a phone conversation of ministers")
    assert found is not None
    assert found.act == "phone call"


def test_a_short_word_does_not_stand_inside_another() -> None:
    assert "meeting" not in acts("New method of metering")


def test_cues_say_where_they_stand() -> None:
    headline = "Ada Orlisk met with Ben Tarr"
    assert next(headline[cue.start : cue.end].strip() for cue in cues(headline)) == "met with"


def test_every_act_has_an_event_type_and_words_in_nine_languages() -> None:
    for act in table():
        assert act.item, act.act
        assert set(act.words) == {"en", "ru", "az", "tr", "uk", "fa", "hy", "ka", "ja"}, act.act


def who(headline: str, language: str = "en", text: str = "") -> list[tuple[str, str]]:
    return [(p.name, p.role) for p in read(headline, text, language, NAMES).parties]


def test_two_sides_of_a_meeting_stand_in_the_order_they_are_named() -> None:
    assert who("FM Orlisk met with Ben Tarr") == [("Ada Orlisk", "actor"), ("Ben Tarr", "partner")]
    assert who("Ben Tarr met with FM Orlisk") == [("Ben Tarr", "actor"), ("Ada Orlisk", "partner")]


def test_a_passive_turns_the_sides_round() -> None:
    sides = [("Ada Orlisk", "partner"), ("Ben Tarr", "actor")]
    assert who("Ada Orlisk was received by President of Sarnia Ben Tarr") == sides
    assert who("Ада Орлиск была принята президентом Сарнии Беном Тарром", "ru") == sides
    assert who("Ada Orlisk Ben Tarr tərəfindən qəbul edilib", "az") == sides


def test_who_is_arrested_does_not_act() -> None:
    assert who("Activist Rauf Semender arrested in Kest")[0] == ("Rauf Semender", "partner")


def test_a_country_that_is_gone_to_is_the_place() -> None:
    assert who("Ada Orlisk arrived in Sarnia on a visit") == [
        ("Ada Orlisk", "actor"), ("Sarnia", "place"),
    ]  # fmt: skip
    assert who("オルリスク外相、サルニアを訪問", "ja") == [
        ("Ada Orlisk", "actor"),
        ("Sarnia", "place"),
    ]


def test_two_states_side_by_side_both_act() -> None:
    assert who("Orvenia and Sarnia sign agreement on trade") == [
        ("Orvenia", "actor"), ("Sarnia", "actor"),
    ]  # fmt: skip


def test_a_state_that_only_owns_an_office_does_not_act() -> None:
    assert who("President of Sarnia Ben Tarr met with Ada Orlisk") == [
        ("Ben Tarr", "actor"), ("Ada Orlisk", "partner"),
    ]  # fmt: skip


def test_whom_something_is_given_is_the_recipient() -> None:
    assert ("Sarnia", "recipient") in who("Orvenia donates five buses to Sarnia")


def test_the_text_names_whom_the_headline_calls_by_office() -> None:
    found = who(
        "Orvenian minister received new ambassador",
        text="Foreign Minister Ada Orlisk received Lena Marr, Ambassador of Sarnia, on Monday.",
    )
    assert [name for name, _ in found] == ["Ada Orlisk", "Lena Marr"]


def test_a_namesake_with_another_given_name_is_someone_else() -> None:
    assert who("Prosecutor Greta Orlisk met with Ben Tarr")[0] == ("Greta Orlisk", "actor")


def test_people_stand_once_however_often_they_are_named() -> None:
    found = who("Orlisk meets Tarr", text="Ada Orlisk met Ben Tarr. Orlisk thanked Tarr.")
    assert [name for name, _ in found].count("Ada Orlisk") == 1


def test_a_group_acts_without_a_name() -> None:
    assert ("Sarnian delegation", "partner") in who("Ada Orlisk received Sarnian delegation")


def test_an_empty_report_has_no_parties() -> None:
    report = read("", "", "en", NAMES)
    assert report.act is None
    assert report.parties == ()

"""People an office tells are found in every language, and namesakes stay apart."""

import pytest

from torimatome.model import House, Term
from torimatome.text.names import Names
from torimatome.text.office_questions import office_questions
from torimatome.text.people import people

HOUSE = House(
    name="test", country="VM", country_name="Velmora", languages=("en",), zone="UTC", outlets=(),
    sections=(),
    terms=(
        Term("country", "Velmora", "ヴェルモラ", aliases=("Velmoran", "Вельмора"), country="VM"),
        Term("person", "Ada Orlisk", "オルリスク", aliases=("Ада Орлиск",), country="VM",
             office="Foreign Minister"),
        Term("person", "Tarim Kasumov", "カスモフ", aliases=("Тарим Касумов",), country="VM",
             office="President"),
        Term("person", "Ilva Tasmin", "", country="VM", office="Defense Minister",
             until="2026-04-30"),
    ),
)  # fmt: skip
NAMES = Names(HOUSE)
# No such person: "Narek Galvoyan", foreign minister of a real country, in words of the tests' own.
GALVOYAN = [
    "Armenian Foreign Minister Narek Galvoyan arrived on Monday.",
    "Armenia's foreign minister, Narek Galvoyan, arrived.",
    "Narek Galvoyan, the foreign minister of Armenia, arrived.",
    "The Foreign Minister of Armenia Narek Galvoyan has arrived.",
    "Прибыл министр иностранных дел Армении Нарек Галвоян.",
    "Встреча с министром иностранных дел Армении Нареком Галвояном прошла днем.",
    "Главу МИД Армении Нарека Галвояна приняли днем.",
    "Прибув міністр закордонних справ Вірменії Нарек Галвоян.",
    "Зустріч із міністром закордонних справ Вірменії Нареком Галвояном.",
    "Ermənistanın xarici işlər naziri Narek Galvoyan gəlib.",
    "Ermənistanın xarici işlər naziri Narek Galvoyanın səfəri başlayıb.",
    "Ermenistan Dışişleri Bakanı Narek Galvoyan geldi.",
    "Ermenistan Dışişleri Bakanı Narek Galvoyan'ın ziyareti başladı.",
    "وزیر امور خارجه ارمنستان نارک گالوویان وارد شد.",
    "وصل وزير الخارجية الأرميني نارك غالفويان",
    "Հայաստանի արտաքին գործերի նախարար Նարեկ Գալվոյանը ժամանեց։",
    "სომხეთის საგარეო საქმეთა მინისტრი ნარეკ გალვოიანი ჩამოვიდა.",
    "სომხეთის საგარეო საქმეთა მინისტრმა ნარეკ გალვოიანმა განაცხადა.",
    "アルメニアのナレク・ガルヴォヤン外相が到着した。",
]


def only(text, house=NAMES):
    (person,) = people(text, house)
    return person


@pytest.mark.parametrize("text", GALVOYAN)
def test_an_office_and_a_country_tell_a_person_in_every_language(text):
    person = only(text)
    assert (person.office, person.country) == ("Foreign Minister", "country:Armenia")
    assert person.told == "office pattern"
    assert person.agent == "GOV"


# Persian writes "oo" and "v" with one letter, so one of the sentences above is left out here.
@pytest.mark.parametrize("text", [t for t in GALVOYAN if "گالوویان" not in t])
def test_a_person_no_term_names_has_one_key_across_scripts_and_cases(text):
    assert only(text).key == only(GALVOYAN[0]).key


def test_a_term_gives_the_key_where_only_the_sound_tells():
    found = only("President Tarym Gasumov spoke.")
    assert found.key == "person:Tarim Kasumov"


def test_a_last_name_alone_is_whom_the_article_names_in_full():
    text = (
        "Armenian Foreign Minister Narek Galvoyan came. Later Galvoyan left, Galvoyan’s aide said."
    )
    person = only(text)
    assert [text[s.start : s.end] for s in person.spots][1:] == ["Galvoyan", "Galvoyan’s"[:8]]
    assert [s.told for s in person.spots][1:] == ["surname", "surname"]


def test_namesakes_with_other_given_names_stay_apart():
    text = (
        "Mayor Murad Kasumov spoke first, and Murad Kasumov was cheered. Then Tarim Kasumov spoke."
    )
    assert [p.key == "person:Tarim Kasumov" for p in people(text, NAMES)] == [False, True]


def test_a_last_name_alone_follows_its_office():
    text = "Prosecutor General Murad Kasumov spoke. President Kasumov answered. Kasumov left."
    found = {p.given or p.surname: p for p in people(text, NAMES)}
    assert found["Kasumov"].key == "person:Tarim Kasumov"
    assert len(found["Murad"].spots) >= 1
    assert found["Murad"].key != found["Kasumov"].key


def test_without_an_office_a_last_name_is_the_full_name_before_it():
    text = "Prosecutor General Murad Kasumov spoke at noon. On leaving, Kasumov waved."
    assert len(only(text).spots) == 2


def test_patronymics_ranks_and_particles_do_not_change_the_key():
    plain = only("Defence Minister Oren Valt arrived.")
    assert only("министр обороны Орен Петрович Валт").key == plain.key
    assert only("Defence Minister Colonel General Oren Valt arrived.").key == plain.key


def test_a_headline_in_capitals_ends_a_name_before_its_verb():
    text = "Armenian Foreign Minister Narek Galvoyan Meets Velmoran Counterpart"
    assert only(text).name == "Narek Galvoyan"


@pytest.mark.parametrize(
    "text",
    ["The foreign ministers of Armenia and Poland met.", "President of the United States",
     "министр иностранных дел Армении заявил", "وزیر خارجه ارمنستان در تهران گفت",
     "アルメニア外相会談が開かれた", "", "Foreign Minister NATO", "президент России"],
)  # fmt: skip
def test_an_office_without_a_name_names_nobody(text):
    assert people(text, NAMES) == ()


def questions(text, day="2026-05-05"):
    return office_questions(people(text, NAMES), NAMES, day)


def test_a_known_name_with_a_new_office_raises_a_question():
    text = "Velmoran Prime Minister Ada Orlisk spoke."
    (asked,) = questions(text)
    assert (asked.kind, asked.name, asked.office) == ("new office", "Ada Orlisk", "Prime Minister")
    assert asked.known == ("Foreign Minister",)
    assert "Prime Minister" in text[asked.start : asked.end]
    assert "Foreign Minister" in asked.words


def test_a_known_office_with_a_new_name_raises_a_question():
    (asked,) = questions("Velmoran Foreign Minister Oren Valt spoke.")
    assert (asked.kind, asked.known) == ("new holder", ("Ada Orlisk",))


@pytest.mark.parametrize(
    "text",
    ["Velmoran Foreign Minister Ada Orlisk spoke.",
     "Velmoran Minister of Foreign Affairs Ada Orlisk",
     "former Velmoran Foreign Minister Oren Valt", "Polish Foreign Minister Oren Valt",
     "Velmoran ambassador Oren Valt", "экс-президент Вельморы Орен Валт"],
)  # fmt: skip
def test_what_the_terms_say_or_do_not_know_asks_nothing(text):
    assert questions(text) == ()


def test_an_office_holds_only_within_its_days():
    text = "Velmoran Defense Minister Oren Valt spoke."
    assert [q.kind for q in questions(text, "2026-04-15")] == ["new holder"]
    assert questions(text, "2026-05-05") == ()
    assert [q.kind for q in questions("Velmoran Defense Minister Ilva Tasmin", "2026-05-05")] == [
        "new office"
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Министр обороны Орен Петрович Валт прибыл.", "Орен Валт"),
        ("The Polish ambassador to Keston, Mr. Oren Valt, signed.", "Oren Valt"),
        ("Посол Польши в Кестоне Орен Валт прибыл с визитом.", "Орен Валт"),
        ("ポーランド首相のオレン・ヴァルト氏が訪問。", "オレン・ヴァルト"),
        ("Міністерка оборони Польщі Ада Валт заявила про це.", "Ада Валт"),
        ("Polonya Dışişleri Bakanı Sayın Oren Valt geldi.", "Oren Valt"),
    ],
)
def test_honorifics_patronymics_and_where_one_serves_stand_outside_the_name(text, name):
    assert [person.name for person in people(text, NAMES)] == [name]

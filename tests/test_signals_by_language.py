"""A report's people, act, day, figures, speaker and origin are read in nine languages alike.

What the reports tell never happened, and nobody in them exists; the states are real ones, whose
names the world's gazetteer has.
"""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from torimatome.model import Article, House, Outlet, Term
from torimatome.text.capitals import capital
from torimatome.text.name_key import other_keys, person_key
from torimatome.text.names import Names
from torimatome.text.people import people
from torimatome.text.quotes import Speaker, quotes
from torimatome.text.sentences import split
from torimatome.understand.actors import read
from torimatome.understand.acts import main_act
from torimatome.understand.event import Event, event

HERE = Path(__file__).parent
OUTLET = Outlet(
    "qazetchi", "Qazetchi", "QAZETCHI", "https://qazetchi.example",
    spellings=("Qəzetçi", "Газетчи", "قازتچی", "カゼッチ"),
)  # fmt: skip
LAND = Term("country", "Azerbaijan", "アゼルバイジャン", country="AZ")
NAMES = Names(House("t", "AZ", "Azerbaijan", ("en",), "UTC", (OUTLET,), (), terms=(LAND,)))
REPORTS = yaml.safe_load((HERE / "signals_by_language.yaml").read_text(encoding="utf-8"))
ACTS = yaml.safe_load((HERE / "acts_by_language.yaml").read_text(encoding="utf-8"))
HEADLINES = [
    (act, headline)
    for act, rows in ACTS.items()
    for headlines in rows.values()
    for headline in headlines
]
# Persian writes v and o with one letter; which of the two a name has only a term tells.
WITHOUT_KEY = {("fa", "Galvoyan"), ("fa", "Sarvandi")}


@lru_cache(maxsize=128)
def told(which: int) -> Event:
    report = REPORTS[which]
    at = datetime(2026, 5, 14, tzinfo=UTC)
    article = Article(
        f"a{which}", 1, "https://x.example/a", "x", "hand", report["title"], report["text"],
        report["language"], at, "feed", "2026-05-14", at, "0" * 64,
    )  # fmt: skip
    return event(article, NAMES)


def those_with(key: str) -> list[int]:
    return [which for which, report in enumerate(REPORTS) if key in report]


def title_of(which: int) -> str:
    return f"{REPORTS[which]['language']}-{which}"


@pytest.mark.parametrize(("act", "headline"), HEADLINES)
def test_an_act_is_told_by_a_headline_alone(act: str, headline: str) -> None:
    found = main_act(headline)
    assert found is not None
    assert found.act == act


@pytest.mark.parametrize("which", those_with("act"), ids=title_of)
def test_a_report_tells_its_act(which: int) -> None:
    act = told(which).act
    assert act is not None
    assert act.act == REPORTS[which]["act"]


@pytest.mark.parametrize("which", those_with("day"), ids=title_of)
def test_a_report_tells_the_day_of_its_event(which: int) -> None:
    day = told(which).day
    assert day is not None
    assert day.first.isoformat() == REPORTS[which]["day"]


@pytest.mark.parametrize("which", those_with("figures"), ids=title_of)
def test_a_report_tells_how_many_and_what_befell_them(which: int) -> None:
    found = [[figure.value, figure.kind] for figure in told(which).figures]
    assert [wanted for wanted in REPORTS[which]["figures"] if wanted not in found] == []


@pytest.mark.parametrize("which", those_with("said"), ids=title_of)
def test_a_report_tells_who_said_it_and_for_which_state(which: int) -> None:
    found = [(said.quote.speaker, said.state) for said in told(which).said]
    for speaker, state in REPORTS[which]["said"]:
        assert any(speaker in who and for_state == state for who, for_state in found), found


@pytest.mark.parametrize("which", those_with("repeats"), ids=title_of)
def test_a_report_tells_whom_it_repeats(which: int) -> None:
    assert told(which).origin.repeats == REPORTS[which]["repeats"]


@pytest.mark.parametrize("which", those_with("people"), ids=title_of)
def test_a_person_has_one_office_and_one_key_in_every_language(which: int) -> None:
    report = REPORTS[which]
    found = people(f"{report['title']}.\n\n{report['text']}", NAMES)
    for surname, (office, country) in report["people"].items():
        keyed = [p for p in found if p.key.endswith(person_key("", surname).partition(".")[2])]
        if (report["language"], surname) in WITHOUT_KEY:
            keyed = list(found)
        held = {(p.office, p.country.removeprefix("country:")) for p in keyed}
        assert (office, country) in held, found


def test_a_georgian_text_has_sentences_and_its_people_take_part() -> None:
    text = "საქართველოს პრემიერ-მინისტრი ლაშა თორმელი ჩავიდა. ელჩი დახვდა."
    assert len(split(text, "ka")) == 2
    assert [p.mention.kind for p in read("", text, "ka", NAMES).of("actor")] == ["person"]


@pytest.mark.parametrize(
    "text",
    [
        "Foreign ministers Ada Orlisk, Ben Tarrla and Hamid Sarvandi met.",
        "Министры иностранных дел Ада Орлиск, Бен Таррла и Хамид Сарванди встретились.",
        "Dışişleri Bakanları Ada Orlisk, Ben Tarrla ve Hamid Sarvandi görüştü.",
    ],
)
def test_an_office_said_of_many_is_held_by_each(text: str) -> None:
    assert [p.office for p in people(text, NAMES)] == ["Foreign Minister"] * 3


def test_two_who_hold_one_office_each_hold_it() -> None:
    text = "Presidents Arlo Marren and Pavel Doskov met in Keston."
    assert [(p.name, p.office) for p in people(text, NAMES)] == [
        ("Arlo Marren", "President"),
        ("Pavel Doskov", "President"),
    ]
    parties = read(text, "", "en", NAMES).parties
    assert {p.mention.office for p in parties if p.mention.kind == "person"} == {"President"}


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Lasha Tormeli, who was appointed prime minister of Georgia, came.", "Prime Minister"),
        ("Лаша Тормели избран президентом Грузии.", "President"),
        ("Указом президента Лаша Тормели назначен послом Грузии.", "Ambassador"),
        ("Laşa Tormeli Gürcüstanın Baş naziri təyin edilib.", "Prime Minister"),
        ("Լաշա Թորմելին նշանակվել է Վրաստանի վարչապետ։", "Prime Minister"),
        ("لاشا تورملی به عنوان وزیر کشور گرجستان منصوب شد.", "Interior Minister"),
        ("ლაშა თორმელი საქართველოს პრემიერ-მინისტრად დაინიშნა.", "Prime Minister"),
    ],
)
def test_who_comes_into_an_office_holds_it(text: str, office: str) -> None:
    (person,) = people(text, NAMES)
    assert (person.office, person.country) == (office, "country:Georgia")


@pytest.mark.parametrize(
    "text",
    [
        "заместителя министра экономики Орхана Салдарлы сняли.",
        "iqtisadiyyat nazirinin müavini Orxan Saldarlı gəlib.",
        "Ekonomi Bakan Yardımcısı Orhan Saldarlı geldi.",
        "ეკონომიკის მინისტრის მოადგილე ორხან სალდარლი ჩავიდა.",
    ],
)
def test_a_deputy_is_not_the_minister(text: str) -> None:
    (person,) = people(text, NAMES)
    assert person.office == "Deputy Economy Minister"


def test_a_persian_name_finds_its_term_though_one_letter_is_two_sounds() -> None:
    assert person_key("Hamid", "Sarvandi") in set(other_keys("حمید", "سروندی"))


@pytest.mark.parametrize(
    ("word", "name"),
    [("Bakıda", "Baku"), ("Тбилиси", "Tbilisi"), ("Москвой", "Moscow"), ("Երևանում", "Yerevan"),
     ("თეირანში", "Tehran"), ("تهران", "Tehran"), ("Erivan", "Yerevan")],
)  # fmt: skip
def test_a_capital_is_known_in_any_case_and_script(word: str, name: str) -> None:
    found = capital(word)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("word", ["Bakery", "бакинский", "parish", "Moscovium"])
def test_a_word_that_begins_like_a_capital_is_none(word: str) -> None:
    assert capital(word) is None


@pytest.mark.parametrize(
    "text",
    [
        "Ada Orlisk will come, the ministry said on Friday.",
        "Ada Orlisk said on Friday.",
        "Ada Orlisk told reporters in Keston.",
        "Об этом Ada Orlisk сообщила в пятницу на брифинге.",
    ],
)
def test_where_nothing_is_said_nobody_is_quoted(text: str) -> None:
    who = (Speaker(text.index("Ada"), text.index("Ada") + 10, "Ada Orlisk"),)
    language = "en" if text.isascii() else "ru"
    assert quotes(text, language, who) == []


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        ("Trade has doubled, Orlisk said on Friday.", "Orlisk", "Trade has doubled"),
        ("Orlisk told Tarrla that trade had doubled.", "Orlisk", "trade had doubled."),
        ("Trade has doubled, said Orlisk.", "Orlisk", "Trade has doubled"),
    ],
)
def test_the_speaker_is_who_the_sentence_lets_speak(text: str, speaker: str, said: str) -> None:
    who = [
        Speaker(text.index(name), text.index(name) + len(name), name)
        for name in ("Orlisk", "Tarrla")
        if name in text
    ]
    (quote,) = quotes(text, "en", who)
    assert (quote.speaker, text[quote.start : quote.end]) == (speaker, said)


@pytest.mark.parametrize(
    ("language", "text", "office"),
    [
        ("ru", "Министр обороны Грузии Лаша Тормели прибыл.", "Defense Minister"),
        ("tr", "Gürcistan Dışişleri Bakanı Laşa Tormeli geldi.", "Foreign Minister"),
        ("az", "Gürcüstan Prezidenti Laşa Tormeli gəlib.", "President"),
        ("ru", "Бывший министр обороны Грузии Лаша Тормели прибыл.", "former Defense Minister"),
    ],
)
def test_an_actors_office_is_in_english(language: str, text: str, office: str) -> None:
    (party,) = read("", text, language, NAMES).of("actor")
    assert party.mention.office == office


def test_a_counterpart_is_no_office() -> None:
    text = "Georgian Prime Minister Lasha Tormeli met with his counterpart Pavel Doskov."
    report = read("", text, "en", NAMES)
    assert {p.name: p.mention.office for p in report.parties}["Pavel Doskov"] == ""


def test_a_call_is_at_no_place_and_a_visit_where_it_goes() -> None:
    call = read("Veldarov holds phone talks in Batumi", "", "en", NAMES)
    visit = read("Президент Турции посетит Ереван", "", "ru", NAMES)
    assert call.of("place") == []
    assert [party.name for party in visit.of("place")] == ["Yerevan"]

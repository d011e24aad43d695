"""Reports find each other across languages by meanings, sounds and numbers, and it is said why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torimatome.model import Article, House, Verdict
from torimatome.text.reasons import said as words
from torimatome.understand.concepts import COLUMNS, MEANINGS
from torimatome.understand.echo import echo
from torimatome.understand.embed import near, unit
from torimatome.understand.heard import skeletons
from torimatome.understand.judge import judge

AT = datetime(2026, 5, 20, tzinfo=UTC)
HOUSE = House("test", "VM", "Velmora", ("en", "ru", "tr", "az"), "UTC", (), ())

# Velmora and all its people are invented.
FIRE = {
    "en": ("Fire at oil plant near Talgorod kills four workers",
           "A fire broke out at an oil plant near Talgorod, police said. The governor, Brenko"
           " Salvik, closed the road and sent 62 rescuers."),
    "ru": ("Пожар на нефтяном заводе под Талгородом: погибли четверо рабочих",
           "На нефтяном заводе близ Талгорода произошел пожар, сообщила полиция. Губернатор Бренко"
           " Салвик перекрыл дорогу и направил 62 спасателя."),
    "tr": ("Talgorod yakınındaki petrol tesisinde yangın: dört işçi öldü",
           "Polis, Talgorod yakınlarındaki petrol tesisinde yangın çıktığını açıkladı. Vali Brenko"
           " Salvik yolu kapattı ve 62 kurtarma görevlisi gönderdi."),
    "az": ("Talqorod yaxınlığında neft zavodunda yanğın: dörd işçi ölüb",
           "Polis bildirib ki, Talqorod yaxınlığında neft zavodunda yanğın baş verib. Vali Brenko"
           " Salvik yolu bağlayıb və 62 xilasedici göndərib."),
    "ja": ("タルゴロド近郊の石油工場で火災、労働者4人死亡",
           "警察によると、タルゴロド近郊の石油工場で火災が起きた。ブレンコ・サルヴィク知事は道路を"
           "閉鎖し、救助隊員62人を送った。"),
    "fa": ("آتش‌سوزی در کارخانه نفت نزدیک تالگورود؛ مرگ چهار کارگر",
           "پلیس گفت در کارخانه نفت نزدیک تالگورود آتش سوزی رخ داد. برنکو سالویک، استاندار، جاده را"
           " بست و 62 نیروی نجات فرستاد."),
}  # fmt: skip
VOTE = {
    "en": ("Parliament of Velmora votes for lower taxes on banks",
           "The parliament voted on Tuesday for lower taxes. The opposition said the budget would"
           " lose 300 million. Minister Orsa Denk defended the law."),
    "ru": ("Парламент Велморы проголосовал за снижение налогов для банков",
           "Парламент во вторник проголосовал за снижение налогов. Оппозиция заявила, что бюджет"
           " потеряет 300 миллионов. Министр Орса Денк защитила закон."),
}  # fmt: skip


def article(id_: str, language: str, told: tuple[str, str]) -> Article:
    when = datetime(2026, 5, 12, 8, tzinfo=UTC)
    return Article(
        id_, 1, f"https://{id_}.example/1", id_, "hand", told[0], told[1], language, when, "feed",
        "2026-05-12", when, "0" * 64,
    )  # fmt: skip


def heard(language: str, told: tuple[str, str]) -> dict[int, float]:
    return echo(f"{told[0]}\n{told[1]}", language)


@pytest.mark.parametrize("language", ["ru", "tr", "az", "ja", "fa"])
def test_a_report_is_nearer_to_its_translation_than_to_another_event(language):
    fire = heard(language, FIRE[language])
    close, far = (
        sum(weight * other.get(said, 0.0) for said, weight in fire.items())
        for other in (heard("en", FIRE["en"]), heard("en", VOTE["en"]))
    )
    assert close > 2 * far


@pytest.mark.parametrize("language", ["ru", "tr", "az"])
def test_a_report_nobody_has_terms_for_joins_its_translation_and_no_other(language):
    row = [
        article("fire-en", "en", FIRE["en"]),
        article("fire-x", language, FIRE[language]),
        article("vote-en", "en", VOTE["en"]),
        article("vote-ru", "ru", VOTE["ru"]),
    ]
    joined = {(j.left, j.right) for j in judge(row, HOUSE, AT) if (j.score or 0) > 0.5}
    assert joined == {("fire-en", "fire-x"), ("vote-en", "vote-ru")}


def test_the_reason_names_what_both_speak_of():
    (said,) = judge([article("a", "en", FIRE["en"]), article("b", "ru", FIRE["ru"])], HOUSE, AT)
    assert said.verdict is Verdict.SAME
    assert "both speak of:" in words(said.why)
    assert "fire" in said.why
    assert "police" in said.why


@pytest.mark.parametrize(
    ("word", "language"),
    [("police", "en"), ("полиция", "ru"), ("поліція", "uk"), ("polis", "tr"), ("polisi", "az"),
     ("پلیس", "fa"), ("警察", "ja"), ("ոստիկանություն", "hy"), ("პოლიცია", "ka")],
)  # fmt: skip
def test_one_meaning_is_found_in_nine_languages(word, language):
    named = {MEANINGS.called[number] for number in MEANINGS.count(word, language)}
    assert "police" in named


def test_a_language_does_not_look_at_the_stems_of_another():
    assert "dog" in {MEANINGS.called[n] for n in MEANINGS.count("it", "az")}
    assert "dog" not in {MEANINGS.called[n] for n in MEANINGS.count("it", "en")}


def test_a_stem_that_is_a_whole_word_begins_no_other():
    assert "war" in {MEANINGS.called[n] for n in MEANINGS.count("the war goes on", "en")}
    assert "war" not in {MEANINGS.called[n] for n in MEANINGS.count("a warm ward", "en")}


def test_every_meaning_has_stems_in_every_language():
    assert all(MEANINGS.count(called, "en") for called in MEANINGS.called)
    assert len(COLUMNS) == 9


@pytest.mark.parametrize(
    ("one", "other"), [("salvik", "салвик"), ("salvik", "サルヴィク"), ("talgorod", "تالگورود")]
)
def test_a_name_has_one_skeleton_in_every_script(one, other):
    said, said_there = skeletons([one, other])
    assert said[:4] == said_there[:4]


@settings(max_examples=60)
@given(st.text(max_size=80), st.sampled_from([*COLUMNS, "de", "zh", "ko", "ar", "xx"]))
def test_any_text_gives_a_unit_vector_or_nothing(text, language):
    found = echo(text, language)
    assert not found or abs(sum(x * x for x in found.values()) - 1) < 1e-5


class Topics:
    """A model that knows two topics and tells any text's by a word."""

    def vector(self, text: str) -> Sequence[float]:
        return (1.0, 0.0) if any(x in text.lower() for x in ("fire", "пожар")) else (0.0, 1.0)


def test_a_models_vectors_are_one_more_sign():
    titles = [article(x, x, (FIRE[x][0], "")) for x in ("en", "ru")]  # not sure without a model
    pair = [replace(titles[0], id="a"), replace(titles[1], id="b")]
    other = [article("a", "en", VOTE["en"]), pair[1]]
    (without,) = judge(pair, HOUSE, AT)
    (with_it,) = judge(pair, HOUSE, AT, Topics())
    assert (with_it.score or 0) > (without.score or 0)
    assert "a model finds them 100% alike" in words(with_it.why)
    assert judge(other, HOUSE, AT, Topics()) == []


def test_without_a_direction_a_vector_says_nothing():
    assert unit((0.0, 0.0)) == ()
    assert unit((float("inf"), 1.0)) == ()
    assert near((), unit((1.0, 1.0))) is None

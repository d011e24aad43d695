"""A text's language is told from its letters, then its words, then what was declared."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torimatome.understand import language
from torimatome.understand.language import tell_language

DESK = ("az", "en", "hy", "ja", "ka", "ru", "tr", "uk")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Foreign Minister of Velmora arrived on an official visit", "en"),
        ("Министр иностранных дел Велморы прибыл с официальным визитом", "ru"),
        ("Міністр закордонних справ прибув з офіційним візитом", "uk"),
        ("Velmora Dışişleri Bakanı resmi ziyaret için başkente geldi", "tr"),
        ("Velmora xarici işlər naziri rəsmi səfərə gəlib", "az"),
        ("ველმორას საგარეო საქმეთა მინისტრი ჩამოვიდა", "ka"),
        ("Վելմորայի արտաքին գործերի նախարարը ժամանեց", "hy"),
        ("ヴェルモラ外相が公式訪問", "ja"),
    ],
)
def test_a_headline_is_told_without_being_declared(text, expected):
    assert tell_language(text, declared="", prior=DESK) == expected


def test_a_headline_all_in_kanji_is_what_its_outlet_declares():
    assert tell_language("外相会談開催", declared="ja", prior=("ja", "zh")) == "ja"
    assert tell_language("外相会談開催", declared="zh", prior=("ja", "zh")) == "zh"


def test_a_headline_all_in_kanji_stays_untold_when_nothing_is_declared():
    assert tell_language("外相会談開催", declared="", prior=("ja", "zh")) == "und"


def test_the_only_language_of_the_desk_in_a_script_is_taken():
    assert tell_language("外相会談開催", declared="", prior=DESK) == "ja"


def test_a_wrong_declaration_does_not_outweigh_the_script():
    assert tell_language("Министр прибыл с визитом", declared="en", prior=DESK) == "ru"


def test_a_declaration_decides_where_the_letters_cannot():
    assert tell_language("Ada Orlan Kerem", declared="tr", prior=DESK) == "tr"


def test_small_words_that_bear_out_what_is_declared_need_no_statistics(monkeypatch):
    monkeypatch.setattr(language, "_identifier", lambda: pytest.fail("the model is read"))
    turkish = "Bakan Orlan dün bir toplantı için geldi ve bu konuda daha sonra konuştu"
    assert tell_language(turkish, declared="tr", prior=DESK) == "tr"


def test_small_words_of_another_language_do_not_bear_out_what_is_declared():
    turkish = "Bakan Orlan dün bir toplantı için geldi ve bu konuda daha sonra konuştu"
    assert tell_language(turkish, declared="en", prior=DESK) == "tr"


def test_numbers_alone_have_no_language():
    assert tell_language("12.05.2026 — 14:30", declared="en", prior=DESK) == "und"


@given(st.text(max_size=80), st.sampled_from(["", "en", "ja", "xx", "EN-us"]))
@settings(max_examples=40, deadline=None)
def test_any_text_gets_a_language_of_the_desk_or_und(text, declared):
    told = tell_language(text, declared=declared, prior=DESK)
    assert told in {*DESK, "und", "xx", "ko", "zh"}

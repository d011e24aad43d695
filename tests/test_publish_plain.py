"""Words and addresses from pages come out plain: nothing hidden, nothing live that should not."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.samples import cite, passage, said

from torimatome.model import Citation, Link, Sentence
from torimatome.publish.cited import cited_runs
from torimatome.publish.phrases import phrases
from torimatome.publish.plain import language_code, printable, safe_address
from torimatome.publish.runs import Run, headline_runs, joined, runs_of


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(), max_size=40))
def test_what_is_printed_holds_no_control_surrogate_or_turning_mark(text):
    shown = printable(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Co")]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert printable(shown) == shown
    shown.encode("utf-8")


def test_marks_that_arabic_and_persian_need_stay():
    assert printable("می\u200cروند \u200f؟") == "می\u200cروند \u200f؟"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " java\nscript:alert(1)", "data:text/html,x",
        "file:///etc/passwd", "//host/x", "/x", "#", "", "http://", "https://[::1", "vbscript:x",
        "https://trend.example@evil.example/", "ftp://host/x", "mailto:",
    ],
)  # fmt: skip
def test_only_web_and_mail_addresses_are_live(url):
    assert safe_address(url) == ""


@pytest.mark.parametrize(
    ("url", "live"),
    [
        ("https://a.example/x?y=1&z=%20#t", "https://a.example/x?y=1&z=%20#t"),
        ("HTTP://a.example/新聞", "HTTP://a.example/新聞"),
        ("mailto:desk@a.example", "mailto:desk@a.example"),
        ('https://a.example/"><b x', "https://a.example/%22%3E%3Cb%20x"),
    ],
)
def test_a_live_address_leads_where_it_did(url, live):
    assert safe_address(url) == live


@pytest.mark.parametrize(
    ("language", "code"),
    [("en-GB", "en"), ("zh_Hans", "zh"), ("", "en"), ("und", "en"), ("x" * 9, "en"), ("RU", "ru")],
)
def test_a_language_is_a_code_every_form_accepts(language, code):
    assert language_code(language) == code


TEXT = "One says this. Two says that. Three."
words = st.sampled_from(["One says this.", "Two says that.", "Three.", "says", "not there", ""])


@settings(max_examples=80, deadline=None)
@given(st.lists(words, max_size=4), st.lists(words, max_size=3))
def test_cutting_a_paragraph_into_runs_never_changes_its_words_or_loses_a_source(told, linked):
    sentences = [(Sentence(text), (number,)) for number, text in enumerate(told, start=1)]
    links = [Link(text, "https://a.example/") for text in linked]
    runs = runs_of(TEXT, sentences, links, "en")
    assert joined(runs) == TEXT
    assert {n for run in runs for n in run.origins} == set(range(1, len(told) + 1))


def test_a_sentence_in_another_language_is_a_run_of_its_own():
    russian = Sentence("Он сказал.", (), "ru", ("untranslated",))
    runs = runs_of("It ends. Он сказал.", [(said("It ends."), (1,)), (russian, (2,))], (), "en")
    assert [(r.text, r.language, r.origins) for r in runs if r.text.strip()] == [
        ("It ends.", "en", (1,)),
        ("Он сказал.", "ru", (2,)),
    ]
    assert runs[-1].marks == ("untranslated",)


def test_each_cited_outlet_leads_to_its_own_page():
    pages = (passage("a", "velpress"), passage("b", "halan-radio"))
    cited = cite("(VELPRESS, HALAN RADIO / 8.5.)", "VELPRESS", "HALAN RADIO", days=("", ""))
    runs = cited_runs(cited, pages)
    assert {r.text: r.href for r in runs if r.href} == {
        "VELPRESS": pages[0].url,
        "HALAN RADIO": pages[1].url,
    }
    assert joined(runs) == cited.raw


def test_a_letter_that_grows_in_lower_case_moves_no_link():
    cited = cite("(İHA, VELPRESS / 8.5.)", "İHA", "Velpress", days=("", ""))
    runs = cited_runs(cited, (passage("a", "velpress"),))
    assert [r.text for r in runs if r.href] == ["VELPRESS"]


def test_an_outlet_without_a_known_page_is_plain_text():
    cited = cite("(OTHER, VELPRESS / 8.5.)", "OTHER", "VELPRESS", days=("", ""))
    assert "OTHER" not in [r.text for r in cited_runs(cited, (passage("a"),)) if r.href]


@pytest.mark.parametrize(
    ("days", "printed"),
    [
        (("2026-03-25", "2026-03-25"), "(APA / 25.03.2026)"),
        (("2026-03-25", "2026-03-26"), "(APA / 25-26.03.2026)"),
        (("2026-03-31", "2026-04-01"), "(APA / 31.03-01.04.2026)"),
        (("2025-12-31", "2026-01-01"), "(APA / 31.12.2025-01.01.2026)"),
    ],
)
def test_a_citation_without_printed_form_gets_one(days, printed):
    assert joined(cited_runs(Citation("", ("APA",), *days), ())) == printed


def test_english_left_in_a_japanese_headline_is_english():
    runs = headline_runs("大統領、〔Alpine Compact〕と〔平和評議会〕に出席")
    english = "".join(r.text for r in runs if r.language == "en")
    assert (joined(runs), english) == (
        "大統領、〔Alpine Compact〕と〔平和評議会〕に出席",
        "〔Alpine Compact〕",
    )


@pytest.mark.parametrize("whole", ["憲法裁判所", "6か月間", "30周年", "輸入関税"])
def test_a_headline_does_not_break_inside_a_compound(whole):
    parts = phrases(Run(f"政府、{whole}をめぐり小麦の{whole}を6か月間停止", "ja"))
    assert any(whole in part for part in parts)
    assert "".join(parts).count(whole) >= 2


def test_a_number_at_the_end_of_a_full_phrase_goes_whole_to_the_next() -> None:
    text = "外相サルニア191小麦輸入関税を6か月間停止191協議協議191大統領訪問2026年サルニア191"
    parts = phrases(Run(text, "ja"))
    assert "".join(parts) == text
    assert not any(a[-1].isdigit() and b[0].isdigit() for a, b in pairwise(parts))
    assert any("2026年" in part for part in parts)

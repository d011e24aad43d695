"""What the gate finds is said in Japanese on a Japanese page; other words stay as they are."""

import re
import sys
from pathlib import Path

import pytest

from torimatome.draft.gate import check_sentence
from torimatome.edit.web.finding_words import worded

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from mutations.lies import lies

JAPANESE = re.compile(r"[ぁ-ん]")


def test_all_that_the_gate_says_of_two_hundred_lies_has_japanese_words() -> None:
    said = {check.words for lie in lies() for check in check_sentence(lie.sentence)}
    assert len(said) > 100
    assert sorted(one for one in said if not JAPANESE.search(worded(one, "ja"))) == []


@pytest.mark.parametrize(
    ("why", "wanted"),
    [
        ("Says '12'; the page says '10'", "「12」とありますが、出典では「10」です"),
        ("Says '12', a number the page does not give", "「12」という数は出典にありません"),
        (
            "No translator: reports in Russian (ru) are not used",
            "翻訳器がないため、使っていない言語の記事があります：ロシア語",
        ),
        (
            "Versions stand apart, none is preferred: A / B",
            "各側の発表を並べています。どれも優先していません：A / B",
        ),
    ],
)
def test_the_values_stand_in_the_japanese_as_they_stood(why: str, wanted: str) -> None:
    assert worded(why, "ja") == wanted


def test_an_english_page_and_words_nobody_translated_are_left_as_they_are() -> None:
    why = "Says '12'; the page says '10'"
    assert worded(why, "en") == why
    assert worded("a thing nobody put in the table yet", "ja").isascii()


def test_a_value_with_signs_of_patterns_is_only_a_value() -> None:
    assert worded("Says '(.*)\\\\1{a}'; the page says '$&'", "ja") == (
        "「(.*)\\\\1{a}」とありますが、出典では「$&」です"
    )

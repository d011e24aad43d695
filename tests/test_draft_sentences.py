"""A text is cut where its sentences end, and nothing of it is lost."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torimatome.text.sentences import split


def cut(text: str, language: str = "en") -> list[str]:
    return [text[s.start : s.end] for s in split(text, language)]


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="aAbBяЯ. !?…。」「\"“”«»'1234,;:\n-–()", max_size=120),
    st.sampled_from(["en", "ru", "tr", "az", "ja", "und"]),
)
def test_the_sentences_hold_every_character_that_is_not_space_in_order(
    text: str, language: str
) -> None:
    spans = split(text, language)
    assert "".join("".join(text[s.start : s.end].split()) for s in spans) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] != "" for s in spans)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Mr. Ven met Gen. Orlo. They talked.", "Mr. Ven met Gen. Orlo."),
        ("It began on Jan. 5 at noon. It ended.", "It began on Jan. 5 at noon."),
        ("A. B. Torvan of the U.S. Navy spoke. He left.", "A. B. Torvan of the U.S. Navy spoke."),
        ("He lives in the U.S. The office is here.", "He lives in the U.S."),
        ("Law No. 12 rose by 2.5 percent. It passed.", "Law No. 12 rose by 2.5 percent."),
        ('"We won. We go home," he said. They cheered.', '"We won. We go home," he said.'),
        ('She said: "No." Then she left.', 'She said: "No."'),
        ("He waited... and left. It rained.", "He waited... and left."),
    ],
)
def test_stops_inside_a_sentence_do_not_end_it(text: str, first: str) -> None:
    assert cut(text)[0] == first
    assert len(cut(text)) == 2


def test_other_languages_keep_their_abbreviations() -> None:
    assert cut("Это стоит 5 млн. рублей в год. А. С. Орлов согласен.", "ru") == [
        "Это стоит 5 млн. рублей в год.",
        "А. С. Орлов согласен.",
    ]
    assert cut("В 2026 г. Президент прибыл в г. Орла. Он доволен.", "ru")[0] == "В 2026 г."
    assert cut("5. Filo limana geldi. Dr. Ayla konuştu.", "tr") == [
        "5. Filo limana geldi.",
        "Dr. Ayla konuştu.",
    ]


def test_japanese_is_cut_at_its_own_full_stop_but_not_inside_a_quotation() -> None:
    assert cut("大臣は「行く。」と述べた。会談は3.5時間。", "ja") == [
        "大臣は「行く。」と述べた。",
        "会談は3.5時間。",
    ]


def test_a_line_of_its_own_is_a_sentence_even_without_a_full_stop() -> None:
    assert cut("Heading\n\nText goes on\nin lower case. End\n- one\n- two") == [
        "Heading",
        "Text goes on\nin lower case.",
        "End",
        "- one",
        "- two",
    ]

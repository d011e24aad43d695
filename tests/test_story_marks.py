"""Names, numbers and days are found where they stand, and a text comes back whole, as text."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.editing import HOUSE

from torimatome.edit.web import view
from torimatome.edit.web.marking import DAY, NAME, NUMBER, Mark, Piece, apart, paragraphs, read
from torimatome.edit.web.wording import ADDED, GAP, TAKEN, compared, words
from torimatome.errors import EditError
from torimatome.model import Article, Term
from torimatome.text.names import Names

TERMS = (
    Term("person", "Orhan Tellis", "オルハン・テリス", aliases=("Орхан Теллис",), country="VEL"),
    Term("place", "Karden", "カルデン", country="VEL"),
)
NAMES = Names(HOUSE.__class__(**{**vars(HOUSE), "terms": TERMS}))


def article(text: str, language: str = "en") -> Article:
    seen = datetime(2026, 5, 8, tzinfo=UTC)
    return Article(
        "a" * 16, 1, "https://velpress.example/1", "velpress", "feed", "t", text, language, None,
        "seen", "2026-05-08", seen, "0" * 64,
    )  # fmt: skip


def marked(text: str, language: str = "en") -> list[tuple[str, str]]:
    found = read(article(text, language), NAMES)
    return [(mark.kind, text[mark.start : mark.end]) for mark in found.marks]


def test_names_numbers_and_days_are_told_apart() -> None:
    text = "Orhan Tellis said on May 5 that 12 soldiers were wounded in Karden."
    found = marked(text)
    assert (NAME, "Orhan Tellis") in found
    assert (NAME, "Karden") in found
    assert any(kind == DAY and "May 5" in words for kind, words in found)
    assert any(kind == NUMBER and words.startswith("12") for kind, words in found)


def test_a_name_in_another_script_is_marked_and_says_its_japanese() -> None:
    text = "Орхан Теллис прибыл 5 мая."
    found = read(article(text, "ru"), NAMES)
    (name,) = [mark for mark in found.marks if mark.kind == NAME]
    assert text[name.start : name.end] == "Орхан Теллис"
    assert name.says == "オルハン・テリス"


def test_a_day_says_which_day_is_meant() -> None:
    text = "They met on Tuesday."
    (day,) = [mark for mark in read(article(text), NAMES).marks if mark.kind == DAY]
    assert day.says == "2026-05-05"


def test_a_quotation_is_given_to_its_speaker() -> None:
    text = "“We shall not leave this valley,” Orhan Tellis told reporters in Karden."
    (said,) = read(article(text), NAMES).said
    assert said.speaker == "Orhan Tellis"
    assert said.direct
    assert said.words.startswith("We shall not leave")


def test_the_longer_of_two_marks_stays() -> None:
    marks = [Mark(0, 4, NUMBER), Mark(0, 10, DAY), Mark(8, 12, NAME), Mark(12, 14, NAME)]
    assert [(m.start, m.end) for m in apart(marks)] == [(0, 10), (12, 14)]


def test_marks_of_another_text_are_refused() -> None:
    with pytest.raises(EditError, match="another text"):
        paragraphs("short", [Mark(0, 50, NAME)])


spans = st.tuples(st.integers(0, 60), st.integers(1, 9), st.sampled_from([NAME, NUMBER, DAY]))


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet='ab <&\n"日本', min_size=1, max_size=70), rows=st.lists(spans))
def test_the_pieces_are_the_text_whatever_is_marked(
    text: str, rows: list[tuple[int, int, str]]
) -> None:
    marks = [Mark(a, a + n, kind) for a, n, kind in rows if a + n <= len(text)]
    kept = apart(marks)
    assert all(one.end <= other.start for one, other in pairwise(kept))
    found = paragraphs(text, kept, {0: "here"})
    printed = "\n\n".join("".join(piece.text for piece in row) for row in found)
    squeezed = "\n\n".join(part for part in text.split("\n\n") if part.strip())
    assert printed == squeezed


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_no_text_breaks_the_reading_of_marks(text: str) -> None:
    found = read(article(text, "und"), NAMES)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in found.marks)


def test_a_changed_word_is_marked_and_nothing_else() -> None:
    before, after = words("Three soldiers were hurt.", "Five soldiers were hurt.")
    assert [s.text.strip() for s in before if s.kind == TAKEN] == ["Three"]
    assert [s.text.strip() for s in after if s.kind == ADDED] == ["Five"]


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="ab 日\n.", max_size=60), st.text(alphabet="ab 日\n.", max_size=60))
def test_both_sides_of_a_difference_are_the_two_texts(old: str, new: str) -> None:
    before, after = words(old, new)
    assert "".join(s.text for s in before) == old
    assert "".join(s.text for s in after) == new


def test_unchanged_paragraphs_are_left_out_and_counted() -> None:
    old = ["Title", "One stays.", "Two stays.", "There are 3 of them in the valley."]
    new = ["Title", "One stays.", "Two stays.", "There are 5 of them in the valley.", "A new one."]
    gap, changed, added = compared(old, new)
    assert gap.before[0].kind == GAP
    assert gap.before[0].text == "3"
    assert [s.text.strip() for s in changed.before if s.kind == TAKEN] == ["3"]
    assert added.before == ()
    assert added.after[0].text == "A new one."


def test_a_huge_change_is_still_told() -> None:
    old = [f"Paragraph {n} of the old page." for n in range(300)]
    new = [f"Something else entirely, {n * 7}." for n in range(300)]
    pairs = compared(old, new)
    assert any(s.kind == GAP for pair in pairs for s in pair.before)


def test_a_clocks_hours_are_marked_with_its_minutes() -> None:
    assert (NUMBER, "01:20") in marked("The shooting began at 01:20 and lasted 40 minutes.")


def test_a_marked_paragraph_is_escaped_word_for_word() -> None:
    pieces = (
        Piece("1 < 2 & "), Piece("<b>", "name", '"x"', "p-1"), Piece("9", "number"), Piece("'"),
    )  # fmt: skip
    assert str(view.marked(pieces)) == (
        '1 &lt; 2 &amp; <a id="p-1" class="place"></a><mark class="name" title="&#34;x&#34;">'
        '&lt;b&gt;</mark><mark class="number">9</mark>&#39;'
    )

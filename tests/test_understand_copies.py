"""Reprints are found however lightly they were edited, and two reports are not taken for one."""

from datetime import UTC, datetime, timedelta

from torimatome.model import Article
from torimatome.text.reasons import said
from torimatome.understand.copies import find_copies, told_by

MORNING = datetime(2026, 5, 12, 6, 0, tzinfo=UTC)

# Velmora and its people are invented.
TEXT = """The Foreign Minister of Velmora, Ilda Brann, spoke by phone on Tuesday with her Sarnian \
counterpart Otto Weil, the ministry said.

The ministers discussed the reopening of the bridge at Hallow Ford, which was closed in March \
after the floods, and agreed that engineers of both sides would meet there on 19 May.

Brann also raised the release of 14 fishermen who have been held in Port Sarn since the winter.

Velmora and Sarnia restored diplomatic relations two years ago."""


def article(id_: str, text: str, title: str = "Brann and Weil speak by phone", **more) -> Article:
    when = MORNING + timedelta(hours=more.get("hours", 0))
    return Article(
        id_, 1, f"https://{id_}.example/1", more.get("outlet", id_), "hand", title, text, "en",
        when, "feed", when.date().isoformat(), when, "0" * 64,
    )  # fmt: skip


def pairs(*articles: Article) -> list[tuple[str, str]]:
    return [(copy.left, copy.right) for copy in find_copies(articles)]


def test_a_reprint_without_its_last_paragraph_is_a_copy():
    assert pairs(article("a", TEXT), article("b", TEXT.rpartition("\n\n")[0])) == [("a", "b")]


def test_a_reprint_with_a_line_before_and_a_new_title_is_a_copy():
    retold = f"(VELPRESS) Published with permission of the agency.\n\n{TEXT}"
    assert pairs(article("a", TEXT), article("b", retold, "Talks on the bridge")) == [("a", "b")]


def test_a_reprint_with_other_quotes_and_capitals_is_a_copy():
    assert pairs(article("a", TEXT), article("b", TEXT.replace("Foreign", "FOREIGN"))) == [
        ("a", "b")
    ]


def test_two_reports_of_one_event_are_not_copies():
    other = """Engineers from Velmora and Sarnia will meet at Hallow Ford next week to see how \
the flooded bridge can be opened again. That is the outcome of a telephone conversation between \
the two foreign ministers. Families of the fishermen held in Port Sarn had hoped for more: \
nothing was agreed about the 14 men, whose case Ilda Brann brought up with Otto Weil."""
    assert pairs(article("a", TEXT), article("b", other)) == []


def test_the_same_form_filled_in_anew_is_not_a_copy():
    form = "The National Bank of Velmora set the rate of the florin for {} at {} to the dollar and \
{} to the euro. The rates are set each working day on the basis of trade on the interbank market \
the day before and are used for accounts and customs duties."
    monday = article("a", form.format("May 11", "3.41", "3.92"))
    tuesday = article("b", form.format("May 12", "3.44", "3.97"))
    assert pairs(monday, tuesday) == []


def test_the_same_words_about_another_partner_are_not_a_copy():
    other = TEXT.replace("Otto Weil", "Maro Kest").replace("Sarnian", "Ostgalian")
    other = other.replace("Sarnia", "Ostgalia").replace("Port Sarn", "Kestrel Bay")
    assert pairs(article("a", TEXT), article("b", other)) == []


def test_a_text_printed_again_after_weeks_is_not_a_copy():
    assert pairs(article("a", TEXT), article("b", TEXT, hours=24 * 20)) == []


def test_very_short_texts_are_copies_only_when_whole():
    assert pairs(article("a", "Brann flies to Sarn"), article("b", "Brann flies to Sarn")) == [
        ("a", "b")
    ]
    assert pairs(article("a", "Brann flies to Sarn"), article("b", "Brann flies home")) == []


def test_articles_without_text_are_compared_by_title():
    assert pairs(article("a", "", "Brann flies"), article("b", "", "Weil stays")) == []
    assert pairs(article("a", "", "Brann flies"), article("b", "", "Brann flies")) == [("a", "b")]


def test_the_order_of_the_articles_does_not_matter():
    row = [article("a", TEXT), article("b", TEXT), article("c", TEXT.partition("\n\n")[2])]
    assert find_copies(row) == find_copies(row[::-1])


def test_a_reprint_that_drops_a_sentence_and_adds_its_own_lines_is_a_copy():
    parts = TEXT.split("\n\n")
    retold = (
        f"PORT SARN / Sarn Press / {' '.join(parts[:2] + parts[3:])} Follow us on all channels!"
    )
    assert pairs(article("a", TEXT), article("b", retold)) == [("a", "b")]


def test_one_misprinted_number_makes_no_new_text():
    assert pairs(article("a", TEXT), article("b", TEXT.replace("14 fish", "15 fish"))) == [
        ("a", "b")
    ]


def test_a_reprint_in_another_order_is_a_copy():
    parts = TEXT.split("\n\n")
    assert pairs(article("a", TEXT), article("b", "\n\n".join(parts[::-1]))) == [("a", "b")]


def test_origins_are_said_in_words():
    assert said(told_by(1, 7, 1, "Trend")) == "1 origin (Trend), 6 reprints"
    assert said(told_by(2, 3, 2, "Trend")) == "2 origins in 2 languages, 1 reprint"
    assert said(told_by(1, 1, 1, "Trend")) == "1 origin"

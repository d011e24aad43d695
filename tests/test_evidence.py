"""Each sign for and against one event is told apart, the same whichever report is left."""

from datetime import UTC, datetime

from torimatome.model import Article, House
from torimatome.understand.evidence import BRIEF, Evidence, compare
from torimatome.understand.judge import likely
from torimatome.understand.names import Names
from torimatome.understand.traits import Reader, Traits

# Velmora and all its people and towns are invented.
NAMES = Names(House("test", "VM", "Velmora", ("en", "ru"), "UTC", (), ()))
READER = Reader(NAMES, NAMES.common_words())


def read(title: str, text: str, *, language: str = "en", day: int = 12) -> Traits:
    when = datetime(2026, 5, day, 8, tzinfo=UTC)
    return READER.traits(
        Article(
            title, 1, "https://x.example/1", "x", "hand", title, text, language, when, "feed",
            when.date().isoformat(), when, "0" * 64,
        )
    )  # fmt: skip


FLOOD = read(
    "Flood closes bridge in Hallow Ford",
    "The river rose overnight and the bridge in Hallow Ford was closed, mayor Ruda Pell said.",
)
FLOOD_TOO = read(
    "Hallow Ford bridge shut as river rises",
    "Mayor Ruda Pell said the flood forced the town of Hallow Ford to close its bridge.",
)
FAIR = read(
    "Book fair opens in Lindmar",
    "Forty publishers came to the book fair that writer Tavo Renn opened in Lindmar.",
)


def test_evidence_is_the_same_whichever_report_is_left():
    assert compare(FLOOD, FLOOD_TOO) == compare(FLOOD_TOO, FLOOD)


def test_two_reports_of_one_event_know_each_others_titles_and_names():
    same, other = compare(FLOOD, FLOOD_TOO), compare(FLOOD, FAIR)
    assert same.known_title > 0.5 > other.known_title
    assert same.known_names > 0.5 > other.known_names
    assert likely(same) > 0.8
    assert likely(other) < 0.1


def test_a_script_without_capitals_is_judged_by_its_titles():
    title = "آتش سوزی در بازار شهر"
    one, other = read(title, f"{title} دیشب", language="fa"), read(title, title, language="fa")
    assert compare(one, other).known_names == compare(one, other).known_title == 1.0


def test_titles_that_name_different_days_are_two_events():
    early = read("Weather for 8 May: rain in Lindmar", "Rain and wind are expected in Lindmar.")
    late = read("Weather for 16 May: rain in Lindmar", "Rain and wind are expected in Lindmar.")
    assert compare(early, late).apart == "their titles name different days"


def test_a_day_one_title_names_and_the_other_does_not_parts_nothing():
    dated = read("Bridge in Hallow Ford to open on 14 May", FLOOD.article.text)
    assert compare(dated, FLOOD).apart == ""


def test_long_texts_need_more_than_short_ones_for_the_same_share_of_words():
    assert compare(FLOOD, FLOOD_TOO).length == 0.0
    filler = " ".join(f"wordy{n}x" for n in range(4 * BRIEF))
    long = [read(t.article.title, f"{t.article.text} {filler}") for t in (FLOOD, FLOOD_TOO)]
    assert compare(*long).length > 1.0


def test_a_later_report_is_less_likely_the_same_event():
    later = read(FLOOD_TOO.article.title, FLOOD_TOO.article.text, day=14)
    assert likely(compare(FLOOD, later)) < likely(compare(FLOOD, FLOOD_TOO))


def test_across_languages_words_count_for_nothing_by_themselves():
    russian = read("Праздник книги", "В Линдмаре открылась ярмарка.", language="ru")
    seen = compare(FLOOD, russian)
    assert isinstance(seen, Evidence)
    assert seen.title == seen.body == seen.known_title == 0.0

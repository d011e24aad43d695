"""House style changes how a thing is said and never what is said; the gate sees to it."""

import pytest

from torimatome.draft import days
from torimatome.draft.cite import date_words
from torimatome.draft.gate import check_sentence
from torimatome.draft.house_style import house_form, open_with_day, say
from torimatome.model import House, Outlet, Passage, Sentence, Style, Term

HOUSE = House(
    name="test",
    country="LV1",
    country_name="Lorvia",
    languages=("en",),
    zone="UTC",
    outlets=(
        Outlet("lna", "Lorvian News Agency", "LNA", "http://lna.example/", agency=True),
        Outlet("post", "The Harbour Post", "POST", "http://post.example/"),
    ),
    sections=(),
    style=Style(
        offices={
            "Minister of Foreign Affairs": "FM",
            "Foreign Minister": "FM",
            "Foreign Ministry": "MFA",
            "Deputy Prime Minister": "Deputy PM",
            "Prime Minister": "PM",
        }
    ),
    terms=(
        Term("country", "Lorvia", "ロルヴィア", aliases=("Lorvian",), country="LV1"),
        Term("country", "Sundara", "スンダラ", aliases=("Sundaran",), country="SD1"),
        Term("person", "Mira Talvek", "タルヴェク", aliases=("Talwek", "Talveck"), country="LV1"),
    ),
)
FORM = house_form(HOUSE)
FRIDAY = "2026-05-08"


def passage(quote: str, day: str = FRIDAY) -> Passage:
    return Passage("a" * 16, 1, 0, len(quote), quote, "http://lna.example/1", "lna", day, "0" * 64)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The talks were held on Thursday.", "The talks were held on May.07."),
        ("On Thursday, May 7, she left.", "On May.07, she left."),
        ("He said Thursday he was ready.", "He said on May.07 he was ready."),
        ("The summit will be held on Monday.", "The summit will be held on May.11."),
        (
            "The visit, which begins on Tuesday, is short.",
            "The visit, which begins on May.12, is short.",
        ),
        ("It lasted from 11 to 13 April.", "It lasted from Apr.11 to Apr.13."),
        ("It lasted March 5-7.", "It lasted Mar.05-07."),
        ("They met on December 30, 2025, in Orla.", "They met on Dec.30, 2025 in Orla."),
        ("About 45 people may come in May 2027.", "About 45 people may come in May 2027."),
    ],
)
def test_days_are_written_the_house_way_and_weekdays_are_resolved(text: str, said: str) -> None:
    assert say(text, FRIDAY, FORM) == said


def test_a_day_named_in_winter_belongs_to_the_nearest_year() -> None:
    (mention,) = days.find("It happened on December 30.", "2026-01-02")
    assert mention.first.isoformat() == "2025-12-30"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ORLA, Lorvia, May 8. The port opened, LNA reports.", "The port opened."),
        ("ORLA, May 8 /LNA/. The port opened.", "The port opened."),
        ("LNA reports that the port has opened.", "The port has opened."),
        (
            "The port opened, LNA reports citing the Foreign Ministry.",
            "The port opened, according to the MFA.",
        ),
        ("The port opened, according to LNA's correspondent.", "The port opened."),
        ("Minister of Foreign Affairs of Lorvia Mira Talwek left.", "FM Mira Talvek left."),
        ("Prime Minister of Sundara Oren Pask left.", "Sundaran PM Oren Pask left."),
        ("The Foreign Ministry waits.", "The MFA waits."),
    ],
)
def test_datelines_and_agency_tags_go_and_offices_are_shortened(text: str, said: str) -> None:
    assert say(text, FRIDAY, FORM) == said


def test_words_in_quotation_marks_stay_as_they_were_said() -> None:
    text = '"The Foreign Minister comes on Thursday," the Foreign Ministry said.'
    assert say(text, FRIDAY, FORM) == '"The Foreign Minister comes on Thursday," the MFA said.'


def test_the_first_sentence_opens_with_its_day() -> None:
    assert open_with_day("The port opened.", FRIDAY, FORM) == "On May.08, the port opened."
    moved = open_with_day("The port opened in Orla on May.08.", FRIDAY, FORM)
    assert moved == "On May.08, the port opened in Orla."
    quoted = '"We are open," he said.'
    assert open_with_day(quoted, FRIDAY, FORM) == quoted


def test_citation_dates_repeat_no_part() -> None:
    assert date_words("2026-03-25", "2026-03-25", "%d.%m.%Y") == "25.03.2026"
    assert date_words("2026-03-25", "2026-03-26", "%d.%m.%Y") == "25-26.03.2026"
    assert date_words("2026-03-31", "2026-04-01", "%d.%m.%Y") == "31.03-01.04.2026"
    assert date_words("2025-12-31", "2026-01-01", "%d.%m.%Y") == "31.12.2025-01.01.2026"


@pytest.mark.parametrize(
    ("quote", "text", "kind"),
    [
        ("Seven ships left.", "Eight ships left.", "numbers"),
        ("The port took 1,200 tons.", "The port took 1,300 tons.", "numbers"),
        ("Mira Talvek left.", "Oren Pask left.", "names"),
        ("He did not sign the paper.", "He did sign the paper.", "negation"),
        ("He left on Thursday.", "He left on May.06.", "days"),
        ('He said it was "a good day".', 'He said it was "a great day".', "quotation"),
    ],
)
def test_the_gate_stops_what_the_passage_does_not_say(quote: str, text: str, kind: str) -> None:
    checks = check_sentence(Sentence(text, (passage(quote),)))
    assert kind in {c.kind for c in checks}
    assert all(c.severity == "high" for c in checks)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Seven ships left on Thursday.", "On May.07, seven ships left."),
        ("Seven ships left.", "On May.08, 7 ships left."),
        ("Foreign Minister Mira Talwek left.", "FM Mira Talvek left."),
        ("The port took 1,200 tons, LNA reports.", "The port took 1200 tons."),
        ("He didn’t sign “the paper”.", 'He didn\'t sign "the paper".'),
    ],
)
def test_the_gate_lets_house_style_pass(quote: str, text: str) -> None:
    assert check_sentence(Sentence(text, (passage(quote),)), FORM) == ()


def test_a_sentence_without_a_passage_does_not_pass() -> None:
    assert [c.kind for c in check_sentence(Sentence("The port opened."))] == ["uncited"]


@pytest.mark.parametrize(
    "text",
    [
        "Sundara is studying the offer of Lorvia on a new port.",
        "Twelve of the 15 articles have been agreed, the minister said.",
        "Lorvia has fallen to 90th place in the index.",
    ],
)
def test_a_state_of_things_is_not_opened_with_a_day(text: str) -> None:
    assert open_with_day(text, FRIDAY, FORM) == text

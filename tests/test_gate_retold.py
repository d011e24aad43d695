"""A sentence told anew from a whole page keeps its numbers, days and denials in their company."""

import pytest

from torimatome.draft.gate import check_sentence
from torimatome.model import Check, Passage, Sentence

PAGE = (
    "The council of Orla met on Monday to speak about the old harbour. "
    "The harbour engineer, Mr Hask, presented a report on the state of the walls. "
    "A storm damaged 30 boats in the northern basin in March, the report says. "
    "Fishermen lost 12 nets and one crane. "
    "The firm has agreed to rebuild the northern basin by Friday. "
    "On Tuesday its workers will open the ferry pier to visitors. "
    "The ministry has not approved the new customs house in the old town. "
    "“We will stay,” the mayor told the council, “as long as the harbour stays.”"
)


def checks(text: str, quote: str = PAGE) -> list[Check]:
    rests = Passage(
        "a" * 16, 1, 0, len(quote), quote, "http://lna.example/1", "lna", "", "0" * 64,
        "en",
    )  # fmt: skip
    return [c for c in check_sentence(Sentence(text, (rests,))) if c.severity != "info"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # 12, Monday and Friday stand on the page, but with the nets, the council and the basin.
        ("According to Hask, boats were damaged in the basin by the storm: 12 in all.", "numbers"),
        ("Visitors may use the pier of the ferry, opened by its workers, on Monday.", "days"),
        ("It was the boats in the southern basin that the storm in March damaged.", "direction"),
    ],
)
def test_what_the_page_has_in_other_company_is_found_where_it_is_put(text: str, kind: str) -> None:
    assert kind in {check.kind for check in checks(text)}


@pytest.mark.parametrize(
    "text",
    [
        "According to Hask, boats were damaged in the basin by the storm: 30 in all.",
        "Visitors may use the pier of the ferry, opened by its workers, on Tuesday.",
        "It was the boats in the northern basin that the storm in March damaged.",
    ],
)
def test_what_keeps_its_company_passes_however_it_is_retold(text: str) -> None:
    assert not {c.kind for c in checks(text)} & {"numbers", "days", "direction"}


def test_a_not_is_found_where_the_page_tells_it_without_one() -> None:
    found = checks("In the basin to the north, boats were not damaged by any storm, says Hask.")
    assert "negation" in {check.kind for check in found}


def test_a_lost_not_is_found_where_nothing_else_denies() -> None:
    found = checks("Officials of the ministry approved a customs house for the town.")
    assert "negation" in {check.kind for check in found}


def test_another_word_that_denies_does_for_a_not() -> None:
    found = checks("Officials of the ministry refused a customs house for the town.")
    assert "negation" not in {check.kind for check in found}


def test_a_not_of_something_else_denies_nothing_here() -> None:
    page = PAGE.replace("A storm", "Nobody paid attention when a storm")
    found = checks("Hask, an engineer, told the council how boats were damaged.", page)
    assert "negation" not in {check.kind for check in found}


def test_despite_needs_a_page_that_sets_one_thing_against_another() -> None:
    text = "Despite the storm in March, which damaged boats, the basin was praised."
    assert "direction" in {check.kind for check in checks(text)}
    against = PAGE.replace("the report says", "although the report says little")
    assert "direction" not in {check.kind for check in checks(text, against)}


def test_a_speech_that_he_said_cuts_in_two_may_be_quoted_whole() -> None:
    whole = checks("The mayor said: “We will stay as long as the harbour stays.”")
    assert "quotation" not in {check.kind for check in whole}
    bent = checks("The mayor said: “We will stay as long as the walls stay.”")
    assert "quotation" in {check.kind for check in bent}


def test_a_closing_mark_opens_no_quotation() -> None:
    page = 'We will go." She said "never" again. Orla slept.'
    assert not [c for c in checks('We will go." She said "never" there.', page)
                if c.kind == "quotation"]  # fmt: skip

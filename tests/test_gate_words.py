"""The gate knows a word in all its forms, and a word in the place of another as what it is."""

import pytest

from torimatome.draft.gate import check_sentence
from torimatome.draft.gate.stems import base, inflected, stem
from torimatome.model import Check, Passage, Sentence

PAGE = (
    "The council of Orla met on Monday to speak about the old harbour. Members asked the firm to "
    "delete its yellow plans and to keep the gate open. Seven workers were hurt when the north "
    "wall fell last month, the mayor told reporters. The firm will pay the owners for five of the "
    "houses that stood beside the wall, its director said. "
    "Nobody expects the work to be over before the summer, and the port stays closed until then."
)


def checks(text: str, quote: str) -> list[Check]:
    rests = Passage(
        "a" * 16, 1, 0, len(quote), quote, "http://lna.example/1", "lna", "2026-05-08", "0" * 64,
        "en",
    )  # fmt: skip
    return [c for c in check_sentence(Sentence(text, (rests,))) if c.severity != "info"]


@pytest.mark.parametrize(
    "forms",
    [
        "try tried tries trying",
        "deny denied denies denying",
        "carry carried carrying",
        "die died dies dying",
        "lie lied lies lying",
        "plan planned planning plans",
        "refer referred referring",
        "use used uses using",
        "watch watched watches",
        "pass passed passes passing",
        "crisis crises",
        "city cities",
        "close closed closes closing",
        "agree agreed agrees agreeing",
    ],
)
def test_a_word_and_its_inflections_are_one(forms: str) -> None:
    words = forms.split()
    assert len({base(word) for word in words}) == 1
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("policy", "police"), ("army", "arms"), ("treaty", "treatment")]
)
def test_words_that_only_begin_alike_are_two(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_a_verb_of_several_words_is_known_in_all_its_forms() -> None:
    assert set(inflected("look")) == {"look", "looks", "looking", "looked"}
    assert {"puts", "putting"} <= set(inflected("put"))
    assert {"takes", "taking", "took", "taken"} <= set(inflected("take"))


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("The board investigated the fire in Orla.", "The board looked into the fire in Orla."),
        ("The board rejected the plan.", "The board turned down the plan."),
        ("The talks will be held in Orla in June.", "The talks will take place in Orla in June."),
        ("The mayor tried to open the port.", "The mayor attempted to open the port."),
        ("He is currently in Orla with two aides.", "He is at present in Orla with two aides."),
        ("It ranks among the oldest ports.", "It ranks amongst the oldest ports."),
        ("They must pay the fine by June.", "They have to pay the fine by June."),
    ],
)
def test_the_same_in_another_common_wording_passes(quote: str, text: str) -> None:
    assert checks(text, quote) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Members asked the firm to keep its plans in yellow.", "direction"),
        ("Members wanted its blue plans gone.", "content"),
    ],
)
def test_an_opposite_or_another_of_its_kind_is_found_on_a_whole_page(text: str, kind: str) -> None:
    page = PAGE.replace(" and to keep the gate open", "")
    assert kind in {check.kind for check in checks(text, page)}


def test_a_word_a_whole_page_lacks_is_only_shown() -> None:
    assert checks("Members urged the firm to scrap its yellow plans.", PAGE) == []


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        ("Seven workers", "Five workers", "numbers"),
        ("for five of the", "for seven of the", "numbers"),
        ("fell last month", "fell next month", "days"),
        ("council of Orla", "council of Kestra", "names"),
        ("gate open", "gate closed", "direction"),
    ],
)
def test_a_word_the_page_has_elsewhere_is_found_in_the_place_of_another(
    was: str, now: str, kind: str
) -> None:
    sentence = next(s for s in PAGE.split(". ") if was in s).rstrip(".") + "."
    near = f"{PAGE} The next meeting is in Kestra."
    assert kind in {check.kind for check in checks(sentence.replace(was, now), near)}


def test_a_quotation_may_leave_words_out_where_it_says_so() -> None:
    page = 'The mayor said: "We will rebuild the wall this year, whatever it costs the town."'
    assert checks('The mayor said: "We will rebuild the wall … whatever it costs."', page) == []
    assert checks('The mayor said: "We will whatever … rebuild the wall."', page)

"""The rules that change sentences for the gate's bench do what they say, the same way each time."""

import sys
from pathlib import Path

import pytest
import yaml

BENCH = Path(__file__).parents[1] / "bench"
sys.path.insert(0, str(BENCH))

from mutations import RULES, Real  # noqa: E402
from mutations.base import WANTED_CAUGHT, WANTED_FALSE, Pools  # noqa: E402
from mutations.figures import other_number  # noqa: E402
from mutations.rules import changes, pools  # noqa: E402
from mutations.synonyms import pairs  # noqa: E402
from mutations.verbs import past  # noqa: E402

BY_NAME = {rule.name: rule for rule in RULES}
POOLS = Pools(
    surnames=("Korvane", "Meridan", "Telmor"),
    quoted=("garden", "winter"),
    nouns=("garden", "winter"),
    plurals=("gardens", "winters"),
    verbs=("closed", "painted"),
    adjectives=("medical", "massive"),
)


def real(text: str, paragraph: str = "", day: str = "2026-05-12") -> Real:
    return Real(text, paragraph or text, day, "gold")


def changed(rule: str, text: str, paragraph: str = "") -> str | None:
    change = BY_NAME[rule].make(real(text, paragraph), POOLS)
    return change.text if change else None


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("not dropped", "Urtas did not agree to it.", "Urtas did agree to it."),
        ("not dropped", "Urtas won’t agree to it.", "Urtas will agree to it."),
        ("not added", "The bridge was closed.", "The bridge was not closed."),
        ("turned round", "Urtas denied the report.", "Urtas confirmed the report."),
        ("without", "They left without him.", "They left with him."),
        (
            "subject and object",
            "Telmor accused Meridan of delay.",
            "Meridan accused Telmor of delay.",
        ),
        (
            "wrong passive",
            "Telmor accused Meridan of delay.",
            "Telmor was accused by Meridan of delay.",
        ),
        (
            "active to passive",
            "Telmor accused Meridan of delay.",
            "Meridan was accused by Telmor of delay.",
        ),
        (
            "passive to active",
            "The law was adopted by the Assembly on Monday.",
            "The Assembly adopted the law on Monday.",
        ),
        (
            "from and to",
            "The rate fell from 9% to 8% in May.",
            "The rate fell from 8% to 9% in May.",
        ),
        ("direction", "Prices rose in May.", "Prices fell in May."),
        ("bound", "At a fair more than 50 people fell ill.", "At a fair 50 people fell ill."),
        (
            "said that dropped",
            "Mr Urtas said that the road was closed for good and all.",
            "The road was closed for good and all.",
        ),
        ("X said dropped", "The road was closed, Mr Urtas said.", "The road was closed."),
        ("quote as fact", "“The road is closed,” Mr Urtas said.", "The road is closed."),
        ("according to dropped", "According to ONA, the road is shut.", "The road is shut."),
        ("reportedly dropped", "He reportedly left the town.", "He left the town."),
        ("may to will", "The law may pass in June.", "The law will pass in June."),
        ("plan to deed", "She plans to visit Tamvell.", "She visited Tamvell."),
        ("will to did", "She will hold talks.", "She held talks."),
        ("lead-in dropped", "On Monday, the sides met.", "The sides met."),
        (
            "apposition dropped",
            "Kalen Urtas, the minister of roads, said so.",
            "Kalen Urtas said so.",
        ),
        ("which dropped", "It hit Yaldar, which lies far away.", "It hit Yaldar."),
        ("house day", "They met on May 3 in Tamvell.", "They met on May.03 in Tamvell."),
        ("weekday dated", "They met on Monday.", "They met on May.11."),
        ("weekday dated", "They will meet on Monday.", None),
        ("office short", "Foreign Minister Meridan left.", "FM Meridan left."),
        (
            "said to front",
            "The road is closed again now, Mr Urtas said.",
            "Mr Urtas said that the road is closed again now.",
        ),
        ("said to front", "Workers closed the road again, Mr Urtas said.", None),
        ("contraction", "They didn’t come.", "They did not come."),
        ("number in figures", "It took three days.", "It took 3 days."),
    ],
)
def test_a_rule_makes_the_change_it_is_named_for_or_none(
    rule: str, text: str, expected: str | None
) -> None:
    assert changed(rule, text) == expected


def test_a_day_put_into_another_week_is_never_that_weekday() -> None:
    text = changed("weekday misdated", "They met on Monday.")
    assert text in {"They met on May.01.", "They met on Apr.30.", "They met on Apr.29."}


def test_every_rule_says_in_a_line_what_it_does() -> None:
    assert [rule.name for rule in RULES if not 10 <= len(rule.told) <= 100] == []


def test_every_rule_has_a_name_of_its_own_and_a_wanted_figure() -> None:
    assert len(BY_NAME) == len(RULES)
    assert {rule.kind for rule in RULES} == set(WANTED_CAUGHT) | set(WANTED_FALSE)


def test_every_rule_was_read_by_eye_and_none_errs_more_than_once_in_twenty() -> None:
    read = yaml.safe_load((BENCH / "mutations" / "audit.yaml").read_text("utf-8"))
    assert set(read) == set(BY_NAME)
    assert [name for name, of in read.items() if of["wrong"] > 0.05 * max(20, of["read"])] == []


def test_the_same_sentence_is_changed_the_same_way_each_time() -> None:
    text = "Kalen Urtas said on Monday that 45 people were hurt in Kadrost and 12 in Moscow."
    for rule in RULES:
        assert rule.make(real(text), POOLS) == rule.make(real(text), POOLS)


def test_no_rule_gives_back_what_it_was_given() -> None:
    reals = [
        real("On May 3, Sergei Urtas told Igor Meridan that 45 of the 60 houses were not safe."),
        real("“We will not go to Ankara,” Mr Urtas said."),
        real("Russian troops reportedly left the village of Orlamen before 5 million euros came."),
    ]
    pool = pools(reals)
    for rule in RULES:
        for one, change in changes(rule, reals, pool, 10):
            assert (change.text == one.text) == (rule.kind == "unchanged")


@pytest.mark.parametrize("number", ["1", "9", "45", "1,240", "3.5", "0.2", "12,000,000"])
def test_another_number_is_another_and_printed_alike(number: str) -> None:
    for key in "abcdefghij":
        other = other_number(number, key)
        assert float(other.replace(",", "")) != float(number.replace(",", ""))
        assert ("." in other) == ("." in number)


def test_pasts_are_spelled_as_english_spells_them() -> None:
    verbs = ("sign", "carry", "stop", "hold", "agree", "play")
    assert [past(verb) for verb in verbs] == "signed carried stopped held agreed played".split()


def test_there_are_enough_pairs_of_words_that_say_the_same() -> None:
    assert sum(len(options) for options in pairs().values()) >= 120
    assert [old for old, options in pairs().items() if old in options] == []

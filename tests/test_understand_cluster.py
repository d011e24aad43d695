"""Stories follow Judgements, and people outrank the machine."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from torimatome.model import Judgement, Verdict
from torimatome.understand.cluster import stories

COPY, SAME, DIFFERENT = Verdict.COPY, Verdict.SAME, Verdict.DIFFERENT
MORNING = datetime(2026, 4, 1, 6, 0, tzinfo=UTC)


def machine(left, right, score=0.9, verdict=SAME, hours=0):
    return Judgement(left, right, verdict, "machine", MORNING + timedelta(hours=hours), score)


def editor(left, right, verdict, hours=0, by="aki"):
    return Judgement(left, right, verdict, by, MORNING + timedelta(hours=hours))


def test_every_article_is_in_exactly_one_story():
    assert stories("abc", [machine("a", "b")]) == [{"a", "b"}, {"c"}]


def test_a_weak_guess_does_not_join():
    assert stories("ab", [machine("a", "b", score=0.2)]) == [{"a"}, {"b"}]


def test_an_editor_joins_what_the_machine_would_not():
    assert stories("ab", [editor("a", "b", SAME)]) == [{"a", "b"}]


def test_an_editor_joins_what_the_machine_keeps_apart():
    said = [machine("a", "b", verdict=DIFFERENT), editor("a", "b", SAME)]
    assert stories("ab", said) == [{"a", "b"}]


def test_an_editor_splits_even_a_chain():
    chain = [machine("a", "b"), machine("b", "c", score=0.8)]
    assert stories("abc", [*chain, editor("a", "c", DIFFERENT)]) == [{"a", "b"}, {"c"}]


def test_an_editor_splits_even_copies():
    said = [machine("a", "b", verdict=COPY), editor("a", "b", DIFFERENT)]
    assert stories("ab", said) == [{"a"}, {"b"}]


def test_an_editor_may_change_her_mind():
    split, rejoined = editor("a", "b", DIFFERENT), editor("a", "b", SAME, hours=1)
    assert stories("ab", [rejoined, split]) == [{"a", "b"}]


def test_the_later_of_two_editors_has_the_last_word():
    first, second = editor("a", "b", SAME, by="aki"), editor("a", "b", DIFFERENT, 1, by="rin")
    assert stories("ab", [second, first]) == [{"a"}, {"b"}]


def test_the_machine_never_overrules_an_editor():
    said = [editor("a", "b", DIFFERENT), machine("a", "b", score=0.99, hours=8)]
    assert stories("ab", said) == [{"a"}, {"b"}]


def test_copies_are_together_whatever_else_the_machine_says_of_them():
    said = [machine("a", "b", verdict=COPY), machine("a", "c"), machine("b", "c", 0.9, DIFFERENT)]
    assert stories("abc", said) == [{"a", "b"}, {"c"}]


def test_a_chain_of_resemblances_does_not_become_one_story():
    chain = [machine("a", "b", 0.6), machine("b", "c", 0.55), machine("c", "d", 0.5)]
    assert {"a", "b", "c", "d"} not in stories("abcd", chain)


def test_the_machine_keeps_apart_what_it_found_different():
    said = [machine("a", "b", 0.95), machine("b", "c", 0.9), machine("a", "c", 0.9, DIFFERENT)]
    assert stories("abc", said) == [{"a", "b"}, {"c"}]


def test_judgements_of_articles_that_are_gone_are_passed_over():
    assert stories("a", [machine("a", "z"), editor("y", "z", SAME)]) == [{"a"}]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"),
                          st.sampled_from(list(Verdict)), st.floats(0, 1), st.booleans())),
       st.randoms())  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_the_order_of_judgements_does_not_matter(rows, random):
    said = [
        editor(left, right, verdict, hours=number)
        if person
        else machine(left, right, score, verdict, hours=number)
        for number, (left, right, verdict, score, person) in enumerate(rows)
        if left < right
    ]
    mixed = said[:]
    random.shuffle(mixed)
    made = stories("abcdef", said)
    assert made == stories("fedcba", mixed)
    assert sorted(id_ for group in made for id_ in group) == list("abcdef")

"""What took long to work out is remembered while all it rests on is the same, and only then."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.test_aside import PERIOD, kept

from torimatome import flow, understand
from torimatome.desk import Desk, open_desk
from torimatome.model import Judgement, Outlet, Verdict
from torimatome.model.act import Intent
from torimatome.outside.progress import Nobody
from torimatome.settings import Settings
from torimatome.text.times import from_text, to_text

AT = datetime(2026, 5, 8, 9, 40, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The demo's desk with a few reports of its invented country."""
    opened = open_desk(replace(Settings(), folder=str(tmp_path)), hears=Nobody())
    take_in(opened, 0, 4)
    yield opened
    opened.store.close()


def take_in(desk: Desk, first: int, end: int) -> None:
    people = [term.en for term in desk.house.terms if term.kind == "person"]
    with desk.store.begin() as connection:
        for number in range(first, end):
            desk.store.pages.keep(connection, *kept(desk, number, people[number // 2]))


def never(*_given: object) -> object:
    raise AssertionError("worked out anew")


def test_a_week_in_which_nothing_changed_is_remembered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = understand.understand(desk, PERIOD)
    assert first.stories
    monkeypatch.setattr(understand, "_worked_out", never)
    again = understand.understand(desk, PERIOD)
    assert again == first
    assert [*again.articles] == [*first.articles]
    assert again.why() == first.why()


def one_more(desk: Desk) -> Desk:
    take_in(desk, 4, 5)
    return desk


def a_word(desk: Desk) -> Desk:
    left, right = sorted(understand.understand(desk, PERIOD).articles)[:2]
    desk.store.judgements.add(Judgement(left, right, Verdict.DIFFERENT, "Aya", AT))
    return desk


def a_choice(desk: Desk) -> Desk:
    story = understand.understand(desk, PERIOD).stories[0]
    put = ("choice", story.articles[0], '{"choice": "drop", "at": "2026-05-08T09:40:00Z"}')
    desk.store.records.perform(lambda _look: Intent("drop_story", story.id, (put,)), "Aya", AT)
    return desk


def another_house(desk: Desk) -> Desk:
    more = Outlet("velpress", "Velpress", "VELPRESS", "https://velpress.example/")
    return replace(desk, house=replace(desk.house, outlets=(*desk.house.outlets, more)))


@pytest.mark.parametrize("change", [one_more, a_word, a_choice, another_house])
def test_whatever_it_rests_on_changes_it_is_worked_out_anew(
    desk: Desk, change: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    understand.understand(desk, PERIOD)
    assert callable(change)
    desk = change(desk)
    monkeypatch.setattr(understand, "_worked_out", never)
    with pytest.raises(AssertionError, match="worked out anew"):
        understand.understand(desk, PERIOD)


def test_what_past_issues_teach_is_learned_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = flow.Taught().by(desk)
    monkeypatch.setattr("torimatome.flow.asked.learn_from", never)
    assert flow.Taught().by(desk) == first


def test_of_a_kind_the_newest_few_are_kept_and_nothing_that_cannot_be_read(desk: Desk) -> None:
    answers = desk.store.answers
    for number in range(9):
        answers.keep("week", str(number), "mark", [number])
    found = [answers.known("week", str(n), "mark", list[int]) for n in range(9)]
    assert found == [None, None, None, [3], [4], [5], [6], [7], [8]]
    assert answers.known("week", "8", "another", list[int]) is None
    assert answers.known("week", "8", "mark", list[str]) is None
    assert answers.known("issue", "8", "mark", list[int]) is None


def test_judgements_of_few_articles_are_those_on_two_of_them(desk: Desk) -> None:
    pairs = [("a", "b"), ("a", "c"), ("b", "c"), ("b", "d")]
    for left, right in pairs:
        desk.store.judgements.add(Judgement(left, right, Verdict.SAME, "Aya", AT))

    def found(*ids: str) -> list[tuple[str, str]]:
        return [(j.left, j.right) for j in desk.store.judgements.among(ids)]

    assert found("a", "b", "c") == pairs[:3]
    assert found("a", "b", "c", *(f"x{n}" for n in range(600))) == pairs[:3]
    assert found("a", "d") == []


@pytest.mark.parametrize(
    "text", ["", "2026-05-08", "2026-05-08T09:40:00+0900", "2026-13-08T09:40:00Z"]
)
def test_a_moment_is_read_as_it_was_written_and_nothing_else(text: str) -> None:
    assert from_text(to_text(AT)) == AT
    assert from_text(to_text(AT)).tzinfo is UTC
    with pytest.raises(ValueError, match=r"moment|month"):
        from_text(text)

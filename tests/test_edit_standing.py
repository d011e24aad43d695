"""What people decided is brought up to date act by act, and is always what the Records say."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.editing import open_editor, week

from torimatome.edit import Editor, decided_of
from torimatome.edit.values import Heading, encode
from torimatome.errors import Conflict, EditError
from torimatome.model import Period
from torimatome.model.act import Intent
from torimatome.store.records import MOST_CHANGED

WEEK = week()
PERIOD = WEEK.period
OTHER = Period("2026-01-02", "2026-01-09")
FIRST, SECOND = WEEK.draft.items[:2]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Editor]:
    made = open_editor(tmp_path)
    yield made
    made.desk.store.close()


def same(room: Editor) -> bool:
    """Whether what is in memory is what the Records say, in the same order."""
    kept, read = room.decided(PERIOD), decided_of(room.desk, PERIOD)
    return kept == read and [*kept.choices] == [*read.choices] and [*kept.edited] == [*read.edited]


def headline(room: Editor, item: str) -> str:
    shown = room.working(PERIOD).shown(item)
    assert shown is not None
    return shown.item.headline_en


def any_act(room: Editor, chance: random.Random, done: list[int]) -> None:
    item = chance.choice(WEEK.draft.items).id
    kind = chance.choice(
        ("drop", "file", "headline", "order", "heading", "approve", "undo", "term")
    )
    do = room.perform
    if kind == "drop":
        act = do("drop_story", PERIOD, "Aya", {"story": item})
    elif kind == "file":
        act = do("file_story", PERIOD, "Aya", {"story": item, "section": "foreign"})
    elif kind == "headline":
        text = {"item": item, "language": "en", "base": headline(room, item), "text": f"{item} now"}
        act = do("write_headline", PERIOD, "Ben", text)
    elif kind == "order":
        act = do("move_item", PERIOD, "Ben", {"item": FIRST.id, "before": SECOND.id})
    elif kind == "heading":
        base = room.working(PERIOD).issue.title_en
        act = do("write_heading", PERIOD, "Aya", {"field": "title_en", "base": base, "text": item})
    elif kind == "approve":
        act = do("approve_item", PERIOD, "Aya", {"item": item, "seen": "0" * 16})
    elif kind == "term":
        act = do("watch_words", PERIOD, "Aya", {"words": item})
    else:
        act = room.undo(chance.choice(done or [1]), PERIOD, "Ben")
    done.append(act.id)


def test_after_any_acts_and_undos_it_is_what_reading_everything_gives(room: Editor) -> None:
    chance, done = random.Random(4), [0]
    refused = 0
    for _ in range(120):
        try:
            any_act(room, chance, done)
        except (EditError, Conflict):
            refused += 1
        assert same(room)
    assert len(done) > 40  # most acts were done
    assert room.decided(PERIOD).edited


def test_acts_of_another_process_are_seen_at_once(room: Editor, tmp_path: Path) -> None:
    assert not room.decided(PERIOD).choices
    there = open_editor(tmp_path)
    there.perform("drop_story", PERIOD, "Cem", {"story": FIRST.id})
    assert same(room)
    assert [shown.item.id for shown in room.working(PERIOD).out] == [FIRST.id]
    there.undo(1, PERIOD, "Cem")
    assert same(room)
    assert not room.working(PERIOD).out
    there.desk.store.close()


def test_an_act_that_is_about_something_else_leaves_the_issue_as_it_was(room: Editor) -> None:
    room.perform("drop_story", PERIOD, "Aya", {"story": FIRST.id})
    decided, working = room.decided(PERIOD), room.working(PERIOD)
    room.perform("watch_words", PERIOD, "Aya", {"words": "harbour"})
    records = room.desk.store.records
    key = f"{OTHER.start}_{OTHER.end}"
    elsewhere = Intent(
        "write_heading", "title_en", (("heading", key, encode(Heading({"title_en": "Other"}))),)
    )
    records.perform(lambda _look: elsewhere, "Aya", room.desk.clock.now())
    assert room.decided(PERIOD) is decided
    assert room.working(PERIOD) is working
    assert room.decided(OTHER).heading.words


def test_when_much_happened_everything_is_read_again(room: Editor) -> None:
    records = room.desk.store.records
    room.perform("drop_story", PERIOD, "Aya", {"story": FIRST.id})
    room.decided(PERIOD)
    for number in range(MOST_CHANGED + 1):
        room.perform("watch_words", PERIOD, "Aya", {"words": f"word {number}"})
    newest, changed = records.changed(1)
    assert newest == MOST_CHANGED + 2
    assert changed is None
    assert records.changed(newest - 1)[1] != []
    assert same(room)


def test_of_an_older_store_that_was_put_back_everything_is_read_again(room: Editor) -> None:
    room.perform("drop_story", PERIOD, "Aya", {"story": FIRST.id})
    assert room.desk.store.records.changed(7) == (1, None)
    assert room.desk.store.records.changed(1) == (1, [])

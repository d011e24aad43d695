"""What memory proposes is decided by a person: taken and signed, or declined; each undoable."""

import html
import re
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.editing import open_editor, served, week

from torimatome.draft import together_of
from torimatome.edit import Editor, Steps, Week
from torimatome.edit.working import fingerprint, period_key
from torimatome.errors import EditError
from torimatome.model import Earlier, Issue, Item, Proposal
from torimatome.publish.docx import to_docx
from torimatome.publish.html import to_html
from torimatome.publish.issue_json import to_json
from torimatome.remember.from_json import issue_of_json

NOTE = Proposal(
    "0123456789abcdef", "In the report of May.01, VELPRESS gave 3,146 people.",
    "The figure now is 4,000 people", "issue 7 (01-08.05.2026), (VELPRESS / 01.05.2026)", "7/a",
)  # fmt: skip
LINK = Earlier("7", "a", "People leave", "人々が退避", "2026-05-01", "reported")


def with_memory() -> Week:
    """The sample week; its first Item has a proposal, its last was told before."""
    made = week()
    first, *rest, last = made.draft.items
    offered = replace(first, proposals=(NOTE,), earlier=(replace(LINK, relation="continues"),))
    told = replace(last, earlier=(LINK,))
    draft = replace(made.draft, items=(offered, *rest), left_out=(told,))
    return replace(made, draft=draft)


WEEK = with_memory()
PERIOD = WEEK.period
FIRST, TOLD = WEEK.draft.items[0], WEEK.draft.left_out[0]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Editor]:
    made = open_editor(tmp_path)
    steps = replace(made.steps, week=lambda _p: WEEK, regroup=lambda _p: WEEK)

    def wired(_desk: object) -> Steps:
        return steps

    editor = Editor(made.desk, wired)
    yield editor
    made.desk.store.close()


def do(room: Editor, name: str, **given: object) -> int:
    return room.perform(name, PERIOD, "Aya", given).id


def shown(room: Editor, id_: str = FIRST.id) -> Item:
    found = room.working(PERIOD).shown(id_)
    assert found
    return found.item


def waiting(room: Editor) -> int:
    return sum(len(one.proposals) for one in room.working(PERIOD).items)


def approve_all(room: Editor) -> None:
    for one in room.working(PERIOD).items:
        do(room, "approve_item", item=one.item.id, seen=fingerprint(one.item))


def test_a_proposal_is_printed_only_when_a_person_takes_it_and_then_with_her_name(
    room: Editor,
) -> None:
    assert all(block.type != "note" for block in shown(room).blocks if block.text == NOTE.text)
    act = do(room, "take_note", item=FIRST.id, proposal=NOTE.id)
    note = shown(room).blocks[-1]
    assert (note.type, note.text, note.label) == ("note", NOTE.text, "NOTE")
    assert note.sentences[0].marks == ("signed:Aya",)
    assert waiting(room) == 0
    room.undo(act, PERIOD, "Aya")
    assert shown(room) == FIRST
    assert waiting(room) == 1


def test_she_may_word_the_note_otherwise(room: Editor) -> None:
    do(room, "take_note", item=FIRST.id, proposal=NOTE.id, text="  It was 3,146 a week ago. ")
    assert shown(room).blocks[-1].text == "It was 3,146 a week ago."


def test_a_declined_proposal_is_not_printed_and_undo_offers_it_again(room: Editor) -> None:
    act = do(room, "decline_note", item=FIRST.id, proposal=NOTE.id)
    assert shown(room) == FIRST
    assert waiting(room) == 0
    with pytest.raises(EditError, match="decided already"):
        do(room, "take_note", item=FIRST.id, proposal=NOTE.id)
    room.undo(act, PERIOD, "Aya")
    assert waiting(room) == 1


def test_an_unknown_proposal_cannot_be_taken(room: Editor) -> None:
    with pytest.raises(EditError, match="no longer proposed"):
        do(room, "take_note", item=FIRST.id, proposal="nothing")


def test_an_issue_is_signed_only_when_every_proposal_is_decided(room: Editor) -> None:
    approve_all(room)
    with pytest.raises(EditError, match="1 proposed NOTE waits"):
        do(room, "sign_issue")
    do(room, "decline_note", item=FIRST.id, proposal=NOTE.id)
    do(room, "sign_issue")


def test_an_item_told_before_stays_out_until_its_story_is_taken_in(room: Editor) -> None:
    ids = [one.item.id for one in room.working(PERIOD).items]
    assert TOLD.id not in ids
    (out,) = room.working(PERIOD).out
    assert (out.item.id, out.fate) == (TOLD.id, "reported")
    assert room.working(PERIOD).issue.left_out == ()
    act = do(room, "include_story", story=TOLD.id)
    assert TOLD.id in [one.item.id for one in room.working(PERIOD).items]
    room.undo(act, PERIOD, "Aya")
    assert TOLD.id not in [one.item.id for one in room.working(PERIOD).items]


def test_what_memory_says_changes_no_approval(room: Editor) -> None:
    assert fingerprint(FIRST) == fingerprint(replace(FIRST, proposals=(), earlier=()))


def test_memory_survives_the_issues_json_and_is_printed_nowhere() -> None:
    draft: Issue = WEEK.draft
    assert issue_of_json(to_json(draft), "x.json") == draft
    bare = replace(draft, left_out=(), items=(replace(FIRST, proposals=(), earlier=()),
                                              *draft.items[1:]))  # fmt: skip
    assert to_html(draft) == to_html(bare)
    assert to_docx(draft) == to_docx(bare)


def test_stories_are_told_together_and_apart_again_by_a_persons_word(room: Editor) -> None:
    stories = [item.id for item in WEEK.draft.items[:2]]
    act = do(room, "tell_together", stories=stories)
    said = {one.key: one.value for one in room.desk.store.records.of("rollup")}
    assert set(said) == {WEEK.draft.items[0].articles[0], WEEK.draft.items[1].articles[0]}
    room.undo(act, PERIOD, "Aya")
    assert room.desk.store.records.of("rollup") == []
    with pytest.raises(EditError, match="one story only"):
        do(room, "keep_apart", item=FIRST.id)


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return str(answer.read().decode())


def test_the_items_page_shows_each_proposal_with_its_source_and_both_keys(room: Editor) -> None:
    with served(room) as desk:
        page = read(f"{desk}/w/{period_key(PERIOD)}/items/{FIRST.id}")
        assert html.escape(NOTE.text) in page
        assert html.escape(NOTE.why) in page
        assert f'href="/w/{period_key(PERIOD)}/archive/7#item-a"' in page
        for act, key in (("take_note", "t"), ("decline_note", "x")):
            assert re.search(rf'action="/act/{act}".*?data-key="{key}"', page, re.DOTALL)
        issue = read(f"{desk}/w/{period_key(PERIOD)}/issue")
        assert f"items/{FIRST.id}#proposals" in issue
        assert LINK.headline_ja in issue or LINK.headline_en in issue
        do(room, "decline_note", item=FIRST.id, proposal=NOTE.id)
        assert "/act/take_note" not in read(f"{desk}/w/{period_key(PERIOD)}/items/{FIRST.id}")


def test_words_from_pages_in_a_proposal_are_never_markup(room: Editor) -> None:
    evil = replace(NOTE, text="<img src=x onerror=1>", source="<b>7</b>", link="")
    first = replace(FIRST, proposals=(evil,))
    draft = replace(WEEK.draft, items=(first, *WEEK.draft.items[1:]))
    steps = replace(room.steps, week=lambda _p: replace(WEEK, draft=draft))
    other = Editor(room.desk, lambda _desk: steps)
    with served(other) as desk:
        page = read(f"{desk}/w/{period_key(PERIOD)}/items/{FIRST.id}")
    assert "<img src=x" not in page
    assert "<b>7</b>" not in page


def rolled(room: Editor) -> tuple[Editor, Item]:
    """A room whose first Item tells the Stories of its first two."""
    first, second, *rest = WEEK.draft.items
    one = replace(
        first,
        articles=tuple(sorted({*first.articles, *second.articles})),
        rolled_up=(first.id, second.id),
    )
    made = replace(WEEK, draft=replace(WEEK.draft, items=(one, *rest)))
    steps = replace(room.steps, week=lambda _p: made, regroup=lambda _p: made)
    return Editor(room.desk, lambda _desk: steps), second


def test_dropping_an_item_that_tells_several_stories_drops_them_all(room: Editor) -> None:
    other, second = rolled(room)
    act = do(other, "drop_story", story=FIRST.id)
    dropped = {key for key, one in room.desk.store.records.choices().items() if one.choice}
    assert dropped == {FIRST.articles[0], second.articles[0]}
    assert set(together_of(room.desk)) == dropped
    room.undo(act, PERIOD, "Aya")
    assert together_of(room.desk) == {}


def test_one_of_several_stories_told_together_is_dropped_only_after_they_are_told_apart(
    room: Editor,
) -> None:
    other, second = rolled(room)
    with pytest.raises(EditError, match="tell them apart"):
        do(other, "drop_story", story=second.id)
    do(other, "keep_apart", item=FIRST.id)
    assert set(together_of(room.desk).values()) == {""}

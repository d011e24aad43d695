"""A person decides: every act is kept, can be taken back, and loses nobody's words."""

import inspect
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.editing import open_editor, week

from torimatome.edit import ACTS, Editor, working_issue
from torimatome.edit.working import fingerprint
from torimatome.errors import Conflict, EditError
from torimatome.model import Finding

WEEK = week()
PERIOD = WEEK.period
FIRST = WEEK.draft.items[0]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Editor]:
    made = open_editor(tmp_path)
    yield made
    made.desk.store.close()


def do(room: Editor, name: str, by: str = "Aya", **given: object) -> int:
    return room.perform(name, PERIOD, by, given).id


def ids(room: Editor) -> list[str]:
    return [shown.item.id for shown in room.working(PERIOD).items]


def test_without_any_act_the_issue_is_the_machines_draft(room: Editor) -> None:
    assert sorted(ids(room)) == sorted(item.id for item in WEEK.draft.items)
    assert not any(shown.touched for shown in room.working(PERIOD).items)


def test_a_dropped_story_leaves_the_issue_and_undo_brings_it_back(room: Editor) -> None:
    before = ids(room)
    act = do(room, "drop_story", story=FIRST.id)
    assert FIRST.id not in ids(room)
    assert [shown.item.id for shown in room.working(PERIOD).out] == [FIRST.id]
    room.undo(act, PERIOD, "Ben")
    assert ids(room) == before


def test_undoing_an_undo_does_the_act_again(room: Editor) -> None:
    act = do(room, "drop_story", story=FIRST.id)
    back = room.undo(act, PERIOD, "Aya")
    room.undo(back.id, PERIOD, "Aya")
    assert FIRST.id not in ids(room)


def test_an_act_is_not_taken_back_over_a_later_one(room: Editor) -> None:
    first = do(room, "write_headline", item=FIRST.id, language="en", base=FIRST.headline_en,
               text="One")  # fmt: skip
    do(room, "write_headline", item=FIRST.id, language="en", base="One", text="Two")
    with pytest.raises(EditError, match="take back the later act first"):
        room.undo(first, PERIOD, "Aya")


def test_two_people_who_write_the_same_headline_both_see_both_versions(room: Editor) -> None:
    do(room, "write_headline", item=FIRST.id, language="en", base=FIRST.headline_en, text="Mine")
    with pytest.raises(Conflict) as seen:
        do(room, "write_headline", "Ben", item=FIRST.id, language="en", base=FIRST.headline_en,
           text="Yours")  # fmt: skip
    assert (seen.value.yours, seen.value.theirs) == ("Yours", "Mine")


def test_two_people_may_edit_different_parts_of_one_item(room: Editor) -> None:
    do(room, "write_headline", item=FIRST.id, language="en", base=FIRST.headline_en, text="Mine")
    base = FIRST.blocks[0].text or ""
    do(room, "write_block", "Ben", item=FIRST.id, place=0, base=base, text=base + " It rained.")
    shown = room.working(PERIOD).shown(FIRST.id)
    assert shown
    assert shown.item.headline_en == "Mine"
    assert (shown.item.blocks[0].text or "").endswith("It rained.")


def test_an_unchanged_sentence_keeps_its_passages_and_a_new_one_has_none(room: Editor) -> None:
    base = FIRST.blocks[0].text or ""
    do(room, "write_block", item=FIRST.id, place=0, base=base, text=base + " It rained all day.")
    shown = room.working(PERIOD).shown(FIRST.id)
    assert shown
    sentences = shown.item.blocks[0].sentences
    assert sentences[: len(FIRST.blocks[0].sentences)] == FIRST.blocks[0].sentences
    assert sentences[-1].text == "It rained all day."
    assert sentences[-1].passages == ()


def test_a_reworded_sentence_still_points_at_its_page(room: Editor) -> None:
    base = FIRST.blocks[0].text or ""
    text = base.replace("1,240 servicemen", "1,250 soldiers")
    do(room, "write_block", item=FIRST.id, place=0, base=base, text=text)
    shown = room.working(PERIOD).shown(FIRST.id)
    assert shown
    assert shown.item.blocks[0].sentences[0].passages == FIRST.blocks[0].sentences[0].passages


def test_a_note_carries_the_name_of_who_wrote_it(room: Editor) -> None:
    do(room, "add_block", item=FIRST.id, after=0, kind="note", text="The first since 2019.")
    shown = room.working(PERIOD).shown(FIRST.id)
    assert shown
    assert shown.item.blocks[1].sentences[0].marks == ("signed:Aya",)


def test_an_approval_ends_when_the_words_change(room: Editor) -> None:
    shown = room.working(PERIOD).shown(FIRST.id)
    assert shown
    do(room, "approve_item", item=FIRST.id, seen=fingerprint(shown.item))
    approved = room.working(PERIOD).shown(FIRST.id)
    assert approved
    assert approved.approved == "Aya"
    do(room, "write_headline", item=FIRST.id, language="en", base=FIRST.headline_en, text="New")
    again = room.working(PERIOD).shown(FIRST.id)
    assert again
    assert (again.approved, again.reopened) == ("", "words_changed")


def test_an_item_is_approved_as_it_was_seen_or_not_at_all(room: Editor) -> None:
    with pytest.raises(Conflict):
        do(room, "approve_item", item=FIRST.id, seen="0" * 16)


def test_an_edited_item_reopens_when_the_machine_drafts_it_from_other_pages(room: Editor) -> None:
    do(room, "write_headline", item=FIRST.id, language="en", base=FIRST.headline_en, text="Mine")
    changed = replace(FIRST, headline_en="The page was corrected")
    draft = replace(WEEK.draft, items=(changed, *WEEK.draft.items[1:]))
    room._weeks = {k: replace(w, draft=draft) for k, w in room._weeks.items()}
    shown = room.working(PERIOD).shown(FIRST.id)
    assert shown
    assert shown.item.headline_en == "Mine"
    assert shown.reopened == "sources_changed"


def test_the_machines_text_is_one_act_away(room: Editor) -> None:
    do(room, "write_headline", item=FIRST.id, language="ja", base=FIRST.headline_ja, text="別")
    do(room, "restore_machine", item=FIRST.id)
    shown = room.working(PERIOD).shown(FIRST.id)
    assert shown
    assert shown.item.headline_ja == FIRST.headline_ja


def test_items_stand_where_a_person_puts_them(room: Editor) -> None:
    inside = [s.item.id for s in room.working(PERIOD).items if s.item.kind == "foreign"]
    do(room, "move_item", item=inside[-1], before=inside[0])
    after = [s.item.id for s in room.working(PERIOD).items if s.item.kind == "foreign"]
    assert after == [inside[-1], *inside[:-1]]
    assert room.working(PERIOD).issue.ordered


def test_a_story_filed_elsewhere_stands_in_that_section(room: Editor) -> None:
    do(room, "file_story", story=FIRST.id, section="domestic")
    shown = room.working(PERIOD).shown(FIRST.id)
    assert shown
    assert shown.item.kind == "domestic"


def test_a_merge_is_a_persons_judgement_and_undo_takes_it_back(room: Editor) -> None:
    other = WEEK.draft.items[1]
    act = do(room, "merge_stories", stories=[FIRST.id, other.id])
    (judged,) = room.desk.store.records.judgements()
    assert {judged.left, judged.right} == {FIRST.articles[0], other.articles[0]}
    room.undo(act, PERIOD, "Aya")
    assert room.desk.store.records.judgements() == []


def test_a_citation_that_is_none_is_refused_with_an_example(room: Editor) -> None:
    with pytest.raises(EditError, match=r"\(OUTLET / 05.03.2026\)"):
        do(room, "write_citation", item=FIRST.id, place=1, base="", text="VELPRESS yesterday")


def test_an_issue_is_signed_only_when_nothing_waits(room: Editor) -> None:
    with pytest.raises(EditError, match="wait for somebody to approve"):
        do(room, "sign_issue")
    for shown in room.working(PERIOD).items:
        do(room, "approve_item", item=shown.item.id, seen=fingerprint(shown.item))
    do(room, "sign_issue")
    with pytest.raises(EditError, match="signed and stays"):
        do(room, "drop_story", story=FIRST.id)
    assert working_issue(room.desk, WEEK.draft).version == 1


def test_a_correction_makes_the_next_version_and_the_first_stays(room: Editor) -> None:
    for shown in room.working(PERIOD).items:
        do(room, "approve_item", item=shown.item.id, seen=fingerprint(shown.item))
    do(room, "sign_issue")
    do(room, "correct_issue", note="a wrong number")
    do(room, "drop_story", story=FIRST.id)
    do(room, "sign_issue")
    signed = room.working(PERIOD).signed
    assert signed
    assert (signed.version, signed.note) == (2, "a wrong number")


def test_an_open_finding_of_the_gate_stops_the_signature_and_no_waiver_helps(
    tmp_path: Path,
) -> None:
    gate = Finding(FIRST.id, "body", "gate.numbers", "high", "1,250", "the page says 1,240")
    room = open_editor(tmp_path, (gate,))
    for shown in room.working(PERIOD).items:
        do(room, "approve_item", item=shown.item.id, seen=fingerprint(shown.item))
    do(room, "waive_finding", finding=gate.fingerprint, reason="I know better")
    with pytest.raises(EditError, match="1 finding is open"):
        do(room, "sign_issue")
    room.desk.store.close()


def test_a_waived_finding_of_the_copy_check_is_settled(tmp_path: Path) -> None:
    odd = Finding(FIRST.id, "body", "dates", "mid", "May.08", "spelled otherwise elsewhere")
    room = open_editor(tmp_path, (odd,))
    assert room.points(PERIOD) == (odd,)
    do(room, "waive_finding", finding=odd.fingerprint, reason="as the agency prints it")
    assert room.points(PERIOD) == ()
    room.desk.store.close()


def test_the_same_token_again_does_nothing_more(room: Editor) -> None:
    given = {"item": FIRST.id, "after": 0, "kind": "note", "text": "Once."}
    first = room.perform("add_block", PERIOD, "Aya", given, "token-1")
    again = room.perform("add_block", PERIOD, "Aya", given, "token-1")
    assert first.id == again.id
    shown = room.working(PERIOD).shown(FIRST.id)
    assert shown
    assert len(shown.item.blocks) == len(FIRST.blocks) + 1


def test_every_act_that_is_given_too_little_says_what_it_needs(room: Editor) -> None:
    for name, act in ACTS.items():
        given = list(inspect.signature(act).parameters.values())[1:]
        if any(one.default is inspect.Parameter.empty for one in given):
            with pytest.raises(EditError, match="needs"):
                room.perform(name, PERIOD, "Aya", {})
        with pytest.raises(EditError, match="takes no 'nonsense'"):
            room.perform(name, PERIOD, "Aya", {"nonsense": 1})


def test_twenty_people_at_once_lose_no_act(room: Editor) -> None:
    failed: list[Exception] = []

    def one(number: int) -> None:
        try:
            for turn in range(5):
                text = f"Note {number}-{turn}."
                do(room, "add_block", f"P{number}", item=FIRST.id, after=0, kind="note", text=text)
        except EditError as error:
            failed.append(error)

    threads = [threading.Thread(target=one, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    shown = room.working(PERIOD).shown(FIRST.id)
    assert shown
    notes = {block.text for block in shown.item.blocks if block.type == "note"}
    assert notes >= {f"Note {n}-{t}." for n in range(20) for t in range(5)}


STEPS = st.sampled_from(["drop", "off", "file", "head", "note", "text", "move", "waive"])


def test_a_term_is_the_desks_at_once_and_no_more_when_taken_back(room: Editor) -> None:
    term = {"kind": "person", "en": "Ada Orlisk", "ja": "アダ・オルリスク", "short_en": ""}
    act = do(room, "write_term", term=term)
    assert [t.ja for t in room.desk.house.terms] == ["アダ・オルリスク"]
    room.undo(act, PERIOD, "Aya")
    assert room.desk.house.terms == ()


def test_merged_terms_are_one_with_every_spelling(room: Editor) -> None:
    for en, ja in (("Ada Orlisk", "アダ・オルリスク"), ("Ada Orlysk", "アダ・オルリスク")):
        do(room, "write_term", term={"kind": "person", "en": en, "ja": ja, "short_en": ""})
    do(room, "merge_terms", kind="person", keep="Ada Orlisk", drop="Ada Orlysk")
    (term,) = room.desk.house.terms
    assert term.aliases == ("Ada Orlysk",)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "dog"},
        {"ja": ""},
        {"since": "yesterday"},
        {"since": "2026-05-08", "until": "2026-01-01"},
    ],
)  # fmt: skip
def test_a_term_that_is_none_is_refused_by_name(room: Editor, wrong: dict[str, str]) -> None:
    term = {"kind": "person", "en": "Ada Orlisk", "ja": "アダ", "short_en": "", **wrong}
    with pytest.raises(EditError):
        do(room, "write_term", term=term)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(STEPS, st.integers(0, 20), st.text(min_size=1, max_size=9)), max_size=8))
def test_taking_back_every_act_gives_the_machines_draft_again(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, str]]
) -> None:
    room = open_editor(tmp_path_factory.mktemp("room"))
    before = room.working(PERIOD)
    done = []
    for step, number, text in steps:
        shown = room.working(PERIOD).items[number % len(room.working(PERIOD).items)]
        item, words = shown.item, f"x{text.strip()}x"
        acts = {
            "drop": ("drop_story", {"story": item.story}),
            "off": ("put_off_story", {"story": item.story}),
            "file": ("file_story", {"story": item.story, "section": "domestic"}),
            "head": ("write_headline", {"item": item.id, "language": "ja",
                                        "base": item.headline_ja, "text": words}),
            "note": ("add_block", {"item": item.id, "after": -1, "kind": "note", "text": words}),
            "text": ("add_block", {"item": item.id, "after": 0, "kind": "bullets", "text": words}),
            "move": ("move_item", {"item": item.id, "before": ""}),
            "waive": ("waive_finding", {"finding": "0" * 16, "reason": words}),
        }  # fmt: skip
        name, given_ = acts[step]
        done.append(do(room, name, **given_))
    for act in reversed(done):
        room.undo(act, PERIOD, "Ben")
    assert room.working(PERIOD) == before
    assert len(room.desk.store.records.latest(most=100)) == 2 * len(done)
    room.desk.store.close()

"""A changed term offers what the open issue says otherwise; one act changes it, one undoes it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.editing import HOUSE, MOMENT, open_editor, week

from torimatome.edit import Editor
from torimatome.edit.retold import Swap, retold, said, swaps
from torimatome.edit.web.alerts import alerts
from torimatome.edit.web.holders import offices_of
from torimatome.errors import EditError
from torimatome.model import Term
from torimatome.model.act import Watched

WEEK = week()
PERIOD = WEEK.period
FIRST = WEEK.draft.items[0]
TELLIS = Term(
    "person", "Orhan Tellis", "オルハン・テリス", country="VEL", office="foreign minister"
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Editor]:
    made = open_editor(tmp_path)
    yield made
    made.desk.store.close()


def test_a_name_written_otherwise_changes_in_full_and_by_its_last_part() -> None:
    found = swaps(TELLIS, replace(TELLIS, ja="オルハン・テッリス"), {})
    assert Swap("オルハン・テリス", "オルハン・テッリス") in found
    assert Swap("テリス", "テッリス") in found


def test_a_new_office_changes_the_title_behind_the_name() -> None:
    ja_of = {"foreign minister": "外相", "prime minister": "首相"}
    found = swaps(TELLIS, replace(TELLIS, office="prime minister"), ja_of)
    assert found == (Swap("テリス外相", "テリス首相"),)


def test_a_new_person_replaces_what_the_draft_proposed_by_sound() -> None:
    accepted = Term("person", "Corin Vatelle", "コラン・ヴァテル")
    olds = {swap.old for swap in swaps(None, accepted, {})}
    assert olds
    assert all(swap.new in ("コラン・ヴァテル", "ヴァテル") for swap in swaps(None, accepted, {}))


@pytest.mark.parametrize(
    ("text", "swap", "result"),
    [
        ("テリス外相、訪問", Swap("テリス", "テッリス"), "テッリス外相、訪問"),
        ("アテリスク市", Swap("テリス", "テッリス"), "アテリスク市"),
        ("Tell Tellis of it", Swap("Tell", "Say"), "Say Tellis of it"),
        ("外相会談", Swap("外相", "首相"), "首相会談"),
        ("Mr. Tellis-Vane", Swap("Tellis", "Tellis-Vane"), "Mr. Tellis-Vane"),
    ],
)
def test_only_whole_words_change_and_never_twice(text: str, swap: Swap, result: str) -> None:
    assert said(text, swap) == result
    assert said(said(text, swap), swap) == result


def test_what_somebody_said_stays_as_it_was_said() -> None:
    text = "Tellis said: “Tellis is a village.” Tellis left."
    new = said(text, Swap("Tellis", "Vane"), spoken=True)
    assert new == "Vane said: “Tellis is a village.” Vane left."


def test_a_blocks_text_stays_its_sentences(room: Editor) -> None:
    word = FIRST.blocks[0].sentences[0].text.split()[0]
    made, told = retold(FIRST, Swap(word, "Elsewhere"))
    block = made.blocks[0]
    assert told
    assert block.text == " ".join(s.text for s in block.sentences)
    assert block.sentences[0].passages == FIRST.blocks[0].sentences[0].passages


def test_words_are_replaced_in_every_item_and_one_undo_takes_it_back(room: Editor) -> None:
    before = room.working(PERIOD).issue
    word = FIRST.headline_en.split()[0]
    act = room.perform("replace_words", PERIOD, "Aya", {"old": word, "new": "Elsewhere"})
    now = room.working(PERIOD).shown(FIRST.id)
    assert now
    assert now.item.headline_en.startswith("Elsewhere")
    assert now.machine == FIRST or now.machine is not None
    room.undo(act.id, PERIOD, "Aya")
    assert room.working(PERIOD).issue == before


def test_words_that_stand_nowhere_are_refused(room: Editor) -> None:
    with pytest.raises(EditError, match="stands nowhere"):
        room.perform("replace_words", PERIOD, "Aya", {"old": "Xyzzy", "new": "Plugh"})


def test_a_proposal_is_merged_into_a_term_with_its_japanese(room: Editor) -> None:
    term = {"kind": "person", "en": "Orhan Tellis", "ja": "オルハン・テリス"}
    room.perform("write_term", PERIOD, "Aya", {"term": term})
    given = {"kind": "person", "keep": "Orhan Tellis", "drop": "Orkhan Telis", "ja": "テリス"}
    room.perform("merge_terms", PERIOD, "Aya", given)
    (kept,) = [t for t in room.desk.house.terms if t.kind == "person"]
    assert set(kept.aliases) == {"Orkhan Telis", "テリス"}


def test_watched_words_are_found_in_every_spelling_of_their_term() -> None:
    terms = (replace(TELLIS, aliases=("Теллис",)),)
    told = {
        id_: replace(a, text="Вчера Теллис прибыл.") if id_ == "f" * 16 else a
        for id_, a in WEEK.articles.items()
    }
    watched = [Watched("Orhan Tellis", "Aya", ""), Watched("zzz", "Aya", "")]
    found, nothing = alerts(watched, terms, told, WEEK.stories)
    assert "spare" in [one.story.id for one in found.stories]
    assert found.spellings > 0
    assert nothing.stories == ()


def test_the_watch_list_is_kept_and_taken_back(room: Editor) -> None:
    act = room.perform("watch_words", PERIOD, "Aya", {"words": "  border   post "})
    assert [one.words for one in room.desk.store.records.watched()] == ["border post"]
    room.undo(act.id, PERIOD, "Aya")
    assert room.desk.store.records.watched() == []
    with pytest.raises(EditError, match="not on the watch list"):
        room.perform("unwatch_words", PERIOD, "Aya", {"words": "border post"})


def test_office_holders_stand_by_time_and_two_at_once_are_noticed() -> None:
    first = replace(TELLIS, since="2020-01-01", until="2024-05-01")
    second = replace(TELLIS, en="Ada Vane", ja="エイダ・ヴェイン", since="2024-05-01")
    third = replace(TELLIS, en="Bo Renn", ja="ボー・レン", since="2025-05-01")
    (held,) = offices_of((first, second), MOMENT.date())
    assert [holder.term.en for holder in held.holders] == ["Ada Vane", "Orhan Tellis"]
    assert held.holders[0].now
    assert held.odd == ""
    (odd,) = offices_of((first, second, third), MOMENT.date())
    assert odd.odd == "two_at_once"
    assert HOUSE.terms == ()

"""A copy edited by hand in Word comes back: every change is reported right, none is lost."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.editing import open_editor, week
from tests.samples import sample_issue
from tests.word_edits import EDITS, HandEdit
from tests.word_edits_fourth import FOURTH_EDITS
from tests.word_edits_new import NEW_EDITS, NewEdit
from tests.word_edits_third import MISTAKEN, THIRD_EDITS, Mistaken
from tests.word_hand import Hand, rewritten, with_part

from torimatome.edit import Editor
from torimatome.edit.acts.take_back import taken
from torimatome.edit.copies import bring, review
from torimatome.edit.take_back.find import find_edits
from torimatome.edit.take_back.kinds import KINDS, TAKEN
from torimatome.edit.take_back.likeness import fold
from torimatome.edit.values import Edited, decode
from torimatome.edit.working import period_key
from torimatome.errors import EditError, Unreadable
from torimatome.model import Citation, Issue, Record
from torimatome.model.taken import Edit
from torimatome.publish.docx import to_docx
from torimatome.publish.order import arrange
from torimatome.remember.taken_docx import taken_from_docx

ISSUE = arrange(week().draft)
BODY = to_docx(ISSUE, editing=True)
PERIOD = week().period
SOFFICE = shutil.which("soffice")
LATER = (*NEW_EDITS, *THIRD_EDITS, *FOURTH_EDITS)


def reported(body: bytes, issue: Issue = ISSUE) -> tuple[Edit, ...]:
    return find_edits(taken_from_docx(body, "copy.docx"), issue)[0]


def edited(edit: HandEdit, body: bytes = BODY) -> bytes:
    hand = Hand(body)
    edit.does(hand)
    return hand.saved()


def short(edit: Edit) -> tuple[str, str]:
    item = edit.item.removeprefix("velmora-0")
    return edit.kind, "new" if item.startswith("hand-") else item


def wrong(found: tuple[Edit, ...], edit: HandEdit) -> list[str]:
    """What of the expectation is not met, in words."""
    lines = []
    if sorted(map(short, found)) != sorted((kind, item) for kind, item, _ in edit.told):
        lines.append(f"told {sorted(map(short, found))}")
    for kind, _, words in edit.told:
        if not any(f.kind == kind and words in f"{f.before} {f.after} {f.to}" for f in found):
            lines.append(f"nothing of kind {kind} speaks of {words!r}")
    return lines


def test_there_are_sixty_edits_and_more() -> None:
    assert len({edit.name for edit in EDITS}) == len(EDITS) >= 60
    assert {kind for edit in EDITS for kind, _, _ in edit.told} <= set(KINDS)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name.replace(" ", "_"))
def test_an_edit_by_hand_is_reported_for_what_it_is(edit: HandEdit) -> None:
    assert not wrong(reported(edited(edit)), edit)


@pytest.mark.parametrize("edit", LATER, ids=lambda edit: edit.name.replace(" ", "_"))
def test_an_edit_nobody_had_in_mind_is_reported_for_one_of_the_things_it_is(edit: NewEdit) -> None:
    hand = Hand(BODY)
    edit.does(hand)
    found = reported(hand.saved())
    assert not min((wrong(found, HandEdit("", edit.does, told)) for told in edit.told), key=len)


def test_every_later_edit_has_a_name_of_its_own_and_expects_kinds_there_are() -> None:
    assert len({edit.name for edit in LATER}) == len(LATER)
    assert {kind for edit in LATER for told in edit.told for kind, _, _ in told} <= set(KINDS)


@pytest.mark.parametrize("file", MISTAKEN, ids=lambda file: file.name.replace(" ", "_"))
def test_a_file_that_is_no_word_file_is_refused_by_name(file: Mistaken) -> None:
    with pytest.raises(Unreadable, match=re.escape(file.says)) as refused:
        taken_from_docx(file.made(BODY), file.file)
    assert file.file in str(refused.value)


def test_a_copy_without_comments_is_matched_as_well() -> None:
    clean = to_docx(ISSUE)
    for edit in EDITS[1:12]:
        assert not wrong(reported(edited(edit, clean), ISSUE), edit), edit.name


# Taking what was found.


def cited(text: str) -> Citation | None:
    found = re.fullmatch(r"\(([^/]+) / ([\d.\-]+)\)", text)
    outlets = tuple(part.strip() for part in found[1].split(",")) if found else ()
    return Citation(text, outlets, "2026-05-09", "2026-05-09") if found else None


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Editor]:
    made = open_editor(tmp_path)
    made.steps = replace(made.steps, read_citation=cited)
    yield made
    made.desk.store.close()


def brought(room: Editor, body: bytes, mark: str = "a" * 12):  # type: ignore[no-untyped-def]
    return bring(room, PERIOD, (mark, taken_from_docx(body, "copy.docx")), "Aya")


# After these the Issue differs from the copy in what follows from the change: a label that the
# next paragraph of the side takes over, an order by day that a citation brings along.
FOLLOWS = {
    "the citation is deleted", "a side's label is deleted", "a paragraph is deleted",
    "a paragraph is moved to another item", "an item is added by hand",
    "a paragraph becomes a NOTE", "a paragraph is deleted, tracked", "looks are changed, tracked",
    "a footnote is added",
}  # fmt: skip


def test_what_is_accepted_makes_the_issue_read_as_the_copy(room: Editor) -> None:
    """All edits on one desk, nothing kept: what acts would put is laid over the Records."""
    scene = room.scene(PERIOD, "Aya")
    tried: set[str] = set()
    for edit in EDITS:
        kinds = {kind for kind, _, _ in edit.told if kind in TAKEN}
        of_issue = any(kind.startswith("item") or kind == "title" for kind in kinds)
        if edit.name in FOLLOWS or of_issue or kinds <= tried:
            continue
        tried |= kinds
        read = taken_from_docx(edited(edit), "copy.docx")
        puts: dict[tuple[str, str], str] = {}

        def look(kind: str, key: str, puts: dict[tuple[str, str], str] = puts) -> Record:
            known = puts.get((kind, key))
            return (
                room.desk.store.records.get(kind, key)
                if known is None
                else Record(kind, key, known)
            )

        for found in find_edits(read, ISSUE)[0]:
            if found.kind in TAKEN:
                intent = taken(scene, ("a" * 12, "copy.docx"), found, look)
                puts |= {(kind, key): value for kind, key, value in intent.puts}
        items = {
            one.item.id: one.item
            for (kind, key), value in puts.items()
            if kind == "item" and (one := decode(Record(kind, key, value), Edited))
        }
        now = replace(ISSUE, items=tuple(
            replace(items.get(i.id, i), section=i.section) for i in ISSUE.items
        ))  # fmt: skip
        fresh = taken_from_docx(to_docx(now), "fresh.docx")
        again = find_edits(replace(read, base=fresh.base), now)[0]
        left = [f for f in again if f.kind in TAKEN and f.kind not in ("comment", "footnote")]
        assert not left, (edit.name, left)
    assert len(tried) >= 17


def test_a_change_taken_can_be_undone_and_keeps_the_passages_of_its_sentence(room: Editor) -> None:
    copy = brought(room, edited(EDITS[1]))
    (one,) = review(room, PERIOD, copy)
    assert one.state == "open"
    act = room.perform("accept_change", PERIOD, "Aya", {"copy": copy.id, "change": one.edit.id})
    shown = room.working(PERIOD).shown("velmora-01")
    assert shown
    assert "1,420" in (shown.item.blocks[0].text or "")
    assert all(s.passages for s in shown.item.blocks[0].sentences)
    assert review(room, PERIOD, copy)[0].state == "accepted"
    room.undo(act.id, PERIOD, "Aya")
    assert review(room, PERIOD, copy)[0].state == "open"
    shown = room.working(PERIOD).shown("velmora-01")
    assert shown
    assert "1,240" in (shown.item.blocks[0].text or "")


def test_a_change_is_decided_once(room: Editor) -> None:
    copy = brought(room, edited(EDITS[1]))
    given = {"copy": copy.id, "change": copy.edits[0].id}
    room.perform("refuse_change", PERIOD, "Aya", given)
    with pytest.raises(EditError, match="Aya has refused"):
        room.perform("accept_change", PERIOD, "Ben", given)


def test_the_same_file_brought_twice_is_one_copy(room: Editor) -> None:
    body = edited(EDITS[1])
    first = brought(room, body)
    room.perform("refuse_change", PERIOD, "Aya", {"copy": first.id, "change": first.edits[0].id})
    assert brought(room, body) == first
    assert review(room, PERIOD, first)[0].state == "refused"


def test_where_the_issue_moved_on_both_versions_are_shown(room: Editor) -> None:
    copy = brought(room, edited(EDITS[1]))
    item = ISSUE.items[0]
    base = item.blocks[0].text or ""
    room.perform("write_block", PERIOD, "Ben", {
        "item": item.id, "place": 0, "base": base, "text": base.replace("1,240", "1,300"),
    })  # fmt: skip
    (one,) = review(room, PERIOD, copy)
    assert one.state == "conflict"
    assert "1,300" in one.theirs
    given = {"copy": copy.id, "change": one.edit.id}
    with pytest.raises(EditError):
        room.perform("accept_change", PERIOD, "Aya", given)
    room.perform("accept_change", PERIOD, "Aya", {**given, "base": one.theirs})
    shown = room.working(PERIOD).shown(item.id)
    assert shown
    assert "1,420" in (shown.item.blocks[0].text or "")


def test_a_change_somebody_made_already_is_told_so(room: Editor) -> None:
    copy = brought(room, edited(EDITS[1]))
    item = ISSUE.items[0]
    base = item.blocks[0].text or ""
    room.perform("write_block", PERIOD, "Ben", {
        "item": item.id, "place": 0, "base": base, "text": base.replace("1,240", "1,420"),
    })  # fmt: skip
    assert review(room, PERIOD, copy)[0].state == "same"


def test_what_the_gate_says_of_a_change_stands_beside_it(room: Editor) -> None:
    from torimatome.draft.gated import gated
    from torimatome.draft.house_style import house_form

    form = house_form(room.desk.house)

    def findings(issue: Issue, item: str):  # type: ignore[no-untyped-def]
        return gated(next(i for i in issue.items if i.id == item), form)

    room.steps = replace(room.steps, findings_of=findings)
    (one,) = review(room, PERIOD, brought(room, edited(EDITS[1])))
    assert any(f.kind.startswith("gate.") and "1,420" in f.words for f in one.findings)


def test_a_comment_taken_waits_with_its_item(room: Editor) -> None:
    edit = next(e for e in EDITS if e.name == "a comment is written")
    copy = brought(room, edited(edit))
    room.perform("accept_change", PERIOD, "Aya", {"copy": copy.id, "change": copy.edits[0].id})
    shown = room.working(PERIOD).shown("velmora-01")
    assert shown
    assert [c.words for c in shown.item.checks if c.kind == "comment"] == [
        "Kato: Is this number right? (on: 86 vehicles)"
    ]


def test_an_item_added_by_hand_stands_in_the_issue_until_it_is_removed(room: Editor) -> None:
    edit = next(e for e in EDITS if e.name == "an item is added by hand")
    copy = brought(room, edited(edit))
    act = room.perform(
        "accept_change", PERIOD, "Aya", {"copy": copy.id, "change": copy.edits[0].id}
    )
    new = next(s.item for s in room.working(PERIOD).items if s.item.id.startswith("hand-"))
    assert (new.headline_ja, new.headline_en) == ("議会が開会", "Parliament meets")
    assert new.blocks[0].text == "Parliament met on May.15."
    assert new.citations[0].raw == "(VELPRESS / 15.05.2026)"
    room.undo(act.id, PERIOD, "Aya")
    assert not [s for s in room.working(PERIOD).items if s.item.id.startswith("hand-")]


def test_a_copy_of_another_issue_is_refused_in_words(room: Editor) -> None:
    other = replace(ISSUE, period=replace(PERIOD, start="2026-04-01", end="2026-04-08"))
    with pytest.raises(EditError, match="copy of the issue 2026-04-01"):
        brought(room, to_docx(other))


def test_a_letter_that_has_nothing_to_do_with_the_issue_is_refused(room: Editor) -> None:
    import docx

    made = docx.Document()
    made.add_paragraph("Dear colleague, lunch is at noon.")
    out = io.BytesIO()
    made.save(out)
    with pytest.raises(EditError, match="shares no paragraph"):
        brought(room, out.getvalue())


def test_decisions_outlive_the_server(tmp_path: Path) -> None:
    first = open_editor(tmp_path)
    copy = brought(first, edited(EDITS[3]))
    first.perform("accept_change", PERIOD, "Aya", {"copy": copy.id, "change": copy.edits[0].id})
    first.desk.store.close()
    second = open_editor(tmp_path)
    states = [one.state for one in review(second, PERIOD, brought(second, edited(EDITS[3])))]
    assert states == ["accepted", "open"]
    assert second.desk.store.records.of("copy", period_key(PERIOD))
    second.desk.store.close()


# Nothing silently lost.

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # making a failure small takes minutes
WORDS = st.lists(
    st.sampled_from("river council 12 percent Halan 合意 会談 water“ (note) – bridge".split()),
    min_size=1, max_size=12,
).map(" ".join)  # fmt: skip
PLACES = st.integers(7, 53)


@settings(max_examples=15, deadline=None, phases=QUICK)
@given(st.lists(st.tuples(st.sampled_from(("type", "add", "delete", "replace")), PLACES, WORDS),
                min_size=1, max_size=5))  # fmt: skip
def test_whatever_is_typed_or_deleted_some_change_tells_of_it(
    edits: list[tuple[str, int, str]],
) -> None:
    hand = Hand(CLEAN)
    paragraphs = list(hand.doc.paragraphs)
    for kind, place, words in edits:
        paragraph = paragraphs[place]
        if paragraph._p.getparent() is None:
            continue
        if kind == "delete":
            paragraph._p.getparent().remove(paragraph._p)
        elif kind == "add":
            hand.doc.paragraphs[0]._p.getparent().insert(place, _paragraph(words))
        elif kind == "type":
            paragraph.add_run(f" {words}")
        else:
            for run in paragraph.runs[1:]:
                run.text = ""
            if paragraph.runs:
                paragraph.runs[0].text = words
    body = hand.saved()
    found = reported(body)
    before = _tokens(" ".join(p.text for p in taken_from_docx(CLEAN, "a").paragraphs))
    now = _tokens(" ".join(p.text for p in taken_from_docx(body, "b").paragraphs))
    told = _tokens(" ".join(f"{f.before} {f.after} {f.to}" for f in found))
    lost = {token for token in set(before) | set(now) if before.count(token) != now.count(token)}
    assert lost <= set(told), (lost - set(told), found)


CLEAN = to_docx(ISSUE)


def _paragraph(words: str):  # type: ignore[no-untyped-def]
    from docx.oxml import OxmlElement

    made, run, text = (OxmlElement(f"w:{tag}") for tag in "prt")
    text.text = words
    run.append(text)
    made.append(run)
    return made


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


# Files of every kind.


def test_an_old_doc_file_is_refused_with_what_to_do() -> None:
    with pytest.raises(Unreadable, match=r"save it as \.docx"):
        taken_from_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.doc")


@pytest.mark.parametrize(
    ("body", "words"),
    [(b"", "no Word file"), (b"{\\rtf1 hello}", "RTF"), (b"%PDF-1.7", "no Word file"),
     (b"PK\x05\x06" + b"\0" * 18, "without word/document.xml")],
)  # fmt: skip
def test_what_is_no_word_file_is_refused_in_words(body: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        taken_from_docx(body, "x.docx")


def test_an_opendocument_file_is_refused_with_what_to_do() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("content.xml", "<a/>")
    with pytest.raises(Unreadable, match="OpenDocument"):
        taken_from_docx(out.getvalue(), "x.odt")


def test_a_file_that_grows_when_it_is_opened_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b"<a>" + b" " * 60_000_000)
    assert len(out.getvalue()) < 100_000
    with pytest.raises(Unreadable, match="far larger"):
        taken_from_docx(out.getvalue(), "bomb.docx")


def test_entities_and_document_types_are_refused() -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'

    def change(name: str, octets: bytes) -> bytes:
        if name != "word/document.xml":
            return octets
        return octets.replace(b"<w:document", f"{laughs}<w:document".encode(), 1)

    with pytest.raises(Unreadable, match="document type"):
        taken_from_docx(rewritten(BODY, change), "x.docx")


def test_a_tree_of_endless_depth_is_refused() -> None:
    deep = "<w:r>" * 5_000
    body = with_part(BODY, "word/document.xml", f'<w:document xmlns:w="w">{deep}')
    with pytest.raises(Unreadable):
        taken_from_docx(body, "x.docx")


@settings(max_examples=30, deadline=None, phases=QUICK)
@given(st.integers(0, len(BODY) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(at: int, octets: bytes) -> None:
    body = BODY[:at] + octets + BODY[at + len(octets) :]
    with suppress(Unreadable):
        taken_from_docx(body, "x.docx")


@settings(max_examples=15, deadline=None, phases=QUICK)
@given(st.data())
def test_a_document_with_parts_of_its_text_cut_out_is_read_or_refused(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(BODY)) as parts:
        document = parts.read("word/document.xml")
    at = data.draw(st.integers(0, len(document) - 2))
    size = data.draw(st.integers(1, 400))
    body = with_part(BODY, "word/document.xml", "")
    cut = document[:at] + document[at + size :]
    body = rewritten(body, lambda n, octets: cut if n == "word/document.xml" else octets)
    with suppress(Unreadable, EditError):
        reported(body)


def test_a_document_in_utf_16_is_read() -> None:
    def change(name: str, octets: bytes) -> bytes:
        if name != "word/document.xml":
            return octets
        text = octets.decode("utf-8").split("?>", 1)[1]
        return f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")

    assert not reported(rewritten(BODY, change))


# LibreOffice itself.

ROUND = (
    "nothing at all", "a number is typed over", "the Japanese headline is changed",
    "a paragraph is split", "two paragraphs are merged", "a bullet is added",
    "a paragraph is moved to another item", "an item is added by hand",
    "a word is deleted and another put in, tracked", "a paragraph is deleted, tracked",
    "a comment is written", "a footnote is added", "a table is pasted",
    "a paragraph becomes a NOTE",
)  # fmt: skip


@pytest.mark.skipif(SOFFICE is None, reason="needs soffice (LibreOffice)")
def test_what_libreoffice_saved_is_reported_the_same(tmp_path: Path) -> None:
    assert SOFFICE is not None
    wanted = {edit.name: edit for edit in EDITS if edit.name in ROUND}
    assert len(wanted) == len(ROUND)
    for number, name in enumerate(ROUND):
        (tmp_path / f"{number:02}.docx").write_bytes(edited(wanted[name]))
    files = sorted(str(path) for path in tmp_path.glob("*.docx"))
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "docx", "--outdir", str(tmp_path / "out"), *files],
        env=dict(os.environ), check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    failed = {}
    for number, name in enumerate(ROUND):
        body = (tmp_path / "out" / f"{number:02}.docx").read_bytes()
        lines = wrong(reported(body), wanted[name])
        if lines:
            failed[name] = lines
    assert not failed


def test_the_sample_is_the_issue_the_desk_edits() -> None:
    assert [i.id for i in arrange(sample_issue()).items] == [i.id for i in ISSUE.items]

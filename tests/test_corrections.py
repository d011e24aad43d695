"""A published issue never changes: a correction is its next version, and says what it mends."""

from dataclasses import replace
from functools import partial
from hashlib import sha256
from urllib.request import urlopen

import pytest
from tests.editing import MOMENT, open_editor, served, week

from torimatome.edit import flashes, slips_of
from torimatome.edit.slips import changed_items, slips
from torimatome.edit.working import fingerprint
from torimatome.errors import EditError, SetupError
from torimatome.flow import Release, as_next, release, went_out
from torimatome.flow.past import follow
from torimatome.model import Article, Finding, Snapshot
from torimatome.model.archive import Query
from torimatome.publish.order import arrange
from torimatome.remember import search


def approve_all(editor, period):
    for shown in editor.working(period).items:
        if not shown.approved:
            editor.perform(
                "approve_item", period, "Ada",
                {"item": shown.item.id, "seen": fingerprint(shown.item)},
            )  # fmt: skip


def do(editor, name, **given):
    return editor.perform(name, week().period, "Ada", given)


@pytest.fixture
def editor(tmp_path):
    opened = open_editor(tmp_path)
    yield opened
    opened.desk.store.close()


@pytest.fixture
def signed(editor):
    approve_all(editor, week().period)
    do(editor, "sign_issue")
    return editor


def test_a_correction_is_the_next_version_with_its_note_and_the_items_it_changed(signed):
    period = week().period
    before = signed.working(period).signed.issue
    do(signed, "correct_issue", note="The figure in the second item")
    item = before.items[1]
    do(signed, "write_headline", item=item.id, language="en", base=item.headline_en, text="Mended")
    approve_all(signed, period)
    do(signed, "sign_issue")
    after = signed.working(period).signed
    assert (after.version, after.issue.version) == (2, 2)
    (one,) = after.issue.corrections
    assert (one.version, one.note, one.items) == (2, "The figure in the second item", (item.id,))
    assert one.day == MOMENT.date().isoformat()


def test_a_third_version_keeps_the_second_ones_correction(signed):
    for note in ("first", "second"):
        do(signed, "correct_issue", note=note)
        do(signed, "sign_issue")
    issue = signed.working(week().period).signed.issue
    assert [(one.version, one.note, one.items) for one in issue.corrections] == [
        (2, "first", ()),
        (3, "second", ()),
    ]


def test_an_item_that_was_added_or_taken_out_is_a_changed_one():
    issue = week().draft
    fewer = replace(issue, items=issue.items[1:])
    assert changed_items(issue, fewer) == (issue.items[0].id,)
    assert changed_items(fewer, issue) == (issue.items[0].id,)
    assert changed_items(issue, issue) == ()


def passage_of(issue):
    item = next(i for i in issue.items for b in i.blocks for s in b.sentences if s.passages)
    return item, next(p for b in item.blocks for s in b.sentences for p in s.passages)


def later(passage, text):
    return Article(
        passage.article, passage.version + 1, passage.url, passage.outlet, "feed", "t", text, "en",
        None, "seen", passage.published, MOMENT, "1" * 64, changed="text: a word became another",
    )  # fmt: skip


def test_words_that_left_the_page_make_a_slip_with_what_they_became():
    issue = week().draft
    item, passage = passage_of(issue)
    now = f"Before it. {passage.quote.replace(passage.quote.split()[0], 'Nobody', 1)} After it."
    found = slips(issue, {passage.article: later(passage, now)}, {})
    first = next(s for s in found if s.item == item.id)
    assert first.kind == "words_gone"
    assert first.words[0][0] == passage.quote
    assert "Nobody" in first.words[0][1]
    assert passage.outlet.upper() in first.note


def test_a_page_that_changed_elsewhere_is_told_from_one_that_lost_our_words():
    issue = week().draft
    mine = [p for i in issue.items for b in i.blocks for s in b.sentences for p in s.passages]
    _item, passage = passage_of(issue)
    every = "\n\n".join(p.quote for p in mine if p.article == passage.article)
    heads = [p.quote for i in issue.items for p in i.headline_sources]
    text = "\n\n".join([every, *heads, "One more paragraph."])
    found = slips(issue, {passage.article: later(passage, text)}, {})
    assert {slip.kind for slip in found} == {"changed"}
    assert all(not slip.words for slip in found)


def test_a_page_that_cannot_be_read_any_more_is_flagged_with_the_reason():
    issue = week().draft
    _item, passage = passage_of(issue)
    found = slips(issue, {}, {passage.article: "the server answers 404"})
    assert {(slip.kind, slip.reason) for slip in found} == {("gone", "the server answers 404")}


def test_a_site_that_was_down_is_told_from_a_page_that_is_gone_and_nothing_is_proposed():
    issue = week().draft
    _item, passage = passage_of(issue)
    found = slips(issue, {}, {passage.article: "the name 'x.example' is not known"})
    assert {(slip.kind, slip.note) for slip in found} == {("unread", "")}


def test_pages_that_stand_as_they_were_make_no_slip(editor):
    assert slips_of(editor.desk, week().draft) == ()


def test_a_flash_is_one_approved_item_and_stays_in_the_week(editor):
    period = week().period
    approve_all(editor, period)
    item = editor.working(period).items[0].item
    do(editor, "send_flash", item=item.id)
    (sent,) = flashes(editor.desk, period)
    assert [one.id for one in sent.issue.items] == [item.id]
    assert (sent.issue.period.start, sent.issue.flash) == (MOMENT.date().isoformat(), item.id)
    assert "【速報】" in sent.issue.title_ja
    assert item.id in [shown.item.id for shown in editor.working(period).items]


def test_a_flash_of_an_item_nobody_approved_is_refused(editor):
    item = editor.working(week().period).items[0].item
    with pytest.raises(EditError, match="approve"):
        do(editor, "send_flash", item=item.id)


def test_a_flash_may_tell_of_a_day_before_the_one_it_goes_out_on(editor):
    period = week().period
    outside = Finding("x", "body", "event_out_of_period", "mid", "May.8", "outside the period")
    editor.steps = replace(
        editor.steps,
        findings=lambda issue: () if issue.period == week().draft.period else (outside,),
    )
    approve_all(editor, period)
    do(editor, "send_flash", item=editor.working(period).items[0].item.id)
    assert len(flashes(editor.desk, period)) == 1


def test_a_flash_sent_again_is_a_new_version_and_only_when_its_words_changed(editor):
    period = week().period
    approve_all(editor, period)
    item = editor.working(period).items[0].item
    do(editor, "send_flash", item=item.id)
    with pytest.raises(EditError, match="nothing is new"):
        do(editor, "send_flash", item=item.id)
    do(editor, "write_headline", item=item.id, language="en", base=item.headline_en, text="Mended")
    approve_all(editor, period)
    do(editor, "send_flash", item=item.id)
    (sent,) = flashes(editor.desk, period)
    assert sent.issue.version == 2
    assert sent.issue.corrections[0].items == (item.id,)


def change_a_page(editor):
    """The first page the issue rests on lost the words it cites."""
    _item, passage = passage_of(week().draft)
    for version, text in ((passage.version, "old"), (passage.version + 1, "Quite other words.")):
        body = text.encode()
        snapshot = Snapshot(
            sha256(body).hexdigest(), passage.url, MOMENT, 200, "text/html", (), len(body)
        )
        with editor.desk.store.begin() as connection:
            article = replace(later(passage, text), version=version, snapshot=snapshot.sha256)
            editor.desk.store.pages.keep(connection, snapshot, body, article)


def test_the_page_of_a_signed_issue_shows_what_changed_since_and_offers_a_note(signed):
    editor, period = signed, week().period
    change_a_page(editor)
    after = f"/w/{period.start}_{period.end}/after"
    with served(editor) as address, urlopen(address + after) as answer:
        shown = answer.read().decode()
    assert "文がなくなりました" in shown
    assert "/act/correct_issue" in shown


def reworded(issue):
    first, *rest = issue.items
    return replace(issue, items=(replace(first, headline_en="Otherwise"), *rest))


def test_an_issue_that_went_out_and_changed_goes_out_again_only_with_a_note(editor):
    desk, issue = editor.desk, arrange(week().draft)
    assert as_next(desk, issue) == issue
    desk.store.issues.publish(issue)
    assert as_next(desk, issue) == issue
    changed, first = reworded(issue), issue.items[0].id
    with pytest.raises(SetupError, match=rf"version 1 and reads otherwise.*{first}.*--note"):
        as_next(desk, changed)
    second = as_next(desk, changed, " The headline\nof the first item ")
    (said,) = second.corrections
    assert (second.version, said.version, said.items) == (2, 2, (first,))
    assert said.note == "The headline of the first item"
    assert desk.store.issues.publish(second) == 2
    assert as_next(desk, changed) == second  # the same words again are the same version
    with pytest.raises(SetupError, match="version 2 and reads otherwise"):
        as_next(desk, issue)  # the first words again are a change as well
    third = as_next(desk, issue, "As before")
    assert [one.note for one in third.corrections] == [
        "The headline of the first item",
        "As before",
    ]


def test_a_title_or_an_order_that_changed_needs_a_note_as_well(editor):
    desk, issue = editor.desk, arrange(week().draft)
    desk.store.issues.publish(issue)
    for changed in (
        replace(issue, title_ja="別の題"),
        replace(issue, items=(*issue.items[1:], issue.items[0])),
    ):
        with pytest.raises(SetupError, match="its title or order"):
            as_next(desk, changed)


def test_reasons_behind_the_same_words_make_no_new_version(editor):
    desk, issue = editor.desk, arrange(week().draft)
    desk.store.issues.publish(issue)
    first, *rest = issue.items
    again = replace(issue, items=(replace(first, reasons=("seen anew",)), *rest))
    assert as_next(desk, again) == issue


def test_a_signed_correction_goes_out_with_its_own_note(signed):
    desk, period = signed.desk, week().period
    desk.store.issues.publish(arrange(signed.working(period).issue))
    do(signed, "correct_issue", note="The title")
    do(signed, "write_heading", field="title_ja", base=signed.working(period).issue.title_ja,
       text="訂正した題")  # fmt: skip
    do(signed, "sign_issue")
    now = arrange(signed.working(period).signed.issue)
    assert as_next(desk, now) == now
    assert (now.version, now.corrections[-1].note) == (2, "The title")


def test_an_issue_signed_after_another_went_out_unsigned_takes_the_next_number(signed):
    desk, now = signed.desk, arrange(signed.working(week().period).issue)
    desk.store.issues.publish(reworded(now))
    with pytest.raises(SetupError, match="--note"):
        as_next(desk, now)
    assert as_next(desk, now, "Signed now").version == 2


# A version that went out from the command line before anybody signed.


def published_unsigned(editor):
    """Version 1 as `torimatome publish` makes it of an unsigned draft."""
    issue = arrange(editor.working(week().period).issue)
    editor.desk.store.issues.publish(as_next(editor.desk, issue))
    return issue


def mend(editor):
    item = editor.working(week().period).items[1].item
    do(editor, "write_headline", item=item.id, language="en", base=item.headline_en, text="Mended")
    return item.id


def test_an_unsigned_version_that_reads_the_same_is_signed_as_that_version(editor):
    published_unsigned(editor)
    approve_all(editor, week().period)
    do(editor, "sign_issue")
    signed = editor.working(week().period).signed
    assert (signed.version, signed.issue.corrections) == (1, ())


def test_an_unsigned_version_that_reads_otherwise_is_signed_as_the_next_with_its_note(editor):
    period = week().period
    published_unsigned(editor)
    item = mend(editor)
    approve_all(editor, period)
    with pytest.raises(EditError, match=f"version 1 went out unsigned.*{item}.*say what"):
        do(editor, "sign_issue")
    do(editor, "sign_issue", note="The headline of  the second item")
    signed = editor.working(period).signed
    assert (signed.version, signed.issue.version) == (2, 2)
    (one,) = signed.issue.corrections
    assert (one.version, one.note, one.items) == (2, "The headline of the second item", (item,))
    out = as_next(editor.desk, arrange(signed.issue))
    assert (out.version, out.corrections) == (2, signed.issue.corrections)


def test_a_version_that_went_out_while_a_correction_was_open_is_not_signed_over(signed):
    period = week().period
    first = arrange(signed.working(period).signed.issue)
    signed.desk.store.issues.publish(first)
    do(signed, "correct_issue", note="The second item")
    mend(signed)
    out = as_next(signed.desk, arrange(signed.working(period).issue), "In a hurry")
    signed.desk.store.issues.publish(out)
    do(signed, "write_heading", field="title_ja", base=first.title_ja, text="別の題")
    approve_all(signed, period)
    do(signed, "sign_issue")
    after = signed.working(period).signed.issue
    assert [(c.version, c.note) for c in after.corrections] == [
        (2, "In a hurry"), (3, "The second item"),
    ]  # fmt: skip


def test_what_went_out_unsigned_is_what_mail_and_evidence_speak_of(editor):
    issue = published_unsigned(editor)
    mend(editor)
    approve_all(editor, week().period)
    do(editor, "sign_issue", note="The second item")
    assert went_out(editor.desk, week().period, 1).items == issue.items
    assert went_out(editor.desk, week().period).version == 2


@pytest.mark.parametrize("name", ["issue", "after"])
def test_the_pages_say_that_a_version_went_out_unsigned(editor, name):
    published_unsigned(editor)
    with served(editor) as address:
        page = urlopen(f"{address}/w/2026-05-08_2026-05-15/{name}").read().decode()
    assert "第1版は署名なしで出ています" in page or "Version 1 went out unsigned" in page


@pytest.fixture
def remembered(editor):
    """An editing room whose archive follows what is signed."""
    editor.steps = replace(editor.steps, signed=partial(follow, editor.desk))
    return editor


def in_archive(editor):
    return [(one.label, one.items, one.replaced_by) for one in editor.desk.store.archive.issues()]


def test_a_signed_issue_is_in_the_archive_until_its_signature_is_taken_back(remembered):
    period = week().period
    approve_all(remembered, period)
    act = do(remembered, "sign_issue")
    items = remembered.working(period).issue.items
    kept = [(f"{period.start}_{period.end}", len(items), None)]
    assert in_archive(remembered) == kept
    undone = remembered.undo(act.id, period, "Ada")
    assert in_archive(remembered) == []
    assert not search(remembered.desk, Query(section=items[0].kind)).hits
    remembered.undo(undone.id, period, "Ada")
    assert in_archive(remembered) == kept
    assert search(remembered.desk, Query(section=items[0].kind)).hits


def test_publishing_what_was_signed_keeps_it_once(remembered, tmp_path):
    approve_all(remembered, week().period)
    do(remembered, "sign_issue")
    remembered.desk.store.issues.keep_draft(week().draft)
    release(remembered.desk, week().period, tmp_path, Release(("json",)))
    assert len(in_archive(remembered)) == 1

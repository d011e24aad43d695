"""In a real browser: keys alone do the work, axe finds nothing, no typed word is lost."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser import axe_finds_nothing, open_page
from tests.editing import open_editor, served, week
from tests.test_corrections import approve_all, change_a_page
from tests.test_take_back_pages import drop, edited, fetched

from torimatome.edit import Editor
from torimatome.edit.working import period_key
from torimatome.model.delivery import Recipient

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WEEK = week()
KEY = period_key(WEEK.period)
FIRST = WEEK.draft.items[0]
PAGES = ("today", "stories", "stories?out=1", f"stories/{FIRST.id}", "issue", f"items/{FIRST.id}",
         "preview", "terms", "terms?new=1", "terms?view=offices", "archive", "archive?q=x",
         "names", "mail", "look", "after", "take-back")  # fmt: skip


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Editor]:
    made = open_editor(tmp_path)
    yield made
    made.desk.store.close()


@pytest.fixture
def desk(room: Editor) -> Iterator[str]:
    with served(room) as address:
        yield address


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_axe_finds_nothing_on_any_page(browser: "Browser", desk: str, locale: str) -> None:
    page = open_page(browser, desk, locale=locale)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for name in PAGES:
        page.goto(f"{desk}/w/{KEY}/{name}")
        axe_finds_nothing(page, name)
    assert said == []
    page.context.close()


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_axe_finds_nothing_on_what_follows_a_signature(
    browser: "Browser", desk: str, room: Editor, locale: str
) -> None:
    copy = edited(fetched(f"{desk}/w/{KEY}/copy.docx"), "a number is typed over")
    _, told = drop(desk, "copy.docx", copy)
    approve_all(room, WEEK.period)
    room.perform("send_flash", WEEK.period, "Aya", {"item": FIRST.id})
    room.perform("sign_issue", WEEK.period, "Aya", {})
    reader = {"recipient": Recipient("ada@reader.example", "Ada")}
    room.perform("write_recipient", WEEK.period, "Aya", reader)
    change_a_page(room)
    page = open_page(browser, desk, locale=locale)
    for name in ("today", "issue", f"items/{FIRST.id}", "after", "mail", f"archive/{KEY}"):
        page.goto(f"{desk}/w/{KEY}/{name}")
        axe_finds_nothing(page, name)
    page.goto(f"{desk}{told['address']}")
    axe_finds_nothing(page, "copy")
    page.keyboard.press("?")
    page.wait_for_selector("dialog")
    axe_finds_nothing(page, "keys")
    page.context.close()


def test_axe_finds_nothing_where_two_versions_meet(browser: "Browser", desk: str) -> None:
    address = f"{desk}/w/{KEY}/items/{FIRST.id}"
    aya, ben = open_page(browser, address), open_page(browser, address)
    for page in (aya, ben):
        page.route("**/live", lambda route: route.abort())
        page.reload()
    for page, words in ((aya, "Aya's headline"), (ben, "Ben's headline")):
        page.fill("#headline_en", words)
        with page.expect_response("**/act/write_headline"):
            page.keyboard.press("Control+Enter")
    ben.wait_for_selector("dialog")
    axe_finds_nothing(ben, "conflict")
    aya.context.close()
    ben.context.close()


def test_a_story_is_dropped_and_brought_back_by_keys_alone(
    browser: "Browser", desk: str, room: Editor
) -> None:
    page = open_page(browser, f"{desk}/w/{KEY}/stories")
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.wait_for_selector("[data-row].drop")
    (out,) = room.working(WEEK.period).out
    assert out.item.story == page.get_attribute("[data-row].drop", "data-story")
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url("**/today")
    page.keyboard.press("u")
    page.wait_for_selector(".history li:nth-child(2)")
    assert room.working(WEEK.period).out == ()
    page.context.close()


def test_every_item_is_approved_one_key_each_and_the_issue_signed(
    browser: "Browser", desk: str, room: Editor
) -> None:
    ids = [shown.item.id for shown in room.working(WEEK.period).items]
    page = open_page(browser, f"{desk}/w/{KEY}/items/{ids[0]}")
    for following in ids[1:]:
        page.keyboard.press("a")
        page.wait_for_url(f"**/items/{following}")
    page.keyboard.press("a")
    page.wait_for_selector("text=Approved by")
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url("**/issue")
    page.keyboard.press("Shift+S")
    page.wait_for_selector("text=Signed as version 1")
    assert room.working(WEEK.period).signed
    page.context.close()


def test_touching_a_sentence_lights_its_passage(browser: "Browser", desk: str) -> None:
    page = open_page(browser, f"{desk}/w/{KEY}/items/{FIRST.id}")
    page.click("[data-sentence]")
    lit = page.inner_text("mark.lit")
    assert lit == FIRST.blocks[0].sentences[0].passages[0].quote
    page.context.close()


def test_two_people_who_write_at_once_both_see_both_versions(
    browser: "Browser", desk: str, room: Editor
) -> None:
    address = f"{desk}/w/{KEY}/items/{FIRST.id}"
    aya, ben = open_page(browser, address), open_page(browser, address)
    ben.route("**/live", lambda route: route.abort())  # she has not heard of it yet
    ben.reload()
    for page, words in ((aya, "Aya's headline"), (ben, "Ben's headline")):
        page.fill("#headline_en", words)
        page.keyboard.press("Control+Enter")
        if page is aya:
            page.wait_for_selector(".toast")
    ben.wait_for_selector("dialog")
    shown = ben.inner_text("dialog")
    assert "Aya's headline" in shown
    assert "Ben's headline" in shown
    ben.click("dialog button >> nth=0")
    ben.wait_for_selector("dialog", state="detached")
    ben.wait_for_selector(".history li:nth-child(2)")
    kept = room.working(WEEK.period).shown(FIRST.id)
    assert kept
    assert kept.item.headline_en == "Ben's headline"
    aya.context.close()
    ben.context.close()


def test_unsaved_words_stay_as_they_are_while_others_save_and_meet_theirs_when_saved(
    browser: "Browser", desk: str
) -> None:
    address = f"{desk}/w/{KEY}/items/{FIRST.id}"
    aya, ben = open_page(browser, address), open_page(browser, address)
    ben.fill("#headline_en", "Ben writes for a long time")
    aya.fill("#headline_en", "Aya is quick")
    aya.keyboard.press("Control+Enter")
    ben.wait_for_selector(".history li:has-text('Aya is quick')")
    assert ben.input_value("#headline_en") == "Ben writes for a long time"
    ben.press("#headline_en", "Control+Enter")
    ben.wait_for_selector("dialog")
    shown = ben.inner_text("dialog")
    assert "Aya is quick" in shown
    assert "Ben writes for a long time" in shown
    aya.context.close()
    ben.context.close()


def test_one_writer_saves_twice_without_meeting_herself(browser: "Browser", desk: str) -> None:
    page = open_page(browser, f"{desk}/w/{KEY}/items/{FIRST.id}")
    for words in ("First words ", "Second words", "Third words"):
        page.fill("#headline_en", words)
        page.press("#headline_en", "Control+Enter")
    page.wait_for_selector(".history li:has-text('Third words')")
    assert page.locator("dialog").count() == 0
    assert page.input_value("#headline_en") == "Third words"
    page.context.close()


def test_a_note_begun_stays_open_under_the_caret_while_the_page_is_renewed(
    browser: "Browser", desk: str
) -> None:
    address = f"{desk}/w/{KEY}/items/{FIRST.id}"
    aya, ben = open_page(browser, address), open_page(browser, address)
    ben.keyboard.press("n")
    ben.keyboard.type("The border is ")
    aya.fill("#headline_en", "Aya is quick")
    aya.keyboard.press("Control+Enter")
    ben.wait_for_selector(".history li:has-text('Aya is quick')")
    ben.keyboard.type("not delimited here.")
    ben.keyboard.press("Control+Enter")
    ben.wait_for_selector(".block.note:has-text('The border is not delimited here.')")
    aya.context.close()
    ben.context.close()


def test_keys_pressed_during_an_act_take_their_turn(
    browser: "Browser", desk: str, room: Editor
) -> None:
    page = open_page(browser, f"{desk}/w/{KEY}/stories")
    for key in "jdjdju":
        page.keyboard.press(key)
    page.wait_for_selector(".history li:nth-child(3)")
    first, second, back = room.desk.store.records.history(KEY)
    assert (first.undone, second.undone, back.undoes) == (False, True, second.id)
    assert len(room.working(WEEK.period).out) == 1
    page.context.close()


def test_what_was_typed_survives_a_lost_server_and_a_closed_tab(
    browser: "Browser", tmp_path: Path
) -> None:
    room = open_editor(tmp_path)
    path = f"/w/{KEY}/items/{FIRST.id}"
    with served(room) as address:
        port = int(address.rpartition(":")[2])
        page = open_page(browser, address + path)
        page.fill("#headline_en", "Typed before the fall")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=The server cannot be reached")
    context = page.context
    page.close()
    with served(room, port=port) as address:
        again = context.new_page()
        again.goto(address + path)
        again.click("text=Use it again")
        assert again.input_value("#headline_en") == "Typed before the fall"
        again.keyboard.press("Control+Enter")
        again.wait_for_selector(".history form")
    kept = room.working(WEEK.period).shown(FIRST.id)
    assert kept
    assert kept.item.headline_en == "Typed before the fall"
    context.close()
    room.desk.store.close()


def test_words_marked_in_a_source_come_to_carry_a_sentence(
    browser: "Browser", desk: str, room: Editor
) -> None:
    page = open_page(browser, f"{desk}/w/{KEY}/items/{FIRST.id}")
    page.click("[data-sentence] >> nth=1")
    page.click("mark >> nth=0", click_count=2)  # marks one word
    word = page.evaluate("getSelection().toString()")
    page.click("[data-cite]")
    page.wait_for_selector(".history form")
    shown = room.working(WEEK.period).shown(FIRST.id)
    assert shown
    added = shown.item.blocks[0].sentences[1].passages[-1]
    assert added.quote.strip() == word.strip()
    text = WEEK.articles[added.article].text
    assert text[added.start : added.end] == added.quote
    page.context.close()

"""In a real browser: stories, terms and watched words are read and decided by keys alone."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser import axe_finds_nothing, open_page
from tests.editing import open_editor, served, week

from torimatome.edit import Editor
from torimatome.edit.working import period_key

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WEEK = week()
KEY = period_key(WEEK.period)
FIRST = WEEK.draft.items[0]
PAGES = (
    "today", "stories", "stories?out=1", f"stories/{FIRST.id}", "terms?view=offices",
    "terms?correct=person%3AOrhan%20Tellis", "names?kind=person", "names?kind=place", "archive",
    "archive/2026-19",
)  # fmt: skip


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Editor]:
    made = open_editor(tmp_path)
    yield made
    made.desk.store.close()


@pytest.fixture
def desk(room: Editor) -> Iterator[str]:
    with served(room) as address:
        yield f"{address}/w/{KEY}"


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_axe_finds_nothing_on_the_pages_one_reads(
    browser: "Browser", desk: str, room: Editor, locale: str
) -> None:
    room.desk.store.archive.keep(WEEK.draft, "2026-19", room.desk.house)
    term = {
        "kind": "person",
        "en": "Ada Vane",
        "ja": "エイダ",
        "office": "FM",
        "since": "2025-01-01",
    }
    room.perform("write_term", WEEK.period, "Aya", {"term": term})
    room.perform("watch_words", WEEK.period, "Aya", {"words": "border"})
    page = open_page(browser, f"{desk}/today", locale=locale)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for name in PAGES:
        page.goto(f"{desk}/{name}")
        axe_finds_nothing(page, name)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    assert said == []
    page.context.close()


def test_a_story_is_moved_to_another_section_with_one_key_and_back(
    browser: "Browser", desk: str, room: Editor
) -> None:
    page = open_page(browser, f"{desk}/stories")
    page.keyboard.press("j")
    row = page.locator("[data-row].here")
    story = row.get_attribute("data-story")
    key = row.locator("button[form^='f-']:not([data-key=i], [data-key=d], [data-key=l])").first
    number = int(key.get_attribute("data-key") or 0)
    page.keyboard.press(str(number))
    page.wait_for_selector(".history form")
    kind = room.desk.house.sections[number - 1].kind
    (item,) = [s.item for s in room.working(WEEK.period).items if s.item.story == story]
    assert item.kind == kind
    page.keyboard.press("u")
    page.wait_for_selector(".history li:nth-child(2)")
    (item,) = [s.item for s in room.working(WEEK.period).items if s.item.story == story]
    assert item.kind != kind
    page.context.close()


def test_what_was_left_out_is_one_key_away(browser: "Browser", desk: str) -> None:
    page = open_page(browser, f"{desk}/stories")
    page.keyboard.press("o")
    page.wait_for_url("**/stories?out=1")
    assert page.locator("[data-row]").count() == 1
    page.keyboard.press("o")
    page.wait_for_url(re.compile(r"/stories$"))
    page.context.close()


def test_two_stories_are_chosen_and_merged_by_keys(
    browser: "Browser", desk: str, room: Editor
) -> None:
    page = open_page(browser, f"{desk}/stories")
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("x")
    page.keyboard.press("m")
    page.wait_for_selector(".history form")
    (act,) = room.desk.store.records.latest(most=1)
    assert act.name == "merge_stories"
    page.context.close()


def test_marks_are_hidden_and_shown_with_one_key(browser: "Browser", desk: str) -> None:
    page = open_page(browser, f"{desk}/stories/{FIRST.id}")
    seen = "getComputedStyle(document.querySelector('.reports mark')).borderBottomStyle"
    first = page.evaluate(seen)
    page.keyboard.press("v")
    assert page.evaluate(seen) == "none"
    page.keyboard.press("v")
    assert page.evaluate(seen) == first
    page.context.close()


def test_a_changed_term_changes_the_open_issue_with_one_key(
    browser: "Browser", desk: str, room: Editor
) -> None:
    word = (re.match("[ァ-ヺー・]+", FIRST.headline_ja) or [""])[0]
    for ja, base in ((word, ""), ("ベツメイ", word)):
        term = {"kind": "topic", "en": "a topic", "ja": ja}
        room.perform("write_term", WEEK.period, "Aya", {"term": term, "base": base})
    page = open_page(browser, f"{desk}/terms")
    page.keyboard.press("j")
    page.keyboard.press("p")
    page.wait_for_selector(".offers", state="detached")
    shown = room.working(WEEK.period).shown(FIRST.id)
    assert shown
    assert shown.item.headline_ja.startswith("ベツメイ")
    page.context.close()


def test_words_are_watched_for_by_keys(browser: "Browser", desk: str) -> None:
    page = open_page(browser, f"{desk}/today")
    page.keyboard.press("w")
    page.keyboard.type("one all")
    page.keyboard.press("Enter")
    page.wait_for_selector(".alert a")
    assert page.locator(".alert a").get_attribute("href") == f"/w/{KEY}/stories/spare"
    page.context.close()

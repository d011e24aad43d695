"""The look is tried on before it is kept, kept as an act, and can be taken back."""

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.editing import open_editor, served, week

from torimatome.edit import Editor
from torimatome.edit.acts.looks import KEY
from torimatome.edit.working import period_key
from torimatome.errors import Conflict, EditError
from torimatome.model.act import Intent
from torimatome.model.look import Look

PERIOD = week().period
PATH = f"/w/{period_key(PERIOD)}/look"


@pytest.fixture
def room(tmp_path: Path) -> Editor:
    return open_editor(tmp_path)


@pytest.fixture
def address(room: Editor) -> Iterator[str]:
    with served(room) as where:
        yield where


def said(address: str, path: str, fields: dict[str, object]) -> tuple[int, dict[str, object]]:
    """What the page answers to JSON."""
    request = urllib.request.Request(
        address + path,
        json.dumps(fields).encode(),
        {"content-type": "application/json", "accept": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_the_page_shows_every_setting_and_the_first_pages(address: str) -> None:
    with urllib.request.urlopen(address + PATH, timeout=20) as answer:
        page = answer.read().decode()
    for name in ("design", "page_size", "fonts.latin", "colours.accent", "title_block.logo",
                 "labels.item_mark", "records", "languages"):  # fmt: skip
        assert f'name="{name}"' in page, name
    pictures = re.findall(r'<img src="([^"]+)"[^>]* width="(\d+)" height="(\d+)"', page)
    assert pictures
    for place, width, height in pictures:
        with urllib.request.urlopen(address + place, timeout=20) as answer:
            drawn = answer.read()
        assert drawn.startswith(b"\x89PNG")
        assert int(height) > int(width) > 300


def test_the_page_stays_light_for_its_pictures_come_by_themselves(address: str) -> None:
    with urllib.request.urlopen(address + PATH, timeout=20) as answer:
        assert len(answer.read()) < 60_000


def test_a_picture_nobody_drew_is_named_as_missing(address: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}{PATH}/{'0' * 24}.png", timeout=20)
    assert 400 <= refused.value.code < 500


def test_a_look_is_tried_on_without_being_kept(address: str, room: Editor) -> None:
    plain = said(address, f"{PATH}/try", {"design": "plain"})[1]["html"]
    modern = said(address, f"{PATH}/try", {"design": "modern"})[1]["html"]
    assert plain != modern
    assert room.desk.house.look == Look()


def test_a_colour_nobody_could_read_is_named_beside_the_preview(address: str) -> None:
    html = str(said(address, f"{PATH}/try", {"colours.accent": "#ffff00"})[1]["html"])
    assert "colours.accent" in html
    assert "4.5:1" in html
    assert "<img" not in html


def test_what_a_language_lacks_is_listed_before_anything_is_published(address: str) -> None:
    html = str(said(address, f"{PATH}/try", {"languages": "ja"})[1]["html"])
    assert "日本語がありません（項目の本文）" in html


def test_a_saved_look_is_what_the_desk_prints_until_it_is_taken_back(
    address: str, room: Editor
) -> None:
    fields = {"design": "modern", "text_pt": "9.5", "revision": "0",
              "title_block.lines": "title, period", "colours.sections": ["#123456"]}  # fmt: skip
    status, done = said(address, f"{PATH}/save", fields)
    assert status == 200
    look = room.desk.house.look
    assert (look.design, look.text_pt, look.colours.sections) == ("modern", 9.5, ("#123456",))
    assert look.title_block.lines == ("title", "period")
    room.undo(int(str(done["id"])), PERIOD, "Ada")
    assert room.desk.house.look == Look()


def test_a_look_can_be_sent_back_to_what_the_folder_says(room: Editor) -> None:
    room.perform("write_look", PERIOD, "Ada", {"settings": {"design": "modern"}, "revision": 0})
    assert room.desk.house.look.design == "modern"
    room.perform("restore_look", PERIOD, "Ada", {})
    assert room.desk.house.look == Look()


def test_two_people_cannot_overwrite_each_others_look_unseen(room: Editor) -> None:
    room.perform("write_look", PERIOD, "Ada", {"settings": {"design": "modern"}, "revision": 0})
    with pytest.raises(Conflict):
        room.perform("write_look", PERIOD, "Ben", {"settings": {"text_pt": 12.0}, "revision": 0})


def test_a_bad_value_is_refused_by_name(room: Editor) -> None:
    wrong = {"settings": {"page_size": "a9"}, "revision": 0}
    with pytest.raises(EditError, match="page_size is 'a9'; choose from a4"):
        room.perform("write_look", PERIOD, "Ada", wrong)


def test_the_page_says_so_when_the_saved_look_cannot_be_printed(address: str, room: Editor) -> None:
    def lost(_look: object) -> Intent:  # a font was in the desk's folder when it was saved
        return Intent("write_look", KEY, (("look", KEY, '{"fonts": {"latin": "Lost Serif"}}'),))

    room.desk.store.records.perform(lost, "Ada", datetime(2026, 5, 15, tzinfo=UTC))
    with urllib.request.urlopen(address + PATH, timeout=20) as answer:
        page = answer.read().decode()
    alert = page[page.index('role="alert"') :][:400]
    assert "Lost Serif" in alert

"""Half of a surrogate pair comes in by no door: it is refused by name, or cleaned away.

JSON and YAML can escape one; no database, file or page can hold it.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.editing import open_editor, served, week
from tests.samples import sample_issue
from tests.word_hand import Hand, rewritten

from torimatome.collect.feed_json import read_json_feed
from torimatome.collect.jsonl import JsonArticle, read_jsonl
from torimatome.collect.page import PageHints, read_page
from torimatome.desk import open_desk
from torimatome.edit.working import period_key
from torimatome.errors import EditError, SetupError, SourceError, Unreadable
from torimatome.model import Fixes, Issue
from torimatome.model.look import Look
from torimatome.model.look_checks import look_said
from torimatome.publish import publish
from torimatome.publish.docx import to_docx
from torimatome.remember.from_json import issue_of_json
from torimatome.remember.taken_docx import taken_from_docx
from torimatome.settings import Settings, read_settings
from torimatome.store import Store
from torimatome.text.halves import half_in

HALF = "\ud800"
PERIOD = week().period


def spoiled() -> Issue:
    """The sample with half a character in one headline."""
    first, *rest = sample_issue().items
    return replace(sample_issue(), items=(replace(first, headline_ja=f"見出し{HALF}"), *rest))


def test_the_place_of_half_a_character_is_told() -> None:
    assert half_in(spoiled()) == "items[0].headline_ja"
    assert half_in({"recipient": {"address": ["a", HALF]}}) == "recipient.address[1]"
    assert half_in({HALF: "a"}) == "(a name)"
    assert half_in(HALF) == "text"
    assert half_in(("whole", "é", "日本", "😀", 3, None, b"\xff")) == ""


def test_a_value_that_holds_itself_is_looked_through_once() -> None:
    knot: list[object] = ["a"]
    knot.append(knot)
    assert half_in(knot) == ""
    knot.append(HALF)
    assert half_in(knot) == "[2]"


ACTS: tuple[tuple[str, Mapping[str, object]], ...] = (
    ("write_headline", {"item": "velmora-01", "language": "en", "base": "x", "text": f"a{HALF}"}),
    ("write_heading", {"field": "title_ja", "base": "", "text": HALF}),
    ("watch_words", {"words": HALF}),
    ("correct_issue", {"note": f"the day{HALF}"}),
    ("write_recipient", {"recipient": {"address": f"a{HALF}@b.example"}}),
    ("import_recipients", {"recipients": [{"address": "a@b.example", "name": HALF}]}),
    ("write_look", {"look": {"accent": HALF}}),
)


@pytest.mark.parametrize(("name", "given"), ACTS)
def test_an_act_with_half_a_character_is_refused_by_the_name_of_its_field(
    tmp_path: Path, name: str, given: Mapping[str, object]
) -> None:
    room = open_editor(tmp_path)
    with pytest.raises(EditError, match="half of a character"):
        room.perform(name, PERIOD, "Ito", given)
    with pytest.raises(EditError, match="'by' holds half"):
        room.perform("watch_words", PERIOD, f"It{HALF}o", {"words": "flood"})
    with pytest.raises(EditError, match="'by' holds half"):
        room.undo(1, PERIOD, HALF)
    assert room.desk.store.records.count() == 0
    room.desk.store.close()


def _post(address: str, body: bytes, kind: str) -> tuple[int, str]:
    origin = "/".join(address.split("/")[:3])
    sent = {"content-type": kind, "accept": "application/json", "origin": origin}
    asked = urllib.request.Request(address, body, sent)
    try:
        with urllib.request.urlopen(asked) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


ADDRESSES = (
    "/act/write_heading", "/take-back", "/take-back/all", "/mail/bring", "/mail/save", "/mail/send",
    "/look/try", "/look/save", "/setup/plan", "/setup/make", "/outlets/look", "/outlets/save",
    "/terms/save", "/terms/bring", "/archive/keep", "/undo", "/begin/files", "/preferences",
)  # fmt: skip


def test_every_address_that_takes_words_refuses_half_a_character(tmp_path: Path) -> None:
    room = open_editor(tmp_path)
    sent = json.dumps({"period": period_key(PERIOD), "text": HALF, "q": HALF, HALF: "x"}).encode()
    with served(room) as desk:
        for address in ADDRESSES:
            if address.startswith("/look"):
                address = f"/w/{period_key(PERIOD)}{address}"
            status, said = _post(f"{desk}{address}", sent, "application/json")
            assert (status, "half of a character" in said) == (422, True), (address, said)
    room.desk.store.close()


def test_an_upload_whose_words_or_name_hold_half_a_character_is_refused(tmp_path: Path) -> None:
    room = open_editor(tmp_path)
    # UTF-7 is one of the charsets a form may name, and can spell half a pair: +2AA-.
    kind = "multipart/form-data; boundary=xx; charset=utf-7"
    name = b'--xx\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n--xx--\r\n'
    with served(room) as desk:
        for body in (
            name % (b"period", b"", b"+2AA-"),
            name % (b"file", b'; filename="a+2AA-.docx"', b"x"),
        ):
            status, said = _post(f"{desk}/take-back", body, kind)
            assert (status, "half of a character" in said) == (422, True), said
    room.desk.store.close()


def test_addresses_asked_for_with_half_a_character_find_nothing_and_break_nothing(
    tmp_path: Path,
) -> None:
    room = open_editor(tmp_path)
    half = "%ED%A0%80"
    with served(room) as desk:
        week_at = f"{desk}/w/{period_key(PERIOD)}"
        for path in (f"archive?q={half}", f"names?q={half}", f"stories/{half}", f"items/{half}",
                     f"names/person/{half}", f"terms?q={half}", f"stories?q={half}"):  # fmt: skip
            try:
                with urllib.request.urlopen(f"{week_at}/{path}") as answer:
                    status = answer.status
            except urllib.error.HTTPError as refused:
                status = refused.code
            assert status < 500, path
    room.desk.store.close()


def test_an_issue_with_half_a_character_is_neither_kept_nor_published(tmp_path: Path) -> None:
    desk = open_desk(Settings(desk="demo", folder=str(tmp_path / "var")))
    with pytest.raises(SetupError, match=r"items\[0\]\.headline_ja.*half of a character"):
        desk.store.issues.publish(spoiled())
    with pytest.raises(SetupError, match=r"items\[0\]\.headline_ja"):
        desk.store.issues.keep_draft(spoiled())
    with pytest.raises(SetupError, match=r"items\[0\]\.headline_ja"):
        publish(desk, spoiled(), tmp_path / "out")
    assert not (tmp_path / "out").exists()
    desk.store.close()


def test_the_store_itself_names_what_it_cannot_keep(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'a.sqlite'}")
    with pytest.raises(SetupError, match=r"'\\ud800'.*behind 'bridge '"):
        store.deliveries.queue(f"bridge {HALF}", ["a@b.example"], datetime(2026, 5, 1, tzinfo=UTC))
    store.close()


@pytest.mark.parametrize("name", ["look.yaml", "desk.yaml", "sections.yaml", "style.yaml"])
def test_a_desks_file_with_half_a_character_is_named(tmp_path: Path, name: str) -> None:
    shipped = Path(__file__).parents[1] / "src" / "torimatome" / "desks" / "demo"
    for path in shipped.iterdir():
        if path.suffix in (".yaml", ".csv"):
            (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "outlets").symlink_to(shipped / "outlets")
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write('\nodd: "\\ud800"\n')
    with pytest.raises(SetupError, match=name):
        open_desk(Settings(desk=str(tmp_path), folder=str(tmp_path / "var")))


def test_a_look_saved_with_half_a_character_gives_way_to_the_desks_own() -> None:
    look, said = look_said(Look(), '{"labels": {"people": "\\ud800"}}')
    assert look == Look()
    assert said


def test_a_setting_with_half_a_character_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="'mail_from' holds half of a character"):
        read_settings({"TORIMATOME_MAIL_FROM": f"Desk {HALF}<a@b.example>"})
    path = tmp_path / "settings.yaml"
    path.write_text('mail_from: "\\ud800 <a@b.example>"\n', encoding="utf-8")
    with pytest.raises(SetupError, match="'mail_from' holds half of a character"):
        read_settings({}, path)


def test_pages_feeds_and_json_lines_lose_half_characters_on_the_way_in(tmp_path: Path) -> None:
    line = {"url": "https://a.example/1", "title": f"Bridge{HALF} opens", "published": "2026-05-08",
            "text": f"The bridge{HALF} opened on Friday.", "outlet": f"a{HALF}"}  # fmt: skip
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(line), encoding="utf-8")
    found = [*read_jsonl(path)]
    words = [w for one in found if isinstance(one, JsonArticle)
             for w in (one.title, one.text, one.outlet, one.url)]  # fmt: skip
    assert words
    assert not half_in(words)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "x",
        "items": [
            {
                "id": f"1{HALF}",
                "url": "https://a.example/1",
                "title": f"Bridge{HALF}",
                "content_text": f"It opened.{HALF}",
                "date_published": "2026-05-08T06:00:00Z",
            }
        ],
    }
    assert not half_in(read_json_feed(json.dumps(feed), "https://a.example/f.json"))
    told = json.dumps({"@type": "NewsArticle", "headline": f"Bridge{HALF} opens",
                       "articleBody": f"The bridge{HALF} opened. " * 20,
                       "datePublished": "2026-05-08"})  # fmt: skip
    page = (
        f"<html><head><title>Bridge&#xD800; opens</title><script type='application/ld+json'>{told}"
        f"</script></head><body><article><h1>Bridge &#55296;opens</h1>"
        f"<p>{'The bridge &#xD800;opened on Friday in Halan. ' * 12}</p></article></body></html>"
    )
    reading = read_page(
        page.encode(), "https://a.example/2026/05/08/bridge", hints=PageHints(), fixes=Fixes()
    )
    assert "bridge" in reading.text
    assert not half_in(reading)


def test_a_copy_from_word_and_an_issue_as_json_cannot_bring_half_a_character_in() -> None:
    body = Hand(to_docx(week().draft, editing=True)).saved()
    spoilt = rewritten(
        body,
        lambda name, octets: (
            octets.replace(b"1,240", b"1&#xD800;240") if name == "word/document.xml" else octets
        ),
    )
    with pytest.raises(Unreadable):
        taken_from_docx(spoilt, "copy.docx")
    with pytest.raises(SourceError):
        issue_of_json(b'{"title_ja": "\\ud800"}', "x.json")

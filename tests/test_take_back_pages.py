"""A copy from Word is dropped on the desk, or named on the command line, and gone through."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.editing import open_editor, served, week
from tests.test_edit_http import ask, do
from tests.word_edits import EDITS
from tests.word_hand import Hand

from torimatome.cli import main
from torimatome.edit import Editor
from torimatome.edit.working import period_key

KEY = period_key(week().period)
DAY = ("--from", "2026-05-08", "--to", "2026-05-08")
WORDS = (
    "On May 8, Foreign Minister Daven Orlisk received the Ambassador of Pelmora Corin Vatelle in"
    " Tamvell. The sides discussed trade between Orvenia and Pelmora."
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Editor]:
    made = open_editor(tmp_path)
    yield made
    made.desk.store.close()


@pytest.fixture
def desk(room: Editor) -> Iterator[str]:
    with served(room) as address:
        yield address


def fetched(address: str) -> bytes:
    import urllib.request

    with urllib.request.urlopen(address, timeout=20) as answer:
        body: bytes = answer.read()
    return body


def drop(desk: str, name: str, body: bytes) -> tuple[int, dict[str, str]]:
    line = b"--x\r\nContent-Disposition: form-data; name="
    sent = (
        line + b'"period"\r\n\r\n' + KEY.encode() + b"\r\n"
        + line + f'"file"; filename="{name}"\r\n\r\n'.encode() + body + b"\r\n--x--\r\n"
    )  # fmt: skip
    headers = {
        "Content-Type": "multipart/form-data; boundary=x", "Accept": "application/json",
        "Origin": desk,
    }  # fmt: skip
    status, _, text = ask(f"{desk}/take-back", headers, sent)
    return status, json.loads(text)


def edited(body: bytes, *names: str) -> bytes:
    hand = Hand(body)
    for edit in EDITS:
        if edit.name in names:
            edit.does(hand)
    return hand.saved()


def test_a_copy_goes_out_comes_back_and_is_gone_through(desk: str) -> None:
    body = fetched(f"{desk}/w/{KEY}/copy.docx")
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        assert b"velpress.example" in parts.read("word/comments.xml")
    status, told = drop(
        desk, "copy.docx", edited(body, "a number is typed over", "a bullet is deleted")
    )
    assert status == 200
    for language in ("ja", "en"):
        status, _, page = ask(f"{desk}{told['address']}", {"Accept-Language": language})
        assert status == 200
        assert "<ins>1,420 </ins>" in page
    ids = re.findall(r'id="change-([0-9a-f]{8})"', page)
    assert len(ids) == 2
    status, _ = do(desk, "accept_change", copy=told["copy"], change=ids[0], base="")
    assert status == 200
    status, _ = do(desk, "refuse_change", copy=told["copy"], change=ids[1])
    assert status == 200
    _, _, page = ask(f"{desk}{told['address']}", {"Accept-Language": "en"})
    assert "accepted by Aya" in page
    assert "refused by Aya" in page
    _, _, page = ask(f"{desk}/w/{KEY}/items/velmora-01")
    assert "1,420" in page


def test_all_open_changes_are_accepted_at_once(desk: str) -> None:
    body = fetched(f"{desk}/w/{KEY}/copy.docx")
    _, told = drop(desk, "copy.docx", edited(body, "a number is typed over", "a NOTE is changed",
                                              "a section's heading is changed"))  # fmt: skip
    sent = json.dumps({"period": KEY, "copy": told["copy"], "word": "accept"}).encode()
    status, _, text = ask(
        f"{desk}/take-back/all",
        {"Content-Type": "application/json", "Accept": "application/json"}, sent,
    )  # fmt: skip
    assert (status, json.loads(text)) == (200, {"done": 2, "left": {}})
    _, _, page = ask(f"{desk}{told['address']}", {"Accept-Language": "en"})
    assert page.count("accepted by") == 2
    assert "Section heading changed" in page


def test_words_of_a_copy_are_shown_as_words(desk: str) -> None:
    hand = Hand(fetched(f"{desk}/w/{KEY}/copy.docx"))
    hand.type("1,240", "<script>alert(1)</script>")
    _, told = drop(desk, "<img src=x>.docx", hand.saved())
    _, _, page = ask(f"{desk}{told['address']}")
    assert "<script>alert" not in page
    assert "<img src=x>" not in page


def test_a_file_that_is_no_copy_is_refused_in_words(desk: str) -> None:
    for body in (b"hello", b"\xd0\xcf\x11\xe0" + b"\0" * 500):
        status, told = drop(desk, "x.doc", body)
        assert status == 422
        assert "x.doc" in told["error"]


def test_the_issue_page_takes_a_copy_and_gives_one(desk: str) -> None:
    _, _, page = ask(f"{desk}/w/{KEY}/issue")
    assert 'action="/take-back"' in page
    assert f"/w/{KEY}/copy.docx" in page
    status, _, page = ask(f"{desk}/w/{KEY}/take-back")
    assert status == 200
    assert "data-drop" in page


# The command line.


@pytest.fixture
def run(tmp_path: Path):  # type: ignore[no-untyped-def]
    def command(*words: str, given: str = "") -> Result:
        return CliRunner().invoke(main, ["--folder", str(tmp_path / "var"), *words], input=given)

    command("add", "--outlet", "mfa-ov", "--date", "2026-05-08", "--title",
            "FM Orlisk receives Ambassador of Pelmora Corin Vatelle", "--text", "-",
            given=WORDS)  # fmt: skip
    command("draft", *DAY)
    return command


def test_a_copy_is_taken_back_on_the_command_line(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    made = run("publish", *DAY, "--form", "edit", "--out", str(tmp_path / "out"))
    assert made.exit_code == 0, made.output
    (path,) = (tmp_path / "out").glob("*-edit.docx")
    hand = Hand(path.read_bytes())
    hand.type("discussed trade", "discussed trade and 14 roads")
    hand.comment("On May", "Who took the notes?")
    path.write_bytes(hand.saved())
    shown = run("take-back", str(path), "--json")
    assert shown.exit_code == 0, shown.output
    told = json.loads(shown.stdout)
    kinds = {one["kind"]: one for one in told["changes"]}
    assert set(kinds) == {"sentence", "comment"}
    assert any(f["kind"].startswith("gate.") for f in kinds["sentence"]["findings"])
    done = run("take-back", str(path), "--accept", kinds["sentence"]["id"], "--refuse", "all")
    assert done.exit_code == 0, done.output
    assert "accepted sentence" in done.output
    assert "refused  comment" in done.output
    again = run("publish", *DAY, "--form", "json", "--out", str(tmp_path / "out"))
    assert again.exit_code == 0
    assert "14 roads" in next((tmp_path / "out").glob("*.json")).read_text(encoding="utf-8")


def test_what_cannot_be_taken_back_is_one_clear_line(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "old.docx"
    for body, words in ((b"\xd0\xcf\x11\xe0", "save it as .docx"), (b"?", "no Word file")):
        path.write_bytes(body)
        answer = run("take-back", str(path))
        assert answer.exit_code == 1
        assert words in answer.output
        assert "Traceback" not in answer.output
    missing = run("take-back", str(tmp_path / "nowhere.docx"))
    assert missing.exit_code == 1
    assert "cannot be opened" in missing.output

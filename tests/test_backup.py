"""A backup holds everything and is checked before it replaces anything; no kill leaves a ruin."""

import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.editing import HOUSE, week

from torimatome import desks
from torimatome.cli.rooms import fits
from torimatome.desk import open_desk
from torimatome.desks.new import files_of, presets, put
from torimatome.edit import Editor, Steps
from torimatome.errors import SetupError
from torimatome.model import Outlet
from torimatome.model.new_desk import NewDesk
from torimatome.settings import Settings
from torimatome.store import backup
from torimatome.store.backup import Place, back_up, damage, file_of, finish, read_backup, restore

PERIOD = week().period
TERM = {"kind": "place", "en": "Karven", "ja": "カルヴェン"}
OUTLET = Outlet("paper", "Paper", "PAPER", "https://paper.example/", hosts=("paper.example",))
DESK = NewDesk(
    name="merland", country="MLD", country_en="Merland", country_ja="メルランド",
    languages=("en",), zone="UTC", sections=(presets().sections["domestic"],), outlets=(OUTLET,),
)  # fmt: skip


def editor(folder: Path) -> Editor:
    house = desks.load(folder / "desks/merland") if (folder / "desks").exists() else HOUSE
    desk = open_desk(replace(Settings(), folder=str(folder), desk=house.name), house=house)
    steps = Steps(
        lambda _: week(), lambda _: week(), lambda _: (), lambda _i, _j: (), lambda _t: None
    )
    return Editor(desk, lambda _: steps)


def say(room: Editor, ja: str) -> None:
    base = next((t.ja for t in room.desk.house.terms if t.en == "Karven"), "")
    given_ = {"term": {**TERM, "ja": ja}, "base": base}
    room.perform("write_term", PERIOD, "Aya", given_)


def karven(room: Editor) -> str:
    return next((t.ja for t in room.desk.house.terms if t.en == "Karven"), "")


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Place, Path]:
    """A desk with one decided term, and the backup of it."""
    folder = tmp_path / "var"
    put(DESK, folder / "desks")
    place = Place(folder, f"sqlite:///{folder / 'merland.sqlite'}", folder / "desks")
    room = editor(folder)
    say(room, "カルヴェン")
    file = tmp_path / "kept.zip"
    # While the desk is open, as on the Set-up page.
    back_up(place, ("merland", folder / "desks/merland", False), file, "2026-05-15T09:30:00Z")
    room.desk.store.close()
    return place, file


def test_a_backup_names_every_file_with_its_checksum(kept: tuple[Place, Path]) -> None:
    told = read_backup(kept[1])
    assert told.desk == "merland"
    assert {name for name, _, _ in told.files} == {
        "store.sqlite", *(f"desk/{name}" for name in files_of(DESK))
    }  # fmt: skip
    assert all(len(sha256) == 64 for _, sha256, _ in told.files)


def test_a_restore_brings_back_what_was_and_keeps_what_is_beside(kept: tuple[Place, Path]) -> None:
    place, file = kept
    room = editor(place.folder)
    say(room, "カルベン")
    room.desk.store.close()
    (place.desks / "merland/desk.yaml").write_text("spoilt")
    done = restore(file, place, "now", fits)
    again = editor(place.folder)
    assert karven(again) == "カルヴェン"
    again.desk.store.close()
    assert done.before is not None
    assert damage(done.before / "merland.sqlite") == ""
    with closing(sqlite3.connect(done.before / "merland.sqlite")) as old:
        values = [row[0] for row in old.execute("SELECT value FROM record WHERE kind = 'term'")]
    assert any("カルベン" in value for value in values)
    assert (done.before / "merland/desk.yaml").read_text() == "spoilt"


def test_a_backup_opens_on_a_machine_that_has_nothing(
    kept: tuple[Place, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    place = Place(folder, f"sqlite:///{folder / 'merland.sqlite'}", folder / "desks")
    done = restore(kept[1], place, "now", fits)
    assert done.before is None
    room = editor(folder)
    assert karven(room) == "カルヴェン"
    assert desks.find("merland", folder / "desks") == folder / "desks/merland"
    room.desk.store.close()


def test_an_open_store_goes_on_with_what_was_put_back(kept: tuple[Place, Path]) -> None:
    place, file = kept
    room = editor(place.folder)
    say(room, "カルベン")
    restore(file, place, "now", fits)  # the room still holds its connections
    assert [one.term.ja for one in room.desk.store.records.terms()] == ["カルヴェン"]
    say_again = room.desk.store.records.count()
    assert say_again == 1
    room.desk.store.close()


class Killed(BaseException):
    """What a kill is like from inside."""


@pytest.mark.parametrize("step", range(1, 12))
def test_a_kill_at_any_moment_leaves_the_old_desk_or_the_new(
    kept: tuple[Place, Path], monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    place, file = kept
    room = editor(place.folder)
    say(room, "カルベン")
    room.desk.store.close()
    (place.desks / "merland/style.yaml").write_text("title_ja: 新\n")
    calls = 0

    def dying(real: Callable[..., object]) -> Callable[..., object]:
        def call(*given_: object, **more: object) -> object:
            nonlocal calls
            calls += 1
            if calls == step:
                raise Killed
            return real(*given_, **more)

        return call

    for name in ("_copy_store", "_unpack", "_check_store", "_keep_old", "_write_whole"):
        monkeypatch.setattr(backup, name, dying(getattr(backup, name)))
    monkeypatch.setattr(Path, "rename", dying(Path.rename))
    monkeypatch.setattr(Path, "unlink", dying(Path.unlink))
    with suppress(Killed):
        restore(file, place, "now", fits)
    monkeypatch.undo()
    again = editor_after(place)
    style = (place.desks / "merland/style.yaml").read_text()
    pair = (karven(again), "新" in style)
    assert pair in {("カルベン", True), ("カルヴェン", False)}
    assert damage(place.folder / "merland.sqlite") == ""
    again.desk.store.close()


def editor_after(place: Place) -> Editor:
    """The desk as the next start of the program opens it."""
    finish(place.folder)
    return editor(place.folder)


def repacked(file: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(file) as packed:
        inside = {name: packed.read(name) for name in packed.namelist()}
    change(inside)
    made = file.with_name("changed.zip")
    with zipfile.ZipFile(made, "w") as packed:
        for name, body in inside.items():
            packed.writestr(name, body)
    return made


def listed(inside: dict[str, bytes], **changed: object) -> None:
    told = json.loads(inside["backup.json"])
    inside["backup.json"] = json.dumps({**told, **changed}).encode()


def escape(inside: dict[str, bytes]) -> None:
    inside["../evil"] = b"x"
    told = json.loads(inside["backup.json"])
    listed(inside, files=[*told["files"], ["../evil", "0" * 64, 1]])


def rooted(inside: dict[str, bytes]) -> None:
    inside["desk/../../evil"] = b"x"
    told = json.loads(inside["backup.json"])
    listed(inside, files=[*told["files"], ["desk/../../evil", "0" * 64, 1]])


def one_byte(inside: dict[str, bytes]) -> None:
    inside["store.sqlite"] = b"X" + inside["store.sqlite"][1:]


def bomb(inside: dict[str, bytes]) -> None:
    told = json.loads(inside["backup.json"])
    small = [[n, s, 5 if n == "store.sqlite" else b] for n, s, b in told["files"]]
    listed(inside, files=small)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda inside: inside.pop("backup.json"), "no backup"),
        (lambda inside: inside.pop("store.sqlite"), "not what its list says"),
        (lambda inside: inside.update(extra=b"x"), "not what its list says"),
        (escape, "no backup holds"),
        (rooted, "no backup holds"),
        (one_byte, "damaged"),
        (bomb, "damaged"),
        (lambda inside: listed(inside, desk="../../etc"), "no name"),
        (lambda inside: listed(inside, desk="other"), "of 'merland'"),
        (lambda inside: listed(inside, format="other/9"), "another form"),
        (lambda inside: listed(inside, files="x"), "cannot be read"),
        (lambda inside: inside.update({"backup.json": b"[" * 100_000}), "cannot be read"),
    ],
)
def test_a_backup_that_is_not_as_it_says_changes_nothing(
    kept: tuple[Place, Path], change: Callable[[dict[str, bytes]], None], said: str
) -> None:
    place, file = kept
    before = (place.folder / "merland.sqlite").read_bytes()
    with pytest.raises(SetupError, match=said):
        restore(repacked(file, change), place, "now", fits)
    assert (place.folder / "merland.sqlite").read_bytes() == before
    assert not (place.folder / ".restore/intent.json").exists()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=st.binary(max_size=300))
def test_no_file_at_all_is_taken_for_a_backup(body: bytes, tmp_path: Path) -> None:
    file = tmp_path / "any.zip"
    file.write_bytes(body)
    with pytest.raises(SetupError):
        read_backup(file)


def test_a_store_on_a_server_says_what_to_use_there() -> None:
    with pytest.raises(SetupError, match="pg_dump") as told:
        file_of("postgresql+psycopg://aya:secret@127.0.0.1/desk")
    assert "secret" not in str(told.value)


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    file.write_bytes(b"not a store" * 100)
    assert "not a database" in damage(file)

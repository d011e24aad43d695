"""A wrong setting or desk file is an error that names the thing and what to do."""

import shutil
from pathlib import Path

import pytest

from torimatome import desks
from torimatome.errors import SetupError
from torimatome.settings import Settings, read_settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk of one's own: the demo's files, ready to be spoiled."""
    for name in ("desk.yaml", "sections.yaml", "style.yaml", "terms.csv", "frames.yaml"):
        shutil.copy(desks.SHIPPED / "demo" / name, tmp_path / name)
    shutil.copytree(desks.SHIPPED / "demo" / "outlets", tmp_path / "outlets")
    return tmp_path


def test_settings_come_from_defaults_then_file_then_environment(tmp_path: Path) -> None:
    file = tmp_path / "s.yaml"
    file.write_text("threads: 3\ndesk: azerbaijan\n")
    found = read_settings({"TORIMATOME_THREADS": "5", "HOME": "/x"}, file)
    assert (found.threads, found.desk, found.folder) == (5, "azerbaijan", Settings().folder)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"TORIMATOME_THREADS": "many"}, "threads"),
        ({"TORIMATOME_THREADS": "0"}, "'threads' is 0; it must be more than 0"),
        ({"TORIMATOME_COLOUR": "red"}, "unknown setting 'colour'; known are"),
    ],
)
def test_a_wrong_setting_is_named(environment: dict[str, str], words: str) -> None:
    with pytest.raises(SetupError, match=words):
        read_settings(environment)


def test_a_settings_file_that_is_missing_or_no_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"none\.yaml"):
        read_settings({}, tmp_path / "none.yaml")
    (tmp_path / "list.yaml").write_text("- a\n")
    with pytest.raises(SetupError, match="name: value"):
        read_settings({}, tmp_path / "list.yaml")


@pytest.mark.parametrize("name", sorted(p.parent.name for p in desks.SHIPPED.glob("*/desk.yaml")))
def test_every_desk_that_ships_loads(name: str) -> None:
    house = desks.load(desks.find(name))
    assert house.name == name
    assert house.outlets
    assert house.sections


def test_a_folder_of_ones_own_is_a_desk(folder: Path) -> None:
    assert desks.load(desks.find(str(folder))).name == "demo"


def test_an_unknown_desk_is_answered_with_the_known_ones() -> None:
    with pytest.raises(SetupError, match=r"no desk 'atlantis'.*azerbaijan, demo"):
        desks.find("atlantis")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("desk.yaml", "name: [", r"desk\.yaml: not YAML"),
        ("desk.yaml", "name: x\n", r"desk\.yaml: .*missing required field"),
        ("style.yaml", "titel_ja: x\n", r"style\.yaml: unknown setting 'titel_ja'"),
        ("style.yaml", "max_items: many\n", r"style\.yaml: .*max_items"),
        ("terms.csv", "kind,en\nperson,A\n", r"terms\.csv: the first line lacks"),
        ("frames.yaml", "- {name: n, english: '(', japanese: x}\n", r"frames\.yaml: '\('"),
    ],
)
def test_a_spoiled_desk_file_is_named(folder: Path, name: str, text: str, words: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(SetupError, match=words):
        desks.load(folder)


def test_a_missing_desk_file_is_named(folder: Path) -> None:
    (folder / "style.yaml").unlink()
    with pytest.raises(SetupError, match=r"style\.yaml is missing"):
        desks.load(folder)


def test_two_outlets_of_one_id_are_refused(folder: Path) -> None:
    shutil.copy(folder / "outlets" / "ona.yaml", folder / "outlets" / "other.yaml")
    with pytest.raises(SetupError, match="'ona' stands twice"):
        desks.load(folder)


def test_a_term_without_its_english_form_is_named_by_its_line(folder: Path) -> None:
    with (folder / "terms.csv").open("a", encoding="utf-8") as file:
        file.write("person,,山田,,,,,,\n")
    with pytest.raises(SetupError, match=r"terms\.csv, line \d+: a term needs"):
        desks.load(folder)

"""A wrong setting or desk file is an error that names the thing and what to do."""

import shutil
from pathlib import Path

import pytest
import yaml

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
        ("desk.yaml", "name: [", r"desk\.yaml is not YAML: .* line 2"),
        ("desk.yaml", "name: x\n", r"desk\.yaml: 'country' is missing; add"),
        ("style.yaml", "titel_ja: x\n", r"style\.yaml: unknown setting 'titel_ja'"),
        ("style.yaml", "max_items: many\n", r"style\.yaml: .*max_items"),
        ("terms.csv", "kind,en\nperson,A\n", r"terms\.csv: the first line lacks"),
        ("frames.yaml", "- {name: n, english: '(', japanese: x}\n", r"frames\.yaml: .*'\('"),
        ("desk.yaml", "- a\n", r"desk\.yaml: needs lines of the form"),
        ("desk.yaml", "name: a\nname: b\n", r"'name' stands twice, again in line 2"),
        ("terms.csv", "kind;en\n", r"with commas between the cells"),
        ("frames.yaml", "- {name: n, english: (?P<a>.), japanese: '{b}'}\n", r"no group of.*are a"),
        ("frames.yaml", "- {name: n, english: x, japanese: y, kinds: {a: actr}}\n", "kind 'actr'"),
    ],
)
def test_a_spoiled_desk_file_is_named(folder: Path, name: str, text: str, words: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(SetupError, match=words):
        desks.load(folder)


@pytest.mark.parametrize(
    ("name", "place", "value", "words"),
    [
        ("desk.yaml", "country", "Orvenia", "'country' is 'Orvenia'; write its code in capitals"),
        ("desk.yaml", "languages", "en", "'languages' needs a list, like .*; found text"),
        ("desk.yaml", "languages", ["english"], "'languages' holds 'english'"),
        ("desk.yaml", "zone", "Asia/Nowhere", "'zone' is 'Asia/Nowhere', which is no time zone"),
        ("desk.yaml", "name", "a/b", "'name' is 'a/b'"),
        ("desk.yaml", "bulletin", "fr", r"'bulletin' is 'fr'; choose from ja\+en, en, ja"),
        ("style.yaml", "citation", "({outlet})", r"'citation' .* may hold \{date\}, \{outlets\}"),
        ("style.yaml", "citation_date", "%Q", "'citation_date' is '%Q'"),
        ("style.yaml", "day_opening", "{month.x}", "'day_opening' is"),
        ("style.yaml", "months", ["Jan"], "'months' has 1 names; it needs twelve"),
        ("style.yaml", "max_items", 0, "'max_items' is 0; it must be 1 or more"),
        ("style.yaml", "form.sectoin", "x", "unknown setting 'sectoin' in 'form'; there are item"),
        ("style.yaml", "form.section", "((", "'form.section': .* is no regular expression"),
        ("sections.yaml", "sections", [], "'sections' is empty"),
        ("sections.yaml", "sections.0.word", {}, r"unknown setting 'word' in 'sections\[0\]'"),
        ("sections.yaml", "sections.1.kind", "military_security", "as another section's is"),
        ("outlets/ona.yaml", "sources.0.typo", "x", r"unknown setting 'typo' in 'sources\[0\]'"),
        ("outlets/ona.yaml", "sources.0.kind", "rss", "choose from feed, sitemap, listing, digest"),
        ("outlets/ona.yaml", "sources.0.state", "alive", "choose from live, seen"),
        ("outlets/ona.yaml", "sources.0.url", "ftp://x", "write an address, like https"),
        ("outlets/ona.yaml", "sources.0.expect", {"poll": 1}, "there are articles_a_day"),
        ("outlets/ona.yaml", "fixes", {"titel": "x"}, "unknown setting 'titel' in 'fixes'"),
        ("outlets/ona.yaml", "hosts", ["https://a.example/"], "write the bare name"),
        ("outlets/ona.yaml", "pause_seconds", -1, "it must be 0 or more"),
        ("outlets/ona.yaml", "user_agent", "a\nb", "write one line"),
    ],
)
def test_a_value_that_cannot_work_is_named_with_what_belongs_there(
    folder: Path, name: str, place: str, value: object, words: str
) -> None:
    path = folder / name
    raw = at = yaml.safe_load(path.read_text(encoding="utf-8"))
    *steps, last = place.split(".")
    for step in steps:
        at = at[int(step)] if step.isdigit() else at.setdefault(step, {})
    at[last] = value
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    with pytest.raises(SetupError, match=words) as caught:
        desks.load(folder)
    assert name in str(caught.value)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("perso,A B,,,,,,,", "kind 'perso' is none"),
        ("person,A B,,,,,,soon,", "since is 'soon'"),
        ("person,A B,,,,,,2026-13-01,", "since is '2026-13-01'"),
        ("person,A, B,,,,,,,MT", "more cells than the first line names"),
        ('person,"A" B,,,,,,,', "',' expected after"),
        ('person,"A B,,,,,,,\nperson,C,,,,,,,', "unexpected end"),
    ],
)
def test_a_term_that_cannot_work_is_named_by_its_line(folder: Path, row: str, words: str) -> None:
    with (folder / "terms.csv").open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    with pytest.raises(SetupError, match=rf"terms\.csv, line \d+: {words}"):
        desks.load(folder)


def test_a_table_saved_in_another_charset_is_named_with_the_remedy(folder: Path) -> None:
    (folder / "terms.csv").write_bytes("kind,en,ja\nperson,A,山田\n".encode("cp932"))
    with pytest.raises(SetupError, match=r"not UTF-8 text .* CSV UTF-8"):
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

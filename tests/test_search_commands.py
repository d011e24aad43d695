"""What the archive is asked on the command line is answered in both languages, and as pages."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest
from click.testing import CliRunner, Result
from lxml import etree
from tests.search_samples import item, may

from torimatome.cli import main
from torimatome.model import Actor
from torimatome.publish.issue_json import to_json

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The commands, on the demo desk with the issue of May 2026 kept under the label "may"."""

    def command(*words: str) -> Result:
        return CliRunner().invoke(main, ["--folder", str(tmp_path / "var"), *words])

    file = tmp_path / "may.json"
    file.write_bytes(to_json(may()))
    kept = command("read", str(file), "--keep")
    assert kept.exit_code == 0, kept.output
    return command


def tree(page: bytes) -> etree._Element:
    parser = html5lib.HTMLParser(
        tree=html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False
    )
    return parser.parse(page).getroot()


@pytest.mark.parametrize("name", ["Orlisk", "オルリスク", "Орлиск", "Дэвена Орлиска", "orlisk"])
def test_a_search_in_any_script_shows_both_headlines_and_where_the_item_is(
    run: Run, name: str
) -> None:
    said = run("search", name).output
    assert "2 items, newest first" in said
    for words in (
        "オルリスク外相、電話会談",
        "FM Orlisk held a phone call",
        "[may/04]",
        "2026-05-11",
    ):
        assert words in said
    assert "On May.8, Sarena Qaforin received Daven Orlisk in Tamvell." in said
    assert said.index("[may/04]") < said.index("[may/01]")


def test_a_search_says_when_there_is_more_than_it_shows(run: Run) -> None:
    assert "5 items, 1 shown, newest first" in run("search", "--limit", "1").output
    assert "0 items" in run("search", "zzz").output


def test_the_search_as_a_page_needs_nothing_else_and_leads_to_the_items(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "out" / "found.html"
    assert f"written to {file}" in run("search", "港", "--best", "--html", str(file)).output
    page = tree(file.read_bytes())
    targets = [address.removeprefix("#") for address in page.xpath("//h2/a/@href")]
    assert targets
    assert set(targets) <= set(page.xpath("//article/@id"))
    assert set(page.xpath("//mark/text()")) == {"港"}
    assert "The list was published by the Harbour Council." in "".join(page.itertext())
    assert not page.xpath("//script | //form | //img | //link")


@pytest.mark.parametrize("name", ["Daven Orlisk", "Орлиску", "オルリスク"])
def test_who_tells_offices_whom_someone_met_and_every_item(run: Run, name: str) -> None:
    said = run("who", name).output
    assert said.startswith("オルリスク  Daven Orlisk  (person 人物)")
    for words in ("Foreign Minister  外相", "2026-05-08 – 2026-05-11", "Met 会談・接触",
                  "Sarena Qaforin", "2×", "Items 項目 (2)", "[may/01]"):  # fmt: skip
        assert words in said


def test_who_knows_places_and_names_that_no_term_has(run: Run) -> None:
    place = run("who", "Тамвелл").output
    assert place.startswith("タムヴェル  Tamvell  (place 地名)")
    assert "Who met 会談・接触" in place
    assert run("who", "qaforin").output.startswith("カフォリナ  Sarena Qaforin  (person 人物)")


def test_a_name_that_may_be_several_is_asked_back(run: Run, tmp_path: Path) -> None:
    people = [("Ann Veltar", 0), ("Bo Veltar", 1)]
    items = [
        item(
            n + 1, (f"甲{n}", f"{name} visited Selvane"), actors=(Actor(name, None, "Ambassador"),)
        )
        for name, n in people
    ]
    file = tmp_path / "two.json"
    file.write_bytes(to_json(replace(may(), items=tuple(items))))
    run("read", str(file), "--keep")
    said = run("who", "Veltar").output
    assert "may be each of these" in said
    assert "Ann Veltar" in said
    assert "Bo Veltar" in said
    assert run("who", "Bo", "Veltar").output.startswith("Bo Veltar  (person")


def test_the_pages_of_all_names_lead_to_one_another(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "names"
    assert run("who", "--all", str(folder)).exit_code == 0
    pages = {file.name: tree(file.read_bytes()) for file in folder.iterdir()}
    ids = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    for name, page in pages.items():
        for address in page.xpath("//a/@href"):
            file, _, mark = address.partition("#")
            assert file in pages, f"{name} leads to {address}"
            assert not mark or mark in ids[file], f"{name} leads to {address}"
    index = "".join(pages["index.html"].itertext())
    for name in ("Daven Orlisk", "オルリスク", "Sarena Qaforin", "Tamvell"):
        assert name in index


def test_earlier_on_an_item_names_what_it_has_in_common(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "earlier.html"
    said = run("earlier", "may/04", "--html", str(file)).output
    assert said.startswith("オルリスク外相、電話会談\nFM Orlisk held a phone call")
    assert "[may/01]" in said
    assert "in common: " in said
    page = tree(file.read_bytes())
    assert page.xpath("//ol//a/@href")[0].removeprefix("#") in page.xpath("//article/@id")
    assert "nothing on this in past issues" in run("earlier", "may/01").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("who",), "--all FOLDER"),
        (("who", "Nobody"), "no name 'Nobody'"),
        (("earlier", "june/01"), "no issue 'june' is kept; the latest are: may"),
        (("earlier", "may/77"), "no item '77' in may; it has: 01, 02"),
        (("earlier", "01"), "nothing is drafted"),
        (("search", "--from", "monday"), "'monday' is no day"),
    ],
)
def test_a_mistake_is_answered_with_what_to_do(run: Run, words: tuple[str, ...], said: str) -> None:
    result = run(*words)
    assert result.exit_code in (1, 2)
    assert said in result.output
    assert "Traceback" not in result.output


def test_a_page_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = run("search", "港", "--html", str(tmp_path / "file" / "x.html"))
    assert result.exit_code == 2
    assert "cannot be written" in result.output

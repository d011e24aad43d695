"""The commands do what they say, and an error is one clear line, never a traceback."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from torimatome.cli import main

DAY = ["--from", "2026-05-08", "--to", "2026-05-08"]
WORDS = (
    "On May 8, Foreign Minister Daven Orlisk received the Ambassador of Pelmora Corin Vatelle in"
    " Tamvell. The sides discussed trade between Orvenia and Pelmora."
)


@pytest.fixture
def run(tmp_path: Path):  # type: ignore[no-untyped-def]
    def command(*words: str, given: str = "") -> Result:
        return CliRunner().invoke(main, ["--folder", str(tmp_path / "var"), *words], input=given)

    return command


def test_a_text_given_by_hand_goes_all_the_way_to_the_files(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    added = run("add", "--outlet", "mfa-ov", "--date", "2026-05-08", "--title",
                "FM Orlisk receives Ambassador of Pelmora Corin Vatelle", "--text", "-",
                given=WORDS)  # fmt: skip
    assert added.exit_code == 0, added.output
    assert "version 1" in added.output
    drafted = run("draft", *DAY, "--json")
    issue = json.loads(drafted.stdout)
    (item,) = issue["items"]
    assert item["citations"][0]["raw"] == "(MFA OF ORVENIA / 08.05.2026)"
    assert "オルリスク外相" in item["headline_ja"]
    published = run("publish", *DAY, "--out", str(tmp_path / "out"))
    assert published.exit_code == 0, published.output
    assert len(list((tmp_path / "out").iterdir())) == 5


def test_one_form_can_be_chosen(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("add", "--outlet", "mfa-ov", "--date", "2026-05-08", "--text", WORDS)
    run("draft", *DAY)
    run("publish", *DAY, "--form", "json", "--out", str(tmp_path / "out"))
    assert {p.suffix for p in (tmp_path / "out").iterdir()} == {".json", ".html"}


def test_what_went_out_is_a_past_issue_that_is_searched(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("add", "--outlet", "mfa-ov", "--date", "2026-05-08", "--text", WORDS)
    drafted = run("draft", *DAY)
    assert drafted.exit_code == 0
    for _ in range(2):
        run("publish", *DAY, "--form", "json", "--out", str(tmp_path / "out"))
    named = {word for word in WORDS.split() if word.istitle() and len(word) > 5}
    found = [run("search", word).output for word in sorted(named)]
    assert any(said.startswith("1 item") for said in found), found


def test_a_week_nobody_drafted_names_the_one_that_is(run) -> None:  # type: ignore[no-untyped-def]
    run("add", "--outlet", "mfa-ov", "--date", "2026-05-08", "--text", WORDS)
    run("draft", *DAY)
    done = run("publish", "--from", "2026-04-01", "--to", "2026-04-08")
    assert f"take the newest draft: {' '.join(DAY)}" in done.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--desk", "atlantis", "draft"), "no desk 'atlantis'"),
        (("publish", *DAY), "nothing is drafted for 2026-05-08"),
        (("draft", "--from", "2026-05-09", "--to", "2026-05-08"), "after its end"),
        (("draft", "--from", "yesterday"), "'yesterday' is no day"),
        (("add", "--text", "x"), "needs its outlet"),
        (("add", "--text", "x", "--outlet", "zzz", "--date", "2026-05-08"), "no outlet 'zzz'"),
        (("add", "--url", "http://127.0.0.1/x", "--outlet", "ona"), "loopback"),
        (("collect", "--from", "nowhere.jsonl"), "is not there"),
        (("--settings", "none.yaml", "settings"), "none.yaml"),
        (("draft", "--from", ""), "'' is no day"),
        (("draft", "--to", "0001-01-01"), "no year from 1900"),
        (("history", "--to", "9999-12-31"), "no year from 1900"),
        (("history", "--most", "9" * 30), "not in the range"),
        (("search", "--limit", "0", "x"), "not in the range"),
        (("serve", "--port", "65536"), "not in the range"),
        (("backup", ""), "is no name of a file"),
        (("backup", "."), "is no name of a file"),
        (("backup", "x" * 5000), "name too long"),
        (("collect", "--from", "x" * 5000), "name too long"),
        (("--folder", "x" * 5000, "history"), "name too long"),
        (("names", "\udce4"), "cannot be written in utf-8"),
    ],
)
def test_a_mistake_is_answered_with_one_clear_line(run, words: tuple[str, ...], said: str) -> None:  # type: ignore[no-untyped-def]
    result = run(*words)
    assert result.exit_code in (1, 2)
    assert said in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("item", ["nonsense", "", "../../etc/passwd"])
def test_a_flash_of_no_item_names_those_there_are_and_changes_nothing(run, item: str) -> None:  # type: ignore[no-untyped-def]
    run("add", "--outlet", "mfa-ov", "--date", "2026-05-08", "--text", WORDS)
    drafted = json.loads(run("draft", *DAY, "--json").stdout)
    (there,) = (one["id"] for one in drafted["items"])
    result = run("flash", item, "--by", "Ann", *DAY)
    assert result.exit_code == 2
    assert f"holds no item {item!r}; it has {there}" in result.output
    assert "nothing was done yet" in run("history", "--every").output


def test_a_flash_or_act_on_a_week_without_articles_leaves_no_draft_behind(run) -> None:  # type: ignore[no-untyped-def]
    run("add", "--outlet", "mfa-ov", "--date", "2026-05-08", "--text", WORDS)
    run("draft", *DAY)
    week = ["--from", "2026-06-01", "--to", "2026-06-08"]
    assert "nothing is drafted" in run("flash", "nonsense", "--by", "Ann", *week).output
    assert run("act", "approve_item", "item=x", "seen=y", "--by", "Ann", *week).exit_code == 1
    assert f"take the newest draft: {' '.join(DAY)}" in run("publish", *week).output


def test_a_setting_with_a_zero_byte_is_named(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text('folder: "a\\0b"\n')
    result = CliRunner().invoke(main, ["--settings", str(tmp_path / "s.yaml"), "history"])
    assert "'folder' holds a zero byte" in result.output


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = CliRunner().invoke(main, ["--folder", str(tmp_path / "file" / "var"), "draft"])
    assert result.exit_code == 2
    assert "choose another with --folder" in result.output


def test_a_place_that_cannot_be_written_is_named(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "file").write_text("x")
    run("add", "--outlet", "mfa-ov", "--date", "2026-05-08", "--text", WORDS)
    run("draft", *DAY)
    published = run("publish", *DAY, "--out", str(tmp_path / "file"))
    assert published.exit_code == 2
    assert "cannot be written" in published.output
    demo = CliRunner().invoke(main, ["--folder", str(tmp_path / "file"), "demo"])
    assert demo.exit_code == 2
    assert "choose another folder with --folder" in demo.output


def test_settings_are_listed_with_their_help(run) -> None:  # type: ignore[no-untyped-def]
    result = run("settings")
    assert "threads = 8" in result.output
    assert "how many hosts are read at the same time" in result.output

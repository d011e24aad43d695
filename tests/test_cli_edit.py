"""Every act of the pages is a command too: listed with what it takes, done, shown, taken back."""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from torimatome.cli import main
from torimatome.edit import ACTS

DAY = ["--from", "2026-05-08", "--to", "2026-05-08"]
WORDS = (
    "On May 8, Foreign Minister Daven Orlisk received the Ambassador of Pelmora Corin Vatelle in"
    " Tamvell. The sides discussed trade between Orvenia and Pelmora."
)
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("desk")

    def command(*words: str, given: str = "") -> Result:
        return CliRunner().invoke(main, ["--folder", str(folder / "var"), *words], input=given)

    command("add", "--outlet", "mfa-ov", "--date", "2026-05-08", "--title",
            "FM Orlisk receives Ambassador of Pelmora Corin Vatelle", "--text", WORDS)  # fmt: skip
    assert command("draft", *DAY).exit_code == 0
    return command


def story(run: Run) -> str:
    issue = json.loads(run("draft", *DAY, "--json").stdout)
    return str(issue["items"][0]["story"])


def done(run: Run, *words: str) -> dict[str, object]:
    result = run("act", *words, *DAY, "--by", "Aya", "--json")
    assert result.exit_code == 0, result.output
    (act,) = json.loads(result.stdout)
    return dict(act)


def test_every_act_is_listed_with_what_it_takes(run: Run) -> None:
    rows = {row["name"]: row for row in json.loads(run("acts", "--json").stdout)}
    assert rows.keys() == ACTS.keys()
    assert all(row["says"] for row in rows.values())
    assert [p["name"] for p in rows["merge_stories"]["parameters"]] == ["stories"]
    shown = run("acts", "write_headline").stdout
    assert "language=text" in shown
    assert run("acts", "sing").exit_code == 1


def test_an_act_is_done_shown_and_taken_back(run: Run) -> None:
    made = done(run, "drop_story", f"story={story(run)}")
    assert made["name"] == "drop_story"
    shown = run("history", *DAY).stdout
    assert "drop_story" in shown
    assert "Aya" in shown
    back = run("undo", str(made["id"]), *DAY, "--by", "Ben")
    assert f"takes back {made['id']}" in back.stdout
    newest, first = json.loads(run("history", *DAY, "--json", "--most", "2").stdout)
    assert newest["undoes"] == made["id"]
    assert first["undone"]
    again = run("undo", str(made["id"]), *DAY, "--by", "Ben")
    assert again.exit_code == 1
    assert "taken back already" in again.output


def test_objects_are_given_as_json_and_words_as_they_stand(run: Run) -> None:
    term = '{"kind": "person", "en": "Maro Senn", "ja": "マロ・セン"}'
    assert done(run, "write_term", f"term={term}")["about"] == "person:Maro Senn"
    made = done(run, "watch_words", "words=border = line")
    assert made["about"] == "border = line"


def test_a_long_text_comes_from_standard_input(run: Run) -> None:
    issue = json.loads(run("draft", *DAY, "--json").stdout)
    item = issue["items"][0]["id"]
    result = run("act", "add_block", f"item={item}", "after=0", "kind=note", "text=@-", *DAY,
                 "--by", "Aya", given="The third visit this year.\n")  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "The third visit" in run("history", *DAY, "--about", item).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("act", "sing", "--by", "Aya"), "no act 'sing'"),
        (("act", "drop_story", "--by", "Aya"), "needs 'story'"),
        (("act", "drop_story", "story", "--by", "Aya"), "write PARAMETER=VALUE"),
        (("act", "drop_story", "tale=1", "--by", "Aya"), "takes no 'tale'"),
        (("act", "write_term", "term=Vatelle", "--by", "Aya"), "is JSON"),
        (("act", "drop_story", "story=none", "--by", "Aya"), "no longer there"),
        (("act", "drop_story", "story=none", "--by", " "), "say who acts"),
        (("undo", "999999", "--by", "Aya"), "no act 999999"),
    ],
)
def test_a_mistake_is_answered_with_one_clear_line(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    result = run(*words, *DAY)
    assert result.exit_code == 1
    assert said in result.output
    assert "Traceback" not in result.output


def test_a_conflict_shows_both_versions(run: Run) -> None:
    item = json.loads(run("draft", *DAY, "--json").stdout)["items"][0]["id"]
    given = ("language=en", "base=what nobody wrote", "text=Mine")
    result = run("act", "write_headline", f"item={item}", *given, *DAY, "--by", "Aya")
    assert result.exit_code == 1
    assert "yours: Mine" in result.output
    assert "as it stands:" in result.output

"""What the docs show exists: commands, files, settings, make targets."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from torimatome.cli import commands_in
from torimatome.cli.commands import COMMANDS as LISTED
from torimatome.settings import HELP, Settings

ROOT = Path(__file__).parents[1]
COMMANDS = {command.name: command for file, _ in LISTED.values() for command in commands_in(file)}
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", DOCS, ids=_name)
def test_every_command_shown_exists(path: Path) -> None:
    for line in re.findall(r"(?:`|^|bin/)torimatome ([^`\n]+)", path.read_text(), re.MULTILINE):
        words = re.sub(r"--(?:desk|folder|settings) \S+ ?", "", line).split()
        if words and not words[0].startswith("-"):
            assert words[0] in COMMANDS, f"{_name(path)} shows `torimatome {line}`"
            options = {o for p in COMMANDS[words[0]].params for o in p.opts}
            for word in words[1:]:
                assert not word.startswith("--") or word in options, f"{_name(path)}: {line}"


@pytest.mark.parametrize("path", DOCS, ids=_name)
def test_every_make_target_shown_exists(path: Path) -> None:
    targets = re.findall(r"^(\w+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    for target in re.findall(r"`make (\w+)`", path.read_text()):
        assert target in targets


@pytest.mark.parametrize("path", [ROOT / "docs/tour.md", ROOT / "docs/change.md"], ids=_name)
def test_every_file_named_in_the_tour_and_in_change_exists(path: Path) -> None:
    for name in re.findall(r"`([\w/.-]+\.(?:py|yaml|csv|typ|md))`", path.read_text()):
        found = (
            ROOT / name,
            ROOT / "src/torimatome" / name,
            ROOT / "src/torimatome/desks/demo" / name,
        )
        assert any(place.exists() for place in found), f"{name} is named and not there"


def test_every_setting_has_its_help() -> None:
    assert {field.name for field in fields(Settings)} == HELP.keys()


def test_every_command_says_what_it_does() -> None:
    for name, command in COMMANDS.items():
        assert command.get_short_help_str(), name
        for option in command.params:
            assert (
                not isinstance(option, click.Option)
                or option.help
                or option.name in ("out", "as_json")
            ), f"{name} --{option.name}"


def test_the_words_of_the_model_stand_in_the_word_list() -> None:
    words = (ROOT / "docs/words.md").read_text()
    nouns = (
        "Article Citation Desk House Issue Item Judgement Lead Note Outlet Passage Sentence Side"
        " Snapshot Source Story"
    )
    for noun in nouns.split():
        assert f"| {noun} |" in words

"""A command is loaded when it is asked for, so that none waits for libraries of the others."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from torimatome.cli import commands_in, main
from torimatome.cli.commands import COMMANDS

CLI = Path(__file__).parents[1] / "src" / "torimatome" / "cli"
# What reads pages, sets type, counts and serves: each takes a tenth of a second or more to import.
HEAVY = frozenset(
    {
        "alembic", "babel", "docx", "htmldate", "jinja2", "lxml", "numpy", "pdfplumber",
        "py3langid", "scipy", "sklearn", "sqlalchemy", "starlette", "trafilatura", "typst",
        "uvicorn",
    }
)  # fmt: skip
# What looking something up in the store cannot do without.
STORE = frozenset({"lxml", "numpy", "sqlalchemy", "typst"})


def loaded(folder: Path, *words: str) -> set[str]:
    """The libraries that are there once the command has run, in a process of its own."""
    script = (
        "import json, sys; from torimatome.cli import main;"
        " main(sys.argv[1:], standalone_mode=False);"
        " print(); print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--folder", str(folder), *words],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


@pytest.mark.parametrize("words", [("--help",), ("settings",)])
def test_what_needs_no_desk_loads_no_heavy_library(tmp_path: Path, words: tuple[str, ...]) -> None:
    there = loaded(tmp_path, *words)
    assert "click" in there
    assert not there & HEAVY


def test_the_history_loads_what_the_store_needs_and_nothing_heavier(tmp_path: Path) -> None:
    assert "alembic" in loaded(tmp_path, "history")  # the store is made
    there = loaded(tmp_path, "history")
    assert "sqlalchemy" in there
    assert not there & (HEAVY - STORE)


def test_a_search_neither_serves_nor_reads_pages_nor_writes_files(tmp_path: Path) -> None:
    there = loaded(tmp_path, "search", "Orlisk")
    assert "sqlalchemy" in there
    assert not there & {"docx", "pdfplumber", "scipy", "sklearn", "starlette", "trafilatura"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_the_first_line_of_each(name: str) -> None:
    _, command, rest = main.resolve_command(click.Context(main), [name, "--json"])
    assert command is not None
    assert rest == ["--json"]
    assert COMMANDS[name][1] == command.get_short_help_str(1000)


def test_every_command_of_every_file_is_on_the_list() -> None:
    files = [path.stem for path in CLI.glob("*.py") if "\nCOMMANDS = (" in path.read_text("utf-8")]
    assert files
    found = {(command.name, file) for file in files for command in commands_in(file)}
    assert found == {(name, file) for name, (file, _) in COMMANDS.items()}


def test_a_command_that_is_not_there_is_answered_with_the_nearest() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "torimatome.cli", "serach"], capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 2
    assert "No such command 'serach'. Did you mean 'search'?" in done.stderr

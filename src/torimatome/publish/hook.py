"""A house's own form: a Jinja template in the desk's folder gets the Issue and becomes a file."""

import os
import pickle
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from torimatome.errors import SetupError
from torimatome.model import Issue

FOLDER = "forms"  # of a desk's folder
_RUNNER = Path(__file__).with_name("own_form.py")
_NAME = re.compile(r"(?P<form>[a-z0-9][a-z0-9_-]{0,40}\.(?P<ext>[a-z0-9]{1,8}))\.jinja")
# By the clock, for systems that have no limits of a process; far beyond what a busy machine needs.
_MOST_WAITED = 120


@dataclass(frozen=True)
class OwnForm:
    """One template of the desk, by the form's name: "telegram.txt" for telegram.txt.jinja."""

    form: str
    path: Path


@dataclass(frozen=True)
class Bounds:
    """What a template may use up; the form of docs/change.md takes some tenths of a second."""

    seconds: int = 10  # of the processor
    octets: int = 1_000_000_000  # of memory


BOUNDS = Bounds()


def own_forms(desk_folder: Path) -> dict[str, OwnForm]:
    """The forms a desk's folder adds. Raises SetupError for a file that cannot be one."""
    found = {}
    folder = desk_folder / FOLDER
    for path in sorted(folder.glob("*.jinja")) if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if not match:
            raise SetupError(
                f"{path}: a form's template is called NAME.EXT.jinja in small letters and digits,"
                " like telegram.txt.jinja; rename it"
            )
        found[match["form"]] = OwnForm(match["form"], path)
    return found


def to_own(issue: Issue, own: OwnForm, bounds: Bounds = BOUNDS) -> bytes:
    """The Issue in the house's own form. Raises SetupError naming the template's file and line.

    The template runs in a process of its own (own_form.py says what it is handed): one that loops
    for ever or eats memory is stopped, and named.
    """
    given = pickle.dumps((issue, own.form, str(own.path), bounds.seconds, bounds.octets))
    # Without -P the runner's folder would come first, and hide modules of Python's own.
    command = [sys.executable, "-P", str(_RUNNER)]
    around = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        done = subprocess.run(  # noqa: S603 (our own script)
            command, input=given, capture_output=True, env=around, timeout=_MOST_WAITED, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise SetupError(_endless(own, _MOST_WAITED)) from error
    if done.returncode and done.returncode == -getattr(signal, "SIGXCPU", 0):
        raise SetupError(_endless(own, bounds.seconds))
    if done.stdout[:1] == b"+":
        return done.stdout[1:]
    if done.stdout[:1] == b"-":
        raise SetupError(done.stdout[1:].decode("utf-8", "replace"))
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
    raise SetupError(
        f"{own.path}: its run broke off (code {done.returncode}) {' '.join(said)[:200]};"
        " does it make something very large?"
    )


def _endless(own: OwnForm, seconds: int) -> str:
    return (
        f"{own.path}: stopped after {seconds} seconds of work; a loop or a macro in it does not"
        " end, or does far too much"
    )

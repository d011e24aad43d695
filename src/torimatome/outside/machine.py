"""This machine: its Python, libraries, disk, folder and clock, as a self-check sees them."""

import re
import shutil
import sys
import tempfile
from datetime import datetime
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from torimatome.model.checkup import ATTENTION, BROKEN, OK, Checkup

OLDEST_PYTHON = (3, 11)
NEWEST_PYTHON = (3, 13)  # tested
# A desk of forty outlets keeps some 60 MB a week; under this a week may not fit, under the
# second not even a backup of the demo.
LITTLE_ROOM = 2 * 2**30
NO_ROOM = 200 * 2**20
_REQUIRED = re.compile(r"^([A-Za-z0-9_.-]+)[^;]*(?:;(.*))?$")


def check_python() -> Checkup:
    """Whether this Python is one we are tested with."""
    now = sys.version_info[:2]
    shown = (("version", ".".join(map(str, sys.version_info[:3]))),)
    if now < OLDEST_PYTHON:
        return Checkup("python", BROKEN, shown)
    return Checkup("python", OK if now <= NEWEST_PYTHON else ATTENTION, shown)


def check_libraries() -> Checkup:
    """Whether every library the program needs is there."""
    try:
        needed = requires("torimatome") or []
    except PackageNotFoundError:
        return Checkup("libraries", ATTENTION, (("missing", "torimatome"),))
    names = []
    for line in needed:
        match = _REQUIRED.match(line.strip())
        if match and "extra" not in (match[2] or ""):
            names.append(match[1])
    missing = [name for name in names if not _version(name)]
    if missing:
        return Checkup("libraries", BROKEN, (("missing", ", ".join(sorted(missing))),))
    return Checkup("libraries", OK, (("count", str(len(names))),))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def check_folder(folder: Path) -> Checkup:
    """Whether we can write where everything is kept."""
    shown = (("folder", str(folder)),)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".check-") as file:
            file.write(b"x")
            file.flush()
    except OSError as error:
        return Checkup("folder", BROKEN, shown, str(error))
    return Checkup("folder", OK, shown)


def check_disk(folder: Path) -> Checkup:
    """How much room is left where everything is kept."""
    try:
        free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
    except OSError as error:
        return Checkup("disk", BROKEN, (("free", "?"),), str(error))
    shown = (("free", f"{free / 2**30:.1f}"),)
    state = BROKEN if free < NO_ROOM else ATTENTION if free < LITTLE_ROOM else OK
    return Checkup("disk", state, shown)


def check_clock(now: datetime, newest: datetime | None, zone: str) -> Checkup:
    """Whether the clock can be right: after the day this was written, and after what is kept."""
    shown = (("now", f"{now:%Y-%m-%d %H:%M}"), ("zone", zone))
    if now.year < 2026 or (newest is not None and now < newest):
        return Checkup("clock", BROKEN, shown)
    return Checkup("clock", OK, shown)

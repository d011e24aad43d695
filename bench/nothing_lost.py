"""Nothing lost: the collector killed at random moments and run again ends in the same store."""

import hashlib
import os
import random
import resource
import signal
import sqlite3
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from common import finish, show
from torimatome import demo
from torimatome.errors import SetupError
from torimatome.outside.progress import Nobody
from torimatome.settings import Settings

KILLS = int(os.environ.get("KILLS", "100"))
SEED = 20260508


def collect_week(folder: Path, limit: int | None = None) -> None:
    if limit is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write past the limit fails, no more
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    wire, house = demo.the_week()
    settings = replace(Settings(), desk="demo", folder=str(folder))
    for _ in demo.collect_week(settings, wire, house, Nobody()):
        pass


def in_child(folder: Path, limit: int | None = None) -> int:
    """Start the week in a process of its own; exit code 0 done, 3 a clear error, 4 a bug."""
    pid = os.fork()
    if pid:
        return pid
    code = 4
    try:
        collect_week(folder, limit)
        code = 0
    except SetupError as error:
        (folder.parent / f"{folder.name}.error").write_text(str(error))
        code = 3
    finally:
        os._exit(code)


def contents(folder: Path) -> str:
    """SHA-256 over every row of every table, in a fixed order."""
    digest = hashlib.sha256()
    with sqlite3.connect(folder / "demo.sqlite") as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        ours = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        names = [name for (name,) in db.execute(ours)]
        for name in sorted(names):
            rows = sorted(repr(row) for row in db.execute(f"SELECT * FROM {name}"))
            digest.update("\n".join([name, *rows]).encode())
    return digest.hexdigest()


def disk_full(base: Path, wanted: str) -> tuple[str, bool]:
    """A file that may grow no further, then room again."""
    folder = base / "full"
    _, status = os.waitpid(in_child(folder, limit=300_000), 0)
    said = base / "full.error"
    words = said.read_text() if said.exists() else "(no error)"
    clear = os.waitstatus_to_exitcode(status) == 3 and "make room" in words
    os.waitpid(in_child(folder), 0)
    return words, clear and contents(folder) == wanted


def main() -> None:
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        started = time.monotonic()
        os.waitpid(in_child(base / "whole"), 0)
        whole_seconds = time.monotonic() - started
        wanted = contents(base / "whole")
        equal = killed = 0
        for number in range(KILLS):
            folder = base / f"kill-{number}"
            pid = in_child(folder)
            time.sleep(chance.uniform(0.0, whole_seconds))
            os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            killed += os.WIFSIGNALED(status)
            _, status = os.waitpid(in_child(folder), 0)
            same = os.waitstatus_to_exitcode(status) == 0 and contents(folder) == wanted
            equal += same
            if not same:
                print(f"kill {number}: the store differs")
            if number % 10 == 9:
                print(f"{number + 1} of {KILLS}: {equal} equal", file=sys.stderr)
        words, full_ok = disk_full(base, wanted)
    rows: list[tuple[str, object]] = [
        ("unbroken run of the week's collecting, seconds", whole_seconds),
        ("kills", KILLS),
        ("kills that met the run alive", killed),
        ("final store equal to the unbroken one", equal),
        ("disk full: clear error, and whole after another run", full_ok),
        ("what it said", words),
    ]
    show("Nothing lost", ("what", "figure"), rows)
    finish(
        "nothing_lost",
        {"kills": KILLS, "alive": killed, "equal": equal, "disk_full": full_ok, "said": words},
        {"equal": (equal / KILLS, 1.0), "disk full": (float(full_ok), 1.0)},
    )


if __name__ == "__main__":
    main()

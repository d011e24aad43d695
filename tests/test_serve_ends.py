"""A desk that is told to end does so at any moment, with a plain line and nothing else."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")


def begun(folder: Path) -> subprocess.Popen[str]:
    """A desk being opened, in a process group of its own, as a terminal begins it."""
    return subprocess.Popen(
        [sys.executable, "-m", "torimatome.cli", "--folder", str(folder), "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def ended(desk: subprocess.Popen[str], how: signal.Signals) -> tuple[str, str]:
    """What it prints once every process of it was told to end."""
    os.killpg(desk.pid, how)
    try:
        said, troubles = desk.communicate(timeout=120)
    finally:
        if desk.poll() is None:
            os.killpg(desk.pid, signal.SIGKILL)
    assert desk.returncode == 0
    assert "Traceback" not in troubles
    return said, troubles


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_quietly_while_its_week_is_being_opened(
    tmp_path: Path, how: signal.Signals
) -> None:
    desk = begun(tmp_path)
    assert desk.stdout
    assert "the desk is open" in desk.stdout.readline()
    said, troubles = ended(desk, how)
    assert said == "the desk is closed\n"
    if how is signal.SIGINT:  # a stop by the system may reach its helpers before itself
        assert troubles == ""


def test_it_ends_quietly_while_its_store_is_being_made(tmp_path: Path) -> None:
    desk = begun(tmp_path)
    while not list(tmp_path.glob("*.sqlite")) and desk.poll() is None:
        time.sleep(0.001)
    said, troubles = ended(desk, signal.SIGTERM)
    assert said.splitlines()[-1] == "the desk is closed"
    assert troubles == ""

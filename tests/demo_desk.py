"""The demo's desk in a process of its own, begun with nothing, its invented web on loopback."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

WEEK = "2026-05-08_2026-05-15"


@dataclass
class DemoDesk:
    """A server that can be killed as a power cut would, and started again where it was."""

    folder: Path
    port: int = 0
    _process: "subprocess.Popen[str] | None" = field(default=None, repr=False)

    @property
    def address(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve, on the same port as before if there was one."""
        self.folder.mkdir(parents=True, exist_ok=True)
        wanted = ["--folder", str(self.folder), "demo", "--by-hand", "--serve", str(self.port)]
        with (self.folder / "server.log").open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "torimatome.cli", *wanted],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        assert self._process.stdout
        for line in self._process.stdout:
            if "http://127.0.0.1:" in line:
                self.port = int(line.split("http://127.0.0.1:")[1].split("/")[0])
                return
        raise AssertionError((self.folder / "server.log").read_text())

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Let it finish."""
        self._end(signal.SIGINT)

    def _end(self, how: signal.Signals) -> None:
        running, self._process = self._process, None
        if running is None:
            return
        running.send_signal(how)
        try:
            running.wait(10)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait(10)
        if running.stdout:
            running.stdout.close()

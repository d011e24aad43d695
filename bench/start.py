"""What a command loads before it does anything, next to what the whole program loads.

Modules are counted, not seconds: the count is the same on any machine. The processor time beside
it is of one start on this machine. What a command may load is chosen by what it does; when a
figure falls, `python -X importtime -m torimatome.cli history` names what came in.
"""

import subprocess
import sys
import tempfile

from common import finish, show
from torimatome.cli.commands import COMMANDS

LOOKED_AT = ("--help", "settings", "history", "search", "draft")
SCRIPT = """
import sys, time
from torimatome.cli import commands_in, main
for module in sys.argv[1].split():
    commands_in(module)
if len(sys.argv) > 2:
    main(sys.argv[2:], standalone_mode=False)
print()
print(len(sys.modules), time.process_time())
"""


def loaded(files: str, *words: str) -> tuple[int, float]:
    """How many modules are there once these files' commands are, or `words` were run; seconds."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, files, *words],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    modules, seconds = done.stdout.splitlines()[-1].split()
    return int(modules), float(seconds)


def main() -> None:
    """Print what each command loads; hold the share of the program that it leaves alone."""
    everything, _ = loaded(" ".join({file for file, _ in COMMANDS.values()}))
    figures: dict[str, object] = {"modules": everything}
    rows, left = [], {}
    with tempfile.TemporaryDirectory() as folder:
        loaded("", "--folder", folder, "history")  # the store is made once
        for word in LOOKED_AT:
            asked = [word, "a"] if word == "search" else [word]
            modules, seconds = loaded("", "--folder", folder, *asked)
            left[word] = 1 - modules / everything
            rows.append((word, modules, left[word], seconds))
            figures[word] = {"modules": modules, "left": left[word], "seconds": seconds}
    show(
        f"Start: {everything} modules in all",
        ("command", "modules loaded", "share left alone", "processor seconds"),
        rows,
    )
    floors = {"--help": 0.85, "settings": 0.85, "history": 0.50, "search": 0.48}
    finish("start", figures, {word: (left[word], floor) for word, floor in floors.items()})


if __name__ == "__main__":
    main()

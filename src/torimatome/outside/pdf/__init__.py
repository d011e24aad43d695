"""PDF files of anyone, opened in a process of its own: their rows, or the JSON they carry."""

import subprocess
import sys
from pathlib import Path

import msgspec

from torimatome.errors import Unreadable

_ROOT = Path(__file__).parents[3]  # the folder that torimatome lies in
# -I: nothing of the environment or of the folder one stands in takes part. It also finds no
# package beside it, so the other process is told where ours lies.
_BEGIN = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    " from torimatome.outside.pdf.alone import main; main()"
)
# Above what the other process gives itself (alone.MOST_SECONDS of processor time): this clock
# runs also where a system sets no limits, and while the machine has other work.
_MOST_SECONDS = 120


class Row(msgspec.Struct):
    """One row of a page; points from the upper left corner."""

    page: int
    text: str
    spans: list[tuple[int, int, str, str]]  # start, end, bold | italic | link | …, its target
    paragraph: int  # number of the tagged paragraph; 0 = not tagged
    tag: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    height: float  # of the page
    group: int = 0  # number of the tagged quotation it stands in; 0 = none
    begins: str = ""  # language of its first words; "" = the file does not say
    ends: str = ""  # and of its last


class Contents(msgspec.Struct):
    """What a PDF holds: the JSON of an Issue of ours, or else its rows."""

    json: str = ""
    rows: list[Row] = []
    tagged: bool = False
    ours: bool = False  # made by this program: its tags say which words are a side's, or a NOTE
    error: str = ""


def contents(body: bytes, name: str, *, layout: bool = False) -> Contents:
    """What the PDF holds; `layout` looks past the JSON.

    The file is opened in a process of its own with limits on memory and time. Raises
    Unreadable when it breaks them, is no PDF or holds neither JSON nor rows.
    """
    command = [sys.executable, "-I", "-c", _BEGIN, str(_ROOT), *(["--layout"] if layout else [])]
    try:
        done = subprocess.run(  # noqa: S603 (our own script)
            command, input=body, capture_output=True, timeout=_MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(name, f"reading the PDF took over {_MOST_SECONDS} seconds") from error
    try:
        found = msgspec.json.decode(done.stdout, type=Contents)
    except msgspec.DecodeError as error:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise Unreadable(
            name, f"the PDF reader stopped (code {done.returncode}) {' '.join(reason)[:200]}"
        ) from error
    if found.error:
        raise Unreadable(name, f"no PDF we can read: {found.error}")
    if not found.json and not found.rows:
        raise Unreadable(
            name, "its pages hold no text, perhaps only pictures; have the text recognised first"
        )
    return found

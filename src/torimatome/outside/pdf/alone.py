"""The other process: a PDF from standard input, what it holds as JSON on standard output.

A PDF made to eat memory or time meets the limits set here, and not the desk.
"""

import contextlib
import io
import json
import re
import sys

import msgspec
import pdfplumber

from torimatome.outside.pdf import Contents, Row
from torimatome.outside.pdf.attached import attachment
from torimatome.outside.pdf.rows import rows_of
from torimatome.outside.pdf.tags import first_languages, tags_of

# Not every system has limits; where it has none, the clock of the asking process still runs.
with contextlib.suppress(ImportError):
    import resource

# A 7-page issue took 5 seconds on a busy core (pdfminer's parser: 0.6 s a page) and 96 MB.
MOST_MEMORY = 1_500_000_000
MOST_SECONDS = 90
MOST_PAGES = 120
# The keyword publish/pdf.py gives our files; in them a quotation is a side's version, strong
# words are its label, and emphasised ones a NOTE.
_OURS = "torimatome-bulletin"


def read(body: bytes, *, layout: bool) -> Contents:
    """The JSON of an Issue that the PDF carries, else its rows; `layout` looks past the JSON."""
    with pdfplumber.open(io.BytesIO(body)) as pdf:
        attached = "" if layout else attachment(pdf)
        if attached:
            return Contents(json=attached)
        if len(pdf.pages) > MOST_PAGES:
            return Contents(error=f"{len(pdf.pages)} pages are no bulletin")
        tags = tags_of(pdf)
        ours = bool(tags) and _OURS in str(pdf.metadata.get("Keywords", ""))
        rows: list[Row] = []
        begins = first_languages(tags)
        for page in pdf.pages:
            rows += rows_of(page, tags, begins, exact=ours)
            page.close()
    return Contents(rows=_without_front(rows) if ours else rows, tagged=bool(tags), ours=ours)


def _without_front(rows: list[Row]) -> list[Row]:
    """Our modern design without its front: what stands under first-level headings without a
    number (contents, calendar, who met whom), which tells nothing the items do not."""
    kept, passing, heading = [], False, 0
    for row in rows:
        if row.tag == "H1" and row.paragraph != heading:
            heading = row.paragraph
            passing = not re.match(r"\s*[0-9]+\s*[.．]", row.text)
        if not passing:
            kept.append(row)
    return kept


def limit() -> None:
    """Memory and seconds this process may take; on systems without limits, nothing."""
    if "resource" not in globals():
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _told(error: Exception) -> str:
    # pdfplumber wraps what pdfminer raises.
    inner = next((held for held in error.args if isinstance(held, Exception)), error)
    if "Password" in type(inner).__name__:
        return "it is locked with a password; save a copy without one"
    return f"{type(inner).__name__}: {inner}"[:200]


def main() -> None:
    """Read standard input, write one JSON object; any fault of the PDF is told as one."""
    limit()
    body = sys.stdin.buffer.read()
    try:
        made = read(body, layout="--layout" in sys.argv)
    except MemoryError:
        made = Contents(error="it would take more memory than a bulletin needs")
    except RecursionError:
        made = Contents(error="its parts are nested too deeply")
    # pdfminer raises errors of many kinds (struct, key, type, …) on broken files; this process
    # has nothing to lose, and every one of them means the same.
    except Exception as error:
        made = Contents(error=_told(error))
    written = json.dumps(msgspec.to_builtins(made), ensure_ascii=True)
    sys.stdout.buffer.write(written.encode("ascii", "replace"))

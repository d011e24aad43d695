"""How long each form of a full issue takes and how large it is, beside the text it holds.

Run: .venv/bin/python bench/publish.py
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice
from statistics import median

from common import ROOT, finish, show

sys.path.insert(0, str(ROOT))

from tests.samples import sample_issue, words_of

from torimatome.model import Issue
from torimatome.publish.docx import to_docx
from torimatome.publish.fonts import find_fonts
from torimatome.publish.html import to_html
from torimatome.publish.issue_json import to_json
from torimatome.publish.order import arrange
from torimatome.publish.pdf import to_pdf
from torimatome.publish.printed import printed
from torimatome.publish.sources_page import to_index

ITEMS = 44  # the most a real weekly has held
ROUNDS = 5


def full_issue() -> Issue:
    """The sample's items over and over, each with an id of its own."""
    issue = sample_issue()
    items = islice(cycle(issue.items), ITEMS)
    return arrange(
        replace(issue, items=tuple(replace(i, id=f"bench-{n}") for n, i in enumerate(items)))
    )


def main() -> None:
    issue, fonts = full_issue(), find_fonts()
    text = len(words_of(printed(issue)).encode())
    makers: dict[str, Callable[[], bytes]] = {
        "pdf": lambda: to_pdf(issue, fonts),
        "docx": lambda: to_docx(issue),
        "html": lambda: to_html(issue),
        "json": lambda: to_json(issue),
        "index": lambda: to_index(issue, {}, {}),
    }
    rows, figures = [], {}
    for form, make in makers.items():
        times = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            octets = make()
            times.append(time.perf_counter() - begun)
        # The first round loads fonts, templates and phrase models; a run of the desk pays it once.
        first, typical = times[0], median(times[1:])
        size = len(octets)
        rows.append((form, first, typical, f"{size / 1024:.0f}", f"{size / text:.1f}"))
        figures[form] = {"first_s": first, "s": typical, "bytes": size, "per_text": size / text}
    title = f"{ITEMS} items, {text / 1024:.0f} KiB of text"
    show(title, ("form", "first, s", "then, s", "size, KiB", "size / text"), rows)
    slowest = max(float(f["first_s"]) for f in figures.values())
    pdf_per_second = ITEMS / figures["pdf"]["s"]
    finish(
        "publish",
        figures,
        # Floors at about a third of what two busy cores gave on the day they were set.
        {"pdf_items_a_second": (pdf_per_second, 30), "slowest_form_a_second": (1 / slowest, 0.2)},
    )


if __name__ == "__main__":
    main()

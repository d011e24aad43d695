"""How long each form of an issue takes and how large it is, in both designs, as items grow.

Seconds are the processor's: other work on the machine is no fault of the forms.
Run: .venv/bin/python bench/publish.py [--most 500]
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from statistics import median

from common import ROOT, finish, show

sys.path.insert(0, str(ROOT))

from tests.samples import sample_issue, words_of

from torimatome.model import Issue
from torimatome.model.look import LANGUAGES, Look
from torimatome.publish.docx import to_docx
from torimatome.publish.fonts import find_fonts
from torimatome.publish.html import to_html
from torimatome.publish.issue_json import to_json
from torimatome.publish.languages import only
from torimatome.publish.markdown import to_markdown
from torimatome.publish.order import arrange
from torimatome.publish.pdf import to_pdf
from torimatome.publish.printed import printed
from torimatome.publish.sources_page import to_index
from torimatome.publish.table_csv import to_csv

ITEMS = 44  # the most a real weekly has held
SIZES = (11, ITEMS, 125, 250, 500)
ROUNDS = 4


def full_issue(items: int = ITEMS) -> Issue:
    """The sample's items over and over, each with an id of its own."""
    issue = sample_issue()
    chosen = islice(cycle(issue.items), items)
    return arrange(
        replace(issue, items=tuple(replace(i, id=f"bench-{n}") for n, i in enumerate(chosen)))
    )


def makers(issue: Issue) -> dict[str, Callable[[], bytes]]:
    """What makes each form, by its name in the table."""
    fonts, plain, modern = find_fonts(), Look(), Look(design="modern")
    left_out = plain.labels.body_left_out
    made: dict[str, Callable[[], bytes]] = {}
    for languages in LANGUAGES:
        shown = only(issue, languages, left_out)
        made[f"pdf plain {languages}"] = partial(to_pdf, shown, fonts, plain, issue)
        made[f"pdf modern {languages}"] = partial(to_pdf, shown, fonts, modern, issue)
    return made | {
        "html plain": lambda: to_html(issue, plain),
        "html modern": lambda: to_html(issue, modern),
        "docx": lambda: to_docx(issue),
        "docx edit": lambda: to_docx(issue, editing=True),
        "md": lambda: to_markdown(issue),
        "csv": lambda: to_csv(issue),
        "json": lambda: to_json(issue),
        "index": lambda: to_index(issue, {}, {}),
    }


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--most", type=int, default=500)
    most = asked.parse_args().most
    find_fonts()
    rows = []
    figures: dict[str, dict[str, float]] = {}
    for items in (size for size in SIZES if size <= most):
        issue = full_issue(items)
        text = len(words_of(printed(issue)).encode())
        for form, make in makers(issue).items():
            times = []
            for _ in range(ROUNDS if items <= ITEMS else 1):
                begun = time.process_time()
                octets = make()
                times.append(time.process_time() - begun)
            # The first round loads fonts, templates and phrase models; a desk pays it once.
            first, typical = times[0], median(times[1:] or times)
            size = len(octets)
            told = (f"{size / 1024:.0f}", f"{size / text:.1f}")
            rows.append((str(items), form, first, typical, *told))
            figures[f"{items} {form}"] = {"first_s": first, "s": typical, "bytes": size}
    columns = ("items", "form", "first, s", "then, s", "size, KiB", "size / text")
    show("Times and sizes", columns, rows)
    slowest = max(f["s"] for name, f in figures.items() if name.startswith(f"{ITEMS} pdf"))
    finish(
        "publish",
        figures,
        # The promise is a second for a full weekly, on a machine that does nothing else.
        {"pdf_of_44_items_a_second": (1 / slowest, 1.0)},
    )


if __name__ == "__main__":
    main()

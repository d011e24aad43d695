"""Publish, read back, compare: gold issues, the demo's sample and week, generated ones, every form.

A PDF is read without the JSON inside it. Run: .venv/bin/python bench/round_trips.py --count 1000
(about two seconds an issue on one core: most of it pdfminer reading the PDFs).
"""

import argparse
import io
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pikepdf

from common import ROOT, SHARED, finish, show

sys.path.insert(0, str(ROOT))

from tests.generated_issues import amended, generated
from tests.samples import sample_issue

from torimatome import demo
from torimatome.desks import find, load
from torimatome.model import House, Issue, Item
from torimatome.model.look import Look
from torimatome.outside.pdf import alone
from torimatome.outside.progress import Nobody
from torimatome.publish.docx import to_docx
from torimatome.publish.fonts import find_fonts
from torimatome.publish.html import to_html
from torimatome.publish.order import arrange
from torimatome.publish.pdf import to_pdf
from torimatome.publish.plain import safe_address
from torimatome.remember.form import grammar
from torimatome.remember.from_pdf import lines_of_pdf
from torimatome.remember.read import issue_of_lines, read_issue
from torimatome.settings import Settings

FORMS = ("pdf plain", "pdf modern", "html plain", "html modern", "docx")


def told(item: Item) -> tuple[object, ...]:
    """What a page shows of an item: everything but passages, checks and reasons."""
    blocks = [
        (
            b.type, b.label, b.text, b.bullets, b.continued,
            b.citation and replace(b.citation, links=()),
            [link for link in b.links if safe_address(link.target)],
        )
        for b in item.blocks
    ]  # fmt: skip
    return (item.section, item.headline_ja, item.headline_en, blocks)


def front(issue: Issue) -> tuple[object, ...]:
    """What a page shows of the issue itself."""
    period = issue.period
    return (
        issue.title_ja, issue.subtitle_ja, issue.issuer_ja, issue.notice_ja, issue.notice_en,
        issue.end_marker, period.start, period.end, period.remark,
        [(s.number, s.heading_ja) for s in issue.sections], len(issue.items),
        issue.version, [(c.version, c.day, c.note) for c in issue.corrections],
    )  # fmt: skip


def without_json(octets: bytes) -> bytes:
    """The PDF without the issue inside it."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(octets)) as opened:
        for name in ("/Names", "/AF"):
            if name in opened.Root:
                del opened.Root[name]
        opened.save(made)
    return made.getvalue()


def issues(count: int, start: int) -> Iterator[tuple[str, str, Issue]]:
    """(kind, desk, issue): gold, sample, then the generated ones."""
    for path in sorted(SHARED.glob("gold/0*.json")) if start == 0 else ():
        given = json.loads(path.read_text(encoding="utf-8"))
        yield f"gold {path.stem}", "azerbaijan", msgspec.convert(given, Issue)
    if start == 0:
        yield "sample", "demo", sample_issue()
        yield "demo week", "demo", demo_week()
    for seed in range(start, start + count):
        yield f"generated {seed}", "demo", amended(generated(seed), seed)


def demo_week() -> Issue:
    """The demo's own week as it is published, from its pages."""
    with tempfile.TemporaryDirectory() as name:
        settings = replace(Settings(), desk="demo", folder=str(Path(name) / "var"))
        return demo.run(settings, Path(name) / "out", Nobody()).published.issue


def makers(issue: Issue) -> dict[str, Callable[[], bytes]]:
    """What makes each form."""
    plain, modern, fonts = Look(), Look(design="modern"), find_fonts()
    return {
        "pdf plain": lambda: to_pdf(issue, fonts, plain),
        "pdf modern": lambda: to_pdf(issue, fonts, modern),
        "html plain": lambda: to_html(issue, plain),
        "html modern": lambda: to_html(issue, modern),
        "docx": lambda: to_docx(issue),
    }


def read(form: str, octets: bytes, house: House) -> Issue:
    """The issue read back; a PDF in this process, past its JSON, to spare starting one each."""
    if not form.startswith("pdf"):
        name = "x." + form.split()[0]
        return read_issue(octets, name, house.style, house.sections, house.outlets).issue
    lines = lines_of_pdf(alone.read(octets, layout=True))
    return issue_of_lines(lines, "x.pdf", grammar(house.style, house.sections, house.outlets)).issue


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--count", type=int, default=20)
    asked.add_argument("--start", type=int, default=0)
    asked.add_argument("--form", action="append", choices=FORMS)
    asked.add_argument("--show", type=int, default=12)
    given = asked.parse_args()
    houses = {name: load(find(name)) for name in ("azerbaijan", "demo")}
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    items_right: Counter[str] = Counter()
    items_of: Counter[str] = Counter()
    wrong: list[tuple[str, str, str, str]] = []
    begun = time.perf_counter()
    for name, desk, raw in issues(given.count, given.start):
        issue = arrange(raw)
        for form, make in makers(issue).items():
            if given.form and form not in given.form:
                continue
            back = read(form, make(), houses[desk])
            kind = f"{form}, {name.split()[0]}"
            same = front(back) == front(issue)
            if not same:
                wrong.append((name, form, str(front(back))[:500], str(front(issue))[:500]))
            for mine, wanted in zip(back.items, issue.items, strict=False):
                items_of[kind] += 1
                good = told(mine) == told(wanted)
                items_right[kind] += good
                if not good:
                    same = False
                    parts = next(
                        p for p in zip(told(mine), told(wanted), strict=True) if p[0] != p[1]
                    )
                    wrong.append((name, form, *differing(*parts)))
            of[kind] += 1
            right[kind] += same
    rows = [(k, right[k], of[k], items_right[k], items_of[k]) for k in sorted(of)]
    show("Read back the same", ("form", "issues", "of", "items", "of"), rows)
    for name, form, got, want in wrong[: given.show]:
        print(f"\n{name}, {form}\n  read    {got}\n  printed {want}")
    print(f"\n{time.perf_counter() - begun:.0f} s")
    shares = {f"issues: {k}": right[k] / of[k] for k in of}
    finish("round_trips", {"issues": dict(of), **shares}, {k: (v, 1.0) for k, v in shares.items()})


def differing(got: object, want: object) -> tuple[str, str]:
    """The first part of two values that differs, in words."""
    if isinstance(got, list | tuple) and isinstance(want, list | tuple):
        for left, right in zip(got, want, strict=False):
            if left != right:
                return differing(left, right)
    return repr(got)[:600], repr(want)[:600]


if __name__ == "__main__":
    main()

"""Text that lost its blank lines: our own PDFs through three ways of pdftotext, read back.

An item is whole when its headlines, citations and every block are as published; it is told when
it is whole or one of its lines carries a doubt. Needs poppler's pdftotext. Give a folder of
annotated issues (../shared/gold) to be typeset as well: it is used where it is there.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import msgspec

from common import ROOT, SHARED, finish, show

sys.path.insert(0, str(ROOT))

from tests.read.house import Readers, shipped
from tests.read.sample import demo_issue
from tests.samples import sample_issue, without_right_to_left

from torimatome.model import Issue, Item
from torimatome.publish.fonts import find_fonts
from torimatome.publish.pdf import to_pdf

WAYS = {"plain": (), "layout": ("-layout",), "raw": ("-raw",)}


def main() -> None:
    """Print the table, write bench/out/read_dense.json, leave with 1 below a floor."""
    if shutil.which("pdftotext") is None:
        print("read_dense: skipped, pdftotext is not installed")
        return
    verbose = "-v" in sys.argv
    rows, figures = [], {}
    fonts = find_fonts()
    for name, desk, issue in _issues():
        with tempfile.TemporaryDirectory() as folder:
            pdf = Path(folder) / "x.pdf"
            pdf.write_bytes(to_pdf(issue, fonts))
            for way, options in WAYS.items():
                text = subprocess.run(
                    ["pdftotext", *options, str(pdf), "-"], capture_output=True, check=True
                ).stdout
                for form, body in (("", text), (", no blank lines", _dense(text))):
                    row = _measure(desk, body, issue, verbose and f"{name} {way}{form}")
                    rows.append((f"{name}, {way}{form}", *row))
    show("Text without its blank lines",
         ("text", "items", "headlines", "whole", "told", "doubts"), rows)  # fmt: skip
    items = sum(row[1] for row in rows)
    for at, figure in ((2, "headlines"), (3, "whole"), (4, "told")):
        figures[figure] = sum(row[at] for row in rows) / items
    finish("read_dense", figures, {"headlines": (figures["headlines"], 0.9)})


def _issues() -> list[tuple[str, Readers, Issue]]:
    demo = shipped("demo")
    found = [
        ("sample", demo, without_right_to_left(sample_issue())), ("demo week", demo, demo_issue()),
    ]  # fmt: skip
    for path in sorted((SHARED / "gold").glob("*.json")):
        found.append((path.stem, shipped("azerbaijan"), _annotated(path)))
    return found


def _annotated(path: Path) -> Issue:
    told = json.loads(path.read_text("utf-8"))
    return msgspec.convert({k: v for k, v in told.items() if v is not None}, Issue, strict=False)


def _dense(text: bytes) -> bytes:
    rows = text.replace(b"\f", b"\n").split(b"\n")
    return b"\n".join(row for row in rows if row.strip())


def _measure(desk: Readers, body: bytes, issue: Issue, verbose: str | bool) -> tuple[int, ...]:
    reading = desk.read(body)
    wanted = {_same(item.headline_ja): item for item in issue.items}
    found = {_same(item.headline_ja): item for item in reading.issue.items}
    marks = _lines(body, issue)
    heads = whole = told = 0
    for key, item in wanted.items():
        got = found.get(key)
        if got and _same(got.headline_en) == _same(item.headline_en):
            heads += 1
        right = got is not None and _told(got) == _told(item)
        whole += right
        start, end = marks.get(key, (0, 0))
        doubted = any(start <= doubt.line < end for doubt in reading.doubts)
        told += right or doubted
        if verbose and not right:
            print(f"--- {verbose}: {key} {'' if doubted else 'NOT TOLD'}")
            pairs = zip(_told(got), _told(item), strict=True) if got else ()
            for a, b in pairs:
                if a != b:
                    print("   got ", a, "\n   want", b)
    return len(wanted), heads, whole, told, len(reading.doubts)


def _lines(body: bytes, issue: Issue) -> dict[str, tuple[int, int]]:
    """The first and last line of each item: from one item's headline to the next one's."""
    rows = [_same(row) for row in body.decode().replace("\f", "\n").split("\n")]
    starts = []
    for item in issue.items:
        key = _same(item.headline_ja)
        at = next((n for n, row in enumerate(rows, 1) if row and len(row) > 5
                   and (key[:12] in row)), 0)  # fmt: skip
        starts.append((key, at))
    ends = [at for _, at in starts[1:]] + [len(rows) + 1]
    return {key: (at, end) for (key, at), end in zip(starts, ends, strict=True)}


def _same(text: str | None) -> str:
    return "".join((text or "").split())


def _told(item: Item) -> tuple[object, ...]:
    return (
        _same(item.headline_en),
        [replace(c, raw=_same(c.raw), links=()) for c in item.citations],
        [
            (b.type, b.label, _same(b.text), b.bullets and [_same(p) for p in b.bullets],
             b.continued)
            for b in item.blocks
        ],
    )  # fmt: skip


if __name__ == "__main__":
    main()

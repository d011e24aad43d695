"""10,000 damaged files of every form: none may crash, hang or eat memory.

Give another number as the first argument. PDFs are one in twenty: each opens in a process of
its own, which costs half a second.
"""

import io
import random
import resource
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable

from common import ROOT, finish, show

sys.path.insert(0, str(ROOT))

from tests.read.house import Readers, marvane, shipped
from tests.samples import sample_issue, without_right_to_left

from torimatome.errors import SourceError
from torimatome.publish.docx import to_docx
from torimatome.publish.fonts import find_fonts
from torimatome.publish.html import to_html
from torimatome.publish.issue_json import to_json
from torimatome.publish.pdf import to_pdf

# On two busy cores nothing of a bulletin's size took over 3 s (a PDF), no giant over 9 s.
SLOWEST, MOST_MEGABYTES = 15.0, 500
NASTY = (
    b"(" * 3000, b")" * 3000, b"*" * 2000, b"\x00" * 50, b"\xff\xfe", b"<b>" * 500, b"</p>",
    b"[x](y)" * 300, "●".encode() * 400, "● ".encode(), b"NOTE: ", b"\n\n" * 300,
    b"(A / 01.01.2026)",
    b"99.99.9999", b"&#x110000;", b"]]>", b"<!DOCTYPE x>", b"0 0 obj", b"/Kids [1 0 R]", b"1. ",
    "\u202e\u200b".encode() * 200, b"- \n" * 400, b"{" * 500, b"\\" * 500, b"_" * 900,
)  # fmt: skip


_FRONT = "題名\n\n2026年5月8日～5月15日\n\n1. 内政関連\n\n● 合意\n\nDeal\n\n".encode()
# As large as is let in, and made of what costs most.
GIANTS = {
    "citations": _FRONT + (b"(ONA / 01.05.2026) " * 900 + b"\n\n") * 22,
    "words that go on": _FRONT + b"lower case words that go on\n\n" * 3_900,
    "NOTE": _FRONT + b"NOTE: x.\n\n" + b"More words.\n\n" * 3_900,
    "brackets": _FRONT + (b"(" * 9_000 + b")" * 9_000 + b"\n\n") * 20,
    "stars": _FRONT + (b"*a *b **c " * 1_900 + b"\n") * 19,
    "rows": _FRONT + b"ab\n" * 15_500,
    "items": _FRONT + "● 合意\n\nDeal\n\n".encode() * 1_900,
    "html": b"<html><body>" + b"<p>1. x (ONA / 01.05.2026)" * 3_900,
    "bold": b"<html><body><p>" + b"<b>x" * 99_000,
}


def damaged(body: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.choice((1, 1, 2, 5))):
        at, size = dice.randrange(len(body) + 1), dice.choice((1, 3, 40, 2000))
        match dice.randrange(6):
            case 0:
                body = body[:at]
            case 1:
                body = body[:at] + bytes(dice.randrange(256) for _ in range(size % 97)) + body[at:]
            case 2:
                body = body[:at] + body[at + size :]
            case 3:
                body = body[:at] + body[at : at + size] * dice.choice((2, 20)) + body[at:]
            case 4:
                body = body[:at] + dice.choice(NASTY) + body[at:]
            case _:
                other = dice.randrange(len(body) + 1)
                body = body[other : other + size] + body[:at] + body[at:][::-1]
    return body


def damaged_docx(body: bytes, dice: random.Random) -> bytes:
    """Damage inside a part, so that the zip file itself still opens."""
    if dice.random() < 0.3:
        return damaged(body, dice)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(made, "w") as new:
        hit = dice.choice([name for name in old.namelist() if name.startswith("word/")])
        for name in old.namelist():
            octets = old.read(name)
            new.writestr(name, damaged(octets, dice) if name == hit else octets)
    return made.getvalue()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    demo, other = shipped("demo"), marvane()
    issue = without_right_to_left(sample_issue())
    text = (ROOT / "tests" / "read" / "marvane.txt").read_bytes()
    japanese = (ROOT / "tests" / "read" / "orvenia.txt").read_bytes()
    whole = to_pdf(issue, find_fonts())
    forms: list[tuple[str, Readers, bytes, Callable[[bytes, random.Random], bytes], float]] = [
        ("text", demo, japanese, damaged, 0.35), ("text 2", other, text, damaged, 0.1),
        ("html", demo, to_html(issue), damaged, 0.2),
        ("docx", demo, to_docx(issue), damaged_docx, 0.2),
        ("json", demo, to_json(issue), damaged, 0.1), ("pdf", demo, whole, damaged, 0.05),
    ]  # fmt: skip
    rows, crashes, slowest = [], [], 0.0
    for name, desk, body, hurt, share in forms:
        ends: Counter[str] = Counter()
        longest = 0.0
        for number in range(max(1, round(count * share))):
            dice = random.Random(f"{name} {number}")
            file = hurt(body, dice)
            start = time.perf_counter()
            try:
                desk.read(file, f"x.{name}")
                ends["read"] += 1
            except SourceError:
                ends["refused"] += 1
            except Exception as error:
                ends["crashed"] += 1
                crashes.append((name, number, f"{type(error).__name__}: {error}"[:90]))
            longest = max(longest, time.perf_counter() - start)
        slowest = max(slowest, longest)
        rows.append((name, ends.total(), ends["read"], ends["refused"], ends["crashed"], longest))
    for name, file in GIANTS.items():
        start = time.perf_counter()
        end = "read"
        try:
            demo.read(file, "giant")
        except SourceError:
            end = "refused"
        longest = time.perf_counter() - start
        slowest = max(slowest, longest)
        rows.append((f"giant: {name}", 1, int(end == "read"), int(end != "read"), 0, longest))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    show("Damaged files", ("form", "files", "read", "refused", "crashed", "slowest s"), rows)
    if crashes:
        show("Crashes", ("form", "number", "error"), crashes[:40])
    print(f"peak memory {megabytes:.0f} MB")
    figures = {
        "files": sum(int(row[1]) for row in rows), "crashed": len(crashes),
        "slowest_s": slowest, "peak_mb": megabytes,
    }  # fmt: skip
    finish(
        "read_mutations",
        figures,
        {
            "not crashed": (1 - len(crashes) / figures["files"], 1.0),
            "seconds to spare": (SLOWEST - slowest, 0.0),
            "megabytes to spare": (MOST_MEGABYTES - megabytes, 0.0),
        },
    )


if __name__ == "__main__":
    main()

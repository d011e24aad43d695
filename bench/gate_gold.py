"""The gate on what is right: the four annotated issues, each sentence resting on its own print.

A fixed point: house style should leave printed sentences alone, and the gate let them pass. Run
with -v to see every sentence that was changed or stopped.
"""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from common import finish, need_shared, show
from torimatome import desks
from torimatome.draft.gate import check_sentence, stops
from torimatome.draft.house_style import HouseForm, house_form, say
from torimatome.model import Check, Passage, Sentence
from torimatome.text.sentences import split


@dataclass(frozen=True)
class Printed:
    """One sentence of an issue, and the block it stands in."""

    item: str
    text: str
    block: str
    day: str


def printed(issue: dict[str, list[dict[str, object]]]) -> Iterator[Printed]:
    """Every sentence of every body, but those of notes and subheadings."""
    for item in issue["items"]:
        citations = item["citations"]
        day = citations[0]["date_end"] if isinstance(citations, list) and citations else ""
        blocks = item["blocks"]
        assert isinstance(blocks, list)
        for block in blocks:
            if block["type"] in {"note", "subheading"}:
                continue
            for words in [block.get("text"), *(block.get("bullets") or ())]:
                if words:
                    for span in split(words, "en"):
                        yield Printed(str(item["id"]), words[span.start : span.end], words, day)


def passed(one: Printed, form: HouseForm) -> tuple[str, tuple[Check, ...], float]:
    """The sentence in house form, what the gate says of it, and how long that took."""
    passage = Passage(
        "a" * 16, 1, 0, len(one.block), one.block, "http://gold.example/", "gold", one.day,
        "0" * 64, "en",
    )  # fmt: skip
    said = say(one.text, one.day, form)
    began = time.perf_counter()
    checks = check_sentence(Sentence(said, (passage,)), form)
    return said, checks, time.perf_counter() - began


def main() -> None:
    folder = need_shared("gold")
    form = house_form(desks.load(desks.SHIPPED / "azerbaijan"))
    rows: list[tuple[str, int, float, float, float]] = []
    times: list[float] = []
    total = clean = same = let = 0
    for number in ("001", "002", "003", "004"):
        issue = json.loads((folder / f"{number}.json").read_text(encoding="utf-8"))
        found = [(one, *passed(one, form)) for one in printed(issue)]
        times += [took for *_, took in found]
        unchanged = sum(said == " ".join(one.text.split()) for one, said, _, _ in found)
        silent = sum(not checks for _, _, checks, _ in found)
        through = sum(not stops(checks) for _, _, checks, _ in found)
        rows.append((number, len(found), unchanged / len(found), silent / len(found),
                     through / len(found)))  # fmt: skip
        total, clean, same = total + len(found), clean + silent, same + unchanged
        let += through
        if "-v" in sys.argv:
            for one, said, checks, _ in found:
                if said != " ".join(one.text.split()) or checks:
                    print(one.item, "|", one.text, "\n   →", said)
                    for check in checks:
                        print("     ", check.kind, check.severity, check.words)
    show("Printed sentences as their own source",
         ("issue", "sentences", "left as printed", "no finding", "not stopped"), rows)  # fmt: skip
    times.sort()
    figures = {
        "sentences": total,
        "left as printed": same / total,
        "no finding": clean / total,
        "not stopped": let / total,
        "p95 ms": times[int(len(times) * 0.95)] * 1000,
    }
    print(figures)
    # A little under what was reached when they were set. What house style changes in print is days,
    # offices and spellings that vary from issue to issue: see -v.
    finish("gate_gold", figures, {
        "no finding": (clean / total, 0.985),
        "left as printed": (same / total, 0.85),
    })  # fmt: skip


if __name__ == "__main__":
    main()

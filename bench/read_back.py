"""The four published issues read back from their text, field by field against the gold.

Needs ../shared (seeds and gold); prints what differs and exits 1 below a floor.
"""

import json
from collections import Counter

from common import finish, need_shared, show
from torimatome.desks import find, load
from torimatome.model import Block, Citation
from torimatome.remember.read import read_issue

Fields = dict[str, object]


def same(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())


def citation(found: Citation | None) -> object:
    if found is None:
        return None
    return [same(found.raw), list(found.outlets), found.date_start, found.date_end]


def gold_citation(found: dict[str, object] | None) -> object:
    if not found:
        return None
    raw = same(str(found["raw"]))
    return [raw, found["outlets"], found["date_start"], found["date_end"]]


def block(b: Block) -> Fields:
    bullets = None if b.bullets is None else [same(point) for point in b.bullets]
    return {
        "block type": b.type, "block label": b.label, "block text": same(b.text),
        "block bullets": bullets, "block citation": citation(b.citation),
        "block continued": b.continued,
    }  # fmt: skip


def gold_block(b: dict) -> Fields:
    bullets = b.get("bullets")
    return {
        "block type": b["type"], "block label": b["label"], "block text": same(b.get("text")),
        "block bullets": None if bullets is None else [same(point) for point in bullets],
        "block citation": gold_citation(b["citation"]),
        "block continued": b.get("continued", False),
    }  # fmt: skip


class Tally:
    """How many of each field agree, and the first that do not."""

    def __init__(self) -> None:
        self.all: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.differ: list[tuple[str, str, str, str]] = []

    def compare(self, where: str, got: Fields, want: Fields) -> bool:
        for field, wanted in want.items():
            self.all[field] += 1
            if got.get(field) == wanted:
                self.right[field] += 1
            else:
                row = (where, field, str(got.get(field))[:60], str(wanted)[:60])
                self.differ.append(row)
        return all(got.get(field) == wanted for field, wanted in want.items())


def main() -> None:
    seeds, gold = need_shared("seeds"), need_shared("gold")
    house = load(find("azerbaijan"))
    tally, whole, doubts = Tally(), 0, 0
    for path in sorted(seeds.glob("*.txt")):
        if not (gold / f"{path.stem}.json").exists():
            continue
        reading = read_issue(
            path.read_bytes(), path.name, house.style, house.sections, house.outlets
        )
        issue = reading.issue
        want = json.loads((gold / f"{path.stem}.json").read_text(encoding="utf-8"))
        doubts += len(reading.doubts)
        period = want["period"]
        tally.compare(
            path.stem,
            {
                "title": issue.title_ja, "subtitle": issue.subtitle_ja, "issuer": issue.issuer_ja,
                "period": [issue.period.start, issue.period.end, issue.period.raw],
                "remark": issue.period.remark, "end mark": issue.end_marker,
                "sections": [[s.number, s.heading_ja, s.kind] for s in issue.sections],
                "item count": len(issue.items),
            },
            {
                "title": want["title_ja"], "subtitle": want["subtitle_ja"],
                "issuer": want["issuer_ja"],
                "period": [period["start"], period["end"], period["raw"]],
                "remark": period["remark"], "end mark": want["end_marker"],
                "sections": [[s["number"], s["heading_ja"], s["kind"]] for s in want["sections"]],
                "item count": len(want["items"]),
            },
        )  # fmt: skip
        found = {item.id: item for item in issue.items}
        for entry in want["items"]:
            item = found.get(entry["id"])
            got: Fields = {}
            if item:
                got = {
                    "section": item.section, "headline ja": same(item.headline_ja),
                    "headline en": same(item.headline_en), "block count": len(item.blocks),
                    "citations": [citation(c) for c in item.citations],
                    "links": [[link.text, link.target] for link in item.links],
                }  # fmt: skip
            right = tally.compare(
                entry["id"],
                got,
                {
                    "section": entry["section"], "headline ja": same(entry["headline_ja"]),
                    "headline en": same(entry["headline_en"]), "block count": len(entry["blocks"]),
                    "citations": [gold_citation(c) for c in entry["citations"]],
                    "links": [[x["text"], x["target"]] for x in entry.get("links", [])],
                },
            )  # fmt: skip
            blocks = [block(b) for b in item.blocks] if item else []
            for number, wanted in enumerate(entry["blocks"]):
                made = blocks[number] if number < len(blocks) else {}
                right &= tally.compare(f"{entry['id']} {number + 1}", made, gold_block(wanted))
            whole += right
    items = tally.all["section"]
    rows = [(field, tally.right[field], tally.all[field]) for field in tally.all]
    show("Read back, by field", ("field", "same", "of"), [*rows, ("whole item", whole, items)])
    if tally.differ:
        show("What differs", ("where", "field", "read", "gold"), tally.differ[:60])
    print(f"doubts: {doubts}")
    shares = {field: tally.right[field] / tally.all[field] for field in tally.all}
    shares["whole item"] = whole / max(items, 1)
    finish(
        "read_back",
        {**shares, "items": items, "doubts": doubts},
        {field: (share, 1.0) for field, share in shares.items()},
    )


if __name__ == "__main__":
    main()

"""The demo desk's reference bulletin as an Issue, to be laid out in ways nobody tuned to."""

from datetime import date
from typing import Any

import yaml

from torimatome.desks import find, load
from torimatome.model import Block, Citation, House, Issue, Item, Period, Section

_PLACE = find("demo") / "sample_issue.yaml"


def demo_issue() -> Issue:
    """The 26 items of desks/demo/sample_issue.yaml, printed by the desk's own style."""
    house = load(find("demo"))
    written = yaml.safe_load(_PLACE.read_text("utf-8"))
    sections = [
        Section(str(number), rule.heading_ja, rule.kind, rule.heading_en)
        for number, rule in enumerate(house.sections, 1)
    ]
    numbers = {section.kind: section.number for section in sections}
    items = []
    for number, entry in enumerate(written["items"], 1):
        blocks = tuple(_blocks(entry, house))
        items.append(
            Item(
                f"x-{number:02}", numbers[entry["section"]], entry["headline_ja"],
                entry["headline_en"], blocks,
                tuple(block.citation for block in blocks if block.citation), kind=entry["section"],
            )
        )  # fmt: skip
    style = house.style
    return Issue(
        style.title_ja, style.subtitle_ja, style.issuer_ja,
        Period("2026-05-08", "2026-05-15", "2026年5月8日～5月15日"),
        tuple(sections), tuple(items), style.end_marker,
    )  # fmt: skip


def _blocks(entry: dict[str, Any], house: House) -> list[Block]:
    sides = [
        Block("perspective", s["label"], s["text"], citation=_citation(s["citation"], house))
        for s in entry.get("sides", ())
    ]
    if sides:
        lead = [Block("paragraph", text=entry["text"])] if entry["text"] else []
        return lead + sides
    cited = _citation(entry["citation"], house)
    if "bullets" not in entry:
        return [Block("paragraph", text=entry["text"], citation=cited)]
    return [
        Block("paragraph", text=entry["text"]),
        Block("bullets", bullets=tuple(entry["bullets"]), citation=cited),
    ]


def _citation(entry: dict[str, Any], house: House) -> Citation:
    names = {outlet.id: outlet.citation for outlet in house.outlets}
    outlets = tuple(names[outlet] for outlet in entry["outlets"])
    first, last = entry["date"], entry.get("date_end", entry["date"])
    return Citation(
        f"({', '.join(outlets)} / {_days(first, last)})", outlets,
        first.isoformat(), last.isoformat(),
    )  # fmt: skip


def _days(first: date, last: date) -> str:
    whole = f"{last:%d.%m.%Y}"
    return whole if first == last else f"{first:%d}-{whole}"

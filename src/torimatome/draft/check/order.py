"""Sections and the order of Items within them."""

from collections.abc import Iterator, Sequence

from torimatome.draft.check.ground import Ground
from torimatome.draft.check.sheet import Sheet
from torimatome.model import Finding, Issue


def check(issue: Issue, name: str, sheets: Sequence[Sheet], ground: Ground) -> Iterator[Finding]:
    """Sections out of the desk's order, and Items out of ascending citation date."""
    yield from _sections(issue, name, ground)
    known = {section.number for section in issue.sections}
    latest: dict[str, tuple[str, str]] = {}
    places = {section.number: at for at, section in enumerate(issue.sections)}
    before = -1
    for sheet in sheets:
        item = sheet.item
        if item.section not in known:
            yield sheet.finding(
                "issue", "section_unknown", "mid", item.section or item.headline_ja,
                "the issue has no section of this number",
            )  # fmt: skip
            continue
        if places[item.section] < before:
            yield sheet.finding(
                "issue", "section_order", "mid", item.headline_ja,
                f"an item of section {item.section} after a later section",
            )  # fmt: skip
        before = max(before, places[item.section])
        cited = [c for c in item.citations if c.date_start]
        if not cited:
            continue
        day, raw = min((c.date_start, c.raw) for c in cited)
        last_day, last_raw = latest.get(item.section, ("", ""))
        if day < last_day and max(c.date_end for c in cited) < last_day:
            yield sheet.finding(
                "citation", "order", "low", raw, f"stands after {last_raw}: ascending by date"
            )
        latest[item.section] = (day, raw)


def _sections(issue: Issue, name: str, ground: Ground) -> Iterator[Finding]:
    rules = {rule.kind: at for at, rule in enumerate(ground.house.sections)}
    headings = {rule.kind: rule.heading_ja for rule in ground.house.sections}
    last = -1
    for at, section in enumerate(issue.sections, 1):
        if section.number != str(at):
            yield Finding(
                name, "issue", "section_number", "mid", f"{section.number}. {section.heading_ja}",
                f"the {at}. section printed",
            )  # fmt: skip
        if rules.get(section.kind, last) < last:
            yield Finding(
                name, "issue", "section_order", "mid", section.heading_ja,
                "not in the desk's order of sections",
            )  # fmt: skip
        last = max(last, rules.get(section.kind, last))
        wanted = headings.get(section.kind, section.heading_ja)
        if wanted and section.heading_ja != wanted:
            yield Finding(
                name, "issue", "section_heading", "mid", section.heading_ja,
                f"this desk writes {wanted}", wanted,
            )  # fmt: skip
        if not any(item.section == section.number for item in issue.items):
            yield Finding(
                name, "issue", "section_empty", "low", section.heading_ja,
                "a section without items is not printed",
            )  # fmt: skip
    if issue.end_marker and issue.end_marker != ground.house.style.end_marker:
        yield Finding(
            name, "issue", "end_marker_variant", "low", issue.end_marker,
            f"this desk ends with {ground.house.style.end_marker!r}", ground.house.style.end_marker,
        )  # fmt: skip

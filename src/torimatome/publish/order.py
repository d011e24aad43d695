"""The printed order of an Issue: sections numbered without gaps, items by citation date."""

from dataclasses import replace

from torimatome.errors import DraftError
from torimatome.model import Issue, Item, Section

# Sorts after every ISO day: an item without citation and event date closes its section.
_UNDATED = "9999-99-99"


def arrange(issue: Issue) -> Issue:
    """The Issue as printed; arranging it again changes nothing.

    Sections without items leave, the rest are numbered 1, 2, … in the order given. Items
    go by section, then by the days of their first citation (unless a person ordered them), then
    as they came. Item ids stay. Raises DraftError for an item whose section is not the issue's.
    """
    homes = [_home(item, issue.sections) for item in issue.items]
    filled = sorted(set(homes))
    numbers = {home: str(number) for number, home in enumerate(filled, start=1)}
    sections = tuple(replace(issue.sections[home], number=numbers[home]) for home in filled)
    days = [("", "") if issue.ordered else _days(item) for item in issue.items]
    row = sorted(zip(homes, days, issue.items, strict=True), key=lambda one: one[:2])
    placed = [(home, item) for home, _, item in row]
    items = tuple(
        replace(item, section=numbers[home], kind=issue.sections[home].kind)
        for home, item in placed
    )
    return replace(issue, sections=sections, items=items)


def _home(item: Item, sections: tuple[Section, ...]) -> int:
    # The kind first: the number on an item may date from before a renumbering.
    for place, section in enumerate(sections):
        if item.kind and section.kind == item.kind:
            return place
    for place, section in enumerate(sections):
        if section.number == item.section:
            return place
    known = ", ".join(f"{s.number} ({s.kind})" for s in sections) or "none"
    raise DraftError(
        f"item {item.id!r} is filed under section {item.section!r} (kind {item.kind!r}), "
        f"but the issue has: {known}; file the item under one of these"
    )


def _days(item: Item) -> tuple[str, str]:
    if item.citations:
        first = item.citations[0]
        return (first.date_start, first.date_end)
    day = item.event_date or _UNDATED
    return (day, item.event_date_end or day)

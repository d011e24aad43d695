"""CSV of an Issue's items, a row an item; opens in Excel as a table, and never as a formula."""

import csv
import io
import re

from torimatome.model import Issue, Item
from torimatome.publish.printed import Page, printed
from torimatome.publish.runs import joined

COLUMNS = (
    "issue_start", "issue_end", "number", "id", "section", "section_ja", "headline_ja",
    "headline_en", "text", "notes", "citations", "first_day", "last_day", "event_type",
    "event_place", "event_date", "actors", "sources",
)  # fmt: skip
# Excel, LibreOffice and Google Sheets take a cell that opens so for a formula, also behind
# spaces and quotes; full-width forms are folded to these by some input methods.
_FORMULA = re.compile(r"^[\s'\"]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|^[\t\r\n]")
# Excel cuts a cell at 32,767 characters and says nothing.
_LONGEST_CELL = 32_000


def to_csv(issue: Issue, page: Page | None = None) -> bytes:
    """UTF-8 with a byte order mark (so that Excel reads the Japanese), CRLF, RFC 4180."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    page = page or printed(issue)
    bodies = {item.id: item for section in page.sections for item in section.items}
    headings = {section.number: section for section in issue.sections}
    for number, item in enumerate(issue.items, start=1):
        section = headings.get(item.section)
        told = {"text": [], "notes": []}  # type: dict[str, list[str]]
        for group in bodies[item.id].groups:
            words = [joined(paragraph.runs) for paragraph in group.paragraphs]
            label = [group.label] if group.label and group.kind == "side" else []
            told["notes" if group.kind == "note" else "text"] += [*label, *filter(None, words)]
        days = _days(item)
        cells = (
            issue.period.start, issue.period.end, str(number), item.id,
            item.kind or (section.kind if section else ""),
            section.heading_ja if section else "", item.headline_ja, item.headline_en,
            "\n".join(told["text"]), "\n".join(told["notes"]),
            "; ".join(citation.raw for citation in item.citations), *days,
            item.event_type or "", item.event_place or "", item.event_date or "",
            "; ".join(actor.name_en for actor in item.actors),
            "\n".join(dict.fromkeys(o.href for o in bodies[item.id].origins if o.href)),
        )  # fmt: skip
        rows.writerow([guarded(cell) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def guarded(cell: str) -> str:
    """The words as a spreadsheet shows them; what it would run gets an apostrophe before it."""
    words = cell.replace("\0", "")
    if len(words) > _LONGEST_CELL:
        words = words[: _LONGEST_CELL - 1] + "…"
    return f"'{words}" if _FORMULA.match(words) else words


def _days(item: Item) -> tuple[str, str]:
    cited = [c for c in item.citations if c.date_start]
    if not cited:
        return (item.event_date or "", item.event_date_end or item.event_date or "")
    return min(c.date_start for c in cited), max(c.date_end or c.date_start for c in cited)

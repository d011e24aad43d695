"""RSS 2.0 of one Issue's items, each leading to the page it rests on."""

from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from hashlib import sha256
from xml.sax.saxutils import escape

from torimatome.model import Issue, Item
from torimatome.publish.plain import printable, safe_address
from torimatome.publish.printed import PrintedItem, period_ja, printed
from torimatome.publish.runs import joined


def to_rss(issue: Issue, address: str = "") -> bytes:
    """The Issue's items as a feed; a site's own feeds lead to the site's pages instead.

    `address` is where the desk publishes; a channel must lead somewhere, so that without it the
    first source stands there.
    """
    page = printed(issue)
    told = {item.id: item for section in page.sections for item in section.items}
    home = safe_address(address) or next((_link(one) for one in told.values() if _link(one)), "")
    about = page.notice_ja or page.notice_en or page.subtitle_ja or page.title_ja
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<rss version="2.0"><channel>',
        f"<title>{escape(f'{page.title_ja or page.title_en} {period_ja(issue.period)}')}</title>",
        f"<link>{escape(home)}</link>",
        f"<description>{escape(about)}</description>",
        f"<language>{page.language}</language>",
    ]
    for item in issue.items:
        lines += _item(issue, item, told[item.id])
    return "\n".join([*lines, "</channel></rss>", ""]).encode("utf-8", "replace")


def _item(issue: Issue, item: Item, told: PrintedItem) -> list[str]:
    words = [told.headline_en]
    for group in told.groups:
        for place, paragraph in enumerate(group.paragraphs):
            label = f"{group.label} " if group.label and not place else ""
            words.append(f"{label}{joined(paragraph.runs)} {joined(paragraph.citation)}".strip())
    mark = sha256(f"{issue.desk}/{issue.period.start}/{item.id}".encode("utf-8", "replace"))
    link = _link(told)
    return [
        "<item>",
        f"<title>{escape(joined(told.headline_ja) or told.headline_en)}</title>",
        *([f"<link>{escape(link)}</link>"] if link else []),
        f'<guid isPermaLink="false">{mark.hexdigest()[:32]}</guid>',
        f"<pubDate>{format_datetime(_day(issue, item), usegmt=True)}</pubDate>",
        *(f"<category>{escape(printable(s.heading_ja or s.heading_en))}</category>"
          for s in issue.sections if s.number == item.section),
        f"<description>{escape(chr(10).join(filter(None, words)))}</description>",
        "</item>",
    ]  # fmt: skip


def _link(told: PrintedItem) -> str:
    return next((origin.href for origin in told.origins if origin.href), "")


def _day(issue: Issue, item: Item) -> datetime:
    cited = max((c.date_end or c.date_start for c in item.citations), default=issue.period.end)
    try:
        day = date.fromisoformat(cited)
    except ValueError:
        day = date.fromisoformat(issue.period.end)
    return datetime.combine(day, time(), UTC)

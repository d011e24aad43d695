"""Links that lead nowhere."""

import re
from collections.abc import Iterator

from torimatome.draft.check.sheet import Sheet
from torimatome.model import Finding

_MARKDOWN = re.compile(r"\[(?P<text>[^\]\n]{1,120})\]\((?P<target>[^)\s]*)\)")
_LEADS = re.compile(r"(?:https?://[^\s/]+\.[^\s/.]{2,}|https?://\[|mailto:[^\s@]+@[^\s@]+$)", re.I)


def check(sheet: Sheet) -> Iterator[Finding]:
    """Links of one Item without an address, or with one that no reader can open."""
    links = {(link.text, link.target) for link in sheet.item.links}
    links |= {(link.text, link.target) for block in sheet.item.blocks for link in block.links}
    for part in sheet.parts:
        links |= {(m["text"], m["target"]) for m in _MARKDOWN.finditer(part.text)}
    for text, target in sorted(links):
        if _LEADS.match(target.strip()):
            continue
        why = "the link is empty" if target.strip(" #") == "" else f"{target!r} is no web address"
        yield sheet.finding("body", "link_dead", "mid", text or target or "[]", why)

"""Citations as printed: their form, and whether the desk knows the outlets."""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from torimatome.draft.check.ground import Ground
from torimatome.draft.check.sheet import Sheet
from torimatome.draft.cite import date_words
from torimatome.model import Citation, Finding, Outlet
from torimatome.text.folding import fold

_DATE = r"[\d０-９]{1,2}[./][\d０-９]{1,2}[./][\d０-９]{4}"
_PRINTED = re.compile(
    rf"^[(（](?P<outlets>.*?)[\s/,，／]*(?P<date>(?:[\d.]+\s*[-–—~]\s*)?{_DATE})[)）]$"
)
_LOST = re.compile(
    rf"[(（]?[A-Z][\w .,-]{{1,40}}\s*[/,]\s*{_DATE}\s*[)）]?|\([^()]{{0,40}}{_DATE}[^()]{{0,10}}$"
)


def check(sheet: Sheet, ground: Ground) -> Iterator[Finding]:
    """What is wrong with the citations of one Item as they are printed."""
    item = sheet.item
    if not item.citations:
        yield sheet.finding(
            "citation", "citation_missing", "high", item.headline_en, "nothing of it is cited"
        )
    else:
        yield from _uncited_end(sheet)
    for citation in dict.fromkeys(item.citations):
        yield from _form(sheet, citation, ground)
        yield from _known(sheet, citation, ground)
    for part in sheet.parts:
        lost = _LOST.search(part.text) if part.place == "body" else None
        if lost:
            yield sheet.finding(
                "body", "citation_malformed", "mid", lost.group().strip(),
                "looks like a citation but does not read as one",
            )  # fmt: skip


def _uncited_end(sheet: Sheet) -> Iterator[Finding]:
    """Paragraphs after the last citation, NOTEs aside."""
    blocks = sheet.item.blocks
    if not any(block.citation for block in blocks):
        return
    last = max(n for n, block in enumerate(blocks) if block.citation)
    for block in blocks[last + 1 :]:
        if block.type != "note" and block.text:
            yield sheet.finding(
                "body", "citation_missing", "mid", block.text[:60], "no citation closes it"
            )
            return


def _form(sheet: Sheet, citation: Citation, ground: Ground) -> Iterator[Finding]:
    style = ground.house.style
    try:
        day = date_words(citation.date_start, citation.date_end, style.citation_date)
    except ValueError:
        return  # told by the days' check
    shape = re.escape(style.citation.replace("{outlets}", "\0").replace("{date}", "\1"))
    pattern = shape.replace("\0", "(?P<outlets>[^()]+?)").replace("\1", "(?P<date>[^()]+?)")
    match = re.fullmatch(pattern, citation.raw)
    right = style.citation.format(outlets=", ".join(_names(citation)), date=day)
    if match is None:
        yield replace(
            sheet.finding("citation", "citation_format", "low", citation.raw,
                          f"this desk writes {right}"),
            suggestion=right,
        )  # fmt: skip


def _names(citation: Citation) -> tuple[str, ...]:
    """The outlets as printed."""
    printed = _PRINTED.match(citation.raw.strip())
    if not printed:
        return citation.outlets
    return tuple(n for name in re.split(r"[,/，／]", printed["outlets"]) if (n := name.strip()))


def _known(sheet: Sheet, citation: Citation, ground: Ground) -> Iterator[Finding]:
    outlets = ground.house.outlets
    printed = {outlet.citation for outlet in outlets}
    if not outlets:
        return
    for name in _names(citation):
        if name in printed:
            continue
        outlet = next((o for o in outlets if _key(name) in _forms(o)), None)
        if outlet:
            yield replace(
                sheet.finding("citation", "outlet_variant", "low", name,
                              f"this desk cites it as {outlet.citation}"),
                suggestion=outlet.citation,
            )  # fmt: skip
            continue
        near = get_close_matches(name.upper(), sorted(printed), n=1, cutoff=0.8)
        hint = f"; do you mean {near[0]}?" if near else ""
        yield sheet.finding(
            "citation", "outlet_unknown", "mid", name,
            f"the desk lists no outlet of this name{hint}",
        )  # fmt: skip


def _forms(outlet: Outlet) -> set[str]:
    names = (outlet.citation, outlet.name, outlet.id, *outlet.hosts, *outlet.spellings)
    return {_key(name) for name in names}


def _key(name: str) -> str:
    return re.sub(r"^www\.|[^\w]|(?:\.(?:az|com|net|org|ir|am|ru|ge|ua|tr))$", "", fold(name))

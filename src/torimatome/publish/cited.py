"""A citation's words: each outlet leads to its page, the day to the snapshot we kept of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from torimatome.model import Citation, Passage
from torimatome.publish.plain import printable, safe_address
from torimatome.publish.runs import Run

# The day or days a citation ends with: 05.03.2026, 25-26.03.2026, 2026年3月5日.
_DAYS = re.compile(r"[0-9][0-9.\-–~～年月日]*[0-9日]")
# Letters that go to the next line together: two fifths of a line of the text on A4.
UNBROKEN = 34


def cited_runs(citation: Citation, passages: Sequence[Passage]) -> tuple[Run, ...]:
    """`(TREND, REPORT / 28.04.2026)`, with links where a passage of that outlet is known."""
    raw = printable(citation.raw) or _as_printed(citation)
    pages: dict[str, Passage] = {}  # address → passage, first come first
    for passage in passages:
        href = safe_address(passage.url)
        if href:
            pages.setdefault(href, passage)
    runs, at = [], 0
    given = citation.links if len(citation.links) == len(citation.outlets) else ()
    for place, outlet in enumerate(citation.outlets):
        words = printable(outlet)
        found = re.compile(re.escape(words), re.IGNORECASE).search(raw, at) if words else None
        href = safe_address(given[place]) if given else ""
        href = href or _page(words, pages, alone=len(citation.outlets) == 1)
        if found is None or not href:
            continue
        if found.start() > at:
            runs.append(Run(raw[at : found.start()], "en"))
        at = found.end()
        runs.append(Run(found[0], "en", href))
    return (*runs, *_rest(raw[at:], next((p.sha256 for p in passages if p.sha256), "")))


def _rest(words: str, record: str) -> Iterator[Run]:
    """What follows the outlets, its day standing for the kept snapshot of the first passage."""
    found = list(_DAYS.finditer(words)) if record else []
    days = found[-1] if found else None
    if days is None:
        if words:
            yield Run(words, "en")
        return
    if days.start():
        yield Run(words[: days.start()], "en")
    yield Run(days[0], "en", record=printable(record))
    if words[days.end() :]:
        yield Run(words[days.end() :], "en")


def _page(outlet: str, pages: dict[str, Passage], *, alone: bool) -> str:
    """The first page of that outlet; of an only outlet, the only page."""
    wanted = _bare(outlet)
    for href, passage in pages.items():
        host = (urlsplit(href).hostname or "").removeprefix("www.")
        names = {_bare(passage.outlet), _bare(host), *(_bare(part) for part in host.split("."))}
        if wanted in names:
            return href
    return next(iter(pages)) if alone and len(pages) == 1 else ""


def _bare(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def unbroken(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The citation with spaces no line ends at, but between outlets: a day alone looks lost."""
    words = "".join(run.text for run in runs)
    parts = [words] if len(words) <= UNBROKEN else words.split(", ")
    held = ", ".join(p.replace(" ", "\u00a0") if len(p) <= UNBROKEN else p for p in parts)
    kept, at = [], 0
    for run in runs:
        kept.append(replace(run, text=held[at : at + len(run.text)]))
        at += len(run.text)
    return tuple(kept)


def _as_printed(citation: Citation) -> str:
    start, end = citation.date_start.split("-"), citation.date_end.split("-")
    day = ".".join(reversed(end))
    if start != end and len(start) == 3 and len(end) == 3:
        shared = 2 if start[:2] == end[:2] else 1 if start[0] == end[0] else 0
        day = ".".join(reversed(start[shared:])) + "-" + day
    return f"({', '.join(printable(o) for o in citation.outlets)} / {printable(day)})"

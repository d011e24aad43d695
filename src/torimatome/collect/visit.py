"""Visiting one Source: ask for it, and read its kind of answer into Entries."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from torimatome.collect.digest import read_digest
from torimatome.collect.feed import read_feed
from torimatome.collect.listing import read_listing
from torimatome.collect.make import ask_of
from torimatome.collect.page import decode_page
from torimatome.collect.patterns import wanted
from torimatome.collect.sitemap import read_sitemap
from torimatome.errors import SourceError, Unreadable
from torimatome.model import Entry, Outlet, Source, SourceKind
from torimatome.model.entry import SourceState
from torimatome.outside.web import Answer, Web

# A sitemap index may name thousands of maps back to the outlet's first year; the newest few hold
# a week of any outlet on the shipped desks.
_MOST_SITEMAPS = 6


@dataclass(frozen=True)
class Visit:
    """What a Source gave. Exactly one of answer and error is set."""

    outlet: Outlet
    source: Source
    answer: Answer | None = None
    entries: tuple[Entry, ...] = ()
    warnings: tuple[str, ...] = ()
    error: SourceError | None = None


def visit(web: Web, outlet: Outlet, source: Source, state: SourceState, today: date) -> Visit:
    """Ask for the Source, conditionally, and read what comes. Never raises a SourceError."""
    try:
        answer = web.get(source.url, ask=ask_of(outlet, state.etag, state.last_modified))
        if answer.not_modified:
            return Visit(outlet, source, answer)
        entries, warnings = _read(web, outlet, source, answer, today)
        return Visit(outlet, source, answer, _wanted(source, entries), warnings)
    except SourceError as error:
        return Visit(outlet, source, error=error)


def _wanted(source: Source, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries whose addresses fit the source's patterns."""
    if source.kind is SourceKind.LISTING or not (source.link_pattern or source.skip_pattern):
        return entries  # a page of links was read by them already
    fits = wanted(
        source.url, (source.link_pattern, source.skip_pattern), [entry.url for entry in entries]
    )
    return tuple(entry for entry in entries if entry.url in fits)


def _read(
    web: Web, outlet: Outlet, source: Source, answer: Answer, today: date
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    if source.kind is SourceKind.FEED:
        feed = read_feed(
            answer.body, answer.url, charset=answer.charset, media_type=answer.media_type
        )
        return feed.entries, feed.warnings
    if source.kind is SourceKind.SITEMAP:
        return _read_sitemaps(web, outlet, source, answer)
    html = decode_page(answer.body, answer.charset)
    if source.kind is SourceKind.DIGEST:
        found = read_digest(
            html, answer.url, entry=source.entry, language=source.language, year_hint=today
        )
        return found, ()
    found = read_listing(
        html, answer.url, link_pattern=source.link_pattern, skip_pattern=source.skip_pattern
    )
    return found, ()


def _read_sitemaps(
    web: Web, outlet: Outlet, source: Source, answer: Answer
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    top = read_sitemap(answer.body, answer.url)
    entries, warnings = list(top.entries), list(top.warnings)
    half = _MOST_SITEMAPS // 2  # from both ends: not every index says which map is the newest
    chosen = dict.fromkeys((*top.children[:half], *top.children[-half:]))
    for child in chosen:
        try:
            inner = web.get(child, ask=ask_of(outlet))
            reading = read_sitemap(inner.body, inner.url)
        except SourceError as error:
            warnings.append(str(error))
            continue
        entries += reading.entries
        warnings += reading.warnings
    if top.children and not entries:
        raise Unreadable(source.url, "none of the sitemaps it names could be read: see the others")
    return tuple(entries), tuple(warnings)


def fresh(entries: tuple[Entry, ...], now: datetime, days: int) -> list[Entry]:
    """The entries worth reading, each once: those not older than `days`."""
    limit = now - timedelta(days=days)
    chosen: dict[str, Entry] = {}
    for entry in entries:
        newest = max((t for t in (entry.published, entry.updated) if t), default=None)
        if newest is None or newest >= limit:
            chosen.setdefault(entry.url, entry)
    return list(chosen.values())


def next_state(visit: Visit, state: SourceState, now: datetime, new: int) -> SourceState:
    """What to remember after a visit."""
    if visit.error is not None:
        return replace(state, checked=now, failures=state.failures + 1, reason=visit.error.reason)
    assert visit.answer is not None
    kept = visit.answer.not_modified
    return replace(
        state,
        etag=state.etag if kept else visit.answer.etag,
        last_modified=state.last_modified if kept else visit.answer.last_modified,
        checked=now,
        answered=now,
        newest=now if new else state.newest,
        failures=0,
        reason="",
    )

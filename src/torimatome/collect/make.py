"""A page that was fetched becomes an Article, or the next version of one."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from torimatome.collect.boilerplate import strip_openings
from torimatome.collect.changes import what_changed
from torimatome.collect.page import PageHints, PageReading, read_page
from torimatome.errors import Unreadable
from torimatome.model import Article, Entry, Outlet, Snapshot
from torimatome.outside.web import Answer, Ask

# Headers that change with every answer, or belong to one connection: keeping them would make two
# runs over the same pages differ and says nothing of the page.
_PASSING = frozenset(
    "date age connection keep-alive transfer-encoding set-cookie expires server-timing"
    " cf-ray x-request-id report-to nel alt-svc via x-cache x-timer x-served-by".split()
)


@dataclass(frozen=True)
class Origin:
    """Where an Article comes from, and what was said of it before its page was read."""

    id: str  # Article.id
    outlet: Outlet
    source: str  # Source.id, or hand | folder | warc | jsonl
    entry: Entry
    zone: ZoneInfo  # for days a page gives without a zone
    day: str = ""  # ISO day known beforehand (given by hand, a digest's heading)


def ask_of(outlet: Outlet, etag: str = "", last_modified: str = "") -> Ask:
    """How an outlet is asked; with what it gave last time, only for what is new since."""
    return Ask(
        etag=etag,
        last_modified=last_modified,
        user_agent=outlet.user_agent,
        pause_seconds=outlet.pause_seconds,
    )


def snapshot_of(answer: Answer) -> Snapshot:
    """The record of an answer: its SHA-256, address, time and headers."""
    return Snapshot(
        sha256=hashlib.sha256(answer.body).hexdigest(),
        url=answer.url,
        fetched=answer.fetched.astimezone(UTC).replace(microsecond=0),
        status=answer.status,
        media_type=answer.media_type,
        headers=tuple(sorted((n, v) for n, v in answer.headers if n not in _PASSING)),
        size=len(answer.body),
    )


def snapshot_of_words(entry: Entry, moment: datetime) -> tuple[Snapshot, bytes]:
    """The record of a text that came without its page: a post, a mail, a full-text feed's entry."""
    body = f"{entry.title}\n\n{entry.text}".encode()
    sha256 = hashlib.sha256(body).hexdigest()
    return Snapshot(
        sha256=sha256,
        url=entry.url or f"urn:sha256:{sha256}",
        fetched=moment,
        status=200,
        media_type="text/plain",
        headers=(("content-type", "text/plain; charset=utf-8"),),
        size=len(body),
    ), body


def from_page(origin: Origin, snapshot: Snapshot, body: bytes, charset: str) -> Article:
    """Version 1 as this page tells it. Raises Unreadable or Refused as `read_page` does."""
    return article_of(origin, snapshot, body, charset)[0]


def article_of(
    origin: Origin, snapshot: Snapshot, body: bytes, charset: str
) -> tuple[Article, PageReading]:
    """Version 1 as this page tells it, and what else the page says of itself."""
    reading = read_page(
        body,
        snapshot.url,
        hints=PageHints(
            charset=charset,
            language=origin.entry.language,
            zone=str(origin.zone),
            entry=origin.entry,
            today=(snapshot.fetched + timedelta(days=1)).date(),
        ),
        fixes=origin.outlet.fixes,
    )
    return _article(origin, snapshot, reading), reading


def from_words(origin: Origin, snapshot: Snapshot) -> Article:
    """Version 1 from the words the Entry itself carries: a full-text feed, a digest, a post."""
    if not origin.entry.text.strip():
        raise Unreadable(origin.entry.url, "carries no text of its own")
    published = origin.entry.published
    if published and published > snapshot.fetched + timedelta(days=1):
        published = None  # as for pages: no date after tomorrow is believed
    reading = PageReading(
        title=origin.entry.title or origin.entry.text.split("\n", 1)[0][:120],
        text=origin.entry.text,
        published=published,
        published_from="feed" if published else "",
        day="",
        language=origin.entry.language,
        canonical="",
        warnings=(),
    )
    return _article(origin, snapshot, reading)


def _article(origin: Origin, snapshot: Snapshot, reading: PageReading) -> Article:
    stripped = strip_openings(reading.text, origin.outlet.fixes)
    if not stripped.text.strip():
        raise Unreadable(origin.entry.url, "nothing is left once the outlet's openings are off")
    published = reading.published
    day = origin.day or reading.day
    if not day and published:
        day = published.astimezone(origin.zone).date().isoformat()
    source_of_day = "hand" if origin.source == "hand" and origin.day else reading.published_from
    if not day:
        day = snapshot.fetched.astimezone(origin.zone).date().isoformat()
        source_of_day = "seen"
    return Article(
        id=origin.id,
        version=1,
        url=origin.entry.url,
        outlet=origin.outlet.id,
        source=origin.source,
        title=reading.title,
        text=stripped.text,
        language=reading.language or origin.entry.language or "und",
        published=published,
        published_from=source_of_day or "feed",
        day=day,
        seen=snapshot.fetched,
        snapshot=snapshot.sha256,
        dateline=_dateline(stripped.day, day),
    )


def _dateline(month_day: str | None, published: str) -> str:
    # A dateline names no year: take the year that brings it nearest to the day of publication.
    if not month_day or not published:
        return ""
    near = date.fromisoformat(published)
    month, day = (int(part) for part in month_day.split("-"))
    candidates = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue  # 29 February
    if not candidates:
        return ""
    return min(candidates, key=lambda c: abs((c - near).days)).isoformat()


def next_version(old: Article, new: Article) -> Article | None:
    """`new` as the version after `old`; None when the words are the same."""
    changed = what_changed((old.title, old.text), (new.title, new.text))
    if not changed:
        return None
    # The page may drop or move its date when corrected; the event was published when it was.
    return replace(
        new,
        version=old.version + 1,
        published=old.published or new.published,
        published_from=old.published_from if old.published else new.published_from,
        day=old.day,
        changed=changed,
    )

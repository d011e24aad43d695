"""JSON Feed 1.0 and 1.1 to Entries; a cut-off one as far as it goes."""

import json

from torimatome.collect.feed_reading import (
    MOST_ENTRIES,
    FeedReading,
    Notes,
    language_code,
    linkless_url,
    moment,
)
from torimatome.collect.links import absolute
from torimatome.collect.plain import fold, plain_line, plain_text
from torimatome.errors import Unreadable
from torimatome.model import Entry

Json = dict[str, object]

MOST_DIGITS = 400  # of a number; ids have twenty


def read_json_feed(text: str, url: str, warnings: tuple[str, ...] = ()) -> FeedReading:
    """The Entries of a JSON Feed. Unreadable when it is no JSON, or JSON without "items"."""
    notes = Notes()
    feed = _parse(text, url, notes)
    items = feed.get("items")
    if not isinstance(items, list):
        keys = ", ".join(repr(fold(key)[:30]) for key in list(feed)[:5])
        raise Unreadable(url, f'it is JSON without a list of "items" (it has: {keys or "nothing"})')
    language = language_code(_string(feed, "language"))
    entries = []
    for item in items[:MOST_ENTRIES]:
        if isinstance(item, dict):
            entries.append(_entry(item, url, language, notes))
        else:
            notes.add("items that are no objects, left out")
    if len(items) > MOST_ENTRIES:
        notes.add(f"entries beyond the first {MOST_ENTRIES:,} left out")
    if not items:
        notes.add("feeds without entries")
    return FeedReading(
        entries=tuple(entries),
        kind="json",
        title=plain_line(_string(feed, "title")),
        language=language,
        warnings=(*warnings, *notes.lines()),
    )


def _entry(item: Json, feed_url: str, language: str, notes: Notes) -> Entry:
    guid = fold(_string(item, "id"))
    title = plain_line(_string(item, "title"))
    body = _string(item, "content_html")
    text = plain_text(body) if body else _paragraphs(_string(item, "content_text"))
    links = [_string(item, "url"), _string(item, "external_url")]
    if guid.lower().startswith(("http://", "https://")):
        links.append(guid)
    url = next(
        (found for found in (absolute(feed_url, link) for link in links if link) if found), ""
    )
    if not url:
        notes.add("entries without a link, known by their words")
        url = linkless_url(feed_url, guid, title, text)
    return Entry(
        url=url,
        title=title,
        published=moment([_string(item, "date_published")], notes),
        updated=moment([_string(item, "date_modified")], notes),
        guid=guid,
        summary=plain_text(_string(item, "summary")),
        text=text,
        language=language_code(_string(item, "language")) or language,
    )


def _string(source: Json, key: str) -> str:
    found = source.get(key)
    if isinstance(found, str):
        return found
    # Ids are often bare numbers; a wrong type of anything else says nothing.
    return str(found) if key == "id" and isinstance(found, int | float) else ""


def _paragraphs(text: str) -> str:
    return "\n\n".join(filter(None, map(fold, text.split("\n\n"))))


def _whole(digits: str) -> int:
    """A whole number; one longer than Python reads is nothing an id or a day could be."""
    return int(digits) if len(digits) <= MOST_DIGITS else 0


def _parse(text: str, url: str, notes: Notes) -> Json:
    try:
        found = json.loads(text, strict=False, parse_int=_whole)
    except RecursionError as error:
        raise Unreadable(url, "its JSON is nested too deep") from error
    except ValueError as error:
        found = _salvage(text)
        if found is None:
            raise Unreadable(url, f"its JSON is broken: {error}") from error
        notes.add("JSON that is broken, read up to there", str(error))
    if isinstance(found, list):
        # A bare list of items is what many a home-made feed sends.
        found = {"items": found} if all(_like_item(item) for item in found) else found
    if not isinstance(found, dict):
        raise Unreadable(url, f"it is JSON, but a bare {type(found).__name__}, not a feed")
    return found


def _like_item(item: object) -> bool:
    return isinstance(item, dict) and ("url" in item or "id" in item)


def _salvage(text: str) -> Json | None:
    """The items before the break, or None when there are none."""
    at = text.find('"items"')
    at = text.find("[", at) if at >= 0 else -1
    if at < 0:
        return None
    decoder = json.JSONDecoder(strict=False)
    items: list[object] = []
    at += 1
    while len(items) <= MOST_ENTRIES:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        items.append(item)
    return {"items": items} if items else None

"""Articles other tools hand over, one JSON object a line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from torimatome.collect.dates import read_date, read_day
from torimatome.collect.feed_reading import language_code
from torimatome.collect.links import absolute
from torimatome.collect.plain import fold
from torimatome.errors import Refused, SourceError, Unreadable

MOST_LINE = 5_000_000  # bytes; a long interview has 200,000
_NEEDED = ("url", "title", "text", "published")


@dataclass(frozen=True)
class JsonArticle:
    """One line of the file, checked."""

    line: int  # from 1
    url: str
    title: str  # on one line
    text: str  # paragraphs parted by "\n\n"
    published: datetime | None  # UTC; None when the line says null
    day: str  # the calendar day as written, ISO; "" = unknown
    zone_known: bool  # False: the date has no time or no zone, UTC was taken
    language: str = ""  # ISO 639-1; "" = not declared
    outlet: str = ""  # Outlet.id; "" = tell by the host
    raw: bytes = b""  # the line itself, for the Snapshot


def read_jsonl(path: Path) -> Iterator[JsonArticle | SourceError]:
    """The file's articles in order; a line that cannot be used comes as an error naming it.

    `{"url", "title", "text", "published", "language"?, "outlet"?}`, UTF-8, any line ends,
    empty lines passed over. `published` may be null. Lines over `MOST_LINE` bytes are Refused.
    """
    try:
        with path.open("rb") as file:
            for number, line in _lines(file):
                where = f"{path.name}, line {number}"
                if line is None:
                    yield Refused(where, f"it is longer than {MOST_LINE:,} bytes")
                    continue
                bare = line.strip()
                if number == 1:
                    bare = bare.removeprefix(b"\xef\xbb\xbf").strip()
                if not bare:
                    continue
                try:
                    yield _article(bare, number, where)
                except SourceError as error:
                    yield error
    except OSError as error:
        raise Unreadable(str(path), f"it cannot be read: {error.strerror or error}") from error


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers; None for one too long, which is passed over without being held."""
    number = 0
    while line := file.readline(MOST_LINE + 1):
        number += 1
        if len(line) <= MOST_LINE:
            yield number, line
            continue
        while not line.endswith(b"\n") and (line := file.readline(1 << 20)):
            pass
        yield number, None


def _article(line: bytes, number: int, where: str) -> JsonArticle:
    found = _object(line, where)
    missing = [key for key in _NEEDED if key not in found]
    if missing:
        raise Unreadable(where, f"it lacks {', '.join(map(repr, missing))}")
    wrong = [
        key
        for key in (*_NEEDED, "language", "outlet")
        if not isinstance(found.get(key), str)
        and not (found.get(key) is None and key in ("published", "language", "outlet"))
    ]
    if wrong:
        raise Unreadable(where, f"{', '.join(map(repr, wrong))} must be text in quotes")
    words = {key: str(value) for key, value in found.items() if isinstance(value, str)}
    return _checked(words, line, number, where)


def _object(line: bytes, where: str) -> dict[str, object]:
    try:
        found = json.loads(line.decode("utf-8"), strict=False)
    except UnicodeDecodeError as error:
        raise Unreadable(where, f"it is not UTF-8 at byte {error.start + 1}") from error
    except RecursionError as error:
        raise Unreadable(where, "its JSON is nested too deep") from error
    except ValueError as error:
        raise Unreadable(where, f"it is no JSON: {error}") from error
    if not isinstance(found, dict):
        raise Unreadable(where, f"it is a JSON {type(found).__name__}, not an object in braces")
    return found


def _checked(words: dict[str, str], line: bytes, number: int, where: str) -> JsonArticle:
    url = absolute("", words["url"])
    if not url:
        raise Unreadable(where, f"'url' is no http(s) address: {words['url'][:80]!r}")
    paragraphs = words["text"].replace("\r\n", "\n").replace("\r", "\n").split("\n\n")
    text = "\n\n".join(filter(None, map(fold, paragraphs)))
    title = fold(words["title"])
    empty = [name for name, value in (("title", title), ("text", text)) if not value]
    if empty:
        raise Unreadable(where, f"{', '.join(map(repr, empty))} is empty")
    day = read_date(words["published"]) if words.get("published") else None
    if words.get("published") and day is None:
        raise Unreadable(
            where, f"'published' is no date we can read: {words['published'][:60]!r}; use ISO 8601"
        )
    return JsonArticle(
        line=number,
        url=url,
        title=title,
        text=text,
        published=day.moment if day else None,
        day=_written_day(words.get("published", "")),
        zone_known=day.zone_known if day else False,
        language=language_code(words.get("language", "")),
        outlet=fold(words.get("outlet", "")),
        raw=line,
    )


def _written_day(text: str) -> str:
    day = read_day(text)
    return day.isoformat() if day else ""

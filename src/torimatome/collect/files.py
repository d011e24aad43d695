"""Articles that lie in files: a folder of saved pages, a WARC file, JSON lines of another tool."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from torimatome.collect.folder import SavedPage, read_folder
from torimatome.collect.jsonl import JsonArticle, read_jsonl
from torimatome.collect.warc import WarcPage, read_warc
from torimatome.errors import SetupError, SourceError
from torimatome.model import Entry, Snapshot

_WARC = (".warc", ".warc.gz", ".warc.lz4", ".arc", ".arc.gz")
_JSON_LINES = (".jsonl", ".ndjson", ".jsonlines")


@dataclass(frozen=True)
class Found:
    """One article out of a file: its page, or its own words when `page` is None."""

    kind: str  # folder | warc | jsonl, kept as the Article's source
    entry: Entry
    body: bytes  # the page, or the line it stood in
    is_page: bool
    charset: str = ""
    media_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 200
    fetched: datetime | None = None  # UTC; None: now
    outlet: str = ""  # Outlet.id; "" = tell from the address
    day: str = ""  # ISO day as written; "" = tell from the page

    def snapshot(self, now: datetime) -> Snapshot:
        """The record of these bytes; of a saved page, the moment it came in is all we know."""
        return Snapshot(
            sha256=hashlib.sha256(self.body).hexdigest(),
            url=self.entry.url,
            fetched=self.fetched or now,
            status=self.status,
            media_type=self.media_type or ("text/html" if self.is_page else "application/json"),
            headers=self.headers,
            size=len(self.body),
        )


def read_path(path: Path) -> Iterator[Found | SourceError]:
    """Everything the path holds, one by one; what cannot be read comes as its error.

    Raises SetupError when there is nothing at the path or its kind is not known.
    """
    name = path.name.lower()
    if path.is_dir():
        yield from (_saved(page) for page in read_folder(path))
    elif not path.exists():
        raise SetupError(f"{str(path)!r} is not there; give a folder, a WARC file or JSON lines")
    elif name.endswith(_WARC):
        yield from (_archived(page) for page in read_warc(path))
    elif name.endswith(_JSON_LINES):
        yield from (_line(line) for line in read_jsonl(path))
    else:
        raise SetupError(
            f"{str(path)!r}: cannot tell what this is by its ending; a folder of saved pages,"
            f" {', '.join(_WARC[:2])} or {', '.join(_JSON_LINES[:2])} can be read"
        )


def _saved(page: SavedPage | SourceError) -> Found | SourceError:
    if isinstance(page, SourceError):
        return page
    return Found("folder", Entry(url=page.url), page.body, True, charset=page.charset)


def _archived(page: WarcPage | SourceError) -> Found | SourceError:
    if isinstance(page, SourceError):
        return page
    return Found(
        "warc",
        Entry(url=page.url),
        page.body,
        True,
        charset=page.charset,
        media_type=page.media_type,
        headers=page.headers,
        status=page.status,
        fetched=page.fetched,
    )


def _line(line: JsonArticle | SourceError) -> Found | SourceError:
    if isinstance(line, SourceError):
        return line
    entry = Entry(
        url=line.url,
        title=line.title,
        published=line.published,
        text=line.text,
        language=line.language,
    )
    return Found("jsonl", entry, line.raw, False, outlet=line.outlet, day=line.day)

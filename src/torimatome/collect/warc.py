"""Pages out of WARC archives, as crawlers and browsers save them; broken ones as far as they go."""

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import brotli
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from torimatome.collect.dates import read_date
from torimatome.collect.links import absolute
from torimatome.collect.warc_stream import unpacked
from torimatome.errors import Refused, SourceError, Unreadable

MOST_BODY = 20_000_000  # bytes of one page after decoding; the longest article pages have 3 MB
_KEPT_HEADERS = ("content-type", "content-language", "etag", "last-modified", "date")
_PAGE_TYPES = ("text/html", "application/xhtml", "xml", "application/feed+json", "text/plain")
_PAGE_START = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml|rss|feed|rdf)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")
_ARC = re.compile(rb"filedesc://|https?://\S+ [\d.]+ \d{14} ")


@dataclass(frozen=True)
class WarcPage:
    """One page as an archive kept it."""

    url: str
    fetched: datetime | None  # UTC; None when the archive does not say
    status: int
    headers: tuple[tuple[str, str], ...]  # those worth keeping, names in lower case
    media_type: str  # lower case, without parameters; "" = not declared
    charset: str  # as declared; "" = not
    body: bytes  # transfer and content encodings undone
    sha256: str  # of `body`
    warnings: tuple[str, ...] = ()


def read_warc(archive: Path | BinaryIO, name: str = "") -> Iterator[WarcPage | SourceError]:
    """The HTML pages and feeds among an archive's answers with status 2xx, in its order.

    Plain, gzip, zstd or LZ4. A record or an end of file that cannot be read comes as an
    error in between; the archive as a whole raises Unreadable when it is no WARC at all
    (ARC, the older format, is named as such).
    """
    subject = name or str(archive if isinstance(archive, Path) else "the archive")
    try:
        stream = archive.open("rb") if isinstance(archive, Path) else archive
    except OSError as error:
        raise Unreadable(subject, f"it cannot be opened: {error.strerror or error}") from error
    try:
        yield from _records(stream, subject)
    finally:
        if isinstance(archive, Path):
            stream.close()


def _records(stream: BinaryIO, subject: str) -> Iterator[WarcPage | SourceError]:
    head = _head(stream, subject)
    source = unpacked(stream, head)
    seen = given = 0
    try:
        # Quirks mode reads past the header mistakes of wget, ClueWeb and hand-made archives.
        records = ArchiveIterator(source, quirks_mode=True, stream_detect=False)
        for record in records:
            seen += 1
            if record.record_type not in (WarcRecordType.response, WarcRecordType.resource):
                continue
            try:
                page = _page(record)
            except SourceError as error:
                given += 1
                yield error
                continue
            if page is not None:
                given += 1
                yield page
    except (OSError, ValueError, EOFError, RuntimeError) as error:
        if not seen:
            raise Unreadable(subject, f"it is no WARC archive: {error}") from error
        yield Unreadable(subject, f"broken after {seen} records; the rest is lost: {error}")
    if not seen:
        why = f" ({source.broken})" if source.broken else ""
        raise Unreadable(subject, f"it is no WARC archive: not one record was found{why}")
    if not given and not source.broken:
        yield Unreadable(subject, f"it holds {seen} records, and no page or feed among them")
    if source.broken:
        yield Unreadable(subject, f"its compression is broken, pages are missing: {source.broken}")


def _head(stream: BinaryIO, subject: str) -> bytes:
    """The first bytes, after making sure that they begin an archive we may read."""
    try:
        head = stream.read(512)
        stream.seek(0)
    except (OSError, ValueError) as error:
        raise Unreadable(subject, f"it cannot be read from its start: {error}") from error
    plain = head
    if head.startswith(b"\x1f\x8b"):
        try:
            plain = zlib.decompressobj(wbits=31).decompress(head, 512)
        except zlib.error:
            plain = b"?"
    if not plain.strip():
        raise Unreadable(subject, "the archive is empty")
    if _ARC.match(plain):
        raise Unreadable(subject, "it is an ARC archive, older than WARC; convert it to WARC first")
    return head


def _page(record: WarcRecord) -> WarcPage | None:
    address = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    url = absolute("", address)
    if not url:
        return None
    headers = record.http_headers if record.is_http else None
    status = 200 if headers is None else headers.status_code or 0
    if not 200 <= status < 300:
        return None
    found = headers or record.headers
    declared = (found.get("Content-Type") or "").lower()
    media_type = declared.partition(";")[0].strip()
    if media_type and not any(kind in media_type for kind in _PAGE_TYPES):
        return None
    warnings: list[str] = []
    raw = _read(record, url, warnings)
    body = _decoded(raw, headers, url, warnings)
    if not _PAGE_START.match(body[:4000]) and not media_type.endswith(("html", "xml", "json")):
        return None
    return WarcPage(
        url=url,
        fetched=_fetched(record, warnings),
        status=status,
        headers=_kept(headers),
        media_type=media_type,
        charset=_charset(declared),
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
        warnings=tuple(warnings),
    )


def _read(record: WarcRecord, url: str, warnings: list[str]) -> bytes:
    promised = record.content_length
    try:
        raw = record.reader.read(MOST_BODY + 1)
    except (OSError, ValueError, EOFError, RuntimeError) as error:
        raise Unreadable(url, f"its record in the archive is broken: {error}") from error
    if len(raw) > MOST_BODY:
        raise Refused(url, f"its record holds more than {MOST_BODY:,} bytes")
    if len(raw) < promised:
        warnings.append(f"cut short: {len(raw):,} of {promised:,} bytes")
    return raw


def _decoded(raw: bytes, headers: object, url: str, warnings: list[str]) -> bytes:
    """The body without chunks and compression; what is not encoded as declared stays as it is."""
    get = getattr(headers, "get", None)
    if get is None:
        return raw
    body = raw
    if "chunked" in (get("Transfer-Encoding") or "").lower():
        body = _unchunked(raw, warnings)
    encoding = (get("Content-Encoding") or "").lower().strip()
    try:
        if encoding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
            return _inflated(body, 31, url)
        if encoding == "deflate":
            return _inflated(body, 15 if body[:1] == b"\x78" else -15, url)
        if encoding == "br":
            return _unbrotli(body, url)
    except (zlib.error, brotli.error) as error:
        warnings.append(f"not {encoding}, as declared: {error}")
        return body
    return body


def _inflated(body: bytes, window: int, url: str) -> bytes:
    opener = zlib.decompressobj(wbits=window)
    out = opener.decompress(body, MOST_BODY + 1)
    if len(out) > MOST_BODY:
        raise Refused(url, f"its page unpacks to more than {MOST_BODY:,} bytes")
    return out


def _unbrotli(body: bytes, url: str) -> bytes:
    opener = brotli.Decompressor()
    out = opener.process(body, output_buffer_limit=MOST_BODY + 1)
    if len(out) > MOST_BODY or not opener.can_accept_more_data():
        raise Refused(url, f"its page unpacks to more than {MOST_BODY:,} bytes")
    return bytes(out)


def _unchunked(raw: bytes, warnings: list[str]) -> bytes:
    out: list[bytes] = []
    at = 0
    while match := _CHUNK.match(raw, at):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(out)
        out.append(raw[match.end() : match.end() + size])
        at = match.end() + size
    if not out or at < len(raw):
        # Many archives keep the header although the chunks were already joined.
        return raw if not out else b"".join(out) + raw[at:]
    warnings.append("its last chunk is missing")
    return b"".join(out)


def _fetched(record: WarcRecord, warnings: list[str]) -> datetime | None:
    found = read_date(record.headers.get("WARC-Date") or "")
    if found is None:
        warnings.append("the archive does not say when it was fetched")
        return None
    return found.moment


def _kept(headers: object) -> tuple[tuple[str, str], ...]:
    get = getattr(headers, "get", None)
    if get is None:
        return ()
    return tuple((name, value) for name in _KEPT_HEADERS if (value := get(name)))


def _charset(content_type: str) -> str:
    found = re.search(r"charset\s*=\s*[\"']?([\w.:\-]{1,40})", content_type)
    return found[1] if found else ""

"""Snapshots written as a WARC 1.1 archive: one gzip member a record, the same bytes every time."""

import gzip
from base64 import b32encode
from collections.abc import Iterable
from hashlib import sha256
from http import HTTPStatus
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5

from fastwarc.warc import WarcRecord, WarcRecordType

from torimatome.model import Snapshot
from torimatome.text.times import to_text

# A Snapshot holds what came out of the content coding, so the coding itself is not repeated.
_UNDONE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_ABOUT = (
    "software: Torimatome\r\n"
    "format: WARC File Format 1.1\r\n"
    "description: bodies after transfer and content decoding; of the headers, those the desk keeps;"
    " Content-Length is of the body as stored here\r\n"
)


def to_warc(snapshots: Iterable[tuple[Snapshot, bytes]], day: str) -> bytes:
    """The archive; `day` (ISO) dates its first record. Digests are SHA-256 in base 32.

    An answer becomes a response record with its address, status and kept headers; what never
    came over HTTP (a pasted text) a resource record under its urn.
    """
    about = WarcRecord()
    about.init_headers(record_type=WarcRecordType.warcinfo)
    about.headers["WARC-Date"] = f"{day}T00:00:00Z"
    about.headers["Content-Type"] = "application/warc-fields"
    members = [_member(about, _ABOUT.encode(), f"about {day}")]
    members += [_page(snapshot, body) for snapshot, body in snapshots]
    return b"".join(members)


def _page(snapshot: Snapshot, body: bytes) -> bytes:
    record = WarcRecord()
    if snapshot.url.startswith(("http://", "https://")):
        record.init_headers(record_type=WarcRecordType.response)
        record.is_http = True
        block = _head(snapshot, len(body)) + body
    else:
        record.init_headers(record_type=WarcRecordType.resource)
        record.headers["Content-Type"] = snapshot.media_type or "application/octet-stream"
        block = body
    record.headers["WARC-Target-URI"] = snapshot.url
    record.headers["WARC-Date"] = to_text(snapshot.fetched).replace("+00:00", "Z")
    record.headers["WARC-Payload-Digest"] = _digest(body)
    return _member(record, block, f"{snapshot.sha256} {snapshot.url}")


def _head(snapshot: Snapshot, size: int) -> bytes:
    try:
        phrase = HTTPStatus(snapshot.status).phrase
    except ValueError:  # a status of the outlet's own invention
        phrase = ""
    lines = [f"HTTP/1.1 {snapshot.status} {phrase}".rstrip()]
    lines += [f"{name}: {value}" for name, value in snapshot.headers if name not in _UNDONE]
    lines += [f"content-length: {size}", "", ""]
    return "\r\n".join(lines).encode("utf-8", "replace")


def _member(record: WarcRecord, block: bytes, name: str) -> bytes:
    record.headers["WARC-Record-ID"] = f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>"
    record.headers["WARC-Block-Digest"] = _digest(block)
    record.set_bytes_content(block)
    out = BytesIO()
    record.write(out)
    return gzip.compress(out.getvalue(), mtime=0)


def _digest(octets: bytes) -> str:
    return "sha256:" + b32encode(sha256(octets).digest()).decode()

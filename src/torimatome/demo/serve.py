"""Serve a folder of hosts on loopback, so that collecting can be tried on a real web server.

`folder/<host>/<path>` answers `http://<host>/<path>` for whoever connects to this machine's
`port` with that Host header. No name on the internet is asked, and nothing outside the folder
is read.
"""

import gzip
import hashlib
import re
import threading
from collections import Counter
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

from torimatome.outside.loopback import Loopback, QuietHandler

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")
_CHARSET = re.compile(rb"(?:charset\s*=\s*[\"']?|encoding=[\"'])([\w-]{1,40})", re.I)
# A folder's page, in the order tried.
_INDEXES = ("index.html", "index.xml", "index.json")
_BY_ENDING = {
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".json": "application/feed+json",
    ".xml": "application/xml",
    ".atom": "application/atom+xml",
    ".rss": "application/rss+xml",
    ".gz": "application/gzip",
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".css": "text/css",
}
# How many bytes tell what a file is: declarations stand at its head.
_HEAD = 1024
# Seconds an idle connection is kept; closing the server waits for none of them.
_IDLE = 10


class DemoServer(Loopback):
    """A web server for as long as its `with` block lasts.

    `hits` counts requests and `bodies` the answers that carried a body, both by "host/path":
    a feed read twice without a change has two hits and one body.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.hits: Counter[str] = Counter()
        self.bodies: Counter[str] = Counter()
        self._lock = threading.Lock()

    def count(self, name: str, body: bool) -> None:
        """Note one request for "host/path", and whether its answer carried a body."""
        with self._lock:
            self.hits[name] += 1
            self.bodies[name] += body


class _Handler(QuietHandler):
    here: DemoServer
    protocol_version = "HTTP/1.1"
    server_version = "TorimatomeDemo"
    sys_version = ""
    timeout = _IDLE

    def do_GET(self) -> None:  # noqa: N802 (the name http.server calls)
        self._answer(with_body=True)

    def do_HEAD(self) -> None:  # noqa: N802 (the name http.server calls)
        self._answer(with_body=False)

    def _answer(self, with_body: bool) -> None:
        host, path = self._asked()
        file = found(self.here.folder, host, path)
        name = f"{host}{path}"
        if file is None:
            self.here.count(name, with_body)
            self._send(HTTPStatus.NOT_FOUND, {"Content-Type": "text/html"}, _NOT_FOUND, with_body)
            return
        content, modified = file.read_bytes(), int(file.stat().st_mtime)
        zipped = _takes_gzip(self.headers.get("Accept-Encoding", ""))
        # Two encodings are two representations, so each has a strong tag of its own.
        tag = f'"{hashlib.sha256(content).hexdigest()}{"-gz" if zipped else ""}"'
        headers = {
            "ETag": tag,
            "Last-Modified": formatdate(modified, usegmt=True),
            "Vary": "Accept-Encoding",
            "Cache-Control": "no-cache",
        }
        if self._unchanged(tag, modified):
            self.here.count(name, body=False)
            self._send(HTTPStatus.NOT_MODIFIED, headers, b"", with_body=False)
            return
        headers["Content-Type"] = media_type(file.suffix.lower(), content[:_HEAD])
        if zipped:
            headers["Content-Encoding"] = "gzip"
            content = _gzipped(content)
        self.here.count(name, body=with_body)
        self._send(HTTPStatus.OK, headers, content, with_body)

    def _asked(self) -> tuple[str, str]:
        """Host and path, from the Host header or, as proxies are asked, from the target."""
        target, host = self.path, self.headers.get("Host", "")
        if target.startswith(("http://", "https://")):
            try:
                parts = urlsplit(target)
            except ValueError:
                return "", "/"
            host, target = parts.netloc, parts.path or "/"
        return host.rpartition("@")[2].split(":")[0].lower(), target.split("?")[0].split("#")[0]

    def _unchanged(self, tag: str, modified: int) -> bool:
        wanted = self.headers.get("If-None-Match")
        if wanted is not None:  # then If-Modified-Since counts for nothing (RFC 9110, 13.1.3)
            tags = {part.strip().removeprefix("W/") for part in wanted.split(",")}
            return "*" in tags or tag in tags
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            return modified <= parsedate_to_datetime(since).timestamp()
        except (ValueError, OverflowError):
            return False

    def _send(
        self, status: HTTPStatus, headers: dict[str, str], content: bytes, with_body: bool
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(content)))
        try:
            self.end_headers()
            if with_body:
                self.wfile.write(content)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the other side has had enough, which is its right


_NOT_FOUND = b"<!doctype html><title>Not found</title><p>There is nothing at this address.</p>"


DemoServer.handler = _Handler


def found(folder: Path, host: str, path: str) -> Path | None:
    """The file that answers `path` on `host`; None when there is none, or it lies elsewhere."""
    steps = unquote(path, errors="replace").split("/")
    hidden = any(step.startswith(".") or "\\" in step or "\0" in step for step in steps)
    if hidden or not _HOST.fullmatch(host):
        return None
    root = (folder / host).resolve()
    file = root.joinpath(*(step for step in steps if step))
    try:
        if file.is_dir():
            file = next((file / name for name in _INDEXES if (file / name).is_file()), file)
        inside = file.resolve().is_relative_to(root) and root.parent == folder.resolve()
        return file if inside and file.is_file() else None
    except OSError:  # a name longer than the file system takes
        return None


def media_type(ending: str, head: bytes) -> str:
    """The Content-Type, by what the file says it is first and by its name after that."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        kind = "text/html"
    elif b"<rss" in start:
        kind = "application/rss+xml"
    elif b"<feed" in start:
        kind = "application/atom+xml"
    else:
        kind = _BY_ENDING.get(ending, "application/octet-stream")
    if not kind.startswith("text/") and not kind.endswith("xml"):
        return kind
    stated = _CHARSET.search(head)
    return f"{kind}; charset={stated[1].decode('ascii').lower() if stated else 'utf-8'}"


def _takes_gzip(accepted: str) -> bool:
    for part in accepted.lower().split(","):
        coding, _, weight = part.partition(";")
        if coding.strip() in ("gzip", "*"):
            return not re.fullmatch(r"\s*q\s*=\s*0(?:\.0*)?\s*", weight)
    return False


@lru_cache(maxsize=256)  # the demo's largest week has some 150 files
def _gzipped(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=6, mtime=0)

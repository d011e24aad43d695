"""Pages a person saved to a folder, with the addresses they were saved from."""

import email
import email.policy
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from lxml import etree

from torimatome.collect.decode import decode
from torimatome.collect.links import absolute
from torimatome.collect.page_tree import page_tree
from torimatome.collect.unpack import gunzip
from torimatome.errors import Refused, SourceError, Unreadable

MOST_BYTES = 50_000_000  # of one file, unpacked; MHTML files carry their pictures
MOST_FILES = 100_000

_ENDINGS = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz", ".mhtml", ".mht")
# Chrome, Edge and Internet Explorer write the first, SingleFile the second.
_SAVED_FROM = re.compile(r"<!--\s*saved from url=(?:\(\d+\))?\s*(https?://[^\s<>]+)", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"<!--[^<>]{0,400}?\burl:\s*(https?://[^\s<>]+)", re.IGNORECASE)
_HEAD = 10_000  # characters in which those comments stand


@dataclass(frozen=True)
class SavedPage:
    """One saved page. When it was saved nobody says: a file's own time changes with each copy."""

    file: str  # its path below the folder, with "/"
    url: str
    body: bytes
    charset: str  # as the file's wrapping declares it (MHTML); "" = the page itself has to say
    sha256: str  # of `body`


def read_folder(folder: Path) -> Iterator[SavedPage | SourceError]:
    """Every page below the folder, by path; a file that cannot be used comes as an error.

    The address is the page's canonical link, its og:url, or what the browser noted when it
    saved. Without any the file is Unreadable: an Article needs the page it can be traced to.
    """
    if not folder.is_dir():
        raise Unreadable(str(folder), "it is no folder; name the folder the saved pages lie in")
    count = 0
    for path in sorted(folder.rglob("*")):
        if not path.name.lower().endswith(_ENDINGS) or not path.is_file():
            continue
        count += 1
        if count > MOST_FILES:
            yield Refused(str(folder), f"it holds more than {MOST_FILES:,} pages; split it")
            return
        name = path.relative_to(folder).as_posix()
        try:
            yield _read(path, name)
        except SourceError as error:
            yield error


def _read(path: Path, name: str) -> SavedPage:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Refused(name, f"a file of {size:,} bytes; we read up to {MOST_BYTES:,}")
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(name, f"it cannot be opened: {error.strerror or error}") from error
    body, charset, noted = gunzip(raw, name, MOST_BYTES), "", ""
    if not body.strip():
        raise Unreadable(name, "the file is empty")
    if path.name.lower().endswith((".mhtml", ".mht")):
        body, charset, noted = _from_mhtml(body, name)
    url = _address(decode(body, charset).text, name) or noted
    if not url:
        raise Unreadable(
            name,
            'it does not say which address it was saved from; add <link rel="canonical" '
            'href="https://…"> to its head',
        )
    return SavedPage(name, url, body, charset, hashlib.sha256(body).hexdigest())


def _address(text: str, name: str) -> str:
    root, _ = page_tree(text, name)
    candidates = [
        *(
            link.get("href") or ""
            for link in root.iter("link")
            if "canonical" in (link.get("rel") or "").lower().split()
        ),
        *_og_urls(root),
        *(match[1] for pattern in (_SAVED_FROM, _SINGLE_FILE)
          if (match := pattern.search(text[:_HEAD]))),
    ]  # fmt: skip
    return next((url for url in (absolute("", link) for link in candidates) if url), "")


def _og_urls(root: etree._Element) -> list[str]:
    return [
        meta.get("content") or ""
        for meta in root.iter("meta")
        if (meta.get("property") or meta.get("name") or "").lower() in ("og:url", "twitter:url")
    ]


def _from_mhtml(raw: bytes, name: str) -> tuple[bytes, str, str]:
    """The page of an MHTML file, its charset, and the address the browser noted."""
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    noted = _header(message, "Snapshot-Content-Location")
    for part in message.walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        body = part.get_payload(decode=True)
        if isinstance(body, bytes) and body.strip():
            own = noted or _header(part, "Content-Location") or _header(message, "Content-Location")
            return body, part.get_content_charset("") or "", absolute("", own)
    raise Unreadable(name, "the MHTML file holds no HTML page")


def _header(part: Message, header: str) -> str:
    return str(part.get(header) or "").strip()

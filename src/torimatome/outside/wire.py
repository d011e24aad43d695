"""One request and one answer over a socket already connected, every byte and second counted.

The standard library reads the head and the chunks; it sits on a stream of ours that keeps the
time and the size, so no trick of the framing can outlast or outgrow the limits.
"""

import http.client
import io
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from torimatome.errors import Refused
from torimatome.outside.address import Place
from torimatome.outside.answer import Limits, NoPage
from torimatome.outside.clock import Clock
from torimatome.outside.decode import Decoder

_READ = 64 * 2**10  # bytes asked of the body at a time
_LENGTH = re.compile(r"[0-9]{1,18}")
_PRINTABLE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
BODY_STATUSES = frozenset({200, 203})


@dataclass(frozen=True)
class Reply:
    """What one request brought. The body is read only for the statuses in BODY_STATUSES."""

    status: int
    headers: tuple[tuple[str, str], ...]  # in order, names in lower case, values on one line
    body: bytes

    def header(self, name: str) -> str:
        """The first header of that name (lower case); "" when there is none."""
        return next((value for key, value in self.headers if key == name), "")


class Budget:
    """The seconds one try may still take; raises Refused when they are used up."""

    def __init__(self, clock: Clock, limits: Limits, url: str, seconds: float) -> None:
        self.limits = limits
        self._clock = clock
        self._url = url
        self._ends = clock.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds until the end; never below 0."""
        return max(0.0, self._ends - self._clock.monotonic())

    def next_wait(self, longest: float) -> float:
        """How long the next step may take; raises Refused when no time is left."""
        left = self.left
        if left <= 0:
            raise Refused(
                self._url,
                f"the answer took longer than {self.limits.total_seconds:g} s in all and was cut "
                "off; try later, or raise timeout_seconds",
            )
        return min(longest, left)


class _Stream(io.RawIOBase):
    """The socket's bytes, under a time and a size limit."""

    def __init__(self, sock: socket.socket, budget: Budget, limits: Limits, url: str) -> None:
        self._sock = sock
        self._budget = budget
        self._limits = limits
        self._url = url
        self._taken = 0
        self._allowed = limits.max_head_bytes
        self._what = "headers"

    def readable(self) -> bool:
        """Always."""
        return True

    # The stub for RawIOBase names its buffer type privately; a memoryview is what comes.
    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Fill from the socket; raises Refused at a limit, TimeoutError on silence."""
        self._sock.settimeout(self._budget.next_wait(self._limits.read_seconds))
        try:
            got = self._sock.recv_into(buffer)
        finally:
            # What came too late counts as too late, and a silence that used up the time says so.
            self._budget.next_wait(0.0)
        self._taken += got
        if self._taken > self._allowed:
            raise Refused(self._url, f"{self._what} of more than {self._allowed:,} bytes")
        return got

    def open_for_body(self) -> None:
        """From here on the body's limit counts; what was read ahead counts towards it."""
        self._allowed = self._limits.max_head_bytes + self._limits.wire_bytes
        self._what = "a body"


class _Holder:
    """What http.client takes for a socket: it only ever asks for the stream."""

    def __init__(self, stream: _Stream) -> None:
        self._stream = stream

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self._stream)


def one_line(value: str) -> str:
    """A header value as it may be sent, or "" when it holds anything that may not."""
    return value.strip() if _PRINTABLE.fullmatch(value) else ""


def exchange(
    place: Place,
    sock: socket.socket,
    asking: Sequence[tuple[str, str]],
    budget: Budget,
    posted: bytes | None = None,
) -> Reply:
    """Ask for the place and read the answer whole. Raises Refused, NoPage or OSError.

    With `posted`, even empty, those bytes are sent there instead of only asking.
    """
    limits = budget.limits
    method = "GET" if posted is None else "POST"
    lines = [f"{method} {place.target} HTTP/1.1", f"Host: {place.authority}"]
    lines += [f"{name}: {one_line(value)}" for name, value in asking if one_line(value)]
    sock.settimeout(budget.next_wait(limits.read_seconds))
    if posted is not None:
        lines.append(f"Content-Length: {len(posted)}")
    head = "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")
    sock.sendall(head + (posted or b""))
    stream = _Stream(sock, budget, limits, place.url)
    response = http.client.HTTPResponse(cast(socket.socket, _Holder(stream)), method=method)
    try:
        response.begin()
        headers = _headers(response)
        stream.open_for_body()
        if response.status not in BODY_STATUSES:
            return Reply(response.status, headers, b"")
        _check_framing(place.url, headers, limits)
        return Reply(response.status, headers, _body(response, headers, limits, place.url))
    except http.client.IncompleteRead as error:
        raise NoPage(place.url, "the body stops short of its end", again=True) from error
    except http.client.RemoteDisconnected as error:
        raise NoPage(place.url, "the server hung up without an answer", again=True) from error
    except http.client.LineTooLong as error:
        raise Refused(place.url, "headers with a line of more than 65,536 bytes") from error
    except http.client.BadStatusLine as error:
        raise NoPage(place.url, f"not an HTTP answer: {str(error)[:60]!r}") from error
    except (http.client.HTTPException, ValueError) as error:
        # "got more than 100 headers", unknown versions, chunk sizes that are no number.
        raise _malformed(place.url, error) from error
    finally:
        response.close()


def _malformed(url: str, error: Exception) -> Refused | NoPage:
    if "headers" in str(error):
        return Refused(url, f"too many headers ({error})")
    return NoPage(url, f"the answer is not proper HTTP ({str(error)[:80]})")


def _headers(response: http.client.HTTPResponse) -> tuple[tuple[str, str], ...]:
    pairs = response.headers.items() if response.headers is not None else []
    return tuple((name.lower(), " ".join(str(value).split())) for name, value in pairs)


def _check_framing(url: str, headers: tuple[tuple[str, str], ...], limits: Limits) -> None:
    lengths = {value for name, value in headers if name == "content-length"}
    framings = [value.lower() for name, value in headers if name == "transfer-encoding"]
    if framings not in ([], ["chunked"]):
        raise NoPage(url, f"the transfer coding {', '.join(framings)[:60]!r} is not read")
    if framings:
        return  # a length beside chunks says nothing (RFC 9112, 6.3)
    if len(lengths) > 1 or any(not _LENGTH.fullmatch(length) for length in lengths):
        raise NoPage(url, f"the server gives lengths that make no sense: {sorted(lengths)!r}"[:200])
    for length in lengths:
        if int(length) > limits.wire_bytes:
            raise Refused(url, f"a body of {int(length):,} bytes; {limits.wire_bytes:,} are taken")


def _body(
    response: http.client.HTTPResponse,
    headers: tuple[tuple[str, str], ...],
    limits: Limits,
    url: str,
) -> bytes:
    codings = ",".join(value for name, value in headers if name == "content-encoding")
    decoder = Decoder(codings, limits.max_bytes, url)
    body = bytearray()
    while piece := response.read(_READ):
        body += decoder.feed(piece)
        if len(body) > limits.max_bytes:
            raise Refused(url, f"a body of more than {limits.max_bytes:,} bytes")
    if response.length:
        raise NoPage(
            url,
            f"the body stops short: {response.length:,} announced bytes are missing",
            again=True,
        )
    decoder.finish()
    return bytes(body)

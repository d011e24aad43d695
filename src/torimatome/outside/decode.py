"""Content codings undone in small steps, so that no body grows past its limit on the way.

gzip, deflate and br, at most two of them stacked. zstd is refused: we do not ask for it.
"""

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli

from torimatome.errors import Refused
from torimatome.outside.answer import NoPage

ACCEPTED = "gzip, deflate, br"
MAX_STACKED = 2
STEP = 64 * 2**10  # bytes unpacked at a time; bounds what a bomb can take before it is seen


class Unpacker(Protocol):
    """One coding, undone bit by bit."""

    def pieces(self, packed: bytes) -> Iterator[bytes]:
        """What these bytes unpack to, in pieces of about STEP bytes."""

    def whole(self) -> bool:
        """Whether the packed stream came to its proper end."""


class _Gzip:
    def __init__(self) -> None:
        self._member = zlib.decompressobj(31)
        self._started = False

    def pieces(self, packed: bytes) -> Iterator[bytes]:
        self._started = self._started or bool(packed)
        while True:
            if self._member.eof:
                if packed[:1] != b"\x1f":
                    return  # padding after the last member, as browsers ignore it
                self._member = zlib.decompressobj(31)
            piece = self._member.decompress(packed, STEP)
            packed = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            if piece:
                yield piece
            # A full piece may leave more inside even when all input is taken.
            if not packed and len(piece) < STEP:
                return

    def whole(self) -> bool:
        return self._member.eof or not self._started


class _Deflate:
    """zlib streams, as the standard says, and bare ones, as some servers send."""

    def __init__(self) -> None:
        self._head = b""
        self._stream: zlib._Decompress | None = None

    def pieces(self, packed: bytes) -> Iterator[bytes]:
        if self._stream is None:
            self._head += packed
            if len(self._head) < 2:
                return
            packed, self._head = self._head, b""
            wrapped = packed[0] & 15 == 8 and int.from_bytes(packed[:2], "big") % 31 == 0
            self._stream = zlib.decompressobj(15 if wrapped else -15)
        while not self._stream.eof:
            piece = self._stream.decompress(packed, STEP)
            packed = self._stream.unconsumed_tail
            if piece:
                yield piece
            if not packed and len(piece) < STEP:
                return

    def whole(self) -> bool:
        return not self._head if self._stream is None else self._stream.eof


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self._started = False

    def pieces(self, packed: bytes) -> Iterator[bytes]:
        self._started = self._started or bool(packed)
        if self._stream.is_finished():
            return
        piece: bytes = self._stream.process(packed, output_buffer_limit=STEP)
        while piece:
            yield piece
            if self._stream.is_finished() or self._stream.can_accept_more_data():
                return
            piece = self._stream.process(b"", output_buffer_limit=STEP)

    def whole(self) -> bool:
        return bool(self._stream.is_finished()) or not self._started


class Decoder:
    """Unpacks one body; raises Refused past `limit` bytes, NoPage when the packing is damaged."""

    def __init__(self, codings: str, limit: int, url: str) -> None:
        self._url = url
        self._limit = limit
        self._layers = _layers(codings, url)
        self._grown = [0] * len(self._layers)  # bytes out of each layer so far
        self._taken = 0

    def feed(self, packed: bytes) -> bytes:
        """What the next stretch of the body unpacks to."""
        self._taken += len(packed)
        try:
            return b"".join(self._through(0, packed))
        except (zlib.error, brotli.error) as error:
            raise NoPage(
                self._url, f"the body does not unpack ({error}); the server packed it wrongly"
            ) from error

    def finish(self) -> None:
        """Raise NoPage when the packed body stops before its end."""
        if not all(layer.whole() for layer in self._layers):
            raise NoPage(
                self._url,
                f"the packed body stops short after {self._taken:,} bytes; the connection broke",
                again=True,
            )

    def _through(self, depth: int, packed: bytes) -> Iterator[bytes]:
        if depth == len(self._layers):
            yield packed
            return
        for piece in self._layers[depth].pieces(packed):
            self._grown[depth] += len(piece)
            if self._grown[depth] > self._limit:
                raise Refused(
                    self._url,
                    f"a decompression bomb: its first {self._taken:,} bytes unpack to more than "
                    f"{self._limit:,}",
                )
            yield from self._through(depth + 1, piece)


def _layers(codings: str, url: str) -> list[Unpacker]:
    names = [name.strip().lower() for name in codings.split(",")]
    names = [name for name in names if name and name != "identity"]
    if len(names) > MAX_STACKED:
        raise Refused(url, f"{len(names)} content codings are stacked; {MAX_STACKED} are taken")
    # The header lists codings in the order they were applied; the last is undone first.
    return [_unpacker(name, url) for name in reversed(names)]


def _unpacker(name: str, url: str) -> Unpacker:
    match name:
        case "gzip" | "x-gzip":
            return _Gzip()
        case "deflate":
            return _Deflate()
        case "br":
            return _Brotli()
    raise Refused(url, f"the content coding {name[:40]!r} was not asked for; {ACCEPTED} are read")

"""The bytes of a WARC file, unpacked; broken compression is stepped over, never raised."""

import zlib
from abc import ABC, abstractmethod
from io import UnsupportedOperation
from typing import BinaryIO, Protocol

from fastwarc.stream_io import Lz4Reader, ZstdReader

_GZIP_MEMBER = b"\x1f\x8b\x08"
_LZ4 = b"\x04\x22\x4d\x18"
_ZSTD = b"\x28\xb5\x2f\xfd"
_STEP = 1 << 16


class Unpacked(ABC):
    """What FastWARC reads from. `broken` says what was wrong so far, "" = nothing.

    Ends where the bytes below it fail: FastWARC 2.0 aborts on an error it meets while skipping.
    """

    def __init__(self) -> None:
        self.broken = ""
        self._given = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._next(size if 0 < size < _STEP else _STEP) if size else b""
        self._given += len(piece)
        return piece

    def tell(self) -> int:
        return self._given

    def seek(self, offset: int, whence: int = 0) -> int:
        raise UnsupportedOperation("archives are read from front to back")

    def close(self) -> None:  # noqa: B027 (FastWARC calls it; there is nothing to do)
        """Nothing: whoever opened the file closes it."""

    @abstractmethod
    def _next(self, size: int) -> bytes:
        """Up to `size` bytes more; b"" at the end or where the bytes below fail."""


def unpacked(stream: BinaryIO, head: bytes) -> Unpacked:
    """`stream` from its present place; `head` is its first bytes, which say how it is packed."""
    if head.startswith(b"\x1f\x8b"):
        return _Gunzip(stream)
    if head.startswith(_LZ4):
        return _Plain(Lz4Reader(stream))
    if head.startswith(_ZSTD):
        return _Plain(ZstdReader(stream))
    return _Plain(stream)


class _Readable(Protocol):
    def read(self, size: int = ...) -> bytes: ...


class _Plain(Unpacked):
    def __init__(self, stream: _Readable) -> None:
        super().__init__()
        self._stream = stream

    def _next(self, size: int) -> bytes:
        if self.broken:
            return b""
        try:
            return bytes(self._stream.read(size))
        except (OSError, ValueError, EOFError) as error:
            self.broken = str(error)
            return b""


class _Gunzip(Unpacked):
    """Gzip members one after another; from a broken one it goes on at the next."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._opener = zlib.decompressobj(wbits=31)
        self._packed = b""
        self._in_member = False

    def _next(self, size: int) -> bytes:
        while True:
            if not self._packed:
                self._packed = self._more()
                if not self._packed:
                    return b""
            if not self._in_member and not self._find_member():
                continue
            try:
                piece = self._opener.decompress(self._packed, size)
            except zlib.error as error:
                self.broken = self.broken or str(error)
                self._packed = self._packed[1:]
                self._in_member = False
                continue
            self._packed = self._opener.unconsumed_tail
            if self._opener.eof:
                self._packed = self._opener.unused_data
                self._in_member = False
            if piece:
                return piece

    def _more(self) -> bytes:
        try:
            return self._stream.read(_STEP)
        except (OSError, ValueError) as error:
            self.broken = self.broken or str(error)
            return b""

    def _find_member(self) -> bool:
        """Move to where the next member starts; False when these bytes hold no start."""
        at = self._packed.find(_GZIP_MEMBER)
        if at < 0:
            # A start may be cut in two by the end of what was read.
            more = self._more()
            self._packed = self._packed[-2:] + more if more else b""
            return False
        self._packed = self._packed[at:]
        self._opener = zlib.decompressobj(wbits=31)
        self._in_member = True
        return True

"""Gzip bodies opened, but never further than a limit."""

import zlib

from torimatome.errors import Refused, Unreadable

_GZIP = b"\x1f\x8b"
_LAYERS = 2  # a .gz file that the server packed once more


def gunzip(body: bytes, subject: str, limit: int) -> bytes:
    """`body` as it is, or unpacked when it is gzip; a cut-off one as far as it goes.

    Refused beyond `limit` bytes, Unreadable when nothing at all comes out.
    """
    for _ in range(_LAYERS):
        if not body.startswith(_GZIP):
            break
        body = _one_layer(body, subject, limit)
    return body


def _one_layer(body: bytes, subject: str, limit: int) -> bytes:
    out: list[bytes] = []
    size = 0
    rest = body
    while rest.startswith(_GZIP):  # gzip members may follow one another
        opener = zlib.decompressobj(wbits=31)
        try:
            piece = opener.decompress(rest, limit - size + 1)
        except zlib.error as error:
            if not size:
                raise Unreadable(subject, f"its gzip is broken from the start: {error}") from error
            break
        size += len(piece)
        if size > limit:
            raise Refused(subject, f"it unpacks to more than {limit:,} bytes")
        out.append(piece)
        if not opener.eof or not piece:
            break
        rest = opener.unused_data
    unpacked = b"".join(out)
    if not unpacked:
        raise Unreadable(subject, "its gzip holds nothing")
    return unpacked

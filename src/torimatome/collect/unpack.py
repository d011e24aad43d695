"""Gzip bodies opened, but never further than a limit."""

import zlib

from torimatome.errors import Refused, Unreadable

_GZIP = b"\x1f\x8b"
_STEP = 1 << 16  # bytes fed at a time, so that what came before a broken place is kept
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
    broken = ""
    opener = zlib.decompressobj(wbits=31)
    waiting = body
    while waiting:
        chunk, waiting = waiting[:_STEP], waiting[_STEP:]
        try:
            piece = opener.decompress(chunk, limit - size + 1)
        except zlib.error as error:
            broken = str(error)
            break
        size += len(piece)
        out.append(piece)
        if size > limit or opener.unconsumed_tail:
            raise Refused(subject, f"it unpacks to more than {limit:,} bytes")
        if opener.eof:  # gzip members may follow one another; anything else is padding
            waiting = opener.unused_data + waiting
            if not waiting.startswith(_GZIP):
                break
            opener = zlib.decompressobj(wbits=31)
    if not size:
        raise Unreadable(subject, f"its gzip gives nothing: {broken or 'it is empty'}")
    return b"".join(out)

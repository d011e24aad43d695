"""The program's mark: the same as long as no file of it changed, for what is remembered of it."""

from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import msgspec

_HERE = Path(__file__).parents[1]
_TOLD = frozenset({".py", ".txt", ".tsv", ".yaml"})


@lru_cache(maxsize=4)
def program_mark(*folders: str) -> bytes:
    """Of every file that may hold a rule: in these folders of the program, or in all of it."""
    roots = [_HERE / name for name in folders] or [_HERE]
    files = sorted(p for root in roots for p in root.rglob("*") if p.suffix in _TOLD)
    return digest(*(path.read_bytes() for path in files))


def mark_of(*grounds: object) -> str:
    """A mark of the whole program and all that something was worked out from.

    A new release remembers nothing of the one before: any file may hold a rule.
    """
    return digest(program_mark(), *(msgspec.json.encode(one) for one in grounds)).hex()


def digest(*parts: bytes) -> bytes:
    """16 bytes that differ where any part does, or where one ends."""
    said = blake2b(digest_size=16)
    for part in parts:
        said.update(len(part).to_bytes(8) + part)
    return said.digest()

"""Marks of Articles: the same while nothing changed that a Judgement of the machine rests on."""

from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import msgspec

from torimatome.model import Article, House

_HERE = Path(__file__).parent
_RULES = (_HERE, _HERE.parent / "text")


def marks(
    articles: list[Article], house: House, seen: Callable[[Article], str] | None = None
) -> dict[str, str]:
    """A mark for each article: of what it says, of the house, and of the program's own rules.

    Any file of this step or of `text` may hold a rule, so a new release judges everything anew.
    `seen` tells what else an article is judged by: the model whose vector it has.
    """
    ground = _digest(_program(), msgspec.json.encode(house))
    found = {}
    for article in articles:
        more = seen(article).encode() if seen else b""
        parts = [ground, msgspec.json.encode(article), *([more] if more else [])]
        found[article.id] = _digest(*parts).hex()
    return found


@lru_cache(maxsize=1)
def _program() -> bytes:
    files = sorted(
        path
        for folder in _RULES
        for path in folder.rglob("*")
        if path.suffix in (".py", ".txt", ".tsv", ".yaml")
    )
    return _digest(*(path.read_bytes() for path in files))


def _digest(*parts: bytes) -> bytes:
    said = blake2b(digest_size=16)
    for part in parts:
        said.update(len(part).to_bytes(8) + part)
    return said.digest()

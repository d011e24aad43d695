"""Marks of Articles: the same while nothing changed that a Judgement of the machine rests on."""

from collections.abc import Callable

import msgspec

from torimatome.model import Article, House
from torimatome.text.program import digest, program_mark


def marks(
    articles: list[Article], house: House, seen: Callable[[Article], str] | None = None
) -> dict[str, str]:
    """A mark for each article: of what it says, of the house, and of the program's own rules.

    Any file of this step or of `text` may hold a rule, so a new release judges everything anew.
    `seen` tells what else an article is judged by: the model whose vector it has.
    """
    ground = digest(program_mark("understand", "text"), msgspec.json.encode(house))
    found = {}
    for article in articles:
        more = seen(article).encode() if seen else b""
        parts = [ground, msgspec.json.encode(article), *([more] if more else [])]
        found[article.id] = digest(*parts).hex()
    return found

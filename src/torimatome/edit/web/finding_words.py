"""What is said of a finding, in the language of the page: a table from English to Japanese."""

import re
from functools import lru_cache
from pathlib import Path

import msgspec

from torimatome.text.yamls import read_yaml

_SLOT = re.compile(r"\{([a-z])\}")


@lru_cache(maxsize=20_000)
def worded(why: str, language: str) -> str:
    """The words for a reader of `language`; as they stand where the table has none."""
    if language != "ja":
        return why
    for pattern, japanese in _table():
        fits = pattern.fullmatch(why)
        if fits:
            return "".join(
                _quoted(fits[part]) if n % 2 else part
                for n, part in enumerate(_SLOT.split(japanese))
            )
    return why


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[re.Pattern[str], str], ...]:
    read = msgspec.convert(
        read_yaml(Path(__file__).with_name("findings.yaml")), list[tuple[str, str]]
    )
    return tuple((_pattern(english), japanese) for english, japanese in read)


def _pattern(english: str) -> re.Pattern[str]:
    """Each {a} stands for any words, as few as will do."""
    parts = _SLOT.split(english)
    made = (re.escape(p) if n % 2 == 0 else f"(?P<{p}>.+?)" for n, p in enumerate(parts))
    return re.compile("".join(made), re.DOTALL)


def _quoted(value: str) -> str:
    """Words that came in quotation marks, as Japanese quotes them."""
    inner = value[1:-1]
    marked = len(value) > 2 and value[0] == value[-1] and value[0] in "'\""
    return f"「{inner}」" if marked else value

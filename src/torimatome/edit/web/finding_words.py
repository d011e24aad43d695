"""What is said of a finding, a source or a refusal, in the page's language: English to Japanese."""

import re
from functools import lru_cache
from pathlib import Path

import msgspec

from torimatome.edit.web.saying import plainer
from torimatome.text.yamls import read_yaml

_SLOT = re.compile(r"\{([a-z])\}")
# A reason that begins with whose it is, as in "gazette/feed: the answer is empty".
_SOURCE = re.compile(
    r"(?:source ')?(?P<name>[\w-]+/[\w-]+|https?://\S+?)'?: (?P<why>.+)", re.DOTALL
)


@lru_cache(maxsize=20_000)
def worded(why: str, language: str) -> str:
    """The words for a reader of `language`; as they stand where the table has none."""
    if language != "ja":
        return plainer(why, language)
    source = _SOURCE.fullmatch(why)
    if source:
        rest = worded(source["why"], language)
        return why if rest == source["why"] else f"{source['name']}：{rest}"
    whole = _in_japanese(why)
    if whole or "; " not in why:
        return whole or why
    parts = [_in_japanese(part) for part in why.split("; ")]
    return "；".join(parts) if all(parts) else why


def _in_japanese(why: str) -> str:
    for pattern, japanese in _table():
        fits = pattern.fullmatch(why)
        if fits:
            return "".join(
                plainer(_quoted(fits[part]), "ja") if n % 2 else part
                for n, part in enumerate(_SLOT.split(japanese))
            )
    return ""


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[re.Pattern[str], str], ...]:
    read = (
        line
        for name in ("findings.yaml", "troubles.yaml")
        for line in msgspec.convert(
            read_yaml(Path(__file__).with_name(name)), list[tuple[str, str]]
        )
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

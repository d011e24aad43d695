"""What is said of a finding, a source or a refusal, in the page's language: English to Japanese."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from torimatome.edit.web.saying import plainer
from torimatome.text.yamls import read_yaml

_CURLY = re.compile("“([^”]*)”")
_SLOT = re.compile(r"\{([a-z])\}")
# A reason that begins with whose it is, as in "gazette/feed: the answer is empty".
_SOURCE = re.compile(
    r"(?:source ')?(?P<name>[\w-]+/[\w-]+|https?://\S+?)'?: (?P<why>.+)", re.DOTALL
)


@lru_cache(maxsize=20_000)
def worded(why: str, language: str) -> str:
    """The words for a reader of `language`; as they stand where the table has none."""
    if language != "ja":
        return _said(why, language) or plainer(why, language)
    source = _SOURCE.fullmatch(why)
    if source:
        rest = worded(source["why"], language)
        return why if rest == source["why"] else f"{source['name']}：{rest}"
    whole = _said(why, language)
    if whole or "; " not in why:
        return whole or why
    parts = [_said(part, language) for part in why.split("; ")]
    return "；".join(parts) if all(parts) else why


@lru_cache(maxsize=20_000)
def sentence(why: str, language: str) -> str:
    """The same to stand by itself: English begins with a capital, unless a quoted word begins."""
    words = worded(why, language)
    if language != "en" or not why[:1].islower():
        return words
    fits = next((line.english for line in _table() if line.pattern.fullmatch(why)), "")
    return words[0].upper() + words[1:] if fits[:1].islower() else words


def _said(why: str, language: str) -> str:
    for line in _table():
        if (language == "ja" or line.plain) and (fits := line.pattern.fullmatch(why)):
            quoted = _quoted if language == "ja" else str
            return "".join(
                plainer(quoted(fits[part]), language) if n % 2 else part
                for n, part in enumerate(_SLOT.split(line.ja if language == "ja" else line.plain))
            )
    return ""


@dataclass(frozen=True)
class _Line:
    english: str
    pattern: re.Pattern[str]
    ja: str
    plain: str  # what an English page says instead; "" = the same


@lru_cache(maxsize=1)
def _table() -> tuple[_Line, ...]:
    read = (
        line
        for name in ("findings.yaml", "troubles.yaml")
        for line in msgspec.convert(read_yaml(Path(__file__).with_name(name)), list[list[str]])
    )
    return tuple(_Line(en, _pattern(en), ja, (*plain, "")[0]) for en, ja, *plain in read)


def _pattern(english: str) -> re.Pattern[str]:
    """Each {a} stands for any words, as few as will do."""
    parts = _SLOT.split(english)
    made = (re.escape(p) if n % 2 == 0 else f"(?P<{p}>.+?)" for n, p in enumerate(parts))
    return re.compile("".join(made), re.DOTALL)


def _quoted(value: str) -> str:
    """Words that came in quotation marks, as Japanese quotes them."""
    value = _CURLY.sub(r"「\1」", value).replace("」; 「", "」、「")
    inner = value[1:-1]
    marked = len(value) > 2 and value[0] == value[-1] and value[0] in "'\""
    return f"「{inner}」" if marked else value

"""Reasons as a code with its values, and as words an editor reads, in every language of the pages.

A reason is kept as one line of text: a mark, its code, its values. `said` words it from
reasons.yaml. What an older desk kept are words already, and they are said as they stand.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter

import msgspec

from torimatome.text.yamls import read_yaml

# No sentence begins with it, so words kept by an older desk are never taken for a code.
_MARK = "%"
_VALUE, _LIST = "\t", "|"  # between the values of a reason; between the parts of one value
_NAMES = re.compile(r"(?<=\tnames=)[^\t\n]+")
_QUOTES = {"ja": ("「", "」")}
_JOINED = {"ja": "；"}
_LISTED = {"ja": "、"}
ACT_MARK = "@act "  # a section's rule that no word stands for, as the desk's file writes it


def coded(code: str, **values: object) -> str:
    """A reason to be kept, and worded by `said`.

    A value named `heading_ja` is said in Japanese where the wording asks for `heading`.
    """
    told = f"{_MARK}{code}"
    for name, value in values.items():
        told += f"\t{name}={value}"
    # A run makes reasons for each pair of reports, so whether a value must be mended comes last.
    if told.count(_VALUE) > len(values) or "\n" in told:
        mended = (f"\t{name}={_plain(value)}" for name, value in values.items())
        told = f"{_MARK}{code}{''.join(mended)}"
    return told


def together(reasons: Iterable[str]) -> str:
    """Several reasons as one text, which `said` words one after the other."""
    return "\n".join(reasons)


def listed(parts: Iterable[str]) -> str:
    """Several words as one value."""
    row = list(parts)
    told = _LIST.join(row)
    if told.count(_LIST) >= max(1, len(row)):
        told = _LIST.join([part.replace(_LIST, " ") for part in row])
    return told


@lru_cache(maxsize=20_000)
def said(reason: str, language: str = "en") -> str:
    """A reason in words of `language`; words, and codes nobody wrote words for, as they stand."""
    told = (_said(line, language) for line in reason.split("\n") if line)
    return _JOINED.get(language, "; ").join(told)


def renamed(reason: str, name: Callable[[str], str]) -> str:
    """A coded reason with every name in it as `name` calls it."""
    return _NAMES.sub(lambda found: _LIST.join(map(name, found[0].split(_LIST))), reason)


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 story, 2 stories."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def filled(template: str, slots: Mapping[str, object], language: str = "en") -> str:
    """`template` with its {slots} filled; {count:story|stories} counts: 1 story, 2 stories."""
    return _Filler(language).vformat(template, (), slots)


def _said(line: str, language: str) -> str:
    code, *rest = line.removeprefix(_MARK).split(_VALUE)
    template = _table().reasons.get(code, {}) if line[:1] == _MARK else {}
    if not template:
        return line
    slots = dict(part.split("=", 1) for part in rest if "=" in part)
    own = f"_{language}"
    slots |= {k.removesuffix(own): value for k, value in slots.items() if k.endswith(own) and value}
    try:
        return filled(template.get(language) or template["en"], slots, language)
    except KeyError:  # kept by a version of ours that told less
        return line


def _plain(value: object) -> str:
    return str(value).replace("\t", " ").replace("\n", " ")


class _Filler(Formatter):
    """Fills in, counts, names acts, and quotes words."""

    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: object, format_spec: str) -> str:
        text = str(value)
        if _LIST in format_spec:
            one, many = format_spec.split(_LIST)
            return f"{text} {one if text == '1' else many}"
        if format_spec == "act":
            return self._act(text)
        if format_spec == "list":
            return self._listed(text.split(_LIST))
        if format_spec == "acts":
            return self._listed([self._act(part) for part in text.split(_LIST)])
        if format_spec == "quoted":
            return self._listed([self._quoted(part) for part in text.split(_LIST)])
        return text if not format_spec else format(value, format_spec)

    def _listed(self, parts: Iterable[str]) -> str:
        return _LISTED.get(self._language, ", ").join(parts)

    def _act(self, name: str) -> str:
        return _table().acts.get(name, {}).get(self._language, name)

    def _quoted(self, word: str) -> str:
        if word.startswith(ACT_MARK):
            return self._act(word.removeprefix(ACT_MARK))
        if word in _table().marks:
            return _table().marks[word].get(self._language, word)
        opening, closing = _QUOTES.get(self._language, ("“", "”"))
        return f"{opening}{word}{closing}"


Words = dict[str, dict[str, str]]  # key → language → words


class _Table(msgspec.Struct, frozen=True):
    reasons: Words
    acts: Words  # what acts.yaml calls them, in languages other than English
    marks: Words  # rules that no word stands for


@lru_cache(maxsize=1)
def _table() -> _Table:
    return msgspec.convert(read_yaml(Path(__file__).with_name("reasons.yaml")), _Table)


def codes() -> frozenset[str]:
    """Every code there are words for."""
    return frozenset(_table().reasons)

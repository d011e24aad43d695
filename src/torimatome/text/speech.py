"""What speech.yaml lists, compiled: verbs of saying, pronouns, cues of where a report is from."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from torimatome.text.yamls import read_yaml

UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


class _Lists(msgspec.Struct, frozen=True):
    verbs: dict[str, tuple[str, ...]]
    pronouns: dict[str, tuple[str, ...]]
    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]
    pointing: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Speech:
    """The lists as patterns over lower-case text."""

    verb: re.Pattern[str]
    pronoun: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    pointing: re.Pattern[str]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    return msgspec.convert(read_yaml(Path(__file__).with_name("speech.yaml")), _Lists)


@lru_cache(maxsize=16)
def speech(language: str = "") -> Speech:
    """The patterns of one language; of all, where the language is not known or not listed."""
    lists = _lists()

    def pattern(rows: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
        known = language in lists.verbs
        forms = rows.get(language, ()) if known else [f for row in rows.values() for f in row]
        return _pattern(tuple(forms))

    return Speech(
        pattern(lists.verbs),
        pattern(lists.pronouns),
        pattern(lists.before),
        pattern(lists.after),
        pattern(lists.pointing),
    )


def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    parts = []
    for form in sorted(forms, key=len, reverse=True):
        bare = re.escape(form.removesuffix("!").lower()).replace(r"\ ", r"\s+")
        if UNSPACED.search(form):
            parts.append(bare)
        elif form.startswith("'"):
            parts.append(rf"{bare.replace(chr(39), '[’' + chr(39) + ']')}(?!\w)")
        else:
            whole = form.endswith("!") or " " in form
            parts.append(rf"(?<!\w){bare}" + (r"(?![\w\u200c])" if whole else r"\w*"))
    return re.compile("|".join(parts) or "(?!)")

"""The tables of this folder, read and compiled: one a language, each a list of rules.

A table is a text file. Lines before the first `[…]` say what it is:

    language az Azerbaijani        its code and name
    base latin                     read this table too; rules here stand before its rules
    countries AZ                   whose people most often have such names

Under `[names]` stand whole words with their katakana: `ilham イルハム`; under `[people]` given
names that only tell the language, and are read by rule. Under `[rules]`:

    left{spelling}right > sounds ; why

`spelling` is replaced by `sounds` (see `kana.py`) where it stands between `left` and `right`,
each of which may be empty, or hold letters, V (a vowel), C (a consonant), # (an edge of the word)
and | (or). The longest spelling wins, then the longest surroundings, then the earlier line.
Under `[origin]` stand endings and letters that tell the language: `-shvili .95`, `ə .9`.
"""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from torimatome.errors import SetupError

_FOLDER = Path(__file__).with_name("tables")
_RULE = re.compile(r"^(?P<left>[^{}]*)\{(?P<core>[^{}]+)\}(?P<right>[^{}>]*)>\s*(?P<to>[^;]*)$")
_VOWELS = "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿāăąēĕėęěīĭįıōŏőœūŭůűəǝ"


@dataclass(frozen=True)
class Rule:
    """One line of a table: what is written, what it sounds like, and why."""

    left: str
    core: str
    right: str
    sounds: str
    why: str = ""

    def words(self) -> str:
        """The rule as the table has it."""
        said = f"{self.left}{{{self.core}}}{self.right} → {self.sounds or 'silent'}"
        return f"{said} ({self.why})" if self.why else said


@dataclass(frozen=True)
class Table:
    """How one language is read."""

    code: str
    name: str
    names: dict[str, str]
    rules: tuple[Rule, ...]
    # By a rule's first letter: a pattern with a group a rule, and the rules in the same order. One
    # pattern of all rules tried every one of some 200 at each letter and took three times as long.
    by_letter: dict[str, tuple[re.Pattern[str], tuple[Rule, ...]]]


@dataclass(frozen=True)
class Signs:
    """What tells that a name is from a language; cheap, for every table is asked."""

    countries: tuple[str, ...]
    marks: tuple[tuple[str, float], ...]  # ending or letters, how sure they make us
    words: frozenset[str]  # whole names: the table's own, without those of its base


@dataclass
class _Raw:
    code: str
    name: str = ""
    base: str = ""
    countries: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    origin: list[tuple[str, float]] = field(default_factory=list)


@cache
def table(code: str) -> Table:
    """The table of one language; SetupError names the line that cannot be read."""
    raw = _read(code)
    names, rules, base = dict(raw.names), list(raw.rules), raw.base
    while base:
        below = _read(base)
        names = below.names | names
        rules += below.rules
        base = below.base
    ordered = sorted(
        enumerate(rules),
        key=lambda pair: (
            -len(pair[1].core),
            -_span(pair[1].left) - _span(pair[1].right),
            pair[0],
        ),
    )
    by_letter: dict[str, list[Rule]] = {}
    for _, rule in ordered:
        by_letter.setdefault(rule.core[0], []).append(rule)
    compiled = {
        letter: (re.compile("|".join(f"({_regex(rule)})" for rule in found)), tuple(found))
        for letter, found in by_letter.items()
    }
    kept = tuple(rule for _, rule in ordered)
    return Table(raw.code, raw.name, names, kept, compiled)


@cache
def signs(code: str) -> Signs:
    """What tells that a name is from this language."""
    raw = _read(code)
    return Signs(raw.countries, tuple(raw.origin), frozenset((*raw.names, *raw.people)))


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    """The languages there is a table for, in alphabetical order."""
    found = sorted(path.stem for path in _FOLDER.glob("*.txt"))
    return tuple(code for code in found if len(code) == 2)


def _span(context: str) -> int:
    return max(len(part) for part in context.split("|"))


def _regex(rule: Rule) -> str:
    left = "|".join(f"(?<={_letters(part)})" for part in rule.left.split("|") if part)
    right = "|".join(_letters(part) for part in rule.right.split("|") if part)
    before = f"(?:{left})" if left else ""
    after = f"(?={right})" if right else ""
    return before + re.escape(rule.core) + after


def _letters(part: str) -> str:
    classes = {"V": f"[{_VOWELS}]", "C": f"[^{_VOWELS} ]", "#": " "}
    return "".join(classes.get(letter) or re.escape(letter) for letter in part)


@cache
def _read(code: str) -> _Raw:
    path = _FOLDER / f"{code}.txt"
    raw = _Raw(code)
    part = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("//"):
            continue
        if line.startswith("[") and line.endswith("]"):
            part = line[1:-1]
        elif not _took(raw, part, line):
            raise SetupError(
                f"{path.name}, line {number}: {line!r} is no line of {part or 'a heading'}; see "
                f"the top of text/katakana/tables.py"
            )
    return raw


def _took(raw: _Raw, part: str, line: str) -> bool:
    if part == "people":
        raw.people += line.split()
        return True
    if part == "names":
        *words, kana = line.split()
        raw.names.update(dict.fromkeys(words, kana))
        return bool(words)
    if part == "rules":
        text, _, why = line.partition(";")
        match = _RULE.match(text)
        if match:
            left, core, right, to = (match[key].strip() for key in ("left", "core", "right", "to"))
            raw.rules.append(Rule(left, core, right, to, why.strip()))
        return match is not None
    if part == "origin":
        *marks, sure = line.split()
        raw.origin += [(mark, float(sure)) for mark in marks]
        return bool(marks)
    word, _, rest = line.partition(" ")
    if word == "language":
        raw.name = rest.partition(" ")[2]
    elif word == "base":
        raw.base = rest
    elif word == "countries":
        raw.countries = tuple(rest.split())
    else:
        return False
    return not part

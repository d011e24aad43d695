"""Mention: someone or something named; and the words of a text as names are looked for in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import msgspec

from torimatome.text.folding import fold
from torimatome.text.names import Found, Reading
from torimatome.text.yamls import read_yaml
from torimatome.understand.acts import cues

_TOKEN = re.compile(r"[^\W\d_][\w’'-]*\+?(?:\.(?=[A-Z]\.?))*|\d+")
_POSSESSIVE = re.compile(r"[’'](?:s|[^\W\d_]{1,4})?$")
ACRONYM = re.compile(r"[A-ZА-ЯƏİÖÜÇŞĞ][A-ZА-ЯƏİÖÜÇŞĞ\d]{1,5}\+?$|[A-Z]-\d+$")
MARKS = frozenset('“”«»„"「」『』')  # what stands in them is a title
OF = frozenset("of for on at in to the and de".split())


@dataclass(frozen=True)
class Mention:
    """Someone or something named: `text[start:end]`."""

    start: int
    end: int
    kind: str  # person | body | state | place
    name: str  # English where the desk's terms know it, else as written
    key: str = ""  # of the desk's term; "" = none
    country: str = ""  # key of the country it belongs to, "country:…"
    office: str = ""  # of a person, as the text gives it or the desk's term
    adjective: bool = False  # a state named by its adjective: "Azerbaijani"
    union: bool = False  # the European Union: a body that acts as states do
    introduced: bool = False  # a person with full name and office, as texts bring in someone new


@dataclass(frozen=True)
class Token:
    start: int
    end: int
    text: str  # without possessive
    low: str
    cap: bool
    possessive: bool
    gap: str  # what stands before it, back to the token before
    hit: Found | None
    roles: frozenset[str]  # offices | beside | bodies | never | particles | common | mark


class _Lists(msgspec.Struct, frozen=True):
    offices: dict[str, tuple[str, ...]]
    beside: dict[str, tuple[str, ...]]
    bodies: dict[str, tuple[str, ...]]
    never: dict[str, tuple[str, ...]]
    particles: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    whole: dict[str, frozenset[str]]
    stems: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def roles(self, low: str) -> frozenset[str]:
        found = set(self.whole.get(low, ()))
        found |= {role for stem, role in self.stems.get(low[:3], ()) if low.startswith(stem)}
        return frozenset(found)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    lists = msgspec.convert(read_yaml(Path(__file__).with_name("mentions.yaml")), _Lists)
    whole: dict[str, set[str]] = {}
    stems: dict[str, list[tuple[str, str]]] = {}
    for role, rows in (
        ("offices", lists.offices), ("beside", lists.beside), ("bodies", lists.bodies),
    ):  # fmt: skip
        for word in (word for row in rows.values() for word in row):
            bare = fold(word.rstrip("!")) if word.isascii() else word.rstrip("!").lower()
            if word.endswith("!") or len(bare) < 4:
                whole.setdefault(bare, set()).add(role)
            else:
                stems.setdefault(bare[:3], []).append((bare, role))
    for word in (word for row in lists.never.values() for word in row):
        whole.setdefault(word.lower(), set()).add("never")
    for word in lists.particles:
        whole.setdefault(word.lower(), set()).add("particles")
    return Lexicon(
        {word: frozenset(roles) for word, roles in whole.items()},
        {start: tuple(row) for start, row in stems.items()},
    )


def small_words(text: str) -> frozenset[str]:
    """The words that stand without a capital somewhere in `text`."""
    return frozenset(m.group().lower() for m in re.finditer(r"(?<!\w)[^\W\d_A-Z]\w+", text)
                     if m.group()[0].islower())  # fmt: skip


def tokens_of(text: str, reading: Reading, lower_words: frozenset[str]) -> list[Token]:
    hits = [f for f in reading.names if f.name.kind != "topic" and f.name.kind != "office"]
    marks = reading.offices
    found: list[Token] = []
    at = h = m = 0
    for match in _TOKEN.finditer(text):
        word = match.group()
        while h < len(hits) and hits[h].end <= match.start():
            h += 1
        while m < len(marks) and marks[m].end <= match.start():
            m += 1
        hit = hits[h] if h < len(hits) and hits[h].start <= match.start() else None
        mark = m < len(marks) and marks[m].start <= match.start()
        bare = _POSSESSIVE.sub("", word)
        low = bare.lower()
        roles = lexicon().roles(low)
        if mark:
            roles |= {"mark", "offices"}
        if low in lower_words or (word[0].isupper() and cues(bare)):
            roles |= {"common"}
        found.append(
            Token(
                match.start(), match.start() + len(bare), bare, low,
                word[0].isupper(), bare != word,
                text[at : match.start()], hit, roles,
            )
        )  # fmt: skip
        at = match.end()
    return found


def joined(tokens: Sequence[Token], first: int, last: int) -> str:
    words = [tokens[first].text]
    words += [("-" if t.gap == "-" else " ") + t.text for t in tokens[first + 1 : last]]
    return "".join(words)

"""Real, Change, Rule: a sentence as printed, what was made of it, what the gate should say."""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Real:
    """A sentence somebody published, with up to three sentences that stand together."""

    text: str
    paragraph: str  # holds `text` as it stands
    day: str  # ISO; "" = unknown
    origin: str  # "kremlin", "fundus", "neus" or "gold"


@dataclass(frozen=True)
class Pools:
    """What other sentences name, to exchange with; each sorted, so that picks are repeatable."""

    surnames: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()  # longer words from inside quotation marks
    nouns: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()  # past forms in -ed
    adjectives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """A sentence as a rule left it."""

    text: str
    was: str  # the words that went, for the eye
    now: str  # the words that came


Make = Callable[[Real, Pools], Change | None]


@dataclass(frozen=True)
class Rule:
    """One way to change a sentence, and what the gate should make of it."""

    name: str
    kind: str  # as `KINDS` below
    make: Make = field(repr=False)

    @property
    def lies(self) -> bool:
        """Whether the changed sentence says something else, so that the gate must object."""
        return self.kind in WANTED_CAUGHT

    @property
    def told(self) -> str:
        """What the rule does, in a line."""
        return (self.make.__doc__ or "").strip().splitlines()[0]


# What the issue of this gate asks for, kind by kind: the least share objected to …
WANTED_CAUGHT = {
    "facts": 0.99,
    "roles": 0.95,
    "comparison": 0.95,
    "attribution": 0.95,
    "content words": 0.60,
}
# … and the largest share objected to though nothing is wrong.
WANTED_FALSE = {"unchanged": 0.02, "shortened": 0.02, "synonym": 0.05, "passive": 0.20}


def roll(key: str) -> int:
    """A number that looks random and hangs on `key` alone."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")


def pick(options: Sequence[str], key: str, but: Iterable[str] = ()) -> str | None:
    """One of `options` by `key`, none of `but` (in any case); None when nothing is left."""
    barred = {word.lower() for word in but}
    start = roll(key)
    for step in range(len(options)):
        option = options[(start + step) % len(options)]
        if option.lower() not in barred:
            return option
    return None


def chosen(text: str, pattern: re.Pattern[str], key: str) -> re.Match[str] | None:
    """One of the places where `pattern` stands, by content."""
    found = list(pattern.finditer(text))
    return found[roll(key + text) % len(found)] if found else None


def put(text: str, span: tuple[int, int], new: str) -> Change:
    """`text` with `new` in the place of `span`, which keeps its capital."""
    old = text[span[0] : span[1]]
    if old[:1].isupper() and new[:1].islower():
        new = new[:1].upper() + new[1:]
    return Change(tidy(text[: span[0]] + new + text[span[1] :]), old, new)


def tidy(text: str) -> str:
    """One space between words, none before a comma or the full stop."""
    return re.sub(r" +([,.;:?!])", r"\1", re.sub(r" {2,}", " ", text)).strip()


def opened(text: str) -> str:
    """With a capital at its start."""
    return text[:1].upper() + text[1:]


def in_quotes(text: str, at: int) -> bool:
    """Whether the character stands inside quotation marks."""
    before = text[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def words_table(text: str) -> tuple[tuple[str, ...], ...]:
    """Lines of words parted by "/", as tuples; empty lines and those with # are left out."""
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return tuple(tuple(p.strip() for p in line.split("/") if p.strip()) for line in lines if line)


def pairs_table(text: str) -> dict[str, str]:
    """Lines of two words parted by "/", the first giving the second."""
    return {row[0]: row[1] for row in words_table(text)}


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return (
        "(?:" + "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))) + ")"
    )

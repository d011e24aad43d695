"""An Item laid out for checking: its parts, where they stand, and what lies inside quotes."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from torimatome.model import Block, Finding, Item

_LATIN = re.compile(r"(?<![\w.@/-])[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w@])")
_POSSESSIVE = re.compile(r"['’]s?$")
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠々]")
# 'so-called' words; an apostrophe inside a word neither opens nor closes.
_SINGLE = re.compile(r"(?<!\w)['‘](?=\w)(?:[^'’\n]|['’](?=\w)){1,200}?['’](?!\w)")
_MARKS = re.compile(r"[“”«»「」『』„\"]")
_QUOTES = {"“": "”", "«": "»", "「": "」", "『": "』", "„": "“”"}
_LANGUAGES = frozenset({"en", "ja", ""})
_OPENERS = frozenset('"' + "".join(_QUOTES))


@dataclass(frozen=True)
class Part:
    """A headline, or one paragraph, bullet or sub-heading of a body."""

    place: str  # headline_ja | headline_en | body
    text: str
    block: int = -1  # index into Item.blocks; -1 for a headline
    kind: str = ""  # Block.type; "" for a headline
    closed: bool = False  # a citation follows it directly
    outside: str = ""  # `text` with quoted words blanked out, of the same length

    @cached_property
    def japanese(self) -> bool:
        """Whether the text is Japanese rather than English."""
        return _JAPANESE.search(self.text) is not None


@dataclass(frozen=True)
class Sheet:
    """One Item and its texts, split once for all checks."""

    item: Item
    parts: tuple[Part, ...]

    @cached_property
    def body(self) -> str:
        """The body's paragraphs, one a line."""
        return "\n".join(part.text for part in self.parts if part.place == "body")

    @cached_property
    def words(self) -> Counter[str]:
        """Words of Latin letters with their counts, as printed, possessives taken off."""
        return Counter(_POSSESSIVE.sub("", word) for word in _LATIN.findall(self.english))

    @cached_property
    def told(self) -> str:
        """The body without NOTEs, one paragraph a line."""
        return "\n".join(p.text for p in self.parts if p.place == "body" and p.kind != "note")

    @cached_property
    def english(self) -> str:
        """The English headline and the body."""
        return f"{self.item.headline_en}\n{self.body}"

    def finding(self, place: str, kind: str, severity: str, words: str, why: str) -> Finding:
        """A Finding of this Item."""
        return Finding(self.item.id, place, kind, severity, words, why)


def lay_out(item: Item) -> Sheet:
    """`item` ready for checking."""
    parts = [_part("headline_ja", item.headline_ja), _part("headline_en", item.headline_en)]
    running = False  # a quotation may run on over paragraphs
    for number, block in enumerate(item.blocks):
        texts = _readable(block)
        for at, text in enumerate(texts):
            closed = block.citation is not None and at == len(texts) - 1
            outside, running = _outside(text, running)
            parts.append(Part("body", text, number, block.type, closed, outside))
    return Sheet(item, tuple(part for part in parts if part.text))


def _readable(block: Block) -> list[str]:
    """The paragraph or bullets of a block without what still stands in a third language."""
    if block.language not in _LANGUAGES:
        return []
    texts = [*((block.text,) if block.text else ()), *(block.bullets or ())]
    foreign = [s.text for s in block.sentences if s.text and s.language not in _LANGUAGES]
    for sentence in foreign:
        texts = [" ".join(text.replace(sentence, " ").split()) for text in texts]
    return texts


def _part(place: str, text: str) -> Part:
    return Part(place, text, outside=_outside(text, running=False)[0])


def _outside(text: str, running: bool) -> tuple[str, bool]:
    """`text` with quoted words blanked, and whether its last quotation runs on."""
    text = _SINGLE.sub(lambda quoted: " " * len(quoted.group()), text)
    closers = '”"' if running and text[:1] not in '“"' else ""
    kept: list[str] = []
    done = 0
    for match in _MARKS.finditer(text):
        at, mark = match.start(), match.group()
        if closers and mark not in closers:
            continue
        if not closers and mark not in _OPENERS:
            continue
        between = text[done:at]
        kept += [" " * len(between) if closers else between, " "]
        closers = "" if closers else _QUOTES.get(mark, '"')
        done = at + 1
    rest = text[done:]
    return "".join([*kept, " " * len(rest) if closers else rest]), bool(closers)


def around(text: str, start: int, end: int, words: int = 2) -> str:
    """`text[start:end]` with up to `words` whole words on either side."""
    left = re.search(rf"(?:\S+\s+){{0,{words}}}\S*$", text[:start])
    right = re.match(rf"\S*(?:\s+\S+){{0,{words}}}", text[end:])
    first = left.start() if left else start
    last = end + (right.end() if right else 0)
    return text[first:last].strip()

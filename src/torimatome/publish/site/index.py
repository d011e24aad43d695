"""The search of the site, worked out beforehand: a segment a year, each in small files.

A file is a script that hands its lines to site.js, because a page opened from a folder may load
scripts and nothing else. A key is a word, a character or two of Japanese, or "=" and a name's form.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from torimatome.model import Item
from torimatome.model.archive import Mention
from torimatome.publish.site.address import item_page
from torimatome.publish.site.folding import (
    fold,
    grams,
    name_form,
    runs,
    shard_hash,
    shard_prefix,
    words,
)
from torimatome.publish.site.nouns import LeafItem

# What one file holds, near enough: 16 kB travel in one round trip's window (10 packets) once
# packed. Chosen on bench/site.py: half as large asks for twice as many files a search, twice as
# large sends mostly lines nobody asked for.
SHARD_BYTES = 40_000
DOCS_A_FILE = 64
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Doc:
    """One Item as the search knows it."""

    issue: str
    item: LeafItem
    keys: Sequence[str]


@dataclass(frozen=True)
class Segment:
    """The files of one year's Items, newest Items first."""

    year: str
    folder: str  # "search/2026-1a2b3c4d": another name for other contents
    shards: int
    docs: int
    files: Mapping[str, bytes]


def keys_of(
    item: Item, mentions: Sequence[Mention], spellings: Mapping[tuple[str, str], tuple[str, ...]]
) -> tuple[str, ...]:
    """All that a search finds an Item by: its words, and every form of the names it names."""
    found: set[str] = set()
    for text in texts(item):
        folded = fold(text)
        found.update(words(folded))
        for run in runs(folded):
            found.update(grams(run))
    for mention in mentions:
        forms = spellings.get((mention.kind, mention.name)) or tuple(
            name_form(fold(name)) for name in (mention.name, mention.ja)
        )
        found.update(f"={form}" for form in forms if form)
    return tuple(sorted(found))


def texts(item: Item) -> Iterator[str]:
    """Every text of an Item that a search looks in."""
    yield from (item.headline_ja, item.headline_en)
    for block in item.blocks:
        yield from (block.label or "", block.text or "", *(block.bullets or ()))
    for citation in item.citations:
        yield " ".join(citation.outlets)


def han_of(item: Item) -> str:
    """The Japanese and Chinese of an Item beyond its Japanese headline, folded."""
    found = (
        run
        for text in texts(item)
        if text is not item.headline_ja and not text.isascii()
        for run in runs(fold(text))
    )
    return " ".join(dict.fromkeys(found))


def segment(year: str, docs: Iterable[Doc]) -> Segment:
    """The year's Items as files; the same Items give the same bytes."""
    ordered = sorted(docs, key=lambda d: d.item.slug)
    ordered.sort(key=lambda d: (d.item.kept.day, d.issue), reverse=True)
    postings: dict[str, list[int]] = defaultdict(list)
    for number, doc in enumerate(ordered):
        for key in doc.keys:
            postings[key].append(number)
    lines = {key: f"{key}\t{_packed(numbers)}" for key, numbers in postings.items()}
    size = sum(len(line.encode("utf-8", "replace")) + 1 for line in lines.values())
    shards = 1
    while shards * SHARD_BYTES < size:
        shards *= 2
    filed: list[list[str]] = [[] for _ in range(shards)]
    for key in sorted(lines):
        filed[shard_hash(shard_prefix(key)) % shards].append(lines[key])
    made = {f"t{n}.js": _called("t", year, n, "\n".join(own)) for n, own in enumerate(filed)}
    for number, start in enumerate(range(0, len(ordered), DOCS_A_FILE)):
        shown = [_shown(doc) for doc in ordered[start : start + DOCS_A_FILE]]
        made[f"d{number}.js"] = _called("d", year, number, shown)
    mark = sha256(b"\0".join(body for _, body in sorted(made.items()))).hexdigest()[:10]
    folder = f"search/{year}-{mark}"
    files = {f"{folder}/{name}": body for name, body in made.items()}
    return Segment(year, folder, shards, len(ordered), files)


def listing(segments: Sequence[tuple[str, str, int, int]], sections: Mapping[str, str]) -> bytes:
    """The file that names the segments (year, folder, shards, docs), the newest first."""
    shown = [list(one) for one in sorted(segments, reverse=True)]
    return _script(f"torimatomeSearch.l({_json(shown)},{_json(dict(sections))});\n")


def _shown(doc: Doc) -> list[str]:
    kept = doc.item.kept
    return [
        item_page(doc.issue, doc.item.slug), kept.day, kept.section, kept.headline_ja,
        kept.headline_en, doc.item.han,
    ]  # fmt: skip


def _called(function: str, year: str, number: int, value: object) -> bytes:
    return _script(f"torimatomeSearch.{function}({_json(year)},{number},{_json(value)});\n")


def _script(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _packed(numbers: Sequence[int]) -> str:
    """Rising numbers as the steps between them, in base 36."""
    return " ".join(
        [_base36(now - before - 1) for before, now in zip((-1, *numbers), numbers, strict=False)]
    )


@cache
def _base36(number: int) -> str:
    rest, digit = divmod(number, 36)
    return (_base36(rest) if rest else "") + _DIGITS[digit]

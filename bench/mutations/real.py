"""Real sentences from the shared material, each with the sentences it stands among."""

import csv
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from mutations.base import Real, roll
from torimatome.collect.page import PageHints, read_page
from torimatome.errors import SourceError
from torimatome.model import Fixes
from torimatome.text import sentences

_WORD = re.compile(r"[A-Za-z]+")
_COMMON = frozenset("the of and to in a that is was for on with as it by at from be has".split())
_OPENS = re.compile(r"[“\"']?[A-Z0-9]")
_ENDS = re.compile(r"[.!?][”\"']?$")
_TEXT_SPACE = re.compile(r"\s+")
MOST_FROM_KREMLIN = 2000  # speeches, mostly; more would drown the reports
ENGLISH_AT_LEAST = 0.2  # of words are among the commonest; English news has .3, others under .1


def load(shared: Path, *, quick: bool = False) -> list[Real]:
    """Every usable sentence once, in the order of its content; `quick` reads no pages."""
    found: dict[str, Real] = {}
    makers = [_neus(shared), _gold(shared)]
    if not quick:
        makers += [_kremlin(shared), _fundus(shared)]
    for maker in makers:
        for real in maker:
            found.setdefault(real.text, real)
    ordered = sorted(found.values(), key=lambda real: roll(real.text))
    kremlin = [real for real in ordered if real.origin == "kremlin"][:MOST_FROM_KREMLIN]
    kept = {real.text for real in kremlin}
    return [real for real in ordered if real.origin != "kremlin" or real.text in kept]


def of_text(text: str, day: str, origin: str) -> Iterator[Real]:
    """The sentences of one article; the passage is up to three that stand together."""
    parts = [
        _TEXT_SPACE.sub(" ", paragraph[s.start : s.end]).strip()
        for paragraph in text.split("\n")
        if paragraph.strip()
        for s in sentences.split(paragraph, "en")
    ]
    for at, sentence in enumerate(parts):
        if not _usable(sentence):
            continue
        first = max(0, at - roll(sentence) % 3)
        yield Real(sentence, " ".join(parts[first : first + 3]), day, origin)


def _usable(sentence: str) -> bool:
    words = _WORD.findall(sentence)
    if not 6 <= len(words) <= 60 or not _OPENS.match(sentence) or not _ENDS.search(sentence):
        return False
    if sentence.count('"') % 2 or sentence.count("“") != sentence.count("”"):
        return False  # a quotation that goes on: the sentence alone is cut
    return _english(words)


def _english(words: list[str]) -> bool:
    return sum(word.lower() in _COMMON for word in words) >= ENGLISH_AT_LEAST * len(words)


def _neus(shared: Path) -> Iterator[Real]:
    with (shared / "data/clusters_neus/stories.jsonl").open(encoding="utf-8") as file:
        for line in file:
            story = json.loads(line)
            day = str(story["date"])[:10]
            for outlet in story["news"].values():
                yield from of_text("\n".join(outlet["newBody"]), day, "neus")
            yield from of_text("\n".join(story["roundup"]), day, "neus")


def _gold(shared: Path) -> Iterator[Real]:
    for path in sorted((shared / "gold").glob("0*.json")):
        for item in json.loads(path.read_text("utf-8"))["items"]:
            day = item["citations"][0]["date_start"] if item["citations"] else ""
            for block in item["blocks"]:
                yield from of_text(block.get("text") or "", day, "gold")


def _kremlin(shared: Path) -> Iterator[Real]:
    folder = shared / "data/pages_kremlin"
    given = yaml.safe_load((Path(__file__).parents[1] / "kremlin_outlet.yaml").read_text("utf-8"))
    fixes = Fixes(
        given["fixes"]["title"],
        given["fixes"]["published"],
        body=given["fixes"]["body"],
        drop=tuple(given["fixes"]["drop"]),
    )
    with (folder / "index.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            body = (folder / "pages" / row["file"]).read_bytes()
            yield from _page(body, "http://en.kremlin.ru/" + row["file"], fixes, "kremlin")


def _fundus(shared: Path) -> Iterator[Real]:
    for meta in sorted((shared / "data/pages_fundus").glob("*/meta.info")):
        gold = {path.stem: path.read_text("utf-8") for path in meta.parent.glob("*.json")}
        for name, about in sorted(json.loads(meta.read_text("utf-8")).items()):
            path = meta.parent / name
            site = gold.get(name.split("_")[0], "")
            if path.exists() and _english(_WORD.findall(site)):
                yield from _page(
                    gzip.decompress(path.read_bytes()), about["url"], Fixes(), "fundus"
                )


def _page(body: bytes, url: str, fixes: Fixes, origin: str) -> Iterator[Real]:
    try:
        read = read_page(body, url, hints=PageHints(), fixes=fixes)
    except SourceError:
        return  # other benches count the pages that cannot be read
    yield from of_text(read.text, read.day, origin)

"""Sentences by rule from real ones, as many as wanted: other numbers, other names."""

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec

from pages_kremlin import printed_text
from torimatome.model import Block, Citation, Issue, Item, Period, Section
from torimatome.store.kept import split_sentences

SENTENCES_AN_ITEM = 10  # two headlines and eight of the body
ITEMS = 40  # an issue
FIRST = date(1970, 1, 2)
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
_KANA = re.compile(r"[ァ-ヴー]{3,}")
_SYLLABLES = "ba ke mi ro sha tu vel nor das gim ya zer lok pan ri sol ent ur fa qo".split()
_KANA_SYLLABLES = "バ ケ ミ ロ シャ トゥ ヴェ ノ ダ ギ ヤ ゼ ロ パ リ ソ エン ウ ファ コ".split()
# One name in four is another: so a million sentences hold some 200,000 different words, as many
# as a newspaper's archive of that size.
_OTHER_NAME = 0.25


def real(gold: Path, kremlin: Path) -> tuple[list[tuple[str, str]], list[str]]:
    """The headline pairs of the issues, and the sentences of the issues and pages."""
    issues = [
        msgspec.json.decode(path.read_bytes(), type=Issue) for path in sorted(gold.glob("*.json"))
    ]
    heads = [(item.headline_ja, item.headline_en) for issue in issues for item in issue.items]
    texts = [
        text
        for issue in issues
        for item in issue.items
        for block in item.blocks
        for text in (block.text or "", *(block.bullets or ()))
    ]
    for page in sorted(kremlin.glob("*.print.html")):
        texts.append(printed_text(page.read_text(encoding="utf-8")))
    sentences = [" ".join(s.split()) for text in texts for s in split_sentences(text)]
    return heads, sorted({s for s in sentences if 20 < len(s) < 600})


class Writer:
    """Issues of made-up items, the same for the same seed."""

    def __init__(self, heads: list[tuple[str, str]], bodies: list[str], seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._heads = heads
        self._bodies = bodies

    def issues(self, sentences: int) -> Iterator[Issue]:
        """As many issues as hold so many sentences, a week each; the first holds the real heads."""
        count = max(1, sentences // (SENTENCES_AN_ITEM * ITEMS))
        real_heads = list(self._heads)
        for number in range(count):
            start = FIRST + timedelta(days=7 * number)
            heads = [self._head() for _ in range(ITEMS)]
            # The real headlines stand among the others all through the years.
            if real_heads and number % max(1, count // (len(self._heads) // 2 + 1)) == 0:
                heads[:2] = [real_heads.pop() for _ in range(min(2, len(real_heads)))]
            items = tuple(self._item(start, n, head) for n, head in enumerate(heads))
            yield Issue(
                "検索の試し", "", "", Period(start.isoformat(), (start + timedelta(6)).isoformat()),
                (Section("1", "軍事・治安関係", "military_security"),
                 Section("2", "内政関連", "domestic"), Section("3", "外政関連", "foreign")),
                items, "END",
            )  # fmt: skip

    def _item(self, start: date, number: int, head: tuple[str, str]) -> Item:
        day = (start + timedelta(number * 7 // ITEMS)).isoformat()
        outlet = ("TREND", "REPORT", "APA", "AZERTAG")[min(3, int(self._random.expovariate(1)))]
        body = [self._changed(self._random.choice(self._bodies)) for _ in range(8)]
        citation = Citation(f"({outlet} / {day})", (outlet,), day, day)
        return Item(
            f"{start.isoformat()}-{number:02}", str(number * 3 // ITEMS + 1), *head,
            (Block("bullets", bullets=tuple(body), citation=citation),), (citation,),
        )  # fmt: skip

    def _head(self) -> tuple[str, str]:
        ja, en = self._random.choice(self._heads)
        return self._changed(ja), self._changed(en)

    def _changed(self, text: str) -> str:
        text = _NUMBER.sub(lambda m: str(self._random.randrange(10 ** len(m.group()))), text)
        text = _NAME.sub(lambda m: self._name(m.group(), _SYLLABLES).capitalize(), text)
        return _KANA.sub(lambda m: self._name(m.group(), _KANA_SYLLABLES), text)

    def _name(self, name: str, syllables: list[str]) -> str:
        if self._random.random() > _OTHER_NAME:
            return name
        return "".join(self._random.choices(syllables, k=self._random.choice((2, 2, 3, 3, 4))))

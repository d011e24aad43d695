"""As many articles as wanted out of a few thousand real ones, by a published rule.

The rule. The real articles are taken round after round. In round r > 0 every word form in capitals
and every other that fewer than one in 20 of the articles of its language hold, and every number, is
swapped, the same way in all articles of the round: two reports of one event still share their
words, while two rounds are two sets of events, told in the same grammar and trade words.

- A word becomes another real word of its language that as many articles hold (to the power of
  two) and that is written alike (capital or not). So words stay as frequent as they are and go on
  meeting by chance, as they do in life.
- A word that one article alone holds gets, every other time, two letters put in after its second
  instead, so that new names go on appearing; a capital word with fewer than eight like it, always.
- Of a number all digits but the first are swapped.

A story falls on a day of the span by a hash of story and round; its reports come out that day or
the next. Articles are handed over in the order of their days.
"""

import csv
import hashlib
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from common import SHARED
from torimatome.model import Article

_WORD = re.compile(r"\d[\d.,]*|[^\W\d_]+")
RARE = 0.05
KEPT_SWAPS = 1_000_000  # some 200 MB; those of 500 rounds at once would be 4 GB
START = datetime(2026, 1, 5, 6, tzinfo=UTC)


@dataclass(frozen=True)
class Real:
    """One real article and the story it belongs to."""

    story: str
    title: str
    text: str
    language: str


def real() -> list[Real]:
    """Every dated or paired news article at hand, and the translated documents as one story each.

    Articles of fewer than 40 words are no articles and are left out.
    """
    from pages_kremlin import golds
    from stories import NTREX, neus

    articles, gold = neus()
    found = [Real(f"n{gold[a.id]}", a.title, a.text, "en") for a in articles]
    csv.field_size_limit(10**7)
    for name, language in (("ru_honey", "ru"), ("ru_train", "ru"), ("en_train", "en")):
        path = SHARED / "data" / "clusters_telegram" / f"{name}_pool.tsv"
        for number, row in enumerate(csv.DictReader(path.open(encoding="utf-8"), delimiter="\t")):
            one = row.get("GOLDEN:quality") == "OK"
            for side in ("first", "second"):
                story = f"t{name}{number}" + ("" if one else side)
                title, text = row[f"INPUT:{side}_title"], row[f"INPUT:{side}_text"]
                found.append(Real(story, title, text, language))
    for gold_page in golds(SHARED / "data" / "pages_kremlin"):
        found.append(Real(f"k{gold_page.name}", gold_page.title, gold_page.text, "en"))
    documents = (NTREX / "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").split("\n")
    for language, name in (
        ("ru", "ref.rus"), ("uk", "ref.ukr"), ("tr", "ref.tur"), ("az", "ref.aze-Latn"),
        ("fa", "ref.fas"), ("hy", "ref.hye"), ("ka", "ref.kat"), ("ja", "ref.jpn"),
    ):  # fmt: skip
        lines = (NTREX / f"newstest2019-{name}.txt").read_text(encoding="utf-8").split("\n")
        rows: dict[str, list[str]] = defaultdict(list)
        for document, line in zip(documents, lines, strict=False):
            rows[document.strip()].append(line.strip())
        found += [Real(f"x{d}", r[0], "\n\n".join(r[1:]), language) for d, r in rows.items() if d]
    return [r for r in found if len(r.text.split()) >= 40 or r.language == "ja"]


class Multiplied:
    """The rule, ready to make articles."""

    def __init__(self, base: list[Real]) -> None:
        self.base = base
        held: dict[str, Counter[str]] = defaultdict(Counter)
        many = Counter(r.language for r in base)
        for r in base:
            held[r.language].update(set(_WORD.findall(f"{r.title} {r.text}")))
        # Per language and word: the row of words it is swapped within, and its place there.
        self._place: dict[tuple[str, str], tuple[list[str], int]] = {}
        self._once = {(lang, w) for lang, count in held.items() for w, n in count.items() if n == 1}
        for language, count in held.items():
            rows: dict[tuple[int, bool], list[str]] = defaultdict(list)
            for w, n in sorted(count.items()):
                rare = n < max(2, RARE * many[language]) or w[0].isupper()
                if rare and len(w) > 2 and not w[0].isdigit():
                    row = rows[n.bit_length(), w[0].isupper()]
                    self._place[language, w] = row, len(row)
                    row.append(w)

    def make(self, count: int, days: int, since: int = 0, until: int = 10**9) -> Iterator[Article]:
        """`count` articles over `days` days, by day; only those of the days [since, until)."""
        places = []
        for i in range(count):
            turn, which = divmod(i, len(self.base))
            story = self.base[which].story
            day = _hash(f"{story} {turn}") % days
            late = _hash(f"{which} {turn} late") % 2
            day = min(days - 1, day + late)
            if since <= day < until:
                places.append((day, _hash(f"{i} order"), turn, which))
        swaps: dict[tuple[int, str, str], str] = {}
        for day, order, turn, which in sorted(places):
            if len(swaps) > KEPT_SWAPS:
                swaps.clear()
            when = START + timedelta(days=day, seconds=order % 50_000)
            yield self._article(turn, which, when, swaps)

    def _article(
        self, turn: int, which: int, when: datetime, swaps: dict[tuple[int, str, str], str]
    ) -> Article:
        r = self.base[which]

        def swapped(match: re.Match[str]) -> str:
            word = match.group()
            new = swaps.get((turn, r.language, word))
            if new is None:
                new = swaps[turn, r.language, word] = sys.intern(self._swap(word, r.language, turn))
            return new

        title = _WORD.sub(swapped, r.title) if turn else r.title
        text = _WORD.sub(swapped, r.text) if turn else r.text
        id_ = hashlib.sha256(f"{turn} {which}".encode()).hexdigest()[:16]
        return Article(
            id_, 1, f"http://x/{id_}", f"outlet{which % 44}", "jsonl", title, text, r.language,
            when, "feed", when.date().isoformat(), when, "0" * 64,
        )  # fmt: skip

    def _swap(self, word: str, language: str, turn: int) -> str:
        if word[0].isdigit():
            return word[0] + "".join(
                str((int(c) + _hash(f"{word} {turn}")) % 10) if c in "0123456789" else c
                for c in word[1:]
            )
        row, place = self._place.get((language, word), ([], 0))
        if not row or (len(row) < 8 and not word[0].isupper()):
            return word
        mark = _hash(f"{word} {turn}")
        if len(row) >= 8 and (mark % 2 or (language, word) not in self._once):
            return row[(place + 1 + _hash(f"{turn}") % (len(row) - 1)) % len(row)]
        letters = "аеио" if "а" <= word[-1] <= "я" else "aeio" if word.isascii() else word[1:3] * 2
        return word[:2] + letters[mark // 2 % 4] + letters[mark // 8 % 4] + word[2:]


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=6).digest())

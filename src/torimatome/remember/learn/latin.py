"""Desks whose two headlines share a script: names that stand in both, words that come together."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from torimatome.remember.learn.finds import Find
from torimatome.remember.learn.reading import Reading
from torimatome.remember.learn.words import Text, capital, cut, fold

_CJK = re.compile(r"[぀-ヿ㐀-鿿]")
_PLACE_BEFORE = frozenset(
    "in at to from near of on à a au aux de du des en dans vers sur près im nach von bei w".split()
)
# Two words are taken for translations when they stand in the headlines of the same items: at least
# so often, and in so large a part of all headlines with either. Chosen on the rule that two chance
# words of 200 headlines, each in one of twenty, meet three times but hardly ever in four of five.
_OFTEN, _TOGETHER = 3, 0.8


def one_script(reading: Reading) -> bool:
    """Whether neither headline is in Japanese, so that names look alike in both."""
    return not _CJK.search(reading.ja)


def names_in_both(reading: Reading) -> Iterator[Find]:
    """Names of one item that both headlines spell alike; what precedes tells person from place."""
    other = {fold(word.text): word.text for word in cut(reading.ja).words if capital(word)}
    run: list[int] = []
    words = reading.head.words
    for at in range(len(words) + 1):
        here = at < len(words) and capital(words[at]) and fold(words[at].text) in other
        if here and run and reading.head.raw[words[at - 1].end : words[at].start] not in (" ", "-"):
            yield from _name(reading, run, other)
            run = []
        if here:
            run.append(at)
        elif run:
            yield from _name(reading, run, other)
            run = []


def _name(reading: Reading, run: list[int], other: dict[str, str]) -> Iterator[Find]:
    text = reading.head
    en = text.said(run[0], run[-1])
    if len(en) < 3 or en.isdigit():
        return
    before = text.words[run[0] - 1] if run[0] else None
    where = before is not None and before.text.lower() in _PLACE_BEFORE
    titled = before is not None and not where and _title_before(reading, en)
    kind = "person" if (len(run) > 1 and not where) or titled else "place"
    said = en
    for at in run:
        said = said.replace(text.words[at].text, other[fold(text.words[at].text)])
    yield Find(kind, en, said, reading.issue, reading.item, "headline", reading.day,
               why=f"both headlines have {en!r}", sure=0.85 if len(run) > 1 else 0.8)  # fmt: skip


def _title_before(reading: Reading, en: str) -> bool:
    """Whether some text of the item has a word in capitals right before the name: a title."""
    for raw in (reading.ja, reading.head.raw, reading.body.raw):
        if re.search(rf"(?<=[a-zà-ÿ,;] )[A-Z][a-zà-ÿ]+ {re.escape(en)}", raw):
            return True
    return False


def words_together(readings: Iterable[Reading]) -> Iterator[Find]:
    """Words of the two headlines that come together item after item, in small letters."""
    items = [r for r in readings if one_script(r)]
    here = [(_plain(r.head), _plain(cut(r.ja))) for r in items]
    second = Counter(word for a, _ in here for word in a)
    first = Counter(word for _, b in here for word in b)
    both = Counter((x, y) for a, b in here for x in a for y in b)
    rivals = Counter(key for (x, y), n in both.items() for key in ((f"2{x}", n), (f"1{y}", n)))
    taken: set[str] = set()
    for (x, y), times in sorted(both.items(), key=lambda kv: (-kv[1], kv[0])):
        share = 2 * times / (second[x] + first[y])
        if times < _OFTEN or share < _TOGETHER or x == y or f"2{x}" in taken or f"1{y}" in taken:
            continue
        taken |= {f"2{x}", f"1{y}"}
        alone = rivals[f"2{x}", times] == rivals[f"1{y}", times] == 1
        doubt = "" if alone else "other words come together as often"
        for reading, (a, b) in zip(items, here, strict=True):
            if x in a and y in b:
                yield Find("topic", x, y, reading.issue, reading.item, "headline", reading.day,
                           why=f"together in {times} items", sure=round(share * 0.9, 3),
                           doubt=doubt)  # fmt: skip


def _plain(text: Text) -> frozenset[str]:
    return frozenset(w.text for w in text.words if w.text.islower() and len(w.text) > 3)

"""Sentences become postings: for each token, which sentences of a segment have it; pure."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from torimatome.store.tokens import LONGEST, is_one_word, is_space, is_word, words_pattern

SEGMENT = 1 << 16  # sentences at most: a sentence's number in its segment has two bytes
# Every pair of words side by side goes into one of so many tokens. What another pair has put there
# is looked at and left; with 8,192 that is one sentence of 300 on bench/search.py's archive. Twice
# as many halve it and cost a tenth more space. Changing it needs the index to be made anew.
BUCKETS = 1 << 13
_DENSE = 1 << 12  # from so many sentences on, a bit for each of the segment takes less space
_BATCH = 4_096  # sentences taken apart at once; their words lie in memory meanwhile
_LINE = "\n"  # between two texts: no kept text has one
_BREAK = "\x01"  # the same where texts are split at spaces, all marks of theirs being gone
_MARKS = str.maketrans({chr(c): " " for c in range(128) if not chr(c).isalnum() and c != 10})

Numbers = npt.NDArray[np.uint64]


Posting = tuple[str, int, bytes]  # a token, how many sentences have it, and which


class _Codes(dict[str, int]):
    """A number for each word, and what it adds to the hash of a pair."""

    def __init__(self) -> None:
        super().__init__({_BREAK: 0, _LINE: 0})
        self.hashes = [0, 0]
        self.longest = 0

    def __missing__(self, word: str) -> int:
        code = self[word] = len(self)
        self.hashes.append(crc32(word.encode()))
        self.longest = max(self.longest, len(word))
        return code

    def of(self, found: Sequence[str]) -> Numbers:
        return np.fromiter(map(self.__getitem__, found), np.uint64, len(found))


class _Kinds:
    """What each character is, worked out the first time it is met: a space, of a word, or alone."""

    UNKNOWN, SPACE, WORD, LONE = range(4)

    def __init__(self) -> None:
        self._kinds = np.zeros(0x110000, np.uint8)
        for code in range(128):
            self._kinds[code] = self._of(chr(code))

    def of(self, codes: npt.NDArray[np.unsignedinteger]) -> npt.NDArray[np.uint8]:
        kinds: npt.NDArray[np.uint8] = self._kinds[codes]
        unknown = codes[kinds == self.UNKNOWN]
        if len(unknown):
            for code in set(unknown.tolist()):
                self._kinds[code] = self._of(chr(code))
            kinds = self._kinds[codes]
        return kinds

    def _of(self, char: str) -> int:
        if is_space(char):
            return self.SPACE
        return self.WORD if is_word(char) else self.LONE


_KINDS = _Kinds()


def postings(folded: Sequence[str], filed: Sequence[str]) -> list[Posting]:
    """The postings of a segment's sentences, by token; `filed`: further tokens of each sentence.

    Takes folded texts, at most a SEGMENT of them; a sentence's row is its place among them. Which:
    two bytes a row, or a bit for every row of a segment.
    """
    codes, tags = _Codes(), _Codes()
    words: list[Numbers] = []
    pairs: list[Numbers] = []
    grams: list[Numbers] = []
    for first in range(0, len(folded), _BATCH):
        batch = folded[first : first + _BATCH]
        for plain in (True, False):
            rows = [i for i, text in enumerate(batch) if text.isascii() is plain]
            if rows:
                texts = [batch[i] for i in rows]
                numbers = np.array(rows, np.uint64) + np.uint64(first)
                found, beside = _words(texts, numbers, codes)
                words.append(found)
                pairs.append(beside)
                grams.append(_grams(texts, numbers))
    made = [
        *_made(_joined(words), list(codes)),
        *_made(_joined(grams), None),
        *_made(_joined(pairs), [pair_token(bucket) for bucket in range(BUCKETS)]),
        *_made(_filed(filed, tags), list(tags)),
    ]
    made.sort()
    return made


def words_in(made: Sequence[Posting]) -> list[str]:
    """The words among the tokens."""
    found = [token for token, _, _ in made if token.isalnum()]
    return [token for token in found if token.isascii() or is_one_word(token)]


def rows_of(which: bytes) -> npt.NDArray[np.bool_]:
    """A posting opened: for each sentence a segment can have, whether it has the token."""
    if len(which) == SEGMENT // 8:
        return np.unpackbits(np.frombuffer(which, np.uint8), bitorder="little").view(np.bool_)
    have = np.zeros(SEGMENT, np.bool_)
    have[np.frombuffer(which, "<u2")] = True
    return have


def rows_of_any(some: Sequence[bytes]) -> npt.NDArray[np.bool_]:
    """The sentences that have at least one of the tokens."""
    have = np.zeros(SEGMENT, np.bool_)
    short = b"".join([one for one in some if len(one) != SEGMENT // 8])
    have[np.frombuffer(short, "<u2")] = True
    for one in some:
        if len(one) == SEGMENT // 8:
            have |= rows_of(one)
    return have


def pair_of(left: str, right: str) -> str:
    """The token of two words side by side."""
    return pair_token((crc32(left.encode()) * _SPREAD + crc32(right.encode())) % (1 << 32) >> 19)


def pair_token(bucket: int) -> str:
    """The token of a bucket of pairs; no text can give it."""
    return f"¦2¦{bucket}"


_SPREAD = 0x9E3779B1  # the golden ratio in 32 bits: "of the" and "the of" fall apart


def _words(texts: list[str], numbers: Numbers, codes: _Codes) -> tuple[Numbers, Numbers]:
    """Words and pairs of words of texts that are all plain ASCII, or all are not."""
    plain = texts[0].isascii()
    which = np.zeros(0, np.uint64)
    if plain:
        marked = _LINE.join(texts).translate(_MARKS)
        which = codes.of(marked.replace(_LINE, f" {_BREAK} ").split())
    if not plain or codes.longest > LONGEST:  # splitting is quicker, but cuts no long word
        which = codes.of(words_pattern(plain).findall(_LINE.join(texts)))
    breaks = which == 0
    rows = numbers[np.cumsum(breaks)]
    kept = ~breaks
    words = _keys(which[kept], rows[kept])
    beside = kept[:-1] & kept[1:]
    hashes = np.array(codes.hashes, np.uint64)[which]
    mixed = (hashes[:-1] * np.uint64(_SPREAD) + hashes[1:])[beside] & np.uint64(0xFFFFFFFF)
    return words, _keys(mixed >> np.uint64(19), rows[:-1][beside])


def _grams(texts: list[str], numbers: Numbers) -> Numbers:
    """Characters that stand for themselves, and two of any kind side by side if one is such."""
    text = _LINE.join(texts)
    if text.isascii():
        codes: npt.NDArray[np.unsignedinteger] = np.frombuffer(text.encode(), np.uint8)
    else:
        codes = np.frombuffer(text.encode("utf-32-le"), "<u4")
    kinds = _KINDS.of(codes)
    at = np.flatnonzero(kinds == _Kinds.LONE)
    breaks = np.flatnonzero(codes == ord(_LINE))
    before, after = at[at > 0], at[at + 1 < len(codes)]
    before = before[kinds[before - 1] != _Kinds.SPACE]
    after = after[kinds[after + 1] == _Kinds.WORD]
    left = np.concatenate([before - 1, after])
    pairs = (codes[left].astype(np.uint64) << np.uint64(21)) | codes[left + 1].astype(np.uint64)
    where = np.concatenate([at, left])
    keys = np.concatenate([codes[at].astype(np.uint64), pairs])
    return _keys(keys, numbers[np.searchsorted(breaks, where)])


def _filed(filed: Sequence[str], codes: _Codes) -> Numbers:
    keys: list[int] = []
    row = 0
    for tags, some in groupby(filed):  # the sentences of an item are filed alike
        end = row + len(list(some))
        for tag in tags.split():
            first = codes[tag] << 16
            keys.extend(range(first + row, first + end))
        row = end
    return np.array(keys, np.uint64)


def _keys(which: Numbers, rows: Numbers) -> Numbers:
    return (which << np.uint64(16)) | rows


def _joined(keys: list[Numbers]) -> Numbers:
    return np.concatenate(keys) if keys else np.zeros(0, np.uint64)


def _made(keys: Numbers, tokens: list[str] | None) -> list[Posting]:
    """Postings from keys that have the token's number above the sentence's row."""
    if not len(keys):
        return []
    keys = np.sort(keys)
    keys = keys[np.concatenate([[True], keys[1:] != keys[:-1]])]
    which = keys >> np.uint64(16)
    rows = keys.astype("<u2")
    starts = np.concatenate([[0], np.flatnonzero(which[1:] != which[:-1]) + 1])
    seen = np.diff(starts, append=len(keys))
    numbers = which[starts].tolist()
    names = list(map(_gram, numbers)) if tokens is None else [tokens[n] for n in numbers]
    packed = rows.tobytes()
    edges = [*(2 * starts).tolist(), len(packed)]
    short = [packed[start:end] for start, end in pairwise(edges)]
    for at in np.flatnonzero(seen >= _DENSE).tolist():
        have = np.zeros(SEGMENT, np.bool_)
        have[np.frombuffer(short[at], "<u2")] = True
        short[at] = np.packbits(have, bitorder="little").tobytes()
    return list(zip(names, seen.tolist(), short, strict=True))


def _gram(number: int) -> str:
    return chr(number >> 21) + chr(number & 0x1FFFFF) if number >> 21 else chr(number)

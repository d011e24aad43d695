"""Headlines and bodies as words: Japanese squeezed, English cut into stems with their place."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[A-Za-z]\.(?:[A-Za-z]\.)+|[^\W_]+(?:[-–][0-9]+)?(?:['’][^\W_]+)?\+?")
_CJK = r"[぀-ヿ㐀-鿿々]"
_SPACED_LETTERS = re.compile(r"(?<![A-Za-z])(?:[A-Z] ){1,}[A-Z](?![A-Za-z])")
_SPACE_AT_CJK = re.compile(rf"(?<={_CJK}) +| +(?={_CJK})")
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y")
KATAKANA = re.compile(r"[ァ-ヺー]{2,}")


def squeeze(ja: str) -> str:
    """Japanese as it would be set: half-width Latin, no spaces at Japanese signs or in U A E."""
    flat = " ".join(unicodedata.normalize("NFKC", ja).split())
    flat = _SPACED_LETTERS.sub(lambda m: m.group().replace(" ", ""), flat)
    return _SPACE_AT_CJK.sub("", flat)


def plain(en: str) -> str:
    """English with straight quotes and single spaces."""
    return " ".join(unicodedata.normalize("NFKC", en).replace("’", "'").split())


def fold(words: str) -> str:
    """For comparing spellings: no marks, lower case."""
    if words.isascii():  # the most, and nothing to take apart
        return " ".join(words.split()).lower()
    apart = unicodedata.normalize("NFD", plain(words).casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).replace("ı", "i")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What a word keeps through number and tense ("visited", "visits" → "visit")."""
    low = fold(word)
    low = re.sub(r"'s?$", "", low)
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            low = low[: -len(ending)]
            break
    return low[:-1] if len(low) > 3 and low[-1] == low[-2] else low


@dataclass(frozen=True)
class Word:
    """One English word and where it stands."""

    text: str  # without 's
    stem: str
    start: int
    end: int  # with 's


@dataclass(frozen=True)
class Text:
    """English text and its words."""

    raw: str
    words: tuple[Word, ...]

    def said(self, first: int, last: int) -> str:
        """The words from `first` to `last`, both included, as printed."""
        whole = self.raw[self.words[first].start : self.words[last].end]
        return whole.removesuffix("'s") if whole.count("'s") == 1 else whole


def cut(en: str) -> Text:
    """English cut into words; hyphens part words, unless a number follows (D-8)."""
    raw = plain(en)
    words = []
    for found in _WORD.finditer(raw):
        text = re.sub(r"'s?$", "", found.group())
        words.append(Word(text, stem(text), found.start(), found.end()))
    return Text(raw, tuple(words))


def capital(word: Word) -> bool:
    """Whether the word is written as a name is."""
    return word.text[:1].isupper()


def distance(a: str, b: str) -> int:
    """How many signs have to be added, dropped or exchanged."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]

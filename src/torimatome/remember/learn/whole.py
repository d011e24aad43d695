"""Which finds can be trusted: both expressions whole, not torn out of a longer one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from torimatome.remember.learn.acts import act_start
from torimatome.remember.learn.compounds import POINTING
from torimatome.remember.learn.finds import SMALL, Find
from torimatome.remember.learn.knowledge import Knowledge
from torimatome.remember.learn.reading import Piece, Reading
from torimatome.remember.learn.words import Text, Word, capital, cut, fold

_PART_OF_A_WORD = re.compile(r"[一-龯々ァ-ヺーA-Za-zÀ-ɏ0-9]")
# What makes a name the name of a district or town, if the word ends there.
LARGER_PLACE = re.compile(r"(?:地区|地域|県|州|市|郡|村|町|区)(?![一-龯々ァ-ヺーA-Za-z])")
_NUMBERS = {
    word: str(at)
    for at, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
}
# What may follow without being part of the expression: a number, a suffix that goes with anything,
# the stem of a verb (率いる: one kanji and a kana that is no particle).
_LET_GO_AFTER = re.compile(
    r"[0-9]|兼|等|側|間|氏|向け|宛|経由|全域|[一-龯々](?![がをにはのとでもへや])[ぁ-ん]"
)
_LET_GO_BEFORE = "新前元現両各同当"  # prefixes that point at a holder or a case, and are left off
# What may stand right before an expression without being part of it: whose it is.
_OWNERS = {
    "office": ("country", "name", "latin"),
    "organisation": ("country", "latin"),
    "topic": ("country", "body", "latin"),
    "place": ("country", "latin"),
}


def weighed(reading: Reading, finds: Iterable[Find], known: Knowledge) -> Iterator[Find]:
    """The finds of one item; what may be a fragment, or no term by itself, with its `doubt`."""
    met = list(finds)
    for find in met:
        doubt = _doubt(reading, find, met, known) if find.kind in _OWNERS else ""
        yield replace(find, doubt=doubt) if doubt and not find.doubt else find


def _doubt(reading: Reading, find: Find, met: list[Find], known: Knowledge) -> str:
    places = _places(reading, find.ja)
    if find.kind == "place" and places:
        larger = all(LARGER_PLACE.match(reading.ja, at + len(find.ja)) for at in places)
        return "part of the name of a larger place" if larger else ""
    torn = bool(places) and not any(_whole(reading, find, at) for at in places)
    free = _free(reading, find, known)
    if torn and not (find.kind != "office" and _words(find.en) > 1 and free):
        return "the Japanese is part of a longer word"
    if find.kind == "topic" and len(find.ja) == 1:
        return "one sign, which may mean anything"
    if find.kind == "topic" and not free:
        return "the English is part of a longer expression"
    act = act_start(reading)
    if find.kind == "topic" and places and act is not None and max(places) >= act:
        return "it is what the headline says was done"
    if not _numbers(find.ja) <= _numbers(find.en):
        return "the Japanese has a number that the English lacks"
    if _common(find):
        return "a common word, not the name of an office"
    around = _around(find, met)
    return f"met only as part of {around.ja!r}" if around is not None else ""


def _places(reading: Reading, ja: str) -> list[int]:
    return [m.start() for m in re.finditer(re.escape(ja), reading.ja)]


def _whole(reading: Reading, find: Find, at: int) -> bool:
    before, after = reading.ja[at - 1 : at], reading.ja[at + len(find.ja) :]
    describes = find.ja[-1:] in "なた"
    if _PART_OF_A_WORD.match(after) and not (describes or _LET_GO_AFTER.match(after)):
        return False
    if not before or not _PART_OF_A_WORD.match(before) or before in _LET_GO_BEFORE:
        return True
    return any(_owns(piece, find, at) for piece in reading.pieces)


def _owns(piece: Piece, find: Find, at: int) -> bool:
    return piece.end == at and piece.kind in _OWNERS[find.kind]


def _numbers(words: str) -> set[str]:
    said = " ".join(_NUMBERS.get(word, word) for word in fold(words).split())
    return set(re.findall(r"[0-9]+", said.replace(",", "")))


def _words(en: str) -> int:
    return sum(word.text.lower() not in SMALL for word in cut(en).words)


def _free(reading: Reading, find: Find, known: Knowledge) -> bool:
    """Whether the English stands somewhere without a word of its own expression left out."""
    text = reading.text(find.where)
    wanted = [word.stem for word in cut(find.en).words]
    stems = [word.stem for word in text.words]
    for first in range(len(stems) - len(wanted) + 1):
        last = first + len(wanted) - 1
        if stems[first : last + 1] == wanted:
            before = first > 0 and _joined(text, first - 1, known)
            before = before and not _named(reading, find.where, first - 1)
            after = last + 1 < len(stems) and _joined(text, last, known)
            if not before and not after:
                return True
    return False


def _joined(text: Text, left: int, known: Knowledge) -> bool:
    """Whether a word and the next look like parts of one name or compound."""
    a, b = text.words[left], text.words[left + 1]
    if text.raw[a.start + len(a.text) : b.start] not in (" ", "-"):
        return False
    if capital(a) and capital(b) and not _titled(text):
        return not (a.text.isupper() or left == 0)
    return _noun(a, known) and _noun(b, known) and not b.text.endswith("ing")


def _titled(text: Text) -> bool:
    """Whether Every Word Is Written So, and capitals say nothing."""
    long = [word for word in text.words if len(word.text) > 3]
    return len(long) > 2 and all(capital(word) for word in long)


def _named(reading: Reading, where: str, at: int) -> bool:
    """Whether the word is a country, a name or a title, which is no part of a common noun."""
    return any(
        piece.kind in ("country", "name", "body", "latin", "office")
        and any(s.where == where and s.first <= at <= s.last for s in piece.spots)
        for piece in reading.pieces
    )


def _noun(word: Word, known: Knowledge) -> bool:
    kinds = {f.entry.kind for f in known.by_stem.get(word.stem, ()) if len(f.stems) == 1}
    return word.text.lower() not in POINTING and "noun" in kinds and "verb" not in kinds


def _common(find: Find) -> bool:
    """Whether an office is one word in small letters, as anyone may be called ("leader")."""
    if find.kind != "office" or find.short_en:
        return False
    return not any(" " in form or form[:1].isupper() for form in (find.en, *find.aliases))


def _around(find: Find, met: list[Find]) -> Find | None:
    """A longer find of the same item that holds this one in both languages."""
    if find.kind == "office" and find.en[:1].isupper():
        return None  # "President" is an office, with and without its country
    for other in met:
        longer = len(other.ja) > len(find.ja) and find.ja in other.ja and other.kind in _OWNERS
        if longer and f" {fold(find.en)} " in f" {fold(other.en)} ":
            return other
    return None

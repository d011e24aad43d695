"""A Japanese headline by a Writer, where the desk's frames leave part of it in English.

It stands only if it keeps what the frames said, uses the termbase's form of every name, brings no
name and no number of its own, and is put together from words this desk has used.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from torimatome.draft.writing.ground import Ground
from torimatome.draft.writing.questions import to_say_in_japanese
from torimatome.draft.writing.replies import headline_ja
from torimatome.model import Check, Item
from torimatome.outside.models import Writer
from torimatome.text.folding import fold

_LONGEST = 60  # characters; the longest of the model bulletins' 104 has 58
_UNSAID = re.compile(r"〔[^〕]*〕")
_STRANGE = re.compile(r"[^ぁ-ゖァ-ヺー々〆一-鿿、・「」『』（）0-9０-９,.，．%％年月日A-Z～〜\-–—]")
_KATAKANA = re.compile(r"[ァ-ヺー]{2,}")
_KANJI = re.compile(r"[々一-鿿]{2,}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
KIND = "headline_ja_model"


def in_japanese(item: Item, ground: Ground, writer: Writer) -> Item:
    """`item` with the model's Japanese headline if it passes; else as it is.

    Raises SourceError as the Writer does.
    """
    unsaid = [c for c in item.checks if c.kind == "headline_ja"]
    if not unsaid or "〔" not in item.headline_ja or item.headline_en.startswith("〔"):
        return item
    terms = ground.terms_in(item.headline_en)
    examples = [one for one in ground.examples if one.headline_ja]
    question = to_say_in_japanese(item.headline_en, item.headline_ja, terms, examples)
    said = headline_ja(writer.answer(question), writer).strip()
    if next(faults(said, item, ground), ""):
        return item
    words = f"Said in Japanese by the model {writer.name}: compare it with the English headline"
    checks = [c for c in item.checks if c.kind != "headline_ja"]
    return replace(item, headline_ja=said, checks=(*checks, Check(KIND, words, unsaid[0].severity)))


def faults(said: str, item: Item, ground: Ground) -> Iterator[str]:
    """What is wrong with a Japanese headline for the item's English one."""
    english, so_far = item.headline_en, item.headline_ja
    if not said or len(said) > _LONGEST or _STRANGE.search(said) or said.endswith("。"):
        yield "it is no headline"
        return
    if not re.fullmatch(_kept(so_far), said):
        yield "it changes what the frames said"
    numbers = {n.replace(",", "") for n in _NUMBER.findall(said)}
    if not numbers <= {n.replace(",", "") for n in _NUMBER.findall(english)}:
        yield "it gives a number the English has not"
    for word in re.findall(r"[A-Z]+", said):
        if not re.search(rf"\b{word}\b", english):
            yield f"{word} does not stand in the English headline"
    named = {term.en for term in ground.terms_in(english)}
    for term in ground.terms_in(english):
        if (
            term.kind != "office"
            and term.ja
            and term.ja not in said
            and term.en != (ground.house.country_name)
        ):
            yield f"{term.en} is {term.ja}"
    for found in ground.names.find(said):
        if found.name.en not in named and found.name.kind != "topic":
            yield f"{found.name.en} is not in the English headline"
    yield from _unknown(said, english, so_far, ground)


def _kept(so_far: str) -> str:
    """What the frames said, with room where they left English."""
    parts = [re.escape(part) for part in _UNSAID.split(so_far)]
    return r".{1,40}?".join(parts)


def _unknown(said: str, english: str, so_far: str, ground: Ground) -> Iterator[str]:
    """Words no frame, term or past headline of this desk has."""
    sounds = " ".join([so_far, *(t.ja for t in ground.terms_in(english)), *_words(english, ground)])
    for word in _KATAKANA.findall(said):
        if word not in sounds:
            yield f"{word} is no form the termbase has of a name in the English headline"
    written = " ".join(
        [
            sounds,
            *(frame.japanese for frame, _ in ground.speaker.frames),
            *(t.ja for t in ground.house.terms),
            *(one.headline_ja for one in ground.examples),
        ]
    )
    for word in _KANJI.findall(said):
        if not _made_of(word, written):
            yield f"{word} is no word this desk has used"


def _words(english: str, ground: Ground) -> Iterator[str]:
    """The Japanese of the English headline's words and pairs of words, as far as it is known."""
    row = english.split()
    for size in (1, 2, 3):
        for start in range(len(row) - size + 1):
            words = " ".join(row[start : start + size]).strip(",.;:")
            yield ground.speaker.word(words) if fold(words) else ""


def _made_of(word: str, written: str) -> bool:
    """Whether `word` can be cut into pieces of two characters or more that were written before."""
    if len(word) < 2:
        return not word
    return any(
        word[:end] in written and _made_of(word[end:], written) for end in range(len(word), 1, -1)
    )

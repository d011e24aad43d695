"""Persons of the terms in scripts their terms do not write: found by how the full name sounds."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from anyascii import anyascii

from torimatome.text.name_key import nominative, sound_key
from torimatome.text.name_parts import Parts
from torimatome.text.names import Name, Names

# Armenian, Georgian, Arabic and Persian: what terms.csv seldom has.
_SCRIPTS = re.compile("[\u0531-\u0587\u0600-\u06ff\u10a0-\u10ff]")
_WORD = re.compile("[\u0531-\u0587\u0600-\u06ff\u10a0-\u10ff\u200c]{3,}")
# Sound classes of both words together: below it, pairs of everyday words sound like somebody.
_SOUNDS = 5
# How alike the consonants must be, too, once the classes agree. On the 61 translated documents
# in Persian, Armenian, Georgian and Arabic .5 keeps every right hit; see bench/names.py.
_ALIKE = 0.5


def heard_names(text: str, names: Names) -> Iterator[tuple[Parts, Name]]:
    """Each pair of words that sounds like the full name of one person of the terms."""
    if not _SCRIPTS.search(text):
        return
    last: re.Match[str] | None = None
    for match in _WORD.finditer(text):
        if last is not None and text[last.end() : match.start()] == " ":
            given, surname = _sound(last.group()), _sound(match.group())
            if len(given) + len(surname) >= _SOUNDS:
                name = names.person_by_sound(f"person:~{given}.{surname}")
                if name is not None and _alike(f"{last.group()} {match.group()}", name.en):
                    yield Parts(last.group(), match.group(), last.start(), match.end()), name
        last = match


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    return sound_key(nominative(word))


def _alike(written: str, english: str) -> bool:
    one, other = _consonants(written), _consonants(english)
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _consonants(words: str) -> str:
    latin = anyascii(words).lower()
    return re.sub("[^b-df-hj-np-tvwxz]", "", latin.replace("j", "z").replace("gh", "g"))

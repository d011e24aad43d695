"""Words that say the same: a country and what is made of its name, short and long forms."""

from collections.abc import Iterable
from functools import lru_cache

from torimatome.text.countries import called
from torimatome.understand.rarity import RARE, rarities
from torimatome.understand.words import SMALL, bare, stem

# Short forms with the words they stand for, two names of one thing; a row is of one language.
_ROWS = """
covid ковид коронавирус коронавірус
млрд миллиард
млн миллион
млрд мільярд
млн мільйон
тыс тысяча тысяч тысячи
тис тисяча тисяч тисячі
руб рубль рубля рублей
дтп автокатастрофа автоавария
mlrd milyard
mln milyon
"""
# Stems that begin or are everyday words as well: "великой", "груз", "дано", "северный".
_TWO_WORDS = frozenset("велико груз дан лив кен инд кит сир северо южноко пивнич пивден".split())


@lru_cache(maxsize=1)
def said_as() -> dict[str, str]:
    """From a stem to the one that stands for it and for all that say the same.

    Of countries the Cyrillic names and adjectives alone ("Белоруссия", "Беларусь", "белорусский"):
    with English ones, F1 over 300 dated English stories falls by .007.
    """
    found: dict[str, str] = {}
    for row in (*_countries(), *(line.split() for line in _ROWS.strip().splitlines())):
        stems = {stem(bare(word)) for word in row} - SMALL - _TWO_WORDS
        stems = {found.get(key, key) for key in stems if len(key) > 1}
        if len(stems) > 1:
            first = min(stems, key=lambda key: (rarities().get(key, RARE), key))
            found |= {key: first for key in stems if key != first}
    return {key: _last(found, first) for key, first in found.items()}


def _last(found: dict[str, str], key: str) -> str:
    """The stem that a row drawn in by a later one stands under in the end."""
    seen = {key}
    while key in found and found[key] not in seen:
        key = found[key]
        seen.add(key)
    return key


def _countries() -> Iterable[list[str]]:
    rows: dict[str, list[str]] = {}
    for name in called():
        cyrillic = "а" <= name.form[0].lower() <= "я"
        alone = " " not in name.form and "-" not in name.form and not name.exact
        if cyrillic and alone and len(name.form) > 2 and name.language in ("ru", ""):
            rows.setdefault(name.code, []).append(name.form)
    return rows.values()

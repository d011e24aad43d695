"""What case endings do to names: the part of a name that stays, and the endings that may follow."""

import re
from functools import lru_cache

# All on folded words (see folding.flat). A word shorter than this takes no endings at all: too
# many other words begin like it.
_SHORTEST = 4

# Azerbaijani and Turkish: number, possessive, case; "Gürcüstandakı", "Rusiyanın", "Bayramovla".
_TURKIC = (
    r"(?:l[iu]|l[ae]r)?(?:s[iu]n[iu]n|s[iu]n[dt]?[ae]n?|s[iu]|n[iu]n|[iu]n|n[iu]|y[iu]|[iu]|y[ae]"
    r"|n?[dt][ae](?:n|k[iu])?|y?l[ae]|[ae]|c[ae])?"
)
_CYRILLIC = (
    r"(?:ого|его|ому|ему|ыми|ими|ами|ями|ием|ови|еви|иею|ой|ей|ою|ею|ью|ом|ем|ым|им|ам|ям|ов|ев"
    r"|ий|ый|ая|яя|ое|ее|ые|ие|ых|их|ия|ию|ии|ах|ях|ую|а|я|у|ю|е|и|ы|о|ь|й)?"
)
_GEORGIAN = (
    r"(?:[იაეოუ]?(?:სთვის|სთან|სგან|სკენ|ისა|თვის|თან|გან|ებმა|ების|ები|მა|მ|ის|ს|ით|თ|ად|დ|ზე"
    r"|ში|მდე)*[აც]?)"
)
_BY_SCRIPT = {
    "latin": _TURKIC,
    "cyrillic": _CYRILLIC,
    "georgian": _GEORGIAN + "[იაეოუ]?",
    "armenian": r"(?:ներ|եր)?(?:ի|ին|ից|ով|ում|ը|ն|իս|ու|ուն|ուց|ան|այի|այից|այում|այով)?",
    "arabic": r"(?:ی|یی|ها|های|ان)?",
    "other": "",
}
# Of countries and places people and adjectives are made: Sarnian, сарнийский.
_DERIVED = {
    "latin": rf"(?:i?a?ns?|ese|is?|s|{_TURKIC})",
    "cyrillic": r"[а-я]{0,6}",
    "georgian": _GEORGIAN + r"(?:[იაეო]|ულ\w{0,6}|ელ\w{0,6}|ურ\w{0,6})?",
    "armenian": r"[ա-և]{0,5}",
    "arabic": r"(?:یی|ی|ها|های|ان|یه)?",
    "other": "",
}


def script(word: str) -> str:
    """The script a word begins in: latin, cyrillic, georgian, armenian, arabic or other."""
    first = word[:1].lower()
    if first < "\u0250" or "\u1e00" <= first <= "\u1eff":
        return "latin"
    if "\u0400" <= first <= "\u052f":
        return "cyrillic"
    if "\u0531" <= first <= "\u0587":
        return "armenian"
    if "\u10a0" <= first <= "\u10ff":
        return "georgian"
    return "arabic" if "\u0600" <= first <= "\u06ff" else "other"


def kept(word: str) -> str:
    """What a folded word keeps through its cases."""
    written = script(word)
    if written == "cyrillic" and len(word) >= _SHORTEST:
        return _cyrillic_kept(word)
    if written == "georgian" and len(word) > _SHORTEST and word[-1] in "იაეო":
        return word[:-1]
    if written == "armenian" and len(word) > _SHORTEST + 1 and word[-1] in "աը":
        return word[:-1]
    return word


def _cyrillic_kept(word: str) -> str:
    if len(word) > _SHORTEST + 2 and word.endswith(("ий", "ый", "ая", "ое")):
        return word[:-2]
    if len(word) > _SHORTEST and word[-1] == "й":
        return word[:-1]
    if len(word) == _SHORTEST:
        return word[:-1] if word[-1] in "ая" else word
    cut = word
    while len(cut) > max(_SHORTEST, len(word) - 2) and cut[-1] in "аеиоуыэюяьъ":
        cut = cut[:-1]
    return cut


@lru_cache(maxsize=64)
def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(body)


EXACT = _pattern("")


def ending(word: str, derived: bool = False) -> re.Pattern[str]:
    """What may follow `kept(word)` up to the end of the word, for a full match of the rest.

    With `derived`, also what makes an adjective or a people of a country's or a place's name.
    """
    stem = kept(word)
    if stem != word and len(word) == _SHORTEST:
        return _pattern("(?:а|ы|и|е|у|ю|я|ой|ей|ою)")
    if len(stem) < _SHORTEST:
        return EXACT
    return _pattern((_DERIVED if derived else _BY_SCRIPT)[script(word)])

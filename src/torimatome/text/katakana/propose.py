"""A name in katakana as a proposal: what it is read as, by which rules, and what else it may be."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from torimatome.text.katakana.engine import Said, say
from torimatome.text.katakana.origin import Origin, ranked
from torimatome.text.katakana.scripts import script_of, to_latin
from torimatome.text.katakana.tables import Table, codes, table

# Languages read by a neighbour's table.
_READ_AS = {
    "be": "ru", "ky": "kk", "uz": "kk", "tk": "kk", "tg": "fa", "ps": "fa", "ur": "hi",
    "sr": "hr", "bs": "hr", "sl": "hr", "mk": "hr", "me": "hr", "sk": "cs", "no": "sv", "nb": "sv",
    "nn": "sv", "da": "sv", "is": "sv", "et": "fi", "mo": "ro", "ms": "id", "ne": "hi", "ab": "ka",
}  # fmt: skip
_OF_SCRIPT = {"georgian": "ka", "armenian": "hy", "cyrillic": "ru", "arabic": "fa"}
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ‘`´ʻ][^\W\d_]+)*['’ʼ‘ʻ]?", re.UNICODE)
_KANA = re.compile(r"^[ァ-ヺー]+$")
_MOST_ALTERNATIVES = 5
_LONGEST = 200  # characters of a name that are read; no name is longer


@dataclass(frozen=True)
class Proposal:
    """A name in katakana, to be confirmed by a person."""

    name: str  # as asked
    ja: str  # parts joined by ・, hyphens as =; "" when there is nothing to read
    language: str  # code of the language it was read as; "" = letter by letter
    sure: float  # of that language, 0 to 1; 1 when it was given
    rules: tuple[str, ...]  # in the order they were used
    alternatives: tuple[str, ...]  # other forms, the likeliest first
    surname: str = ""  # the last part of `ja`

    @property
    def language_name(self) -> str:
        """The language it was read as, in words."""
        return table(self.language or "latin").name

    @property
    def how(self) -> str:
        """The rules in one short line, for a person."""
        return "; ".join(self.rules[:3]) if self.rules else "read letter by letter"


@lru_cache(maxsize=4096)
def propose(name: str, language: str = "", country: str = "") -> Proposal:
    """`name` in katakana by the rules of its language of origin; the same each time.

    `language` is a two-letter code, `country` an ISO code; without them the language is guessed
    from letters and endings. Reads Latin, Cyrillic, Georgian, Armenian, Persian and Arabic
    script; other scripts as romanised by anyascii. Never raises for any text.
    """
    origins = _origins(name, language, country)
    chosen = origins[0]
    said = _said(name, chosen.language)
    ja = "・".join("=".join(part.ja for part in parts) for parts in said)
    rules = tuple(dict.fromkeys(rule for parts in said for part in parts for rule in part.rules))
    others = [
        "・".join("=".join(part.ja for part in parts) for parts in _said(name, one.language))
        for one in origins[1:3]
    ]
    alternatives = dict.fromkeys(form for form in (*_variants(ja), *others) if form and form != ja)
    return Proposal(
        name=name,
        ja=ja,
        language=chosen.language,
        sure=chosen.sure,
        rules=rules,
        alternatives=tuple(alternatives)[:_MOST_ALTERNATIVES],
        surname=ja.rpartition("・")[2],
    )


def guess(name: str, country: str = "") -> Origin:
    """The language `name` is from, and how sure that is; "" and 0 when nothing tells."""
    return _origins(name, "", country)[0]


def known_language(code: str) -> str:
    """The code of the table `code` is read by; "" when there is none."""
    short = code.strip().lower().replace("_", "-").partition("-")[0]
    short = _READ_AS.get(short, short)
    return short if short in codes() else ""


def _origins(name: str, language: str, country: str) -> tuple[Origin, ...]:
    given = known_language(language) if language else ""
    script = script_of(name)
    low = _low(name)
    if script == "cyrillic" and re.search("[іїєґ]", low):
        found: tuple[Origin, ...] = (Origin("uk", 0.95),)
    elif script == "cyrillic" and not given:
        of_country = ranked("", country)
        read = of_country[0].language if of_country else ""
        code = read if read in {"az", "uk", "kk", "bg", "hr", "hy", "ka"} else "ru"
        found = (Origin(code, 0.8 if code == read else 0.6),)
    elif script in _OF_SCRIPT:
        code = _OF_SCRIPT[script]
        if script == "arabic" and re.search("[ةىيك]|(?:^| )ال", low):
            code = "ar"
        found = (Origin(code, 0.95 if script != "arabic" else 0.8),)
    else:
        found = ranked(" ".join(_words(low)), country)
    if given:
        return (Origin(given, 1.0), *(one for one in found if one.language != given))
    return found or (Origin("", 0.0),)


def _low(name: str) -> str:
    text = unicodedata.normalize("NFC", name[:_LONGEST])
    turkic = re.search("[ıİşŞğĞəƏçÇ]", text) is not None
    text = text.replace("İ", "i")
    if turkic:
        text = re.sub(r"I(?=[^\W\d_]*[ışğəç])", "ı", text)
    return unicodedata.normalize("NFC", text.lower().replace("i̇", "i"))


def _words(low: str) -> list[str]:
    return [word.strip("'") for word in re.split(r"[\s\-‐‑–—=＝・·]+", low) if word.strip("'")]


def _said(name: str, language: str) -> tuple[tuple[Said, ...], ...]:
    """Each word of `name` in katakana, hyphened parts together."""
    low = re.sub(r"\([^)]*\)|,.*$", " ", _low(name))
    read = table(language or "latin")
    article = language in {"ar", "fa"}
    found: list[tuple[Said, ...]] = []
    for block in low.split():
        if re.fullmatch(r"[^\W\d_]\.|[js]r\.?", block):
            continue  # an initial is left out, as headlines do
        parts: list[Said] = []
        for word in (m[0] for m in _WORD.finditer(block.replace("＝", "-"))):
            word = re.sub("[’ʼ‘`´ʻ]", "'", word)
            if article and word in {"al", "el"} and found:
                continue  # アル is dropped inside a name
            one = _one(word, read, language)
            if one.ja:
                parts.append(one)
        if parts:
            found.append(tuple(parts))
    return tuple(found)


def _one(word: str, read: Table, language: str) -> Said:
    if _KANA.match(word):
        return Said(word, word, ())
    native = read.names.get(word)
    if native:
        return say(word, read)
    latin = to_latin(word, language)
    return say(latin, read)


def _variants(ja: str) -> list[str]:
    """Other ways papers print the same sounds."""
    found = []
    if ja.endswith("ヴァ"):
        found.append(ja[:-2] + "ワ")
    elif re.search("[オエコソトノホモヨロゴゾドボポケセテネヘメレゲゼデベペ]ワ$", ja):
        found.append(ja[:-1] + "ヴァ")
    plain = ja
    for voiced, lip in (
        ("ヴァ", "バ"),
        ("ヴィ", "ビ"),
        ("ヴェ", "ベ"),
        ("ヴォ", "ボ"),
        ("ヴ", "ブ"),
    ):
        plain = plain.replace(voiced, lip)
    found.append(plain)
    found.append(ja.replace("ー", ""))
    return [form for form in dict.fromkeys(found) if form != ja]

"""What a desk's copy is checked against: its terms, outlets and style, compiled once."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec
import yaml
from spellchecker import SpellChecker

from torimatome.draft.check.sheet import Sheet, lay_out
from torimatome.draft.terms import Termbase
from torimatome.model import House, Issue, Term
from torimatome.text.folding import fold

_FOLDER = Path(__file__).with_name("tables")
_KATAKANA = re.compile(r"[ァ-ヴー]{3,}")


class Slip(msgspec.Struct, frozen=True):
    """A pattern of English that is wrong wherever it stands. `{groups}` of words are filled in."""

    kind: str
    severity: str
    pattern: str
    why: str
    suggest: str = ""  # as for re.sub


class Need(msgspec.Struct, frozen=True):
    """Words of one language that need certain words of the other."""

    name: str
    severity: str
    why: str
    ja: str = ""  # in the Japanese headline
    en: str = ""  # in the English
    within: str = "item"  # where the English is looked for: item | headline
    kind: str = "ja_en_mismatch"
    only_if: str = ""  # pattern the body must hold
    says: str = ""  # from_en: what the Japanese must hold to agree
    shown: str = ""  # what of the Japanese headline to show; "" = what matched, or all of it


class Wrong(msgspec.Struct, frozen=True):
    """Japanese that is wrong wherever it stands."""

    kind: str
    severity: str
    pattern: str
    why: str
    suggest: str = ""


class Tables(msgspec.Struct, frozen=True):
    """General knowledge of the two languages, as data; a desk may hand its own."""

    english: tuple[Slip, ...]
    japanese: tuple[Wrong, ...]
    needs_en: tuple[Need, ...]  # Japanese words that the English must support
    needs_ja: tuple[Need, ...]  # English words that the Japanese must render
    kanji_alike: tuple[str, ...]
    old_forms: dict[str, str]
    country_kanji: dict[str, str]
    also_names: tuple[str, ...]  # countries that are also given names
    british: dict[str, str]


def shipped() -> Tables:
    """The tables that come with the program."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw: dict[str, object] = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        # libyaml's parser reads quicker; the safe constructor is the same.
        raw |= yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    return msgspec.convert(raw, Tables)


# American endings and the British ones beside them: the word list knows the first, mostly.
_BRITISH = (("ize", "ise"), ("izi", "isi"), ("iza", "isa"), ("yze", "yse"), ("yzi", "ysi"),
            ("or", "our"), ("ors", "ours"), ("ored", "oured"), ("oring", "ouring"),
            ("orable", "ourable"), ("ense", "ence"), ("ter", "tre"), ("eled", "elled"),
            ("eling", "elling"))  # fmt: skip


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """English words, lower case: a spelling library's list, with British spellings beside."""
    known = frozenset(SpellChecker(language="en").word_frequency.dictionary)
    british = {
        word.replace(american, other)
        for american, other in _BRITISH
        for word in known
        if american in word[2:]
    }
    return known | british


@dataclass(frozen=True)
class Ground:
    """A desk and its past issues, ready to check against."""

    house: House
    tables: Tables
    archive: tuple[Issue, ...] = ()

    @cached_property
    def termbase(self) -> Termbase:
        """The desk's terms by every form."""
        return Termbase(self.house.terms)

    @cached_property
    def words(self) -> frozenset[str]:
        """Common English words."""
        return common_words()

    @cached_property
    def past(self) -> tuple[Sheet, ...]:
        """Every Item of the past issues."""
        return tuple(lay_out(item) for issue in self.archive for item in issue.items)

    @cached_property
    def latin(self) -> Counter[str]:
        """How often past issues printed each word of Latin letters."""
        return latin_words(self.past)

    @cached_property
    def katakana(self) -> Counter[str]:
        """How often past Japanese headlines printed each katakana word."""
        return katakana_words(self.past)

    @cached_property
    def katakana_terms(self) -> dict[str, tuple[Term, ...]]:
        """Katakana words of the desk's terms, and the terms they belong to."""
        found: dict[str, tuple[Term, ...]] = {}
        for term in self.house.terms:
            for word in _KATAKANA.findall(term.ja):
                found[word] = (*found.get(word, ()), term)
        return found

    @cached_property
    def home(self) -> frozenset[str]:
        """Folded names of the desk's own country and its bodies' country."""
        return frozenset(
            fold(t.en)
            for t in self.house.terms
            if t.kind == "country" and t.country == self.house.country
        )

    @cached_property
    def countries(self) -> dict[str, Term]:
        """Country terms by code."""
        return {t.country: t for t in self.house.terms if t.kind == "country" and t.country}

    def country_ja(self, code: str) -> tuple[str, ...]:
        """What a Japanese headline may call a country: its name and its kanji."""
        term = self.countries.get(code)
        kanji = self.tables.country_kanji.get(code, "")
        return tuple(form for form in (term.ja if term else "", *kanji.split()) if form)


def latin_words(sheets: Sequence[Sheet]) -> Counter[str]:
    """Words of Latin letters in these Items, with their counts, as printed."""
    counts: Counter[str] = Counter()
    for sheet in sheets:
        counts.update(sheet.words)
    return counts


def katakana_words(sheets: Sequence[Sheet]) -> Counter[str]:
    """Katakana words in these Items' Japanese headlines, with their counts."""
    counts: Counter[str] = Counter()
    for sheet in sheets:
        counts.update(_KATAKANA.findall(sheet.item.headline_ja))
    return counts

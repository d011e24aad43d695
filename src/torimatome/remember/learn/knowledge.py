"""What anyone knows before reading: countries, offices, bodies, words of news, both languages."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from babel import Locale

from torimatome.model import Term
from torimatome.remember.learn.words import Text, capital, cut, squeeze

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Entry:
    """One thing that can be said in both languages."""

    kind: str  # country | office | body | noun | verb | known
    en: tuple[str, ...]
    ja: tuple[str, ...]
    code: str = ""  # country: its code
    short: tuple[str, ...] = ()  # abbreviations; of a country what its people are called
    place: str = ""  # known terms: their own kind


@dataclass(frozen=True)
class Form:
    """One English form of an Entry, as the stems it is looked for by."""

    stems: tuple[str, ...]
    exact: str  # all-capital forms ("US") are looked for as written
    entry: Entry


@dataclass
class Knowledge:
    """Entries by their Japanese, and their English forms by first stem."""

    by_ja: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    by_stem: dict[str, list[Form]] = field(default_factory=lambda: defaultdict(list))
    countries: dict[str, Entry] = field(default_factory=dict)
    longest: int = 1

    def add(self, entry: Entry) -> None:
        """Know one more Entry."""
        for ja in dict.fromkeys(squeeze(ja) for ja in entry.ja):
            self.by_ja[ja].append(entry)
            self.longest = max(self.longest, len(ja))
        for en in dict.fromkeys((*entry.en, *entry.short)):
            words = cut(en).words
            if words:
                exact = en if en.isupper() and len(words) == 1 else ""
                form = Form(tuple(w.stem for w in words), exact, entry)
                self.by_stem[words[0].stem].append(form)
        if entry.kind == "country":
            self.countries[entry.code] = entry

    def found(self, text: Text, kinds: Sequence[str]) -> Iterator[tuple[int, int, Entry]]:
        """Where `text` says an Entry of these kinds: first word, last word, Entry."""
        for first in range(len(text.words)):
            for form in self.by_stem.get(text.words[first].stem, ()):
                if form.entry.kind in kinds and _says(text, first, form):
                    yield first, first + len(form.stems) - 1, form.entry


def places_of(text: Text, entry: Entry) -> list[tuple[int, int]]:
    """Where `text` says this Entry: (first word, last word), longest forms first."""
    spots: list[tuple[int, int]] = []
    for form in _forms(entry):
        for first, word in enumerate(text.words):
            if word.stem == form.stems[0] and _says(text, first, form):
                spot = (first, first + len(form.stems) - 1)
                if not any(a <= spot[0] and spot[1] <= b for a, b in spots):
                    spots.append(spot)
    return spots


@lru_cache(maxsize=8_000)
def _forms(entry: Entry) -> tuple[Form, ...]:
    forms = []
    for en in dict.fromkeys((*entry.en, *entry.short)):
        words = cut(en).words
        exact = en if en.isupper() and len(words) == 1 else ""
        if words:
            forms.append(Form(tuple(w.stem for w in words), exact, entry))
    return tuple(sorted(forms, key=lambda f: -len(f.stems)))


def _says(text: Text, first: int, form: Form) -> bool:
    words = text.words[first : first + len(form.stems)]
    if form.exact:
        return words[0].text in (form.exact, form.exact + "s")
    if form.entry.kind == "country" and not capital(words[0]):
        return False
    return tuple(w.stem for w in words) == form.stems


def general() -> Knowledge:
    """The general knowledge that ships with the program, ready to be added to."""
    known = Knowledge()
    for entry in _shipped():
        known.add(entry)
    return known


@lru_cache(maxsize=1)
def _shipped() -> tuple[Entry, ...]:
    return (
        *_countries(),
        *(Entry("office", en, ja, short=short) for en, ja, short in _rows("offices.tsv")),
        *(Entry("body", en, ja) for en, ja, _ in _rows("bodies.tsv")),
        *(Entry("noun", en, ja) for en, ja, _ in _rows("words_nouns.tsv")),
        *(Entry("verb", en, ja) for en, ja, _ in _rows("words_verbs.tsv")),
    )


def with_terms(terms: Iterable[Term]) -> Knowledge:
    """General knowledge and the terms a desk has already accepted."""
    known = general()
    for term in terms:
        latin = tuple(a for a in term.aliases if a.isascii())
        if term.ja:
            en = (term.en, *latin)
            short = (term.short_en,) if term.short_en else ()
            known.add(Entry("known", en, (term.ja,), term.country, short, term.kind))
    return known


def _rows(name: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            cells = [tuple(x for x in cell.split("|") if x) for cell in line.split("\t")]
            yield cells[0], cells[1], cells[2] if len(cells) > 2 else ()


def _countries() -> Iterator[Entry]:
    english, japanese = Locale("en").territories, Locale("ja").territories
    extra: dict[str, list[tuple[str, ...]]] = {}
    for line in (_FOLDER / "countries.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, *cells = line.split("\t")
            extra[code] = [tuple(x for x in cell.split("|") if x) for cell in cells]
    for code, name in sorted(english.items()):
        if len(code) == 2 and code.isalpha() and code not in ("ZZ", "QO", "EZ", "XA", "XB"):
            demonyms, names, ja, sign = extra.get(code, [(), (), (), ()])
            own = re.sub(r" \(.*\)", "", name)
            said = japanese.get(code, "")
            yield Entry("country", (own, *names), (*ja, said, *sign), code, demonyms)

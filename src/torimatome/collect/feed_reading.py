"""FeedReading, and what its parts share: counted warnings, dates, languages, missing links."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from torimatome.collect.dates import read_date
from torimatome.model import Entry

# The longest real feeds seen have some 250 items, whole archives in one feed some 2,000.
MOST_ENTRIES = 5_000


@dataclass(frozen=True)
class FeedReading:
    """What a feed says. `warnings` is for the editor: what was assumed, mended or left out."""

    entries: tuple[Entry, ...]
    kind: str  # "rss" | "atom" | "rdf" | "cdf" | "json" | "xml" for a root of another name
    title: str = ""
    language: str = ""  # ISO 639-1; "" = not declared
    warnings: tuple[str, ...] = ()


@dataclass
class Notes:
    """Oddities counted while reading, so that a hundred of a kind make one warning."""

    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, what: str, example: str = "") -> None:
        self.counts[what] = self.counts.get(what, 0) + 1
        if example:
            self.examples.setdefault(what, example)

    def lines(self) -> tuple[str, ...]:
        return tuple(
            f"{what}: {count}"
            + (f", first {self.examples[what][:60]!r}" if what in self.examples else "")
            for what, count in self.counts.items()
        )


def moment(texts: Iterable[str], notes: Notes) -> datetime | None:
    """The first of `texts` that names a moment, in UTC."""
    for text in texts:
        if not text.strip():
            continue
        found = read_date(text)
        if found is None:
            notes.add("dates that could not be read", text.strip())
            continue
        if not found.time_known:
            notes.add("dates without a time, taken as midnight UTC", text.strip())
        elif not found.zone_known:
            notes.add("dates without a zone, taken as UTC", text.strip())
        return found.moment
    return None


# ISO 639-2 and -3 codes, and plain names, that feeds carry instead of the two letters.
_LANGUAGES = {
    "eng": "en", "rus": "ru", "aze": "az", "azj": "az", "tur": "tr", "hye": "hy", "arm": "hy",
    "kat": "ka", "geo": "ka", "fas": "fa", "per": "fa", "ukr": "uk", "jpn": "ja", "ara": "ar",
    "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt",
    "zho": "zh", "chi": "zh", "kor": "ko", "heb": "he", "kaz": "kk", "uzb": "uz", "pol": "pl",
    "english": "en", "russian": "ru", "azerbaijani": "az", "turkish": "tr", "armenian": "hy",
    "georgian": "ka", "persian": "fa", "farsi": "fa", "ukrainian": "uk", "japanese": "ja",
    "arabic": "ar", "german": "de", "french": "fr", "spanish": "es", "italian": "it",
    "iw": "he", "in": "id",
}  # fmt: skip


def language_code(text: str) -> str:
    """ISO 639-1 code of a declared language; "" when it names none."""
    first = text.strip().lower().replace("_", "-").split("-")[0].strip()
    if first in _LANGUAGES:
        return _LANGUAGES[first]
    return first if len(first) == 2 and first.isascii() and first.isalpha() else ""


def linkless_url(feed_url: str, *parts: str) -> str:
    """The address of an entry that has none: its feed's, with a fragment made of its words."""
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:12]
    return f"{feed_url.split('#')[0]}#{digest}"

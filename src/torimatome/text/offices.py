"""Office words in ten languages, each with the kind of agent its holder is (after PLOVER).

The table is `offices.tsv` beside this file: one row an office, one column a language, forms in
the nominative parted by ";". Azerbaijani and Turkish forms stand without their possessive ending.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from torimatome.text.endings import EXACT, script
from torimatome.text.endings import ending as general_ending
from torimatome.text.folding import fold

LANGUAGES = ("en", "ru", "uk", "az", "tr", "fa", "ar", "hy", "ka", "ja")
# Held beside an office, and named between it and the name.
RANKS = frozenset({"General", "Colonel"})
# Said of many at once or of people of no state; a name beside them needs no country, and nobody
# is asked when the holder changes.
LOOSE = frozenset(
    {"Minister", "Deputy Minister", "Member of Parliament", "Judge", "Commander", "Ambassador",
     "Special Representative", "spokesperson", "King", "Crown Prince", "Governor", "Mayor",
     "Police Chief", "Chairman", "Director", "leader", "presidential aide"}
    | RANKS
)  # fmt: skip
# Words that begin with an office in Japanese and are none.
NO_OFFICE = (
    "大統領府", "大統領選", "大統領令", "大統領制", "首相府", "外相会談", "外相会合", "国防相会議",
    "国防相会談", "首相会談", "大統領報道官室", "議長国", "議長声明", "大使館", "大使級", "代表団",
    "代表部", "大臣会合", "長官級", "知事選", "市長選", "議員団", "外相級", "副大臣級", "代表者",
    "代表的",
)  # fmt: skip
_TURKIC = re.compile(
    r"(?:s|(?:l[ae]r)?(?:s?[iu])?(?:n[iu]n|n?[dt][ae]n?|n[ae]|y?l[ae]|n[iu]|dir)?)"
)


@dataclass(frozen=True)
class Mark:
    """An office word: which office, and whose kind of agent its holder is."""

    office: str  # English, the `office` column; "" = a word that only looks like an office
    agent: str = "UNS"  # GOV MIL LEG JUD COP SPY DIP IGO PTY REL UNS

    @property
    def rank(self) -> bool:
        """Whether it is a rank, which stands beside an office."""
        return self.office in RANKS


@lru_cache(maxsize=1)
def table() -> dict[str, Mark]:
    """The offices by their English names."""
    return {row["office"]: Mark(row["office"], row["agent"]) for row in _rows()}


def forms() -> Iterator[tuple[str, Mark]]:
    """Every form of every office; where two share a form, the first row has it."""
    seen: set[str] = set()
    for row in _rows():
        for language in LANGUAGES:
            for form in filter(None, (row.get(language) or "").split(";")):
                if form not in seen:
                    seen.add(form)
                    yield form, table()[row["office"]]
    for form in NO_OFFICE:
        yield form, Mark("")


@lru_cache(maxsize=1)
def _by_form() -> dict[str, Mark]:
    found: dict[str, Mark] = {}
    for form, mark_ in forms():
        if mark_.office:
            found.setdefault(fold(form), mark_)
    return found


def mark(words: str) -> Mark:
    """The office of the table that `words` name, else one of its own."""
    return _by_form().get(fold(words)) or table().get(words) or Mark(words)


def same(one: str, other: str) -> bool:
    """Whether two ways of saying an office mean one: "Minister of Defense", "Defense Minister"."""
    return fold(one) == fold(other) or mark(one).office == mark(other).office


def meet(one: str, other: str) -> bool:
    """Whether one may be the other said shorter: "Minister" for "Defense Minister"."""
    short, long = sorted((mark(one).office, mark(other).office), key=len)
    return same(one, other) or (short in _SHORTENED and long.endswith(f" {short}"))


# "Prime Minister" and "First Deputy Prime Minister" are never said so.
_SHORTENED = frozenset({"Minister", "Deputy Minister", "Chief", "Commander", "spokesperson"})


def ending(word: str) -> re.Pattern[str]:
    """What may follow a folded office word."""
    if script(word) == "latin":
        return _TURKIC
    if script(word) == "arabic":
        return EXACT if len(word) < 4 else general_ending(word)
    return general_ending(word)


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, str], ...]:
    path = Path(__file__).parent / "offices.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))

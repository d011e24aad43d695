"""The office that stands beside a person's name: "FM Orlisk", オルリスク外相."""

import re

from torimatome.model import House
from torimatome.store.tokens import clean, fold

_LONGEST = 7  # words of an office
# Before an office these make another of it, or one that is held no longer.
_OTHER = frozenset(
    "deputy vice former ex acting assistant adviser advisor first ousted outgoing incoming shadow"
    " honorary late then under predecessor by to for".split()
)
_GOES_ON = re.compile(r"[\u30a1-\u30fa\u30fc\u3400-\u9fff]")


class Offices:
    """The offices of a house's terms, ready to be looked for beside a name."""

    def __init__(self, house: House) -> None:
        self._english: dict[str, str] = {}
        self._japanese: dict[str, str] = {}
        for term in house.terms:
            if term.kind == "office":
                for form in (term.en, term.short_en, *term.aliases):
                    if form and form.isascii():
                        self._english.setdefault(fold(clean(form)), clean(term.en))
                if term.ja:
                    self._japanese.setdefault(fold(clean(term.ja)), clean(term.en))
        self._lengths = sorted({len(form) for form in self._japanese}, reverse=True)

    def beside(self, folded: str, start: int, end: int) -> str:
        """The office before, or in Japanese behind, the name at [start:end]; "" when none is."""
        return self._behind(folded[end : end + 40]) or self._before(folded[:start])

    def _before(self, text: str) -> str:
        if not text.endswith(" "):
            return ""
        words = text[-120:].split()
        for count in range(min(_LONGEST, len(words)), 0, -1):
            office = self._english.get(" ".join(words[-count:]))
            if office:
                other = words[-count - 1].strip("(\"'") if len(words) > count else ""
                return "" if other.split("-")[0] in _OTHER else office
        return ""

    def _behind(self, text: str) -> str:
        for length in self._lengths:
            office = self._japanese.get(text[:length])
            if office:
                return "" if _GOES_ON.match(text[length : length + 1]) else office
        return ""

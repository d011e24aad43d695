"""The desk's terms, ready to be asked: forms found in a text, who holds an office."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from torimatome.model import Term
from torimatome.text.endings import EXACT
from torimatome.text.folding import flat, fold
from torimatome.text.scan import UNSPACED, Form, Scan, Whole

_DEMONYM = re.compile(r"(?:ian|ean|an|ish|ese|ic|i|ch)s?$", re.IGNORECASE)
_ACRONYM = 5  # a form in capitals up to this long must stand in capitals: US is not us
# How alike two spellings of one name are at least ("Orlysk", "Orlisk" .83); below it an alias is
# another word (an abbreviation, a nickname) and is left as the outlet wrote it. Chosen on
# romanisations of Russian, Turkish and Azerbaijani surnames, which lie between .66 and .95.
_SPELLING = 0.65


@dataclass(frozen=True)
class Hit:
    """A term found in a text."""

    start: int
    end: int
    term: Term
    form: str  # as it stands in the text


class Termbase:
    """Terms by every form they come in; the longest form wins."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms: tuple[Term, ...] = tuple(terms)
        self._by_form: dict[str, list[Term]] = defaultdict(list)
        for term in self.terms:
            for form in dict.fromkeys((term.en, term.short_en, *term.aliases)):
                key = fold(form)
                if key and term not in self._by_form[key]:
                    self._by_form[key].append(term)
        self._spellings = _spellings(self.terms)

    def get(self, form: str, kinds: Sequence[str] = ()) -> Term | None:
        """The term `form` stands for, of one of `kinds` (none given: of any)."""
        found = self._by_form.get(fold(form), [])
        return next((t for t in found if not kinds or t.kind in kinds), None)

    def all(self, form: str) -> tuple[Term, ...]:
        """Every term that has this form: namesakes stand side by side."""
        return tuple(self._by_form.get(fold(form), ()))

    def hits(self, text: str) -> list[Hit]:
        """Terms in `text` from left to right, longest first, none overlapping."""
        return [
            Hit(hit.start, hit.end, hit.value, text[hit.start : hit.end])
            for hit in self._scan.find(text)
        ]

    @cached_property
    def _scan(self) -> Scan[Term]:
        """Forms as they are written: English keeps its names whole, so no endings are tried."""
        spaced: list[Form[Term]] = []
        whole: list[Whole[Term]] = []
        seen: set[str] = set()
        for term in self.terms:
            for form in (term.en, term.short_en, *term.aliases):
                parts = tuple(flat(form).split())
                if not parts or form in seen:
                    continue
                seen.add(form)
                if UNSPACED.search(form):
                    whole.append(Whole(term, form))
                    continue
                acronym = (
                    form if form.isupper() and form.isalpha() and len(form) <= _ACRONYM else ""
                )
                spaced.append(Form(term, parts, (EXACT,) * len(parts), acronym=acronym))
        return Scan(spaced, whole)

    def surname(self, name: str) -> tuple[Term, ...]:
        """Persons whose last name is `name`."""
        wanted = fold(name)
        return tuple(
            t for t in self.terms if t.kind == "person" and fold(t.en).split()[-1:] == [wanted]
        )

    def holders(self, office: str, country: str, day: str) -> tuple[Term, ...]:
        """Persons who hold `office` (its `en`) of `country` on `day`; "" = today's holders."""
        return tuple(
            t
            for t in self.terms
            if t.kind == "person"
            and fold(t.office) == fold(office)
            and t.country == country
            and (not day or (t.since or "0") <= day)
            and (not t.until or bool(day and day <= t.until))
        )

    def respell(self, text: str) -> str:
        """English `text` with other spellings of a known name put right."""
        for pattern, right in self._spellings:
            text = pattern.sub(right, text)
        return text


def _spellings(terms: Iterable[Term]) -> list[tuple[re.Pattern[str], str]]:
    right_forms = {w for t in terms for w in t.en.split()} | {t.en for t in terms}
    pairs: dict[str, str] = {}
    for term in terms:
        if term.kind not in {"person", "place", "country", "organisation"}:
            continue
        for alias in term.aliases:
            wanted = _same_length(alias, term)
            if wanted and alias not in right_forms and not _plain_word(alias):
                pairs.setdefault(alias, wanted)
    return [
        (re.compile(rf"(?<![\w-]){re.escape(alias)}(?!\w)"), right)
        for alias, right in sorted(pairs.items(), key=lambda pair: (-len(pair[0]), pair[0]))
    ]


def _plain_word(alias: str) -> bool:
    return not alias[:1].isupper() or not re.search(r"[A-Za-z]", alias)


def _same_length(alias: str, term: Term) -> str:
    """The words of the right form an alias misspells; "" when it is no mere spelling."""
    count = len(alias.split())
    wanted = " ".join(term.en.split()[-count:])
    if count > len(term.en.split()) or (count < len(term.en.split()) and term.kind != "person"):
        return ""
    longer = len(alias) > len(wanted) or term.kind == "country"
    if term.kind != "person" and longer and _DEMONYM.search(alias):
        return ""
    alike = SequenceMatcher(None, fold(alias), fold(wanted)).ratio()
    return wanted if alike >= _SPELLING and alias != wanted and alias.isascii() else ""

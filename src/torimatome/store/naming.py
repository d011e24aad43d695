"""The names a house knows: every spelling of one that is looked for, and those an Item names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind
from anyascii import anyascii

from torimatome.model import Actor, House, Item, Term
from torimatome.model.archive import Mention
from torimatome.store.offices import Offices
from torimatome.store.tokens import clean, fold, is_word, units
from torimatome.text.meetings import sentence_tells
from torimatome.text.sentences import split

NAMES = ("person", "organisation", "place", "country")
_ACRONYM = 5  # a form in capitals up to this long must stand in capitals: US is not us
_SURNAME = 4  # letters of a last name that may stand alone; shorter ones are everyday words
_CUT = 3  # letters a case ending adds or changes at most: Гафаровой, Гафарову
_CYRILLIC = re.compile("[а-яёәіґєїўҹҝһ]{5,}")
# What tells, in the role a bulletin gives an actor its terms do not know, a person from a body.
_PERSONS = re.compile(
    r"\b(?:\w*president|\w*minister|head|chair\w*|director|ambassador|command\w*|secretary|leader"
    r"|spokes\w+|member|assistant|representative|envoy|deputy|speaker|governor|mayor|judge|attach"
    r"|activist|journalist|blogger|defender|patriarch|pope|king|queen|prince|wife|husband|son|person"
    r"|officer|official|general|colonel|adviser|advisor|teacher|professor|lawyer|chief|mp)\b",
    re.IGNORECASE,
)
_STATES = {"state": "country", "state (metonym)": "place", "country": "country", "city": "place"}


@dataclass(frozen=True)
class Form:
    """One way a name is written."""

    words: str
    cased: bool = False  # an acronym: it stands only in capitals


class Naming:
    """Every form of every name of a house, ready to be looked up."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._terms = [term for term in house.terms if term.kind in NAMES]
        self._full: dict[str, list[Term]] = defaultdict(list)
        self._last: dict[str, list[Term]] = defaultdict(list)
        for term in self._terms:
            for form in _forms(term):
                _put(self._full, form, term)
                if term.kind == "person" and (surname := _surname(form)):
                    _put(self._last, surname, term)
        self._codes = {t.country: t.en for t in self._terms if t.kind == "country" and t.country}
        self._homes = {
            (t.kind, clean(t.en)): t.country
            for t in self._terms
            if t.country and t.kind != "country"
        }
        self._outlets = {
            fold(clean(spelling)): outlet.id
            for outlet in house.outlets
            for spelling in (outlet.name, *outlet.spellings, *outlet.hosts, outlet.citation,
                             outlet.id)
        }  # fmt: skip
        self._offices = Offices(house)
        self._written = sorted({form for form in (*self._full, *self._last) if len(form) > 1})
        self._scan = AhoCorasick(self._written, matchkind=MatchKind.LeftmostLongest)

    def terms(self, words: str) -> tuple[Term, ...]:
        """The names `words` is a form of, in any script and spelling the house knows."""
        return tuple(dict.fromkeys((*self._by_full(words), *self._by_last(words))))

    def spellings(self, words: str) -> tuple[Form, ...]:
        """The other forms of the names `words` is a form of."""
        full = self._by_full(words)
        last = self._by_last(words)
        found: dict[Form, None] = {}
        for term in dict.fromkeys((*full, *last)):
            for form in _forms(term):
                found[_form(form)] = None
                surname = _surname(form) if term.kind == "person" else ""
                alone = len(self._last.get(fold(surname), ())) == 1
                if surname and (alone or term in last):
                    found[_form(surname)] = None
        own = fold(clean(words))
        return tuple(form for form in found if fold(form.words) != own)

    def outlet(self, words: str) -> str:
        """The id of the outlet `words` names, or `words` folded when the house has none such."""
        folded = fold(clean(words))
        return self._outlets.get(folded, folded)

    def country(self, words: str) -> str:
        """The English name of a country, from its code or any form of it."""
        if words in self._codes:
            return self._codes[words]
        found = [term for term in self.terms(words) if term.kind == "country"]
        return found[0].en if found else words

    def home(self, mention: Mention) -> str:
        """The country a person, organisation or place belongs to, in English; "" when unknown."""
        code = self._homes.get((mention.kind, mention.name), "")
        return self._codes.get(code, code)

    def mentions(self, item: Item) -> tuple[Mention, ...]:
        """Whom and what the Item names, those who act first; a namesake only when it is certain."""
        heads = self._in_text(f"{item.headline_en} \n {item.headline_ja}")
        body = self._in_text(" \n ".join(_texts(item)))
        actors = [(self._actor(actor), actor) for actor in item.actors]
        certain = [term for term, _ in actors if term is not None]
        certain += [terms[0] for terms in (*heads, *body) if len(terms) == 1]
        found: dict[tuple[str, str], Mention] = {}
        for term, actor in actors:
            made = _from_actor(actor) if term is None else _from_term(term, actor.role or "", True)
            if made is not None:
                found.setdefault((made.kind, made.name), made)
        for place, acts in ((heads, True), (body, False)):
            for terms in place:
                sure = [term for term in terms if term in certain]
                for term in sure or (terms if len(terms) == 1 else ()):
                    made = _from_term(term, "", acts)
                    found.setdefault((made.kind, made.name), made)
        self._add_roles(item, certain, found)
        met = self._met(item, certain)
        whole = [
            replace(m, met=tuple(sorted(met[m.name]))) if m.kind == "person" else m
            for m in found.values()
        ]
        return tuple(sorted(whole, key=lambda m: not m.acts))

    def _add_roles(
        self, item: Item, certain: Sequence[Term], found: dict[tuple[str, str], Mention]
    ) -> None:
        """Give persons the office that first stands beside their name in the Item."""
        for text in (item.headline_en, item.headline_ja, *_texts(item)):
            folded = fold(text)
            for terms, start, end in self._places(text, folded):
                term = next((t for t in terms if t.kind == "person" and t in certain), None)
                mention = found.get((term.kind, clean(term.en))) if term else None
                if mention is not None and not mention.role:
                    role = self._offices.beside(folded, start, end)
                    if role:
                        found[(mention.kind, mention.name)] = replace(mention, role=role)

    def _met(self, item: Item, certain: Sequence[Term]) -> dict[str, set[str]]:
        """Who met whom: the two persons of a sentence that tells of a meeting."""
        met: dict[str, set[str]] = defaultdict(set)
        for text in _texts(item):
            if not sentence_tells(text):
                continue
            for sentence in split(text, "en"):
                words = text[sentence.start : sentence.end]
                if sentence_tells(words):
                    named = {
                        clean(sure[0].en)
                        for terms in self._in_text(words)
                        if (sure := [t for t in terms if t in certain]) and sure[0].kind == "person"
                    }
                    if len(named) == 2:  # of three nobody can tell who met whom
                        one, other = named
                        met[one].add(other)
                        met[other].add(one)
        return met

    def _by_full(self, words: str) -> tuple[Term, ...]:
        return self._looked_up(self._full, words)

    def _by_last(self, words: str) -> tuple[Term, ...]:
        return self._looked_up(self._last, words)

    def _looked_up(self, forms: dict[str, list[Term]], words: str) -> tuple[Term, ...]:
        words = clean(words)
        for key in _keys(words):
            hits = [t for t in forms.get(key, ()) if _capitals_agree(words, t)]
            if hits:
                return tuple(hits)
        folded = fold(words)
        if not _CYRILLIC.fullmatch(folded):
            return ()
        # A Russian name in another case: the longest known form it shares all but an ending with.
        for cut in range(len(folded), max(4, len(folded) - _CUT) - 1, -1):
            for ending in ("", "а", "я", "й", "ь"):
                hits = [t for t in forms.get(folded[:cut] + ending, ()) if t.kind != "country"]
                if hits:
                    return tuple(hits)
        return ()

    def _in_text(self, words: str) -> list[list[Term]]:
        return [terms for terms, _, _ in self._places(words, fold(words))]

    def _places(self, words: str, folded: str) -> Iterator[tuple[list[Term], int, int]]:
        """The names in a text and where they stand in it folded."""
        for which, start, end in self._scan.find_matches_as_indexes(folded):
            form = self._written[which]
            if not _stands_whole(folded, start, end):
                continue
            given = self._full.get(form) or self._last[form]
            terms = [term for term in given if _capitals_in(words, form, term)]
            if terms:
                yield list(dict.fromkeys(terms)), start, end

    def _actor(self, actor: Actor) -> Term | None:
        state = actor.role in _STATES
        kinds = {"organisation", "country", "place" if state else "person"}
        for form in (actor.norm_en, actor.name_en):
            terms = [t for t in self.terms(form or "") if t.kind in kinds]
            if len(terms) > 1:  # namesakes: the one the headline's office or country fits
                terms = [t for t in terms if t.office and t.office == actor.role] or terms
            if terms:
                return terms[0]
        return None


class Namings:
    """The Naming of the house last asked for: making one takes longer than a search."""

    def __init__(self) -> None:
        self._known: Naming | None = None

    def of(self, house: House) -> Naming:
        """The house's Naming."""
        if self._known is None or self._known.house is not house:
            self._known = Naming(house)
        return self._known


def name_key(kind: str, name: str) -> str:
    """What a name is kept under."""
    return f"{kind}:{clean(name)}"[:200]


def _put(forms: dict[str, list[Term]], form: str, term: Term) -> None:
    for key in _keys(form):
        if term not in forms[key]:
            forms[key].append(term)


def _keys(form: str) -> tuple[str, ...]:
    """The folded form and, unless Chinese characters or kana are in it, the form in Latin."""
    folded = fold(clean(form))
    if not all(is_word(unit) or unit.isascii() for unit in units(folded)):
        return (folded,)
    latin = re.sub(r"[`'’]", "", anyascii(folded)).lower().strip()
    return tuple(dict.fromkeys((folded, latin))) if latin else (folded,)


@lru_cache(maxsize=4_096)
def _forms(term: Term) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(clean(f) for f in (term.en, term.ja, term.short_en, *term.aliases) if f)
    )


def _surname(form: str) -> str:
    parts = re.split(r"[\s・=＝]+", form)
    return parts[-1] if len(parts) > 1 and len(parts[-1]) >= _SURNAME else ""


def _form(form: str) -> Form:
    return Form(form, cased=form.isupper() and len(form) <= _ACRONYM)


def _capitals_agree(words: str, term: Term) -> bool:
    """Whether `words` may be a form of the term: "us" is not the US."""
    if len(words) > _ACRONYM or not words.isascii() or words.isupper():
        return True
    return any(fold(f) == fold(words) and not _form(f).cased for f in _forms(term)) or any(
        fold(_surname(f)) == fold(words) for f in _forms(term)
    )


def _capitals_in(words: str, form: str, term: Term) -> bool:
    if len(form) > _ACRONYM:
        return True
    cased = [f for f in _forms(term) if fold(f) == form and _form(f).cased]
    if not cased:
        return True
    return any(re.search(rf"(?<!\w){re.escape(f)}(?!\w)", words, re.ASCII) for f in cased)


def _stands_whole(folded: str, start: int, end: int) -> bool:
    before = start > 0 and _joined(folded[start - 1], folded[start])
    return not before and not (end < len(folded) and _joined(folded[end - 1], folded[end]))


def _joined(left: str, right: str) -> bool:
    """Whether two characters side by side belong to one word."""
    if left < "\u3000" and right < "\u3000":
        return left.isalnum() and right.isalnum()
    return "ァ" <= left <= "ー" and "ァ" <= right <= "ー" and "・" not in (left, right)


def _texts(item: Item) -> Iterable[str]:
    for block in item.blocks:
        yield from (block.label or "", block.text or "", *(block.bullets or ()))


def _from_term(term: Term, role: str, acts: bool) -> Mention:
    return Mention(term.kind, clean(term.en), term.ja, role, acts)


def _from_actor(actor: Actor) -> Mention | None:
    name = clean(actor.norm_en or actor.name_en)
    if not name:
        return None
    role = actor.role or ""
    kind = _STATES.get(role, "person" if _PERSONS.search(role) else "organisation")
    return Mention(kind, name, actor.name_ja or "", role, acts=True)

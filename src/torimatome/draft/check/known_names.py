"""Names that the desk and its past issues know, ready to compare with."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from torimatome.draft.check.ground import Ground
from torimatome.draft.check.spelling import apart, same_sound, sound
from torimatome.model import Term
from torimatome.text.folding import fold

_DEMONYM = re.compile(r"(?:ian|ean|an|ani|ish|ese|ic|i|ch|n)s?$")
# A name is compared with others from this length on; shorter ones collide by chance.
SHORTEST = 5
# By sound alone names are compared from this length on: Zhang and Jiang are two families.
SOUNDS = 6
# A spelling in the desk's terms weighs as much as so many times in print.
TERM = 5


@dataclass(frozen=True)
class Names:
    """Names the desk and its past issues know, ready to compare with."""

    ground: Ground

    @cached_property
    def spellings(self) -> dict[str, tuple[str, Term]]:
        """Another spelling of a known name, folded → the desk's spelling and its term."""
        found: dict[str, tuple[str, Term]] = {}
        right = {fold(w) for t in self.ground.house.terms for w in t.en.split()}
        for term in self.ground.house.terms:
            if term.kind not in {"person", "place", "country"}:
                continue
            last = term.en.split()[-1]
            for alias in term.aliases:
                other = alias.split()[-1] if term.kind == "person" else alias
                if not other.isascii() or not other[:1].isupper() or other == term.en:
                    continue
                if fold(other) in right and (term.kind == "person" or fold(other) != fold(term.en)):
                    continue
                if term.kind == "person" and not same_sound(other, last):
                    continue
                wanted = last if term.kind == "person" else term.en
                if term.kind != "person" and not _spelling_of(other, term.en):
                    continue
                found.setdefault(other, (wanted, term))
        return found

    @cached_property
    def known(self) -> Counter[str]:
        """Name words of past issues, with counts, as printed; a desk's term counts much."""
        counts = Counter(
            {w: n for w, n in self.ground.latin.items() if w[:1].isupper() and not w.isupper()}
        )
        for term in self.ground.house.terms:
            if term.kind in {"person", "place", "country"}:
                # Of a person the last name: given names are common to many.
                words = term.en.split()[-1:] if term.kind == "person" else term.en.split()
                counts.update({word: TERM for word in words if word[:1].isupper()})
        return counts

    @cached_property
    def by_sound(self) -> dict[str, set[str]]:
        """Known name words by how they sound."""
        found: dict[str, set[str]] = defaultdict(set)
        for word in self.known:
            if len(word) >= SHORTEST:
                found[sound(word)].add(word)
        return found

    @cached_property
    def by_fold(self) -> dict[str, set[str]]:
        """Known name words by their letters without marks."""
        found: dict[str, set[str]] = defaultdict(set)
        for word in self.known:
            if len(word) >= SHORTEST and word.lower() not in self.ground.words:
                found[fold(word)].add(word)
        return found

    @cached_property
    def surnames(self) -> dict[str, tuple[Term, ...]]:
        """Japanese surname → the people who have it."""
        found: dict[str, tuple[Term, ...]] = {}
        for term in self.ground.house.terms:
            if term.kind == "person" and term.ja:
                found[term.ja] = (*found.get(term.ja, ()), term)
        return found

    @cached_property
    def offices_ja(self) -> dict[str, tuple[str, ...]]:
        """Japanese title → every English form of the office, abbreviations with it."""
        found: dict[str, tuple[str, ...]] = {}
        shorts = self.ground.house.style.offices
        for term in self.ground.house.terms:
            if term.kind == "office" and term.ja:
                forms = [f for f in (term.en, term.short_en, *term.aliases) if f and f.isascii()]
                forms += [short for full, short in shorts.items() if full in forms]
                found[term.ja] = (*found.get(term.ja, ()), *forms)
        return found

    @cached_property
    def short_offices(self) -> tuple[tuple[str, str], ...]:
        """Abbreviation of an office → its Japanese title."""
        return tuple(
            (short, ja)
            for short in sorted(set(self.ground.house.style.offices.values()))
            for ja, forms in sorted(self.offices_ja.items())
            if short in forms
        )

    @cached_property
    def name_and_title(self) -> re.Pattern[str]:
        """A katakana name, perhaps a country, and a title of the desk's terms."""
        titles = sorted(self.offices_ja, key=lambda t: (-len(t), t))
        return re.compile(
            r"(?P<name>[ァ-ヴー]{3,})(?:・[ァ-ヴー]{3,}|[一-龠A-Z]{1,3}?)?"
            rf"(?P<title>{'|'.join(map(re.escape, titles)) or chr(0)})(?![一-龠])"
        )

    @cached_property
    def titles(self) -> str:
        """Japanese titles and honorifics, as a pattern."""
        own = {t.ja for t in self.ground.house.terms if t.kind == "office"}
        general = (
            "氏|夫妻|夫人|大統領|副大統領|首相|副首相|外相|[一-龠]{1,4}相|[一-龠]{0,6}大臣|[一-龠]{0,6}次官|"
            "[一-龠]{0,6}長官|[一-龠]{0,8}長|[一-龠]{0,6}官|[一-龠]{0,4}大使|[一-龠]{0,4}使|総裁|書記|議員|"
            "[一-龠]{0,4}代表|司令官|[一-龠]{0,2}[大中少]将|[一-龠]{0,2}[大中少]佐|知事|主席|総理|教授|記者|被告|"
            "容疑者|国王|皇太子|教皇|法王|枢機卿|元帥|女史|師|議長|判事|検事|検察官|弁護士|選手|家|財団|劇場|"
            "政権|内閣|政府|党|派|市|州|国際|記念|通り|空港|大学|杯|賞|総主教|殿下|閣下|候補|特使|王"
        )
        return "|".join([*(re.escape(t) for t in sorted(own, key=len, reverse=True)), general])


def _spelling_of(other: str, right: str) -> bool:
    """Whether two names of a place are one name spelled twice, not two names."""
    if fold(other) != fold(right) and _DEMONYM.search(other):
        return False
    return len(other.split()) == len(right.split()) and (
        same_sound(other, right) or apart(fold(other), fold(right)) <= 2
    )

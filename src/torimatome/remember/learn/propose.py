"""Finds become proposals: counted, merged over spellings, misprints set beside the right form."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from torimatome.model import Term
from torimatome.model.house import TERM_KINDS
from torimatome.remember.learn.finds import Find
from torimatome.remember.learn.katakana import likeness
from torimatome.remember.learn.words import distance, fold, stem


@dataclass(frozen=True)
class Seen:
    """Where a pair was met."""

    issue: str
    item: str
    where: str  # headline | body | citation


@dataclass(frozen=True)
class Proposal:
    """A pair the issues teach, until a person accepts it."""

    kind: str  # a kind of Term, or outlet | abbreviation | frame | verb
    en: str
    ja: str
    short_en: str = ""
    aliases: tuple[str, ...] = ()
    country: str = ""
    office: str = ""  # person: English of the office
    since: str = ""  # hint: the first day it was met
    until: str = ""  # hint: the last day it was met
    seen: tuple[Seen, ...] = ()
    count: int = 0
    why: str = ""
    sure: float = 0.0
    variant_of: str = ""  # a rarer spelling of this Japanese or English form; not a term
    doubt: str = ""  # why the evidence is too weak to rely on; "" = a strong proposal


def propose(finds: Iterable[Find], known: Sequence[Term] = ()) -> tuple[Proposal, ...]:
    """One Proposal a pair, most certain kinds first, in an order that never changes."""
    groups: dict[tuple[str, str, str], list[Find]] = defaultdict(list)
    for find in _settled(list(finds)):
        groups[_key(find)].append(find)
    made = [_proposal(group) for _, group in sorted(groups.items())]
    made = [p for p in made if _plausible(p)]
    made = _abbreviated(_offices_of_people(made))
    made = _contested(_variants(made, [_known(term) for term in known if term.ja]))
    told = {(t.kind, fold(en), t.ja) for t in known for en in (t.en, t.short_en, *t.aliases) if en}
    kept = (p for p in made if (p.kind, fold(p.en), p.ja) not in told)
    return tuple(sorted(kept, key=lambda p: (_ORDER.index(p.kind), -p.count, p.en, p.ja)))


# Longer than this, a Japanese "verb" carries its object along: it belongs to one headline.
_LONGEST_VERB = 9
_LATIN = re.compile(r"[A-Za-z]")
_HIRAGANA = re.compile(r"[ぁ-ゖ]")
_OFFICE_END = re.compile(r"(?:大統領|首相|外相|大臣|長官|議長|大使)$")


def _plausible(p: Proposal) -> bool:
    """Whether the pair can be a term at all, whatever lay beside it in the headlines."""
    if not p.ja:
        return True
    # Printed alike in both there is nothing to learn; only names in Latin letters may stay so.
    other = p.kind in ("organisation", "topic") or not _LATIN.search(p.ja)
    if p.kind in TERM_KINDS and other and fold(p.ja) == fold(p.en):
        return False
    if p.kind == "place":
        return not _HIRAGANA.search(p.ja) and not _OFFICE_END.search(p.ja)
    if p.kind == "verb":
        return len(p.ja) <= _LONGEST_VERB
    return True


_ORDER = ("person", "office", "country", "place", "organisation", "abbreviation", "topic",
          "verb", "frame", "outlet")  # fmt: skip


def _settled(finds: list[Find]) -> list[Find]:
    """A name is a person or a place, whichever its items say more often; namesakes stay apart."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for find in finds:
        if _named(find):
            votes[find.ja][find.kind] += 2 if find.office or find.kind == "country" else 1
    kind = {ja: max(sorted(c), key=lambda k: c[k]) for ja, c in votes.items()}
    full: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for find in finds:
        if find.kind == "person" and " " in find.en:
            full[(find.ja,)][find.en] += 1
            full[find.ja, find.office][find.en] += 1
    out = []
    for find in finds:
        if _named(find) and find.ja in kind:
            find = replace(find, kind=kind[find.ja])
        if find.kind == "person":
            find = replace(find, en=_whole_name(find, full))
        out.append(find)
    return out


def _named(find: Find) -> bool:
    """Whether the find is a name told by its sound; countries of the lists have their code."""
    return find.kind in ("person", "place") or (find.kind == "country" and not find.country)


def _whole_name(find: Find, full: Mapping[tuple[str, ...], Counter[str]]) -> str:
    """The name with the given name, as the holder of the office, or else anyone, has it."""
    names = full.get((find.ja, find.office)) or full.get((find.ja,))
    return find.en if " " in find.en or not names else names.most_common(1)[0][0]


def _key(find: Find) -> tuple[str, str, str]:
    if find.kind == "person":
        names = find.en.split()
        return find.kind, find.ja, fold(names[0])[:1] if len(names) > 1 else ""
    if find.kind in ("office", "country"):
        return find.kind, find.ja, find.country
    if find.kind in ("frame",):
        return find.kind, find.ja, ""
    if find.kind == "outlet":
        return find.kind, fold(find.en), ""
    if find.kind == "abbreviation":
        return find.kind, find.short_en, " ".join(stem(w) for w in find.en.split())
    if find.kind == "place":
        return find.kind, find.ja, fold(find.en)[:3]  # "Orvenia" and "Orvenian" are one
    if find.kind == "verb":
        return find.kind, find.ja, fold(find.aliases[-1])
    return find.kind, find.ja, " ".join(stem(w) for w in re.findall(r"\w+", find.en))


def _proposal(group: list[Find]) -> Proposal:
    """Finds of one pair as one Proposal; the most frequent spelling leads."""
    spelt = Counter(f.en for f in group)
    en = sorted(spelt, key=lambda e: (-spelt[e], -len(e), e))[0]
    first = group[0]
    if first.kind == "country" and not first.country:
        en = min(spelt, key=lambda e: (len(e), e))  # Toregan, not Toregani
    if first.kind == "outlet":
        spelt = Counter(a for f in group for a in f.aliases)
        en = sorted(spelt, key=lambda e: (-spelt[e], e))[0]
    aliases = dict.fromkeys(a for f in group for a in (f.en, *f.aliases) if a != en)
    if first.kind == "frame":
        aliases = dict.fromkeys(a for a in first.aliases)
    days = sorted(f.day for f in group if f.day)
    shorts = Counter(f.short_en for f in group if f.short_en)
    places = Counter(f.country for f in group if f.country)
    held = Counter(f.office for f in group if f.office)
    seen = tuple(dict.fromkeys(Seen(f.issue, f.item, f.where) for f in group))
    doubt = 1 - max(f.sure for f in group)
    return Proposal(
        kind=first.kind, en=en, ja=first.ja,
        short_en=shorts.most_common(1)[0][0] if shorts else "",
        aliases=tuple(aliases), country=places.most_common(1)[0][0] if places else "",
        office=held.most_common(1)[0][0] if held else "",
        since=days[0] if days else "", until=days[-1] if days else "",
        seen=seen, count=len(group), why=first.why,
        sure=round(1 - doubt / (1 + 0.25 * (len(group) - 1)), 3),
        doubt="" if any(not f.doubt for f in group) else first.doubt,
    )  # fmt: skip


def _offices_of_people(made: list[Proposal]) -> list[Proposal]:
    """People name their office in English, as terms do."""
    english = {p.ja: p.en for p in made if p.kind == "office"}
    return [replace(p, office=english.get(p.office, "")) if p.kind == "person" else p for p in made]


def _abbreviated(made: list[Proposal]) -> list[Proposal]:
    """A body or topic has the abbreviation that a text gives for its English."""
    shorts = {fold(p.en): p.short_en for p in made if p.kind == "abbreviation"}
    return [
        replace(p, short_en=shorts.get(fold(p.en), ""))
        if p.kind in ("organisation", "topic", "office") and not p.short_en
        else p
        for p in made
    ]


# An English office that means one Japanese word so many times as often as another hardly names
# the other by itself ("President" of a body). The four issues: 30 to 1; rivals of one office, such
# as its long and its short form, stay below 4 to 1.
_CONTEST = 5


def _contested(made: list[Proposal]) -> list[Proposal]:
    """An office whose English nearly always stands for another one is too weak by itself."""
    usual = Counter[str]()
    for p in made:
        if p.kind == "office":
            usual[fold(p.en)] = max(usual[fold(p.en)], p.count)
    why = "the English nearly always stands for another office"
    return [
        replace(p, doubt=p.doubt or why)
        if p.kind == "office" and usual[fold(p.en)] >= _CONTEST * p.count
        else p
        for p in made
    ]


def _known(term: Term) -> Proposal:
    """A term the desk has accepted, as what prints may have got wrong."""
    return Proposal(term.kind, term.en, term.ja, country=term.country, count=_ACCEPTED)


_ACCEPTED = 10**9  # a person's word outweighs any number of prints


def _variants(made: list[Proposal], known: list[Proposal]) -> list[Proposal]:
    """A rarer form of the same thing, a slip away from a more frequent one, is marked as such."""
    out = []
    near = _neighbours([*made, *known])
    for p in made:
        better = [q for q in near(p) if q is not p and q.count >= p.count and _slip(p, q)]
        best = max(better, key=lambda q: (q.count, q.ja), default=None)
        if best is not None:
            right = best.ja if p.ja != best.ja else best.en
            often = "accepted" if best.count == _ACCEPTED else f"printed {best.count} times"
            why = f"{p.why}; a slip for {right!r}, which is {often}"
            p = replace(p, variant_of=right, why=why, sure=round(p.sure / 4, 3))
        out.append(p)
    return out


def _neighbours(all_forms: list[Proposal]) -> Callable[[Proposal], list[Proposal]]:
    """Those a form may be a slip for, without comparing each with each: they share a key.

    One slip leaves the first or the last two letters of a word whole, so both are keys.
    """
    shelves: dict[tuple[str, str], list[Proposal]] = defaultdict(list)

    def keys(p: Proposal) -> set[tuple[str, str]]:
        word = fold(p.en).split()[-1] if p.kind == "person" and p.en.split() else fold(p.en)
        return {(p.kind, "^" + word[:2]), (p.kind, word[-2:] + "$")}

    for p in all_forms:
        for key in sorted(keys(p)):
            shelves[key].append(p)
    return lambda p: list({id(q): q for key in sorted(keys(p)) for q in shelves[key]}.values())


def _slip(rare: Proposal, frequent: Proposal) -> bool:
    if rare.kind == "person":
        return (
            _one_person(rare, frequent)
            and 0 < distance(rare.ja, frequent.ja) <= (2 if len(rare.ja) > 4 else 1)
            and _stronger(frequent, rare)
        )
    if rare.kind in ("place", "organisation", "office", "topic", "country") and rare.ja:
        same = fold(rare.en) == fold(frequent.en) and rare.country == frequent.country
        sized = 3 < len(rare.ja) == len(frequent.ja) and frequent.count > rare.count
        return same and sized and distance(rare.ja, frequent.ja) == 1
    if rare.kind == "outlet":
        sized = len(rare.en) > 4 and abs(len(rare.en) - len(frequent.en)) < 2
        often = frequent.count >= 3 * rare.count
        return sized and often and distance(fold(rare.en), fold(frequent.en)) == 1
    return False


def _one_person(a: Proposal, b: Proposal) -> bool:
    """Same surname, and given names that do not contradict each other."""
    x, y = fold(a.en).split(), fold(b.en).split()
    if not x or not y or not _one_surname(x[-1], y[-1]):
        return False
    return len(x) == 1 or len(y) == 1 or x[0][0] == y[0][0] or bool(set(x[:-1]) & set(y[:-1]))


def _one_surname(a: str, b: str) -> bool:
    """The same, or a letter off inside; an ending tells a woman from a man (-ov, -ova)."""
    return a == b or (a[-2:] == b[-2:] and abs(len(a) - len(b)) < 2 and distance(a, b) == 1)


def _stronger(one: Proposal, other: Proposal) -> bool:
    """Printed more often; when as often, nearer to how the name sounds."""
    surname = one.en.split()[-1]
    here = (one.count, likeness(surname, one.ja))
    return here > (other.count, likeness(surname, other.ja))

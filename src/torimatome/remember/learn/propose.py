"""Finds become proposals: counted, merged over spellings, misprints set beside the right form."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from torimatome.model import Term
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


def propose(finds: Iterable[Find], known: Sequence[Term] = ()) -> tuple[Proposal, ...]:
    """One Proposal a pair, most certain kinds first, in an order that never changes."""
    groups: dict[tuple[str, str, str], list[Find]] = defaultdict(list)
    for find in _settled(list(finds)):
        groups[_key(find)].append(find)
    made = [_proposal(group) for _, group in sorted(groups.items())]
    made = [p for p in made if _plausible(p)]
    made = _offices_of_people(made)
    made = _variants(made)
    told = {(t.kind, fold(t.en), t.ja) for t in known}
    kept = (p for p in made if (p.kind, fold(p.en), p.ja) not in told)
    return tuple(sorted(kept, key=lambda p: (_ORDER.index(p.kind), -p.count, p.en, p.ja)))


# Longer than this, a Japanese "verb" carries its object along: it belongs to one headline.
_LONGEST_VERB = 9
_JAPANESE = re.compile(r"[ぁ-ヿ一-鿿]")
_HIRAGANA = re.compile(r"[ぁ-ゖ]")
_OFFICE_END = re.compile(r"(?:大統領|首相|外相|大臣|長官|議長|大使)$")


def _plausible(p: Proposal) -> bool:
    """Whether the pair can be a term at all, whatever lay beside it in the headlines."""
    if not p.ja:
        return True
    if p.kind in ("organisation", "topic") and not _JAPANESE.search(p.ja):
        return False  # printed in Latin letters in both: nothing to learn
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
        if find.kind in ("person", "place"):
            votes[find.ja][find.kind] += 2 if find.office else 1
    kind = {ja: max(sorted(c), key=lambda k: c[k]) for ja, c in votes.items()}
    full: dict[str, list[str]] = defaultdict(list)
    for find in finds:
        if find.kind == "person" and " " in find.en:
            full[find.ja].append(find.en)
    out = []
    for find in finds:
        if find.kind in ("person", "place") and find.ja in kind:
            find = replace(find, kind=kind[find.ja])
        if find.kind == "person":
            find = replace(find, en=_whole_name(find, full[find.ja], finds))
        out.append(find)
    return out


def _whole_name(find: Find, names: list[str], finds: list[Find]) -> str:
    if " " in find.en or not names:
        return find.en
    same = [f.en for f in finds if f.ja == find.ja and " " in f.en and f.office == find.office]
    return Counter(same or names).most_common(1)[0][0]


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
    if find.kind == "verb":
        return find.kind, find.ja, fold(find.aliases[-1])
    return find.kind, find.ja, " ".join(stem(w) for w in re.findall(r"\w+", find.en))


def _proposal(group: list[Find]) -> Proposal:
    """Finds of one pair as one Proposal; the most frequent spelling leads."""
    spelt = Counter(f.en for f in group)
    en = sorted(spelt, key=lambda e: (-spelt[e], -len(e), e))[0]
    first = group[0]
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
    )  # fmt: skip


def _offices_of_people(made: list[Proposal]) -> list[Proposal]:
    """People name their office in English, as terms do."""
    english = {p.ja: p.en for p in made if p.kind == "office"}
    return [replace(p, office=english.get(p.office, "")) if p.kind == "person" else p for p in made]


def _variants(made: list[Proposal]) -> list[Proposal]:
    """A rarer form of the same thing, a slip away from a more frequent one, is marked as such."""
    out = []
    for p in made:
        better = [q for q in made if q is not p and q.kind == p.kind and _slip(p, q)]
        best = max(better, key=lambda q: (q.count, q.ja), default=None)
        if best is not None:
            right = best.ja if p.ja != best.ja else best.en
            why = f"{p.why}; a slip for {right!r}, which is printed {best.count} times"
            p = replace(p, variant_of=right, why=why, sure=round(p.sure / 4, 3))
        out.append(p)
    return out


def _slip(rare: Proposal, frequent: Proposal) -> bool:
    if rare.kind == "person":
        return (
            _one_person(rare, frequent)
            and 0 < distance(rare.ja, frequent.ja) <= 2
            and _stronger(frequent, rare)
        )
    if rare.kind in ("place", "organisation", "office", "topic", "country") and rare.ja:
        same = fold(rare.en) == fold(frequent.en) and rare.country == frequent.country
        near = distance(rare.ja, frequent.ja) == 1 and len(rare.ja) > 3
        return same and near and len(rare.ja) == len(frequent.ja) and frequent.count > rare.count
    if rare.kind == "outlet":
        near = len(rare.en) > 4 and distance(fold(rare.en), fold(frequent.en)) == 1
        return near and frequent.count >= 3 * rare.count
    return False


def _one_person(a: Proposal, b: Proposal) -> bool:
    """Same surname, and given names that do not contradict each other."""
    x, y = fold(a.en).split(), fold(b.en).split()
    if not x or not y or distance(x[-1], y[-1]) > 1:
        return False
    return len(x) == 1 or len(y) == 1 or x[0][0] == y[0][0] or bool(set(x[:-1]) & set(y[:-1]))


def _stronger(one: Proposal, other: Proposal) -> bool:
    """Printed more often; when as often, nearer to how the name sounds."""
    surname = one.en.split()[-1]
    here = (one.count, likeness(surname, one.ja))
    return here > (other.count, likeness(surname, other.ja))

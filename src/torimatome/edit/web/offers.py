"""What a decided term offers to change in the open Issue, and what past Issues propose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from torimatome.edit.acts.terms import decode_term
from torimatome.edit.retold import Retold, Swap, all_retold, distinct, swaps
from torimatome.edit.web.room import Proposed, Room
from torimatome.edit.web.wording import Line as Words
from torimatome.edit.web.wording import words
from torimatome.model import Act, Item, Period, Term

ACTS_SHOWN = ("write_term", "reject_term", "merge_terms", "import_terms", "replace_words")
MOST_OFFERS = 12
MOST_PLACES = 5  # shown of one offer; the rest are counted
MOST_CHANGES = 60  # of one act that are looked at; a whole table brought in is for a new draft
MOST_SEEN = 4


@dataclass(frozen=True)
class Place:
    """A headline or text that would read otherwise, what goes and what comes marked."""

    item: str
    place: str
    before: Words
    after: Words


@dataclass(frozen=True)
class Offer:
    """Words of the open Issue that a term says otherwise by now."""

    swap: Swap
    places: tuple[Place, ...]
    count: int


@dataclass(frozen=True)
class Line:
    """A proposal and where it was seen."""

    proposed: Proposed
    places: tuple[tuple[str, str], ...]  # in words, address below the period's


def offers_of(room: Room, period: Period, acts: Sequence[Act]) -> tuple[Offer, ...]:
    """What the latest acts on terms would change in the open Issue; nothing once it is signed."""
    now = room.editor.working(period)
    if now.signed is not None and not now.signed.correcting:
        return ()
    items = [shown.item for shown in now.items]
    printed = [_printed(item) for item in items]
    house = room.editor.desk.house
    terms = {(term.kind, term.en): term for term in house.terms}
    ja_of = {term.en: term.ja for term in house.terms if term.kind == "office"}
    found: list[Swap] = []
    for act in acts:
        if act.undone or act.undoes or act.name == "replace_words":
            continue
        found += _swaps(room, act, terms, ja_of)
    offers = []
    for swap in distinct(found, printed):
        told = all_retold(items, swap)
        if told:
            places = tuple(_place(one) for one in told[:MOST_PLACES])
            offers.append(Offer(swap, places, len(told)))
    return tuple(offers[:MOST_OFFERS])


def _swaps(
    room: Room, act: Act, terms: Mapping[tuple[str, str], Term], ja_of: Mapping[str, str]
) -> list[Swap]:
    shipped = room.editor.desk.shipped or room.editor.desk.house
    found: list[Swap] = []
    kept: Term | None = None
    for change in act.changes[:MOST_CHANGES]:
        if change.kind != "term" or not change.after:
            continue
        said = decode_term(change.after)
        before = decode_term(change.before).term if change.before else None
        if before is None:
            same = (t for t in shipped.terms if (t.kind, t.en) == (said.term.kind, said.term.en))
            before = next(same, None)
        if said.state == "accepted":
            kept = terms.get((said.term.kind, said.term.en))
            found += swaps(before, kept, ja_of) if kept else ()
        elif act.name == "merge_terms" and kept is not None:
            found += swaps(said.term, kept, ja_of)
    return found


def _printed(item: Item) -> str:
    texts = [item.headline_ja, item.headline_en]
    for block in item.blocks:
        texts += [block.text or "", *(block.bullets or ())]
    return "\n".join(texts)


def _place(one: Retold) -> Place:
    before, after = words(one.before, one.after)
    return Place(one.item, one.place, before, after)


def proposals_of(room: Room) -> tuple[tuple[Proposed, ...], bool]:
    """What past Issues propose, and whether it is still being worked out.

    Learning from an archive takes a while, so it is done beside the pages; until it is through
    they show what was known before.
    """
    issues = room.editor.desk.store.archive.size()
    house = room.editor.desk.house  # another object after each act on terms
    return room.learned.get((house, issues), lambda: tuple(room.services.proposals()))


def places_of(room: Room, proposed: Proposed) -> tuple[tuple[str, str], ...]:
    """Where a proposal was seen, each with its address: the past Issue, else the search."""
    issues = room.editor.desk.store.archive.size()
    labels = room.memory.get("labels", (issues,), lambda: _labels(room))
    found = []
    for seen in proposed.seen[-MOST_SEEN:]:
        issue, _, item = seen.rpartition(" ")
        label = labels.get(issue) or labels.get(issue.rpartition(".")[0])
        found.append((seen, f"{label}#item-{item}" if label else ""))
    return tuple(found)


def _labels(room: Room) -> dict[str, str]:
    """A kept Issue's label, by all that names it: label and first day."""
    labels: dict[str, str] = {}
    for kept in room.editor.desk.store.archive.issues():
        if kept.replaced_by is None:
            labels.setdefault(kept.start, kept.label)
            labels[kept.label] = kept.label
    return labels

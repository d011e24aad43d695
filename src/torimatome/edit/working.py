"""The Issue at hand: the machine's draft with everything people decided laid over it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from torimatome.edit.values import (
    Approval,
    Edited,
    Heading,
    NoteSaid,
    Order,
    Signed,
    encode,
)
from torimatome.model import Issue, Item, Period, Proposal, Section, SectionRule
from torimatome.model.act import DROP, INCLUDE, LATER, Choice, choice_of

# The fate of an Item that a past Issue told already; taking its Story in brings it back.
REPORTED = "reported"
HEADINGS = ("title_ja", "title_en", "subtitle_ja", "issuer_ja", "issuer_en")


@dataclass(frozen=True)
class Decided:
    """What people decided about one Issue, read from the Records."""

    choices: Mapping[str, Choice] = field(default_factory=dict)  # by Article id
    edited: Mapping[str, Edited] = field(default_factory=dict)  # by Item id
    approvals: Mapping[str, Approval] = field(default_factory=dict)  # by Item id
    order: Order = field(default_factory=Order)
    heading: Heading = field(default_factory=Heading)
    signed: Signed | None = None
    notes: Mapping[str, NoteSaid] = field(default_factory=dict)  # by "Item id/Proposal id"


@dataclass(frozen=True)
class Shown:
    """One Item as it stands now."""

    item: Item
    machine: Item | None = None  # as drafted; None = added by hand, or its story is gone
    approved: str = ""  # by whom; "" = still to look at
    reopened: str = ""  # why it has to be looked at again, in a word of edit/words.yaml
    fate: str = ""  # "" | drop | later | reported
    proposals: tuple[Proposal, ...] = ()  # NOTEs nobody has decided about yet

    @property
    def touched(self) -> bool:
        """Whether a person changed its words."""
        return self.machine != self.item and self.machine is not None


@dataclass(frozen=True)
class Working:
    """An Issue between the machine's draft and the signature."""

    issue: Issue
    items: tuple[Shown, ...]  # in printed order
    out: tuple[Shown, ...]  # dropped, put off, or told in a past Issue already
    signed: Signed | None = None

    def shown(self, item: str) -> Shown | None:
        """One Item, printed or not."""
        return next((s for s in (*self.items, *self.out) if s.item.id == item), None)


def period_key(period: Period) -> str:
    """How Records and addresses name an Issue's period."""
    return f"{period.start}_{period.end}"


def fingerprint(item: Item) -> str:
    """16 hex digits of what an Item prints and what that rests on."""
    printed = replace(item, section="", checks=(), reasons=(), earlier=(), proposals=())
    return sha256(encode(printed).encode()).hexdigest()[:16]


def working(draft: Issue, decided: Decided, rules: Sequence[SectionRule]) -> Working:
    """The Issue as it would go out now.

    An edited Item outlives its machine's draft. An approved Item asks for another look when its
    words changed since, an edited one when the pages it rests on did.
    """
    told = {item.id for item in draft.left_out}
    machine = {item.id: item for item in (*draft.items, *draft.left_out)}
    ids = list(machine) + [id_ for id_ in sorted(decided.edited) if id_ not in machine]
    rows = [_shown(machine.get(id_), id_, decided, id_ in told) for id_ in ids]
    items, sections = _arranged([row for row in rows if not row.fate], decided.order, rules)
    out = tuple(row for row in rows if row.fate)
    heading = {name: text for name, text in decided.heading.words.items() if name in HEADINGS}
    period = draft.period
    if "remark" in decided.heading.words:
        period = replace(period, remark=decided.heading.words["remark"] or None)
    issue = replace(
        draft,
        **heading,  # type: ignore[arg-type]  # only names of text fields, see HEADINGS
        period=period,
        sections=sections,
        items=tuple(row.item for row in items),
        ordered=bool(decided.order.ids),
        left_out=(),
    )
    return Working(issue, items, out, decided.signed)


def _shown(machine: Item | None, id_: str, decided: Decided, told: bool) -> Shown:
    edited = decided.edited.get(id_)
    item = edited.item if edited else machine
    if item is None:
        raise KeyError(id_)  # cannot be: every id comes from one of the two
    choice = choice_of(item.articles, decided.choices)
    if choice.section:
        item = replace(item, kind=choice.section)
    fate = choice.choice if choice.choice in (DROP, LATER) else ""
    if told and choice.choice != INCLUDE and not edited:
        fate = fate or REPORTED
    offered = (machine or item).proposals
    open_notes = tuple(p for p in offered if f"{id_}/{p.id}" not in decided.notes)
    approval = decided.approvals.get(id_)
    reopened = ""
    if edited and machine and edited.base != fingerprint(machine):
        reopened = "sources_changed"
    elif edited and edited.base and not machine:
        reopened = "story_gone"
    if approval and approval.seen == fingerprint(item) and not reopened:
        return Shown(item, machine, approval.by, "", fate, open_notes)
    if approval and not reopened:
        reopened = "words_changed"
    return Shown(item, machine, "", reopened, fate, open_notes)


def _arranged(
    rows: Sequence[Shown], order: Order, rules: Sequence[SectionRule]
) -> tuple[tuple[Shown, ...], tuple[Section, ...]]:
    """By section, then as a person put them, else by the days of their first citation."""
    kinds = [rule.kind for rule in rules]
    last = kinds[-1] if kinds else ""
    place = {id_: number for number, id_ in enumerate(order.ids)}
    by_kind: dict[str, list[Shown]] = {kind: [] for kind in kinds}
    for row in rows:
        by_kind.setdefault(row.item.kind if row.item.kind in by_kind else last, []).append(row)
    placed: list[Shown] = []
    sections: list[Section] = []
    for rule in rules:
        held = by_kind[rule.kind]
        if not held:
            continue
        number = str(len(sections) + 1)
        sections.append(Section(number, rule.heading_ja, rule.kind, rule.heading_en))
        placed += [
            replace(r, item=replace(r.item, section=number, kind=rule.kind))
            for r in _in_order(held, place)
        ]
    return tuple(placed), tuple(sections)


def _in_order(held: Sequence[Shown], place: Mapping[str, int]) -> list[Shown]:
    """Placed Items in their places; each other one before the first with a later day."""
    row = sorted((r for r in held if r.item.id in place), key=lambda r: place[r.item.id])
    for new in sorted((r for r in held if r.item.id not in place), key=_days):
        later = (n for n, r in enumerate(row) if _days(r) > _days(new))
        row.insert(next(later, len(row)), new)
    return row


def _days(row: Shown) -> tuple[str, str]:
    first = next(iter(row.item.citations), None)
    if first:
        return first.date_start, first.date_end
    day = row.item.event_date or "9999-99-99"
    return day, row.item.event_date_end or day

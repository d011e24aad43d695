"""Copies that came back from Word: brought in, reviewed, each change with what the gate says."""

from dataclasses import dataclass, replace
from functools import lru_cache

from torimatome.edit import GATE, Editor
from torimatome.edit.acts.take_back import COPY, WORD, taken
from torimatome.edit.scene import Scene
from torimatome.edit.take_back.find import find_edits
from torimatome.edit.take_back.kinds import TAKEN
from torimatome.edit.values import Edited, decode, encode
from torimatome.edit.working import period_key
from torimatome.errors import Conflict, EditError
from torimatome.model import Finding, Issue, Item, Period, Record
from torimatome.model.act import Intent
from torimatome.model.taken import Edit, Settled, Taken, TakenBack
from torimatome.text.times import to_text

# What an Edit is worth now.
OPEN, SAME, CONFLICT, TOLD, ACCEPTED, REFUSED = (
    "open", "same", "conflict", "told", "accepted", "refused",
)  # fmt: skip


@dataclass(frozen=True)
class Reviewed:
    """One Edit as a person decides on it."""

    edit: Edit
    state: str  # open | same (the issue reads so already) | conflict | told | accepted | refused
    by: str = ""  # who decided
    theirs: str = ""  # conflict: what stands there now
    why_not: str = ""  # why it cannot be taken as things stand; "" = it can
    findings: tuple[Finding, ...] = ()  # new ones, were it taken


def bring(editor: Editor, period: Period, copy: tuple[str, Taken], by: str) -> TakenBack:
    """Keep a copy and what it changes, until a person has decided; the same file again is the
    same copy. `copy` is its mark, 12 hex digits of its bytes, and what it holds.

    Raises EditError for a copy of another bulletin.
    """
    mark, read = copy
    records, key = editor.desk.store.records, f"{period_key(period)}/{mark}"
    known = decode(records.get(COPY, key), TakenBack)
    if known is not None:
        return known
    base = read.base.period if read.base else None
    if base and (base.start, base.end) != (period.start, period.end):
        raise EditError(
            f"{read.name!r} is a copy of the issue {base.start} to {base.end}, not of"
            f" {period.start} to {period.end}; open that issue and bring it there"
        )
    note = editor.desk.house.style.note_label
    edits, same = find_edits(read, editor.working(period).issue, note)
    at = editor.desk.clock.now()
    made = TakenBack(mark, read.name, edits, by, to_text(at), read.remarks, same)
    words = (("title", read.name),)
    intent = Intent("bring_copy", mark, ((COPY, key, encode(made)),), period_key(period), words)
    records.perform(lambda _look: intent, by, at)
    return made


def copies(editor: Editor, period: Period) -> list[TakenBack]:
    """Every copy brought back to an Issue, the latest first."""
    kept = editor.desk.store.records.of(COPY, f"{period_key(period)}/")
    found = [one for record in kept if (one := decode(record, TakenBack))]
    return sorted(found, key=lambda one: (one.at, one.id), reverse=True)


def copy_of(editor: Editor, period: Period, mark: str) -> TakenBack:
    """One copy. Raises EditError when there is none."""
    key = f"{period_key(period)}/{mark}"
    found = decode(editor.desk.store.records.get(COPY, key), TakenBack)
    if found is None:
        raise EditError("this copy was not brought back to this issue; bring it first")
    return found


def review(editor: Editor, period: Period, copy: TakenBack) -> list[Reviewed]:
    """Each Edit of the copy: how it stands, and what gate and copy check would say of it."""
    key = (period_key(period), copy.id, editor.desk.store.records.count())
    known = _reviews(editor)
    if known.get(copy.id, (None, []))[0] != key:
        known[copy.id] = key, _review(editor, period, copy)
    return known[copy.id][1]


_Key = tuple[str, str, int]


@lru_cache(maxsize=4)
def _reviews(_editor: Editor) -> dict[str, tuple[_Key, list[Reviewed]]]:
    """The last review of each copy; made anew only after another act."""
    return {}


def _review(editor: Editor, period: Period, copy: TakenBack) -> list[Reviewed]:
    records, begin = editor.desk.store.records, f"{period_key(period)}/{copy.id}/"
    said = {r.key.removeprefix(begin): decode(r, Settled) for r in records.of(WORD, begin)}
    trial = _Trial(editor, editor.scene(period, copy.by), editor.working(period).issue)
    found = []
    for edit in copy.edits:
        word = said.get(edit.id)
        if word is not None:
            found.append(Reviewed(edit, word.state, word.by))
        elif edit.kind not in TAKEN:
            found.append(Reviewed(edit, TOLD, why_not=edit.why))
        else:
            found.append(trial.of(copy, edit))
    return found


class _Trial:
    """Takes Edits on trial; nothing is kept."""

    def __init__(self, editor: Editor, scene: Scene, issue: Issue) -> None:
        self._editor, self._scene, self._issue = editor, scene, issue
        self._before: dict[str, frozenset[str]] = {}
        waived = {waiver.fingerprint for waiver in editor.desk.store.waivers.all()}
        self._waived = frozenset(waived)

    def of(self, copy: TakenBack, edit: Edit) -> Reviewed:
        """How one Edit stands."""
        records = self._editor.desk.store.records
        try:
            intent = taken(self._scene, (copy.id, copy.name), edit, records.get)
        except Conflict as conflict:
            return Reviewed(edit, CONFLICT, theirs=conflict.theirs)
        except EditError as error:
            return Reviewed(edit, OPEN, why_not=str(error))
        if len(intent.puts) == 1:  # nothing but the word itself
            return Reviewed(edit, SAME)
        edited = [
            decode(Record(kind, key, value), Edited)
            for kind, key, value in intent.puts
            if kind == "item"
        ]
        findings = [f for one in edited if one for f in self._findings(one.item)]
        return Reviewed(edit, OPEN, findings=tuple(findings))

    def _findings(self, item: Item) -> list[Finding]:
        """What gate and copy check say of a changed item and did not say before."""
        issue = self._issue
        old = next((i for i in issue.items if i.id == item.id), None)
        kinds = {section.kind: section.number for section in issue.sections}
        placed = replace(item, section=old.section if old else kinds.get(item.kind, "1"))
        rest = tuple(placed if i.id == item.id else i for i in issue.items)
        after = replace(issue, items=rest if old else (*rest, placed))
        before = self._known(item.id) if old else frozenset[str]()
        return [
            f
            for f in self._editor.steps.findings_of(after, item.id)
            if f.fingerprint not in before
            and (f.fingerprint not in self._waived or f.kind.startswith(GATE))
        ]

    def _known(self, item: str) -> frozenset[str]:
        if item not in self._before:
            found = self._editor.steps.findings_of(self._issue, item)
            self._before[item] = frozenset(f.fingerprint for f in found)
        return self._before[item]

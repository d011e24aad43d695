"""Acts on a whole Issue: title lines, waivers, the signature, a correction."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from torimatome.edit.scene import Scene
from torimatome.edit.slips import changed_items
from torimatome.edit.values import Heading, Signed, decode, encode
from torimatome.edit.working import HEADINGS, working
from torimatome.errors import Conflict, EditError
from torimatome.model import Correction, Issue, Period
from torimatome.model.act import Decide, Intent, Look
from torimatome.model.waiver import Waiver
from torimatome.text.reasons import counted

# What a person must settle before an Issue goes out. The rest is for her to know.
GRAVE = ("high", "mid")


def write_heading(scene: Scene, field: str, base: str, text: str) -> Decide:
    """A title line, or the remark under the period, reads so."""
    if field not in (*HEADINGS, "remark"):
        raise EditError(f"no title line {field!r}; there are {', '.join((*HEADINGS, 'remark'))}")
    new = " ".join(text.split())[:200]

    def decide(look: Look) -> Intent:
        words = dict((decode(look("heading", scene.period), Heading) or Heading()).words)
        draft = scene.week.draft
        printed = (draft.period.remark or "") if field == "remark" else getattr(draft, field)
        now = words.get(field, printed)
        if now not in (base, new):
            raise Conflict(field, new, now)
        put = ("heading", scene.period, encode(Heading({**words, field: new})))
        return Intent("write_heading", scene.period, (put,), scene.period, (("text", new),))

    return decide


def waive_finding(scene: Scene, finding: str, reason: str) -> Decide:
    """A finding of the copy check may stand, for a reason that is remembered."""
    why = " ".join(reason.split())
    if not why:
        raise EditError("say why the finding may stand; the reason is kept")
    value = encode(Waiver(finding, why, scene.by, scene.now[:10]))
    put = ("waiver", finding, value)
    words = (("reason", why),)
    return lambda _look: Intent("waive_finding", finding, (put,), scene.period, words)


def sign_issue(scene: Scene, note: str = "") -> Decide:
    """The Issue is finished and frozen. Refused while anything waits for a person.

    `note` says what is corrected, where a version went out that nobody signed and that reads
    otherwise; an Issue that reads as it went out is signed as that version.
    """

    def decide(look: Look) -> Intent:
        before = decode(look("issue", scene.period), Signed)
        if before and not before.correcting:
            raise EditError("this issue is signed already; correct it instead")
        now = working(scene.week.draft, scene.decided, scene.house.sections)
        if not now.items:
            raise EditError("the issue holds no item; include a story first")
        waiting = [shown for shown in now.items if not shown.approved]
        if waiting:
            told = counted(len(waiting), "item still waits", "items still wait")
            raise EditError(f"{told} for somebody to approve")
        undecided = sum(len(shown.proposals) for shown in now.items)
        if undecided:
            told = counted(undecided, "proposed NOTE waits", "proposed NOTEs wait")
            raise EditError(f"{told}: take or decline each of them")
        grave = [point for point in scene.open_points(now) if point.severity in GRAVE]
        if grave:
            told = counted(len(grave), "finding is", "findings are")
            raise EditError(f"{told} open; mend, or waive with a reason")
        why = " ".join(note.split())
        issue = numbered(scene, now.issue, before, why)
        said = issue.corrections[-1].note if issue.corrections else ""
        signed = Signed(scene.by, scene.now, issue.version, issue, said)
        put = ("issue", scene.period, encode(signed))
        words = (("version", str(issue.version)), ("count", str(len(now.items))))
        return Intent("sign_issue", scene.period, (put,), scene.period, words)

    return decide


def numbered(scene: Scene, issue: Issue, before: Signed | None, note: str) -> Issue:
    """The Issue as the version it is: the next one after what was signed and what went out.

    Raises EditError where a version nobody signed reads otherwise and nobody says why.
    """
    why, last = before.correcting if before else "", before.issue if before else None
    out = scene.out()
    if out and (before is None or out.version > before.version):
        last, why = out, why or note
        told = _differing(last, issue)
        if not told:  # what went out is signed as it stands
            return replace(issue, version=last.version, corrections=last.corrections)
        if not why:
            raise EditError(
                f"version {last.version} went out unsigned and reads otherwise now ({told});"
                " say what is corrected, and it is signed as the next version"
            )
    if last is None:
        return replace(issue, version=1)
    version = (before.version if before and last is before.issue else last.version) + 1
    day = scene.at.astimezone(ZoneInfo(scene.house.zone)).date().isoformat()
    mended = Correction(version, day, why, changed_items(last, issue))
    return replace(issue, version=version, corrections=(*last.corrections, mended))


def _differing(last: Issue, now: Issue) -> str:
    """What a reader would find other than in what went out, in a few words; "" = nothing."""
    items = changed_items(last, now)
    if items:
        return f"{counted(len(items), 'item', 'items')}: {', '.join(items[:6])}"
    return "its title lines" if _front(last) != _front(now) else ""


def _front(issue: Issue) -> tuple[str | None, ...]:
    return (*(getattr(issue, name) for name in HEADINGS), issue.period.remark)


def correct_issue(scene: Scene, note: str) -> Decide:
    """A signed Issue is opened for its next version; `note` says what is corrected."""
    why = " ".join(note.split())
    if not why:
        raise EditError("say what is corrected; the note is printed with the next version")

    def decide(look: Look) -> Intent:
        before = decode(look("issue", scene.period), Signed)
        if before is None or before.correcting:
            raise EditError("this issue is not signed yet; edit it as it is")
        opened = replace(before, correcting=why)
        put = ("issue", scene.period, encode(opened))
        return Intent("correct_issue", scene.period, (put,), scene.period, (("text", why),))

    return decide


def send_flash(scene: Scene, item: str) -> Decide:
    """One approved Item goes out by itself, at once (速報); it stays in the week's Issue.

    Sent again after its words changed, it is a new version with the old one's corrections.
    """

    def decide(look: Look) -> Intent:
        now = working(scene.week.draft, scene.decided, scene.house.sections)
        shown = next((one for one in now.items if one.item.id == item), None)
        if shown is None:
            raise EditError(f"the issue holds no item {item!r}; include its story first")
        if not shown.approved:
            raise EditError("somebody has to approve the item before it goes out as a flash")
        alone = flash_of(now.issue, item, scene)
        # Against the week's days, as its page shows: a flash may tell of the day before.
        within = replace(alone, period=now.issue.period)
        grave = [p for p in scene.open_points(replace(now, issue=within)) if p.severity in GRAVE]
        if grave:
            told = counted(len(grave), "finding is", "findings are")
            raise EditError(f"{told} open; mend, or waive with a reason")
        key = f"{scene.period}/{item}"
        before = decode(look("flash", key), Signed)
        if before:
            mended = changed_items(before.issue, alone)
            if not mended:
                raise EditError("this flash went out as it stands now; nothing is new in it")
            note = Correction(before.version + 1, alone.period.end, shown.item.headline_en, mended)
            alone = replace(
                alone, version=note.version, corrections=(*before.issue.corrections, note)
            )
        signed = Signed(scene.by, scene.now, alone.version, alone)
        words = (("version", str(alone.version)), ("text", shown.item.headline_en))
        return Intent("send_flash", item, (("flash", key, encode(signed)),), scene.period, words)

    return decide


def flash_of(issue: Issue, item: str, scene: Scene) -> Issue:
    """The Issue of one Item; its period is the day it goes out."""
    day = scene.at.astimezone(ZoneInfo(scene.house.zone)).date().isoformat()
    kept = tuple(one for one in issue.items if one.id == item)
    sections = tuple(
        replace(one, number="1") for one in issue.sections if one.number == kept[0].section
    )
    return replace(
        issue,
        title_ja=f"{issue.title_ja}【速報】",
        title_en=f"{issue.title_en} — Flash" if issue.title_en else "",
        period=Period(day, day),
        sections=sections,
        items=(replace(kept[0], section="1"),),
        left_out=(),
        version=1,
        corrections=(),
        flash=item,
    )

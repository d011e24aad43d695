"""Acts on a whole Issue: title lines, waivers, the signature, a correction."""

from dataclasses import replace

from torimatome.edit.scene import Scene
from torimatome.edit.values import Heading, Signed, decode, encode
from torimatome.edit.working import HEADINGS, working
from torimatome.errors import Conflict, EditError
from torimatome.model.act import Decide, Intent, Look
from torimatome.model.waiver import Waiver

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


def sign_issue(scene: Scene) -> Decide:
    """The Issue is finished and frozen. Refused while anything waits for a person."""

    def decide(look: Look) -> Intent:
        before = decode(look("issue", scene.period), Signed)
        if before and not before.correcting:
            raise EditError("this issue is signed already; correct it instead")
        now = working(scene.week.draft, scene.decided, scene.house.sections)
        if not now.items:
            raise EditError("the issue holds no item; include a story first")
        waiting = [shown for shown in now.items if not shown.approved]
        if waiting:
            raise EditError(f"{len(waiting)} items still wait for somebody to approve them")
        grave = [point for point in scene.open_points(now) if point.severity in GRAVE]
        if grave:
            raise EditError(f"{len(grave)} findings are open; mend them, or waive with a reason")
        version = before.version + 1 if before else 1
        note = before.correcting if before else ""
        signed = Signed(scene.by, scene.now, version, now.issue, note)
        put = ("issue", scene.period, encode(signed))
        words = (("version", str(version)), ("count", str(len(now.items))))
        return Intent("sign_issue", scene.period, (put,), scene.period, words)

    return decide


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

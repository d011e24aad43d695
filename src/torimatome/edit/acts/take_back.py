"""Acts on a copy that came back from Word: one of its changes is taken, or refused."""

from collections.abc import Callable

from torimatome.edit.acts import issues, items, shape, stories
from torimatome.edit.scene import Scene
from torimatome.edit.take_back.plan import steps
from torimatome.edit.values import Edited, Heading, decode, encode
from torimatome.errors import EditError
from torimatome.model import Item, Record
from torimatome.model.act import Decide, Intent, Look
from torimatome.model.taken import Edit, Settled, TakenBack

COPY, WORD = "copy", "copy_word"  # kinds of Records: a copy, and a person's word on a change
_ACTS: dict[str, Callable[..., Decide]] = {
    act.__name__: act
    for act in (
        issues.write_heading, items.write_headline, items.write_block, items.write_label,
        items.write_citation, items.add_block, items.remove_block, items.move_block,
        items.move_item, shape.split_block, shape.join_blocks, shape.restyle_block,
        shape.carry_block, shape.carry_sentence, shape.add_item, shape.remove_item,
        shape.file_item, shape.keep_comment, stories.drop_story,
    )
}  # fmt: skip


def accept_change(scene: Scene, copy: str, change: str, base: str = "") -> Decide:
    """A change of a copy that came back is taken into the Issue.

    `base` is what she saw standing where the Issue moved on meanwhile, and may be written over.
    """

    def decide(look: Look) -> Intent:
        edit, name = _edit_of(scene, copy, change, look)
        return taken(scene, (copy, name), edit, look, base)

    return decide


def refuse_change(scene: Scene, copy: str, change: str) -> Decide:
    """A change of a copy that came back stays out; one that is only told is put aside."""

    def decide(look: Look) -> Intent:
        edit, name = _edit_of(scene, copy, change, look)
        put = (WORD, f"{scene.period}/{copy}/{edit.id}", _word(scene, "refused"))
        words = (("title", edit.place or name), ("text", (edit.after or edit.before)[:200]))
        return Intent("refuse_change", edit.item or scene.period, (put,), scene.period, words)

    return decide


def taken(scene: Scene, copy: tuple[str, str], edit: Edit, look: Look, base: str = "") -> Intent:
    """What taking an Edit does, as one Intent: the acts of its plan, one upon the other."""
    puts: dict[tuple[str, str], str] = {}

    def now(kind: str, key: str) -> Record:
        if (kind, key) in puts:
            return Record(kind, key, puts[kind, key])
        return look(kind, key)

    def item_of(id_: str) -> Item | None:
        edited = decode(now("item", f"{scene.period}/{id_}"), Edited)
        return edited.item if edited else scene.machine(id_)

    def heading(field: str) -> str:
        said = (decode(now("heading", scene.period), Heading) or Heading()).words
        draft = scene.week.draft
        printed = (draft.period.remark or "") if field == "remark" else getattr(draft, field)
        return str(said.get(field, printed))

    for name, given in steps(edit, item_of, heading, base):
        intent = _ACTS[name](scene, **given)(now)
        puts |= {(kind, key): value for kind, key, value in intent.puts}
    done = tuple((kind, key, value) for (kind, key), value in puts.items())
    word = (WORD, f"{scene.period}/{copy[0]}/{edit.id}", _word(scene, "accepted"))
    words = (("title", edit.place or copy[1]), ("text", (edit.after or edit.before)[:200]))
    about = edit.item or scene.period
    return Intent("accept_change", about, (*done, word), scene.period, words)


def _word(scene: Scene, state: str) -> str:
    return encode(Settled(state, scene.by, scene.now))


def _edit_of(scene: Scene, copy: str, change: str, look: Look) -> tuple[Edit, str]:
    kept = decode(look(COPY, f"{scene.period}/{copy}"), TakenBack)
    if kept is None:
        raise EditError(f"no copy {copy!r} was brought back to this issue; bring it first")
    edit = next((edit for edit in kept.edits if edit.id == change), None)
    if edit is None:
        raise EditError(f"the copy {kept.name!r} holds no change {change!r}")
    settled = decode(look(WORD, f"{scene.period}/{copy}/{change}"), Settled)
    if settled is not None:
        raise EditError(f"{settled.by} has {settled.state} this change; take that back first")
    return edit, kept.name

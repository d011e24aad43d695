"""Acts on what the machine offers: NOTE proposals, and Stories told together in one Item."""

from collections.abc import Sequence
from dataclasses import replace

from torimatome.edit.scene import Scene
from torimatome.edit.values import Edited, NoteSaid, decode, encode
from torimatome.edit.working import fingerprint
from torimatome.errors import EditError
from torimatome.model import Block, Item, Proposal, Sentence
from torimatome.model.act import Decide, Intent, Look, Rolled

MOST_NOTE = 1000


def take_note(scene: Scene, item: str, proposal: str, text: str = "") -> Decide:
    """A proposed NOTE is printed, signed with her name; `text` is how she words it."""
    offered = _offered(scene, item, proposal)
    words = " ".join(text.split()) or offered.text
    if len(words) > MOST_NOTE:
        raise EditError(f"a NOTE has up to {MOST_NOTE} letters; this has {len(words)}")
    signed = Sentence(words, marks=(f"signed:{scene.by}",))
    note = Block("note", label=scene.house.style.note_label, text=words, sentences=(signed,))

    def decide(look: Look) -> Intent:
        key = f"{scene.period}/{item}"
        was = decode(look("item", key), Edited)
        machine = scene.machine(item)
        now = was.item if was else machine
        if now is None:
            raise EditError(f"there is no item {item!r} in this issue; reload")
        base = was.base if was else fingerprint(machine) if machine else ""
        edited = replace(now, blocks=(*now.blocks, note))
        puts = (
            ("item", key, encode(Edited(edited, base))),
            _said(scene, item, offered.id, "taken"),
        )
        return Intent("take_note", item, puts, scene.period, _words(now, words))

    return decide


def decline_note(scene: Scene, item: str, proposal: str) -> Decide:
    """A proposed NOTE is not printed, and not offered again for this Issue."""
    offered = _offered(scene, item, proposal)

    def decide(look: Look) -> Intent:
        was = decode(look("item", f"{scene.period}/{item}"), Edited)
        now = was.item if was else scene.machine(item)
        words = _words(now, offered.text) if now else (("text", offered.text[:200]),)
        puts = (_said(scene, item, offered.id, "declined"),)
        return Intent("decline_note", item, puts, scene.period, words)

    return decide


def tell_together(scene: Scene, stories: Sequence[str]) -> Decide:
    """These Stories, calls or meetings of one person, are told in one Item."""
    chosen = list(dict.fromkeys(stories))
    if len(chosen) < 2:
        raise EditError("choose two stories or more to tell together")
    return _rolled(scene, "tell_together", chosen, min(chosen))


def keep_apart(scene: Scene, item: str) -> Decide:
    """The Stories that one Item tells together get an Item each again."""
    machine = scene.machine(item)
    if machine is None or not machine.rolled_up:
        raise EditError("this item tells one story only; there is nothing to take apart")
    return _rolled(scene, "keep_apart", machine.rolled_up, "")


def _rolled(scene: Scene, name: str, stories: Sequence[str], group: str) -> Decide:
    firsts = []
    for id_ in stories:
        story = scene.week.story(id_)
        if story is None:
            raise EditError(f"the story {id_!r} is no longer there; it was merged or split: reload")
        firsts.append(story.articles[0])
    value = encode(Rolled(group, scene.by, scene.now))
    puts = tuple(("rollup", first, value) for first in firsts)
    words = (("count", str(len(firsts))),)
    return lambda _look: Intent(name, stories[0], puts, scene.period, words)


def _offered(scene: Scene, item: str, proposal: str) -> Proposal:
    machine = scene.machine(item)
    edited = scene.decided.edited.get(item)
    every = [*(machine.proposals if machine else ()), *(edited.item.proposals if edited else ())]
    found = next((one for one in every if one.id == proposal), None)
    if found is None:
        raise EditError("this NOTE is no longer proposed; reload")
    if f"{item}/{proposal}" in scene.decided.notes:
        raise EditError("this proposal is decided already; undo that first")
    return found


def _said(scene: Scene, item: str, proposal: str, state: str) -> tuple[str, str, str]:
    key = f"{scene.period}/{item}/{proposal}"
    return "note", key, encode(NoteSaid(state, scene.by, scene.now))


def _words(now: Item, text: str) -> tuple[tuple[str, str], ...]:
    return (("title", now.headline_en), ("text", text[:200]))

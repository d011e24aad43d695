"""Acts on the words of a whole Issue: what a changed term changes, said everywhere at once."""

from collections.abc import Sequence

from torimatome.edit.retold import Swap, retold
from torimatome.edit.scene import Scene
from torimatome.edit.values import Edited, decode, encode
from torimatome.edit.working import fingerprint, working
from torimatome.errors import EditError
from torimatome.model.act import Decide, Intent, Look

MOST_LETTERS = 150  # of the words changed; as long as a term may be


def replace_words(scene: Scene, old: str, new: str, items: Sequence[str] = ()) -> Decide:
    """Words read otherwise in every headline and text of the Issue, or only in these items.

    Only whole words, and none within quotation marks of a body. One undo takes all of it back.
    """
    swap = Swap(" ".join(old.split()), " ".join(new.split()))
    if not swap.old or not swap.new or swap.old == swap.new:
        raise EditError("give the words as they stand, and others that shall stand there")
    if max(len(swap.old), len(swap.new)) > MOST_LETTERS:
        raise EditError(f"words to replace have 1 to {MOST_LETTERS} letters")

    def decide(look: Look) -> Intent:
        puts, count = [], 0
        shown = working(scene.week.draft, scene.decided, scene.house.sections)
        for id_ in [one.item.id for one in shown.items]:
            if items and id_ not in items:
                continue
            key = f"{scene.period}/{id_}"
            was, machine = decode(look("item", key), Edited), scene.machine(id_)
            now = was.item if was else machine
            if now is None:
                continue
            made, told = retold(now, swap)
            if told:
                base = was.base if was else fingerprint(machine) if machine else ""
                puts.append(("item", key, encode(Edited(made, base))))
                count += len(told)
        if not puts:
            raise EditError(f"{swap.old!r} stands nowhere in the issue's own words; reload")
        words = (("title", f"{swap.old} → {swap.new}"), ("count", str(count)))
        return Intent("replace_words", scene.period, tuple(puts), scene.period, words)

    return decide

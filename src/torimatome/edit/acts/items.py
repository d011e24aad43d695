"""Acts on an Item: its headlines, blocks, citations, NOTEs, sides, place, approval."""

from collections.abc import Callable
from dataclasses import replace

from torimatome.edit.rewrite import rewritten
from torimatome.edit.scene import Scene
from torimatome.edit.values import Approval, Edited, Order, decode, encode
from torimatome.edit.working import fingerprint, working
from torimatome.errors import Conflict, EditError
from torimatome.model import Block, Item, Passage
from torimatome.model.act import Decide, Intent, Look

MOST_HEADLINE = 400
Change = Callable[[Item], Item]


def write_headline(scene: Scene, item: str, language: str, base: str, text: str) -> Decide:
    """The Japanese (`ja`) or English (`en`) headline reads so; `base` is what she saw."""
    name = f"headline_{language}"
    if language not in {"ja", "en"}:
        raise EditError(f"an item has headlines in ja and en, none in {language!r}")
    new = " ".join(text.split())
    if not new or len(new) > MOST_HEADLINE:
        raise EditError(f"a headline has 1 to {MOST_HEADLINE} letters; this has {len(new)}")

    def change(now: Item) -> Item:
        _unchanged(name, getattr(now, name), base, new)
        kinds = (
            {"headline_ja", "name_proposal", "untranslated"}
            if language == "ja"
            else {"headline_numbers"}
        )
        checks = tuple(c for c in now.checks if c.kind not in kinds)
        return (
            replace(now, headline_ja=new, checks=checks)
            if language == "ja"
            else replace(now, headline_en=new, checks=checks)
        )

    return _edit(scene, "write_headline", item, change, new)


def write_block(scene: Scene, item: str, place: int, base: str, text: str) -> Decide:
    """A block's text reads so (for a list: a line each)."""

    def change(now: Item) -> Item:
        at = _find(now, place, base, text)
        return _with(now, at, rewritten(now.blocks[at], text))

    return _edit(scene, "write_block", item, change, text)


def write_label(scene: Scene, item: str, place: int, base: str, text: str) -> Decide:
    """Whose side a block tells ("Azerbaijani MFA"); empty: nobody's in particular."""
    label = " ".join(text.split())[:80]

    def change(now: Item) -> Item:
        block = _block(now, place)
        if block.type == "note":
            raise EditError("a NOTE keeps its label")
        _unchanged("label", block.label or "", base, label)
        kind = "perspective" if label else "paragraph"
        kind = block.type if block.type not in {"perspective", "paragraph"} else kind
        return _with(now, place, replace(block, label=label or None, type=kind))

    return _edit(scene, "write_label", item, change, label)


def write_citation(scene: Scene, item: str, place: int, base: str, text: str) -> Decide:
    """A block's citation reads so, e.g. `(TREND / 05.03.2026)`; empty: it closes no version."""
    raw = " ".join(text.split())
    citation = scene.read_citation(raw) if raw else None
    if raw and citation is None:
        raise EditError(f"{raw!r} is no citation; write it like (OUTLET / 05.03.2026)")

    def change(now: Item) -> Item:
        block = _block(now, place)
        was = block.citation.raw if block.citation else ""
        _unchanged("citation", was, base, raw)
        made = _with(now, place, replace(block, citation=citation))
        cited = tuple(b.citation for b in made.blocks if b.citation)
        if not cited:
            raise EditError("an item keeps at least one citation")
        return replace(made, citations=cited)

    return _edit(scene, "write_citation", item, change, raw)


def cite_sentence(
    scene: Scene, item: str, place: int, sentence: str, passage: tuple[str, int, int]
) -> Decide:
    """A sentence rests on these words too: an Article's id, and where in its text."""
    id_, start, end = passage
    article = scene.week.articles.get(id_)
    if article is None or not 0 <= start < end <= len(article.text):
        raise EditError("these words are no longer in the article; mark them again")
    found = Passage(
        article.id, article.version, start, end, article.text[start:end], article.url,
        article.outlet, article.day, article.snapshot, article.language,
    )  # fmt: skip

    def change(now: Item) -> Item:
        block = _block(now, place)
        if sentence not in [s.text for s in block.sentences]:
            raise Conflict("the sentence", sentence, _text(block))
        made = tuple(
            replace(s, passages=(*s.passages, found)) if s.text == sentence else s
            for s in block.sentences
        )
        articles = tuple(sorted({*now.articles, article.id}))
        return replace(_with(now, place, replace(block, sentences=made)), articles=articles)

    return _edit(scene, "cite_sentence", item, change, found.quote)


def add_block(scene: Scene, item: str, after: int, kind: str, text: str) -> Decide:
    """A new block behind another (-1: at the top): paragraph, bullets, subheading or note.

    A NOTE is hers: it carries her name and needs no passage.
    """
    if kind not in {"paragraph", "bullets", "subheading", "note"}:
        raise EditError(f"there is no block {kind!r}; add a paragraph, bullets, subheading or note")
    empty = Block(
        kind,
        label=scene.house.style.note_label if kind == "note" else None,
        bullets=() if kind == "bullets" else None,
    )
    made = rewritten(empty, text)
    if kind == "note":
        signed = tuple(replace(s, marks=(f"signed:{scene.by}",)) for s in made.sentences)
        made = replace(made, sentences=signed)

    def change(now: Item) -> Item:
        if not -1 <= after < len(now.blocks):
            raise EditError("the block it should stand behind is gone; reload")
        return replace(now, blocks=(*now.blocks[: after + 1], made, *now.blocks[after + 1 :]))

    return _edit(scene, "add_block", item, change, text)


def remove_block(scene: Scene, item: str, place: int, base: str) -> Decide:
    """A block leaves the Item. A citation it carried closes the block before it."""

    def change(now: Item) -> Item:
        at = _find(now, place, base, "")
        gone, rest = now.blocks[at], [*now.blocks[:at], *now.blocks[at + 1 :]]
        if gone.citation and at and not rest[at - 1].citation and rest[at - 1].type != "note":
            rest[at - 1] = replace(rest[at - 1], citation=gone.citation)
        cited = tuple(block.citation for block in rest if block.citation)
        if not cited:
            raise EditError("an item keeps at least one cited block; drop the item instead")
        return replace(now, blocks=tuple(rest), citations=cited)

    return _edit(scene, "remove_block", item, change, base)


def move_block(scene: Scene, item: str, place: int, base: str, to: int) -> Decide:
    """A block stands at another place of its Item."""

    def change(now: Item) -> Item:
        at = _find(now, place, base, "")
        rest = [*now.blocks[:at], *now.blocks[at + 1 :]]
        rest.insert(max(0, min(to, len(rest))), now.blocks[at])
        cited = tuple(block.citation for block in rest if block.citation)
        return replace(now, blocks=tuple(rest), citations=cited)

    return _edit(scene, "move_block", item, change, base)


def restore_machine(scene: Scene, item: str) -> Decide:
    """The Item reads again as the machine drafted it; her text stays in the history."""
    machine = scene.machine(item)
    if machine is None:
        raise EditError("no machine's draft of this item is kept; its story is gone")
    put = ("item", f"{scene.period}/{item}", "")
    title = (("title", machine.headline_en),)
    return lambda _look: Intent("restore_machine", item, (put,), scene.period, title)


def approve_item(scene: Scene, item: str, seen: str) -> Decide:
    """The Item may go out as she sees it: `seen` is its fingerprint on her page."""

    def decide(look: Look) -> Intent:
        now = _now(scene, item, look)
        shown = working(scene.week.draft, scene.decided, scene.house.sections).shown(item)
        printed = fingerprint(replace(now, kind=shown.item.kind if shown else now.kind))
        if printed != seen:
            raise Conflict("the item", seen, now.headline_en)
        value = encode(Approval(scene.by, scene.now, seen))
        put = ("approval", f"{scene.period}/{item}", value)
        # Approving what was re-opened also settles that its sources changed.
        edited = decode(look("item", f"{scene.period}/{item}"), Edited)
        machine = scene.machine(item)
        puts = [put]
        if edited and edited.base and edited.base != (machine and fingerprint(machine)):
            again = replace(edited, base=fingerprint(machine) if machine else "")
            puts.append(("item", f"{scene.period}/{item}", encode(again)))
        words = (("title", now.headline_en),)
        return Intent("approve_item", item, tuple(puts), scene.period, words)

    return decide


def reopen_item(scene: Scene, item: str) -> Decide:
    """The Item needs another look."""

    def decide(look: Look) -> Intent:
        now = _now(scene, item, look)
        put = ("approval", f"{scene.period}/{item}", "")
        words = (("title", now.headline_en),)
        return Intent("reopen_item", item, (put,), scene.period, words)

    return decide


def move_item(scene: Scene, item: str, before: str) -> Decide:
    """The Item stands before another one of its section; `before` empty: at the section's end."""

    def decide(look: Look) -> Intent:
        record = look("order", scene.period)
        decided = replace(scene.decided, order=decode(record, Order) or Order())
        ids = [s.item.id for s in working(scene.week.draft, decided, scene.house.sections).items]
        if item not in ids or (before and before not in ids):
            raise EditError("the item is no longer in the issue; reload")
        ids.remove(item)
        ids.insert(ids.index(before) if before else len(ids), item)
        put = ("order", scene.period, encode(Order(tuple(ids))))
        words = (("title", _now(scene, item, look).headline_en),)
        return Intent("move_item", item, (put,), scene.period, words)

    return decide


def _edit(scene: Scene, name: str, item: str, change: Change, text: str) -> Decide:
    def decide(look: Look) -> Intent:
        key = f"{scene.period}/{item}"
        now = _now(scene, item, look)
        was = decode(look("item", key), Edited)
        machine = scene.machine(item)
        base = was.base if was else fingerprint(machine) if machine else ""
        value = encode(Edited(change(now), base))
        words = (("title", now.headline_en), ("text", text[:200]))
        return Intent(name, item, (("item", key, value),), scene.period, words)

    return decide


def _now(scene: Scene, item: str, look: Look) -> Item:
    edited = decode(look("item", f"{scene.period}/{item}"), Edited)
    now = edited.item if edited else scene.machine(item)
    if now is None:
        raise EditError(f"there is no item {item!r} in this issue; reload")
    return now


def _unchanged(what: str, now: str, base: str, yours: str) -> None:
    if now != base and now != yours:
        raise Conflict(what, yours, now)


def _block(item: Item, place: int) -> Block:
    if not 0 <= place < len(item.blocks):
        raise EditError("this block is gone; reload")
    return item.blocks[place]


def _find(item: Item, place: int, base: str, yours: str) -> int:
    """Where the block she saw stands now: its own place, or wherever its words went."""
    if 0 <= place < len(item.blocks) and _text(item.blocks[place]) == base:
        return place
    for number, block in enumerate(item.blocks):
        if _text(block) == base:
            return number
    theirs = _text(item.blocks[place]) if 0 <= place < len(item.blocks) else ""
    raise Conflict("the text", yours, theirs)


def _text(block: Block) -> str:
    return block.text if block.bullets is None else "\n".join(block.bullets)  # type: ignore[return-value]


def _with(item: Item, place: int, block: Block) -> Item:
    return replace(item, blocks=(*item.blocks[:place], block, *item.blocks[place + 1 :]))

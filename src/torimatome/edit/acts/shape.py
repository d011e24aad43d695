"""Acts on an Item's shape: blocks split, joined, carried elsewhere; items written by hand."""

from collections.abc import Sequence
from dataclasses import replace

from torimatome.edit.acts.items import MOST_HEADLINE, _edit, _find, _now, _text, _with
from torimatome.edit.acts.stories import file_story
from torimatome.edit.rewrite import matched, rewritten
from torimatome.edit.scene import Scene
from torimatome.edit.take_back.likeness import fold, hand_id, sentences
from torimatome.edit.values import Edited, decode, encode
from torimatome.edit.working import fingerprint
from torimatome.errors import EditError
from torimatome.model import Block, Check, Item, Sentence
from torimatome.model.act import Decide, Intent, Look

_TYPES = ("paragraph", "bullets", "subheading", "note", "perspective")


def split_block(scene: Scene, item: str, place: int, base: str, text: str) -> Decide:
    """A block becomes several, a line of `text` each; the last one carries the citation."""
    lines = [line for line in (" ".join(one.split()) for one in text.splitlines()) if line]
    if len(lines) < 2:
        raise EditError("give at least two lines, one for each block")

    def change(now: Item) -> Item:
        at = _find(now, place, base, text)
        block = now.blocks[at]
        if block.bullets is not None:
            return _with(now, at, rewritten(block, text))
        cuts = [sentences(line, block.language) for line in lines]
        said = iter(matched(block.sentences, [s for row in cuts for s in row], block.language))
        made = []
        for number, row in enumerate(cuts):
            held = tuple(next(said) for _ in row)
            made.append(
                replace(
                    block,
                    text=" ".join(s.text for s in held),
                    sentences=held,
                    citation=block.citation if number == len(cuts) - 1 else None,
                    continued=block.continued or (number > 0 and bool(block.label)),
                )
            )
        return replace(now, blocks=(*now.blocks[:at], *made, *now.blocks[at + 1 :]))

    return _edit(scene, "split_block", item, change, text)


def join_blocks(scene: Scene, item: str, place: int, base: str, count: int, text: str) -> Decide:
    """A block and the next ones become one that reads `text`; the last one's citation stays."""

    def change(now: Item) -> Item:
        at = _find(now, place, base, text)
        held = now.blocks[at : at + count]
        if len(held) < count or count < 2:
            raise EditError("the blocks to join are no longer there; reload")
        first = held[0]
        whole = replace(
            first,
            type="paragraph" if first.type == "bullets" else first.type,
            bullets=None,
            bullet_of=(),
            sentences=tuple(s for block in held for s in block.sentences),
            citation=next((b.citation for b in reversed(held) if b.citation), None),
            links=tuple(link for block in held for link in block.links),
        )
        made = rewritten(whole, text)
        blocks = (*now.blocks[:at], made, *now.blocks[at + count :])
        return _cited(replace(now, blocks=blocks))

    return _edit(scene, "join_blocks", item, change, text)


def restyle_block(scene: Scene, item: str, place: int, base: str, kind: str) -> Decide:
    """A block becomes a paragraph, a list, a subheading or her NOTE; its words stay."""
    if kind not in _TYPES:
        raise EditError(f"there is no block {kind!r}; choose from {', '.join(_TYPES)}")

    def change(now: Item) -> Item:
        at = _find(now, place, base, base)
        block = now.blocks[at]
        text = _text(block) or ""
        listed = kind == "bullets"
        label = scene.house.style.note_label if kind == "note" else block.label
        label = label if kind in ("note", "perspective") else None
        made = replace(
            block, type=kind, label=label, continued=False,
            text=None if listed else " ".join(text.split("\n")),
            bullets=tuple(text.split("\n")) if listed else None,
        )  # fmt: skip
        made = rewritten(made, text)
        if kind == "note":
            signed = tuple(
                s if s.passages else replace(s, marks=(f"signed:{scene.by}",))
                for s in made.sentences
            )
            made = replace(made, sentences=signed)
        return _with(now, at, made)

    return _edit(scene, "restyle_block", item, change, kind)


def carry_block(scene: Scene, item: str, place: int, base: str, to: str, after: int) -> Decide:
    """A block leaves its Item for another, behind that one's block `after` (-1: at the top)."""

    def decide(look: Look) -> Intent:
        here, there = _now(scene, item, look), _now(scene, to, look)
        at = _find(here, place, base, "")
        rest = (*here.blocks[:at], *here.blocks[at + 1 :])
        if not rest:
            raise EditError("an item keeps at least one block; drop the item instead")
        behind = max(-1, min(after, len(there.blocks) - 1)) + 1
        block = here.blocks[at]
        grown = replace(
            there,
            blocks=(*there.blocks[:behind], block, *there.blocks[behind:]),
            articles=tuple(sorted({*there.articles, *_articles(block)})),
        )
        puts = (
            _put(scene, _cited(replace(here, blocks=rest)), look),
            _put(scene, _cited(grown), look),
        )
        words = (("title", here.headline_en), ("text", base[:200]))
        return Intent("carry_block", item, puts, scene.period, words)

    return decide


def carry_sentence(
    scene: Scene, item: str, sentence: str, to: str, near: str, following: str
) -> Decide:
    """A sentence goes to the block that holds the sentence `near`, behind `following`
    ("": to its beginning), with all that it rests on."""

    def decide(look: Look) -> Intent:
        here = _now(scene, item, look)
        at, said = _holding(here, sentence)
        moved = said.sentences[[s.text for s in said.sentences].index(sentence)]
        kept = tuple(s for s in said.sentences if s.text != sentence)
        if not kept:
            raise EditError("it is the block's only sentence; move the block instead")
        here = _with(here, at, _of_sentences(said, kept))
        there = here if to == item else _now(scene, to, look)
        place, block = _holding(there, near)
        texts = [s.text for s in block.sentences]
        cut = texts.index(following) + 1 if following in texts else 0
        made = (*block.sentences[:cut], moved, *block.sentences[cut:])
        number = block.bullet_of[max(cut - 1, 0)] if block.bullet_of else 0
        places = (*block.bullet_of[:cut], number, *block.bullet_of[cut:])
        there = _with(there, place, _of_sentences(replace(block, bullet_of=places), made))
        there = replace(
            there,
            articles=tuple(sorted({*there.articles, *(p.article for p in moved.passages)})),
        )
        puts = [_put(scene, there, look)]
        if to != item:
            puts.insert(0, _put(scene, here, look))
        words = (("title", here.headline_en), ("text", sentence[:200]))
        return Intent("carry_sentence", item, tuple(puts), scene.period, words)

    return decide


def _holding(item: Item, sentence: str) -> tuple[int, Block]:
    for place, block in enumerate(item.blocks):
        if sentence in [s.text for s in block.sentences]:
            return place, block
    raise EditError(f"the sentence {sentence[:80]!r} is no longer in the item; reload")


def _of_sentences(block: Block, said: Sequence[Sentence]) -> Block:
    if block.bullets is None:
        return replace(block, text=" ".join(s.text for s in said), sentences=tuple(said))
    texts = {s.text for s in said}
    old = {s.text: n for s, n in zip(block.sentences, block.bullet_of, strict=False)}
    places = (
        [old.get(s.text, 0) for s in said]
        if len(said) < len(block.sentences)
        else [*block.bullet_of]
    )
    used = sorted(set(places))
    lines = [" ".join(s.text for s, n in zip(said, places, strict=False) if n == u) for u in used]
    assert texts
    return replace(
        block, bullets=tuple(lines), sentences=tuple(said),
        bullet_of=tuple(used.index(n) for n in places),
    )  # fmt: skip


def add_item(scene: Scene, section: str, headline_ja: str, headline_en: str) -> Decide:
    """An Item written by hand stands in a section; its blocks are added to it one by one."""
    kinds = [rule.kind for rule in scene.house.sections]
    if section not in kinds:
        raise EditError(f"there is no section {section!r}; choose from {', '.join(kinds)}")
    ja, en = fold(headline_ja), fold(headline_en)
    if not (ja or en) or max(len(ja), len(en)) > MOST_HEADLINE:
        raise EditError(f"an item needs a headline of at most {MOST_HEADLINE} letters")
    id_ = hand_id(ja or en)

    def decide(look: Look) -> Intent:
        known = decode(look("item", f"{scene.period}/{id_}"), Edited)
        if known or scene.machine(id_):
            raise EditError("an item with this headline stands in the issue already")
        checks = () if ja and en else (Check("headline_ja", "One of the headlines is missing."),)
        made = Item(id_, "", ja, en, (), (), kind=section, checks=checks)
        put = ("item", f"{scene.period}/{id_}", encode(Edited(made, "")))
        return Intent("add_item", id_, (put,), scene.period, (("title", en or ja),))

    return decide


def remove_item(scene: Scene, item: str) -> Decide:
    """An Item that was written by hand leaves the Issue."""

    def decide(look: Look) -> Intent:
        now = _now(scene, item, look)
        if scene.machine(item) or now.story:
            raise EditError("this item comes from a story; drop the story instead")
        put = ("item", f"{scene.period}/{item}", "")
        return Intent("remove_item", item, (put,), scene.period, (("title", now.headline_en),))

    return decide


def file_item(scene: Scene, item: str, section: str) -> Decide:
    """The Item stands under another section; its Story with it, where it has one."""
    kinds = [rule.kind for rule in scene.house.sections]
    if section not in kinds:
        raise EditError(f"there is no section {section!r}; choose from {', '.join(kinds)}")

    def decide(look: Look) -> Intent:
        now = _now(scene, item, look)
        if now.story and scene.week.story(now.story):
            return file_story(scene, now.story, section)(look)
        puts = (_put(scene, replace(now, kind=section), look),)
        words = (("title", now.headline_en), ("section", section))
        return Intent("file_item", item, puts, scene.period, words)

    return decide


def keep_comment(scene: Scene, item: str, words: str) -> Decide:
    """A person's comment stays with the Item as something to look at before it goes out."""
    text = " ".join(words.split())[:1000]
    if not text:
        raise EditError("the comment is empty")
    check = Check("comment", text)

    def change(now: Item) -> Item:
        return now if check in now.checks else replace(now, checks=(*now.checks, check))

    return _edit(scene, "keep_comment", item, change, text)


def _articles(block: Block) -> list[str]:
    return [p.article for sentence in block.sentences for p in sentence.passages]


def _cited(item: Item) -> Item:
    return replace(item, citations=tuple(b.citation for b in item.blocks if b.citation))


def _put(scene: Scene, item: Item, look: Look) -> tuple[str, str, str]:
    key = f"{scene.period}/{item.id}"
    was, machine = decode(look("item", key), Edited), scene.machine(item.id)
    base = was.base if was else fingerprint(machine) if machine else ""
    return "item", key, encode(Edited(item, base))

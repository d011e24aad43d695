"""Which acts take an Edit into the Issue as it stands now, one after the other.

The Issue may have moved on since the copy was made: what an Edit changes is looked for by its
words. Where they are gone, both versions are shown and the person says which stays.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from torimatome.edit.take_back.kinds import TAKEN
from torimatome.edit.take_back.likeness import alike, fold
from torimatome.errors import Conflict, EditError
from torimatome.model import Block, Item
from torimatome.model.taken import Edit

Step = tuple[str, Mapping[str, Any]]  # an act's name and what it is given
Items = Callable[[str], Item | None]
Heading = Callable[[str], str]


def steps(edit: Edit, items: Items, heading: Heading, theirs: str = "") -> Iterator[Step]:
    """The acts, each worked out from what the one before left; none when it stands so already.

    Raises Conflict when the words it changes are gone (unless `theirs` is what stands there now
    and may be written over), EditError when it can't be taken.
    """
    if edit.kind not in TAKEN:
        raise EditError(edit.why or "this change is only told; it cannot be taken")
    if edit.kind == "title":
        yield from _title(edit, heading, theirs)
        return
    if edit.kind == "item_added":
        yield from _item_added(edit, items)
        return
    item = items(edit.item)
    if item is None:
        if edit.kind == "item_removed":
            return
        raise EditError("the item it belongs to is no longer in the issue")
    yield from _KINDS[edit.kind](edit, item, items, theirs)


def _title(edit: Edit, heading: Heading, theirs: str) -> Iterator[Step]:
    now = heading(edit.to)
    if fold(now) == fold(edit.after):
        return
    if fold(now) != fold(edit.before) and now != theirs:
        raise Conflict(edit.to, edit.after, now)
    yield "write_heading", {"field": edit.to, "base": now, "text": edit.after}


def _headline(edit: Edit, item: Item, _items: Items, theirs: str) -> Iterator[Step]:
    language = edit.kind[-2:]
    now = item.headline_ja if language == "ja" else item.headline_en
    if fold(now) == fold(edit.after):
        return
    if fold(now) != fold(edit.before) and now != theirs:
        raise Conflict(edit.kind, edit.after, now)
    given = {"item": item.id, "language": language, "base": now, "text": edit.after}
    yield "write_headline", given


def _sentence(edit: Edit, item: Item, _items: Items, theirs: str) -> Iterator[Step]:
    """Words of one paragraph changed, came in or went."""
    if edit.kind == "sentence_added":
        place = _place(item, edit.near, edit.block)
        lines = _lines(item.blocks[place])
        if any(fold(edit.after) in fold(line) for line in lines):
            return
        yield _write(item, place, _with_sentence(lines, edit))
        return
    place = _place(item, edit.sentences, edit.block, find=True)
    if place < 0:
        place, now = _nearest(item, edit)
        if edit.after and any(fold(edit.after) in fold(line) for line in _all_lines(item)):
            return
        if theirs == "" or theirs != now:
            raise Conflict("the sentence", edit.after, now)
        was = now
    else:
        was = " ".join(edit.sentences) or edit.before
    block = item.blocks[place]
    lines = _swapped(_lines(block), was, edit.after)
    if not any(lines):
        yield "remove_block", {"item": item.id, "place": place, "base": _text(block)}
    else:
        yield _write(item, place, [line for line in lines if line])


def _with_sentence(lines: list[str], edit: Edit) -> list[str]:
    """The new sentence behind the one it follows; else before the paragraph's first."""
    for number, line in enumerate(lines):
        if edit.following and edit.following in fold(line):
            new = fold(line).replace(edit.following, f"{edit.following} {edit.after}", 1)
            return [*lines[:number], new, *lines[number + 1 :]]
    first = next((n for n, line in enumerate(lines) if any(s in fold(line) for s in edit.near)), 0)
    new = f"{lines[first]} {edit.after}" if edit.following else f"{edit.after} {lines[first]}"
    return [*lines[:first], new, *lines[first + 1 :]]


def _swapped(lines: Sequence[str], was: str, new: str) -> list[str]:
    for number, line in enumerate(lines):
        if fold(was) in fold(line):
            swapped = fold(fold(line).replace(fold(was), new, 1))
            return [*lines[:number], swapped, *lines[number + 1 :]]
    return list(lines)


def _label(edit: Edit, item: Item, _items: Items, theirs: str) -> Iterator[Step]:
    place = _place(item, edit.sentences, edit.block)
    now = item.blocks[place].label or ""
    if fold(now) == fold(edit.after):
        return
    if fold(now).rstrip(":") != fold(edit.before) and now != theirs:
        raise Conflict("label", edit.after, now)
    yield "write_label", {"item": item.id, "place": place, "base": now, "text": edit.after}


def _citation(edit: Edit, item: Item, _items: Items, theirs: str) -> Iterator[Step]:
    place = _place(item, edit.sentences, edit.block)
    cited = item.blocks[place].citation
    now = cited.raw if cited else ""
    if fold(now) == fold(edit.after):
        return
    if fold(now) != fold(edit.before) and now != theirs:
        raise Conflict("citation", edit.after, now)
    yield "write_citation", {"item": item.id, "place": place, "base": now, "text": edit.after}


def _split(edit: Edit, item: Item, _items: Items, theirs: str) -> Iterator[Step]:
    place = _unchanged(edit, item, theirs)
    block = item.blocks[place]
    lines = edit.after.split("\n")
    if block.bullets is not None:
        kept = _lines(block)
        at = next((n for n, line in enumerate(kept) if fold(line) == fold(edit.before)), 0)
        yield _write(item, place, [*kept[:at], *lines, *kept[at + 1 :]])
    else:
        given = {"item": item.id, "place": place, "base": _text(block), "text": edit.after}
        yield "split_block", given


def _merge(edit: Edit, item: Item, _items: Items, theirs: str) -> Iterator[Step]:
    place = _unchanged(edit, item, theirs)
    count = len(edit.to.split(","))
    block = item.blocks[place]
    if count > 1:
        yield "join_blocks", {
            "item": item.id, "place": place, "base": _text(block), "count": count,
            "text": edit.after,
        }  # fmt: skip
        return
    said, made, written = set(edit.sentences), [], False  # bullets of one list
    for line in _lines(block):
        if not any(s in fold(line) for s in said):
            made.append(line)
        elif not written:
            made.append(edit.after)
            written = True
    yield _write(item, place, made)


def _unchanged(edit: Edit, item: Item, theirs: str) -> int:
    """Where the words stand that it changes, all of them."""
    place = _place(item, edit.sentences[:1], edit.block, find=True)
    said = {fold(s.text) for block in item.blocks for s in block.sentences}
    if place < 0 or not all(fold(s) in said for s in edit.sentences):
        place, now = _nearest(item, edit)
        if theirs == "" or theirs != now:
            raise Conflict("the text", edit.after, now)
    return place


def _block_added(edit: Edit, item: Item, _items: Items, _theirs: str) -> Iterator[Step]:
    if edit.added is None:
        raise EditError("this paragraph was not kept; bring the copy again")
    kind, label, text, citation = edit.added.blocks[0]
    if any(fold(text) == fold(_text(block)) for block in item.blocks) and not edit.why:
        return
    after = _behind(item, edit.following)
    yield from _new_block(item, after, (kind, label, text, citation))


def _new_block(item: Item, after: int, block: tuple[str, str, str, str]) -> Iterator[Step]:
    kind, label, text, citation = block
    given = {"item": item.id, "after": after, "kind": kind, "text": text}
    yield "add_block", given
    if label and kind != "note":
        yield "write_label", {"item": item.id, "place": after + 1, "base": "", "text": label}
    if citation:
        yield "write_citation", {
            "item": item.id, "place": after + 1, "base": "", "text": citation,
        }  # fmt: skip


def _behind(item: Item, following: str) -> int:
    """The place of the block whose words it stands behind; -1: at the top."""
    if not following:
        return -1
    for place, block in enumerate(item.blocks):
        if any(fold(following) == fold(line) for line in (*_lines(block), _text(block))):
            return place
    scores = [
        (max((alike(following, line) for line in _lines(block)), default=0.0), place)
        for place, block in enumerate(item.blocks)
    ]
    score, place = max(scores, default=(0.0, len(item.blocks) - 1))
    return place if score > 0.3 else len(item.blocks) - 1


def _removed(edit: Edit, item: Item, _items: Items, theirs: str) -> Iterator[Step]:
    place = _place(item, edit.sentences, edit.block, find=True)
    if place < 0:
        if not _alike_block(item, edit.before):
            return
        place, now = _nearest(item, edit)
        if theirs == "" or theirs != now:
            raise Conflict("the text", "", now)
    block = item.blocks[place]
    if edit.kind == "bullet_removed" and len(block.bullets or ()) > 1:
        gone = {fold(" ".join(edit.sentences)), fold(edit.before), fold(theirs)} - {""}
        yield _write(item, place, [b for b in _lines(block) if fold(b) not in gone])
    else:
        yield "remove_block", {"item": item.id, "place": place, "base": _text(block)}


def _alike_block(item: Item, words: str) -> bool:
    return any(alike(words, _text(block)) > 0.5 for block in item.blocks)


def _bullet_added(edit: Edit, item: Item, _items: Items, _theirs: str) -> Iterator[Step]:
    place = _place(item, edit.near, edit.block)
    lines = _lines(item.blocks[place])
    new = [line for line in edit.after.split("\n") if fold(line) not in map(fold, lines)]
    if not new:
        return
    at = next((n + 1 for n, line in enumerate(lines) if fold(line) == edit.following), 0)
    at = len(lines) if edit.following and not at else at
    yield _write(item, place, [*lines[:at], *new, *lines[at:]])


def _bullet_moved(edit: Edit, item: Item, _items: Items, _theirs: str) -> Iterator[Step]:
    place = _place(item, edit.sentences, edit.block)
    lines = _lines(item.blocks[place])
    mine = next((line for line in lines if fold(line) == fold(edit.before)), None)
    if mine is None:
        raise Conflict("the text", edit.after, "\n".join(lines))
    rest = [line for line in lines if line != mine]
    at = next((n + 1 for n, line in enumerate(rest) if fold(line) == fold(edit.following)), 0)
    made = [*rest[:at], mine, *rest[at:]]
    if made != lines:
        yield _write(item, place, made)


def _block_moved(edit: Edit, item: Item, items: Items, _theirs: str) -> Iterator[Step]:
    place = _place(item, edit.sentences, edit.block, find=True)
    if place < 0:
        raise Conflict("the text", edit.after, _nearest(item, edit)[1])
    block, there = item.blocks[place], items(edit.to)
    base = _text(block)
    if there is None:
        raise EditError("the item it moved to is not in the issue; take that item first")
    if edit.to != edit.item:
        after = _behind(there, edit.following)
        yield "carry_block", {
            "item": item.id, "place": place, "base": base, "to": edit.to, "after": after,
        }  # fmt: skip
        return
    to = _behind(item, edit.following) + 1
    to -= to > place
    if to != place:
        yield "move_block", {"item": item.id, "place": place, "base": base, "to": to}


def _sentence_moved(edit: Edit, item: Item, items: Items, _theirs: str) -> Iterator[Step]:
    there = items(edit.to)
    if there is None:
        raise EditError("the item it moved to is not in the issue; take that item first")
    said = {s.text for block in item.blocks for s in block.sentences}
    sentence = next((s for s in said if fold(s) == fold(edit.before)), None)
    near = next((s for s in _said(there) if fold(s) in map(fold, edit.near)), None)
    following = next((s for s in _said(there) if fold(s) == fold(edit.following)), "")
    if sentence is None or near is None:
        raise Conflict("the sentence", edit.after, _nearest(item, edit)[1])
    yield "carry_sentence", {
        "item": item.id, "sentence": sentence, "to": edit.to, "near": following or near,
        "following": following,
    }  # fmt: skip


def _said(item: Item) -> list[str]:
    return [s.text for block in item.blocks for s in block.sentences]


_BLOCK_OF_ROLE = {"text": "paragraph", "side": "perspective", "bullet": "bullets",
                  "side_bullet": "bullets"}  # fmt: skip


def _restyled(edit: Edit, item: Item, _items: Items, _theirs: str) -> Iterator[Step]:
    place = _place(item, edit.sentences, edit.block)
    kind = _BLOCK_OF_ROLE.get(edit.after, edit.after)
    block = item.blocks[place]
    if block.type != kind:
        given = {"item": item.id, "place": place, "base": _text(block), "kind": kind}
        yield "restyle_block", given


def _item_added(edit: Edit, items: Items) -> Iterator[Step]:
    made = edit.added
    if made is None:
        raise EditError("this item was not kept; bring the copy again")
    if items(edit.item) is not None:
        return
    yield "add_item", {
        "section": made.section, "headline_ja": made.headline_ja, "headline_en": made.headline_en,
    }  # fmt: skip
    for place, block in enumerate(made.blocks):
        item = items(edit.item)
        if item is not None and block[2]:
            yield from _new_block(item, min(place, len(item.blocks)) - 1, block)


def _item_removed(edit: Edit, item: Item, _items: Items, _theirs: str) -> Iterator[Step]:
    if item.story:
        yield "drop_story", {"story": item.story}
    else:
        yield "remove_item", {"item": item.id}


def _item_moved(edit: Edit, item: Item, _items: Items, _theirs: str) -> Iterator[Step]:
    yield "move_item", {"item": item.id, "before": edit.to}


def _item_section(edit: Edit, item: Item, _items: Items, _theirs: str) -> Iterator[Step]:
    if item.kind != edit.to:
        yield "file_item", {"item": item.id, "section": edit.to}
    if edit.following:
        yield "move_item", {"item": item.id, "before": edit.following}


def _comment(edit: Edit, item: Item, _items: Items, _theirs: str) -> Iterator[Step]:
    by = f"{edit.by[0]}: " if edit.by else ""
    on = f" (on: {edit.before[:200]})" if edit.before else ""
    yield "keep_comment", {"item": item.id, "words": f"{by}{edit.after}{on}"}


def _footnote(edit: Edit, item: Item, _items: Items, _theirs: str) -> Iterator[Step]:
    yield from _new_block(item, _behind(item, edit.following), ("note", "", edit.after, ""))


_KINDS: dict[str, Callable[[Edit, Item, Items, str], Iterator[Step]]] = {
    "headline_ja": _headline, "headline_en": _headline, "sentence": _sentence,
    "typography": _sentence, "sentence_added": _sentence, "sentence_removed": _sentence,
    "sentence_moved": _sentence_moved, "label": _label, "citation": _citation, "split": _split,
    "merge": _merge, "block_added": _block_added, "block_removed": _removed,
    "bullet_removed": _removed, "block_moved": _block_moved, "bullet_added": _bullet_added,
    "bullet_moved": _bullet_moved, "restyled": _restyled, "item_removed": _item_removed,
    "item_moved": _item_moved, "item_section": _item_section, "comment": _comment,
    "footnote": _footnote,
}  # fmt: skip


def _text(block: Block) -> str:
    return (block.text or "") if block.bullets is None else "\n".join(block.bullets)


def _lines(block: Block) -> list[str]:
    return [block.text or ""] if block.bullets is None else list(block.bullets)


def _all_lines(item: Item) -> list[str]:
    return [line for block in item.blocks for line in _lines(block)]


def _place(item: Item, said: Sequence[str], hint: int, *, find: bool = False) -> int:
    """The block that holds these sentences; the hinted one when several do, or none does.

    `find`: -1 when no block holds them all.
    """
    wanted = {fold(s) for s in said}
    holding = [
        place
        for place, block in enumerate(item.blocks)
        if wanted and all(any(s in fold(line) for line in _lines(block)) for s in wanted)
    ]
    if hint in holding or (not holding and 0 <= hint < len(item.blocks) and not find):
        return hint
    if holding:
        return holding[0]
    if find:
        return -1
    raise EditError("the paragraph it belongs to is no longer in the item")


def _nearest(item: Item, edit: Edit) -> tuple[int, str]:
    """The block and the sentence of it most like the words that are gone."""
    scores = [
        (alike(edit.before, s.text), -place, s.text)
        for place, block in enumerate(item.blocks)
        for s in block.sentences
    ]
    score, place, text = max(scores, default=(0.0, 0, ""))
    if score < 0.2 and 0 <= edit.block < len(item.blocks):
        return edit.block, _text(item.blocks[edit.block])
    return -place, text


def _write(item: Item, place: int, lines: Sequence[str]) -> Step:
    block = item.blocks[place]
    text = "\n".join(lines) if block.bullets is not None else " ".join(lines)
    given = {"item": item.id, "place": place, "base": _text(block), "text": text}
    return "write_block", given

"""What a copy holds besides its words: comments, tracked changes, pictures, fields, footnotes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from torimatome.edit.take_back.align import BODY
from torimatome.edit.take_back.likeness import fold, tokens
from torimatome.edit.take_back.rows_changed import Placed
from torimatome.model import Issue, Link
from torimatome.model.taken import Edit, Revision, Taken, TakenParagraph

_KEPT_OUT = "it is not taken into the bulletin; what it says has to be written as text"
_LOOK = "the bulletin keeps its own look; the words are taken"
_STRUCK = "words struck through by hand still stand; delete them if that was meant"
_ONLY_LOOKS = "a tracked change of looks; the bulletin keeps its own"
_UNDONE = "a tracked change after which the words are as they were"
_HIDDEN = "hidden words are taken like any others; delete them if that was meant"
WITH = "; "  # between the looks of the same words, as between the reasons of a Finding


def comments(taken: Taken, items: Mapping[int, str]) -> list[Placed]:
    """Comments that people wrote, and answers to any."""
    by_id = {comment.id: comment for comment in taken.comments}
    found = []
    for comment in taken.comments:
        if comment.ours:
            continue
        answers = by_id.get(comment.parent)
        why = ""
        if answers is not None:
            whose = "the source comment" if answers.ours else f"{answers.by or 'somebody'}"
            why = f"an answer to {whose}: {answers.text[:120]!r}"
        if comment.done:
            why = f"{why}; marked as done" if why else "marked as done"
        place = comment.paragraph if not answers or comment.paragraph >= 0 else answers.paragraph
        words = comment.words or (answers.words if answers else "")
        made = Edit(
            "", "comment", items.get(place, ""), before=words, after=comment.text,
            by=(comment.by,) if comment.by else (), why=why,
        )  # fmt: skip
        found.append(Placed(made, (place,) if place >= 0 else ()))
    return found


def notes(taken: Taken, items: Mapping[int, str]) -> list[Placed]:
    """Footnotes and endnotes, each at the paragraph that calls it."""
    called = {
        mark: place
        for place, paragraph in enumerate(taken.paragraphs)
        for mark in paragraph.objects
        if mark.startswith(("footnote:", "endnote:"))
    }
    found = []
    for number, paragraph in enumerate(taken.paragraphs):
        if paragraph.where not in ("footnote", "endnote") or not fold(paragraph.text):
            continue
        place = called.get(paragraph.style, -1)
        item = items.get(place, "")
        made = Edit(
            "", "footnote" if item else "outside", item, after=fold(paragraph.text),
            following=fold(taken.paragraphs[place].text) if place >= 0 else "",
            why="a footnote; the bulletin has none, so it becomes a NOTE"
            if item else "a note that no item calls",
        )  # fmt: skip
        found.append(Placed(made, (number, *((place,) if place >= 0 else ()))))
    return found


def looks(taken: Taken, items: Mapping[int, str]) -> list[Placed]:
    """Formatting set by hand, and what is no text."""
    found = []
    for place, paragraph in enumerate(taken.paragraphs):
        if paragraph.where in ("header", "footer"):
            continue
        item = items.get(place, "")
        kinds: dict[tuple[str, str], list[str]] = {}  # what was set on the same words is told once
        for kind, words in paragraph.formats:
            if words.strip():
                why = {"struck through": _STRUCK, "hidden": _HIDDEN}.get(kind, _LOOK)
                kinds.setdefault((fold(words), why), []).append(kind)
        for (words, why), told in kinds.items():
            made = Edit("", "format", item, before=words, after=WITH.join(told), why=why)
            found.append(Placed(made, (place,)))
        for what in paragraph.objects:
            if not what.startswith(("footnote:", "endnote:")):
                why = _LOOK if "break" in what else _KEPT_OUT
                made = Edit("", "object", item, before=fold(paragraph.text)[:120], after=what,
                            why=why)  # fmt: skip
                found.append(Placed(made, (place,)))
    return found


def links(taken: Taken, items: Mapping[int, str], known: frozenset[str]) -> list[Placed]:
    """Links the Issue has nowhere; `known` are its addresses."""
    found = []
    for place, paragraph in enumerate(taken.paragraphs):
        item = items.get(place, "")
        for link in paragraph.links:
            if paragraph.where in BODY and link.target not in known:
                found.append(Placed(_link(item, link), (place,)))
    return found


def links_off(taken: Taken, now: Issue) -> list[Placed]:
    """Links of the Issue's own words that the copy came back without, though the words stand."""
    if taken.base is None:
        return []  # such a copy lost more than its links
    there = {link.target for paragraph in taken.paragraphs for link in paragraph.links}
    texts = [(place, fold(p.text)) for place, p in enumerate(taken.paragraphs) if p.where in BODY]
    found = []
    for item in now.items:
        for link in (one for block in item.blocks for one in block.links):
            place = next((p for p, text in texts if fold(link.text) in text), -1)
            if place < 0 or not link.target.startswith(_LIVE) or link.target in there:
                continue
            if not any(fold(one.text) == fold(link.text) for one in taken.paragraphs[place].links):
                why = "the words keep their link in the bulletin; take it off on the item's page"
                made = Edit("", "link", item.id, before=link.text, why=why)
                found.append(Placed(made, (place,)))
    return found


_LIVE = ("http://", "https://", "mailto:")  # others are no links in our Word file either


def _link(item: str, link: Link) -> Edit:
    why = "links follow from the sources; cite the page on the item's page instead"
    return Edit("", "link", item, before=link.text, after=link.target, why=why)


def heads(taken: Taken) -> list[Placed]:
    """Words in the head or foot of the page that were not there."""
    found = []
    for place, paragraph in enumerate(taken.paragraphs):
        text = fold(paragraph.text)
        if paragraph.where == "header" and text and text != fold(taken.header):
            if not taken.header and not paragraph.revisions:
                continue  # the copy no longer says what stood there
            made = Edit("", "header", before=fold(taken.header), after=text,
                        why="the head of the page follows from title and period")  # fmt: skip
            found.append(Placed(made, (place,)))
        elif paragraph.where == "footer" and any(c.isalpha() for c in text):
            made = Edit("", "header", after=text, why="the foot of the page holds its number alone")
            found.append(Placed(made, (place,)))
    return found


ITEM_MOVED = ("item_moved", "item_section")


def tracked(taken: Taken, told: Sequence[Placed], items: Mapping[int, str]) -> list[Placed]:
    """Tracked changes no other Edit speaks of: looks, and changes that undid each other."""
    found = []
    spoken = {place for placed in told for place in placed.paragraphs if placed.edit.tracked}
    moved = {p.edit.item for p in told if p.edit.kind in ITEM_MOVED and p.edit.tracked}
    item = ""  # a row struck out of a table is nowhere else: it is told where it stood
    for place, paragraph in enumerate(taken.paragraphs):
        item = items.get(place, item if paragraph.where in BODY else "")
        for revision in _gathered(paragraph.revisions):
            looks = revision.kind == "format"
            if revision.kind.startswith("move") and item in moved:
                continue  # it went with its item
            if not looks and (place in spoken or _said(told, revision)):
                continue
            by = (revision.by,) if revision.by else ()
            made = Edit(
                "", "tracked", item, before=fold(revision.words),
                after=revision.kind, by=by, tracked=True, why=_ONLY_LOOKS if looks else _UNDONE,
            )  # fmt: skip
            found.append(Placed(made, (place,)))
    return found


def _gathered(revisions: Sequence[Revision]) -> list[Revision]:
    """What one person struck out or put in over several runs, as one; looks each by itself."""
    made: dict[tuple[str, str], Revision] = {}
    looks = []
    for one in revisions:
        if one.kind == "format":
            looks.append(one)
        elif one.words != "¶":
            known = made.setdefault((one.kind, one.by), replace(one, words=""))
            made[one.kind, one.by] = replace(known, words=known.words + one.words)
    return [*made.values(), *looks]


def _said(told: Sequence[Placed], revision: Revision) -> bool:
    empty = revision.words == "¶" or not revision.words.strip()
    return empty or any(_speaks(placed.edit, revision) for placed in told)


def whose(edit: Edit, revisions: Sequence[Revision], everywhere: Sequence[Revision]) -> list[str]:
    """Who tracked an Edit: the authors of revisions whose words it holds."""
    near = [r.by for r in revisions if r.kind != "format" and _speaks(edit, r)]
    far = [r.by for r in everywhere if _speaks(edit, r) and r.kind in ("delete", "move_from")]
    if edit.kind in ("split", "merge"):
        near += [r.by for r in revisions if r.words == "¶"]
    found = near or (far if not edit.after or edit.kind.endswith("moved") else [])
    return list(dict.fromkeys(found))


def _speaks(edit: Edit, revision: Revision) -> bool:
    words = tokens(revision.words)
    gone = revision.kind in ("delete", "move_from")
    within = edit.before if gone else edit.after
    if not words:
        mark = fold(revision.words)
        return bool(mark) and mark != "¶" and mark in fold(within)
    if fold(revision.words) in fold(within):
        return True
    # One revision may run over several changes, or over words that were typed anew.
    held = set(tokens(within))
    return bool(held) and len(held & set(words)) >= 0.6 * min(len(held), len(set(words)))


def known_links(issue: Issue) -> frozenset[str]:
    """Every address the Issue leads to."""
    found: set[str] = set()
    for item in issue.items:
        found |= {link.target for link in item.links} | {p.url for p in item.headline_sources}
        for citation in item.citations:
            found |= set(citation.links)
        for block in item.blocks:
            found |= {link.target for link in block.links}
            found |= set(block.citation.links) if block.citation else set()
            found |= {p.url for s in block.sentences for p in s.passages}
    return frozenset(found)


def authors(paragraphs: Sequence[TakenParagraph]) -> list[Revision]:
    """Every revision of some paragraphs."""
    return [revision for paragraph in paragraphs for revision in paragraph.revisions]

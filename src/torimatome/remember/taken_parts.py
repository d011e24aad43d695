"""The parts of a returned copy beside its text: comments, their threads, the words it left with."""

from collections.abc import Mapping
from hashlib import sha256

from lxml import etree

from torimatome.model import Block, Citation, Issue, Item, Period, Section, Sentence
from torimatome.model.taken import COMMENTER, COPY_SPACE, Comment
from torimatome.remember.word_file import W, WordFile

_SPACE = f"{{{COPY_SPACE}}}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def comments_of(
    file: WordFile, stands_on: Mapping[str, tuple[int, str]], known: frozenset[str] | None
) -> tuple[Comment, ...]:
    """Every comment in the order of the file, answers with the one they answer.

    `stands_on` says where each begins and what it covers; `known` are the marks of those we
    wrote, None when the copy no longer says.
    """
    tree = file.beside("comments.xml")
    if tree is None:
        return ()
    threads = _threads(file)
    by_mark: dict[str, str] = {}
    found = []
    for each in tree.iter(f"{W}comment"):
        id_ = str(each.get(f"{W}id") or "")
        lines = ["".join(_words(p)) for p in each.iter(f"{W}p")]
        marks = [str(p.get(f"{_W14}paraId") or "") for p in each.iter(f"{W}p")]
        by_mark |= {mark: id_ for mark in marks if mark}
        text = "\n".join(line.strip() for line in lines if line.strip())
        by = str(each.get(f"{W}author") or "")
        ours = by == COMMENTER and (known is None or mark_of(text) in known)
        place, words = stands_on.get(id_, (-1, ""))
        parent, done = next((threads[m] for m in marks if m in threads), ("", False))
        at = str(each.get(f"{W}date") or "")
        found.append((Comment(id_, by, at, text, words, place, "", done, ours), parent))
    return tuple(
        Comment(c.id, c.by, c.at, c.text, c.words, c.paragraph, by_mark.get(p, ""), c.done, c.ours)
        for c, p in found
    )


def _words(paragraph: etree._Element) -> list[str]:
    kept = []
    for each in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):
        kept.append((each.text or "") if each.tag == f"{W}t" else " ")
    return kept


def _threads(file: WordFile) -> dict[str, tuple[str, bool]]:
    """Of each comment's last paragraph: that of the comment it answers, and whether it is done."""
    tree = file.beside("commentsExtended.xml")
    found = {}
    for each in tree.iter(f"{_W15}commentEx") if tree is not None else ():
        done = each.get(f"{_W15}done") in ("1", "true")
        parent = str(each.get(f"{_W15}paraIdParent") or "")
        found[str(each.get(f"{_W15}paraId") or "")] = (parent, done)
    return found


def mark_of(words: str) -> str:
    """Ten hex digits of some words, white space folded; as publish/docx_copy writes them."""
    folded = " ".join(words.split())
    return sha256(folded.encode("utf-8", "replace")).hexdigest()[:10]


def copy_part(file: WordFile) -> etree._Element | None:
    """The part with the words the copy went out with; None when no program kept it."""
    for name in file.like("customXml/item"):
        octets = file.part(name) or b""
        if COPY_SPACE.encode() in octets and "Props" not in name:
            tree = file.tree(name)
            if tree is not None and tree.tag == f"{_SPACE}copy":
                return tree
    return None


def base_of(root: etree._Element) -> Issue:
    """The Issue as it went out, without what it rests on; its headings as they were printed."""
    sections = tuple(
        Section(_of(s, "number"), _text(s), _of(s, "kind")) for s in root.iter(f"{_SPACE}section")
    )
    items = tuple(_item(each) for each in root.iter(f"{_SPACE}item"))
    return Issue(
        title_ja="", subtitle_ja="", issuer_ja="",
        period=Period(_of(root, "start"), _of(root, "end")),
        sections=sections, items=items, end_marker=_of(root, "end_marker"), desk=_of(root, "desk"),
    )  # fmt: skip


def lines_of(root: etree._Element) -> tuple[tuple[str, str, str], ...]:
    """The lines above the first section: the field each shows, its style, its words."""
    found = root.iter(f"{_SPACE}line")
    return tuple((_of(each, "field"), _of(each, "role"), _text(each)) for each in found)


def _item(each: etree._Element) -> Item:
    blocks = tuple(_block(b) for b in each.iter(f"{_SPACE}block"))
    raw = _of(each, "citation")
    whole = (Citation(raw, (), "", ""),) if raw else ()
    return Item(
        id=_of(each, "id"), section=_of(each, "section"),
        headline_ja=_text(each.find(f"{_SPACE}ja")), headline_en=_text(each.find(f"{_SPACE}en")),
        blocks=blocks, citations=tuple(b.citation for b in blocks if b.citation) or whole,
        kind=_of(each, "kind"),
    )  # fmt: skip


def _block(each: etree._Element) -> Block:
    bullets = tuple(_text(b) for b in each.findall(f"{_SPACE}bullet"))
    text = each.find(f"{_SPACE}text")
    said = each.findall(f"{_SPACE}s")
    language = _of(each, "language") or "en"
    raw = _of(each, "citation")
    return Block(
        type=_of(each, "type") or "paragraph",
        label=_of(each, "label") or None,
        text=_text(text) if text is not None else None if bullets else "",
        bullets=bullets or None,
        citation=Citation(raw, (), "", "") if raw else None,
        continued=bool(_of(each, "continued")),
        sentences=tuple(Sentence(_text(s), (), language) for s in said),
        bullet_of=tuple(int(n) for s in said if (n := _of(s, "bullet")).isdigit()),
        language=language,
    )


def _of(each: etree._Element, name: str) -> str:
    return str(each.get(name) or "")


def _text(each: etree._Element | None) -> str:
    return "" if each is None else str(each.text or "")

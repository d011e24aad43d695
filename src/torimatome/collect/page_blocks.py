"""A tree becomes its blocks of running text, in order, each knowing where it stood."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from lxml import etree

from torimatome.collect.page_markup import plain

# Everything else inside a block is part of its line of text.
BREAKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul caption".split()
)
UNSHOWN = frozenset(
    "script style template noscript svg iframe head textarea select math title".split()
)
HEADINGS = frozenset("h2 h3 h4 h5 h6".split())
# Scripts that say in one character what others say in two or three.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class Block:
    """A stretch of text between two breaks."""

    text: str
    element: etree._Element  # the nearest element that breaks lines
    linked: float  # share of its characters that are links
    first: bool = True  # False: a further stretch of the same element, parted by <br>

    @property
    def weight(self) -> int:
        """Characters, a Japanese, Chinese or Korean one counted for two and a half."""
        return len(self.text) + int(1.5 * len(_DENSE.findall(self.text)))

    @property
    def heading(self) -> bool:
        return self.element.tag in HEADINGS


def blocks_of(tree: etree._Element, leave_out: Set[etree._Element] = frozenset()) -> list[Block]:
    """The blocks under `tree` in reading order, without those under elements left out."""
    return list(_walk(tree, leave_out))


def _walk(tree: etree._Element, leave_out: Set[etree._Element]) -> Iterator[Block]:
    words: list[str] = []
    linked = 0
    breaks = 0  # <br>s in a row
    links = 0  # depth inside <a>
    holder = [tree]
    fresh = True

    def flush(first: bool) -> Iterator[Block]:
        nonlocal linked
        text = plain("".join(words))
        size = len("".join(words).strip()) or 1
        words.clear()
        if text:
            yield Block(text, holder[-1], min(1.0, linked / size), first)
        linked = 0

    # An explicit stack: lxml's own events would need the tree to be serialised.
    stack: list[tuple[etree._Element, bool]] = [(tree, False)]
    while stack:
        element, closing = stack.pop()
        tag = element.tag
        shown = isinstance(tag, str) and tag not in UNSHOWN and element not in leave_out
        if not closing and shown:
            if tag in BREAKS:
                yield from flush(fresh)
                holder.append(element)
                fresh, breaks = True, 0
            elif tag == "br":
                breaks += 1
                words.append(" ")
                if breaks == 2:
                    yield from flush(fresh)
                    fresh = False
            links += tag == "a"
            breaks = _take(element.text, words, breaks)
            linked += len(element.text or "") if links else 0
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
            continue
        if closing:
            if tag in BREAKS:
                yield from flush(fresh)
                holder.pop()
                fresh, breaks = True, 0
            links -= tag == "a"
        if element is not tree:
            breaks = _take(element.tail, words, breaks)
            linked += len(element.tail or "") if links else 0
    yield from flush(fresh)


def _take(text: str | None, words: list[str], breaks: int) -> int:
    if text:
        words.append(text)
        if text.strip():
            return 0
    return breaks

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
# <head> is not among them: libxml2 leaves an <article> in it when a page has no <body> tag.
UNSHOWN = frozenset("script style template noscript svg iframe textarea select math title".split())
HEADINGS = frozenset("h2 h3 h4 h5 h6".split())
# Scripts that say in one character what others say in two or three.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class Block:
    """A stretch of text between two breaks."""

    text: str
    element: etree._Element  # the nearest element that breaks lines
    linked: float  # share of its characters that are links
    weight: int  # characters, a Japanese, Chinese or Korean one counted for two and a half

    @property
    def heading(self) -> bool:
        return self.element.tag in HEADINGS


def blocks_of(tree: etree._Element, leave_out: Set[etree._Element] = frozenset()) -> list[Block]:
    """The blocks under `tree` in reading order, without those under elements left out."""
    return list(_walk(tree, leave_out))


def _walk(tree: etree._Element, leave_out: Set[etree._Element]) -> Iterator[Block]:
    words: list[str] = []
    linked = breaks = links = 0  # characters in links; <br>s in a row; depth inside <a>
    holders = [tree]
    # An explicit stack: lxml's own events would need the tree to be serialised.
    stack: list[tuple[etree._Element, bool]] = [(tree, False)]
    while stack:
        element, closing = stack.pop()
        tag = element.tag
        shown = closing or (
            isinstance(tag, str) and tag not in UNSHOWN and element not in leave_out
        )
        if shown and (tag in BREAKS or (tag == "br" and not closing and breaks)):
            if (block := _block(words, holders[-1], linked)) is not None:
                yield block
            words.clear()
            linked = breaks = 0
            if closing:
                holders.pop()
            elif tag != "br":
                holders.append(element)
        elif shown and tag == "br" and not closing:
            breaks += 1
            words.append(" ")
        if shown and tag == "a":
            links += -1 if closing else 1
        if shown and not closing:
            text = element.text
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
        else:
            text = element.tail if element is not tree else None
        if text:
            words.append(text)
            if links:
                linked += len(text)
            if breaks and not text.isspace():
                breaks = 0
    if (block := _block(words, tree, linked)) is not None:
        yield block


def _block(words: list[str], element: etree._Element, linked: int) -> Block | None:
    whole = "".join(words)
    text = plain(whole)
    if not text:
        return None
    dense = 0 if text.isascii() else len(_DENSE.findall(text))
    share = min(1.0, linked / len(whole.strip())) if linked else 0.0
    return Block(text, element, share, len(text) + int(1.5 * dense))

"""The article's own paragraphs among everything a page shows."""

import re
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass

import trafilatura
from lxml.html import HtmlElement

from torimatome.collect.page_blocks import Block, blocks_of
from torimatome.collect.page_lines import is_furniture
from torimatome.collect.page_prune import prune
from torimatome.collect.page_title import fold
from torimatome.collect.page_tree import Told, plain

# A block that reads like a paragraph: this much text, few links.
PARAGRAPH = 70  # characters (see Block.weight); shorter ones are lines of menus as often as not
MOST_LINKED = 0.4


@dataclass(frozen=True)
class About:
    """What is known of the page when its body is looked for."""

    title: str
    titles: tuple[str, ...]  # every title it gives, folded: none is a paragraph
    said: Told


def article_text(tree: HtmlElement, about: About) -> str:
    """The paragraphs of the article, parted by an empty line; "" when there are none."""
    prune(tree)
    blocks = blocks_of(tree)
    root = _root(tree, blocks, about)
    inside = [b for b in blocks if root is tree or _within(b.element, root)]
    return "\n\n".join(clean(inside, about))


def _within(element: HtmlElement | None, root: HtmlElement) -> bool:
    while element is not None:
        if element is root:
            return True
        element = element.getparent()
    return False


def _good(block: Block) -> bool:
    return block.weight >= PARAGRAPH and block.linked < MOST_LINKED


def _root(tree: HtmlElement, blocks: list[Block], about: About) -> HtmlElement:
    """The smallest element that holds nearly all the paragraphs that belong together."""
    scores: dict[HtmlElement, float] = {}
    totals: dict[HtmlElement, float] = {}
    for block in blocks:
        if not _good(block):
            continue
        size = float(block.weight)
        share = 1.0
        element: HtmlElement | None = block.element
        if element is not None and element.tag in ("p", "li", "blockquote", "h2", "h3", "span"):
            element = element.getparent()
        while element is not None:
            totals[element] = totals.get(element, 0.0) + size
            scores[element] = scores.get(element, 0.0) + size * share
            share *= 0.6
            element = element.getparent()
    if not scores:
        return tree
    best = max(scores, key=lambda e: scores[e])
    # Climb while the parent holds clearly more running text of the same article.
    here = best
    while (parent := here.getparent()) is not None and parent.tag not in ("body", "html"):
        if totals.get(parent, 0) > 1.1 * totals[best] and _one_article(parent):
            best = parent
        here = parent
    return best


def _one_article(element: HtmlElement) -> bool:
    """Whether it holds no more than one article: pages that scroll on hold several."""
    titles = sum(1 for _ in element.iter("h1"))
    return titles <= 1 and sum(1 for _ in element.iter("article")) <= 1


def clean(blocks: list[Block], about: About) -> list[str]:
    """The paragraphs without lines that are not the article's own."""
    lines: list[str] = []
    seen: set[str] = set()
    for block in blocks:
        key = fold(block.text) or block.text
        if not lines and key in about.titles:
            continue
        if block.element.tag == "h1" or key in seen or is_furniture(block):
            continue
        if block.weight > 40:
            seen.add(key)
        lines.append(block.text)
    return lines

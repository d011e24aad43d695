"""The article's own paragraphs among everything a page shows."""

import re
from dataclasses import dataclass

import trafilatura
from lxml import etree

from torimatome.collect.page_blocks import Block, blocks_of
from torimatome.collect.page_lines import ends_article, is_furniture
from torimatome.collect.page_markup import Told, plain
from torimatome.collect.page_prune import around
from torimatome.collect.page_title import fold

# A block that reads like a paragraph: this much text, few links.
PARAGRAPH = 70  # characters (see Block.weight); shorter ones are lines of menus as often as not
MOST_LINKED = 0.4
MOST_H1 = 20  # looked at for the start of a next article; each costs a walk over what follows
COPY = 2000  # characters of a block that may be a copy of the article; paragraphs are shorter
NEAR_TITLE = 10  # blocks between a title and the sentence under it: byline, date, share buttons
STILL_OWN = 0.1  # of it beside the earlier paragraphs: more, and the article goes on
ENDS_AFTER = 0.4  # of the running text; a heading like "More on this" before it is a box
_LEAVES = frozenset("p li blockquote h2 h3 h4 span".split())
_NOT_LETTER = re.compile(r"[^a-z]+")
_BREAK = re.compile(r"<br ?/?>|</p>|</div>|\r", re.I)
# Tags. trafilatura takes 0.1 to 0.3 ms a tag: two to four seconds at most.
MOST_FOR_TRAFILATURA = 12_000
_TAGS = re.compile(r"<[^<>]{1,300}>")


# Words of class names that mark the sentence between title and text.
_LEAD = frozenset(
    "lead lede standfirst dek deck subtitle subheadline subhead subline summary intro "
    "introduction excerpt chapo perex vorspann ingress sapo spot abstract headdesc description "
    "teaser preamble kicker drophead bajada entradilla sommario occhiello".split()
)


@dataclass(frozen=True)
class About:
    """What is known of the page when its body is looked for."""

    titles: frozenset[str]  # every title it gives, folded: none is a paragraph
    said: Told


def article_text(tree: etree._Element, about: About, chosen: list[etree._Element]) -> str:
    """The paragraphs of the article, parted by an empty line; "" when there are none.

    With elements `chosen` by the outlet's fixes, the paragraphs are theirs.
    """
    everything = blocks_of(tree)
    leave_out = around(tree, everything)
    if chosen:
        leave_out -= {element for part in chosen for element in (part, *part.iterancestors())}
        blocks = [block for part in chosen for block in blocks_of(part, leave_out)]
        return "\n\n".join(clean(blocks, about))
    outside = _beneath(leave_out)
    blocks = [block for block in everything if block.element not in outside]
    told = _told(blocks, about.said)
    root = _root(blocks, told, _region(blocks, about), _several(tree, outside))
    inside = blocks_of(tree if root is None else root, leave_out)
    lines = clean(inside[: _region(inside, about).stop], about)
    lead = _lead(everything, about)
    if lead and not _has(lines, lead):
        lines.insert(0, lead)
    return "\n\n".join(lines)


def _has(lines: list[str], lead: str) -> bool:
    start = fold(lead)[:60]
    return any(start in fold(line) for line in lines[:6])


def _beneath(elements: set[etree._Element]) -> set[etree._Element]:
    """The elements and all beneath them."""
    beneath: set[etree._Element] = set()
    for element in elements:
        if element not in beneath:
            beneath.update(element.iter())
    return beneath


def _good(block: Block) -> bool:
    # A long one may name person after person, each a link.
    most = MOST_LINKED if block.weight < 4 * PARAGRAPH else 2 * MOST_LINKED
    return block.weight >= PARAGRAPH and block.linked < most


def _lead(blocks: list[Block], about: About) -> str:
    """The sentence under the title, where the page shows it: often outside the body's element."""
    meta = about.said.meta
    named = {fold(meta.get(n, "")) for n in ("description", "og:description", "dcterms.abstract")}
    named = {text for text in named if len(text) >= 40}
    near = len(blocks)
    by_class = ""
    for place, block in enumerate(blocks[:400]):
        key = fold(block.text)
        if key in about.titles or block.element.tag == "h1":
            near = min(near, place)
            continue
        if not 40 <= len(block.text) <= 900 or block.linked > 0.5 or is_furniture(block):
            continue
        if any(text in key or (key in text and len(key) > 0.6 * len(text)) for text in named):
            return block.text
        if not by_class and near < place <= near + NEAR_TITLE and _is_lead(block.element):
            by_class = block.text
    return by_class


def _is_lead(element: etree._Element) -> bool:
    for holder in (element, element.getparent()):
        if holder is None or holder.tag in ("article", "main", "body"):
            return False
        names = f"{holder.get('class') or ''} {holder.get('itemprop') or ''}".lower()
        if _LEAD.intersection(_NOT_LETTER.split(names)) and "relat" not in names:
            return True
    return False


def _region(blocks: list[Block], about: About) -> range:
    """From the article's title to the next article's: some pages load one after another."""
    start = 0
    titled = False
    paragraphs = looked = 0
    holders: set[etree._Element] = set()  # of the paragraphs so far
    for place, block in enumerate(blocks):
        if not titled and (block.element.tag == "h1" or fold(block.text) in about.titles):
            start, titled, paragraphs = place, True, 0
        elif paragraphs >= 3 and titled and block.element.tag == "h1" and looked < MOST_H1:
            looked += 1
            if _opens_another(place, blocks, holders):
                return range(start, place)
        if _good(block):
            paragraphs += 1
            holders.update(block.element.iterancestors())
    return range(start, len(blocks))


def _opens_another(place: int, blocks: list[Block], holders: set[etree._Element]) -> bool:
    """Whether an <h1> stands with paragraphs of its own in an element that holds none before.

    Otherwise it is a heading, or a caption, within the article.
    """
    own = [e for e in blocks[place].element.iterancestors() if e not in holders]
    later = (b for b in blocks[place + 1 :] if own and _good(b))
    return sum(own[-1] in b.element.iterancestors() for b in later) >= 3


def _told(blocks: list[Block], said: Told) -> set[int]:
    """The places of the blocks that JSON-LD's articleBody holds."""
    if not said.bodies or len(said.bodies[0]) < 200:
        return set()
    body = fold(_TAGS.sub(" ", said.bodies[0]))
    return {
        place
        for place, block in enumerate(blocks)
        if (key := fold(block.text)) and key[:80] in body and (len(key) > 20 or block.heading)
    }


def _root(
    blocks: list[Block], told: set[int], region: range, several: set[etree._Element]
) -> etree._Element | None:
    """The smallest element that holds nearly all the paragraphs that belong together."""
    scores: dict[etree._Element, float] = {}
    totals: dict[etree._Element, float] = {}
    for place, block in enumerate(blocks):
        if not _good(block):
            continue
        size = float(block.weight) * (3.0 if place in told else 1.0)
        size *= 1.0 if place in region else 0.4 if place < region.start else 0.1
        chain = [block.element, *block.element.iterancestors()]
        if any(e.tag in ("article", "main") or e.get("itemprop") == "articleBody" for e in chain):
            size *= 2.0
        if chain[0].tag in _LEAVES and len(chain) > 1:
            chain = chain[1:]
        share = 1.0
        for element in chain:
            totals[element] = totals.get(element, 0.0) + size
            scores[element] = scores.get(element, 0.0) + size * share
            share *= 0.6
    if not scores:
        return None
    best = max(scores, key=lambda e: scores[e])
    # Climb while the parent holds clearly more running text of the same article: a page that
    # scrolls on holds several, each with a title.
    here = best
    while (parent := here.getparent()) is not None and parent.tag not in ("body", "html"):
        if parent in several:
            break
        if totals.get(parent, 0) > 1.1 * totals[best]:
            best = parent
        here = parent
    return best


def _several(tree: etree._Element, outside: set[etree._Element]) -> set[etree._Element]:
    """Elements that hold more than one <h1>, or more than one <article>."""
    several: set[etree._Element] = set()
    for name in ("h1", "article"):
        held: set[etree._Element] = set()
        for element in tree.iter(name):
            if element in outside:
                continue
            holders = list(element.iterancestors())
            several.update(held.intersection(holders))
            held.update(holders)
    return several


def clean(blocks: list[Block], about: About) -> list[str]:
    """The paragraphs without lines that are not the article's own."""
    lines: list[str] = []
    seen: set[str] = set()
    starts = [fold(block.text)[:60] for block in blocks if _good(block)]
    for block in blocks[: _end(blocks)]:
        key = fold(block.text) or block.text
        if len(key) > COPY and sum(start in key for start in starts) > 3:
            continue  # the whole article once more, in one piece, for a script to cut up
        if key in about.titles or block.element.tag == "h1" or key in seen or is_furniture(block):
            continue
        if block.weight > 40:
            seen.add(key)
        lines.append(f"- {block.text}" if _is_point(block) else block.text)
    return lines


def _is_point(block: Block) -> bool:
    """Whether the block is an item of a list, and not one that holds further blocks."""
    parent = block.element.getparent()
    listed = block.element.tag == "li" and parent is not None and parent.tag in ("ul", "ol")
    return listed and not block.text.startswith(("-", "–", "—", "•"))


def _end(blocks: list[Block]) -> int:
    """The place of the heading that opens what follows the article; else the end.

    Such a heading inside the article opens a box: paragraphs beside the earlier ones follow it.
    """
    whole = sum(block.weight for block in blocks if _good(block))
    beside: dict[etree._Element | None, int] = {}
    for block in blocks:
        if _good(block):
            parent = block.element.getparent()
            beside[parent] = beside.get(parent, 0) + block.weight
    if not beside:
        return len(blocks)
    main = max(beside, key=lambda parent: beside[parent])
    past = own = 0
    for place, block in enumerate(blocks):
        past_most = past > ENDS_AFTER * whole and beside[main] - own < STILL_OWN * beside[main]
        if past_most and ends_article(block.text):
            return place
        if _good(block):
            past += block.weight
            own += block.weight if block.element.getparent() is main else 0
    return len(blocks)


def linked_text(about: About) -> str:
    """The body as JSON-LD gives it: for pages that show it only by script."""
    if not about.said.bodies:
        return ""
    body = _BREAK.sub("\n", about.said.bodies[0])
    lines = [plain(_TAGS.sub("", line)) for line in body.split("\n")]
    text = "\n\n".join(line for line in lines if line and fold(line) not in about.titles)
    return text if len(text) >= PARAGRAPH else ""


def second_opinion(markup: str, about: About) -> str:
    """What trafilatura finds where we found nothing; it also weighs what has no paragraphs."""
    if markup.count("<") > MOST_FOR_TRAFILATURA:
        return ""
    found = trafilatura.bare_extraction(markup, include_comments=False, with_metadata=False)
    text = getattr(found, "text", None) or ""
    lines = [plain(line) for line in text.split("\n")]
    return "\n\n".join(line for line in lines if line and fold(line) not in about.titles)

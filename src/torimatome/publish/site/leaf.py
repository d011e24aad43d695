"""An Edition's Leaf: what the rest of the site says of it, so that its words are read once."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from torimatome.model import Issue, Item
from torimatome.model.archive import Kept
from torimatome.publish.plain import printable
from torimatome.publish.printed import period_ja
from torimatome.publish.site.address import slug
from torimatome.publish.site.index import han_of, keys_of
from torimatome.publish.site.nouns import Leaf, LeafItem, SiteHouse

_EXCERPT = 280  # characters: what a feed reader and a shared link show
_LEAF = msgspec.json.Decoder(Leaf)
_KEYS = msgspec.json.Decoder(tuple[tuple[str, ...], ...])


def leaf_of(issue: Issue, key: str, version: int, kept: Sequence[Kept], announces: bool) -> Leaf:
    """The Leaf of an arranged Issue."""
    english = {section.number: section.heading_en for section in issue.sections}
    items = tuple(
        LeafItem(
            kept=shown(one),
            slug=item_slug,
            excerpt=excerpt(item),
            section_en=printable(english.get(item.section, "")),
            han=han_of(item),
            cited=" ".join(printable(c.raw) for c in item.citations),
        )
        for item, one, item_slug in zip(issue.items, kept, slugs(issue), strict=True)
    )
    corrections = tuple(replace(c, note=printable(c.note)) for c in issue.corrections)
    return Leaf(
        key=key, version=version, start=issue.period.start, end=issue.period.end,
        period=period_ja(issue.period), title_ja=printable(issue.title_ja),
        title_en=printable(issue.title_en), remark=printable(issue.period.remark or ""),
        flash=bool(issue.flash), notice_ja=printable(issue.notice_ja),
        notice_en=printable(issue.notice_en), items=items, corrections=corrections,
        announces=announces,
    )  # fmt: skip


def shown(kept: Kept) -> Kept:
    """A Kept whose words every page, feed and file can hold."""
    mentions = tuple(
        m if all(map(str.isprintable, (m.name, m.ja, m.role, *m.met))) else
        replace(m, name=printable(m.name), ja=printable(m.ja), role=printable(m.role),
                met=tuple(printable(one) for one in m.met))
        for m in kept.mentions
        if printable(m.name)
    )  # fmt: skip
    return replace(
        kept, section=printable(kept.section), section_ja=printable(kept.section_ja),
        headline_ja=printable(kept.headline_ja), headline_en=printable(kept.headline_en),
        mentions=mentions,
    )  # fmt: skip


def slugs(issue: Issue) -> tuple[str, ...]:
    """What each Item's address ends in; an id that comes twice gets its number."""
    taken: set[str] = set()
    found = []
    for place, item in enumerate(issue.items, start=1):
        own = slug(item.id)
        if own in taken:
            own = slug(f"{own}-{place}-{item.headline_en}")
        taken.add(own)
        found.append(own)
    return tuple(found)


def excerpt(item: Item) -> str:
    """The first words of the body, cut at a word's end."""
    for block in item.blocks:
        words = printable(block.text or " ".join(block.bullets or ()))
        if words and block.type != "subheading":
            if len(words) <= _EXCERPT:
                return words
            cut = words[:_EXCERPT]
            at = cut.rfind(" ")
            return f"{cut[: at if at > _EXCERPT // 2 else _EXCERPT].rstrip(' ,;:')}…"
    return ""


def search_keys(issue: Issue, kept: Sequence[Kept], house: SiteHouse) -> list[tuple[str, ...]]:
    """What the search finds each Item by."""
    return [
        keys_of(item, one.mentions, house.spellings)
        for item, one in zip(issue.items, kept, strict=True)
    ]


def written(leaf: Leaf) -> bytes:
    """The Leaf as it is kept beside the site."""
    return msgspec.json.encode(leaf)


def read(body: bytes | None) -> Leaf | None:
    """A Leaf that was kept; None when it is damaged or gone, and has to be made anew."""
    try:
        return _LEAF.decode(body) if body else None
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None


def written_keys(keys: Sequence[Sequence[str]]) -> bytes:
    """The search keys of an Edition as they are kept beside the site."""
    return msgspec.json.encode(keys)


def read_keys(body: bytes | None) -> tuple[tuple[str, ...], ...] | None:
    """Search keys that were kept; None when they are damaged or gone."""
    try:
        return _KEYS.decode(body) if body else None
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None

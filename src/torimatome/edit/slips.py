"""Correction slips: what became of the pages a published Issue rests on, and a note to propose."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from torimatome.model import Article, Issue, Item, Passage
from torimatome.text.sentences import split

WORDS_GONE, GONE, CHANGED, UNREAD = "words_gone", "gone", "changed", "unread"
# Most telling first: words we print are no longer there; the page itself is not; it reads otherwise
# somewhere else; nobody knows, because the site, or our own line, was down.
_ORDER = (WORDS_GONE, GONE, CHANGED, UNREAD)
# How a site that answers says that a page is no more (see outside/web.py and collect/page.py).
_NO_MORE = re.compile(r"\b(?:404|410)\b|not found|no longer")
# Below this likeness of letters a sentence of the new page is not shown as what the old one became.
# A corrected figure, name or day leaves .8 and more alike; two sentences of one report have .2 to
# .45 (demo's corrected pages). To choose again: print the ratios of its versions.
_BECAME = 0.6
_MOST = 160  # characters of a sentence in a proposed note


@dataclass(frozen=True)
class Slip:
    """One page that an Item rests on and that is not as it was when the Item was signed."""

    item: str  # Item.id
    headline_ja: str
    headline_en: str
    kind: str  # words_gone | gone | changed | unread
    outlet: str  # Outlet.id
    url: str
    article: str  # Article.id
    was: int  # the version the Item rests on
    now: int  # the version there is now
    reason: str  # gone, unread: why it could not be read; else what changed, in words
    words: tuple[tuple[str, str], ...]  # what we rest on → what it became, "" = nothing like it
    note: str  # a correction note to begin from; "" = none
    note_ja: str = ""  # the same in Japanese


def slips(
    issue: Issue,
    current: Mapping[str, Article],
    gone: Mapping[str, str],
    named: Mapping[str, str] | None = None,
) -> tuple[Slip, ...]:
    """Slips in the Issue's order. `current`: the newest versions by Article id; `gone`: why a
    page could not be read when it was last asked for; `named`: outlets by id, as cited."""
    found: list[Slip] = []
    for item in issue.items:
        mine = [
            slip
            for id_, passages in _by_article(item).items()
            if (slip := _slip(item, passages, current.get(id_), gone.get(id_, ""), named or {}))
        ]
        found += sorted(mine, key=lambda slip: _ORDER.index(slip.kind))
    return tuple(found)


def changed_items(before: Issue, now: Issue) -> tuple[str, ...]:
    """Ids of the Items whose print differs between two versions, or that stand in only one."""
    old, new = ({item.id: _printed(item) for item in issue.items} for issue in (before, now))
    ids = dict.fromkeys([*new, *old])
    return tuple(id_ for id_ in ids if old.get(id_) != new.get(id_))


def articles_of(item: Item) -> tuple[str, ...]:
    """Ids of the Articles an Item's words rest on."""
    return tuple(_by_article(item))


def _printed(item: Item) -> tuple[object, ...]:
    citations = tuple(citation.raw for citation in item.citations)
    blocks = tuple(
        (b.type, b.label, b.text, b.bullets, b.citation.raw if b.citation else "")
        for b in item.blocks
    )
    return item.headline_ja, item.headline_en, item.kind, citations, blocks


def _by_article(item: Item) -> dict[str, list[Passage]]:
    found: dict[str, list[Passage]] = {}
    printed = (p for block in item.blocks for s in block.sentences for p in s.passages)
    for passage in (*printed, *item.headline_sources):
        held = found.setdefault(passage.article, [])
        held += [passage] if passage not in held else []
    return found


def _slip(
    item: Item,
    passages: list[Passage],
    now: Article | None,
    gone: str,
    named: Mapping[str, str],
) -> Slip | None:
    first = passages[0]
    kind, reason = (GONE if _NO_MORE.search(gone) else UNREAD), gone
    words: tuple[tuple[str, str], ...] = ()
    version = now.version if now else first.version
    if now is not None and version > first.version:
        lost = [p for p in passages if _flat(p.quote) not in _flat(now.text)]
        words = tuple((p.quote, _became(p.quote, now)) for p in lost)
        kind, reason = (WORDS_GONE if lost else CHANGED), now.changed
    elif not gone:
        return None
    return Slip(
        item.id, item.headline_ja, item.headline_en, kind, first.outlet, first.url, first.article,
        first.version, version, reason, words,
        *_notes(kind, first, words, named.get(first.outlet, first.outlet.upper())),
    )  # fmt: skip


def _became(quote: str, now: Article) -> str:
    best, text = 0.0, ""
    for span in split(now.text, now.language):
        sentence = now.text[span.start : span.end]
        matcher = SequenceMatcher(None, quote, sentence, autojunk=False)
        if matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
            best, text = ratio, sentence
    return text if best >= _BECAME else ""


def _notes(
    kind: str, passage: Passage, words: tuple[tuple[str, str], ...], outlet: str
) -> tuple[str, str]:
    """Plain words to begin from, English and Japanese; a person says what it means for the Item."""
    if kind == UNREAD:
        return "", ""  # nothing is known yet, so there is nothing to correct
    of_en, of_ja = _day(passage.published)
    if kind == GONE:
        return (
            f"{outlet} no longer shows its report{of_en}.",
            f"{outlet}の{of_ja}記事はなくなりました。",
        )
    if kind == CHANGED:
        return (f"{outlet} changed its report{of_en} after publication.",
                f"{outlet}が{of_ja}記事を掲載後に変更しました。")  # fmt: skip
    was, now = (_short(text) for text in words[0])
    if not now:
        return (f"{outlet} changed its report{of_en}: “{was}” is no longer there.",
                f"{outlet}が{of_ja}記事を変更し、「{was}」の文がなくなりました。")  # fmt: skip
    stop = "" if now.endswith((".", "!", "?", "…")) else "."
    return (f"{outlet} changed its report{of_en}: “{was}” now reads: “{now}”{stop}",
            f"{outlet}が{of_ja}記事の「{was}」を「{now}」に変更しました。")  # fmt: skip


def _day(iso: str) -> tuple[str, str]:
    """Of which day a report is, in English and Japanese; two "" when nobody knows."""
    if not iso:
        return "", ""
    day = date.fromisoformat(iso[:10])
    return f" of {day.day} {day:%B %Y}", f"{day.year}年{day.month}月{day.day}日付の"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _MOST else flat[: _MOST - 1].rstrip() + "…"


def _flat(text: str) -> str:
    return " ".join(text.split())

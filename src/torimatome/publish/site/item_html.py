"""The HTML of an Item, put together from strings: a site has more pages of it than of all else.

A template takes four times as long for the same. Whatever comes from outside goes through `safe`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from torimatome.model.archive import Mention
from torimatome.publish.phrases import phrases
from torimatome.publish.plain import RIGHT_TO_LEFT
from torimatome.publish.printed import Paragraph, PrintedItem
from torimatome.publish.runs import Run
from torimatome.publish.site import address
from torimatome.publish.site.nouns import Leaf, LeafItem

_COMMA = '<span aria-hidden="true">,</span>'
_SPECIAL = re.compile("[&<>\"']")


def safe(text: str) -> str:
    """The words as HTML may hold them, in a text or an attribute."""
    return str(escape(text)) if _SPECIAL.search(text) else text


def way(language: str) -> str:
    """The attributes that tell a language and, where it is not the usual one, its direction."""
    turned = ' dir="rtl"' if language in RIGHT_TO_LEFT else ""
    return f' lang="{safe(language)}"{turned}'


def headline(item: PrintedItem) -> Markup:
    """The Japanese headline, with where it may break."""
    made = []
    for run in item.headline_ja:
        parts = phrases(run)
        if parts:
            made.append("<wbr>".join(map(safe, parts)))
        else:
            made.append(_words(Run(run.text, run.language), "ja"))
    return Markup("".join(made).strip())  # noqa: S704 (escaped above)


def body(item: PrintedItem) -> Markup:
    """The body; its numbers lead to "#s1", "#s2", … which each page puts in place."""
    records = {o.sha256: o.number for o in reversed(item.origins)}
    made: list[str] = []
    for group in item.groups:
        if group.kind != "text":
            made.append(f'<div class="{group.kind}">\n')
        before = ""
        for place, p in enumerate(group.paragraphs):
            label = safe(group.label) if place == 0 else ""
            last = place + 1 == len(group.paragraphs)
            after = "" if last else group.paragraphs[place + 1].kind
            made.append(_paragraph(p, label, (before, after), records))
            before = p.kind
        if group.kind != "text":
            made.append("</div>\n")
    return Markup("".join(made))  # noqa: S704 (escaped below)


def _paragraph(p: Paragraph, label: str, beside: tuple[str, str], records: dict[str, int]) -> str:
    said = _said(p, records)
    if p.kind == "bullet":
        opened = closed = ""
        if beside[0] != "bullet":
            named = f'<p lang="en"><strong>{label}</strong></p>\n' if label else ""
            opened = f'{named}<ul class="points">\n'
        if beside[1] != "bullet":
            closed = "</ul>\n"
        return f"{opened}<li{way(p.language)}>{said}</li>\n{closed}"
    if p.kind == "subheading":
        return f'<p class="sub"{way(p.language)}>{said}</p>\n'
    named = f'<strong lang="en" dir="ltr">{label}</strong> ' if label else ""
    return f"<p{way(p.language)}>{named}{said}</p>\n"


def _said(p: Paragraph, records: dict[str, int]) -> str:
    made = []
    for run in p.runs:
        made.append(_words(run, p.language))
        if run.origins:
            made.append(_numbers(run.origins))
        made += [f' <span class="mark" lang="en">{safe(mark)}</span>' for mark in run.marks]
    if p.citation:
        turned = ' dir="ltr"' if p.language in RIGHT_TO_LEFT else ""
        made.append(f' <span class="cite" lang="en"{turned}>')
        for run in p.citation:
            number = records.get(run.record) if run.record else None
            made.append(
                _words(run, "en")
                if number is None
                else f'<a class="day" href="#s{number}">{safe(run.text)}</a>'
            )
        made.append("</span>")
    return "".join(made)


def _words(run: Run, around: str) -> str:
    own = way(run.language) if run.language != around else ""
    if run.href:
        return f'<a href="{safe(run.href)}" rel="noopener noreferrer"{own}>{safe(run.text)}</a>'
    return f"<span{own}>{safe(run.text)}</span>" if own else safe(run.text)


def _numbers(numbers: Sequence[int]) -> str:
    links = (f'<a href="#s{n}" aria-label="出典 source {n}">{n}</a>' for n in numbers)
    return f"<sup>{_COMMA.join(links)}</sup>"


def origins(item: PrintedItem, prefix: str = "") -> Markup:
    """Every passage the Item rests on, by its number; `prefix` where several Items share a page."""
    made = ['<ol class="origins">\n']
    for one in item.origins:
        day = f" · {safe(one.published)}" if one.published else ""
        mark = f" · SHA-256 <code>{safe(one.sha256[:16])}</code>" if one.sha256 else ""
        href = safe(one.href)
        link = f'<br><a href="{href}" rel="noopener noreferrer">{href}</a>' if href else ""
        made.append(
            f'<li id="{safe(prefix)}s{one.number}">\n'
            f"<blockquote{way(one.language) if one.language else ''}>{safe(one.quote)}</blockquote>"
            f'\n<p class="quiet" lang="en">{one.number} · {safe(one.outlet)}{day}{mark}{link}</p>\n'
            "</li>\n"
        )
    return Markup("".join((*made, "</ol>\n")))  # noqa: S704 (escaped above)


@dataclass(frozen=True)
class ItemView:
    """What an Item's page shows around its body."""

    leaf: Leaf
    item: LeafItem
    tone: int
    corrected: str  # HTML of the corrections that name it
    before: LeafItem | None
    after: LeafItem | None


def main_part(view: ItemView, printed: PrintedItem, words: tuple[Markup, Markup]) -> str:
    """All of an Item's page that no other page has; `words` are its headline and body."""
    return "".join(
        (
            f'<div class="text">\n<article class="item tone{view.tone}">\n',
            _crumbs(view),
            _heading(printed, words[0]),
            view.corrected,
            words[1],
            "</article>\n",
            _named(view.item.kept.mentions),
            _sources(printed),
            '<nav class="around" aria-label="前後の項目 Items before and after">\n',
            _beside(view.leaf.key, view.before, 'rel="prev"', ("← ", "")),
            _beside(view.leaf.key, view.after, 'rel="next"', ("", " →")),
            "</nav>\n</div>",
        )
    )


_UP = "../../"  # every Item's page lies so deep


def _crumbs(view: ItemView) -> str:
    leaf, kept = view.leaf, view.item.kept
    flash = "速報 " if leaf.flash else ""
    href = safe(_UP + address.issue_page(leaf.key))
    made = f'<p class="crumbs"><a href="{href}" lang="ja">{flash}{safe(leaf.period)}</a>'
    if kept.section:
        named = both(kept.section_ja or kept.section, view.item.section_en)
        href = safe(_UP + address.section_page(kept.section))
        made += f' <span aria-hidden="true">›</span> <a class="dot" href="{href}">{named}</a>'
    return f"{made}</p>\n"


def _heading(printed: PrintedItem, headline_ja: Markup) -> str:
    ja = f'<span lang="ja">{headline_ja}</span>' if printed.headline_ja else ""
    en = safe(printed.headline_en)
    en = f' <span class="en" lang="en">{en}</span>' if en else ""
    return f"<h1>{ja}{en}</h1>\n"


def _named(mentions: Sequence[Mention]) -> str:
    """The names of an Item with their pages, those who act first."""
    shown = [one for one in mentions if one.kind in address.FOLDERS]
    if not shown:
        return ""
    lines = "".join(map(_name, shown))
    return (
        '<section class="named" aria-labelledby="named"><h2 id="named">'
        '<span lang="ja">この項目に出る名前</span> <span class="en" lang="en">Named here</span>'
        f'</h2>\n<ul class="chips">\n{lines}</ul></section>\n'
    )


def _name(one: Mention) -> str:
    href = safe(_UP + address.name_page(one.kind, one.name))
    ja = f'<span lang="ja">{safe(one.ja)}</span> ' if one.ja else ""
    return f'<li><a href="{href}">{ja}<span class="en" lang="en">{safe(one.name)}</span></a></li>\n'


def _sources(printed: PrintedItem) -> str:
    if not printed.origins:
        return ""
    return (
        '<section aria-labelledby="sources"><h2 id="sources"><span lang="ja">出典</span> '
        '<span class="en" lang="en">Sources</span> '
        f'<span class="count">{len(printed.origins)}</span></h2>\n{origins(printed)}</section>\n'
    )


def _beside(key: str, item: LeafItem | None, rel: str, arrows: tuple[str, str]) -> str:
    if item is None:
        return ""
    kept = item.kept
    language, words = ("ja", kept.headline_ja) if kept.headline_ja else ("en", kept.headline_en)
    href = safe(_UP + address.item_page(key, item.slug))
    named = f'<span lang="{language}">{safe(words)}</span>'
    return f'<a {rel} href="{href}">{arrows[0]}{named}{arrows[1]}</a>'


def both(ja: str, en: str) -> str:
    """Words in Japanese and English, as far as there are any."""
    parts = []
    if ja:
        parts.append(f'<span lang="ja">{safe(ja)}</span>')
    if en:
        parts.append(f'<span class="en" lang="en">{safe(en)}</span>')
    return " ".join(parts)

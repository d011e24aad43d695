"""A page becomes what an Article says: title, text, day; or a named reason why not.

The parts: `decode` (bytes to text), `page_markup` (text to a tree), `page_title`, `page_date`,
`page_text` (with `page_prune`, `page_blocks`, `page_lines`), and `page_fixes` for what one
outlet's pages need beside.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urljoin, urlsplit

from lxml import etree

from torimatome.collect.decode import decode
from torimatome.collect.page_blocks import blocks_of
from torimatome.collect.page_date import Published, Seen, candidates, decide, searched, zone_of
from torimatome.collect.page_fixes import check_fixes, drop, fixed_body, fixed_date, fixed_title
from torimatome.collect.page_markup import Told, grow, has_bidi, plain, told
from torimatome.collect.page_text import About, article_text, linked_text, second_opinion
from torimatome.collect.page_title import choose, fold, gather, trim
from torimatome.collect.page_whole import whole_page
from torimatome.errors import Refused, Unreadable
from torimatome.model import Entry, Fixes

__all__ = ["PageHints", "PageReading", "check_fixes", "decode_page", "read_page"]

MOST_BYTES = 8 * 2**20  # the largest of 258 news pages has 2.2 million bytes
# "<" in a page; the largest of those pages has 8,100. Every later step is linear in it, and
# takes up to 0.08 ms for each.
MOST_TAGS = 100_000
SHORTEST = 60  # characters of a text that is one (a Japanese one counts 2.5); briefs have 80

_FILES = (
    (b"%PDF-", "a PDF"), (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"), (b"RIFF", "a picture or a sound"), (b"PK\x03\x04", "a ZIP file"),
    (b"\x1f\x8b", "compressed"), (b"Rar!", "an archive"), (b"\xd0\xcf\x11\xe0", "an Office file"),
    (b"ID3", "a sound"), (b"OggS", "a sound"), (b"\x00\x00\x00\x18ftyp", "a film"),
    (b"\x00\x00\x00\x20ftyp", "a film"), (b"wOF", "a font"), (b"\x7fELF", "a program"),
)  # fmt: skip
# What pages say that stand between us and an article: their titles, and sentences of theirs.
_BLOCK_TITLE = re.compile(
    r"\W*(?:just a moment|attention required|access (?:to this page has been )?denied|"
    r"(?:error )?403|forbidden|checking your browser|ddos-guard|security (?:check|verification)|"
    r"are you a (?:robot|human)|robot check|captcha|human verification|"
    r"request (?:rejected|blocked)|"
    r"you have been blocked|pardon our interruption|error 10\d\d|"
    r"проверка (?:браузера|безопасности)|доступ (?:ограничен|запрещ[её]н|заблокирован)|вы не робот|"
    r"erişim engellen|güvenlik doğrulama|アクセスが(?:拒否|制限)|접근이 (?:차단|거부)|访问被拒绝|"
    r"安全验证)(?!.{50})",
    re.I,
)
_BLOCKED = re.compile(
    r"checking (?:your browser|if the site connection)|"
    r"verify (?:that )?you(?:'re| are) (?:a )?human|"
    r"confirm (?:that )?you(?:'re| are) (?:not a robot|human)|i[’']m not a robot|"
    r"(?:complete|solve) the captcha|ddos protection by|protected by ddos|incapsula incident|"
    r"unusual traffic from your|your ip (?:address )?(?:has been|is) (?:blocked|banned)|"
    r"you have been blocked|you don't have permission to access|"
    r"(?:please )?enable (?:javascript|cookies)|(?:requires|turn on) javascript|cloudflare ray id|"
    r"подтвердите,? что вы не робот|включите (?:javascript|cookie)|доступ .{0,40}заблокирован|"
    r"javascript.{0,20}(?:etkinleştir|有効)|ロボットではありません|로봇이 아닙니다|"
    r"启用 ?javascript",
    re.I,
)
_WALLED = re.compile(
    r"log ?in to (?:continue|read|view)|sign in to (?:continue|read)|please (?:log ?in|"
    r"sign in)|subscribers? only|"
    r"(?:create|register for) (?:a )?(?:free )?account to (?:continue|read)|"
    r"you have reached your (?:limit|free)|"
    r"subscribe to (?:continue|read|unlock)|войдите,? чтобы|только для подписчиков|"
    r"giriş yap(?:ın|malısınız)|"
    r"ログインして(?:続き|ください)|会員限定|有料会員|로그인이? 필요|请(?:先)?登录|"
    r"jetzt anmelden|réservé aux abonnés",
    re.I,
)
# A question about cookies where the article should be. Asked beside an article it is pruned before;
# only a page of little else is looked at.
_COOKIES = re.compile(
    r"(?:we|our|nous|nosotros|wir|noi|n[óo]s)\b.{0,60}\b(?:partners?|partenaires|socios|partner[n]?|"
    r"parceiros)\b.{0,200}\bcookies?|\bcookies?\b.{0,200}\b(?:accept|consent|manage|akzeptieren|"
    r"zustimmen|accepter|aceptar|aceitar|accetta|принять|согласие|kabul|qəbul)|"
    r"before you continue|avant de continuer|antes de continuar|bevor sie fortfahren",
    re.I | re.S,
)
_MISSING = re.compile(
    r"\b404\b|page (?:was )?not found|page (?:you (?:are|were) looking for|does(?:n't|"
    r" not) exist)|страница не найдена|"
    r"sayfa bulunamadı|səhifə tapılmadı|ページが見つかりません|seite nicht gefunden",
    re.I,
)
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_].*)?$")
# Three-letter and old codes pages declare, and what ISO 639-1 calls them.
_CODES = {
    "eng": "en", "rus": "ru", "aze": "az", "tur": "tr", "jpn": "ja", "kat": "ka", "geo": "ka",
    "hye": "hy", "arm": "hy", "fas": "fa", "per": "fa", "ukr": "uk", "deu": "de", "ger": "de",
    "fra": "fr", "fre": "fr", "spa": "es", "ara": "ar", "iw": "he", "in": "id", "jp": "ja",
    "cn": "zh", "ua": "uk", "kr": "ko", "cz": "cs", "gr": "el",
}  # fmt: skip


@dataclass(frozen=True)
class PageHints:
    """What is known of a page before it is read."""

    charset: str = ""  # from the answer's Content-Type
    language: str = ""  # as the source or feed declares, ISO 639-1
    zone: str = ""  # IANA zone whose days the outlet prints; "" = UTC
    entry: Entry | None = None  # what the feed said of it
    today: date = field(default=date.max)  # no date after this one is believed


@dataclass(frozen=True)
class PageReading:
    """What a page says. All texts are plain: no markup, no invisible characters."""

    title: str
    text: str  # paragraphs parted by "\n\n"
    published: datetime | None  # UTC; midnight of `day` when no hour is given
    published_from: str  # "page", "feed", "url" or ""
    day: str  # the outlet's calendar day, ISO; "" = the page does not say
    language: str  # as the page declares, ISO 639-1; "" = it does not
    canonical: str  # absolute address the page gives as its own; "" = none
    warnings: tuple[str, ...] = ()
    whole: str = ""  # where the page, the first of several, offers all of them at once; "" = no


def read_page(body: bytes, url: str, *, hints: PageHints, fixes: Fixes) -> PageReading:
    """What the page says.

    Raises Unreadable when there is no article in it (and says whether it is a block page, a
    login wall, no page at all or empty), Refused when it is larger than we read.
    """
    markup, warnings = _markup(body, url, hints)
    tree = grow(markup)
    if tree is None:
        raise Unreadable(url, "the page is empty")
    whole = whole_page(tree, url)  # before anything that links it is dropped
    drop(tree, fixes)
    said = told(tree, url)
    title, titles = _title(tree, said, url, hints, fixes)
    text, misfits = _text(tree, markup, About(titles, said), fixes)
    if title and not text and fixes.body and not misfits:
        # The outlet's body is there and empty: a picture with a headline, which is its news.
        text, misfits = title, ("the page has a headline and no text",)
    else:
        _check_is_article(url, title, text, tree)
    if has_bidi(markup):
        warnings.append("characters that turn the direction of writing were removed")
    published = _published(tree, said, url, hints, fixes)
    return PageReading(
        title=title or text.split("\n", 1)[0][:120],
        text=text,
        published=published.moment,
        published_from=published.origin,
        day=published.day,
        language=_language(tree, said),
        canonical=_canonical(said.canonical, url),
        warnings=(*warnings, *misfits, *published.warnings),
        whole=whole,
    )


def decode_page(body: bytes, charset: str = "") -> str:
    """The markup of a page as text, whatever charset it is in."""
    return decode(body, charset).text


def _markup(body: bytes, url: str, hints: PageHints) -> tuple[str, list[str]]:
    if len(body) > MOST_BYTES:
        raise Refused(
            url, f"the page has {len(body):,} bytes; more than {MOST_BYTES:,} are not read"
        )
    if not body.strip(b" \t\r\n\x00"):
        raise Unreadable(url, "the page is empty")
    for mark, name in _FILES:
        if body.startswith(mark):
            raise Unreadable(url, f"this is {name}, not a page")
    decoded = decode(body, hints.charset, hints.language)
    controls = sum(decoded.text[:20_000].count(chr(code)) for code in (0, 1, 2, 3, 4, 5, 6, 14))
    if controls > 200 or decoded.text[:20_000].count("\ufffd") > 2000:
        raise Unreadable(url, "the answer is binary, not a page")
    if decoded.text.count("<") > MOST_TAGS:
        raise Refused(url, f"the page has more than {MOST_TAGS:,} tags; such pages are not read")
    return decoded.text, list(decoded.warnings)


def _title(
    tree: etree._Element, said: Told, url: str, hints: PageHints, fixes: Fixes
) -> tuple[str, frozenset[str]]:
    """The title, and all titles folded, by which a repeated title is known in the text."""
    feed = hints.entry.title if hints.entry else ""
    titles = gather(tree, said, url, feed, fixes.title_suffix)
    title = trim(fixed_title(tree, fixes), titles.site_names) or choose(titles)
    every = [title, *(text for _, text in titles.candidates)]
    every += [trim(text, titles.site_names) for text in every]
    return title, frozenset(key for text in every if (key := fold(text)))


def _text(
    tree: etree._Element, markup: str, about: About, fixes: Fixes
) -> tuple[str, tuple[str, ...]]:
    """The text, and a warning when the outlet's fixes no longer fit its pages."""
    chosen = fixed_body(tree, fixes)
    text = article_text(tree, about, chosen)
    if not chosen:
        text = text or linked_text(about) or second_opinion(markup, about)
    if fixes.body and not chosen:
        return text, (f"nothing on the page fits the outlet's body fix {fixes.body!r}",)
    return text, ()


def _published(
    tree: etree._Element, said: Told, url: str, hints: PageHints, fixes: Fixes
) -> Published:
    zone = zone_of(hints.zone)
    feed = None
    if hints.entry is not None and hints.entry.published is not None:
        moment = hints.entry.published
        feed = Seen((moment.astimezone(zone) if zone else moment).date(), moment, "feed")
    fixed = fixed_date(tree, fixes, hints.zone)
    if fixed is not None and fixed.day <= hints.today:
        return decide([fixed], None, today=hints.today, zone=zone)
    found = list(candidates(tree, said, url, zone))
    if not found and feed is None:
        last = searched(tree, url, hints.today)
        found = [last] if last else []
    return decide(found, feed, today=hints.today, zone=zone)


def _check_is_article(url: str, title: str, text: str, tree: etree._Element) -> None:
    """Raise Unreadable with the reason when what was read is no article."""
    if len(text) > 1200:
        return
    size = len(text) + int(1.5 * sum(ord(c) > 0x2E7F for c in text))
    shown = " ".join(block.text for block in blocks_of(tree))
    # A long page with little of its own is a short report; one that is short all over may be more.
    whole = f"{title}\n{shown}" if len(shown) < 2500 else f"{title}\n{text}"
    if _BLOCK_TITLE.match(title) or (size < 600 and _BLOCKED.search(whole)):
        raise Unreadable(url, "a block page stands in for the article; try again later")
    if size < 400 and _WALLED.search(whole):
        raise Unreadable(url, "a login wall stands in for the article")
    if size < 600 and _COOKIES.search(text):
        raise Unreadable(url, "a question about cookies stands in for the article")
    if size < 400 and _MISSING.search(whole):
        raise Unreadable(url, "the site says it has no such page")
    if size < SHORTEST:
        raise Unreadable(url, "the page holds no article text")


def _language(tree: etree._Element, said: Told) -> str:
    root = tree.getroottree().getroot()
    lang = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    for value in (lang, said.meta.get("content-language", ""), said.meta.get("og:locale", "")):
        match = _LANGUAGE.match(value)
        if match:
            code = match.group(1).lower()
            code = _CODES.get(code, code)
            if len(code) == 2:
                return code
    return ""


def _canonical(given: str, url: str) -> str:
    """The address the page calls its own; one that is the site's front page is a mistake."""
    try:
        address = urljoin(url, plain(given)) if given else ""
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    if parts.path in ("", "/") and not parts.query and urlsplit(url).path not in ("", "/"):
        return ""
    return address

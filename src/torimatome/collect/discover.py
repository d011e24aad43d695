"""An address is looked at: its feeds, sitemaps or listing found, and a few articles read.

Asks politely: through the desk's Web, robots.txt obeyed, one request after the other, and no
more than MOST_ASKED of them. Nothing is kept.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from torimatome.collect.digest import is_digest
from torimatome.collect.discover_guess import (
    citation_of,
    common_language,
    expectation_of,
    hosts_of,
    newest_of,
    outlet_id,
    outlet_name,
)
from torimatome.collect.discover_page import Looks, bare_host, country_of, looks_of
from torimatome.collect.feed import read_feed
from torimatome.collect.identity import article_id, canonical
from torimatome.collect.links import absolute
from torimatome.collect.make import Origin, from_page, from_words, snapshot_of, snapshot_of_words
from torimatome.collect.page import decode_page
from torimatome.collect.visit import fresh, visit
from torimatome.errors import Refused, SourceError, Unreachable, Unreadable
from torimatome.model import Article, Entry, Outlet, Source, SourceKind
from torimatome.model.entry import SourceState
from torimatome.model.trial import FoundSource, Trial, TrialArticle
from torimatome.outside.web import Answer, Ask, Web

# Where feeds lie when no page names them. Of the 81 feed addresses of the shipped desk 19 end in
# /rss, 10 in /en/rss, 4 in /feed, 3 in /rss.xml; count yours anew in its outlets/.
PATHS = ("/rss", "/feed", "/rss.xml", "/en/rss", "/feed.xml", "/atom.xml", "/index.xml")
SITEMAPS = ("/sitemap-news.xml", "/sitemap.xml")
# Large front pages name thirty feeds, one a section; the first few bring what matters.
MOST_FEEDS = 8
MOST_ASKED = 30
READ_PAGES = 3  # pages opened, to show that they can be read
SHOWN = 12
OLDEST_DAYS = 15
LONGEST_WORDS = 240
LONGEST_ADDRESS = 2_000


@dataclass(frozen=True)
class Setting:
    """What looking rests on besides the address."""

    now: datetime
    zone: ZoneInfo
    taken: Collection[str] = ()  # outlet ids the desk has already
    tell: Callable[[str], str] = lambda _text: ""  # the language of a text; "" = cannot tell


@dataclass
class _Search:
    """What was found so far."""

    setting: Setting
    web: Web
    outlet: Outlet
    sources: list[tuple[FoundSource, tuple[Entry, ...]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asked: int = 0

    def left(self) -> bool:
        return self.asked < MOST_ASKED


def typed_address(words: str) -> str:
    """The address somebody pasted, with https where she gave no scheme. Raises Refused."""
    text = words.strip().strip("<>\"'")
    if not text or len(text) > LONGEST_ADDRESS or re.search(r"\s", text):
        raise Refused(text[:80] or "(nothing)", "paste one web address, like news.example/world")
    if "://" not in text:
        text = f"https://{text.lstrip('/')}"
    return text


def discover(web: Web, address: str, setting: Setting) -> Trial:
    """What the address holds. Raises SourceError when it cannot be read at all.

    A page without feed, sitemap or listing still gives a Trial: an outlet whose articles a
    person hands in.
    """
    answer, asked = _first(web, address)
    home = f"{urlsplit(answer.url).scheme}://{urlsplit(answer.url).netloc}/"
    host = bare_host(answer.url)
    outlet = Outlet(outlet_id(host, setting.taken), "", "", home, hosts=(host,))
    search = _Search(setting, web, outlet, asked=asked)
    looks = _given(search, answer)
    if urlsplit(answer.url).path.strip("/") and (looks is None or not search.sources):
        looks = _front_page(search, home, looks)
    told_all = {SourceKind.FEED, SourceKind.DIGEST}
    if not any(found.source.kind in told_all for found, _ in search.sources):
        _common_paths(search, home)
    if not search.sources:
        _from_robots(search, home)
    if not search.sources and looks is not None and looks.pattern:
        _listing(search, answer.url, looks)
    return _trial(search, address, looks)


def look_again(web: Web, outlet: Outlet, setting: Setting) -> Trial:
    """The same for an outlet of the desk: its own sources visited, a few pages read."""
    search = _Search(setting, web, outlet)
    for source in outlet.sources:
        if source.read and source.state != "dead":
            _try(search, source, "given", source.id)
    found = tuple(
        replace(one, source=next(s for s in outlet.sources if s.id == one.source.id), chosen=True)
        for one, _ in search.sources
    )
    entries = {e.url: e for _, own in search.sources for e in own}
    ranked = sorted(entries.values(), key=_moment, reverse=True)
    articles, _ = _articles(search, outlet, ranked)
    notes = tuple(dict.fromkeys(search.notes))
    return Trial(outlet.home, outlet, found, articles, notes, search.asked)


def _first(web: Web, address: str) -> tuple[Answer, int]:
    typed = typed_address(address)
    try:
        return web.get(typed), 1
    except Unreachable:
        if "://" in address or not typed.startswith("https://"):
            raise
        return web.get("http://" + typed.removeprefix("https://")), 2


def _given(search: _Search, answer: Answer) -> Looks | None:
    """The address itself: a feed, a sitemap, or a page that may name feeds."""
    for kind in (SourceKind.FEED, SourceKind.SITEMAP):
        if _looks_like_markup(answer.body):
            break
        source = _source(search, kind, answer.url)
        if _try(search, source, "given"):
            return None
    html = decode_page(answer.body, answer.charset)
    looks = looks_of(html, answer.url)
    # Its site's feeds do not bring what is added to this one page.
    if is_digest(html, answer.url, search.setting.now.date()):
        _try(search, _source(search, SourceKind.DIGEST, answer.url), "given")
    for url, title in looks.feeds[:MOST_FEEDS]:
        _try(search, _source(search, SourceKind.FEED, url), "link", title)
    return looks


def _looks_like_markup(body: bytes) -> bool:
    head = body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html")) or b"<html" in head


def _front_page(search: _Search, home: str, looks: Looks | None) -> Looks | None:
    try:
        search.asked += 1
        answer = search.web.get(home)
        front = looks_of(decode_page(answer.body, answer.charset), answer.url)
    except SourceError as error:
        search.notes.append(str(error))
        return looks
    if not search.sources:
        for url, title in front.feeds[:MOST_FEEDS]:
            _try(search, _source(search, SourceKind.FEED, url), "link", title)
    if looks is None:
        return front
    return replace(looks, names=(*front.names, *looks.names), country=front.country)


def _common_paths(search: _Search, home: str) -> None:
    for path in PATHS:
        if search.left() and _try(search, _source(search, SourceKind.FEED, urljoin(home, path)),
                                  "path", quiet=True):  # fmt: skip
            return


def _from_robots(search: _Search, home: str) -> None:
    named: list[str] = []
    try:
        search.asked += 1
        ask = Ask(accept="text/plain,*/*;q=0.5", obey_robots=False)
        body = search.web.get(urljoin(home, "/robots.txt"), ask=ask).body
        lines = re.findall(
            r"(?im)^\s*sitemap\s*:\s*(\S+)", body[:500_000].decode("utf-8", "replace")
        )
        named = [url for line in lines if (url := absolute(home, line))]
    except SourceError:
        pass  # no robots.txt is no fault; Web itself says so where it matters
    named.sort(key=lambda url: "news" not in url.lower())
    tried = [(url, "robots", False) for url in dict.fromkeys(named[:3])]
    tried += [(urljoin(home, path), "path", True) for path in SITEMAPS]
    for url, how, quiet in tried:
        if search.left() and _try(search, _source(search, SourceKind.SITEMAP, url), how, "", quiet):
            return


def _listing(search: _Search, url: str, looks: Looks) -> None:
    source = replace(_source(search, SourceKind.LISTING, url), link_pattern=looks.pattern)
    _try(search, source, "page")


def _source(search: _Search, kind: SourceKind, url: str) -> Source:
    number = sum(found.source.kind is kind for found, _ in search.sources) + 1
    name = kind.value if number == 1 else f"{kind.value}-{number}"
    return Source(f"{search.outlet.id}/{name}", search.outlet.id, kind, url)


def _try(search: _Search, source: Source, how: str, title: str = "", quiet: bool = False) -> bool:
    """Visit the source once; keep it when it brings entries. `quiet`: it was only a guess."""
    known = {found.source.url for found, _ in search.sources}
    if source.url in known or not search.left():
        return False
    search.asked += 1
    seen = visit(search.web, search.outlet, source, SourceState(source.id),
                 search.setting.now.date())  # fmt: skip
    if seen.error is not None or seen.answer is None:
        if not quiet and seen.error is not None:
            search.notes.append(str(seen.error))
        return False
    entries = tuple(fresh(seen.entries, search.setting.now, OLDEST_DAYS))
    if not seen.entries or (quiet and not entries):
        if not quiet:
            search.notes.append(f"{source.url}: it is there, and empty")
        return False
    if source.kind is SourceKind.FEED and not title:
        title = read_feed(seen.answer.body, seen.answer.url, charset=seen.answer.charset,
                          media_type=seen.answer.media_type).title  # fmt: skip
    words = list(seen.warnings)
    if not entries:
        words.append(f"nothing in it is younger than {OLDEST_DAYS} days")
    expect = expectation_of(seen.entries, search.setting.now)
    language = common_language(entry.language for entry in seen.entries)
    kept = replace(source, expect=expect, language=language[0] if len(language) == 1 else "")
    found = FoundSource(kept, how, len(entries), newest_of(seen.entries), title=title,
                        words=tuple(words[:4]))  # fmt: skip
    search.sources.append((found, entries))
    return True


def _trial(search: _Search, address: str, looks: Looks | None) -> Trial:
    found = _chosen(search.sources)
    taken = {one.source.url for one in found if one.chosen}
    entries = {e.url: e for one, own in search.sources if one.source.url in taken for e in own}
    ranked = sorted(entries.values(), key=_moment, reverse=True)
    names = looks.names if looks else ()
    name = outlet_name(names, (one.title for one in found), search.outlet.home)
    outlet = replace(
        search.outlet,
        name=name,
        citation=citation_of(name, bare_host(search.outlet.home)),
        country=(looks.country if looks else "") or country_of(search.outlet.home),
        hosts=hosts_of(search.outlet.home, ranked),
    )
    articles, read = _articles(search, outlet, ranked)
    told = [article.language for article in read]
    told += [search.setting.tell(entry.title) for entry in ranked[:SHOWN]]
    told += [looks.language] if looks and looks.language else []
    languages = common_language(told)
    found = tuple(_in_language(one, languages) for one in found)
    outlet = replace(
        outlet,
        languages=languages,
        sources=tuple(one.source for one in found if one.chosen),
    )
    if not found:
        search.notes.append(
            "neither feed nor sitemap nor a list of articles was found; try the address of a"
            " section's page, or add the outlet and hand its articles in one by one"
        )
    return Trial(address, outlet, found, articles, tuple(dict.fromkeys(search.notes)), search.asked)


def _in_language(found: FoundSource, languages: tuple[str, ...]) -> FoundSource:
    if found.source.language or len(languages) != 1:
        return found
    return replace(found, source=replace(found.source, language=languages[0]))


def _chosen(
    sources: Sequence[tuple[FoundSource, tuple[Entry, ...]]],
) -> tuple[FoundSource, ...]:
    """Sources marked as proposed: the fullest, and those that add more than half anew."""
    seen: set[str] = set()
    chosen: set[str] = set()
    for found, entries in sorted(sources, key=lambda one: -one[0].entries):
        own = {canonical(entry.url) for entry in entries}
        if own and len(own - seen) * 2 > len(own) and len(chosen) < 4:
            chosen.add(found.source.id)
            seen |= own
    return tuple(replace(found, chosen=found.source.id in chosen) for found, _ in sources)


def _articles(
    search: _Search, outlet: Outlet, entries: Sequence[Entry]
) -> tuple[tuple[TrialArticle, ...], list[Article]]:
    shown, read = [], []
    for number, entry in enumerate(entries[:SHOWN]):
        day = _day(entry, search.setting.zone)
        one = TrialArticle(entry.url, entry.title, day)
        if number < READ_PAGES and search.left():
            try:
                article = _read(search, outlet, entry)
                read.append(article)
                one = TrialArticle(entry.url, article.title or entry.title, article.day or day,
                                   " ".join(article.text.split())[:LONGEST_WORDS])  # fmt: skip
            except SourceError as error:
                one = replace(one, problem=error.reason)
        shown.append(one)
    return tuple(shown), read


def _read(search: _Search, outlet: Outlet, entry: Entry) -> Article:
    url = canonical(entry.url)
    setting = search.setting
    origin = Origin(article_id(url), outlet, "trial", replace(entry, url=url), setting.zone)
    if entry.text and "#" in entry.url:  # a part of a digest has no page of its own
        return _told(search, from_words(origin, snapshot_of_words(entry, setting.now)[0]), entry)
    search.asked += 1
    try:
        answer = search.web.get(url)
    except SourceError:
        if not entry.text:
            raise
        return _told(search, from_words(origin, snapshot_of_words(entry, setting.now)[0]), entry)
    try:
        article = from_page(origin, snapshot_of(answer), answer.body, answer.charset)
    except Unreadable:
        if not entry.text:
            raise
        article = from_words(origin, snapshot_of(answer))
    return _told(search, article, entry)


def _told(search: _Search, article: Article, entry: Entry) -> Article:
    language = search.setting.tell(article.text) or article.language
    return replace(article, language=language if language != "und" else entry.language)


def _moment(entry: Entry) -> tuple[str, str]:
    moment = entry.published or entry.updated
    return (moment.isoformat() if moment else "", entry.url)


def _day(entry: Entry, zone: ZoneInfo) -> str:
    moment = entry.published or entry.updated
    return moment.astimezone(zone).date().isoformat() if moment else ""

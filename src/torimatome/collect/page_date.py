"""When a page was published: what its machine-readable places, its words and its address say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from htmldate import find_date
from lxml import etree

from torimatome.collect.dates import read_date, read_day
from torimatome.collect.page_markup import Told, words_in

EARLIEST = date(1995, 1, 1)  # the web has no news pages from before; earlier dates are defaults
MOST_TIMES = 40  # <time>s looked at; the article's own is among the first

# Where pages put the day of publication, best first. Names seen on news pages of 43 countries
# and in the vocabularies of Open Graph, Dublin Core, Parse.ly, Sailthru and Cxense.
META = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished",
    "og:published_time", "date_published", "published_time", "published-date", "publishdate",
    "publish-date", "publish_date", "publication_date", "pubdate", "og:pubdate",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "parsely-pub-date",
    "sailthru.date", "article.published",
    "dc.date.issued", "dcterms.created", "dc.date.created", "dcterms.issued", "dc.date",
    "dcterms.date", "date", "ya:ovs:upload_date", "article_date_original",
    "originalpublicationdate",
    "datecreated", "cre", "releasedate", "displaydate",
)  # fmt: skip

_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([/_.-])(\d{1,2})\2(\d{1,2})(?!\d)|(?<!\d)((?:19|"
    r"20)\d\d)(\d\d)(\d\d)(?!\d)"
    r"|(?<!\d)((?:19|20)\d\d)/(\d\d)(\d\d)(?!\d)"
)
_DATED = re.compile(r"date|time|publi|posted|stand|veroeff|tarih|fecha|data|дата|byline|meta", re.I)
_NOT_OURS = re.compile(
    r"related|recommend|teaser|sidebar|aside|comment|latest|popular|most|more|updat|modif|footer"
    r"|banner|ticker|promo|copyright",
    re.I,
)
_SAYS_CHANGED = re.compile(
    r"updat|modif|aktualisi|geändert|обновл|изменен|更新|yenilen|güncelle|mis à jour|actualiz|수정",
    re.I,
)
_SAYS_PUBLISHED = re.compile(
    r"publi|posted|created|veröffentlicht|erstellt|опубликован|公開|配信|掲載|yayın|入力|입력|등록",
    re.I,
)


@dataclass(frozen=True)
class Seen:
    """One date found: the moment as far as it is known, and the day as printed."""

    day: date
    moment: datetime | None  # UTC; None when only the day is given
    where: str  # "linked", "meta", "time", "words", "feed", "url", "search", "fixes"


@dataclass(frozen=True)
class Published:
    """The day of publication that was decided on. Without any date all fields are empty."""

    moment: datetime | None = None  # UTC
    origin: str = ""  # "page", "feed", "url" or ""
    day: str = ""  # ISO, the outlet's own calendar
    warnings: tuple[str, ...] = ()


def zone_of(name: str) -> ZoneInfo | None:
    """The zone by its IANA name; None for "" and for names nobody knows."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def read_moment(text: str, zone: ZoneInfo | None, where: str) -> Seen | None:
    """The date `text` names, its day as the outlet counts days."""
    text = text.strip()[:120]
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _loose(text, zone, where)
    return _placed(moment, zone, where, whole_day=len(text) <= 10)


def _placed(moment: datetime, zone: ZoneInfo | None, where: str, whole_day: bool) -> Seen | None:
    midnight = moment.time().replace(tzinfo=None) == time()
    if whole_day or (midnight and moment.utcoffset() in (None, timedelta())):
        return Seen(moment.date(), None, where)
    try:
        if moment.tzinfo is None:
            return Seen(moment.date(), moment.replace(tzinfo=zone or UTC).astimezone(UTC), where)
        local = moment
        if zone is not None and moment.utcoffset() == timedelta():
            local = moment.astimezone(zone)  # a system that writes UTC; the outlet's day is local
        return Seen(local.date(), moment.astimezone(UTC), where)
    except OverflowError:
        return None


def _loose(text: str, zone: ZoneInfo | None, where: str) -> Seen | None:
    found = read_date(text)
    if found is None:
        return None
    printed = read_day(text)
    if not found.time_known:
        return Seen(found.moment.date(), None, where)
    if not found.zone_known:
        return _placed(found.moment.replace(tzinfo=None), zone, where, whole_day=False)
    seen = _placed(found.moment, zone, where, whole_day=False)
    if seen is None or printed is None or printed == found.moment.date():
        return seen
    return Seen(printed, found.moment, where)  # an offset was printed with it


def candidates(tree: etree._Element, said: Told, url: str, zone: ZoneInfo | None) -> Iterator[Seen]:
    """Every date the page gives, the most trusted place first."""
    found: list[Seen | None] = [read_moment(text, zone, "linked") for text in said.dates[:1]]
    found += [read_moment(said.meta[name], zone, "meta") for name in META if name in said.meta]
    found += list(_marked(tree, zone))
    found.append(in_address(url))
    if sum(seen is not None for seen in found) < 2:
        found += list(_in_words(tree, zone))
    yield from (seen for seen in found if seen is not None)


def in_address(url: str) -> Seen | None:
    """The day in an address such as /2026/03/05/ or 20260305."""
    parts = urlsplit(url)
    for match in _URL_DAY.finditer(parts.path):
        numbers = [int(part) for part in match.groups() if part and part.isdecimal()]
        try:
            return Seen(date(numbers[0], numbers[1], numbers[2]), None, "url")
        except ValueError:
            continue
    return None


def _marked(tree: etree._Element, zone: ZoneInfo | None) -> Iterator[Seen | None]:
    """Elements marked as the time of publication, then the first <time> after the title."""
    for element in tree.iter():
        if "datepublished" in (element.get("itemprop") or "").lower() and _ours(element):
            yield read_moment(_value(element), zone, "time")
            break
    times: list[etree._Element] = []
    after: list[etree._Element] = []
    titled = False
    for element in tree.iter("h1", "time"):
        if element.tag == "h1":
            titled = titled or bool(words_in(element))
        elif _ours(element) and (element.get("datetime") or words_in(element)):
            (after if titled else times).append(element)
        if len(times) + len(after) >= MOST_TIMES:
            break
    plainly = [e for e in (*times, *after) if e.get("pubdate") is not None]
    for element in (plainly or after or times)[:3]:
        context = (element.get("class") or "") + words_in(element.getparent())[:80]
        if _SAYS_CHANGED.search(context) and not _SAYS_PUBLISHED.search(context):
            continue
        seen = read_moment(_value(element), zone, "time")
        if seen is None:
            seen = read_moment(words_in(element), zone, "time")
        if seen is not None:
            yield seen
            return


def _value(element: etree._Element) -> str:
    return element.get("content") or element.get("datetime") or words_in(element)


def _ours(element: etree._Element) -> bool:
    """Whether no element around it is a list of other articles."""
    for step, around in enumerate(element.iterancestors()):
        if step > 12 or around.tag in ("body", "html", "main"):
            return True
        if around.tag in ("aside", "footer", "nav", "li"):
            return False
        if around.tag == "article":
            return True
        if _NOT_OURS.search(f"{around.get('class') or ''} {around.get('id') or ''}"):
            return False
    return True


def _in_words(tree: etree._Element, zone: ZoneInfo | None) -> Iterator[Seen | None]:
    """Short texts that are a date, near where the class says date, or next to the title."""
    looked = 0
    for element in tree.iter(
        "span", "div", "p", "td", "font", "b", "strong", "em", "i", "h6", "li"
    ):
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        text = element.text or ""
        if len(element) > 6 or not (_DATED.search(name) or any(c.isdecimal() for c in text)):
            continue
        words = words_in(element)
        if not 6 <= len(words) <= 90 or not any(c.isdecimal() for c in words):
            continue
        if _SAYS_CHANGED.search(words + name) and not _SAYS_PUBLISHED.search(words):
            continue
        looked += 1
        if looked > 60:
            return
        seen = read_moment(words, zone, "words")
        if seen is not None and _ours(element):
            yield seen
            return


def decide(
    found: list[Seen], feed: Seen | None, *, today: date, zone: ZoneInfo | None
) -> Published:
    """The date to believe: the best-placed one, unless two others agree against it."""
    believable = [seen for seen in found if EARLIEST <= seen.day <= today]
    if feed is not None and EARLIEST <= feed.day <= today:
        believable.insert(_before_weak(believable), feed)
    warnings = []
    late = [seen for seen in found if seen.day > today]
    if late:
        warnings.append(f"a date after {today} was not believed: {late[0].day}")
    if not believable:
        return Published(warnings=tuple(warnings))
    best = believable[0]
    others = [seen for seen in believable[1:] if seen.where != best.where]
    if others and not any(_near(best, seen) for seen in others):
        agreeing = [s for s in others if sum(_near(s, t) for t in others) >= 2]
        if agreeing:
            warnings.append(f"dates differ: {best.day} in one place, {agreeing[0].day} in others")
            best = agreeing[0]
    return _published(best, believable, zone, tuple(warnings))


def _before_weak(found: list[Seen]) -> int:
    strong = ("fixes", "linked", "meta", "time")
    return next((i for i, seen in enumerate(found) if seen.where not in strong), len(found))


def _near(one: Seen, two: Seen) -> bool:
    return abs((one.day - two.day).days) <= 1


def _published(
    best: Seen, found: list[Seen], zone: ZoneInfo | None, warnings: tuple[str, ...]
) -> Published:
    moment, where = best.moment, best.where
    if moment is None:
        # A place that gives the hour of the same day says more than one that gives the day.
        exact = next((s for s in found if s.moment is not None and s.day == best.day), None)
        if exact is not None:
            moment, where = exact.moment, exact.where
        else:
            moment = datetime.combine(best.day, time(), tzinfo=zone or UTC).astimezone(UTC)
    origin = {"feed": "feed", "url": "url"}.get(where, "page")
    return Published(moment, origin, best.day.isoformat(), warnings)


def searched(tree: etree._Element, url: str, today: date) -> Seen | None:
    """The last resort: htmldate's search of the whole page.

    It takes any year-like figures, so it is asked only when no other place says anything.
    """
    try:
        text = find_date(
            tree, url=url, original_date=True, max_date=today.isoformat(), extensive_search=False
        )
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    day = read_day(text) if text else None
    return Seen(day, None, "search") if day else None

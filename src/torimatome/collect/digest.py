"""One page that is edited all week, cut into the reports it strings together."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from urllib.parse import quote

from lxml import etree

from torimatome.collect.dates import read_day
from torimatome.collect.page_tree import page_tree
from torimatome.collect.plain import BLOCKS, fold
from torimatome.errors import SetupError, SourceError, Unreadable
from torimatome.model import Entry
from torimatome.text.days_words import is_weekday, month_of

MOST_ENTRIES = 1_000
# What makes a digest of a page: so many reports under their days, of so many letters on average.
# A list of links has a line or nothing under each; a brief of the demo's digest has 150 letters.
FEWEST_REPORTS, FEWEST_LETTERS = 4, 80
HEADINGS = "//h2 | //h3 | //h4"  # when the source names no headings of its own

_SKIPPED = ("script", "style", "noscript", "template", "nav", "aside", "form", "footer", "iframe",
            "svg", "figcaption", "button", "select", "textarea", "head")  # fmt: skip
_HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# "Friday, 8 May", "8 May 2026", "Fri 8 May 2026:" and nothing else: a heading that sets the day.
_DAY_LETTERS = 45  # longer headings say more than a day
# "Friday, 8 May, Georgia. Parliament adopts budget" and "8 May. Parliament adopts budget"
_DATED = re.compile(
    r"^(?P<day>(?:[^\W\d_]{2,16}\.?,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\.?\s+[^\W\d_]{3,14}"
    r"|[^\W\d_]{3,14}\s+\d{1,2}(?:st|nd|rd|th)?)(?:,?\s+20\d\d)?)\s*[,.:–—-]\s*(?P<rest>\S.*)$"
)
_POINTER = re.compile(
    r"^\W*(?:read more(?: here)?|more here|full (?:story|article)|continue reading|see also"
    r"|читать (?:далее|подробнее|полностью)|подробнее|читайте также|далее"
    r"|ətraflı|daha ətraflı|devamını oku|დაწვრილებით|կարդալ ավելին)\b.{0,120}$",
    re.IGNORECASE,
)
_POINTER_TAIL = re.compile(
    r"[\s(\[–—-]*(?:read more(?: here)?|читать (?:далее|подробнее|полностью)|подробнее"
    r"|continue reading)[\s)\].:…»>→-]*$",
    re.IGNORECASE,
)
_DAY_WORDS = frozenset("st nd rd th of de the г года il ci cı cu cü gün 年 月 日".split())
_MOST_TITLE = 160  # letters of a bullet's first sentence that stand as its headline
_MOST_SLUG = 80  # characters; with eight hex digits behind, enough to be read and unique


@dataclass
class _Open:
    """An entry whose end has not come yet."""

    day: date | None
    title: str
    paragraphs: list[str] = field(default_factory=list)


def is_digest(html: str, url: str, year_hint: date) -> bool:
    """Whether a page strings reports of several days together under their days.

    Days in its headings are what tells it from an article with subheadings, and from a list.
    """
    try:
        reports = read_digest(html, url, entry="", language="", year_hint=year_hint)
    except SourceError:
        return False
    dated = [report for report in reports if report.published]
    if len(dated) < FEWEST_REPORTS or len(dated) * 2 < len(reports):
        return False
    letters = sum(len(report.text) for report in dated) / len(dated)
    return len({report.published for report in dated}) > 1 and letters >= FEWEST_LETTERS


def read_digest(
    html: str, url: str, *, entry: str, language: str, year_hint: date
) -> tuple[Entry, ...]:
    """The reports of a rolling page, in page order.

    A heading that is only a day sets the day of those after it; any other heading found by
    the XPath `entry` ("" = h2 to h4) opens a report, which may carry its own day in front.
    `published` is midnight UTC of that day: a digest never tells the hour. The address is the
    page's with "#" and a slug of day and headline, so an edited body keeps it. Bullets right
    under a day, without a headline, are a report each. A country in front of the headline
    stays there. Headings with nothing under them are left out. No report at all is Unreadable.
    """
    root, _ = page_tree(html, url)
    headings = _headings(root, entry or HEADINGS)
    reports = [
        report
        for report in _reports(root, headings, year_hint)
        if report.title and report.paragraphs
    ]
    if not reports:
        raise Unreadable(
            url,
            f"none of its {len(headings)} headings ({entry or HEADINGS!r}) has text under it; "
            "if the page still carries reports, mend the source's entry",
        )
    page = url.split("#")[0]
    seen: dict[str, int] = {}
    entries = []
    for report in reports[:MOST_ENTRIES]:
        slug = _slug(report)
        seen[slug] = seen.get(slug, 0) + 1
        fragment = slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"
        entries.append(
            Entry(
                url=f"{page}#{fragment}",
                title=report.title,
                published=_midnight(report.day),
                text="\n\n".join(report.paragraphs),
                language=language,
            )
        )
    return tuple(entries)


def check_entry(xpath: str) -> None:
    """Raise SetupError when a source's `entry` is no XPath of elements."""
    if xpath:
        _headings(etree.fromstring("<html><body/></html>", etree.HTMLParser()), xpath)


def _headings(root: etree._Element, xpath: str) -> frozenset[etree._Element]:
    try:
        found = root.xpath(xpath)
    except etree.XPathError as error:
        raise SetupError(f"{xpath!r} is no XPath: {error}; mend the source's entry") from error
    elements = (
        [it for it in found if isinstance(it, etree._Element)] if isinstance(found, list) else []
    )
    if not isinstance(found, list) or len(elements) < len(found):
        raise SetupError(f"{xpath!r} finds no elements but words; mend the source's entry")
    return frozenset(elements)


@dataclass(frozen=True)
class _Stretch:
    """A heading or a paragraph of the page, in words."""

    words: str
    heading: etree._Element | None = None
    bullet: bool = False


def _reports(
    root: etree._Element, headings: frozenset[etree._Element], hint: date
) -> Iterator[_Open]:
    """Walk the page once, top to bottom, closing a report where the next heading opens."""
    day: date | None = None
    report: _Open | None = None
    for stretch in _stretches(root, headings):
        if stretch.heading is None:
            paragraph = _without_pointer(stretch.words)
            if report is not None and paragraph:
                report.paragraphs.append(paragraph)
            elif day is not None and stretch.bullet and paragraph:
                # Bullets right under a day: each is a report, and its first words its headline.
                yield _Open(day, _first_sentence(paragraph), [paragraph])
            continue
        only_day = _only_day(stretch.words, hint)
        if report is not None and (only_day or stretch.heading in headings):
            yield report
            report = None
        if only_day:
            day = only_day
        elif stretch.heading in headings:
            own, title = _dated(stretch.words, hint)
            report = _Open(own or day, title)
    if report is not None:
        yield report


def _stretches(root: etree._Element, headings: frozenset[etree._Element]) -> Iterator[_Stretch]:
    """Headings and paragraphs in page order. Text loose in a <div> is a paragraph, too."""
    run: list[str] = []
    heading: etree._Element | None = None
    skipped: etree._Element | None = None
    bullets = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                run.append(element.tail or "")
            continue
        if event == "start" and tag in _SKIPPED and element not in headings:
            skipped = element
            continue
        opens = heading is None and (element in headings or tag in _HEADING_TAGS)
        closes = event == "end" and element is heading
        if closes or opens or (heading is None and tag in BLOCKS):
            words = fold("".join(run))
            run.clear()
            if words:
                yield _Stretch(words, heading, bullets > 0)
            heading = element if opens and event == "start" else None
        elif tag in BLOCKS or tag in ("td", "th"):
            run.append(" ")
        bullets += (tag == "li") * (1 if event == "start" else -1)
        run.append((element.text if event == "start" else element.tail) or "")
    words = fold("".join(run))
    if words:
        yield _Stretch(words)


def _first_sentence(words: str) -> str:
    end = re.search(r"(?<=[^\W\d_]{2})[.!?](?=\s+[^\W\d_a-z])|$", words)
    first = words[: end.start()] if end else words
    return first if len(first) <= _MOST_TITLE else first[:_MOST_TITLE].rsplit(" ", 1)[0] + "…"


def _only_day(words: str, hint: date) -> date | None:
    if len(words) > _DAY_LETTERS or not any(letter.isdigit() for letter in words):
        return None
    day = read_day(words, hint)
    if day is None:
        return None
    # What is left beside day, month and year may only be a weekday, never words of a headline.
    rest = [word for word in re.findall(r"[^\W\d_]+", words) if not month_of(word)]
    return day if all(is_weekday(word) or word.lower() in _DAY_WORDS for word in rest) else None


def _dated(words: str, hint: date) -> tuple[date | None, str]:
    """A day in front of a headline, and the headline without it; the country stays in front."""
    match = _DATED.match(words)
    day = read_day(match["day"], hint) if match else None
    if match is None or day is None:
        return None, words
    return day, fold(match["rest"])


def _without_pointer(words: str) -> str:
    if _POINTER.match(words):
        return ""
    return _POINTER_TAIL.sub("", words).rstrip()


def _slug(report: _Open) -> str:
    """Stable for a day and headline; readable, and safe in an address."""
    day = report.day.isoformat() if report.day else "undated"
    plain = re.sub(r"[\W_]+", "-", report.title.casefold()).strip("-")
    check = hashlib.sha256(f"{day}\0{report.title}".encode("utf-8", "replace")).hexdigest()[:8]
    return quote(f"{day}-{plain[:_MOST_SLUG].strip('-')}-{check}", safe="-")


def _midnight(day: date | None) -> datetime | None:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None

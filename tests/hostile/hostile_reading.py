"""The cases about feeds and pages, read by the functions that read every feed and page."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from hostile_cases import Case, Outcome, judged, octets

from torimatome.collect.feed import read_feed
from torimatome.collect.page import PageHints, read_page
from torimatome.errors import Refused, Unreadable
from torimatome.model import Fixes

FEED = "https://news.example/feed"
PAGE = "https://news.example/2026/05/01/a"
LONGEST_TITLE = 2000  # real headlines stay under 300


def run_feed(case: Case) -> Outcome:
    """What becomes of the case's body read as a feed."""
    body = octets(case.body)
    try:
        reading = read_feed(body, FEED, charset=case.charset, media_type=case.media_type)
    except (Refused, Unreadable) as error:
        return _failed(case, error)
    wrong: list[str] = []
    for entry in reading.entries:
        if urlsplit(entry.url).scheme not in {"http", "https"}:
            wrong.append(f"an entry leads to {entry.url!r}")
        wrong += _unclean(entry.title, (entry.title, entry.summary, entry.text))
    texts = [
        text
        for entry in reading.entries
        for text in (entry.url, entry.title, entry.summary, entry.text, entry.guid)
    ]
    shown = "\n".join((reading.title, *texts))
    words = f"{len(reading.entries)} entries"
    return judged(case, Outcome("harmless", words, tuple(wrong)), shown)


def run_page(case: Case) -> Outcome:
    """What becomes of the case's body read as a page."""
    body = octets(case.body)
    hints = PageHints(charset=case.charset, today=date(2026, 5, 8))
    try:
        reading = read_page(body, PAGE, hints=hints, fixes=Fixes())
    except (Refused, Unreadable) as error:
        return _failed(case, error)
    wrong = _unclean(reading.title, (reading.title, reading.text))
    if reading.canonical and urlsplit(reading.canonical).scheme not in {"http", "https"}:
        wrong.append(f"the page's own address is {reading.canonical!r}")
    shown = f"{reading.title}\n{reading.text}\n{reading.canonical}\n{reading.language}"
    words = f"{len(reading.text):,} characters, title {reading.title[:40]!r}"
    return judged(case, Outcome("harmless", words, tuple(wrong)), shown)


def _failed(case: Case, error: Refused | Unreadable) -> Outcome:
    what = "refused" if isinstance(error, Refused) else "unreadable"
    wrong: list[str] = []
    if len(error.reason) > 1000:
        wrong.append(f"a reason of {len(error.reason):,} characters")
    return judged(case, Outcome(what, error.reason, tuple(wrong)), error.reason)


def _unclean(title: str, texts: Iterable[str]) -> list[str]:
    wrong = ["the title has several lines"] if "\n" in title else []
    if len(title) > LONGEST_TITLE:
        wrong.append(f"a title of {len(title):,} characters, which would fill the bulletin")
    for text in texts:
        bad = {
            letter
            for letter in text
            if unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\n\t"
        }
        if bad:
            wrong.append(f"controls in the text: {sorted(bad)!r}")
    return wrong

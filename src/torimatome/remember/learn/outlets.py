"""Outlets as citations spell them, and abbreviations as texts introduce them."""

import re
from collections.abc import Iterator, Sequence

from torimatome.model import Issue
from torimatome.remember.learn.finds import SMALL, Find
from torimatome.remember.learn.reading import Reading
from torimatome.remember.learn.words import Text, capital, plain

_DATE = re.compile(r"\s*[/,]?\s*\d{1,2}(?:\s*[-–]\s*\d{1,2})?[./]\d{1,2}[./]\d{2,4}.*$", re.DOTALL)
# A part that begins as a day does ("28 April 2026", "29–30 April"); "24.kg" and "1news" do not.
_DAY = re.compile(r"^\d{1,2}(?:\s|\s*[-–~]\s*\d|[./]\d|$)|^\d{4}\b")
_SHORT = re.compile(r"\(([A-Z][A-Z0-9&]{1,7})\)")


def outlets(issues: Sequence[Issue]) -> Iterator[Find]:
    """Every outlet of every citation, spelt as printed; its id, if it differs, as an alias."""
    for number, issue in enumerate(issues):
        label = issue.file or issue.period.raw or issue.period.start or str(number + 1)
        for item in issue.items:
            for citation in item.citations:
                printed = _printed(citation.raw)
                ids = citation.outlets
                if not printed:
                    printed = list(ids)
                same = len(ids) == len(printed)
                for at, spelling in enumerate(printed):
                    canon = ids[at] if same else spelling
                    why = f"cited as {spelling!r}"
                    yield Find("outlet", canon, "", label, item.id, "citation",
                               citation.date_start, (spelling,), why=why, sure=0.99)  # fmt: skip


def _printed(raw: str) -> list[str]:
    names = _DATE.sub("", plain(raw).strip().strip("()[]"))
    parts = (n.strip() for n in re.split(r"[,;/、]", names))
    return [n for n in parts if n and not _DAY.search(n)]


def abbreviations(reading: Reading) -> Iterator[Find]:
    """Long forms that a text gives with their abbreviation in brackets."""
    for where in ("headline", "body"):
        text = reading.text(where)
        for found in _SHORT.finditer(text.raw):
            long = _long(text, found.start(), found.group(1))
            if long:
                why = f"printed as {long!r} ({found.group(1)})"
                yield Find("abbreviation", long, "", reading.issue, reading.item, where,
                           reading.day, short_en=found.group(1), why=why, sure=0.97)  # fmt: skip


def _long(text: Text, at: int, short: str) -> str:
    """The words before the bracket whose capitals make the abbreviation."""
    before = [n for n, w in enumerate(text.words) if w.end <= at]
    if not before or text.raw[text.words[before[-1]].end : at].strip():
        return ""
    letters, first = short.replace("&", ""), before[-1]
    left = len(letters)
    while first >= 0 and before[-1] - first < 10:
        word = text.words[first]
        if left and word.text[:1].upper() == letters[left - 1] and capital(word):
            left -= 1
        elif word.text.lower() not in SMALL and not capital(word):
            return ""
        if left == 0:
            return text.said(first, before[-1])
        first -= 1
    return ""

"""What of a text is not its report: the dateline it opens with, headlines of other articles."""

import re

# Headlines of other articles: "ALSO READ: ...", to the end of the line. In one of 35 pairs of
# English reports they alone made two events one.
_LINKS = re.compile(
    r"(?:(?:ALSO|Also) (?:READ|Read|read|LISTEN|Listen|listen)"
    r"|(?:READ|Read) (?:MORE|More|more|ALSO|Also|also)"
    r"|(?:ЧИТАЙТЕ|Читайте|ЧИТАТЬ|Читать) (?:ТАКЖЕ|также|ТАКОЖ|також|ЕЩЕ|еще|ещё)"
    r"|AYRICA OKU|Ayrıca oku\w*|HƏMÇİNİN OXU\w*|Həmçinin oxu\w*)[^\n.:!?]{0,24}:[^\n]*"
)
# One of these stands in each; to look for them takes a fifth of the time, and few texts have one.
_LINK_MARKS = (
    "ALSO ", "Also ", "READ ", "Read ", "ЧИТАТЬ ", "ЧИТАЙТЕ ", "Читайте ", "AYRICA ", "Ayrıca ",
    "HƏMÇİNİN ", "Həmçinin ",
)  # fmt: skip
_LONGEST, _MOST_WORDS = 80, 6  # letters and words of a dateline
_DAY_NEXT = re.compile(r"[.,]\s\d")
_ENDS = re.compile(r"\s[-–—]{1,2}\s|\)\s?:\s|[./]\s?[-–—]?\s")
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")


def without_links(text: str) -> str:
    """`text` without lines that only name other articles."""
    return _LINKS.sub(" ", text) if any(mark in text for mark in _LINK_MARKS) else text


def dateline(text: str) -> int:
    """How long the dateline is that opens a text: where an agency writes from, no place of action.

    A city in capitals, or a word before a day; then names, days and marks up to a dash or stop.
    """
    opening = text[:_LONGEST]
    first = _WORD.search(opening)
    if first is None or not first.group()[0].isupper():
        return 0
    city = first.group().isupper() and len(first.group()) > 3
    if not city and not _DAY_NEXT.match(opening, first.end()):
        return 0
    length = 0
    for found in _ENDS.finditer(opening, first.end()):
        before = opening[: found.start()]
        words = [word for word in _WORD.findall(before) if len(word) > 2]
        small = sum(word[0].islower() for word in words)
        dated = bool(_DIGIT.search(before))
        if small > dated or len(words) > _MOST_WORDS:
            break
        if dated or (city and not found.group().startswith(".")):
            length = found.end()
    return length

"""What an Item says against itself: two "first" visits, and who handed what to whom."""

import re
from collections.abc import Iterator

from torimatome.draft.check.sheet import Sheet
from torimatome.model import Finding
from torimatome.text.sentences import split

_FIRST = re.compile(
    r"(?:[A-Z][\w’'-]+ )?\b(?:first|maiden|inaugural)\b(?: [\w-]+){0,3}? "
    r"(?P<what>visit|meeting|trip|summit|talks|phone call)\b"
    r"(?: (?:to|in|with) (?P<where>[A-Z]\w+))?"
)
_SINCE = re.compile(r"\b(?:since|in \w+ years|of (?:the|this) year)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HANDED = re.compile(
    r"^(?P<who>.+?) (?P<verb>handed|awarded|presented|served|given|shown|sent|offered|granted)"
    r" (?P<what>(?:an?|the|with) .+)$"
)


def check(sheet: Sheet) -> Iterator[Finding]:
    """Where the text of one Item contradicts itself or its headings."""
    yield from _first(sheet)
    yield from _handed(sheet)


def _first(sheet: Sheet) -> Iterator[Finding]:
    """A "first visit" now, and another first one years ago."""
    found = []
    for part in sheet.parts:
        if part.place == "headline_ja" or part.kind == "note" or part.japanese:
            continue
        if not _FIRST.search(part.text):
            continue
        for span in split(part.text, "en"):
            sentence = part.text[span.start : span.end]
            match = _FIRST.search(sentence)
            if match:
                year = _YEAR.search(sentence, match.end(), match.end() + 20)
                since = _SINCE.search(sentence) is not None
                found.append((part, match, year.group() if year else "", since))
    past = [f for f in found if f[2]]
    for part, match, when, limited in found:
        if when or limited:
            continue
        earlier = [p for p in past if _one_claim(p[1], match)]
        if earlier:
            yield sheet.finding(
                part.place, "fact_inconsistent", "mid", match.group(),
                f"the same item: {earlier[0][1].group()} in {earlier[0][2]}",
            )  # fmt: skip


def _one_claim(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two firsts are of one kind, and to one place as far as both name it."""
    places = {match["where"] for match in (one, other) if match["where"]}
    return one["what"] == other["what"] and len(places) < 2


def _handed(sheet: Sheet) -> Iterator[Finding]:
    """A heading whose subject gives, where the text lets it receive."""
    for part in sheet.parts:
        if part.kind != "subheading" and part.place != "headline_en":
            continue
        match = _HANDED.match(part.text)
        if match is None:
            continue
        who = match["who"].split()[-1]
        what = match["what"].split()[-1]
        verb = match["verb"]
        received = re.search(
            rf"\b(?:was|were|is|been) {verb} (?:over )?to (?:the )?(?:\w+ )?{re.escape(who)}\b"
            rf"|\b{verb} (?:an?|the) (?:\w+ ){{0,4}}{re.escape(what)} to (?:the )?"
            rf"(?:[\w’'-]+ ){{0,3}}{re.escape(who)}\b",
            sheet.body,
            re.IGNORECASE,
        )
        if received and not re.search(r"\b(?:is|was|were|been)\b", match["who"]):
            yield sheet.finding(
                part.place, "en_headline_imprecise", "mid", part.text,
                f"reads as if {match['who']} gave it; the text: {received.group()}",
            )  # fmt: skip

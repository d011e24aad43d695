"""Whose voice: an agency's "we" and "our" outside quotation marks."""

import re
from collections.abc import Iterator

from torimatome.draft.check.sheet import Sheet
from torimatome.model import Finding

_FIRST = re.compile(
    r"(?<![\w.'’-])(?:(?P<i>I)(?=(?:['’](?:m|ve|d|ll))?\s+(?:also |then |would |have |had |am |"
    r"was |will |can |could |do |did |think\b|believe\b|hope\b|want\b|note\b|say\b|[a-z]+ed\b))"
    r"|(?P<we>[Ww]e|[Oo]ur|[Oo]urs|[Mm]y|[Mm]yself|[Oo]urselves)(?=\s+[a-z]|['’](?:re|ve|ll|d)\b)"
    r"|(?P<us>us)(?=[\s.,;]))"
)


def check(sheet: Sheet) -> Iterator[Finding]:
    """First persons outside quotation marks, one a paragraph."""
    for part in sheet.parts:
        if part.japanese or (part.place == "headline_en" and ":" in part.text):
            continue
        found = list(_FIRST.finditer(part.outside))
        if not found:
            continue
        # "I" is the plainest sign of another's voice; one finding stands for the paragraph.
        match = next((m for m in found if m["i"]), found[0])
        more = f", {len(found)} times here" if len(found) > 1 else ""
        yield sheet.finding(
            part.place, "style_person", "mid", _phrase(part.text, match),
            f"{match.group()!r} outside quotation marks is the agency's or speaker's voice{more}",
        )  # fmt: skip


def _phrase(text: str, match: re.Match[str]) -> str:
    """The first person with the words it belongs to."""
    after = re.match(r"(?:['’]\w+)?(?:\s+[\w'’-]+){0,2}", text[match.end() :])
    before = re.search(r"(?:[\w'’-]+\s+){0,3}$", text[: match.start()])
    return (
        (before.group() if before else "") + match.group() + (after.group() if after else "")
    ).strip()

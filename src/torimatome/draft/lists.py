"""What the bulletin prints as bullets: a speech of many points, a list the outlet printed."""

import re
from collections.abc import Sequence

from torimatome.draft.choose import Pick
from torimatome.model import Article
from torimatome.text.sentences import Span, split

_SPEECH = re.compile(
    r"\b(?:interview(?:ed|s)?|address(?:es|ed)?|speech|press conference|q&a|answers? questions|"
    r"key points|highlights|takes questions|message to)\b",
    re.IGNORECASE,
)
_POINT = re.compile(
    r"\b(?:said|says|stressed|noted|added|emphasi[sz]ed|stated|underlined|pointed out|recalled|"
    r"told|called (?:for|on)|announced|promised|pledged|warned|described|expressed|thanked|"
    r"reiterated|reaffirmed|highlighted|argued|insisted|believes?|according to)\b|[“\"]"
)
_ORDINAL = re.compile(
    r"^(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Finally|Last)(?:ly)?,? "
)
# A list is the news itself only where the news begins; further on it is detail.
_OPENING = 4
_LONGEST = 30  # words of one entry; longer ones are clauses of a sentence
_IN_LINE = re.compile(r"(?P<head>[^:;“”\"«»]{15,250}:)\s+(?P<list>[^:“”\"«»]+)", re.DOTALL)
_AND = re.compile(r"^and\s+")
_MARKER = re.compile(r"^\s*(?:[-–—•●▪*]|\d{1,2}[.)])\s+")
# From so many points on a speech reads better as bullets: the model bulletins set interviews of
# eight and more points as bullets and statements of up to five as running text.
FEWEST_POINTS = 5
# And no more than this many bullets of one speech are kept.
MOST_POINTS = 9


def is_speech(article: Article, picks: Sequence[Pick]) -> bool:
    """Whether `article` reports one person's many points: an interview, a speech, an address."""
    opening = picks[0].text if picks else ""
    if not (_SPEECH.search(article.title) or _SPEECH.search(opening)):
        return False
    return sum(bool(_POINT.search(p.text)) for p in picks[1:]) >= FEWEST_POINTS


def counted_points(picks: Sequence[Pick]) -> list[Pick]:
    """The sentences that count points off: First, … Second, …; three or more, else none."""
    found = [p for p in picks if _ORDINAL.match(p.text)]
    return found if len(found) >= 3 else []


def printed_list(article: Article) -> tuple[Span | None, list[Span]]:
    """The lines the outlet itself printed as a list, three or more, and the line that opens it."""
    spans = split(article.text, article.language)
    lines = [s for s in spans if _MARKER.match(article.text[s.start : s.end])]
    if len(lines) < 3:
        return None, []
    at = spans.index(lines[0])
    opening = spans[at - 1] if at else None
    if opening and not article.text[opening.start : opening.end].endswith(":"):
        opening = None
    return opening, lines


def list_in_line(article: Article) -> tuple[Span | None, list[Span]]:
    """The entries of a list written into one of the first sentences: "came from: A; B; C".

    Given as `printed_list` gives them. Only what stands between semicolons behind a colon is a
    list: commas part too many other things.
    """
    for span in split(article.text, article.language)[:_OPENING]:
        text = article.text[span.start : span.end]
        match = _IN_LINE.fullmatch(text)
        if match is None:
            continue
        lines = []
        at = span.start + match.start("list")
        for part in match["list"].split(";"):
            bare = _AND.sub("", part.lstrip())
            start = at + len(part) - len(bare)
            lines.append(Span(start, at + len(part.rstrip())))
            at += len(part) + 1
        if len(lines) >= 3 and all(1 <= len(_words(article, s)) <= _LONGEST for s in lines):
            return Span(span.start, span.start + match.end("head")), lines
    return None, []


def _words(article: Article, span: Span) -> list[str]:
    return article.text[span.start : span.end].split()


def without_marker(text: str) -> tuple[str, int]:
    """A list line without its bullet or number, and how many characters those took."""
    match = _MARKER.match(text)
    taken = match.end() if match else 0
    return text[taken:], taken

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


def without_marker(text: str) -> tuple[str, int]:
    """A list line without its bullet or number, and how many characters those took."""
    match = _MARKER.match(text)
    taken = match.end() if match else 0
    return text[taken:], taken

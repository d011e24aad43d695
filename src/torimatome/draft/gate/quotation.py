"""Words in quotation marks: verbatim, or not in marks."""

import re
from collections.abc import Iterator, Sequence

from torimatome.model import Check

# A straight mark opens where no letter stands before it; “…" is a slip that is met in print.
_QUOTED = re.compile(
    r"“([^”\"]+)[”\"]|(?<!\w)(?<![.,!?])\"(?=\S)([^\"”]+)[\"”]|«([^»]+)»|„([^“”]+)[“”]"
    r"|‘([^’]{12,})’(?!\w)"
)
_MARKED = re.compile(r"“[^”\"]+[”\"]|\"[^\"]+\"|«[^»]+»")
_MOST_BETWEEN = 80  # characters of '," he said at a meeting, "'
_LEFT_OUT = re.compile(r"\.{3,}|…|\[[^\]]*\]")
_ANY = re.compile(r"[“”\"«»„‘]|''")
_EVEN = str.maketrans(
    {"“": '"', "”": '"', "«": '"', "»": '"', "„": '"', "’": "'", "‘": "'", "–": "-", "—": "-"}
)


def even(text: str) -> str:
    """`text` with one kind of quotation mark, dash and blank."""
    return " ".join(text.translate(_EVEN).split())


def misquoted(text: str, quotes: Sequence[str]) -> Iterator[Check]:
    """Quotations of `text` that do not stand so in the passages."""
    plain = [even(quote) for quote in quotes]
    bare = [_bare(quote) for quote in plain] + [_bare(row) for q in quotes for row in _spoken(q)]
    for match in _QUOTED.finditer(text):
        said = even(next(group for group in match.groups() if group))
        if not any(_stands(said, quote) for quote in bare):
            yield Check("quotation", f"Not the words of the page: {said!r}", "high")
        elif not any(_ANY.search(quote) for quote in quotes) and len(said) < len(even(text)) * 0.6:
            yield Check("quotation", f"In quotation marks only here: {said!r}", "high")


def _spoken(quote: str) -> Iterator[str]:
    """Speeches of the page that a "he said" cuts in two, without it."""
    row: list[str] = []
    end = 0
    for match in _MARKED.finditer(quote):
        if row and (match.start() - end > _MOST_BETWEEN or "\n" in quote[end : match.start()]):
            if len(row) > 1:
                yield even(" ".join(row))
            row = []
        row.append(match.group()[1:-1])
        end = match.end()
    if len(row) > 1:
        yield even(" ".join(row))


def _stands(said: str, quote: str) -> bool:
    """Whether the words stand in the page; what a "…" or [ ] parts, piece behind piece."""
    at = 0
    for piece in filter(None, (_bare(piece) for piece in _LEFT_OUT.split(said))):
        found = quote.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _bare(text: str) -> str:
    """The words alone: a capital at a quotation's start and a hyphen say nothing else."""
    text = re.sub(
        r"(?<=[^\W\d_])\.(?=[^\W\d_])|(?<=[^\W\d_]\.[^\W\d_])\.",
        "",
        text.casefold().replace("-", " "),
    )
    return " ".join(re.sub(r"[\"',.!?;:]+(?=\s|$)|(?:^|(?<=\s))[\"']+", " ", text).split())

"""Active and passive told alike: "X was opened by Y" is read as "Y opened X"."""

from collections.abc import Sequence

from torimatome.draft.gate.cues import cues
from torimatome.draft.gate.stems import irregular
from torimatome.draft.gate.tokens import Line, Token, is_calendar

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_BEFORE_BE = frozenset({"has", "have", "had", "will", "would", "may", "might", "could", "can",
                        "should", "must", "being", "been", "be", "to", "also", "not",
                        "reportedly", "allegedly"})  # fmt: skip
_ENDS = frozenset({",", ";", ":", ".", '"', "”", "(", ")", "—", "–", "?", "!"})
# Where the one who acts ends, unless a name goes on behind it.
_AFTER_AGENT = frozenset(
    {"in", "on", "at", "for", "after", "before", "during", "to", "with", "from", "as", "because",
     "amid", "under", "over", "against", "near", "into", "when", "while", "that", "who", "which",
     "last", "this", "following", "since", "between", "about", "through", "despite", "within",
     "late", "early", "earlier", "and", "but", "was", "were", "is", "are", "had", "has"}
)  # fmt: skip


def participle(token: Token) -> bool:
    """Whether a word can be a past participle."""
    return token.kind == "word" and (
        token.low.endswith(("ed", "en", "wn", "ung", "orn"))
        or irregular().get(token.low, token.low) != token.low
        or token.low in {"hit", "cut", "put", "set", "read", "hurt", "shut", "split"}
    )


def passives(row: Sequence[Token]) -> list[tuple[int, int, int]]:
    """Places of (be, participle, by) in `row`."""
    found = []
    for place, token in enumerate(row):
        if token.low not in _BE:
            continue
        verb = place + 1
        while (
            verb < len(row)
            and verb - place < 4
            and (row[verb].low in _BE | {"not", "also", "jointly"} or row[verb].low.endswith("ly"))
        ):
            verb += 1
        if verb >= len(row) or not participle(row[verb]) or row[verb].low in _BE:
            continue
        by = verb + 1
        while by < len(row) and row[by].low not in _ENDS and row[by].low != "by":
            by += 1
        if by < len(row) and row[by].low == "by" and by - verb <= 25:
            found.append((place, verb, by))
    return found


def activated(line: Line, other: Line) -> Line:
    """`line` with those passives turned whose verb `other` has in the active; else as it is."""
    row = list(line.tokens)
    for be, verb, by in reversed(passives(row)):
        if _active(row[verb], other):
            row = _turn(row, be, verb, by)
    return Line(line.text, tuple(row), line.every) if row != list(line.tokens) else line


def _active(verb: Token, other: Line) -> bool:
    tokens = other.tokens
    passive = {v for _, v, _ in passives(tokens)}
    if any(tokens[v].keys & verb.keys for v in passive):
        return False
    for place, token in enumerate(tokens):
        if token.kind == "word" and token.content and token.keys & verb.keys:
            before = {t.low for t in tokens[max(0, place - 3) : place]}
            if not (before & _BE and participle(token)):
                return True
    return False


def _turn(row: list[Token], be: int, verb: int, by: int) -> list[Token]:
    start = be
    while start > 0 and row[start - 1].low in _BEFORE_BE:
        start -= 1
    helpers = row[start:be]
    first = start
    while (
        first > 0
        and row[first - 1].low not in _ENDS
        and (row[first - 1].sentence == row[be].sentence)
        and row[first - 1].low not in {"that", "and", "but", "which", "who", "when", "while"}
    ):
        first -= 1
    patient = row[first:start]
    end = by + 1
    while (
        end < len(row)
        and row[end].low not in _ENDS
        and not (row[end].low in _AFTER_AGENT and not _goes_on(row, end))
    ):
        end += 1
    agent = row[by + 1 : end]
    between = row[verb + 1 : by]
    extras = [t for t in row[be + 1 : verb] if t.low not in _BE]
    turned = [*row[:first], *agent, *helpers, *extras, row[verb], *patient, *between, *row[end:]]
    return [t for t in turned if not (t.low in {"been", "being"} and t.kind == "word")]


def _goes_on(row: Sequence[Token], place: int) -> bool:
    """ "by Russia and Iran", "by Bank of America and others": the agent has a second name."""
    return (
        row[place].low == "and"
        and place + 1 < len(row)
        and row[place + 1].content
        and not (place + 2 < len(row) and row[place + 2].low in cues().auxiliaries)
    )


_FRONTED = 14  # words a closing attribution has at most


def fronted(line: Line) -> Line:
    """`line` with attributions that close or part a sentence put before what they give."""
    row: list[Token] = []
    for number in dict.fromkeys(t.sentence for t in line.tokens):
        row += _fronted([t for t in line.tokens if t.sentence == number])
    return Line(line.text, tuple(row), line.every)


def _fronted(row: list[Token]) -> list[Token]:
    stops = [n for n, t in enumerate(row) if t.low in _ENDS - {"(", ")"}]
    for place, stop in enumerate(stops):
        end = stops[place + 1] if place + 1 < len(stops) else len(row)
        clause = row[stop + 1 : end]
        if not 2 <= len(clause) <= _FRONTED or sum(t.content for t in row[:stop]) < 2:
            continue
        verb = next((n for n, t in enumerate(clause) if t.low in cues().say), -1)
        if verb < 0 or clause[0].low in _NO_FRONT or (verb and clause[verb - 1].low in _BE):
            continue
        rest = clause[verb + 1 :]
        if rest and verb and not (rest[0].low in cues().movable or is_calendar(rest[0])):
            continue
        if any(t.low in {"that", "it", "he", "she", "they"} for t in rest):
            continue
        if verb == 0:
            if (
                clause[0].low.endswith("ing")
                or not rest
                or not (rest[0].capital or rest[0].low in {"the", "a", "an"})
            ):
                continue
            clause = [*rest, clause[0]]
        at = row[stop].start
        that = Token("that", "that", at, at, "word", frozenset({"that"}), sentence=row[0].sentence)
        return [*clause, that, *row[:stop], *row[end:]]
    return row


_NO_FRONT = frozenset(
    {"which", "who", "while", "that", "after", "with", "despite", "because", "although", "though",
     "when", "where", "whose", "and", "but", "whom", "if", "since", "before", "until", "whereas",
     "according-to"}
)  # fmt: skip

"""A sentence and its passages as tokens that compare: words by stem, numbers by value, days."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from torimatome.draft.gate.cues import cues
from torimatome.draft.gate.lexicon import Lexicon
from torimatome.draft.gate.stems import base, groups, stem
from torimatome.text.folding import fold

_TOKEN = re.compile(
    r"\x00(?P<day>\d+)\x00"
    r"|(?P<number>\d+(?:[.,:]\d+)*)(?P<suffix>(?:st|nd|rd|th)\b|(?:bn|bln|mln|mn|trn|trln|m|k|km|kg|pm|am|M|B|T|K|BN|MN)\b)?"
    r"|(?P<abbr>(?:[A-Za-z]\.){2,}|\b(?:Sens?|Reps?|Govs?|Mr|Mrs|Ms|Dr|Gen|Lt|Col|St|Jr|Sr|Prof|Capt|Sgt"
    r"|Maj|Adm|[A-Z])\.(?=\s?[A-Z]))"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<sign>[$€£¥₼₽₺%])"
    r"|(?P<mark>[^\w\s])"
)
_SIGNS = {"$": "usd", "€": "eur", "£": "gbp", "¥": "yen", "₼": "azn", "₽": "rub", "₺": "try",
          "%": "percent"}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
           "trillion": 10**12, "bn": 10**9, "bln": 10**9, "mln": 10**6, "mn": 10**6, "m": 10**6,
           "k": 1000, "dozen": 12, "trn": 10**12, "trln": 10**12, "M": 10**6, "MN": 10**6,
           "B": 10**9, "BN": 10**9, "T": 10**12, "K": 1000}  # fmt: skip
_ONES = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: n
    for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_NUMERALS = _ONES | {word: n * 10 for word, n in _TENS.items()}
_ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
_SHORT = {"n't": "not", "'s": "", "’s": "", "'re": "are", "'ve": "have", "'ll": "will", "'d": ""}
# Lorvia, Lorvian, Lorvians: one land, whether or not a table has it.
_DEMONYM = re.compile(r"(?:ians?|ia|ans?|a)$")
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


@dataclass(slots=True)
class Token:
    """One word, number, day or mark, where it stands."""

    text: str
    low: str  # folded; of a phrase, its key
    start: int
    end: int
    kind: str  # word | number | day | mark
    keys: frozenset[str]  # what it may be compared by
    parts: frozenset[str] = frozenset()  # of a phrase: what its words may be compared by
    sentence: int = 0
    capital: bool = False
    content: bool = False
    base: str = ""
    key: str = ""  # the first and most exact of its keys

    @property
    def name(self) -> bool:
        """Whether it is written like a name."""
        return self.kind == "word" and self.capital


@dataclass(frozen=True)
class Line:
    """One or several sentences as tokens."""

    text: str
    tokens: tuple[Token, ...]
    every: frozenset[str] = field(default=frozenset())  # all keys and parts

    @staticmethod
    def of(text: str, tokens: Sequence[Token]) -> "Line":
        """The tokens with all that they may be compared by."""
        keys = {key for token in tokens for key in token.keys | token.parts}
        return Line(text, tuple(tokens), frozenset(keys))


def tokens_of(
    text: str, days: Sequence[tuple[int, int, str]], lexicon: Lexicon, sentence: int = 0
) -> list[Token]:
    """The tokens of `text`; `days` are (start, end, key) of the days it names."""
    shown = text
    for number, (start, end, _) in enumerate(days):
        hidden = f"\x00{number}\x00".ljust(end - start)[: end - start]
        if len(hidden) == end - start and hidden.count("\x00") == 2:
            shown = shown[:start] + hidden + shown[end:]
    found = list(_plain(shown, days, text))
    found = _numbers(found)
    found = _phrases(found, lexicon)
    for token in found:
        token.sentence = sentence
        _finish(token, lexicon)
    return found


def _plain(shown: str, days: Sequence[tuple[int, int, str]], text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(shown):
        start, end = match.span()
        written = text[start:end]
        if match["day"] is not None:
            _, last, key = days[int(match["day"])]
            yield Token(text[start:last].strip(), key, start, last, "day", frozenset({key}))
        elif match["number"] is not None:
            yield from _number(match, start)
        elif match["sign"] is not None:
            low = _SIGNS[written]
            yield Token(written, low, start, end, "word", frozenset())
        elif match["mark"] is not None:
            yield Token(written, written, start, end, "mark", frozenset())
        else:
            yield from _word(written, start)


def _number(match: re.Match[str], start: int) -> Iterator[Token]:
    digits = match["number"]
    end = start + len(digits)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        digits = digits.replace(",", "")
    suffix = match["suffix"] or ""
    if ":" in digits or digits.count(".") > 1:
        key = digits.lstrip("0") or "0"
        yield Token(match["number"], key, start, end, "number", frozenset({f"#{key}"}))
    elif suffix in {"st", "nd", "rd", "th"}:
        key = f"#{int(float(digits.replace(',', '.')))}th"
        yield Token(match.group(), key, start, match.end(), "number", frozenset({key}))
        return
    else:
        value = digits.replace(",", ".")
        low = value if value.count(".") < 2 else value.replace(".", "")
        yield Token(match["number"], low, start, end, "number", frozenset())
    if suffix:
        yield Token(suffix, suffix, end, match.end(), "word", frozenset())


def _word(written: str, start: int) -> Iterator[Token]:
    end = start + len(written)
    low = fold(written).replace("’", "'")
    capital = written[:1].isupper()
    if "." in written:
        low = low.replace(".", "")
        yield Token(written, low, start, end, "word", frozenset(), capital=True)
        return
    if low.endswith("n't") and len(low) > 3:
        first = {"ca": "can", "wo": "will"}.get(low[:-3], low[:-3])
        yield Token(written[:-3], first, start, end - 3, "word", frozenset(), capital=capital)
        yield Token(written[-3:], "not", end - 3, end, "word", frozenset())
        return
    if low == "cannot":
        yield Token(written[:3], "can", start, start + 3, "word", frozenset(), capital=capital)
        yield Token(written[3:], "not", start + 3, end, "word", frozenset())
        return
    for short, long in _SHORT.items():
        if low.endswith(short) and len(low) > len(short):
            cut = end - len(short)
            yield Token(
                written[: -len(short)], low[: -len(short)], start, cut, "word", frozenset(),
                capital=capital,
            )  # fmt: skip
            if long:
                yield Token(written[-len(short) :], long, cut, end, "word", frozenset())
            return
    yield Token(written, low.rstrip("'"), start, end, "word", frozenset(), capital=capital)


def _numbers(row: list[Token]) -> list[Token]:
    """Numerals, words of number and words of scale joined to one number each."""
    out: list[Token] = []
    at = 0
    while at < len(row):
        token = row[at]
        value, used = _value(row, at)
        if used:
            last = row[at + used - 1]
            shown = " ".join(t.text for t in row[at : at + used])
            key = f"#{value:.10g}"
            out.append(Token(shown, key, token.start, last.end, "number", frozenset({key})))
            at += used
            continue
        if token.kind == "word" and token.low in _ORDINALS:
            token = Token(
                token.text, f"#{_ORDINALS[token.low]}th", token.start, token.end, "number",
                frozenset({f"#{_ORDINALS[token.low]}th"}),
            )  # fmt: skip
        out.append(token)
        at += 1
    return out


def _value(row: Sequence[Token], at: int) -> tuple[float, int]:
    token = row[at]
    used = 1
    if token.kind == "number" and not token.keys:
        value = float(token.low)
    elif token.kind == "word" and token.low in _NUMERALS:
        value = float(_NUMERALS[token.low])
        if token.low in _TENS:
            step = 2 if _low(row, at + 1) == "-" else 1
            if _low(row, at + step) in _ONES and 0 < _ONES[_low(row, at + step)] < 10:
                value += _ONES[_low(row, at + step)]
                used += step
    elif token.low in {"hundred", "thousand", "million", "billion", "dozen"} and (
        _low(row, at - 1) in {"a", "half", "per"} or at == 0
    ):
        value, used = 1.0, 0
    else:
        return 0.0, 0
    while _low(row, at + used) in _SCALES:
        value *= _SCALES[_low(row, at + used)]
        used += 1
        if _low(row, at + used) == "and" and _low(row, at + used + 1) in _NUMERALS:
            more, further = _value(row, at + used + 1)
            if more < value:
                value += more
                used += 1 + further
    return value, used


def _low(row: Sequence[Token], at: int) -> str:
    return row[at].low if 0 <= at < len(row) else ""


def _phrases(row: list[Token], lexicon: Lexicon) -> list[Token]:
    """Word groups the lexicon reads as one, the longest first."""
    out: list[Token] = []
    at = 0
    while at < len(row):
        token = row[at]
        for words, keys in lexicon.phrases.get(token.low, ()):
            near = row[at : at + len(words)]
            if tuple(t.low for t in near) != words or any(t.kind == "number" for t in near):
                continue
            if keys.exact and not all(t.text.isupper() for t in near):
                continue
            inner = {key for t in near for key in _word_keys(t.low)}
            verb = keys.key.removeprefix("=")
            out.append(
                Token(
                    " ".join(t.text for t in near),
                    verb,
                    token.start,
                    near[-1].end,
                    "word",
                    _word_keys(verb) if verb != keys.key else frozenset({keys.key}),
                    frozenset(inner),
                    capital=any(t.capital for t in near),
                )
            )
            at += len(words)
            break
        else:
            out.append(token)
            at += 1
    return out


def _word_keys(low: str) -> frozenset[str]:
    return frozenset({stem(low)}) | groups().get(base(low), frozenset())


def _finish(token: Token, lexicon: Lexicon) -> None:
    if token.kind == "word" and not token.keys:
        called = lexicon.countries.get(token.low)
        exact = len(token.low) <= 3 and not token.text.replace(".", "").isupper()
        if called and token.capital and not exact:
            token.keys = frozenset({called})
        else:
            alias = lexicon.spellings.get(token.low, "")
            token.keys = _word_keys(token.low) | ({stem(alias)} if alias else set())
    token.base = base(token.low)
    token.key = stem(token.low) if token.kind == "word" and not token.parts else token.low
    if token.kind == "word" and token.capital and not token.parts:
        land = next((key for key in token.keys if key.startswith(("c:", "t:"))), "")
        root = _DEMONYM.sub("", token.low)
        if land or (root != token.low and len(root) >= 4):
            token.key = land or f"d:{root}"
            token.keys |= {token.key}
    calendar = is_calendar(token)
    if token.kind == "word":
        token.content = (token.low not in cues().function and len(token.low) > 1) or (
            calendar and token.capital
        )
        if token.low in {"us", "may", "it"} and token.capital and token.text.isupper():
            token.content = True
        if token.low == "one":
            token.content = False
    else:
        token.content = token.kind in {"number", "day"}


def is_calendar(token: Token) -> bool:
    """Whether a token is a month, a weekday or a day."""
    return token.kind == "day" or token.low in _MONTHS or token.low in _WEEKDAYS

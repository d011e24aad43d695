"""Where each sentence of a text begins and ends, in characters of that text."""

import re
from dataclasses import dataclass

from torimatome.text.listed import listed

# Words that end in a full stop without ending a sentence, lower case, without the stop.
_ENGLISH = """
mr mrs ms dr prof rev hon st sr jr gen lt col maj capt cmdr adm sgt cpl brig gov sen rep amb
pres jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun
vs etc eg e.g i.e approx dept est fig inc ltd co corp bros al ave blvd mt ft
"""
_OTHERS = {
    "ru": "им ул тыс млн млрд трлн руб стр проф ген акад т д т.е т.д т.п т.н и.о в.ч напр др пр "
    "см ср гр гос зам пом полк подп кап лейт адм обл р-н пос дер долл чел кв куб",
    "uk": "ім вул тис млн млрд грн проф ген акад т т.д т.п т.зв в.о напр див обл р-н смт чол",
    "tr": "dr prof doç sn av st örn vb vs yy bkz alb gen org tic müh hz mah cad sok no",
    "az": "dr prof və s mln mlrd məs küç gen pol-k",
    "de": "dr prof hr fr str bzw z.b u.a d.h ca nr abs mio mrd jan feb apr aug sept okt nov dez",
    "fr": "m mm mme dr prof st av janv févr avr juil sept oct nov déc",
    "es": "sr sra dr dra prof gral ud av",
    "ka": "წ ე.წ ა.შ მ.შ მლნ მლრდ ათ გვ ქ ნ",
    "it": "sig dott prof gen on",
}
# "No. 5", "Art. 12", "p. 3": no end only when a number follows.
_BEFORE_NUMBER = frozenset(listed("no nos nr art arts p pp vol sec ch par fig № стр ст п md"))
# After "in the U.S." and "at 5 p.m." these words almost always open a new sentence.
_OPENERS = frozenset(
    listed(
        """
        the a an he she it they we i you his her their its our this that these those
        there in on at as but and if when while after before during since for from with
        according meanwhile however earlier later both all some many no one two several
        following speaking asked what
        """
    )
)
# Languages that write an ordinal as "5." before a word in capitals.
_ORDINAL_STOP = frozenset({"tr", "az", "de", "hu", "cs", "sk", "hr", "sr", "da", "no", "fi", "et"})
_CJK_STOPS = "。！？｡"
_STOPS = ".!?…։؟।۔" + _CJK_STOPS
_CLOSERS = '"”’»)]』」】）›＂'
_OPENING_MARKS = "\"“‘«([『「【（‹„'—–- "
_PAIRS = {"“": "”", "«": "»", "「": "」", "『": "』", "„": "“”"}
_OPENS = re.compile(rf"[{re.escape(''.join(_PAIRS))}\"]")
_END = re.compile(rf"[{re.escape(_STOPS)}]+[{re.escape(_CLOSERS)}]*")
_BREAK = re.compile(r"\n[^\S\n]*\n\s*|\n(?=\s*(?:[-–—•●▪*]\s|\d+[.)]\s))|\n")
# A quotation is kept in one piece up to this many characters; beyond, its own full stops count.
# Chosen on news prose, where one quoted sentence rarely passes 300; look at the longest spans
# your texts give and lower it if they swallow paragraphs.
_LONGEST_QUOTATION = 400


@dataclass(frozen=True)
class Span:
    """A stretch of a text: `text[start:end]`."""

    start: int
    end: int


def split(text: str, language: str) -> list[Span]:
    """The sentences of `text` in order; together they hold every character that is not space.

    A line break always parts sentences unless the next line goes on in lower case.
    `language` is an ISO 639-1 code; an unknown one is cut by the general rules.
    """
    stems = frozenset((_ENGLISH + " " + _OTHERS.get(language, "")).split())
    spans: list[Span] = []
    for start, end in _lines(text):
        cut = start
        quoted = _quotations(text, start, end)
        for match in _END.finditer(text, start, end):
            if match.end() <= cut or any(a < match.start() and match.end() < b for a, b in quoted):
                continue
            if _ends(text, match, end, (stems, language)):
                _add(spans, text, cut, match.end())
                cut = match.end()
        _add(spans, text, cut, end)
    return spans


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(Span(start, end))


def _lines(text: str) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        following = text[match.end() : match.end() + 1]
        before = text[start : match.start()].rstrip()[-1:]
        if match.group() == "\n" and _goes_on(following) and before not in tuple(_STOPS):
            continue
        lines.append((start, match.start()))
        start = match.end()
    lines.append((start, len(text)))
    return lines


def _goes_on(letter: str) -> bool:
    """Whether a sentence cannot begin with a letter; Georgian ones have no capitals in use."""
    return letter.islower() and not "\u10d0" <= letter <= "\u10ff"


def _quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    position = start
    straight = text.count('"', start, end) % 2 == 0  # an odd one cannot be paired
    while opening := _OPENS.search(text, position, end):
        position, mark = opening.start(), opening.group()
        closers = _PAIRS.get(mark, '"' if mark == '"' and straight else "")
        close = min((p for c in closers if (p := text.find(c, position + 1, end)) >= 0), default=-1)
        if closers and close >= 0:
            if close - position <= _LONGEST_QUOTATION:
                found.append((position, close + 1))
            position = close
        position += 1
    return found


def _ends(text: str, match: re.Match[str], end: int, rules: tuple[frozenset[str], str]) -> bool:
    after = match.end()
    if after >= end:
        return True
    stop = match.group()[0]
    if stop in _CJK_STOPS:
        # 「……。」と述べた: a closed quotation that runs on is not the end.
        return not (match.group()[-1] in _CLOSERS and not text[after].isspace())
    if not text[after].isspace():
        return False
    rest = text[after:end].lstrip(_OPENING_MARKS + "\t\u00a0\u202f")
    if not rest or _goes_on(rest[0]):
        return not rest
    if match.group().rstrip(_CLOSERS) != ".":
        return True
    if match.group() != ".":  # a full stop and a closing mark
        return True
    return not _abbreviated(text[: match.start()], rest, rules)


def _abbreviated(before: str, rest: str, rules: tuple[frozenset[str], str]) -> bool:
    stems, language = rules
    last = before.rsplit(None, 1)  # not every word of the text, for every stop in it
    word = last[-1].lstrip(_OPENING_MARKS) if last else ""
    lower = word.lower()
    following = re.match(r"[^\W\d_]+", rest)
    opens = following is not None and following.group().lower() in _OPENERS
    if word.isdigit():
        return language in _ORDINAL_STOP and len(word) <= 3
    if language in {"ru", "uk"} and lower in {"г", "гг", "р", "рр", "в", "вв"}:
        # "в 2026 г. Президент" ends, "г. Москва" does not.
        return not re.search(r"\d\s*\S+$", before)
    if rest[0].isdigit() and lower in _BEFORE_NUMBER:
        return True
    if len(word) == 1 and word.isalpha() and word.isupper():
        return not (opens and word not in {"A", "I"} and len(last) > 1 and word != "I")
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word):
        return not opens
    return lower in stems and not (opens and lower in {"etc", "inc", "ltd", "co", "corp"})

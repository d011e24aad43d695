"""The days a text names, in any language the desk reads: found, with their place, and resolved.

What an article's own event day is, among all the days it names, is asked of `days_event`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from torimatome.text.days_ahead import looks_ahead
from torimatome.text.days_calendar import dated, moved, persian_day
from torimatome.text.days_cjk import cjk_days
from torimatome.text.days_words import (
    LANGUAGES,
    UNSPACED,
    WORD,
    DayWords,
    all_months,
    day_words,
    level,
    month_names,
    persian_ordinals,
)


@dataclass(frozen=True)
class DayMention:
    """Words of a text that name a day, and which day that is."""

    start: int
    end: int
    first: date
    last: date | None  # of a span such as "March 5-7"; None = one day
    how: str  # "named", "numeric", "weekday", "yesterday", "today" or "tomorrow"
    year_given: bool = False
    ahead: bool = False  # a weekday its sentence plans for
    part: str = ""  # morning, afternoon, evening, night
    goes_on: bool = False  # the first end of "from 3 to 5 March"; the other is the next mention

    @property
    def relative(self) -> bool:
        """Whether only the article's own day says which day is meant."""
        return self.how not in ("named", "numeric")


# Everything below is matched against levelled text: lower case, plain digits, plain dashes.
_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])"
_OR = (
    r"(?:st|nd|rd|th|er|re|º|ª|°|-?(?:го|ого|е|ое|й|ый|я|а|му|м|ші|шы|нің|ci|cu|cü|i|u|ü|ին|ի|ից)"
    r"(?![^\W\d_])|\.)?"
)
_JOIN = (
    r"(?:\s*-\s*|\s+(?:to|through|until|till|and|по|до|и|та|й|і|bis|und|au|et|al|y|e|a|i|do|"
    r"până la|și|ve|ile|və|և|ու|და|و|تا|الی)\s+)"
)
_TO = re.compile("to|through|until|till|по|до|bis|au|al|a|do|până la|تا|الی|ile")
# A day in front of its month: "3 March", "3rd of March", "3-5 März", "с 3 по 5 марта".
_LEFT = re.compile(
    rf"(?<![\w,.:/$€£])(?<![^\Wב][-+])(?P<rest>(?:{_NUMBER}{_OR}\s*,\s*)*?)"
    rf"(?:(?P<from>{_NUMBER}){_OR}(?P<join>{_JOIN}))?"
    rf"(?P<day>{_NUMBER}){_OR}(?:\s+(?:of(?: the month of)?|de|del|di|του)\s*|\s*-?\s*)$"
)
_BEFORE = 32  # letters looked at for the word before
_LEFT_SEEN = 48  # letters looked at: "from 11th until 13th of the month of "
# A day behind its month: "March 3", "Apr.27", "March 3-5", "martın 3-də", "մարտի 3-ին".
_END = r"(?:st|nd|rd|th|-?[^\W\d_]{1,5}(?![^\W\d_]))"
_RIGHT = re.compile(
    rf"(?:\s+ay(?:inin|i))?\.?\s*(?:the\s+)?(?P<day>{_NUMBER})(?P<end>{_END})?(?!\d)"
    rf"(?:(?P<join>\s*-\s*|\s+(?:to|and|through|until)\s+)(?:the\s+)?(?P<last>{_NUMBER}){_END}?"
    r"(?!\w)(?![,.]\d|\s*(?:%|per\b)))?(?!:\d|[.,]\d|-\d|\s*%)"
)
_YEAR_AFTER = re.compile(
    r"(?:,?\s+|\.\s?|-)(?:(?:de|del|of)\s+)?(?P<year>(?:1[3489]|20)\d\d)(?![\d%]|-\d|[.,]\d)"
)
_YEAR_BEFORE = re.compile(
    r"(?<!\d)(?P<year>(?:1[3489]|20)\d\d)(?:[\s.,\-]*(?:ci|cü|cu|ci il|il|ilin|წლის|წ|թ|ին|ի|"
    r"թվականի|թվականին|жылғы|жылы|жылдың|yil|il|рік|году?|év))*[\s.,\-]*$"
)
_MARKS = "[\u200e\u200f]?"  # Arabic dates hold marks of direction
_NUMERIC = re.compile(
    rf"(?<![\d.,/\-])(?:(?P<iso>\d{{4}})(?P<mark>[-/.])\s?(?P<m>\d\d?)(?P=mark)\s?(?P<d>\d\d?)"
    rf"|(?P<day>\d{{1,2}}){_MARKS}(?P<sign>[./-])\s?(?P<month>\d{{1,2}}){_MARKS}(?P=sign)\s?"
    r"(?P<year>\d{4}))(?![\d/]|[.,-]\d)"
)
_MAYBE_NUMERIC = re.compile(rf"\d{_MARKS}[-./]\s?\d")
_PART = re.compile(r"\s+(morning|afternoon|evening|night)\b")
_UNSPACED = re.compile(r"[年月日曜昨今周星期년월일]")
_THEN_DAY = re.compile(r"[\s,(]*(?:(?:the|den|dem|le|el|il|dia|ngày|günü|күні|օրը|día)[\s,(]+)?")
# The Sunday Times, Saturday Night Live, Friday Prayers: names, not days.
_TITLE = re.compile(
    r" (?:times|telegraph|mail|mirror|herald|post|express|tribune|world|sport|people|night live|"
    r"night football|afternoon live)\b"
)
# Month-first tongues; others write only "3 March". English and Azerbaijani write both.
_MONTH_FIRST = frozenset({"en", "az", "hy", "hu", "ka", ""})
_YEAR_FIRST = frozenset({"az", "hy", "ka", "kk", "hu", "uz"})
_DOTTED = frozenset({"de", "cs", "da", "nb", "fi", "hu", "hr", "sr", "tr", ""})
_AZ_GENITIVE = ("in", "un", "ün")


def find(text: str, day: date | None, language: str = "en") -> list[DayMention]:
    """Every day `text` names, in order; weekdays count from `day` (None leaves them out).

    `language` is ISO 639-1; "" or "und" reads by the words of every language. A day without a
    year takes the one that brings it nearest to `day`, or the year 1 where there is none.
    """
    if language in UNSPACED or (language in ("", "und") and _UNSPACED.search(text)):
        return [DayMention(*found) for found in cjk_days(level(text), day)]
    return _Finding(text, day, "" if language == "und" else language).all()


def days_named(text: str, published: int, language: str = "") -> frozenset[int]:
    """Ordinals of the days that `text`, published on ordinal day `published`, names."""
    found: set[int] = set()
    for mention in find(text, date.fromordinal(published), language):
        first = mention.first.toordinal()
        found.update(range(first, (mention.last.toordinal() if mention.last else first) + 1))
    return frozenset(found)


_BESIDE_WORD = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\b(?!:)(?=[ -]?(?P<after>\w*))")


def past_day(text: str, start: int, language: str = "") -> int:
    """Where the number at `start` ends if it is part of a day; else 0."""
    if match := _NUMERIC.match(text, start):
        return match.end()
    match = _BESIDE_WORD.match(text, start)
    return match.end() if match and _beside_month(match, language) else 0


def _beside_month(match: re.Match[str], language: str) -> bool:
    start = match.start()
    before = match.string[max(0, start - 24) : start].rstrip(" ,").rpartition(" ")[2]
    return _is_month(before, language) or _is_month(match["after"], language)


@lru_cache(maxsize=65536)
def _is_month(word: str, language: str) -> bool:
    # "Out" and "set" are months in Portuguese alone.
    known = (month_names(language), month_names("en")) if language in LANGUAGES else (all_months(),)
    return any(level(word).strip(".") in months for months in known)


class _Finding:
    """One reading of one text; what has been found, and how far the words are used up."""

    def __init__(self, text: str, anchor: date | None, language: str) -> None:
        self.text, self.anchor, self.language = text, anchor, language
        self.flat = level(text)
        self.words: DayWords = day_words(language)
        self.found: list[DayMention] = []
        self.taken = 0  # no later mention begins before this letter

    def all(self) -> list[DayMention]:
        """Every mention, in order of where it stands."""
        if _MAYBE_NUMERIC.search(self.flat):
            self._numeric()
        numeric = list(self.found)
        # Most sentences name no day, and are told so in a few microseconds.
        places = self.words.places(self.flat)
        for at in places:
            self._word(at)
        if not self.found:
            return []
        if numeric:
            self.found = numeric + [m for m in self.found[len(numeric) :] if not _in(m, numeric)]
        return self._joined(sorted(self.found, key=lambda m: (m.start, m.end)))

    def _numeric(self) -> None:
        for match in _NUMERIC.finditer(self.flat):
            day = _numeric_day(match, self.language)
            if day:
                self._add(match.start(), match.end(), day, None, "numeric", True)

    def _word(self, at: int) -> None:
        """What the word that begins at `at` tells, together with those that follow it."""
        if at < self.taken:
            return
        start, end = at, self._end(at)
        word = self.flat[start:end]
        told = self.words.single.get(word)
        for rest, meant in self.words.several.get(word, ()):
            stop = end
            for other in rest:
                begins, stop = stop + 1, self._end(stop + 1)
                if self.flat[begins:stop] != other:
                    break
            else:
                told, end = meant, stop
                break
        if told is None:
            return
        kind, number = told
        if kind in ("month", "persian"):
            self._month(start, end, number, kind == "persian")
        elif self.anchor and kind in ("weekday", "relative"):
            before = list(WORD.finditer(self.flat, max(0, start - _BEFORE), start))[-1:]
            before = [match for match in before if match.end() == start - 1]
            behind = WORD.match(self.flat, end + 1)
            never = self.words.not_after.get(word, frozenset())
            if not any(_among(match.group(), never) for match in before):
                self._relative((start, end), told, [*before, behind] if behind else before)

    def _end(self, start: int) -> int:
        """Where the word ends that begins here."""
        match = WORD.match(self.flat, start)
        return match.end() if match else start

    def _month(self, start: int, end: int, month: int, persian: bool) -> None:
        if self.language == "en" and not persian and not self.text[start].isupper():
            return  # "may 5" is a verb and a number
        window = self.flat[max(self.taken, start - _LEFT_SEEN) : start]
        right = self._right(start, end)
        left = _LEFT.search(window) if any(c.isdigit() for c in window[-16:]) else None
        if left and left["day"] and "." in window[left.end("day") :]:
            left = left if self.language in _DOTTED else None
        base = start - len(window)
        if left and not (right and re.match(r"\.?\s*\d", self.flat[end:])):
            self._left(left, base, end, (month, persian))
        elif right:
            self._right_days(right, start, (month, persian))
        elif persian or self.language in ("fa", ""):
            self._worded(window, base, end, (month, persian))

    def _left(self, match: re.Match[str], base: int, end: int, month: tuple[int, bool]) -> None:
        year, stop = self._year(base + match.start(), end)
        first, last = match["from"], int(match["day"])
        alone = bool(first) and match["join"].strip() != "-"
        for number in re.findall(r"\d+", match["rest"]):
            at = base + match.start() + match["rest"].index(number)
            self._day(at, at + len(number), (year, *month, int(number)), None)
        if alone:
            joint = bool(_TO.fullmatch(match["join"].strip()))
            span = match.span("from")
            self._day(base + span[0], base + span[1], (year, *month, int(first)), None, joint)
        opening = match.start("day") if alone or not first else match.start("from")
        if not first and not match["rest"]:
            opening = match.start()
        if first and not alone:
            self._day(base + opening, stop, (year, *month, int(first)), last)
        else:
            self._day(base + opening, stop, (year, *month, last), None)

    def _right(self, start: int, end: int) -> re.Match[str] | None:
        if self.language not in _MONTH_FIRST:
            return None
        match = _RIGHT.match(self.flat, end)
        if match is None or self.language in ("hy", "hu", "ka"):
            return match
        ending = match["end"] or ""
        if self.language == "az":
            # "may 11 nəfər" is eleven people: the day carries an ending, or the month a case.
            fits = ending.startswith("-") or self.flat[start:end].endswith(_AZ_GENITIVE)
        else:
            fits = not ending or ending in ("st", "nd", "rd", "th") or not self.language
        return match if fits else None

    def _right_days(self, match: re.Match[str], start: int, month: tuple[int, bool]) -> None:
        worded = bool(match["join"]) and match["join"].strip() != "-"
        if (
            worded
            and re.match(r"\s*(?:[^\W\d_]|[,.]\d)", self.flat[match.end() :])
            and not (match["join"].strip() == "and" and re.match(r"\s*,", self.flat[match.end() :]))
        ):
            last = None  # "March 5 and 7 people"
        else:
            last = match["last"]
        close = match.end() if last else match.end("end") if match["end"] else match.end("day")
        year, stop = self._year(start, close)
        number = int(match["day"])
        if last and worded:
            goes_on = match["join"].strip() != "and"
            self._day(start, match.end("day"), (year, *month, number), None, goes_on)
            self._day(match.start("last"), stop, (year, *month, int(last)), None)
        else:
            self._day(start, stop, (year, *month, number), int(last) if last else None)

    def _worded(self, window: str, base: int, end: int, month: tuple[int, bool]) -> None:
        """Persian days in words: "سوم فروردین"."""
        words = window.split()
        for count in range(min(3, len(words)), 0, -1):
            number = persian_ordinals().get(" ".join(words[-count:]))
            if number:
                year, stop = self._year(base, end)
                start = base + window.rfind(words[-count])
                self._day(start, stop, (year, *month, number), None)
                return

    def _year(self, start: int, end: int) -> tuple[int | None, int]:
        """The year behind a day, or in front of it where that is how it is written."""
        after = _YEAR_AFTER.match(self.flat, end)
        # "mayın 5-də, 2026-cı il martın 3-də": behind a comma stands the next day's year.
        if after and not (self.flat[end] == "," and self._next_month(after.end())):
            return int(after["year"]), after.end()
        before = _YEAR_BEFORE.search(self.flat[max(0, start - 24) : start])
        return (int(before["year"]), end) if before else (None, end)

    def _next_month(self, end: int) -> bool:
        if self.language not in _YEAR_FIRST:
            return False
        words = WORD.findall(self.flat, end, end + 40)[:4]
        return any(self.words.single.get(word, ("", 0))[0] == "month" for word in words)

    def _day(
        self,
        start: int,
        end: int,
        told: tuple[int | None, int, bool, int],
        last: int | None,
        goes_on: bool = False,
    ) -> None:
        year, month, persian, number = told
        first = dated(year, (month, number), persian, self.anchor)
        close = dated(year, (month, last), persian, self.anchor) if last else None
        if first is None or (last and (close is None or close <= first)):
            return
        self._add(start, end, first, close, "named", year is not None)
        self.found[-1] = replace(self.found[-1], goes_on=goes_on)

    def _add(
        self, start: int, end: int, first: date, last: date | None, how: str, year: bool = False
    ) -> None:
        self.found.append(DayMention(start, end, first, last, how, year))
        self.taken = end if how != "numeric" else self.taken

    def _relative(
        self, span: tuple[int, int], told: tuple[str, int], beside: Sequence[re.Match[str]]
    ) -> None:
        assert self.anchor
        (start, end), (kind, number) = span, told
        if kind == "relative":
            if number == 0 and self.text[start:end].istitle() and " " in self.text[start:end]:
                return  # "This Morning" is a programme
            how = ("yesterday", "today", "tomorrow")[(number > 0) - (number < 0) + 1]
            day = moved(self.anchor, number)
            part = "night" if self.flat[start:end].endswith(" night") else ""
            self.found.append(DayMention(start, end, day, None, how, part=part))
            return
        which = ""
        for match in beside:
            meant = self.words.single.get(match.group(), ("", 0))[0]
            if meant in ("back", "ahead"):
                which = meant
                start, end = min(start, match.start()), max(end, match.end())
        back = (self.anchor.weekday() - number) % 7
        ahead = which == "ahead" or (
            not which and looks_ahead(self.text, (start, end), self.language)
        )
        if which == "back":
            back = back or 7
        elif ahead:
            back = -((number - self.anchor.weekday()) % 7 or (7 if which else 0))
        part = ""
        if self.language == "en":
            if _TITLE.match(self.flat, end) and self.text[start].isupper():
                return
            if match_part := _PART.match(self.flat, end):
                part, end = match_part[1], match_part.end()
            start -= 4 if self.flat[max(0, start - 4) : start] == "the " and which else 0
            start -= 5 if self.flat[max(0, start - 5) : start] == "this " else 0
        self.found.append(
            DayMention(
                start, end, moved(self.anchor, -back), None, "weekday", ahead=ahead, part=part
            )
        )

    def _joined(self, found: list[DayMention]) -> list[DayMention]:
        """A weekday beside the day it belongs to is one mention: "Thursday, May 7"."""
        kept: list[DayMention] = []
        for mention in found:
            before = kept[-1] if kept else None
            if before and mention.start < before.end:
                continue
            if before and _one(before, mention, self.flat[before.end : mention.start]):
                named = before if mention.how == "weekday" else mention
                kept[-1] = replace(named, start=before.start, end=mention.end)
            else:
                kept.append(mention)
        return kept


def _among(word: str, listed: frozenset[str]) -> bool:
    return word in listed or any(e[0] == "-" and word.endswith(e[1:]) for e in listed)


def _one(before: DayMention, after: DayMention, between: str) -> bool:
    hows = {before.how, after.how}
    if "weekday" not in hows or not hows & {"named", "numeric"}:
        return False
    if before.how == "weekday":
        return bool(_THEN_DAY.fullmatch(between))
    return before.first.weekday() == after.first.weekday() and not between.strip(" ,.(")


def _in(mention: DayMention, others: Sequence[DayMention]) -> bool:
    return any(mention.start < o.end and o.start < mention.end for o in others)


def _numeric_day(match: re.Match[str], language: str) -> date | None:
    if match["iso"]:
        year, month, day = int(match["iso"]), int(match["m"]), int(match["d"])
        if 1244 <= year <= 1472:
            return persian_day(year, month, day)
    else:
        year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
        # Of 03/04/2026 in English nobody can tell the month.
        if match["sign"] == "/" and language == "en" and day != month:
            if day <= 12 and month <= 12:
                return None
            day, month = (month, day) if month > 12 else (day, month)
    try:
        return date(year, month, day) if 1000 <= year <= 2200 else None
    except ValueError:
        return None

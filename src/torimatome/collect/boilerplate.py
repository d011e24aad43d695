"""Strip how an outlet opens and signs its articles; keep the day its dateline names.

The rules are an outlet's own (`Fixes.openings`, `Fixes.closings`). A rule that starts with
`^` belongs to the very beginning: a dateline, a notice, a line of clock and desk. Any other
opening may stand inside the first two sentences, where agencies name themselves. A closing
ends the article at the line it matches in. A rule with groups `day` and `month` reads a
dateline: it counts only when the two make a day of the calendar.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from torimatome.model import Fixes

# Openings are looked for in this many characters only. The longest real opening seen, a
# foreign-agent notice with two sentences after it, takes about 700. A bound also keeps a
# page of one endless sentence from costing more than a page of ordinary ones.
HEAD = 1200
# A line longer than this is searched for a closing at its start and its end only, so that the
# cost grows with the length of the article and no faster. Real closings are under 600.
LINE = 1500
# What must stay after the openings, and after the closings, as a share of what there was. A
# rule that would take more has misread its page: it is passed over, and the words stay for
# the editor to see. One-sentence briefs lose up to two thirds to dateline and signature; no
# article of the conventions known to us loses half to its closing.
KEEP_AFTER_OPENINGS = 0.25
KEEP_AFTER_CLOSINGS = 1 / 3
# Pages stack at most four: notice, clock line, byline, dateline. Twice that is an end to loops.
ROUNDS = 8

# Full names; a dateline may cut them short ("Mar.", "мар"). In the order of the calendar.
_MONTHS = (
    "january february march april may june july august september october november december",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
)
_NAMES = tuple((name, n) for row in _MONTHS for n, name in enumerate(row.split(), start=1))
_LENGTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_STOP = re.compile(r"[.!?…][\"»”’')\]]{0,3}(?=\s|$)|\n")
# After these a full stop ends no sentence.
_SHORT = frozenset(
    "mr mrs ms dr st no gen col lt maj prof jan feb mar apr jun jul aug sep sept oct nov dec"
    " г им ул т д п стр млн млрд тыс гг св обл".split()
)
_LAST_WORD = re.compile(r"([^\W\d_]{1,12})$")
# A line without a full stop under this length is a label or a byline, no sentence.
_LABEL = 40


@dataclass(frozen=True)
class Stripped:
    """What is left of an article's text, and the day its dateline named."""

    text: str
    day: str | None  # "MM-DD": datelines print no year; None = no dateline was stripped


def strip_openings(text: str, fixes: Fixes) -> Stripped:
    """The text without its outlet's openings and closings.

    Words are only ever taken away, except that a sentence whose first clause went gets a
    capital letter. At least a quarter of the text stays after the openings and a third of
    that after the closings: a rule that would take more is passed over.
    """
    stays, day = _without_openings(text.strip(), fixes.openings)
    return Stripped(_without_closings(stays, fixes.closings), day)


def _without_openings(text: str, rules: tuple[str, ...]) -> tuple[str, str | None]:
    at_least = int(len(text) * KEEP_AFTER_OPENINGS)
    day: str | None = None
    starts = tuple(_compiled(rule) for rule in rules if rule.startswith("^"))
    inside = tuple(_compiled(rule) for rule in rules if not rule.startswith("^"))
    for _ in range(ROUNDS):
        found = next((m for rule in starts if (m := _fits(rule, text, at_least))), None)
        if found is None:
            break
        day = day or _day(found)
        text = _cut(text, found)
    for rule in inside:
        for _ in range(ROUNDS):
            end = _two_sentences(text)
            match = rule.search(text, 0, end)
            if match is None or not _counts(match) or _left(text, match) < at_least:
                break
            day = day or _day(match)
            text = _cut(text, match)
    return text, day


def _fits(rule: re.Pattern[str], text: str, at_least: int) -> re.Match[str] | None:
    match = rule.match(text, 0, HEAD)
    if match is None or not _counts(match) or _left(text, match) < at_least:
        return None
    return match


def _left(text: str, match: re.Match[str]) -> int:
    return len(text) - (match.end() - match.start())


def _counts(match: re.Match[str]) -> bool:
    """Something was matched, and where the rule reads a day there is one."""
    reads_a_day = "day" in match.re.groupindex
    return match.end() > match.start() and (not reads_a_day or _day(match) is not None)


def _day(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    day, month = groups.get("day"), groups.get("month")
    if not day or not month:
        return None
    number = int(month) if month.isdigit() else _month(month)
    if not 1 <= number <= 12 or not 1 <= int(day) <= _LENGTH[number - 1]:
        return None
    return f"{number:02d}-{int(day):02d}"


def _month(word: str) -> int:
    # "İ".lower() is two characters; no month here starts with it, so plain lower() will do.
    low = word.lower().rstrip(".")
    if len(low) < 3:
        return 0
    return next((number for name, number in _NAMES if name.startswith(low)), 0)


def _cut(text: str, match: re.Match[str]) -> str:
    before = text[: match.start()].rstrip(" \t")
    after = text[match.end() :]
    if not before or before.endswith("\n") or before[-1] in ".!?…":
        after = _capital(after.lstrip(" \t,;:–—-" if before else " \t\n,;:–—-"))
        glue = " " if before and not before.endswith("\n") and after else ""
        return before + glue + after
    if after[:1] in ".,;:!?…»”)\n" or not after.strip():
        return before + after
    return f"{before} {after.lstrip()}"


def _capital(text: str) -> str:
    first = text[:1]
    if not first.islower():
        return text
    turkic = first == "i" and bool(set(text[:300]) & set("əıığş"))
    return ("İ" if turkic else first.upper()) + text[1:]


def _two_sentences(text: str) -> int:
    """Where the second sentence ends; labels and bylines before them are not counted."""
    done, begin = 0, 0
    for stop in _STOP.finditer(text, 0, HEAD):
        if stop.group() == "\n":
            line = text[begin : stop.start()].strip()
            done += len(line) >= _LABEL
            begin = stop.end()
        elif _ends_sentence(text, stop):
            done += 1
            begin = stop.end()
        if done >= 2:
            return stop.end()
    return min(len(text), HEAD)


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    if text[stop.end() :][:8].lstrip()[:1].islower():
        return False
    word = _LAST_WORD.search(text, max(0, stop.start() - 12), stop.start())
    if word is None or text[stop.start()] != ".":
        return True
    return len(word.group(1)) > 1 and word.group(1).lower() not in _SHORT


def _without_closings(text: str, rules: tuple[str, ...]) -> str:
    compiled = tuple(_compiled(rule) for rule in rules)
    at_least = max(1, int(len(text) * KEEP_AFTER_CLOSINGS))
    begin = 0
    for line in text.split("\n") if compiled else ():
        for rule in compiled:
            match = _closing_in(rule, line)
            if match and match.end() > match.start() and begin + match.start() >= at_least:
                return text[: begin + match.start()].rstrip()
        begin += len(line) + 1
    return text


def _closing_in(rule: re.Pattern[str], line: str) -> re.Match[str] | None:
    if len(line) <= LINE:
        return rule.search(line)
    return rule.match(line, 0, LINE) or rule.search(line, len(line) - LINE)


@lru_cache(maxsize=2048)  # a desk's rules, compiled once; some 400 on the largest desk
def _compiled(rule: str) -> re.Pattern[str]:
    return re.compile(rule)

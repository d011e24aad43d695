"""Strip how an outlet opens and signs its articles; keep the day its dateline names.

The rules are an outlet's own (`Fixes.openings`, `Fixes.closings`). A rule that starts with
`^` belongs to the very beginning: a dateline, a notice, a line of clock and desk. Any other
opening may stand inside the first two sentences, where agencies name themselves. A closing
ends the article at the line it matches in. A rule with groups `day` and `month` reads a
dateline: it counts only when the two make a day of the calendar.

Besides regular expressions an opening may be a short form, `@en Trend`: every way an English,
Russian (`@ru`) or Azerbaijani (`@az`) report has of naming its own outlet, with whom it cites
("…, Trend reports, citing the ministry."). What a report says of anyone else stays, and so does
"told Trend", without which the sentence would lose its verb and its speaker. Datelines that
agencies write alike are stripped from every outlet's text, since their texts are reprinted.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from torimatome.model import Fixes
from torimatome.text.days_words import all_months, level, month_of

# The numbers below were chosen on the 34 invented pages of tests/test_azerbaijan_desk.py, which
# follow the conventions of real outlets; to choose again, add pages there and measure.

# Openings are looked for in this many characters only: room for a foreign-agent notice of 400
# and two long sentences. A bound also keeps a page of one endless sentence from costing more
# than a page of ordinary ones.
HEAD = 1200
# A line longer than this is searched for a closing at its start and its end only, so that the
# cost grows with the length of the article and no faster. Closings stand on lines of their own.
LINE = 1500
# What must stay after the openings, and of that after the closings, as a share. A rule that
# would take more has misread its page: it is passed over, and the words stay for the editor to
# see. On those pages, all of two sentences, openings took 58 % at most and closings 34 %.
KEEP_AFTER_OPENINGS = 0.25
KEEP_AFTER_CLOSINGS = 1 / 3
# Pages stack at most four: notice, clock line, byline, dateline. Twice that is an end to loops.
ROUNDS = 8

_LENGTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_Rule = re.Pattern[str]
_GAP = re.compile(r"\n{3,}")
_STOP = re.compile(r"[.!?…][\"»”’')\]]{0,3}(?=\s|$)|\n")
# After these a full stop ends no sentence.
_ABBREVIATIONS = (
    "mr mrs ms dr st no gen col lt maj prof jan feb mar apr jun jul aug sep sept oct nov dec"
    " г им ул т д п стр млн млрд тыс гг св обл"
)
_SHORT = frozenset(_ABBREVIATIONS.split())
_LAST_WORD = re.compile(r"([^\W\d_]{1,12})$")
# A line without a full stop under this length is a label or a byline, no sentence.
_LABEL = 40

# Datelines any page may carry: whoever reprints an agency keeps its first words.
DATELINES = (
    # BAKU, March 5 (Xinhua) --    ANKARA, Türkiye, March 5 (Agency) –
    r"^[A-Z][A-Z .'’-]{1,40}(?:, [A-Z][\w .]{2,30})?, (?P<month>[A-Z][a-z]{2,8})\.?"
    r" (?P<day>\d{1,2}) ?\([A-Z][\w /&-]{1,40}\) ?[-–—]{1,2}\s*",
    # MOSCOW, March 5. /TASS/.
    r"^[A-Z][A-Z .'’-]{1,40}(?:, [A-Z][\w .]{2,30})?, (?P<month>[A-Z][a-z]{2,8})\.?"
    r" (?P<day>\d{1,2})\.? ?/[A-Z][\w -]{1,30}/\.?\s*[-–—]?\s*",
    # БАКУ, 5 мар – РИА Новости.    МОСКВА, 5 марта. /ТАСС/.
    r"^[А-ЯЁ][А-ЯЁ .-]{1,40}(?:, [^\n,/–—\d]{2,30})?, (?P<day>\d{1,2}) (?P<month>[а-я]{3,8})\.?"
    r" ?[-–—] ?[А-ЯЁA-Z][\w. ]{1,24}\.(?= |\n)\s*",
    r"^[А-ЯЁ][А-ЯЁ .-]{1,40}(?:, [^\n,/–—\d]{2,30})?, (?P<day>\d{1,2}) (?P<month>[а-я]{3,8})\.?"
    r" ?/[А-ЯЁA-Z][\w -]{1,30}/\.?\s*[-–—]?\s*",
    # TEHERAN, 05 MAR -
    r"^[A-Z][A-Z .'’-]{1,40}, (?P<day>\d{1,2}) (?P<month>[A-Z]{3}) ?[-–—] ",
    r"^\(MENAFN ?[-–—] ?[^)\n]{2,60}\)\s*",
)
NOTICES = (r"^(?:Legal Disclaimer\b|MENAFN provides\b)",)

# Whom a report cites: up to the end of its clause, with dots inside names ("report.az", "U.S.").
# A clause that goes on to say something ("officials who said …") is content and is not taken.
_CITED = (
    r"(?:,? (?:via|citing|quoting|referring to|with reference to) "
    r"(?:\.(?=\w)|(?<=U\.S)\.(?= [A-Z])|(?!\b(?:that|who|said)\b)[^.,;:\n]){1,120})?"
)
_CITED_RU = (
    r"(?:,? (?:со ссылкой на|в|во|из) "
    r"(?:\.(?=\w)|(?!\b(?:что|котор[а-я]{2,3})\b)[^.,;:\n]){1,120})?"
)
_VERB_RU = r"(?:сообщает|сообщили|сообщил[аи]?|передает|передаёт|пишет|информирует)"
_BY_AZ = r"(?: [^.,;:\n]{1,120} (?:istinadən|əsasən))?"
_END = r"(?=[.,]|\s*$)"
# NAME stands for the outlet's name, which may itself be a regular expression.
SELF_NAMING = {
    "en": (
        rf"(?:,|(?<=[”\"])) ?NAME (?:reports|reported|informs|writes){_CITED}{_END}",
        rf"(?<=[.!?”\"] )NAME (?:reports|reported|informs|writes){_CITED}\. ?",
        rf"(?<![\w,] )NAME (?:reports|informs|writes){_CITED},? that (?=\S)",
        rf"(?:As NAME (?:reports|informs)|According to NAME){_CITED}, (?=\S)",
        rf",? (?:as NAME (?:reports|reported|informs)|according to NAME|per NAME){_CITED}{_END}",
        rf" in an? (?:comment|interview|statement) (?:to|with|for) NAME{_END}",
    ),
    "ru": (
        rf"(?:Как {_VERB_RU}|По (?:данным|информации)) NAME{_CITED_RU}, (?=\S)",
        rf", (?:как )?{_VERB_RU} NAME{_CITED_RU}{_END}",
        rf"Об этом (?:{_VERB_RU} NAME|NAME {_VERB_RU}){_CITED_RU}\. ?",
    ),
    "az": (
        rf"NAME(?:-[a-zəı]{{1,3}})?{_BY_AZ} xəbər verir ki, (?=\S)",
        rf", NAME{_BY_AZ} xəbər verir{_END}",
        r"Bu barədə NAME(?:-[a-zəı]{1,3})?[^.,;:\n]{0,120}"
        r" (?:xəbər verir|məlumat verib|bildirib)\. ?",
    ),
}
_SHORT_FORM = re.compile(r"@(en|ru|az) (\S.*)")


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
    rules = rules_of(fixes.openings + DATELINES)
    stays, day = _without_openings(text.strip(), rules)
    return Stripped(_without_closings(stays, rules_of(fixes.closings + NOTICES)), day)


@lru_cache(maxsize=512)  # an outlet's rules, compiled once; a desk has some 50 outlets
def rules_of(written: tuple[str, ...]) -> tuple[_Rule, ...]:
    """The regular expressions written, with short forms spelled out. May raise re.error."""
    rules: list[str] = []
    for rule in written:
        short = _SHORT_FORM.fullmatch(rule)
        if short is None:
            rules.append(rule)
        else:
            name = f"(?:{short[2]})"
            rules += [form.replace("NAME", name) for form in SELF_NAMING[short[1]]]
    return tuple(re.compile(rule) for rule in rules)


def _without_openings(text: str, rules: tuple[_Rule, ...]) -> tuple[str, str | None]:
    at_least = int(len(text) * KEEP_AFTER_OPENINGS)
    day: str | None = None
    starts = [rule for rule in rules if rule.pattern.startswith("^")]
    inside = [rule for rule in rules if not rule.pattern.startswith("^")]
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
    return _GAP.sub("\n\n", text).strip(), day


def _fits(rule: _Rule, text: str, at_least: int) -> re.Match[str] | None:
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
    known = month_of(word)
    if known or len(word.rstrip(".")) < 3:
        return known or 0
    # A dateline may cut a name anywhere: "Febr.", "сент".
    low = level(word).rstrip(".")
    return next((number for name, number in all_months().items() if name.startswith(low)), 0)


def _cut(text: str, match: re.Match[str]) -> str:
    before = text[: match.start()].rstrip(" \t")
    after = text[match.end() :]
    if before and before[-1] in ".!?…" and after[:1] == ".":
        return before + after[1:]
    if before and after[:1] in tuple(".,;:!?…»”)\n"):
        return before + after
    if not before or before[-1] in "\n.!?…":
        after = _capital(after.lstrip(" \t,;:–—-" if before else " \t\n,;:–—-"))
        glue = " " if before and not before.endswith("\n") and after else ""
        return before + glue + after
    return f"{before} {after.lstrip()}".rstrip()


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


def _without_closings(text: str, rules: tuple[_Rule, ...]) -> str:
    at_least = max(1, int(len(text) * KEEP_AFTER_CLOSINGS))
    begin = 0
    for line in text.split("\n"):
        for rule in rules:
            match = _closing_in(rule, line)
            if match and match.end() > match.start() and begin + match.start() >= at_least:
                return text[: begin + match.start()].rstrip()
        begin += len(line) + 1
    return text


def _closing_in(rule: _Rule, line: str) -> re.Match[str] | None:
    if len(line) <= LINE:
        return rule.search(line)
    return rule.match(line, 0, LINE) or rule.search(line, len(line) - LINE)

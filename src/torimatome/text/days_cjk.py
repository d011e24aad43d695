"""The days Japanese, Chinese and Korean text names: 令和8年3月5日, 5日, 月曜日, 昨日, 3월 5일."""

import re
from datetime import date

from torimatome.text.days_calendar import moved

# start, end, first, last, how, year given, ahead: the fields of a DayMention in order.
Found = tuple[int, int, date, date | None, str, bool, bool]

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}  # the year before each era's first
_WEEKDAYS = ("月월一", "火화二", "水수三", "木목四", "金금五", "土토六", "日일天")
_TOLD = {
    "一昨日": -2, "おととい": -2, "前天": -2, "그저께": -2,
    "昨日": -1, "昨夜": -1, "昨晩": -1, "きのう": -1, "昨天": -1, "어제": -1,
    "今日": 0, "本日": 0, "きょう": 0, "今朝": 0, "今夜": 0, "今天": 0, "오늘": 0,
    "明日": 1, "あす": 1, "明天": 1, "내일": 1,
    "明後日": 2, "あさって": 2, "后天": 2, "모레": 2,
}  # fmt: skip
_MAYBE = re.compile(r"[日曜月周期号년월일요어오내今昨明前后きあお그모]|\d[-/.]")
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
# A number of days (5日間, 5일간) or a name (3日目) is no day of a month.
_NO_DAY = r"(?![間目本報誌後前以内분]|동안|간|째|만|\s*(?:后|以来|연속))"
_DATED = re.compile(
    rf"(?:(?:(?P<era>令和|平成|昭和)(?P<eyear>\d\d?|元)|(?P<year>\d{{4}}))\s*[年년]\s*"
    r"|(?P<ago>昨年|去年|今年|来年|작년|올해|지난해)\s*の?)?"
    rf"(?<!\d)(?P<month>1[0-2]|0?[1-9])\s*[月월]\s*(?P<day>{_DAY})\s*(?:[日号號일])?"
    rf"(?:\s*[-から]+\s*(?:(?P<lmonth>1[0-2]|0?[1-9])\s*[月월]\s*)?(?P<last>{_DAY})\s*[日号일])?"
    r"(?:\s*[(（][月火水木金土日월화수목금토일][)）])?(?![\d時])"
)
_FIGURES = re.compile(
    r"(?<![\d.,/-])(?P<year>\d{4})(?P<mark>[-/.])\s?(?P<month>\d\d?)(?P=mark)\s?(?P<day>\d\d?)"
    r"(?![\d/-])"
)
_BARE = re.compile(
    r"(?:(?P<moon>先月|今月|来月|上月|本月|下月|지난달|이달|다음달)\s*|(?<![\d月월년.第週毎]))"
    rf"(?P<day>{_DAY})(?:\s*-\s*(?P<last>{_DAY}))?\s*(?:日|일){_NO_DAY}"
)
_WEEKDAY = re.compile(
    r"(?P<which>先週|前週|上周|上个?星期|지난주?|来週|翌週|次の|下周|下个?星期|다음주?|오는)?\s*の?"
    r"(?:(?P<ja>[月火水木金土日])曜日?|(?:星期|周|礼拜|週)(?P<zh>[一二三四五六日天])"
    r"|(?P<ko>[월화수목금토일])요일)"
)
_RELATIVE = re.compile("|".join(sorted(_TOLD, key=lambda word: (-len(word), word))))
_AHEAD = re.compile(
    r"予定|見通し|見込み|計画|だろう|でしょう|迎える|する方針|将|會|会在|预计|计划|예정|계획"
    r"|것으로 (?:보|예상)|할 것|[을를] 것"
)
_KANA = re.compile(r"[ぁ-ヿ]")
_JA_GOES_ON = re.compile(r"[、,。にの朝夜午未夕昼深早(（はも]|から|まで|付|$")
_STOP = re.compile(r"[。！？\n]|(?<=[다요])\. ")
_LAST_WEEK = re.compile("先週|前週|上|지난")


def cjk_days(flat: str, anchor: date | None) -> list[Found]:
    """Every day that levelled text names, in order, each letter read once."""
    found: list[Found] = []
    if not _MAYBE.search(flat):
        return found
    for pattern, read in (
        (_DATED, _dated),
        (_FIGURES, _figures),
        (_BARE, _bare),
        (_WEEKDAY, _weekday),
        (_RELATIVE, _told),
    ):
        if anchor is None and pattern not in (_DATED, _FIGURES):
            break
        for match in pattern.finditer(flat):
            beside = 2 if pattern is _WEEKDAY else 0  # 土曜日（9月29日） is one day
            if any(match.start() < f[1] + beside and f[0] - beside < match.end() for f in found):
                continue
            mention = read(match, anchor)
            if mention:
                found.append(mention)
    return sorted(found)


def _dated(match: re.Match[str], anchor: date | None) -> Found | None:
    year = int(match["year"]) if match["year"] else None
    if match["era"]:
        year = ERAS[match["era"]] + (1 if match["eyear"] == "元" else int(match["eyear"]))
    elif match["ago"] and anchor:
        later = {"来年": 1, "今年": 0, "올해": 0}.get(match["ago"], -1)
        year = anchor.year + later
    month, day = int(match["month"]), int(match["day"])
    first = _nearest(year, month, day, anchor)
    if first is None or not (first.year == 4 or 1000 <= first.year <= 2200):
        return None
    last = None
    if match["last"]:
        last = _nearest(first.year, int(match["lmonth"] or month), int(match["last"]), None)
        last = last if last and last > first else None
    return (match.start(), match.end(), first, last, "named", bool(year), False)


def _figures(match: re.Match[str], anchor: date | None) -> Found | None:
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return (match.start(), match.end(), day, None, "numeric", True, False)


def _nearest(year: int | None, month: int, day: int, anchor: date | None) -> date | None:
    years = (year,) if year else (anchor.year, anchor.year - 1, anchor.year + 1) if anchor else (4,)
    days = []
    for each in years:
        try:
            days.append(date(each, month, day))
        except ValueError:
            continue
    if not days or anchor is None or year:
        return days[0] if days else None
    return min(days, key=lambda d: abs((d - anchor).days))


def _bare(match: re.Match[str], anchor: date | None) -> Found | None:
    """A day of a month that is not named: the last one before the article, or the next."""
    assert anchor
    number = int(match["day"])
    if (
        _KANA.search(match.string)
        and not match["moon"]
        and not _JA_GOES_ON.match(match.string, match.end())
    ):
        return None  # 4日労働, 3日かかる: so many days
    moon = match["moon"] or ""
    shift = (
        -1 if moon in ("先月", "上月", "지난달") else 1 if moon in ("来月", "下月", "다음달") else 0
    )
    ahead = not moon and number > anchor.day and _plans(match)
    if not moon and number > anchor.day and not ahead:
        shift = -1
    first = _in_month(anchor, shift, number)
    if first is None:
        return None
    last = _in_month(anchor, shift, int(match["last"])) if match["last"] else None
    last = last if last and last > first else None
    return (match.start(), match.end(), first, last, "named", False, ahead)


def _in_month(anchor: date, shift: int, number: int) -> date | None:
    months = anchor.year * 12 + anchor.month - 1 + shift
    try:
        return date(months // 12, months % 12 + 1, number)
    except ValueError:
        return None


def _plans(match: re.Match[str]) -> bool:
    """Whether the sentence a match stands in looks ahead."""
    text = match.string
    opens = max((m.end() for m in _STOP.finditer(text, 0, match.start())), default=0)
    closes = _STOP.search(text, match.end())
    return bool(_AHEAD.search(text, opens, closes.start() if closes else len(text)))


def _weekday(match: re.Match[str], anchor: date | None) -> Found | None:
    assert anchor
    letter = match["ja"] or match["ko"] or match["zh"]
    number = next(n for n, letters in enumerate(_WEEKDAYS) if letter in letters)
    back = (anchor.weekday() - number) % 7
    which = match["which"] or ""
    ahead = bool(which) and not _LAST_WEEK.match(which)
    if which and not ahead:
        back = back or 7
    elif ahead or _plans(match):
        ahead, back = True, -((number - anchor.weekday()) % 7 or (7 if which else 0))
    return (match.start(), match.end(), moved(anchor, -back), None, "weekday", False, ahead)


def _told(match: re.Match[str], anchor: date | None) -> Found | None:
    assert anchor
    offset = _TOLD[match.group()]
    how = ("yesterday", "today", "tomorrow")[(offset > 0) - (offset < 0) + 1]
    return (match.start(), match.end(), moved(anchor, offset), None, how, False, False)

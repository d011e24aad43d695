"""Rules of kind "facts" for numbers, units, money, shares, days, months, weekdays and years."""

import re

from mutations.base import Change, Pools, Real, chosen, either, pick, put, roll

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
SPELLED = tuple(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "twenty thirty forty fifty sixty".split()
)
ORDINALS = tuple("first second third fourth fifth sixth seventh eighth ninth tenth".split())
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_YEAR = r"(?:19|20)\d\d"
_MONTH = either([*MONTHS, *(m[:3] for m in MONTHS)])
# A count: no year, no day of a month, no part of a code, a date, a money sum or a share.
_COUNT = re.compile(
    rf"(?<![\w.,:/$€£#-])(?!{_YEAR}\b(?!,\d))(?:{_NUMBER})"
    rf"(?![\w%:/]|[.,]\d|-\d|\.\d| ?(?:percent|per cent)\b|(?:st|nd|rd|th)\b| {_MONTH}\b)"
)
_AFTER_MONTH = re.compile(rf"{_MONTH}\.? ?$")
_SHARE = re.compile(rf"(?<![\w.,-])(?:{_NUMBER})(?=%| ?percent\b| per cent\b)")
_MONEY = re.compile(
    rf"(?<=[$€£])(?:{_NUMBER})(?!\w)|(?<![\w$.,])(?:{_NUMBER})(?= (?:million |billion |trillion )?"
    r"(?:dollars|euros|pounds|rubles|roubles|manats|lira|yuan|yen)\b)"
)
_CURRENCY = re.compile(r"[$€£](?=\d)|\b(?:dollars|euros|pounds|rubles|roubles|manats|yen)\b")
_CURRENCIES = {"sign": ("$", "€", "£"), "word": ("dollars", "euros", "pounds", "yen")}
_SCALE = re.compile(r"(?<=[\d ])(?:thousand|million|billion|trillion)s?\b")
_SCALES = ("thousand", "million", "billion", "trillion")
_UNITS = (
    ("kilometers", "miles", "meters"),
    ("kilometres", "miles", "metres"),
    ("km", "miles", "metres"),
    ("feet", "meters", "inches"),
    ("minutes", "hours", "days"),
    ("seconds", "minutes", "hours"),
    ("days", "weeks", "months", "years"),
    ("tons", "kilograms", "pounds"),
    ("tonnes", "kilograms", "pounds"),
)
_UNIT_OF = {unit: group for group in reversed(_UNITS) for unit in group}
_UNIT = re.compile(rf"(?<=\d |[a-z] ){either(_UNIT_OF)}\b")
_COUNTED = re.compile(rf"(?:\d|\b{either([*SPELLED, 'million', 'hundred'])}) $")
_SPELLED = re.compile(rf"\b{either([*SPELLED, *(w.title() for w in SPELLED)])}\b(?!-)")
_ORDINAL = re.compile(
    rf"(?<!At )(?<!at )(?<!was )(?<!were )\b{either(ORDINALS)}\b(?! \w+ed\b)(?! (?:to|came|"
    rf"lady|thing|place,|and foremost|of all|hand))"
)
_DAY = re.compile(
    rf"\b(?P<month>{_MONTH})\.? (?P<day>[0-3]?\d)\b(?!\d|%|,\d\d\d)"
    rf"|\b(?P<day2>[0-3]?\d) (?P<month2>{_MONTH})\b"
)
_YEARS = re.compile(rf"(?<![\w$€£.,-]){_YEAR}(?![\w%]|[.,]\d)")
_WEEKDAY = re.compile(rf"\b{either(WEEKDAYS)}\b(?! (?:Times|Night))")
_RELATIVE = re.compile(
    r"\b(?:last|next|this) (?:week|month|year)\b|\byesterday\b|\btomorrow\b", re.IGNORECASE
)
_OTHER_TIME = {
    "last": "next", "next": "last", "this": "last",
    "yesterday": "tomorrow", "tomorrow": "yesterday",
}  # fmt: skip


def other_number(number: str, key: str) -> str:
    """Another number that is printed alike: as many figures, commas and decimals."""
    plain = number.replace(",", "")
    decimals = len(plain.split(".")[1]) if "." in plain else 0
    value = float(plain)
    factor = (0.3, 0.6, 1.4, 1.7, 2.3, 3.1)[roll(key) % 6]
    changed = round(value * factor, decimals)
    if not changed or abs(changed - value) < max(1.0 if not decimals else 0.0, value * 0.1):
        changed = value + (2 + roll(key + "+") % 7) * 10**-decimals
    return f"{changed:,.{decimals}f}" if "," in number else f"{changed:.{decimals}f}"


def count(real: Real, pools: Pools) -> Change | None:
    """A count in figures becomes another: 45 → 63."""
    found = [
        m for m in _COUNT.finditer(real.text) if not _AFTER_MONTH.search(real.text[: m.start()])
    ]
    if not found:
        return None
    match = found[roll(real.text) % len(found)]
    return put(real.text, match.span(), other_number(match.group(), real.text))


def count_nearby(real: Real, pools: Pools) -> Change | None:
    """A count in figures becomes another count of the same passage."""
    mine = [
        m for m in _COUNT.finditer(real.text) if not _AFTER_MONTH.search(real.text[: m.start()])
    ]
    others = {m.group() for m in _COUNT.finditer(real.paragraph)}
    for match in mine:
        new = pick(sorted(others), real.text, [match.group()])
        if new:
            return put(real.text, match.span(), new)
    return None


def spelled(real: Real, pools: Pools) -> Change | None:
    """A count in letters becomes another: three → seven."""
    match = chosen(real.text, _SPELLED, "spelled")
    if not match:
        return None
    return put(real.text, match.span(), pick(SPELLED, real.text, [match.group()]) or "")


def ordinal(real: Real, pools: Pools) -> Change | None:
    """An ordinal becomes another: second → fourth."""
    match = chosen(real.text, _ORDINAL, "ordinal")
    if not match:
        return None
    return put(real.text, match.span(), pick(ORDINALS, real.text, [match.group()]) or "")


def scale(real: Real, pools: Pools) -> Change | None:
    """A number grows or shrinks a thousandfold: million → billion."""
    match = chosen(real.text, _SCALE, "scale")
    if not match:
        return None
    word = match.group()
    plural = "s" if word.endswith("s") else ""
    return put(
        real.text, match.span(), (pick(_SCALES, real.text, [word.rstrip("s")]) or "") + plural
    )


def unit(real: Real, pools: Pools) -> Change | None:
    """What a number counts becomes another measure: 40 minutes → 40 hours."""
    found = [m for m in _UNIT.finditer(real.text) if _COUNTED.search(real.text[: m.start()])]
    if not found:
        return None
    match = found[roll(real.text) % len(found)]
    new = pick(_UNIT_OF[match.group()], real.text, [match.group()])
    return put(real.text, match.span(), new or "")


def share(real: Real, pools: Pools) -> Change | None:
    """A share in per cent becomes another: 7% → 12%."""
    match = chosen(real.text, _SHARE, "share")
    return match and put(real.text, match.span(), other_number(match.group(), real.text))


def sum_of_money(real: Real, pools: Pools) -> Change | None:
    """A sum of money becomes another: $5 million → $8.5 million."""
    match = chosen(real.text, _MONEY, "money")
    return match and put(real.text, match.span(), other_number(match.group(), real.text))


def currency(real: Real, pools: Pools) -> Change | None:
    """A sum stays, its currency changes: $5 → €5, dollars → euros."""
    match = chosen(real.text, _CURRENCY, "currency")
    if not match:
        return None
    options = _CURRENCIES["sign" if len(match.group()) == 1 else "word"]
    return put(real.text, match.span(), pick(options, real.text, [match.group()]) or "")


def _date(real: Real, key: str) -> re.Match[str] | None:
    return chosen(real.text, _DAY, key)


def day_of_month(real: Real, pools: Pools) -> Change | None:
    """The day of a date changes: April 27 → April 19."""
    match = _date(real, "day")
    if not match:
        return None
    name = "day" if match["day"] else "day2"
    days = tuple(str(n) for n in range(1, 29))
    return put(real.text, match.span(name), pick(days, real.text, [match[name].lstrip("0")]) or "")


def month(real: Real, pools: Pools) -> Change | None:
    """The month of a date changes: April 27 → July 27."""
    match = _date(real, "month")
    if not match:
        return None
    name = "month" if match["month"] else "month2"
    at = [m[:3] for m in MONTHS].index(match[name][:3])
    new = MONTHS[(at + 1 + roll(real.text) % 11) % 12]
    return put(real.text, match.span(name), new if len(match[name]) > 3 else new[:3])


def weekday(real: Real, pools: Pools) -> Change | None:
    """A weekday becomes another: Monday → Thursday."""
    match = chosen(real.text, _WEEKDAY, "weekday")
    if not match:
        return None
    return put(real.text, match.span(), pick(WEEKDAYS, real.text, [match.group()]) or "")


def year(real: Real, pools: Pools) -> Change | None:
    """A year becomes one up to nine years off: 2019 → 2016."""
    match = chosen(real.text, _YEARS, "year")
    if not match:
        return None
    off = (-9, -6, -3, -2, -1, 1, 2, 3)[roll(real.text) % 8]
    return put(real.text, match.span(), str(int(match.group()) + off))


def relative_day(real: Real, pools: Pools) -> Change | None:
    """A day told from the day of writing turns round: last week → next week."""
    match = chosen(real.text, _RELATIVE, "relative")
    if not match or real.text[match.start() - 1 : match.start()] in {'"', "“"}:
        return None
    first, _, rest = match.group().partition(" ")
    return put(real.text, match.span(), f"{_OTHER_TIME[first.lower()]} {rest}".strip())


def day_added(real: Real, pools: Pools) -> Change | None:
    """A sentence that names no day is given one: " on March 14" at its end."""
    if _WEEKDAY.search(real.text) or _date(real, "any") or real.text[-2:-1] in "”\"'.":
        return None
    if not real.text.endswith(".") or roll(real.text) % 8:
        return None
    named = f" on {MONTHS[roll(real.text) % 12]} {1 + roll(real.text + 'd') % 28}"
    return Change(real.text[:-1] + named + ".", "", named.strip())


def count_added(real: Real, pools: Pools) -> Change | None:
    """A sentence is given a number nobody told: ", one of 14 such cases" at its end."""
    if not real.text.endswith(".") or real.text[-2:-1] in "”\"'." or roll(real.text + "n") % 12:
        return None
    added = f", one of {3 + roll(real.text) % 90} such cases"
    return Change(real.text[:-1] + added + ".", "", added.strip(", "))

"""Rules of kind "shortened": less is said, or in house form, and nothing that is not so."""

import re
from datetime import date, timedelta

from mutations.base import Change, Pools, Real, chosen, either, in_quotes, opened, put, tidy
from mutations.figures import MONTHS, WEEKDAYS
from mutations.roles import NAME

_LEAD = re.compile(
    rf"^(?:(?:On|By|Since) (?:{either(WEEKDAYS)}|{either(MONTHS)} \d+)(?: (?:morning|evening|night|"
    r"afternoon))?|Last (?:week|month|year)|Earlier (?:this (?:week|month|year)|on [A-Z][a-z]+day)|"
    r"In (?:addition|particular|recent (?:years|weeks|months)|his speech|her speech|a statement)|"
    r"Meanwhile|However|Moreover|Furthermore|Also|Additionally|Of course|For example|"
    r"During (?:the|his|her|their) (?:meeting|talks|conversation|visit|speech)|"
    r"At the (?:meeting|same time|time|event|beginning of the meeting)|After the meeting|"
    r"Later|Today|"
    r"Yesterday|Instead|Still|Overall|Finally|First of all), (?=[A-Za-z“])"
)
_APPOSITION = re.compile(
    r"(?<=\b)(?P<w>(?!However|Meanwhile|Instead|Additionally|Still)[A-Z][\w’-]+), (?:the|an?|"
    r"its|his|her|"
    r"their|[A-Z][\w ]{2,20}['’]s) (?!(?:[^,]* )?(?:is|was|are|were|has|said|says|stressed|"
    r"noted|added|"
    r"reported|which|where) )(?![^,]* (?:said|stressed|noted|added|reported|says),)"
    r"[^,;:—–“”\"()]{4,80}, "
    r"(?=(?:is|are|was|were|has|have|had|will|says?|said|told|made|met|wrote|would|did|plans|won|"
    r"began|[a-z]{3,}ed)\b)"
)
_PARENTHESIS = re.compile(r" \([^()]{2,80}\)")
_WHICH = re.compile(r", which (?!(?:is|are) not\b)[^,;:“”\"()—–]{10,160}\.$")
_DASHED = re.compile(r" [—–] [^—–“”\"]{5,90} [—–] (?=[a-z])")
_SAID_LAST = re.compile(
    rf"^(?P<what>[^“”\"]{{20,}}), (?P<who>{NAME}|(?:the|a|an) [a-z]+(?: [a-z]+)?|he|she|they) "
    r"(?P<said>said|says|noted|announced|added|stated)\.$"
)
_SAID_FIRST = re.compile(
    rf"^(?P<who>{NAME}|The [a-z]+(?: [a-z]+)?|He|She|They) (?P<said>said|says) (?:that )?"
    r"(?P<what>(?!All )(?:the|he|she|it|they|there|his|her|its|(?![A-Z][a-z]+day\b)[A-Z])"
    r"[^“”\"]{20,})\.$"
)
_FOR_SOURCE = re.compile(
    r" (?:in an interview with [A-Z][\w ]{2,30}|in an email(?:ed statement)?|at a (?:press|news) "
    r"(?:conference|briefing)|in a (?:written )?statement|in a tweet)(?=[.,]| (?:on )"
    r"?[A-Z][a-z]+day)"
)
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z. ,]{3,30}(?:\([A-Za-z ]+\))? ?[—–-]+ |[A-Z]{4,}(?:, [A-Z][a-z]+)?(?:, "
    r"[A-Z][a-z]+\.? \d+)?\. )"
)
_DAY = re.compile(rf"\b(?P<m>{either(MONTHS)}) (?P<d>[0-3]?\d)\b(?!,? (?:19|20)\d\d|\d|,\d|-|–)")
_DAY_FIRST = re.compile(rf"\b(?P<d>[0-3]?\d) (?P<m>{either(MONTHS)})\b(?!,? (?:19|20)\d\d)")
_DAY_YEAR = re.compile(rf"\b(?P<m>{either(MONTHS)}) (?P<d>[0-3]?\d), (?P<y>(?:19|20)\d\d)\b,?")
_ON_WEEKDAY = re.compile(
    rf"\b[Oo]n (?P<w>{either(WEEKDAYS)})\b(?! (?:morning|evening|night|afternoon|and|or))(?!,? "
    rf"[A-Z][a-z]+ \d|['’])"
)
_OFFICES = {
    "Foreign Minister": "FM",
    "Minister of Foreign Affairs": "FM",
    "Prime Minister": "PM",
    "Ministry of Foreign Affairs": "MFA",
    "Foreign Ministry": "MFA",
    "Ministry of Defense": "MOD",
    "Ministry of Defence": "MOD",
    "Defense Ministry": "MOD",
    "Defence Ministry": "MOD",
}
_OFFICE = re.compile(rf"(?<!Deputy )\b{either(_OFFICES)}\b(?!s| of [a-z])")
_TITLE = re.compile(
    r"\b(?:Sen\.|Rep\.|Gov\.|Mr\.|Mrs\.|Ms\.|Mr|Ms|Mrs|Dr\.) (?!President|Speaker|Chairman|"
    r"Minister|Prime)(?=[A-Z][a-z]+(?: [A-Z][a-z]+)?\b)"
)
_HALVES = re.compile(
    r"(?P<a>^[^“”\"();:]{30,}), (?:and|but|while) (?P<b>(?:he|she|it|they|the|there) "
    r"[^“”\"()]{25,})$"
)
_ADVERB = re.compile(
    r" (?:also|still|very|really|however,|actually|simply|certainly|of course,|therefore|"
    r"quickly|recently|strongly|successfully|already|clearly|once again) (?=[a-z])"
)


def _cut(real: Real, pattern: re.Pattern[str], by: str = "") -> Change | None:
    match = chosen(real.text, pattern, "cut")
    if not match or in_quotes(real.text, match.start() + 1):
        return None
    change = put(real.text, match.span(), by)
    return Change(opened(change.text), match.group(), by)


def lead_dropped(real: Real, pools: Pools) -> Change | None:
    """A lead-in of time, place or connection goes: "During the meeting, the sides …"."""
    return _cut(real, _LEAD)


def apposition_dropped(real: Real, pools: Pools) -> Change | None:
    """What stands between two commas to explain a name goes: "Petrov, a local judge, said …"."""
    match = chosen(real.text, _APPOSITION, "cut")
    if not match or in_quotes(real.text, match.start()):
        return None
    return put(real.text, match.span(), match["w"] + " ")


def parenthesis_dropped(real: Real, pools: Pools) -> Change | None:
    """What stands in round brackets goes."""
    return _cut(real, _PARENTHESIS)


def dashes_dropped(real: Real, pools: Pools) -> Change | None:
    """What stands between two dashes goes."""
    return _cut(real, _DASHED, " ")


def which_dropped(real: Real, pools: Pools) -> Change | None:
    """A last clause ", which …" goes."""
    return _cut(real, _WHICH, ".")


_SMALL = frozenset(
    """
    the a an it they there he she we this that these those his her in while for around about
    approximately such one if with on by at as some many most more two three several all both no
    regarding after before during our its their only one nearly almost over under since when
    """.split()
)


def said_to_front(real: Real, pools: Pools) -> Change | None:
    """ "S, X said." becomes "X said that S."""
    match = _SAID_LAST.match(real.text)
    if not match:
        return None
    what = match["what"]
    first = what.split()[0]
    if first.lower() in _SMALL:
        what = what[0].lower() + what[1:]
    elif not re.match(r"[A-Z][\w’.]+(?:['’]s)? (?:[A-Z]|is |was |has |will )", what):
        return None  # whether the first word keeps its capital cannot be told
    text = f"{opened(match['who'])} {match['said']} that {what}."
    return Change(text, match.group(), text)


def said_to_end(real: Real, pools: Pools) -> Change | None:
    """ "X said that S." becomes "S, X said."""
    match = _SAID_FIRST.match(real.text)
    if (
        not match
        or ";" in match["what"]
        or match["what"].endswith(("Sens", "Reps", "Sen", "Rep", "..", "U.S"))
    ):
        return None
    who = match["who"]
    who = who[0].lower() + who[1:] if re.match(r"(?:The|He|She|They)\b", who) else who
    text = f"{opened(match['what'])}, {who} {match['said']}."
    return Change(text, match.group(), text)


def occasion_dropped(real: Real, pools: Pools) -> Change | None:
    """On what occasion it was said goes: "in a statement", "at a press conference"."""
    return _cut(real, _FOR_SOURCE)


def dateline_dropped(real: Real, pools: Pools) -> Change | None:
    """ "BAKU, May 8. " or "WASHINGTON — " goes."""
    return _cut(real, _DATELINE)


def house_day(real: Real, pools: Pools) -> Change | None:
    """A day is put into house form: April 27 → Apr.27, 3 May → May.03."""
    for pattern in (_DAY, _DAY_FIRST):
        match = chosen(real.text, pattern, "day")
        if match and 1 <= int(match["d"]) <= 31:
            return put(real.text, match.span(), f"{match['m'][:3]}.{int(match['d']):02d}")
    return None


def house_year(real: Real, pools: Pools) -> Change | None:
    """A day with its year is put into house form: April 27, 2025 → Apr.27, 2025."""
    match = chosen(real.text, _DAY_YEAR, "day")
    if not match:
        return None
    return put(real.text, match.span(), f"{match['m'][:3]}.{int(match['d']):02d}, {match['y']}")


def _day_meant(real: Real, match: re.Match[str]) -> date | None:
    """The last such weekday up to the day of writing."""
    if not real.day:
        return None
    written = date.fromisoformat(real.day)
    return written - timedelta(days=(written.weekday() - WEEKDAYS.index(match["w"])) % 7)


_TOLD = re.compile(
    r"\b(?:will|would|may|plans?|expected|scheduled|set to|due to|could|going to|next)\b"
)


def weekday_dated(real: Real, pools: Pools) -> Change | None:
    """ "On Monday" of a report of what was becomes "on Apr.27", counted from the page's day."""
    match = chosen(real.text, _ON_WEEKDAY, "weekday")
    if not match or _TOLD.search(real.text) or in_quotes(real.text, match.start()):
        return None
    day = _day_meant(real, match)
    if not day:
        return None
    return put(real.text, match.span(), f"on {MONTHS[day.month - 1][:3]}.{day.day:02d}")


def weekday_misdated(real: Real, pools: Pools) -> Change | None:
    """ "On Monday" becomes "on Apr.24", which was another weekday of another week."""
    match = chosen(real.text, _ON_WEEKDAY, "weekday")
    if not match or in_quotes(real.text, match.start()):
        return None
    day = _day_meant(real, match)
    if not day:
        return None
    wrong = day - timedelta(days=10 + len(real.text) % 3)  # 10 to 12 days off: never that weekday
    return put(real.text, match.span(), f"on {MONTHS[wrong.month - 1][:3]}.{wrong.day:02d}")


def office_short(real: Real, pools: Pools) -> Change | None:
    """An office or ministry is shortened: Foreign Minister → FM, Defense Ministry → MOD."""
    match = chosen(real.text, _OFFICE, "office")
    return match and put(real.text, match.span(), _OFFICES[match.group()])


def title_dropped(real: Real, pools: Pools) -> Change | None:
    """A form of address goes: Mr. Petrov → Petrov."""
    return _cut(real, _TITLE)


def second_half_dropped(real: Real, pools: Pools) -> Change | None:
    """Of two main clauses, each with its subject, the second goes: "…, and they …"."""
    match = _HALVES.match(real.text)
    if not match or re.search(r"\b(?:if|when|although|while|both|either)\b|,", match["a"], re.I):
        return None
    if re.search(r"\bsaid\b|\bsays\b|,", match["b"]):
        return None
    return Change(match["a"] + ".", match["b"], ".")


def adverb_dropped(real: Real, pools: Pools) -> Change | None:
    """A small adverb goes: also, still, recently, strongly, already …"""
    match = chosen(real.text, _ADVERB, "adverb")
    if not match or in_quotes(real.text, match.start()):
        return None
    if re.search(r"\b(?:not|n[o']t)(?: \w+)?$", real.text[: match.start()]):
        return None
    before = real.text[: match.start()].split()[-1:]
    if before and before[0].lower() in {"a", "an", "is", "was", "be", "as", "so", "it's", "are"}:
        return None
    return Change(
        tidy(real.text[: match.start()] + " " + real.text[match.end() :]), match.group(), ""
    )

"""An outlet's English sentence in house form: days, offices, names, and no agency tags."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from torimatome.draft import days
from torimatome.draft.terms import Termbase
from torimatome.model import House, Outlet, Style
from torimatome.text.listed import listed

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]")
_UP = "[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐƏĞİŞ]"
_TOWN = rf"{_UP}(?:{_UP}|['’.\- ]){{1,30}}"
_DATE = r"(?:\d{1,2}\s+\w{3,9}|\w{3,9}\.?\s+\d{1,2})(?:,?\s+\d{4})?"
_AGENCY = r"(?:\([^)]{2,40}\)|/[^/]{2,30}/)"
_DASH = rf"\s*[-–—]{{1,2}}\s+(?:{_UP}{{2,12}}\.\s+)?"
_DATELINES = (
    # TAMVELL, Orvenia, May 8. | TAMVELL, 8 May /ONA/. | ТАМВЕЛЛ, 8 мая — ОНА.
    re.compile(
        rf"^{_TOWN}(?:,\s*{_UP}[\w .]{{2,30}})??[.,]?\s*{_DATE}\s*"
        rf"(?:{_AGENCY}[\s.:–—-]*|{_DASH}|\.\s+)(?=\S)"
    ),
    # TAMVELL (Ufuk) – | TAMVELL /ONA/ - | ВЕСТНИК —
    re.compile(rf"^{_TOWN}\s*{_AGENCY}\s*(?:[-–—.:]+\s*)?(?=\S)"),
    re.compile(rf"^{_TOWN}\s*[–—]\s+(?=\S)"),
    # Tamvell, May 8 (ONA) —
    re.compile(
        rf"^{_UP}[\w'’-]+(?: {_UP}[\w'’-]+)?,\s+{_DATE}\s*(?:{_AGENCY}|,\s*{_UP}{{2,10}})?"
        rf"\s*[-–—.:]+\s+(?={_UP}|[\"“])"
    ),
)
_SAYS = r"(?:reports?|reported|informs?|informed|says|said|writes|wrote|has learned|learned)"
_SOURCE = r"(?:correspondents?|reporters?|news agency|agency|press service)"
# "On May.08, the ministry has condemned" is no English; "… condemned" is.
_PERFECT = re.compile(r"\b(?:has|have) (?P<said>(?:\w+ly )?[a-z]+ed)\b")
_ADJECTIVE = re.compile(r"[A-Z]\w+(?:ian|an|ish|ese|i|ic)")
_NUMERAL = re.compile(
    r"(?:Eleven|Twelve|(?:Thir|Four|Fif|Six|Seven|Eigh|Nine)teen|"
    r"(?:Twen|Thir|For|Fif|Six|Seven|Eigh|Nine)ty(?:-\w+)?|Hundreds|Thousands)$"
)
_OWN_TIME = re.compile(r"(?:On|In|At|From|Since|As of|Between|By|Until)\b[^,]{0,24}?\d")
# Which words open a sentence in lower case once "On May.08, " stands before them.
_LOWERED = frozenset(
    listed(
        """
        the a an in at on as by for with from to during following after before under
        amid this these that those it he she they his her their its both all some
        several many more most another each no according two three four five six seven
        eight nine ten talks deep participants experts officials residents local police
        rescuers
        """
    )
)


@dataclass(frozen=True)
class HouseForm:
    """How this desk writes: compiled once, used for every sentence of an Issue."""

    style: Style
    termbase: Termbase
    tags: tuple[re.Pattern[str], ...]  # agency tags to drop
    cited: tuple[re.Pattern[str], ...]  # agency tags that name a third party, which stays
    day_pattern: str  # "{month}.{day:02d}"
    at_home: tuple[tuple[re.Pattern[str], str], ...] = ()  # "FM of Orvenia X" → "FM X"


def house_form(house: House) -> HouseForm:
    """The desk's rules, ready for use."""
    day = re.search(r"\{month\}.*?\{day[^}]*\}", house.style.day_opening)
    tags, cited = _tags(house.outlets)
    return HouseForm(
        style=house.style,
        termbase=Termbase(house.terms),
        tags=tags,
        cited=cited,
        day_pattern=day.group() if day else "{month}.{day:02d}",
        at_home=_at_home(house),
    )


def _at_home(house: House) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The home country goes without saying behind an office, others stand before it."""
    offices = {t.en for t in house.terms if t.kind == "office"} | set(house.style.offices.values())
    bodies = {short for short in house.style.offices.values() if short.isupper()}
    short = [o for o in sorted(offices, key=lambda o: (-len(o), o)) if o[:1].isupper()]
    if not short:
        return ()
    abbreviated = "|".join(re.escape(o) for o in short if o.split()[-1].isupper()) or "(?!)"
    any_body = "|".join(
        re.escape(o) for o in sorted(bodies | set(short), key=lambda o: (-len(o), o))
    )
    home = re.escape(house.country_name)
    rules = [(re.compile(rf"\b({any_body}) of (?:the Republic of )?{home}(?=[\s,.])"), r"\1")]
    for term in house.terms:
        adjective = next((a for a in term.aliases if _ADJECTIVE.fullmatch(a)), "")
        if term.kind == "country" and term.en != house.country_name and adjective:
            pattern = rf"\b({abbreviated}) of {re.escape(term.en)}(?= [A-Z])"
            rules.append((re.compile(pattern), rf"{adjective} \1"))
    return tuple(rules)


def say(text: str, day: str, form: HouseForm) -> str:
    """`text` in house form; what stands between quotation marks is left as it was said."""
    text = strip_dateline(" ".join(text.split()))
    text = _untag(text, form)
    said = _outside_quotations(text, lambda part: _plain(part, day, form))
    return said[:1].upper() + said[1:] if not said[:1].isdigit() else said


def strip_dateline(text: str) -> str:
    """`text` without an opening such as "PORT VEN, May 8 (ONA) — "."""
    for pattern in _DATELINES:
        match = pattern.match(text)
        if match and match.end() < len(text):
            return text[match.end() :]
    return text


# The first word that can only be a finite verb, of now or of then. A participle before a noun
# ("the wounded …") may pass for then; the day is printed in that case, as it was before.
_FIRST_VERB = re.compile(
    r"\b(?:(?P<now>is|are|has|have|gives?|remains?|continues?|plans?|wants?|intends?|may|can)"
    r"|was|were|had|did|took|held|met|made|said|told|[a-z]{2,}ed)\b"
)


def open_with_day(text: str, day: str, form: HouseForm, context: str = "") -> str:
    """`text` opened by "On May.08, ", unless it opens with a quotation or a time of its own.

    Where the sentence gives that day further on ("… arrived on May.08"), it moves to the front.
    `context`, the article, tells a name from a word that merely stands first.
    """
    if not day or text[:1] in '"“«„' or _OWN_TIME.match(text):
        return text
    year, month, number = (int(part) for part in day.split("-"))
    words = form.day_pattern.format(month=form.style.months[month - 1], day=number)
    closed = r"(?:,(?= (?:in|at|near|for|against)\b))?"
    moved = re.sub(
        rf",? (?<!early )(?<!late )on {re.escape(words)}(?![-\d]){closed}",
        "",
        text,
        count=1,
    )
    if _tells_of_now(text) or (moved == text and words in text):
        return text
    text = _PERFECT.sub(r"\g<said>", moved, count=1)
    opening = form.style.day_opening.format(
        month=form.style.months[month - 1], day=number, year=year
    )
    first, space, rest = text.partition(" ")
    if (
        first.lower().rstrip(",") in _LOWERED
        or _NUMERAL.match(first)
        or _is_plain_word(first, context)
    ):
        first = first[:1].lower() + first[1:]
    return opening + first + space + rest


def _tells_of_now(text: str) -> bool:
    """Whether the sentence's first verb is of the present: a state of things has no day."""
    verb = _FIRST_VERB.search(text)
    return verb is not None and verb.group("now") is not None


def _is_plain_word(word: str, context: str) -> bool:
    bare = re.escape(word.rstrip(","))
    inside = re.search(rf"(?<=[a-z,] ){bare}\b", context)
    return inside is None and re.search(rf"\b{bare.lower()}\b", context) is not None


def house_day(form: HouseForm) -> re.Pattern[str]:
    """What a day in house form looks like, e.g. May.08."""
    months = "|".join(re.escape(m) for m in form.style.months)
    shape = re.escape(form.day_pattern)
    shape = shape.replace(re.escape("{month}"), f"(?:{months})")
    return re.compile(r"\b" + re.sub(r"\\\{day[^}]*\\\}", r"\\d{1,2}", shape))


def _outside_quotations(text: str, change: Callable[[str], str]) -> str:
    pieces: list[str] = []
    done = 0
    for match in _QUOTED.finditer(text):
        pieces += [change(text[done : match.start()]), match.group()]
        done = match.end()
    return "".join(pieces) + change(text[done:])


def _plain(text: str, day: str, form: HouseForm) -> str:
    text = days.rewrite(text, day, (form.day_pattern, form.style.months))
    text = shorten_offices(text, form.style)
    for pattern, right in form.at_home:
        text = pattern.sub(right, text)
    return form.termbase.respell(text)


def shorten_offices(text: str, style: Style) -> str:
    """`text` with the offices this desk abbreviates: Foreign Minister → FM."""
    for office in sorted(style.offices, key=lambda words: (-len(words), words)):
        short = style.offices[office]
        text = re.sub(rf"(?<![\w-]){re.escape(office)}(?![\w-])", short, text)
    return text


def _untag(text: str, form: HouseForm) -> str:
    for pattern in form.cited:
        text = pattern.sub(r", according to \g<who>", text, count=1)
    for pattern in form.tags:
        text = pattern.sub("", text, count=1)
    text = re.sub(r"\s+([.,;])", r"\1", text.strip())
    return re.sub(r",([.!?])", r"\1", text)


def _tags(
    outlets: Sequence[Outlet],
) -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    names = {n for o in outlets for n in (o.name, o.citation, *o.spellings) if len(n) > 1}
    if not names:
        return (), ()
    any_name = "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))
    name = (
        rf"(?:the\s+)?[\"“]?(?i:{any_name})[\"”]?(?:['’]s)?"
        rf"(?:\s+(?:{_SOURCE}(?:\s+in\s+[A-Z]\w+)?))?"
    )
    via = r"(?:citing|with reference to|referring to|quoting|via)"
    cited = (
        re.compile(rf",\s*(?:as\s+)?{name}\s+{_SAYS},?\s+{via}\s+(?P<who>[^,.;]+)(?=[.,;]|$)"),
        re.compile(rf",\s*(?:as\s+)?{_SAYS}\s+by\s+{name},?\s+{via}\s+(?P<who>[^,.;]+)(?=[.,;]|$)"),
    )
    tags = (
        re.compile(rf",\s*(?:as\s+)?{name}\s+{_SAYS}(?=[.,;]|$)"),
        re.compile(rf",\s*(?:as\s+)?(?:{_SAYS}|told)\s+(?:by|to)\s+{name}(?=[.,;]|$)"),
        re.compile(rf",?\s*according to\s+{name}(?=[.,;]|$)"),
        re.compile(rf"^(?:as\s+)?{name}\s+{_SAYS}(?:\s+that\s+|,\s*|:\s*)", re.IGNORECASE),
        re.compile(rf"^According to\s+{name},\s*"),
        re.compile(rf"\s*[(/\[]{name}[)/\]]"),
    )
    return tags, cited

"""The period an issue covers, as its front page prints it."""

import re
from dataclasses import dataclass

from torimatome.model import Period
from torimatome.remember.days import read_days
from torimatome.remember.form import Grammar
from torimatome.remember.lines import level

# What may stand round the days on the same line, such as 期間： or a bracket.
_AROUND = 12
_REMARK = re.compile(r"\s*[(\[].{3,80}[)\]]\s*")


@dataclass(frozen=True)
class Printed:
    """A Period, how many days its line named, and what was mended."""

    period: Period
    ends: int
    rest: str = ""  # words in brackets behind the days, a remark
    unsure: str = ""


def period_in(text: str, grammar: Grammar) -> Printed | None:
    """The period a line of the front page gives; None if it is another line."""
    flat = level(text)
    forms = grammar.period_days
    for found in re.finditer(forms.several, flat, re.I):
        words = found[0].strip()
        days = read_days(words, forms)
        if days is None:
            continue
        behind = _REMARK.fullmatch(flat[found.end() :])
        rest = text[found.end() :].strip() if behind else ""
        if len(flat.strip()) - len(words) - len(rest) > _AROUND:
            continue
        around = flat[: found.start()] + ("" if behind else flat[found.end() :])
        unsure = days.mended or (
            "" if not re.search(r"[0-9]", around) else "digits beside the days"
        )
        raw = " ".join(text[found.start() : found.end()].split())
        ends = len(forms.one.findall(words))
        period = Period(days.start.isoformat(), days.end.isoformat(), raw)
        return Printed(period, ends, rest, unsure)
    return None

"""The days an English sentence names, as drafting asks for them, and rewritten in house form."""

import re
from collections.abc import Sequence
from datetime import date

from torimatome.text import days
from torimatome.text.days import DayMention
from torimatome.text.days_event import event_mention

_BEFORE = re.compile(
    r"\b(?:on|of|since|by|until|till|from|before|after|through|between|and|to|for|late|early|"
    r"starting|dated|beginning)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_PART_OF_WORD = re.compile(r"['’]s|-")  # yesterday's, Monday-night
_CLOSED = re.compile(r",(?= (?:in|at|near|for|against|with|by|to|from|of|and)\b)")


def find(text: str, day: str) -> list[DayMention]:
    """Every day `text` names but "today"; weekdays count from `day` (ISO, "" leaves them out)."""
    anchor = date.fromisoformat(day) if day else None
    return [m for m in days.find(text, anchor, "en") if m.how != "today"]


def of_news(text: str, day: str, language: str = "en") -> DayMention | None:
    """The day `text` gives for the news it tells, in an article of `day`; "" knows none."""
    if not day:
        return None
    told = event_mention(text, date.fromisoformat(day), language)
    return told if told and told.how != "today" else None


def rewrite(text: str, day: str, form: tuple[str, Sequence[str]]) -> str:
    """`text` with its days in house form: "on Thursday" and "May 7, 2026" become "on May.07".

    `form` is (pattern of a day, names of the months), as in ("{month}.{day:02d}", style.months).
    """
    pattern, months = form
    pieces: list[str] = []
    done = 0
    for mention in find(text, day):
        if mention.relative and _PART_OF_WORD.match(text, mention.end):
            continue
        words = pattern.format(month=months[mention.first.month - 1], day=mention.first.day)
        if mention.last is not None:
            words += f"-{mention.last.day:02d}"
        if mention.year_given and not (day and mention.first.year == int(day[:4])):
            words += f", {mention.first.year}"
        lead = text[done : mention.start]
        end = mention.end
        if "," in text[mention.start : end] and len(text[: mention.start].split()) > 1:
            # The comma that closed "on Thursday, May 7," goes, one that parts clauses stays.
            end += _CLOSED.match(text, end) is not None
        before = text[: mention.start]
        if mention.part:
            lead, words = _with_part(lead, words, mention.part)
        elif mention.relative and not _BEFORE.search(before):
            words = ("On " if not before.strip() else "on ") + words
        pieces += [lead, words]
        done = end
    return "".join(pieces) + text[done:]


def _with_part(lead: str, words: str, part: str) -> tuple[str, str]:
    opening = re.search(r"\b(on|late on|early on)\s+$", lead, re.IGNORECASE)
    capital = (opening.group()[0].isupper() if opening else not lead.strip()) and not lead[
        : opening.start() if opening else 0
    ].strip()
    lead = lead[: opening.start()] if opening else lead
    where = "at night on" if part == "night" else f"in the {part} of"
    return lead, (where[0].upper() + where[1:] if capital else where) + f" {words}"

"""iCalendar of what an Issue announces: each future day with its sentence and its source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from torimatome.model import Issue, Item, Passage
from torimatome.publish.plain import is_japanese, language_code, printable, safe_address
from torimatome.text.days import DayMention, find
from torimatome.text.days_ahead import looks_ahead
from torimatome.text.sentences import split

# A day farther ahead than this is a plan's horizon ("by 2030"), nobody's appointment.
_FARTHEST = timedelta(days=550)
_LONGEST = timedelta(days=31)  # a longer span is a season or a plan, not an event
_LONG_AGO = timedelta(days=90)  # nearer than this, a day without its year is the one that was
# Words that plan, beside the verbs of text/days_ahead: with none of these and no such verb, a day
# after the report is more often last year's, told without its year.
_CUES = {
    "en": re.compile(
        r"\b(?:will|shall|to (?:be|take|begin|start|visit|attend|open|host|hold|meet|arrive)|"
        r"schedul\w+|plan\w*|expect\w*|due|next|upcoming|forthcoming|intend\w*|set (?:for|to)|"
        r"takes? place|deadline|until|by|begins|starts|opens)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        "予定|見通し|見込|計画|開催され|行われる|実施する|方針|控え|訪問する|までに|開く"
    ),
}
_DATED = re.compile(
    r"\d|[月火水木金土日]曜|明日|来週|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\btomorrow\b",
    re.IGNORECASE,
)
_SUMMARY = 110  # characters: what month views of calendars show of an event on a desk
_CLAUSE = re.compile(r"[,;:。、](?:\s|$)|[。、]")
_UNTIL = re.compile(r"\b(?:by|until|till|before|not later than|no later than)\s+$", re.IGNORECASE)


# A calendar must hold something (RFC 5545, 3.6): one without events names the zone it is in.
_NO_EVENT = (
    "BEGIN:VTIMEZONE", "TZID:Etc/UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip


@dataclass(frozen=True)
class Announced:
    """A future day an Issue tells of."""

    first: date
    last: date
    sentence: str
    item: Item
    source: Passage | None  # None: the desk's own NOTE, or a text without passages
    language: str
    summary: str  # the words of the sentence around the day


def announced(issue: Issue) -> tuple[Announced, ...]:
    """Every day after its item's own that a sentence plans for, in order; each once an item."""
    found: dict[tuple[str, date, date], Announced] = {}
    for item in issue.items:
        own = max((c.date_end or c.date_start for c in item.citations), default=issue.period.end)
        try:
            anchor = date.fromisoformat(own)
        except ValueError:
            anchor = date.fromisoformat(issue.period.end)
        for sentence, language, source in _sentences(item):
            for first, last, end in days_ahead(sentence, anchor, language):
                around = _around(sentence, end)
                one = Announced(first, last, sentence, item, source, language, around)
                found.setdefault((item.id, first, last), one)
    return tuple(sorted(found.values(), key=lambda one: (one.first, one.last, one.item.id)))


def days_ahead(sentence: str, anchor: date, language: str) -> Iterator[tuple[date, date, int]]:
    """Days after `anchor` that the sentence plans for, and where in it each one's words end."""
    language = "ja" if is_japanese(sentence) and language == "en" else language
    cue = _CUES.get(language)
    if not _DATED.search(sentence) or (cue and not cue.search(sentence)):
        return
    mentions = find(sentence, anchor, language)
    for place, found in enumerate(mentions):
        mention = _next_year(found, sentence, anchor, language)
        last = mention.last or mention.first
        if mention.goes_on and place + 1 < len(mentions):
            last = mentions[place + 1].first
        elif place and mentions[place - 1].goes_on:
            continue
        ahead = anchor < mention.first <= anchor + _FARTHEST and last - mention.first <= _LONGEST
        if ahead and last >= mention.first and _planned(sentence, mention, language):
            yield mention.first, last, mention.end


def _next_year(mention: DayMention, sentence: str, anchor: date, language: str) -> DayMention:
    """In May "opens on January 12" is the next January, though the last one was nearer."""
    days = (mention.first, mention.last or mention.first)
    if mention.how != "named" or mention.year_given or anchor - days[0] < _LONG_AGO:
        return mention
    if not looks_ahead(sentence, (mention.start, mention.end), language):
        return mention
    try:
        first, last = (day.replace(year=day.year + 1) for day in days)
    except ValueError:
        return mention  # 29 February
    return replace(mention, first=first, last=last if mention.last else None)


def _around(sentence: str, end: int) -> str:
    """What a calendar shows on one line: the sentence, or of a long one what leads to the day."""
    if len(sentence) <= _SUMMARY:
        return sentence
    stop = next((m.start() for m in _CLAUSE.finditer(sentence, end)), len(sentence))
    stop = min(stop, end + _SUMMARY // 3)
    start = max(0, stop - _SUMMARY)
    cut = sentence.find(" ", start, start + 20)
    start = cut + 1 if start and cut >= 0 else start
    return f"{'… ' if start else ''}{sentence[start:stop]}{' …' if stop < len(sentence) else ''}"


def _planned(sentence: str, mention: DayMention, language: str) -> bool:
    if mention.ahead or mention.how == "tomorrow" or mention.year_given:
        return True
    if _UNTIL.search(sentence[: mention.start]):
        return True
    if language in ("ja", "zh", "ko"):
        return True  # its cue was found in the sentence
    if looks_ahead(sentence, (mention.start, mention.end), language):
        return True
    return language == "en" and re.search(r"\bnext\b", sentence[: mention.start]) is not None


def to_calendar(issue: Issue, whole: Issue | None = None) -> bytes:
    """The Issue's announced days as RFC 5545: all-day events, folded lines, CRLF.

    `whole` is the Issue in both languages, where `issue` holds one: a day told in the other is
    told by the item's headline.

    All-day events carry no zone: the day is the calendar day of the place they happen in. The time
    stamp is the issue's last day, so that the same Issue gives the same bytes.
    """
    stamp = f"{date.fromisoformat(issue.period.end):%Y%m%d}T000000Z"
    name = printable(f"{issue.title_ja} {issue.period.start} – {issue.period.end}")
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Torimatome//Announced days//EN",
        "CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}",
    ]  # fmt: skip
    shown = {item.id: item for item in issue.items}
    days = announced(whole or issue)
    for one in days:
        lines += _event(_as_shown(one, shown[one.item.id]), issue, stamp)
    if not days:
        lines += _NO_EVENT
    lines.append("END:VCALENDAR")
    return "".join(folded(line) for line in lines).encode("utf-8")


def _as_shown(one: Announced, item: Item) -> Announced:
    if any(text == one.sentence for text, _, _ in _sentences(item)):
        return replace(one, item=item)
    words, language = item.headline_ja or item.headline_en, "ja" if item.headline_ja else "en"
    return replace(one, item=item, sentence=words, summary=words, language=language)


def _event(one: Announced, issue: Issue, stamp: str) -> list[str]:
    mark = f"{issue.desk}/{one.item.id}/{one.first}/{one.last}"
    uid = sha256(mark.encode("utf-8", "replace")).hexdigest()[:32]
    cited = " ".join(printable(c.raw) for c in one.item.citations)
    href = safe_address(one.source.url) if one.source else ""
    words = printable(one.sentence), printable(one.item.headline_ja)
    told = [*dict.fromkeys(words), cited or "NOTE", href]
    language = language_code(one.language)
    lines = [
        "BEGIN:VEVENT", f"UID:{uid}@torimatome", f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{one.first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{one.last + timedelta(days=1):%Y%m%d}",  # the day after, by RFC 5545
        f"SUMMARY;LANGUAGE={language}:{_text(printable(one.summary))}",
        f"DESCRIPTION;LANGUAGE={language}:{_text(chr(10).join(filter(None, told)))}",
        "TRANSP:TRANSPARENT",
    ]  # fmt: skip
    if href:
        lines.append(f"URL:{href}")
    return [*lines, "END:VEVENT"]


def _text(words: str) -> str:
    """A TEXT value: RFC 5545, 3.3.11."""
    safe = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return safe.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "")


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no character cut in two; each ends in CRLF."""
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode("utf-8", "replace"))
        if size + octets > 75:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += octets
    return "\r\n".join([*pieces, piece]) + "\r\n"


def _sentences(item: Item) -> Iterator[tuple[str, str, Passage | None]]:
    """Each sentence of the body with its language and the first passage it rests on."""
    for block in item.blocks:
        if block.sentences:
            for one in block.sentences:
                yield one.text, one.language, one.passages[0] if one.passages else None
            continue
        for text in (block.text or "", *(block.bullets or ())):
            for span in split(text, block.language):
                yield text[span.start : span.end], block.language, None

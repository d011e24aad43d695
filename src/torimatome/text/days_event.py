"""The day a report's event happened, apart from the day it was published and from background days.

Every day an article names is one of four: the event's own, one it looks back to ("since March 3",
"recalled that on March 3"), one it looks ahead to ("will be held on May 5"), or the dateline's.
The day of publication is the outlet's own calendar day (Article.day), so "yesterday" counts in
the outlet's time zone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from torimatome.model import Article
from torimatome.text.days import DayMention, find
from torimatome.text.days_words import level

# A report tells of a day so far back at most, else the day is background: of the dated items of
# four bulletins all but one misprint lie within 2 days of their articles, and bulletins look back
# a week or two. Choose again on (publication - event) of a desk's own issues.
BACK = 14
# Letters of the text that are asked. An agency says when in its first paragraphs; what follows
# repeats older news, and each letter costs time.
_LEAD = 1500
# A lead of headline-like sentences is at least so long. Chosen on 200 dated pages of one outlet,
# where days named later than 350 letters in belonged to what was talked about (9 of 9).
_SHORTEST_LEAD = 350
_DATELINE = 70  # letters before which "CITY, March 5 (AGENCY) -" ends

# Words before a day that make it background, by language; matched in the same clause.
_SINCE = {
    "en": r"since|as of|dating from|born|founded|recall\w*|remind\w*|reminiscent of|previously|"
    r"previous|earlier|anniversary of|prior to|ahead of|until|before|back on|formerly|"
    r"the late|last met|issue of|edition of",
    "ru": r"с начала|начиная с|по состоянию на|напомн\w+|напомина\w+|ранее|до этого|родил\w+|"
    r"годовщин\w+|в преддверии|накануне того",
    "uk": r"починаючи з|станом на|нагада\w+|нагадує\w*|раніше|до цього|народ\w+ся|річниц\w+",
    "tr": r"hatırlat\w+|daha önce|anımsat\w+|itibaren|beri|doğumlu|yıl dönümü",
    "az": r"xatırla\w+|daha əvvəl|əvvəllər|etibarən|bəri|ildönüm\w+|anadan olub",
    "fa": r"یادآور\w*|پیشتر|پیش از این|قبلا|از زمان|سالگرد|متولد",
    "hy": r"հիշեցն\w+|ավելի վաղ|նախկինում|սկսած|տարեդարձ\w*|ծնվ\w+",
    "ka": r"შეგახსენებთ|ადრე|მანამდე|წლისთავ\w*|დაიბადა",
    "ar": r"منذ|سابقا|یذکر ان|ذکرى|ولد",
    "de": r"seit|erinner\w+|zuvor|früher|jahrestag|geboren",
    "fr": r"depuis|rappel\w+|auparavant|anniversaire|né(?:e)? le",
    "es": r"desde|record\w+|anteriormente|aniversario|nacid\w+",
    "it": r"dal|ricord\w+|in precedenza|anniversario|nat[oa] il",
}
# Words right behind a day that make it background: "5 marttan beri".
_AFTER = {
    "tr": r"[^\w]*\w*[^\w]*(?:itibaren|beri|yana)\b",
    "az": r"[^\w]*\w*[^\w]*(?:etibarən|bəri)\b",
    "hy": r"[^\w]*\w*[^\w]*(?:սկսած|ի վեր)",
    "ja": r"[^\w]*(?:以来|以降|生まれ|付の?|時点)",
    "ko": r"[^\w]*(?:이래|이후|부터)",
    "zh": r"[^\w]*(?:以来|起)",
}
_JA_BEFORE = re.compile(r"(?:昨年|去年|前回|これに先立|なお)[^。]{0,20}$")
_STOP = re.compile(r"[.!?։。]\s")
# "the summit held on March 5", "the talks, which took place in Orla on March 5": what the news
# is about. "was held on March 5" is the news itself, and so is what was held yesterday.
_EMBEDDED = re.compile(
    r"(?<!was )(?<!were )(?<!been )(?<!is )(?<!are )\b(?:held|reached|signed|adopted|approved|"
    r"agreed|concluded|envisaged|initialled|issued)\b[^.;]{0,40}$|\(?\bwhich\b[^.;]{0,60}$"
)
# "назначенный 3 марта министр", "aprelin 20-də keçirilən görüş": a participle and its day.
_PARTICIPLE = re.compile(r"\b\w{3,}(?:нн|вш|ащ|ущ|ющ)[аеиоуыіїюя]\w{0,2}(?:ся)?\s+(?:\w+\s+){0,2}$")
_PARTICIPLE_AFTER = re.compile(
    r"\W+(?:\w+\W+){0,3}?(?:keçirilən|baş tutan|baş verən|imzalanan|yapilan|düzenlenen|gerçekleşen"
    r"|gerçekleştirilen)\b"
)
_EMBEDDED_BACK = 2  # days; nearer, the outlet still tells it as its news
_CLAUSE = re.compile(r"[.!?;։。\n]|,\s+(?:while|but|and the|who|which|а|но|котор\w+)\s")
# "between February 28 at 8 am and March 31", "с 3 марта по 5 апреля".
_SPAN_OPENS = re.compile(
    r"\b(?:between|from|с|со|между|з|із|між|vom|zwischen|du|entre|del|dal)\s+$"
)
_SPAN_GOES_ON = re.compile(
    r"[^.;]{0,20}\b(?:and|to|until|till|through|по|до|и|та|bis|und|au|et|al|y|e)\s+(?:the\s+)?"
)
_DATELINE_ENDS = re.compile(r"^[\s.,]*(?:[(/\[][^)/\]]{2,40}[)/\]]\s*[.,]?\s*[-:.]?|[-:]|\.\s|/)")


@dataclass(frozen=True)
class EventDay:
    """The day of an event, how the article tells it, and the other days it names."""

    first: date
    last: date | None  # of a span; None = one day
    told: str  # "named", "weekday", "yesterday", "today", "dateline" or "published"
    words: str  # as the article has them; "" = it names none
    background: tuple[date, ...] = ()  # days it looks back to
    ahead: tuple[date, ...] = ()  # days it announces


def event_day(title: str, text: str, published: date, language: str = "") -> EventDay:
    """When what the article reports happened; the day of publication where it names no day."""
    dateline, rest = _dateline(text[:_LEAD], published, language)
    anchor = dateline.first if dateline else published
    said = title.rstrip(" .") + ".\n" + rest if title else rest
    roles = list(_roles(said, anchor, language))
    event = _chosen(roles)
    others = [
        tuple(mention.first for mention, role in roles if role == wanted)
        for wanted in ("background", "ahead")
    ]
    if event:
        words = said[event.start : event.end]
        told = "named" if event.how == "numeric" else event.how
        return EventDay(event.first, event.last, told, words, *others)
    if dateline:
        words = text[dateline.start : dateline.end]
        return EventDay(dateline.first, None, "dateline", words, *others)
    return EventDay(published, None, "published", "", *others)


def event_mention(text: str, anchor: date, language: str = "") -> DayMention | None:
    """The words of `text` that tell its event's day; None where it tells only of other days."""
    return _chosen(list(_roles(text, anchor, language)))


def _chosen(roles: list[tuple[DayMention, str]]) -> DayMention | None:
    """The first day of an event; "today", which may be said of the times, only where alone."""
    event = [mention for mention, role in roles if role == "event"]
    return next((m for m in event if m.how != "today"), event[0] if event else None)


def _roles(said: str, anchor: date, language: str) -> Iterator[tuple[DayMention, str]]:
    mentions = find(said, anchor, language)
    lead = _lead_end(said) if mentions else 0
    for place in range(len(mentions)):
        mention = _with_end(said, mentions, place)
        role = _role(said, mention, anchor, language)
        last = mention.last or mention.first
        if role == "event" and mention.start >= lead and last != anchor:
            role = "background"  # so deep only the article's own day is still its news
        yield mention, role


def _lead_end(said: str) -> int:
    """Where the lead ends: with the third sentence, the title's counted, but not too early."""
    ends = [match.end() for match, _ in zip(_STOP.finditer(said), range(3), strict=False)]
    return max(_SHORTEST_LEAD, ends[2] if len(ends) == 3 else len(said))


def event_of(article: Article) -> EventDay | None:
    """The event's day of an Article, by its outlet's calendar; None when nothing dates it."""
    if not article.day and not article.dateline:
        return None
    published = date.fromisoformat(article.day or article.dateline)
    found = event_day(article.title, article.text, published, article.language)
    if found.told == "published" and article.dateline:
        return replace(found, first=date.fromisoformat(article.dateline), told="dateline")
    return found


def _with_end(said: str, mentions: list[DayMention], place: int) -> DayMention:
    """ "from 3 to 5 March" and "between February 28 … and March 31" as one span."""
    mention = mentions[place]
    following = mentions[place + 1] if place + 1 < len(mentions) else None
    if following is None or following.first <= mention.first:
        return mention
    between = level(said[mention.end : following.start])
    opens = _SPAN_OPENS.search(level(said[: mention.start][-12:]))
    if mention.goes_on or (opens and _SPAN_GOES_ON.fullmatch(between)):
        return replace(mention, end=following.end, last=following.last or following.first)
    return mention


def _role(said: str, mention: DayMention, anchor: date, language: str) -> str:
    """ "event", "background" or "ahead"."""
    last = mention.last or mention.first
    if (anchor - last).days >= _EMBEDDED_BACK and _with_participle(said, mention):
        return "background"
    if mention.how in ("yesterday", "today"):
        return "event"
    if mention.first > anchor or mention.ahead:
        return "ahead"
    if (anchor - last).days > BACK:
        return "background"
    before = level(said[max(0, mention.start - 90) : mention.start])
    clause = before[max((m.end() for m in _CLAUSE.finditer(before)), default=0) :]
    after = level(said[mention.end : mention.end + 24])
    since, behind = _cues(language)
    if language == "en" and (anchor - last).days >= _EMBEDDED_BACK and _EMBEDDED.search(before):
        return "background"
    if since.search(clause) or behind.match(after) or _JA_BEFORE.search(before):
        return "background"
    return "event"


def _with_participle(said: str, mention: DayMention) -> bool:
    ahead = level(said[max(0, mention.start - 60) : mention.start])
    behind = level(said[mention.end : mention.end + 60])
    return bool(_PARTICIPLE.search(ahead) or _PARTICIPLE_AFTER.match(behind))


@lru_cache(maxsize=64)
def _cues(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = [language] if language in _SINCE or language in _AFTER else [*_SINCE, "ja", "ko", "zh"]
    since = "|".join(level(_SINCE[each]) for each in known if each in _SINCE)
    after = "|".join(level(_AFTER[each]) for each in known if each in _AFTER)
    return (
        re.compile(rf"\b(?:{since})\b" if since else "(?!)"),
        re.compile(after or "(?!)"),
    )


def _dateline(text: str, published: date, language: str) -> tuple[DayMention | None, str]:
    """The day an opening "CITY, March 5 (AGENCY) -" names, and the text behind it."""
    opening = text[:_DATELINE]
    if not any(letter.isdigit() for letter in opening):
        return None, text
    for mention in find(opening, published, language):
        before, after = text[: mention.start], text[mention.end :]
        ends = _DATELINE_ENDS.match(level(after[:60]))
        near = timedelta(0) <= published - mention.first <= timedelta(days=3)
        if mention.how in ("named", "numeric") and ends and near and _is_place(before):
            return mention, after[ends.end() :]
        break
    return None, text


def _is_place(before: str) -> bool:
    """Whether all that stands before the day are names: capitals, no small word of a sentence."""
    words = re.findall(r"[^\W\d_]+", before)
    return (
        all(word[0].isupper() or not word[0].islower() for word in words)
        and len(words) < 7
        and (bool(words) or not before.strip())
    )

"""Days, moments, issues and languages as a reader of Japanese or English expects them. Pure."""

import re
from datetime import UTC, date, datetime, tzinfo

from babel import Locale

LANGUAGES = ("ja", "en")  # of the pages
_PERIOD = re.compile(r"(\d{4}-\d\d-\d\d)[_/](\d{4}-\d\d-\d\d)(?:/v(\d+))?")
_FLASH = re.compile(r"flash/[^/]+/v(\d+)")
_CITED = re.compile(r"\(issue ([^,()]+), item [^()]+\)")  # as findings point at past items
_MOMENT = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)(?: (?P<time>\d\d:\d\d)(?: UTC|（UTC）))?")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SENTENCE = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){2}")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]{3}")
_NAMED = re.compile(r"\b[A-Z][a-z]+ \(([a-z]{2})\)")  # "Russian (ru)", as findings name languages


def days_said(start: str, end: str, language: str) -> str:
    """Two ISO days as one span: 2026年5月8日～15日, 8–15 May 2026."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    same_year = first.year == last.year
    same_month = same_year and first.month == last.month
    if language == "ja":
        told = f"{first.year}年{first.month}月{first.day}日"
        if first == last:
            return told
        year = "" if same_year else f"{last.year}年"
        month = "" if same_month else f"{last.month}月"
        return f"{told}～{year}{month}{last.day}日"
    until = f"{last.day} {last:%B %Y}"
    if first == last:
        return until
    if same_month:
        return f"{first.day}–{until}"
    return f"{first.day} {first:%B}{'' if same_year else f' {first.year}'} – {until}"


def day_said(day: str, language: str) -> str:
    """An ISO day in full: 2026年5月8日, 8 May 2026; other words as they stand."""
    try:
        return days_said(day, day, language)
    except ValueError:
        return day


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, cut between words and marked where it was cut."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    words = kept.rpartition(" ")[0] if text[most - 1] != " " else kept
    # Japanese has no spaces to cut at, and one far back would cost too much.
    return (words if len(words) > most // 2 else kept).rstrip(" ,;:、；：") + "…"


def written_in(text: str) -> str:
    """The language a quoted text is marked as, by its letters: ja, ru, else en; und: ja and en."""
    if _JAPANESE.search(text):
        return "und" if _SENTENCE.search(text) else "ja"
    return "ru" if _CYRILLIC.search(text) else "en"


def issue_said(label: str, language: str) -> str:
    """The name an issue is kept or mailed under; what is a period in it, in words."""
    flash = _FLASH.fullmatch(label)
    if flash:
        return _version("速報" if language == "ja" else "Flash", flash[1], language)
    found = _PERIOD.fullmatch(label)
    try:
        said = days_said(found[1], found[2], language) if found else label
    except ValueError:  # digits that are no day
        return label
    return _version(said, found[3], language) if found and found[3] else said


def _version(said: str, number: str, language: str) -> str:
    if number == "1":
        return said
    return f"{said} 第{number}版" if language == "ja" else f"{said}, version {number}"


def moment_said(at: datetime, language: str) -> str:
    """A moment of these weeks, to the minute: 5月8日 20:00, 8 May 20:00."""
    return f"{short_day(at.date().isoformat(), language)} {at:%H:%M}"


def short_day(day: str, language: str) -> str:
    """An ISO day of these weeks: 5月8日, 8 May."""
    at = date.fromisoformat(day)
    return f"{at.month}月{at.day}日" if language == "ja" else f"{at.day} {at:%b}"


def days_told(words: str, zone: tzinfo, language: str) -> str:
    """Words with their ISO days and moments in UTC as the page says them, on the desk's clock."""

    def said(found: re.Match[str]) -> str:
        try:
            if found["time"]:
                at = datetime.fromisoformat(f"{found['day']}T{found['time']}").replace(tzinfo=UTC)
                return moment_said(at.astimezone(zone), language)
            return day_said(found["day"], language)
        except ValueError:  # digits that are no day
            return found[0]

    return _MOMENT.sub(said, words)


def tongue(code: str, language: str) -> str:
    """A language by its name: ru → ロシア語, Russian; a code nobody knows as it stands."""
    return str(Locale(language).languages.get(code, code))


def plainer(text: str, language: str) -> str:
    """Words with the past issues they point at by their days, and languages in Japanese."""
    named = {"ja": "（{}の号）", "en": "(issue of {})"}[language]
    text = _CITED.sub(lambda found: named.format(issue_said(found[1], language)), text)
    return _NAMED.sub(lambda found: tongue(found[1], "ja"), text) if language == "ja" else text

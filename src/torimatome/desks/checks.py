"""What a desk's files say is tried before it is used: a value that cannot work is named at once.

Types and names of settings are checked as the files are read; here it is what the values mean.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from torimatome.errors import SetupError
from torimatome.model import Frame, Outlet, SectionRule, Style, Term
from torimatome.model.house import FRAME_KINDS, TERM_KINDS, Form
from torimatome.model.source import STATES

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_HOST = re.compile(r"[^\s/:@]+")
_SLOT = re.compile(r"\{([^{}]*)\}")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def check_desk(name: str, country: str, languages: Iterable[str], zone: str) -> None:
    """Raise SetupError naming the line of desk.yaml that cannot work, without the file's name."""
    if not re.fullmatch(r"[^\W_][\w.-]{0,59}", name):
        raise SetupError(
            f"'name' is {name[:80]!r}; it names files, so it is letters, digits and hyphens, at"
            " most 60"
        )
    if not re.fullmatch(r"[A-Z]{2,3}", country):
        raise SetupError(f"'country' is {country[:40]!r}; write its code in capitals, like GE")
    _check_languages("languages", languages)
    if not list(languages):
        raise SetupError("'languages' is empty; name those of its press, like [ka, en]")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SetupError(
            f"'zone' is {zone[:60]!r}, which is no time zone; write it like Asia/Tbilisi"
        ) from error


def check_outlet(outlet: Outlet) -> None:
    """Raise SetupError naming the line of an outlet's file that cannot work."""
    if not re.fullmatch(r"[\w-]{1,60}", outlet.id):
        raise SetupError(f"'id' is {outlet.id[:80]!r}; write letters, digits and hyphens")
    if not outlet.citation.strip():
        raise SetupError("'citation' is empty; write how the bulletin prints it, like TREND")
    _check_address("home", outlet.home)
    _check_languages("languages", outlet.languages)
    for host in outlet.hosts:
        if not _HOST.fullmatch(host):
            raise SetupError(f"'hosts' holds {host[:80]!r}; write the bare name, like news.example")
    if outlet.pause_seconds < 0:
        raise SetupError(f"'pause_seconds' is {outlet.pause_seconds:g}; it must be 0 or more")
    if not outlet.user_agent.isprintable():
        raise SetupError(f"'user_agent' is {outlet.user_agent[:80]!r}; write one line")
    for number, source in enumerate(outlet.sources):
        where = f"sources[{number}]"
        _check_address(f"{where}.url", source.url)
        _check_languages(f"{where}.language", [source.language] if source.language else [])
        if source.state not in STATES:
            raise SetupError(
                f"'{where}.state' is {source.state[:40]!r}; choose from {', '.join(STATES)}"
            )


def _check_address(where: str, url: str) -> None:
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fine = False
    if not fine:
        raise SetupError(f"{where!r} is {url[:120]!r}; write an address, like https://news.example")


def _check_languages(where: str, languages: Iterable[str]) -> None:
    for language in languages:
        if not _LANGUAGE.fullmatch(language):
            raise SetupError(
                f"{where!r} holds {language[:40]!r}; a language is a code of two letters, like en"
            )


def check_sections(sections: Iterable[SectionRule]) -> None:
    """Raise SetupError naming the section that cannot work."""
    seen: set[str] = set()
    for number, rule in enumerate(sections):
        if rule.kind in seen:
            raise SetupError(
                f"'sections[{number}].kind' is {rule.kind!r}, as another section's is; each needs"
                " a kind of its own"
            )
        seen.add(rule.kind)
        if not rule.kind.strip() or not (rule.heading_ja or rule.heading_en).strip():
            raise SetupError(f"'sections[{number}]' needs a kind and a heading")
    if not seen:
        raise SetupError("'sections' is empty; a bulletin needs at least one")


def check_style(style: Style) -> None:
    """Raise SetupError naming the line of style.yaml that cannot work."""
    _check_slots("citation", style.citation, {"outlets", "date"}, {"outlets", "date"})
    _check_slots("day_opening", style.day_opening, {"month", "day", "day:02d"})
    if len(style.months) != 12:
        raise SetupError(f"'months' has {len(style.months)} names; it needs twelve")
    for name in ("max_items", "max_sentences"):
        if getattr(style, name) < 1:
            raise SetupError(f"{name!r} is {getattr(style, name)}; it must be 1 or more")
    printed = _dated(style.citation_date)
    if not any(letter.isdigit() for letter in printed):
        raise SetupError(
            f"'citation_date' is {style.citation_date!r}, which prints {printed!r}; write a form"
            " with day and month, like %d.%m.%Y"
        )
    for place, pattern in _patterns_of(style.form):
        check_pattern(place, pattern)


def _dated(form: str) -> str:
    try:
        printed = date(2026, 1, 2).strftime(form)
    except ValueError:
        return ""
    return "" if re.search(r"%[A-Za-z]", printed) else printed


def _check_slots(where: str, text: str, known: set[str], needed: Iterable[str] = ()) -> None:
    slots = _SLOT.findall(text)
    odd = [slot for slot in slots if slot not in known]
    stray = re.search(r"[{}]", _SLOT.sub("", text))
    if odd or stray or any(slot not in slots for slot in needed):
        there_are = ", ".join(f"{{{slot}}}" for slot in sorted(known))
        raise SetupError(f"{where!r} is {text[:80]!r}; it may hold {there_are}, and no other {{…}}")


def _patterns_of(form: Form) -> Iterator[tuple[str, str]]:
    single = (("headline_letters", form.headline_letters), ("section", form.section))
    yield from ((f"form.{name}", pattern) for name, pattern in single)
    for name in ("side_labels", "side_codes", "corrections", "furniture"):
        yield from ((f"form.{name}", pattern) for pattern in getattr(form, name))


def check_pattern(where: str, pattern: str) -> None:
    """Raise SetupError when this is no regular expression."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise SetupError(f"{where!r}: {pattern!r} is no regular expression: {error}") from error


def check_frame(frame: Frame) -> None:
    """Raise SetupError naming what of a headline's frame cannot work."""
    check_pattern(frame.name, frame.english)
    groups = set(re.compile(frame.english).groupindex)
    odd = [slot for slot in _SLOT.findall(frame.japanese) if slot.partition(":")[0] not in groups]
    if odd:
        raise SetupError(
            f"frame {frame.name!r}: its Japanese has {{{odd[0]}}}, and its English no group of"
            f" that name; there are {', '.join(sorted(groups)) or 'none'}"
        )
    for slot, kind in frame.kinds.items():
        if kind not in FRAME_KINDS:
            raise SetupError(
                f"frame {frame.name!r}: {slot!r} is of kind {kind[:40]!r}; choose from"
                f" {', '.join(FRAME_KINDS)}"
            )


def check_term(term: Term) -> None:
    """Raise SetupError naming the cell of terms.csv that cannot work."""
    if term.kind not in TERM_KINDS:
        raise SetupError(f"kind {term.kind[:40]!r} is none; choose from {', '.join(TERM_KINDS)}")
    for name in ("since", "until"):
        day = getattr(term, name)
        if day and not _is_day(day):
            raise SetupError(f"{name} is {day[:40]!r}; write a day, like 2026-05-08")


def _is_day(text: str) -> bool:
    """Whether it is a year, a month or a day that the calendar has."""
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return bool(_DAY.fullmatch(text))


def named(place: object, check: Callable[[], None]) -> None:
    """Run a check; its SetupError begins with the file it is about."""
    try:
        check()
    except SetupError as error:
        raise SetupError(f"{place}: {error}") from error

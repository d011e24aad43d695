"""The front of an issue: title, subtitle, period, remark, issuer, notices and corrections."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from torimatome.model import Correction, Period
from torimatome.remember.form import Grammar, folded
from torimatome.remember.lines import Line, is_closed, level
from torimatome.remember.period import Printed, period_in
from torimatome.remember.reading import Doubt

# A line of the front longer than this is a notice: the longest office's name tried has 40.
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Front:
    """What stands above the first section."""

    title: str = ""
    subtitle: str = ""
    issuer: str = ""
    notice_ja: str = ""
    notice_en: str = ""
    period: Period | None = None
    corrections: tuple[Correction, ...] = ()


def read_front(lines: Sequence[Line], grammar: Grammar, doubts: list[Doubt]) -> Front:
    """The parts told by their form and order; lines that fit nowhere become doubts."""
    told = [correction_in(line, grammar) for line in lines]
    front = Front(corrections=tuple(one for one in told if one))
    lines = [line for line, one in zip(lines, told, strict=True) if one is None]
    place, printed = _period(lines, grammar)
    remark: str | None = None
    for number, line in enumerate(lines):
        known = _known(line, grammar)
        if number == place:
            continue
        if known == "title" or (not front.title and number == 0 and not _bracketed(line.text)):
            front = replace(front, title=line.text)
        elif known == "subtitle" or (_bracketed(line.text) and number < place):
            front = replace(front, subtitle=line.text)
        elif _bracketed(line.text) and remark is None and not front.issuer:
            remark = line.text
        elif known == "issuer" or _is_issuer(line, front):
            front = replace(front, issuer=line.text)
        else:
            front = _notice(front, line, grammar, doubts)
    if printed is None:
        return front
    if printed.unsure:
        doubts.append(Doubt(lines[place].number, lines[place].text[:60], printed.unsure))
    return replace(front, period=replace(printed.period, remark=remark or printed.rest or None))


def correction_in(line: Line, grammar: Grammar) -> Correction | None:
    """What the line says a version mends; which items it names is not printed."""
    flat = level(line.text)  # places stay the same
    for pattern in grammar.corrections:
        found = pattern.fullmatch(flat)
        day = _day(found["day"]) if found else ""
        if found and day:
            note = line.text[found.start("note") : found.end("note")]
            return Correction(int(found["version"]), day, note)
    return None


def _day(text: str) -> str:
    """The ISO day of 2026-05-20, 2026年5月20日 or 20 May 2026; "" for what is no day."""
    flat = "".join(text.split())  # a line may have ended within it
    for form in ("%Y-%m-%d", "%Y年%m月%d日", "%d%B%Y"):
        with suppress(ValueError):
            return datetime.strptime(flat, form).replace(tzinfo=UTC).date().isoformat()
    return ""


def _period(lines: Sequence[Line], grammar: Grammar) -> tuple[int, Printed | None]:
    found = [(n, p) for n, line in enumerate(lines) if (p := period_in(line.text, grammar))]
    # A day of issue may stand beside it: the period is the line with two ends.
    found.sort(key=lambda entry: (-min(entry[1].ends, 2), entry[0]))
    return found[0] if found else (len(lines), None)


def _known(line: Line, grammar: Grammar) -> str:
    if line.role in ("title", "notice"):
        return line.role
    style = grammar.style
    for name, words in (
        ("title", style.title_ja),
        ("subtitle", style.subtitle_ja),
        ("issuer", style.issuer_ja),
        ("notice", style.notice_ja),
        ("notice", style.notice_en),
    ):
        if words and folded(words) == folded(line.text):
            return name
    return ""


def _is_issuer(line: Line, front: Front) -> bool:
    named = len(line.text) <= _LONGEST_NAME and not is_closed(line.text)
    return not front.issuer and line.role != "notice" and named


def _notice(front: Front, line: Line, grammar: Grammar, doubts: list[Doubt]) -> Front:
    first = grammar.has_letters(line.text) if grammar.letters else not front.notice_ja
    if first and not front.notice_ja:
        return replace(front, notice_ja=line.text)
    if not first and not front.notice_en:
        return replace(front, notice_en=line.text)
    doubts.append(Doubt(line.number, line.text[:60], "a line of the front with no known place"))
    return front


def _bracketed(text: str) -> bool:
    flat = level(text).strip()
    return flat.startswith("(") and flat.endswith(")")

"""Citations in every bracket: (TREND, REPORT / 28.04.2026), (Apa, 07.01.2026), [Tidings, …]."""

import re
from dataclasses import dataclass
from datetime import date

from torimatome.model import Citation
from torimatome.remember.days import Days, read_days
from torimatome.remember.form import Grammar
from torimatome.remember.lines import level

# Between the brackets; the longest seen has 40 characters, four outlets with hosts have 120.
_LONGEST = 300


_Found = tuple[tuple[str, ...], Days, bool]


@dataclass(frozen=True)
class Cited:
    """A citation and where its brackets stand in the text; `unsure` says what was mended."""

    start: int
    end: int
    citation: Citation
    known: bool  # the desk knows every outlet
    unsure: str = ""


def citations_in(text: str, grammar: Grammar, near: date | None = None) -> list[Cited]:
    """Every citation of the text in order; `near` is a day of the issue, for missing years."""
    flat = level(text)
    found = []
    for start, end in _brackets(flat, grammar):
        cited = read_citation(text, (start, end), grammar, near)
        if cited:
            found.append(cited)
    return found or _torn(text, flat, grammar, near)


def read_citation(
    text: str, place: tuple[int, int], grammar: Grammar, near: date | None = None
) -> Cited | None:
    """What the words from one bracket to the other cite; None if they are no citation."""
    start, end = place
    raw = " ".join(text[start:end].split())
    inner = level(text[start:end]).strip()[1:-1].strip(" .()[]")
    whole = _one(inner, grammar, near)
    parts = [_one(part, grammar, near) for part in _pairs(inner, grammar)]
    if len(parts) > 1 and all(parts):
        pairs = [part for part in parts if part]
        outlets = tuple(name for names, _, _ in pairs for name in names)
        days = Days(min(d.start for _, d, _ in pairs), max(d.end for _, d, _ in pairs))
        whole = (outlets, days, all(known for _, _, known in pairs))
    whole = whole or _misprinted(inner, grammar, near)
    if whole is None:
        return None
    outlets, days, known = whole
    citation = Citation(raw, outlets, days.start.isoformat(), days.end.isoformat())
    return Cited(start, end, citation, known, days.mended)


def merged(several: list[Citation]) -> Citation:
    """Citations that close one paragraph together, as one: all outlets, the first and last day."""
    outlets = dict.fromkeys(outlet for citation in several for outlet in citation.outlets)
    return Citation(
        " ".join(citation.raw for citation in several),
        tuple(outlets),
        min(citation.date_start for citation in several),
        max(citation.date_end for citation in several),
        several[0].links if len(several) == 1 else (),
    )


def _brackets(flat: str, grammar: Grammar) -> list[tuple[int, int]]:
    """Where brackets open and close around at most _LONGEST characters, the outermost first."""
    kinds = [level(pair) for pair in grammar.brackets if len(pair) == 2]
    pairs = {pair[1]: pair[0] for pair in kinds}
    opened: list[tuple[str, int]] = []
    spans: list[tuple[int, int]] = []
    for place, letter in enumerate(flat):
        if letter in pairs.values():
            opened.append((letter, place))
        elif letter in pairs:
            while opened and opened[-1][0] != pairs[letter]:
                opened.pop()
            if opened:
                start = opened.pop()[1]
                if place - start <= _LONGEST:
                    while spans and spans[-1][0] > start:
                        spans.pop()
                    spans.append((start, place + 1))
    return spans


def _torn(text: str, flat: str, grammar: Grammar, near: date | None) -> list[Cited]:
    """A citation at the very end that lost its closing bracket."""
    opens = [level(pair)[0] for pair in grammar.form.citation_brackets if len(pair) == 2]
    start = max((flat.rfind(letter) for letter in opens), default=-1)
    if start < 0 or len(flat) - start > _LONGEST or flat.rstrip()[-1:] in ")]":
        return []
    found = _one(flat[start + 1 :].strip(" ."), grammar, near)
    if found is None or not found[2]:
        return []
    outlets, days, known = found
    raw = " ".join(text[start:].split())
    citation = Citation(raw, outlets, days.start.isoformat(), days.end.isoformat())
    return [Cited(start, len(text), citation, known, "the closing bracket is missing")]


def _pairs(inner: str, grammar: Grammar) -> list[str]:
    """Outlet and day, outlet and day: parted by semicolons, else behind each whole day."""
    if ";" in inner:
        return inner.split(";")
    parts = [""]
    for piece in re.split(r"(,)", inner):
        if piece == "," and _one(parts[-1], grammar, None):
            parts.append("")
        else:
            parts[-1] += piece
    # "ONA / 08.05.2026, 10.05.2026" has one outlet and two days.
    return parts if len(parts) > 1 and all(re.search(r"[^\W\d_]", p) for p in parts) else []


def _misprinted(inner: str, grammar: Grammar, near: date | None) -> _Found | None:
    """What a slip of the keys in the day hides, where the desk knows the outlet."""
    mended = re.sub(r"(?<=[0-9])[,:;.]\s*(?=[0-9])", ".", inner)
    mended = re.sub(r"(?<=\.[0-9]{2})(?=20[0-9]{2}\b)", ".", mended)
    found = _one(mended, grammar, near)
    if mended == inner or found is None or not found[2]:
        return None
    names, days, known = found
    return names, Days(days.start, days.end, "the day is misprinted"), known


def _one(inner: str, grammar: Grammar, near: date | None) -> _Found | None:
    for names, days in _partings(inner, grammar):
        outlets = _outlets(names, grammar)
        if not outlets:
            continue
        known = all(known for _, known in outlets)
        if not known and names.strip()[:1].islower() and "." not in names:
            continue  # (born 5 May 1960)
        read = read_days(days, grammar.citation_days, near if known else None)
        if read:
            return tuple(name for name, _ in outlets), read, known
    return None


def _partings(inner: str, grammar: Grammar) -> list[tuple[str, str]]:
    """The ways to part outlets and days: at a slash, else where only days are left."""
    several = grammar.citation_days.several
    ways = []
    for slash in re.finditer("/", inner):
        if re.fullmatch(rf"\s*{several}\s*", inner[slash.end() :], re.I):
            ways.append((inner[: slash.start()], inner[slash.end() :].strip()))
    ends = [m.start() for m in re.finditer(r"(?<![^\s,;:/、])(?=\S)", inner)]
    # The shortest days that read: a number in an outlet's name (CHANNEL 13) is no day.
    for start in reversed(ends):
        if start and re.fullmatch(several, inner[start:].strip(), re.I):
            ways.append((inner[:start], inner[start:]))
    first = re.match(rf"({several})\s*[,/:]\s*(?=\D)", inner, re.I)
    if first and not ways:
        ways.append((inner[first.end() :], first[1]))
    whole = [way for way in ways if read_days(way[1], grammar.citation_days)]
    return _longer_range(whole, grammar) or ways


def _longer_range(ways: list[tuple[str, str]], grammar: Grammar) -> list[tuple[str, str]]:
    # "30 April - 2 May 2026" reads from "2 May 2026" on, too; a range word in front of the
    # days says they are the second end.
    apart = grammar.citation_days.apart
    full = [way for way in ways if not _ends_apart(way[0], apart)]
    return full or ways


def _ends_apart(names: str, apart: re.Pattern[str]) -> bool:
    last = re.search(r"\S+\s*$", names)
    return bool(last and apart.fullmatch(last[0].strip()) and last[0].strip() not in ",&")


def _outlets(names: str, grammar: Grammar) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    partings = "[" + re.escape(level(grammar.form.outlet_partings)) + "]"
    names = names.strip(" /:|、-")
    before, colon, after = names.rpartition(":")
    if colon and before.replace(" ", "").isalpha() and grammar.outlet(after)[1]:
        names = after  # Source: …
    for name in re.split(partings, names):
        if not any(letter.isalpha() for letter in name):
            if name.strip(" -.,/") == "":
                continue
            return []
        whole = grammar.outlet(name.strip())
        halves = [grammar.outlet(half) for half in re.split(r"/|\s(?:and|&)\s", name)]
        if not whole[1] and len(halves) > 1 and all(known for _, known in halves):
            found += halves
        else:
            found.append(whole)
    return found

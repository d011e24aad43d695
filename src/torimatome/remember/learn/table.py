"""proposals.csv: the table an editor opens in a spreadsheet, and the terms accepted in it."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from torimatome.errors import Unreadable
from torimatome.model import Term
from torimatome.model.house import TERM_KINDS
from torimatome.remember.learn.propose import Proposal

COLUMNS = (
    "state", "kind", "en", "ja", "short_en", "aliases", "country", "office", "since",
    "until", "first_seen", "last_seen", "count", "sure", "variant_of", "seen", "why",
    "doubt",
)  # fmt: skip
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
STATES = ("proposed", "accepted", "rejected")
# A cell that starts so is a formula to a spreadsheet; an apostrophe before it makes it words.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def to_csv(proposals: Iterable[Proposal], before: str = "") -> str:
    """The proposals as CSV with a byte-order mark, each "proposed"; misprints are "rejected".

    `before` is an older table: what a person decided there, and the days filled in, stay. Raises
    Unreadable if it is no such table.
    """
    decided = _decided(before) if before.strip() else {}
    out = io.StringIO()
    out.write("\ufeff")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for p in proposals:
        seen = "; ".join(f"{s.issue} {s.item} {s.where}" for s in p.seen)
        state = "rejected" if p.variant_of else "proposed"
        state, since, until = decided.get((p.kind, p.en, p.ja), (state, "", ""))
        cells = (state, p.kind, p.en, p.ja, p.short_en, ";".join(p.aliases), p.country, p.office,
                 since, until, p.since, p.until, str(p.count), f"{p.sure:.2f}", p.variant_of, seen,
                 p.why, p.doubt)  # fmt: skip
        rows.writerow([_safe(cell) for cell in cells])
    return out.getvalue()


def _decided(csv_text: str) -> dict[tuple[str, str, str], tuple[str, str, str]]:
    """State, since and until by kind, English and Japanese, where a person chose or filled in."""
    kept = {}
    for _, cell in _rows(csv_text):
        chosen = cell.get("state", "").lower()
        days = cell.get("since", ""), cell.get("until", "")
        if chosen in ("accepted", "rejected") or any(days):
            kept[cell["kind"], cell["en"], cell["ja"]] = (chosen or "proposed", *days)
    return kept


def tiers(proposals: Iterable[Proposal]) -> tuple[tuple[Proposal, ...], tuple[Proposal, ...]]:
    """The strong proposals, then the weak ones, whose `doubt` says what evidence they lack."""
    listed = tuple(proposals)
    return tuple(p for p in listed if not p.doubt), tuple(p for p in listed if p.doubt)


def accepted(csv_text: str) -> tuple[Term, ...]:
    """The rows a person set to "accepted" that are terms, as terms.csv has them.

    `since` and `until` are the person's to fill in: first and last seen are only hints.
    Frames, outlets and verbs are no terms and are left out; `not_terms` counts them. Raises
    Unreadable naming the row.
    """
    terms: dict[tuple[str, str, str, str], Term] = {}
    for line, cell in _rows(csv_text):
        if _chosen(cell, line) and cell.get("kind") in TERM_KINDS:
            term = _term(cell, line)
            terms.setdefault((term.kind, term.en, term.ja, term.since), term)
    return tuple(terms.values())


def not_terms(csv_text: str) -> dict[str, int]:
    """How many rows of each kind are "accepted" though `accepted` gives no term for them."""
    kinds = Counter(cell.get("kind", "") for line, cell in _rows(csv_text) if _chosen(cell, line))
    return {kind: kinds[kind] for kind in sorted(kinds) if kind not in TERM_KINDS}


def _rows(csv_text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with its line, its cells by the names of the first line."""
    rows = csv.reader(io.StringIO(csv_text.removeprefix("\ufeff")), delimiter=_delimiter(csv_text))
    try:
        head = [_words(cell).lower() for cell in next(rows, [])]
        missing = [c for c in ("state", "kind", "en", "ja") if c not in head]
        if missing:
            raise Unreadable(
                "proposals", f"the first line lacks the column(s) {', '.join(missing)}"
            )
        for row in rows:
            cells = dict.fromkeys(head, "") | dict(zip(head, map(_words, row), strict=False))
            yield rows.line_num, cells
    except csv.Error as error:
        raise Unreadable(f"proposals, line {rows.line_num}", f"not CSV: {error}") from error


def _chosen(cell: dict[str, str], line: int) -> bool:
    state = cell.get("state", "").lower()
    if not any(cell.values()) or state in ("", "proposed", "rejected"):
        return False
    if state != "accepted":
        raise Unreadable(
            f"proposals, line {line}", f"state {state!r} is none of {', '.join(STATES)}; write one"
        )
    return True


def _term(cell: dict[str, str], line: int) -> Term:
    if not cell.get("en"):
        raise Unreadable(
            f"proposals, line {line}", "an accepted term needs its en form; fill it in"
        )
    days = {c: _day(cell.get(c, ""), c, line) for c in ("since", "until")}
    if days["until"] and days["since"] > days["until"]:
        raise Unreadable(
            f"proposals, line {line}",
            f"since {days['since']} is after until {days['until']}; exchange or correct them",
        )
    aliases = tuple(a for part in cell.get("aliases", "").split(";") if (a := part.strip()))
    plain = {c: cell.get(c, "") for c in ("short_en", "country", "office")}
    return Term(cell["kind"], cell["en"], cell.get("ja", ""), aliases=aliases, **plain, **days)


def _day(words: str, column: str, line: int) -> str:
    """The day as ISO has it; a spreadsheet may have turned 2026-01-31 into 2026/1/31."""
    if not words:
        return ""
    found = _DAY.fullmatch(words)
    try:
        return date(*(int(part) for part in found.groups())).isoformat() if found else _no(words)
    except ValueError as error:
        raise Unreadable(
            f"proposals, line {line}", f"{column} {words!r} is no day; write it as 2026-01-31"
        ) from error


def _no(words: str) -> str:
    raise ValueError(words)


def _delimiter(csv_text: str) -> str:
    # A spreadsheet in many countries saves CSV with semicolons or tabs.
    first = csv_text.splitlines()[0] if csv_text.strip() else ""
    return max(",;\t", key=lambda sign: (first.count(sign), sign == ","))


def _safe(cell: str) -> str:
    flat = " ".join(cell.replace("\x00", "").split())
    return "'" + flat if cell.startswith(_FORMULA) or flat.startswith(_FORMULA) else flat


def _words(cell: str) -> str:
    flat = cell.strip()
    return flat[1:] if flat.startswith("'") and flat[1:2] and flat[1] in "=+-@'" else flat

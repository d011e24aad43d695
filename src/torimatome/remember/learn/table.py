"""proposals.csv: the table an editor opens in a spreadsheet, and the terms accepted in it."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from torimatome.errors import Unreadable
from torimatome.model import Term
from torimatome.remember.learn.propose import Proposal

COLUMNS = (
    "state", "kind", "en", "ja", "short_en", "aliases", "country", "office", "since",
    "until", "first_seen", "last_seen", "count", "sure", "variant_of", "seen", "why",
)  # fmt: skip
STATES = ("proposed", "accepted", "rejected")
TERM_KINDS = ("person", "office", "country", "place", "organisation", "topic")
# A cell that starts so is a formula to a spreadsheet; an apostrophe before it makes it words.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def to_csv(proposals: Iterable[Proposal]) -> str:
    """The proposals as CSV with a byte-order mark, each "proposed"; misprints are "rejected"."""
    out = io.StringIO()
    out.write("\ufeff")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for p in proposals:
        seen = "; ".join(f"{s.issue} {s.item} {s.where}" for s in p.seen)
        state = "rejected" if p.variant_of else "proposed"
        cells = (state, p.kind, p.en, p.ja, p.short_en, ";".join(p.aliases), p.country, p.office,
                 "", "", p.since, p.until, str(p.count), f"{p.sure:.2f}", p.variant_of, seen,
                 p.why)  # fmt: skip
        rows.writerow([_safe(cell) for cell in cells])
    return out.getvalue()


def accepted(csv_text: str) -> tuple[Term, ...]:
    """The rows a person set to "accepted" that are terms, as terms.csv has them.

    `since` and `until` are the person's to fill in: first and last seen are only hints.
    Frames, outlets and verbs are no terms and are left out. Raises Unreadable naming the row.
    """
    rows = csv.reader(io.StringIO(csv_text.removeprefix("\ufeff")), delimiter=_delimiter(csv_text))
    terms: dict[tuple[str, str, str, str], Term] = {}
    try:
        head = [_words(cell).lower() for cell in next(rows, [])]
        missing = [c for c in ("state", "kind", "en", "ja") if c not in head]
        if missing:
            raise Unreadable(
                "proposals", f"the first line lacks the column(s) {', '.join(missing)}"
            )
        for row in rows:
            cell = {name: _words(value) for name, value in zip(head, row, strict=False)}
            term = _term(cell, rows.line_num)
            if term is not None:
                terms.setdefault((term.kind, term.en, term.ja, term.since), term)
    except csv.Error as error:
        raise Unreadable(f"proposals, line {rows.line_num}", f"not CSV: {error}") from error
    return tuple(terms.values())


def _term(cell: dict[str, str], line: int) -> Term | None:
    state = cell.get("state", "").lower()
    if not any(cell.values()) or state in ("proposed", "rejected"):
        return None
    if state != "accepted":
        raise Unreadable(
            f"proposals, line {line}", f"state {state!r} is none of {', '.join(STATES)}; write one"
        )
    if cell.get("kind") not in TERM_KINDS:
        return None
    if not cell.get("en"):
        raise Unreadable(
            f"proposals, line {line}", "an accepted term needs its en form; fill it in"
        )
    for column in ("since", "until"):
        _check_day(cell.get(column, ""), column, line)
    aliases = tuple(a for part in cell.get("aliases", "").split(";") if (a := part.strip()))
    plain = {c: cell.get(c, "") for c in ("short_en", "country", "office", "since", "until")}
    return Term(cell["kind"], cell["en"], cell.get("ja", ""), aliases=aliases, **plain)


def _check_day(day: str, column: str, line: int) -> None:
    if day:
        try:
            date.fromisoformat(day)
        except ValueError as error:
            raise Unreadable(
                f"proposals, line {line}", f"{column} {day!r} is no day; write it as 2026-01-31"
            ) from error


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

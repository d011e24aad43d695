"""Proposals are a plain table; what a person accepts in it becomes the desk's."""

import csv
import io
import shutil
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from tests.test_learn import CALLS, issue

from torimatome.cli import main
from torimatome.desks import SHIPPED, load
from torimatome.errors import Unreadable
from torimatome.remember.learn import Proposal, learn
from torimatome.remember.learn.table import accepted, not_terms, tiers, to_csv


def edited(table: str, ja: str, **cells: str) -> str:
    """The table as a person saves it after changing cells of one row."""
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))
    for row in rows:
        if row["ja"] == ja:
            row.update(cells)
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def test_each_row_says_where_and_how_often_it_was_seen() -> None:
    rows = csv.DictReader(io.StringIO(to_csv(learn([issue(*CALLS)])).removeprefix("\ufeff")))
    (row,) = [row for row in rows if row["ja"] == "タルヴェク"]
    assert row["state"] == "proposed"
    assert row["count"] == "2"
    assert row["seen"] == "1.txt v-01 headline; 1.txt v-02 headline"
    assert (row["first_seen"], row["last_seen"]) == ("2026-05-08", "2026-05-08")


def test_nothing_is_a_term_until_a_person_accepts_it() -> None:
    table = to_csv(learn([issue(*CALLS)]))
    assert accepted(table) == ()
    rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"))))
    place = rows[0].index("state")
    for row in rows[1:]:
        if "タルヴェク" in row:
            row[place] = "accepted"
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    (term,) = accepted(out.getvalue())
    assert (term.kind, term.en, term.ja) == ("person", "Talvek", "タルヴェク")


def test_days_of_an_office_are_read_as_spreadsheets_write_them() -> None:
    table = to_csv(learn([issue(*CALLS)]))
    table = edited(table, "タルヴェク", state="accepted", since="2025/4/1", until="2026-05-09")
    (term,) = accepted(table)
    assert (term.since, term.until) == ("2025-04-01", "2026-05-09")


def test_an_office_that_ends_before_it_begins_is_refused_with_its_line() -> None:
    with pytest.raises(Unreadable, match=r"line 2.*after until"):
        accepted("state,kind,en,ja,since,until\naccepted,person,A,ア,2026-05-09,2026-05-01\n")


def test_learning_again_keeps_what_a_person_decided() -> None:
    proposals = learn([issue(*CALLS)])
    table = edited(to_csv(proposals), "ソルミン", state="rejected")
    table = edited(table, "タルヴェク", state="accepted", since="2026-01-01")
    again = csv.DictReader(io.StringIO(to_csv(proposals, table).removeprefix("\ufeff")))
    rows = {row["ja"]: row for row in again}
    assert rows["ソルミン"]["state"] == "rejected"
    assert (rows["タルヴェク"]["state"], rows["タルヴェク"]["since"]) == ("accepted", "2026-01-01")
    assert rows["ブレンナ"]["state"] == "proposed"


def test_weak_proposals_are_told_apart_with_their_doubt() -> None:
    strong, weak = tiers([Proposal("topic", "a", "ア"), Proposal("topic", "b", "イ", doubt="rare")])
    assert ([p.en for p in strong], [p.en for p in weak]) == (["a"], ["b"])
    assert to_csv(weak).rstrip().endswith(",rare")


def test_accepted_rows_that_are_no_terms_are_counted_not_lost_in_silence() -> None:
    table = "state,kind,en,ja\naccepted,frame,{X} met {Y},{X}、{Y}と会談\naccepted,person,A,ア\n"
    assert not_terms(table) == {"frame": 1}
    assert len(accepted(table)) == 1


def test_a_cell_that_a_spreadsheet_would_run_is_made_words() -> None:
    table = to_csv([Proposal("topic", "=cmd|' /C calc'!A0", "計算", why="@SUM(1)")])
    cells = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"))))[1]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "-"))]


def test_a_wrong_state_is_named_with_its_line() -> None:
    with pytest.raises(Unreadable, match=r"line 2.*'perhaps'"):
        accepted("state,kind,en,ja\nperhaps,person,Talvek,タルヴェク\n")


def test_an_accepted_term_is_the_desks_and_is_not_proposed_again(tmp_path: Path) -> None:
    desk = shutil.copytree(SHIPPED / "demo", tmp_path / "desk")
    past, table = tmp_path / "past.json", tmp_path / "proposals.csv"
    past.write_bytes(msgspec.json.encode(issue(*CALLS)))

    def run(*words: str) -> Result:
        where = ["--desk", str(desk), "--folder", str(tmp_path / "var")]
        return CliRunner().invoke(main, [*where, "learn", *words])

    first = run(str(past), "--out", str(table))
    assert first.exit_code == 0, first.output
    assert (tmp_path / "proposals-weak.csv").exists()
    before = len(load(desk).terms)
    table.write_text(
        edited(table.read_text("utf-8"), "タルヴェク", state="accepted", since="2025-03-01"),
        "utf-8",
    )
    taken = run("--accept", str(table))
    assert taken.exit_code == 0, taken.output
    held = [term for term in load(desk).terms if term.ja == "タルヴェク"]
    assert [(term.en, term.since) for term in held] == [("Talvek", "2025-03-01")]
    assert len(load(desk).terms) == before + 1
    run(str(past), "--out", str(tmp_path / "again.csv"))
    assert "タルヴェク" not in [
        row["ja"]
        for row in csv.DictReader(io.StringIO((tmp_path / "again.csv").read_text("utf-8")))
    ]

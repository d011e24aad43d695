"""Past issues teach terms, each with where it was seen; a person decides which are kept."""

import csv
import io

import pytest

from torimatome.errors import Unreadable
from torimatome.model import Actor, Block, Citation, Issue, Item, Period, Section, Term
from torimatome.remember.learn import Proposal, learn
from torimatome.remember.learn.table import accepted, to_csv


def item(number: int, ja: str, en: str, day: str = "2026-05-08") -> Item:
    year, month, date = day.split("-")
    citation = Citation(f"(BEACON / {date}.{month}.{year})", ("BEACON",), day, day)
    return Item(
        id=f"v-{number:02d}", section="1", headline_ja=ja, headline_en=en, kind="foreign",
        blocks=(Block("paragraph", text=f"On May.08, {en}.", citation=citation),),
        citations=(citation,), actors=(Actor("", None),),
    )  # fmt: skip


def issue(*items: Item, file: str = "1.txt") -> Issue:
    return Issue(
        "見本", "", "", Period("2026-05-08", "2026-05-15"),
        (Section("1", "外政関連", "foreign"),), items, "END", file=file,
    )  # fmt: skip


CALLS = (
    item(1, "タルヴェク外相、ソルミン外相と電話会談", "FM Talvek held phone call with FM Solmin"),
    item(2, "タルヴェク外相、ブレンナ首相と会談", "FM Talvek met with PM Brenna"),
    item(3, "ブレンナ首相、ソルミン外相を迎える", "PM Brenna received FM Solmin"),
)


def by_ja(proposals: tuple[Proposal, ...], ja: str) -> list[Proposal]:
    return [p for p in proposals if p.ja == ja]


def test_a_person_is_proposed_with_where_and_how_often_it_was_seen() -> None:
    (found,) = by_ja(learn([issue(*CALLS)]), "タルヴェク")
    assert (found.kind, found.en) == ("person", "Talvek")
    assert {seen.item for seen in found.seen} == {"v-01", "v-02"}
    assert found.count >= 2


def test_what_the_desk_knows_already_is_not_proposed() -> None:
    known = (Term("person", "Talvek", "タルヴェク"),)
    assert not by_ja(learn([issue(*CALLS)], known), "タルヴェク")


def test_a_misprint_is_set_beside_the_form_printed_more_often() -> None:
    slip = item(4, "タルヴク外相、ブレンナ首相と会談", "FM Talvek met with PM Brenna", "2026-05-09")
    for found in by_ja(learn([issue(*CALLS, slip)]), "タルヴク"):
        assert found.variant_of == "タルヴェク"


def test_the_same_issues_teach_the_same_in_any_order() -> None:
    one, two = issue(*CALLS[:2]), issue(*CALLS[2:], file="2.txt")
    assert learn([one, two]) == learn([two, one])


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


def test_a_cell_that_a_spreadsheet_would_run_is_made_words() -> None:
    table = to_csv([Proposal("topic", "=cmd|' /C calc'!A0", "計算", why="@SUM(1)")])
    cells = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"))))[1]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "-"))]


def test_a_wrong_state_is_named_with_its_line() -> None:
    with pytest.raises(Unreadable, match=r"line 2.*'perhaps'"):
        accepted("state,kind,en,ja\nperhaps,person,Talvek,タルヴェク\n")

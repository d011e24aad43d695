"""An issue typed otherwise than the ones before it still reads; what is guessed is told."""

import io
import zipfile

import pikepdf
import pytest
from tests.read.house import shipped
from tests.read.sample import demo_issue

from torimatome.errors import Unreadable
from torimatome.model import Item
from torimatome.remember.citation import citations_in
from torimatome.remember.form import grammar
from torimatome.remember.period import period_in

DEMO = shipped("demo")
RULES = grammar(DEMO.style, DEMO.sections, DEMO.outlets)
WEEK = demo_issue()
FRONT = "題名\n\n2026年5月8日～5月15日\n\n在外公館\n\n"


def printed(mark: str = "● ", blank: str = "\n", foot: str = "") -> str:
    """The demo week as rows of 96 characters; `foot` stands at every fortieth row."""
    rows = ["オルヴェニア政治・治安情報", "2026年5月8日～5月15日", "在外公館"]
    for section in WEEK.sections:
        rows.append(f"{section.number}. {section.heading_ja}")
        for item in WEEK.items:
            if item.section == section.number:
                rows += ["", f"{mark}{item.headline_ja}", item.headline_en, *_body(item)]
    if foot:
        pages = [rows[at : at + 40] for at in range(0, len(rows), 40)]
        rows = [r for n, page in enumerate(pages, 1)
                for r in (*page, foot.format(n, len(pages)))]  # fmt: skip
    return "\n".join(row or blank for row in [*rows, "END"] if row or blank) + "\n"


def _body(item: Item) -> list[str]:
    rows = []
    for block in item.blocks:
        label = f"{block.label}: " if block.label else ""
        end = f" {block.citation.raw}" if block.citation else ""
        texts = [f"– {point}" for point in block.bullets or ()] or [f"{label}{block.text}"]
        texts[-1] += end
        for text in texts:
            row = ""
            for word in text.split():
                if row and len(row) + 1 + len(word) > 96:
                    rows.append(row)
                    row = ""
                row = f"{row} {word}".strip()
            rows.append(row)
    return rows


def told(item: Item) -> object:
    blocks = [(b.type, b.label, b.text, b.bullets, b.citation) for b in item.blocks]
    return item.headline_ja, item.headline_en, item.citations, blocks


@pytest.mark.parametrize("blank", ["\n", ""])
@pytest.mark.parametrize("foot", ["", "{}/{}", "- {} -", "{}"])
def test_rows_without_blank_lines_between_them_become_the_items_again(
    blank: str, foot: str
) -> None:
    reading = DEMO.read(printed(blank=blank, foot=foot).encode())
    found = [told(item) for item in reading.issue.items]
    missed = [item for item in WEEK.items if told(item) not in found]
    assert len(reading.issue.items) == len(WEEK.items)
    assert len(missed) <= 2
    assert reading.doubts or not missed


def test_a_full_row_that_ends_a_sentence_is_told_where_no_blank_line_parts() -> None:
    doubts = DEMO.read(printed(blank="").encode()).doubts
    assert all(doubt.line > 0 for doubt in doubts)
    assert any("row" in doubt.what for doubt in doubts)


@pytest.mark.parametrize("mark", ["★", "▶ ", "◇", "□ ", "\uf06c ", "➢ ", "(1) ", "1) ", "①", "･"])
def test_an_item_mark_no_desk_names_is_taken_off_its_headline(mark: str) -> None:
    issue = DEMO.read(printed(mark=mark).encode()).issue
    assert [i.headline_ja for i in issue.items] == [i.headline_ja for i in WEEK.items]


@pytest.mark.parametrize(
    ("words", "outlets", "days"),
    [
        ("(ONA, 8 May 2026)", ("ONA",), "08 08"),
        ("(ONA / May 8, 2026)", ("ONA",), "08 08"),
        ("(ONA / 2026-05-08)", ("ONA",), "08 08"),
        ("(ONA / 08/05/2026)", ("ONA",), "08 08"),
        ("（ONA、2026年5月8日）", ("ONA",), "08 08"),
        ("【ONA / 08.05.2026】", ("ONA",), "08 08"),
        ("(ONA – 08.05.2026)", ("ONA",), "08 08"),
        ("(Source: ONA, 08.05.2026)", ("ONA",), "08 08"),
        ("(ONA and KTA / 08.05.2026)", ("ONA", "KTA"), "08 08"),
        ("(ONA 08.05.2026, KTA 09.05.2026)", ("ONA", "KTA"), "08 09"),
        ("(08.05.2026, ONA, KTA)", ("ONA", "KTA"), "08 08"),
        ("(ONA / 8, 9 and 10.05.2026)", ("ONA",), "08 10"),
        ("(ONA / 08.05.-10.05.2026)", ("ONA",), "08 10"),
        ("((ONA / 08.05.2026))", ("ONA",), "08 08"),
    ],
)
def test_a_citation_typed_otherwise_is_read(
    words: str, outlets: tuple[str, ...], days: str
) -> None:
    (cited,) = citations_in(f"Words. {words}", RULES)
    found = cited.citation
    assert (found.outlets, f"{found.date_start[-2:]} {found.date_end[-2:]}") == (outlets, days)


@pytest.mark.parametrize("words", ["(ONA / 08.05,2026)", "(ONA / 08:05.2026)", "(ONA / 08.052026)"])
def test_a_misprinted_day_is_read_kept_as_printed_and_told(words: str) -> None:
    (cited,) = citations_in(f"Words. {words}", RULES)
    assert (cited.citation.raw, cited.citation.date_start) == (words, "2026-05-08")
    assert "misprinted" in cited.unsure


def test_a_year_of_birth_is_no_citation() -> None:
    assert citations_in("He met Orlan (born 5 May 1960)", RULES) == []


def test_a_remark_on_the_line_of_the_period_is_kept() -> None:
    text = FRONT.replace("5月15日", "5月15日（一部4月2日分を含む）") + (
        "1. 内政関連\n\n● 首相が演説\n\nPM speaks\n\nThey met. (ONA / 08.05.2026)\n\nEND\n"
    )
    period = DEMO.read(text.encode()).issue.period
    assert (period.end, period.remark) == ("2026-05-15", "（一部4月2日分を含む）")


@pytest.mark.parametrize(
    "words",
    ["2026/5/8～5/15", "2026.5.8-5.15", "2026年5月8日 ～ 同15日", "令和８年５月８日～同月１５日"],
)
def test_a_period_typed_otherwise_is_read(words: str) -> None:
    found = period_in(words, RULES)
    assert found is not None
    assert (found.period.start, found.period.end) == ("2026-05-08", "2026-05-15")


@pytest.mark.parametrize(
    "heading",
    ["I. 内政関連", "第1 内政関連", "【内政関連】", "■内政関連", "(1) 内政関連", "① 内政関連"],
)
def test_a_section_numbered_otherwise_is_known_and_told(heading: str) -> None:
    text = f"{FRONT}{heading}\n\n● 首相が演説\n\nPM speaks\n\nThey met. (ONA / 08.05.2026)\n\nEND\n"
    reading = DEMO.read(text.encode())
    (section,) = reading.issue.sections
    assert (section.heading_ja, section.kind) == ("内政関連", "domestic")
    assert "another form" in reading.doubts[0].what


@pytest.mark.parametrize("note", ["(NOTE: {})", "【注】{}", "（注）{}", "Notes: {}", "NOTE. {}"])
def test_a_note_in_brackets_or_without_its_colon_is_a_note(note: str) -> None:
    text = note.format("It was late.")
    body = f"They met. (ONA / 08.05.2026)\n\n{text}\n\nEND\n"
    (item,) = DEMO.read(
        f"{FRONT}1. 内政関連\n\n● 首相が演説\n\nPM speaks\n\n{body}".encode()
    ).issue.items
    assert (item.blocks[-1].type, item.blocks[-1].text) == ("note", "It was late.")


@pytest.mark.parametrize("mark", ["（終）", "End", "*** END OF REPORT ***", "***"])
def test_an_end_mark_typed_otherwise_ends_the_issue(mark: str) -> None:
    issue = DEMO.read(printed().replace("END", mark).encode()).issue
    assert (issue.end_marker, len(issue.items)) == (mark, len(WEEK.items))


def _pdf(password: str = "") -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(
            made, encryption=pikepdf.Encryption(user=password, owner="x") if password else None
        )
    return made.getvalue()


def _zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("a.txt", "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"It was a dark night in the harbour of Selvane.\n\n" * 900, "no item"),
        (b"INVOICE 2026/17\n\nTo: The Ledger\n\n- 4 chairs\n- 1 table\n\nTotal 2,000", "no item"),
        (_pdf(), "no words|no text"),
        (_pdf("secret"), "password"),
        (_zip(), "no Word file"),
    ],
    ids=["novel", "invoice", "pictures", "encrypted", "zip"],
)
def test_each_stranger_is_refused_for_its_own_reason(body: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        DEMO.read(body, "x")

"""What a bulletin looks like is the desk's own data; every form seen is read, doubts are told."""

import json

import msgspec
import pytest
from tests.read.house import HERE, marvane, printed, shipped

from torimatome.errors import SetupError, Unreadable
from torimatome.model import Form, Style
from torimatome.remember.citation import citations_in
from torimatome.remember.form import grammar
from torimatome.remember.period import period_in

DEMO = shipped("demo")
RULES = grammar(DEMO.style, DEMO.sections, DEMO.outlets)
FRONT = "題名\n\n2026年5月8日～5月15日\n\n在外公館\n\n1. 内政関連\n\n"
ITEM = FRONT + "● 首相が演説\n\nPM speaks\n\n"


def blocks(text: str) -> list[tuple[str, str | None, str | None]]:
    (item,) = DEMO.read((ITEM + text + "\n\nEND\n").encode()).issue.items
    return [(b.type, b.label, b.text) for b in item.blocks]


@pytest.mark.parametrize(("name", "desk"), [("orvenia", DEMO), ("marvane", marvane())])
def test_a_stored_bulletin_reads_as_its_expectation_file_says(name: str, desk: object) -> None:
    reading = desk.read((HERE / f"{name}.txt").read_bytes(), f"{name}.txt")  # type: ignore[attr-defined]
    want = json.loads((HERE / f"{name}.json").read_text("utf-8"))
    assert printed(msgspec.to_builtins(reading.issue)) == printed(msgspec.to_builtins(want))


def test_the_shipped_desks_write_out_the_form_that_is_the_default() -> None:
    assert DEMO.style.form == shipped("azerbaijan").style.form == Form()


@pytest.mark.parametrize(
    ("words", "outlets", "start", "end"),
    [
        ("(ONA / 05.03.2026)", ("ONA",), "2026-03-05", "2026-03-05"),
        ("(ona, 05.03.2026)", ("ONA",), "2026-03-05", "2026-03-05"),
        ("(ONA/05.03.2026)", ("ONA",), "2026-03-05", "2026-03-05"),
        ("(ONA 5.3.2026)", ("ONA",), "2026-03-05", "2026-03-05"),
        ("(ONA, KTA / 25-26.03.2026)", ("ONA", "KTA"), "2026-03-25", "2026-03-26"),
        ("(ONA / 30.03-02.04.2026)", ("ONA",), "2026-03-30", "2026-04-02"),
        ("(ONA / 30.12.2025–02.01.2026)", ("ONA",), "2025-12-30", "2026-01-02"),
        ("(ONA / 30.12-02.01.2026)", ("ONA",), "2025-12-30", "2026-01-02"),
        ("(ONA / 25, 27.03.2026)", ("ONA",), "2026-03-25", "2026-03-27"),
        ("(ONA, 25.03.2026; KTA, 26.03.2026)", ("ONA", "KTA"), "2026-03-25", "2026-03-26"),
        ("（ONA／05.03.2026）", ("ONA",), "2026-03-05", "2026-03-05"),
        ("[ONA / 05.03.2025]", ("ONA",), "2025-03-05", "2025-03-05"),
        ("(Radio 13, 05.03.2026)", ("RADIO 13",), "2026-03-05", "2026-03-05"),
        ("(RFE/RL / 05.03.2026)", ("RFE/RL",), "2026-03-05", "2026-03-05"),
        ("(X (Twitter) / 05.03.2026)", ("X (TWITTER)",), "2026-03-05", "2026-03-05"),
        ("(ONA / 05.03.26)", ("ONA",), "2026-03-05", "2026-03-05"),
    ],
)
def test_a_citation_is_read_in_every_form(
    words: str, outlets: tuple[str, ...], start: str, end: str
) -> None:
    (cited,) = citations_in(f"Words (6.3 percent, 2025). {words}", RULES)
    found = cited.citation
    assert (found.raw, found.outlets, found.date_start, found.date_end) == (
        words, outlets, start, end,
    )  # fmt: skip


@pytest.mark.parametrize(
    "words", ["(6.3 percent of GDP)", "(COP29, 2024)", "(05.03.2026)", "(see p. 3)", "(ONA)"]
)
def test_other_brackets_are_no_citations(words: str) -> None:
    assert citations_in(f"Words {words}", RULES) == []


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2026年3月21日～4月3日", "2026-03-21", "2026-04-03"),
        ("2025年12月27日～2026年1月9日", "2025-12-27", "2026-01-09"),
        ("2025年12月27日～1月9日", "2025-12-27", "2026-01-09"),
        ("２０２６年５月８日（金）〜１５日（金）", "2026-05-08", "2026-05-15"),
        ("令和8年5月8日から5月15日", "2026-05-08", "2026-05-15"),
        ("期間：2026年5月8日-5月15日", "2026-05-08", "2026-05-15"),
        ("2026年5月8日", "2026-05-08", "2026-05-08"),
    ],
)
def test_a_period_is_read_in_every_form(words: str, start: str, end: str) -> None:
    found = period_in(words, RULES)
    assert found is not None
    assert (found.period.start, found.period.end) == (start, end)


def test_a_sentence_cut_by_a_page_is_one_again() -> None:
    text = (
        "The ministers of both countries discussed the railway and the border, the\n\nharbour too."
    )
    assert blocks(text) == [("paragraph", None, text.replace("\n\n", " "))]


def test_a_citation_on_a_line_of_its_own_closes_the_paragraph_before() -> None:
    reading = DEMO.read((ITEM + "They met.\n\n(ONA /\n\n08.05.2026)\n\nEND").encode())
    (block,) = reading.issue.items[0].blocks
    assert block.citation is not None
    assert (block.text, block.citation.raw) == ("They met.", "(ONA / 08.05.2026)")


def test_paragraphs_below_a_note_belong_to_it_until_a_citation_says_otherwise() -> None:
    noted = blocks("They met. (ONA / 08.05.2026)\n\nNOTE: It was late.\n\nIt rained.")
    assert [kind for kind, _, _ in noted] == ["paragraph", "note", "note"]
    body = blocks("NOTE: It was late.\n\nThey met again. (ONA / 08.05.2026)")
    assert [kind for kind, _, _ in body] == ["note", "paragraph"]


def test_words_printed_in_capitals_before_a_colon_inside_a_sentence_are_no_side() -> None:
    assert blocks("He said: Fine. (ONA / 08.05.2026)")[0][:2] == ("paragraph", None)


@pytest.mark.parametrize("mark", ["END", "*****END*****", "（了）", "以上", "- END -"])
def test_any_end_mark_is_found_and_kept_as_printed(mark: str) -> None:
    text = f"{ITEM}They met. (ONA / 08.05.2026)\n\n{mark}\n"
    reading = DEMO.read(text.encode())
    assert (reading.issue.end_marker, reading.doubts) == (mark, ())


def test_what_is_not_sure_is_told_with_its_line() -> None:
    text = ITEM + "Short words\n\nA longer paragraph. (NOBODY / 08.05.2026)\n"
    doubts = DEMO.read(text.encode()).doubts
    told = {(doubt.line, doubt.what.split(":")[0]) for doubt in doubts}
    assert (13, "short and without a full stop") in told
    assert any("NOBODY" in what for _, what in told)
    assert any("end mark" in what for _, what in told)


def test_lines_behind_the_end_mark_are_left_out_and_told() -> None:
    reading = DEMO.read((ITEM + "They met. (ONA / 08.05.2026)\n\nEND\n\nPrinted by us").encode())
    assert [doubt.words for doubt in reading.doubts] == ["Printed by us"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"\x00\x01\x02\x03" * 40, "neither text"),
        (b"Dear all,\n\nplease find attached.\n", "no item"),
        ("● 買い物\n● 牛乳\n".encode(), "neither a period"),
        (b"%PDF-1.7\nnothing", "no PDF"),
        (b"PK\x03\x04nothing", "no Word file"),
        (b'{"title": 1}', "no issue JSON"),
        (b"<html><body><p>Hello</p></body></html>", "no item"),
        (b"x" * 500_000, "500,000 characters"),
    ],
)
def test_a_file_that_is_no_bulletin_is_refused_with_the_reason(body: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        DEMO.read(body, "x")


def test_shift_jis_and_utf_16_are_read_like_utf_8() -> None:
    text = ITEM + "They met. (ONA / 08.05.2026)\n\nEND\n"
    wanted = DEMO.read(text.encode()).issue
    assert DEMO.read(text.encode("utf-16")).issue == wanted
    assert DEMO.read(text.replace("～", "-").encode("cp932")).issue.items == wanted.items


def test_a_form_that_is_no_pattern_is_named() -> None:
    with pytest.raises(SetupError, match="side_labels"):
        grammar(Style(form=Form(side_labels=("(",))), (), ())

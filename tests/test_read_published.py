"""A bulletin we publish reads back to the same issue, from every form and without its JSON."""

import contextlib
import io
import json
import random
from dataclasses import replace
from pathlib import Path

import docx
import pikepdf
import pytest
from tests.read.house import Readers, shipped
from tests.samples import sample_issue, without_right_to_left

from torimatome.errors import Unreadable
from torimatome.model import Issue, Item
from torimatome.publish.docx import to_docx
from torimatome.publish.fonts import find_fonts
from torimatome.publish.html import to_html
from torimatome.publish.issue_json import to_json
from torimatome.publish.pdf import to_pdf
from torimatome.publish.plain import safe_address

DEMO = shipped("demo")
SAMPLE = without_right_to_left(sample_issue())
SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return to_pdf(SAMPLE, find_fonts())


def bare(pdf: bytes, *, tagged: bool) -> bytes:
    """The PDF without the JSON inside it, and without its tags."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for name in ("/Names", "/AF", *(() if tagged else ("/StructTreeRoot",))):
            if name in opened.Root:
                del opened.Root[name]
        opened.save(made)
    return made.getvalue()


def told(item: Item) -> object:
    """What a page shows of an item: everything but passages, checks and reasons."""
    return (
        item.section, item.headline_ja, item.headline_en,
        [replace(c, links=()) for c in item.citations],
        [
            (
                b.type, b.label, b.text, b.bullets, b.continued,
                b.citation and replace(b.citation, links=()),
                [link for link in b.links if safe_address(link.target)],
            )
            for b in item.blocks
        ],
    )  # fmt: skip


def assert_same(issue: Issue, wanted: Issue) -> None:
    assert [told(item) for item in issue.items] == [told(item) for item in wanted.items]
    assert [(s.number, s.heading_ja) for s in issue.sections] == [
        (s.number, s.heading_ja) for s in wanted.sections
    ]
    for name in (
        "title_ja", "subtitle_ja", "issuer_ja", "notice_ja", "notice_en", "end_marker",
    ):  # fmt: skip
        assert getattr(issue, name) == getattr(wanted, name)
    assert (issue.period.start, issue.period.end, issue.period.remark) == (
        wanted.period.start, wanted.period.end, wanted.period.remark,
    )  # fmt: skip


def test_a_pdf_with_its_json_reads_back_without_loss(pdf: bytes) -> None:
    reading = DEMO.read(pdf, "x.pdf")
    assert (reading.issue, reading.doubts) == (SAMPLE, ())


@pytest.mark.parametrize("tagged", [True, False])
def test_a_pdf_without_its_json_reads_back_from_its_pages(pdf: bytes, tagged: bool) -> None:
    assert_same(DEMO.read(bare(pdf, tagged=tagged), "x.pdf").issue, SAMPLE)


def test_a_pdf_whose_json_is_broken_is_read_from_its_pages_and_says_so() -> None:
    made = to_pdf(replace(SAMPLE, format="torimatome-issue/9"), find_fonts())
    reading = DEMO.read(made, "x.pdf")
    assert_same(reading.issue, SAMPLE)
    assert "JSON" in reading.doubts[0].what


def test_a_word_file_reads_back() -> None:
    assert_same(DEMO.read(to_docx(sample_issue()), "x.docx").issue, sample_issue())


def test_a_page_reads_back_with_its_item_ids() -> None:
    issue = DEMO.read(to_html(sample_issue()), "x.html").issue
    assert_same(issue, sample_issue())
    assert [item.id for item in issue.items] == [item.id for item in sample_issue().items]


def test_each_outlet_keeps_the_address_it_led_to() -> None:
    (citation,) = DEMO.read(to_html(SAMPLE), "x.html").issue.items[0].citations
    assert [link.split("/")[2] for link in citation.links] == [
        "velpress.example", "radio.halan.example",
    ]  # fmt: skip


def test_json_reads_back_without_loss() -> None:
    assert DEMO.read(to_json(sample_issue()), "x.json").issue == sample_issue()


def test_a_word_file_typed_without_our_styles_is_read_by_its_words() -> None:
    document = docx.Document()
    for line in (
        "オルヴェニア政治・治安情報", "2026年5月8日～5月15日", "1. 内政関連", "● 首相が演説",
        "PM speaks in Tamvell", "Highlights of the speech:",
    ):  # fmt: skip
        document.add_paragraph(line)
    document.add_paragraph("Taxes stay.", style="List Bullet")
    document.add_paragraph("Roads open. (ONA / 08.05.2026)", style="List Bullet")
    document.add_paragraph("END")
    made = io.BytesIO()
    document.save(made)
    reading = DEMO.read(made.getvalue(), "x.docx")
    (item,) = reading.issue.items
    assert item.headline_en == "PM speaks in Tamvell"
    assert item.blocks[1].bullets == ("Taxes stay.", "Roads open.")
    assert reading.doubts == ()


def test_a_damaged_file_is_read_or_refused_and_nothing_else() -> None:
    dice = random.Random(7)
    for name, body in (("x.html", to_html(SAMPLE)), ("x.docx", to_docx(SAMPLE)),
                       ("x.json", to_json(SAMPLE))):  # fmt: skip
        for _ in range(25):
            at, size = dice.randrange(len(body)), dice.choice((1, 30, 3000))
            hurt = dice.choice(
                (body[:at], body[:at] + body[at + size :], body[:at] + b"(*[<" * size + body[at:])
            )
            with contextlib.suppress(Unreadable):
                assert DEMO.read(hurt, name).issue.items


def test_a_damaged_pdf_is_read_or_refused(pdf: bytes) -> None:
    with pytest.raises(Unreadable, match="no PDF"):
        DEMO.read(pdf[: len(pdf) // 3], "x.pdf")


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared, which is not here")
@pytest.mark.parametrize("number", ["001", "002", "003", "004"])
def test_a_published_issue_reads_as_it_was_annotated_by_hand(number: str) -> None:
    desk: Readers = shipped("azerbaijan")
    body = (SHARED / "seeds" / f"{number}.txt").read_bytes()
    issue = desk.read(body, f"{number}.txt").issue
    gold = json.loads((SHARED / "gold" / f"{number}.json").read_text("utf-8"))
    assert [item.id for item in issue.items] == [item["id"] for item in gold["items"]]
    for item, wanted in zip(issue.items, gold["items"], strict=True):
        assert " ".join(item.headline_ja.split()) == wanted["headline_ja"]
        assert [(b.type, b.label, b.text, b.continued) for b in item.blocks] == [
            (b["type"], b["label"], b.get("text"), b.get("continued", False))
            for b in wanted["blocks"]
        ]
        assert [(c.raw, list(c.outlets), c.date_start, c.date_end) for c in item.citations] == [
            (c["raw"], c["outlets"], c["date_start"], c["date_end"]) for c in wanted["citations"]
        ]

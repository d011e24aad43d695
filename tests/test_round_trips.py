"""What is published reads back: generated issues of every script and block kind, both designs.

`bench/round_trips.py --count 1000` does the same for many more, and for the gold issues.
"""

from dataclasses import replace

import pytest
from tests.generated_issues import amended, generated
from tests.read.house import shipped
from tests.test_read_published import assert_same, bare

from torimatome.model import Issue
from torimatome.model.look import Look
from torimatome.publish.docx import to_docx
from torimatome.publish.fonts import find_fonts
from torimatome.publish.html import to_html
from torimatome.publish.order import arrange
from torimatome.publish.pdf import to_pdf

DEMO = shipped("demo")
# Few, for time: one each with words from right to left, sides, bullets, NOTEs, a cut page.
SEEDS = (3, 7, 12, 21)
# What once went wrong: a space drawn inside a word, before a stop and (not) between two words, a
# number alone at the end of a sentence from right to left, a NOTE that begins in Persian, quotation
# marks at the end of a Chinese row, paragraphs whose first mark is a space, a sign near the letter
# of another row, a bracket on the edge of its link, the
# space at a row's end drawn over its last letter.
AWKWARD = (222, 330, 5013, 5022, 5062, 6067, 20044, 30138, 30054, 40047, 90397)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("design", ["plain", "modern"])
def test_a_web_page_reads_back_to_the_same_issue(seed: int, design: str) -> None:
    issue = arrange(generated(seed))
    assert_same(DEMO.read(to_html(issue, Look(design=design)), "x.html").issue, issue)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_pdf_without_its_json_reads_back_to_the_same_issue(seed: int) -> None:
    issue = arrange(generated(seed))
    made = bare(to_pdf(issue, find_fonts(), Look(design="plain")), tagged=True)
    assert_same(DEMO.read(made, "x.pdf").issue, issue)


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_the_front_of_the_modern_design_adds_nothing_to_what_is_read(seed: int) -> None:
    issue = arrange(generated(seed))
    made = bare(to_pdf(issue, find_fonts(), Look(design="modern")), tagged=True)
    assert_same(DEMO.read(made, "x.pdf").issue, issue)


@pytest.mark.parametrize("seed", AWKWARD)
def test_rows_that_turn_direction_where_they_break_read_back(seed: int) -> None:
    issue = arrange(generated(seed))
    made = bare(to_pdf(issue, find_fonts(), Look()), tagged=True)
    assert_same(DEMO.read(made, "x.pdf").issue, issue)


def _pdf(issue: Issue, design: str) -> bytes:
    return bare(to_pdf(issue, find_fonts(), Look(design=design)), tagged=True)


FORMS = {
    "plain.pdf": lambda issue: _pdf(issue, "plain"),
    "modern.pdf": lambda issue: _pdf(issue, "modern"),
    "plain.html": lambda issue: to_html(issue, Look()),
    "modern.html": lambda issue: to_html(issue, Look(design="modern")),
    "x.docx": to_docx,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", [3, 6])
def test_correction_notes_read_back_as_corrections_and_not_as_a_notice(
    seed: int, form: str
) -> None:
    issue = arrange(amended(generated(seed), seed))
    back = DEMO.read(FORMS[form](issue), form).issue
    assert back.corrections == issue.corrections  # these name no items: a page does not say which
    assert (back.version, back.notice_ja, back.notice_en) == (
        issue.version, issue.notice_ja, issue.notice_en,
    )  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_title_of_a_flash_reads_back_as_printed(form: str) -> None:
    issue = arrange(amended(generated(5), 5))
    back = DEMO.read(FORMS[form](issue), form).issue
    assert "速報" in issue.title_ja
    assert (back.title_ja, back.period.start) == (issue.title_ja, issue.period.start)
    assert back.period.end == issue.period.end


def test_a_line_that_only_looks_like_a_correction_stays_a_notice() -> None:
    notice = "訂正（第二版、2026-13-45）：この号は見本です。"
    issue = replace(arrange(generated(4)), notice_ja=notice)
    back = DEMO.read(to_html(issue, Look()), "x.html").issue
    assert (back.notice_ja, back.corrections) == (notice, ())


def test_the_generator_gives_the_same_issue_for_the_same_number() -> None:
    assert generated(5) == generated(5)
    assert generated(5) != replace(generated(6))
    kinds = {b.type for seed in range(40) for i in generated(seed).items for b in i.blocks}
    assert kinds == {"paragraph", "bullets", "perspective", "note", "subheading"}

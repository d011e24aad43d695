"""What is published reads back: generated issues of every script and block kind, both designs.

`bench/round_trips.py --count 1000` does the same for many more, and for the gold issues.
"""

from dataclasses import replace

import pytest
from tests.generated_issues import generated
from tests.read.house import shipped
from tests.test_read_published import assert_same, bare

from torimatome.model.look import Look
from torimatome.publish.fonts import find_fonts
from torimatome.publish.html import to_html
from torimatome.publish.order import arrange
from torimatome.publish.pdf import to_pdf

DEMO = shipped("demo")
# Few, for time: one each with words from right to left, sides, bullets, NOTEs, a cut page.
SEEDS = (3, 7, 12, 21)


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


def test_the_generator_gives_the_same_issue_for_the_same_number() -> None:
    assert generated(5) == generated(5)
    assert generated(5) != replace(generated(6))
    kinds = {b.type for seed in range(40) for i in generated(seed).items for b in i.blocks}
    assert kinds == {"paragraph", "bullets", "perspective", "note", "subheading"}

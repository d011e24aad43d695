"""Any issue we can make, in any form or layout we know, reads back as what it was."""

import re
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from tests.read.issues import Layout, as_text, issues, layouts

from torimatome.desks import find, load
from torimatome.model import Issue
from torimatome.publish.docx import to_docx
from torimatome.publish.html import to_html
from torimatome.publish.issue_json import to_json
from torimatome.remember.read import read_issue

HOUSE = load(find("demo"))
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def back(body: bytes, name: str) -> Issue:
    return read_issue(body, name, HOUSE.style, HOUSE.sections, HOUSE.outlets).issue


def same(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())


def told(issue: Issue) -> object:
    """Everything of an issue that its printed page shows."""
    return (
        issue.title_ja, issue.subtitle_ja, issue.issuer_ja, issue.end_marker,
        replace(issue.period, raw=same(issue.period.raw) or ""),
        [(s.number, s.heading_ja, s.kind) for s in issue.sections],
        [
            (
                item.section, same(item.headline_ja), same(item.headline_en), item.kind,
                [replace(c, links=()) for c in item.citations],
                [
                    (
                        b.type, b.label, same(b.text), b.bullets and [same(p) for p in b.bullets],
                        b.citation and replace(b.citation, links=()), b.continued, b.links,
                    )
                    for b in item.blocks
                ],
            )
            for item in issue.items
        ],
    )  # fmt: skip


@QUICK
@given(issues(), layouts)
def test_an_issue_reads_back_from_its_text_in_any_layout(issue: Issue, layout: Layout) -> None:
    assert told(back(as_text(issue, layout).encode(), "x.txt")) == told(issue)


@FEW
@given(issues())
def test_an_issue_reads_back_from_its_word_file(issue: Issue) -> None:
    assert told(back(to_docx(issue), "x.docx")) == told(issue)


@FEW
@given(issues())
def test_an_issue_reads_back_from_its_page(issue: Issue) -> None:
    assert told(back(to_html(issue), "x.html")) == told(issue)


@FEW
@given(issues())
def test_an_issue_reads_back_from_its_json_without_loss(issue: Issue) -> None:
    assert back(to_json(issue), "x.json") == issue


def test_reading_twice_gives_the_same_doubts() -> None:
    text = "2026年5月8日～5月15日\n\n1. 内政関連\n\n● 合意\n\nDeal\n\nWords without end\n"
    readings = [read_issue(text.encode(), "x.txt", HOUSE.style, HOUSE.sections) for _ in range(2)]
    assert readings[0] == readings[1]
    assert [doubt.what for doubt in readings[0].doubts if re.search("end mark", doubt.what)]

"""One Issue as JSON: what is written reads back the same, and the schema says what it holds."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from tests.samples import hostile_issue, sample_issue

from torimatome.errors import Unreadable
from torimatome.publish.issue_json import to_json
from torimatome.publish.order import arrange
from torimatome.publish.printed import printed
from torimatome.publish.schema import issue_schema, schema_text
from torimatome.remember.from_json import issue_of_json

SCHEMA = Path(__file__).parents[1] / "docs" / "issue.schema.json"
GOLD = Path(__file__).parents[2] / "shared" / "gold"


def test_an_issue_reads_back_without_loss():
    issue = arrange(sample_issue())
    assert issue_of_json(to_json(issue), "x.json") == issue


def test_reading_and_writing_again_gives_the_same_bytes():
    once = to_json(arrange(sample_issue()))
    shuffled = json.dumps(json.loads(once), sort_keys=True).encode()
    assert to_json(issue_of_json(shuffled, "x.json")) == once


def test_the_schema_in_docs_is_the_one_the_model_makes():
    again = "run: python -m torimatome.publish.schema > docs/issue.schema.json"
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), again


@pytest.mark.parametrize("make", [sample_issue, hostile_issue])
def test_every_issue_written_fits_the_schema(make):
    jsonschema.Draft202012Validator.check_schema(issue_schema())
    written = json.loads(to_json(make()))
    jsonschema.validate(written, issue_schema(), cls=jsonschema.Draft202012Validator)


def test_the_schema_refuses_what_is_no_issue():
    written = json.loads(to_json(sample_issue()))
    written["items"][0]["blocks"][0]["type"] = "banner"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written, issue_schema(), cls=jsonschema.Draft202012Validator)


def test_half_a_character_does_not_stop_the_file():
    issue = replace(sample_issue(), title_ja="half \ud800")
    assert issue_of_json(to_json(issue), "x.json").title_ja == "half \ufffd"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda d: d["items"][3].update(headline_ja=7), r"\$\.items\[3\]\.headline_ja"),
        (lambda d: d["items"][1]["blocks"][0].pop("type"), r"\$\.items\[1\]\.blocks\[0\]"),
        (lambda d: d.pop("period"), "period"),
        (lambda d: d["period"].update(end="15.05.2026"), r"15\.05\.2026.*\$\.period\.end"),
        (lambda d: d.update(format="torimatome-issue/9"), r"torimatome-issue/9.*\$\.format"),
    ],
)
def test_a_wrong_field_is_named_by_its_place(change, named):
    written = json.loads(to_json(sample_issue()))
    change(written)
    with pytest.raises(Unreadable, match=named):
        issue_of_json(json.dumps(written).encode(), "x.json")


@pytest.mark.parametrize(
    "octets", [b"", b"not json", b"[]", b'{"items":', b"\xff\xfe", b"[" * 200_000, b"null"]
)
def test_what_is_no_issue_at_all_is_a_named_error(octets):
    with pytest.raises(Unreadable, match="issue JSON"):
        issue_of_json(octets, "x.json")


@pytest.mark.skipif(not GOLD.exists(), reason="needs ../shared/gold")
@pytest.mark.parametrize("name", ["001", "002", "003", "004"])
def test_a_hand_annotated_issue_is_read_printed_and_fits_the_schema(name):
    octets = (GOLD / f"{name}.json").read_bytes()
    issue = issue_of_json(octets, "x.json")
    jsonschema.validate(json.loads(octets), issue_schema(), cls=jsonschema.Draft202012Validator)
    page = printed(arrange(issue))
    assert sum(len(section.items) for section in page.sections) == len(issue.items)
    assert page.period == issue.period.raw

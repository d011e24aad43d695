"""The same Issue gives the same files, in any process, time zone and hash order."""

import os
import subprocess
import sys
from pathlib import Path

from tests.samples import sample_issue

from torimatome.publish.docx import to_docx
from torimatome.publish.fonts import find_fonts
from torimatome.publish.html import to_html
from torimatome.publish.issue_json import to_json
from torimatome.publish.order import arrange
from torimatome.publish.pdf import to_pdf
from torimatome.publish.sources_page import to_index

ROOT = Path(__file__).parents[1]

SCRIPT = """
import hashlib
from tests.test_publish_same_bytes import all_forms
for name, octets in all_forms().items():
    print(name, hashlib.sha256(octets).hexdigest())
"""


def all_forms() -> dict[str, bytes]:
    issue = arrange(sample_issue())
    return {
        "pdf": to_pdf(issue, find_fonts()),
        "docx": to_docx(issue),
        "html": to_html(issue),
        "json": to_json(issue),
        "index": to_index(issue, {"pdf": "a.pdf"}, {}),
    }


def test_twice_in_one_process_is_the_same():
    assert all_forms() == all_forms()


def test_two_processes_with_other_hash_order_time_zone_and_language_are_the_same():
    printed = []
    for seed, zone, language in (("1", "Asia/Tokyo", "C"), ("77", "America/Lima", "C.UTF-8")):
        told = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language}
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=ROOT, env={**os.environ, **told}, check=True, capture_output=True, text=True,
        )  # fmt: skip
        printed.append(run.stdout)
    assert printed[0] == printed[1]
    assert len(printed[0].splitlines()) == 5

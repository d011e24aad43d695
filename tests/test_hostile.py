"""Nothing a hostile page, feed or server sends hangs us, bloats us, or comes alive in print."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "hostile"))
from hostile_cases import Case, all_cases
from hostile_run import run

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.group}-{case.name}")
def test_a_hostile_case_ends_as_its_file_says(case: Case) -> None:
    outcome = run(case)
    assert not outcome.wrong, f"{case.what} {outcome.what}: {outcome.words}"


def test_no_two_cases_share_a_name() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))

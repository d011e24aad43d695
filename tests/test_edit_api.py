"""Whatever is sent to an act, by its own description or against it, the desk does not break."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.editing import open_editor, served

schemathesis = pytest.importorskip("schemathesis")


def test_no_request_made_from_the_description_breaks_the_desk(tmp_path: Path) -> None:
    room = open_editor(tmp_path)
    with served(room) as desk:
        described = schemathesis.openapi.from_url(f"{desk}/openapi.json")
        tried = []
        for found in described.get_all_operations():
            operation = found.ok()

            @settings(
                max_examples=12,
                deadline=None,
                database=None,
                derandomize=True,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy())
            def ask(case) -> None:  # type: ignore[no-untyped-def]
                answer = case.call(base_url=desk)
                assert answer.status_code in {200, 403, 409, 413, 422}, answer.text

            ask()
            tried.append(operation.path)
    assert len(tried) > 20
    room.desk.store.close()

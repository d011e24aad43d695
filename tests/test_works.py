"""Long work of the desk: one piece after the other, each outcome told, none the last."""

import queue

from torimatome.edit.web.live import Bell, Works
from torimatome.errors import SetupError


class Heard(Bell):
    """A bell that keeps what it was rung with, for a test to wait for."""

    def __init__(self) -> None:
        super().__init__()
        self.done: queue.Queue[object] = queue.Queue()

    def ring(self, event: str, value: object) -> None:
        """Keep how a work ended."""
        super().ring(event, value)
        if event == "done":
            self.done.put(value)

    def next_failure(self) -> str:
        """Why the next work that ends failed."""
        value = self.done.get(timeout=60)
        assert isinstance(value, dict)
        return str(value["failed"])


def refused() -> None:
    """Work that cannot be done."""
    raise SetupError("the disk is full")


def broken() -> None:
    """Work that falls over a fault of the program."""
    raise ZeroDivisionError("division by zero")


def test_work_that_cannot_be_done_says_why() -> None:
    bell = Heard()
    Works(bell).begin("collect", refused)
    assert bell.next_failure() == "the disk is full"


def test_a_fault_in_one_work_does_not_keep_the_next_from_running() -> None:
    bell = Heard()
    works = Works(bell)
    begun: list[str] = []
    works.begin("collect", broken)
    works.begin("regroup", lambda: begun.append("regroup"))
    assert "ZeroDivisionError" in bell.next_failure()
    assert bell.next_failure() == ""
    assert begun == ["regroup"]


def test_a_fault_beside_the_pages_is_told_too() -> None:
    bell = Heard()
    Works(bell).beside("check", broken)
    assert "fault of the program" in bell.next_failure()

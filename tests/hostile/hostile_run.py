"""One call that runs any hostile case through the stage it is about, and stops what hangs."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from hostile_cases import Case, Outcome
from hostile_print import run_publish
from hostile_reading import run_feed, run_page
from hostile_web import run_web

_STAGES = {"web": run_web, "feed": run_feed, "page": run_page, "publish": run_publish}
# No case takes longer than 2 s on an idle machine; ten times that is a hang.
MOST_SECONDS = 20


class HangError(BaseException):
    """A case ran out of time. Not an Exception, so that nothing on the way can swallow it."""


def run(case: Case) -> Outcome:
    """What became of the case. An exception that is none of ours goes through: that is a bug."""
    try:
        with at_most(MOST_SECONDS):
            return _STAGES[case.stage](case)
    except HangError:
        return Outcome("hung", "", (f"no end after {MOST_SECONDS} s",))


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Raise HangError in here when time is up. Only on the main thread."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise HangError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)

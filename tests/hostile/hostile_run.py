"""One call that runs any hostile case through the stage it is about."""

from hostile_cases import Case, Outcome
from hostile_print import run_publish
from hostile_reading import run_feed, run_page
from hostile_web import run_web

_STAGES = {"web": run_web, "feed": run_feed, "page": run_page, "publish": run_publish}


def run(case: Case) -> Outcome:
    """What became of the case. An exception that is none of ours goes through: that is a bug."""
    return _STAGES[case.stage](case)

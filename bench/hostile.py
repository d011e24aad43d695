"""Every hostile case of tests/hostile: what it is, what became of it, and whether that is right."""

import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "hostile"))

from hostile_cases import Case, Outcome, all_cases
from hostile_run import run

from common import finish, show


def main() -> None:
    """Print the table; leave with 1 unless every case ends as its file says."""
    rows: list[tuple[object, ...]] = []
    groups: dict[str, list[bool]] = {}
    slowest = ("", 0.0)
    for case in all_cases():
        started = time.monotonic()
        outcome = _run(case)
        taken = time.monotonic() - started
        slowest = max(slowest, (case.name, taken), key=lambda pair: pair[1])
        groups.setdefault(case.group, []).append(not outcome.wrong)
        verdict = "ok" if not outcome.wrong else "WRONG: " + "; ".join(outcome.wrong)
        rows.append((case.group, case.name, outcome.what, outcome.words[:60], taken, verdict[:80]))
    show("Hostile cases", ("group", "case", "outcome", "in words", "s", "verdict"), rows)
    fine = {group: f"{sum(all_)} of {len(all_)}" for group, all_ in groups.items()}
    show("By group", ("group", "as they should be"), list(fine.items()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"slowest: {slowest[0]}, {slowest[1]:.1f} s; most memory: {peak} MiB")
    share = sum(map(sum, groups.values())) / len(rows)
    figures = {"cases": len(rows), "groups": fine, "slowest": slowest, "most_mib": peak}
    finish("hostile", figures, {"share of cases as they should be": (share, 1.0)})


def _run(case: Case) -> Outcome:
    try:
        return run(case)
    except Exception as error:  # any error at all is a row of the table
        return Outcome("crashed", repr(error), (f"crashed: {error!r}",))


if __name__ == "__main__":
    main()

"""From the demo week's pages to all four files: time, peak memory, share of article extraction."""

import resource
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

from common import finish, show
from torimatome import collect, demo
from torimatome.collect import asking, make
from torimatome.outside.progress import Nobody
from torimatome.settings import Settings


class Stopwatch:
    """CPU seconds of one function over all threads."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.calls = 0
        self._lock = threading.Lock()

    def around(self, function):  # type: ignore[no-untyped-def]
        def timed(*args, **kwargs):  # type: ignore[no-untyped-def]
            start = time.thread_time()
            try:
                return function(*args, **kwargs)
            finally:
                with self._lock:
                    self.seconds += time.thread_time() - start
                    self.calls += 1

        return timed


def main() -> None:
    reading = Stopwatch()
    for place in (collect, asking, make):
        if hasattr(place, "read_page"):
            place.read_page = reading.around(place.read_page)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = replace(Settings(), desk="demo", folder=str(folder / "var"))
        start, cpu = time.monotonic(), time.process_time()
        done = demo.run(settings, folder / "out", Nobody())
        seconds, cpu_seconds = time.monotonic() - start, time.process_time() - cpu
        again_start = time.monotonic()
        again = demo.run(settings, folder / "out", Nobody())
        again_seconds = time.monotonic() - again_start
        sizes = {form: path.stat().st_size for form, path in done.published.files.items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    articles = sum(report.articles for report in done.collected)
    figures = {
        "articles": articles,
        "items": len(done.published.issue.items),
        "seconds": seconds,
        "cpu_seconds": cpu_seconds,
        "again_seconds": again_seconds,
        "peak_mib": peak,
        "extraction_share": reading.seconds / cpu_seconds,
        "extraction_ms_a_page": 1000 * reading.seconds / max(1, reading.calls),
        **{f"bytes_{form}": size for form, size in sizes.items()},
    }
    added = sum(report.articles + report.revisions for report in again.collected)
    show("The demo week, feeds to files", ("what", "figure"), list(figures.items()))
    finish(
        "demo_week",
        {**figures, "added_by_a_second_run": added},
        {"nothing twice": (float(added == 0), 1.0), "articles": (float(articles), 100.0)},
    )


if __name__ == "__main__":
    sys.exit(main())

"""Whether the order in which articles come in, or running again, ever changes a Story.

50 random orders of arrival, of the demo wire and of the dated English reports, each taken in one by
one; then the demo wire through a store, all at once and in six portions, and once more.
"""

import hashlib
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from common import finish, show
from stories import NEUS, NO_HOUSE, demo, demo_house, neus
from torimatome.desk import Desk, open_desk
from torimatome.model import Article, House, Judgement, Period, Snapshot, Story
from torimatome.outside.clock import FixedClock
from torimatome.outside.progress import Nobody
from torimatome.settings import Settings
from torimatome.understand import understand
from torimatome.understand.filing import file_stories
from torimatome.understand.judge import opinion
from torimatome.understand.names import Names
from torimatome.understand.traits import Reader, Traits
from torimatome.understand.window import Window

ORDERS = 50


class Remembering(Reader):
    """Makes the Traits of an article once: they depend on it and the house alone."""

    def __init__(self, house: House) -> None:
        names = Names(house)
        super().__init__(names, names.common_words())
        self._made: dict[str, Traits] = {}

    def traits(self, article: Article) -> Traits:
        if article.id not in self._made:
            self._made[article.id] = super().traits(article)
        return self._made[article.id]


Seen = tuple[list[Judgement], tuple[Story, ...]]


def arrived(articles: Sequence[Article], reader: Reader, house: House) -> Seen:
    """What stands after the articles came in one by one, in this order."""
    window = Window(reader, opinion)
    for article in articles:
        window.add(article)
    judgements = window.judgements()
    by_id = {a.id: a for a in sorted(articles, key=lambda a: a.id)}
    return judgements, file_stories(window.stories.all(), by_id, judgements, house)


def orders(articles: Sequence[Article], house: House) -> tuple[int, int]:
    """How many of 50 random orders give other Judgements or Stories than the first."""
    reader = Remembering(house)
    first = arrived(articles, reader, house)
    judgements = stories = 0
    for seed in range(ORDERS):
        mixed = list(articles)
        random.Random(seed).shuffle(mixed)
        again = arrived(mixed, reader, house)
        judgements += again[0] != first[0]
        stories += again[1] != first[1]
    return judgements, stories


def through_store(articles: Sequence[Article], portions: int, seed: int) -> list[object]:
    """Stories and stored rows after the articles came in so many portions; then run once more."""
    mixed = list(articles)
    random.Random(seed).shuffle(mixed)
    days = sorted(a.day for a in mixed)
    period = Period(days[0], days[-1])
    seen: list[object] = []
    with tempfile.TemporaryDirectory() as folder:
        desk = _desk(Path(folder))
        for portion in range(portions):
            with desk.store.begin() as connection:
                for number, article in enumerate(mixed[portion::portions]):
                    body = f"{article.id} {portion} {number}".encode()
                    keep(desk, connection, article, body)
            stories = understand(desk, period).stories
        seen.append((stories, desk.store.judgements.all()))
        seen.append((understand(desk, period).stories, desk.store.judgements.all()))
        desk.store.close()
    return seen


def keep(desk: Desk, connection, article: Article, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Put one article into the store as collecting would."""
    sha = hashlib.sha256(body).hexdigest()
    snapshot = Snapshot(sha, article.url, article.seen, 200, "text/html", (), len(body))
    desk.store.pages.keep(connection, snapshot, body, replace(article, snapshot="0" * 64))


def _desk(folder: Path) -> Desk:
    settings = replace(Settings(), desk="demo", folder=str(folder))
    desk = open_desk(settings, hears=Nobody())
    return replace(desk, clock=FixedClock(demo()[0][0].seen))


def main() -> None:
    """Measure, print, compare with the floors."""
    rows: list[tuple[str, int, str, float]] = []
    same: dict[str, float] = {}

    def take(name: str, count: int, measured: Callable[[], str]) -> None:
        started = time.process_time()
        said = measured()
        rows.append((name, count, said, time.process_time() - started))
        same[name] = float(said.startswith("all the same"))

    def in_orders(articles: Sequence[Article], house: House) -> str:
        judgements, stories = orders(articles, house)
        return "all the same" if not judgements + stories else f"{judgements} / {stories} differ"

    wired = demo()[0]
    take("demo wire, 50 orders", len(wired), lambda: in_orders(wired, demo_house()))
    if NEUS.exists():
        reports = neus()[0]
        take("English reports, 50 orders", len(reports), lambda: in_orders(reports, NO_HOUSE))
    whole = through_store(wired, 1, 0)
    take("demo wire through the store, run again", len(wired),
         lambda: "all the same" if whole[0] == whole[1] else "differs")  # fmt: skip
    take("… in six portions", len(wired),
         lambda: "all the same" if through_store(wired, 6, 1) == whole else "differs")  # fmt: skip
    show("Order and repetition", ("what", "articles", "result", "CPU seconds"), rows)
    finish("order", {"rows": rows}, {name: (value, 1.0) for name, value in same.items()})


if __name__ == "__main__":
    sys.exit(main())

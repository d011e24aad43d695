"""The demo: a week of an invented country, served on loopback and collected like any web site."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from torimatome import desks, flow
from torimatome.collect import CollectReport, collect
from torimatome.demo.serve import DemoServer
from torimatome.demo.site import WireArticle, lay_out, read_wire
from torimatome.desk import Desk, World, open_desk
from torimatome.errors import SetupError
from torimatome.model import House, Period
from torimatome.outside.clock import FixedClock, ShiftedClock
from torimatome.outside.fakes import FakeResolver, LoopbackConnector
from torimatome.outside.progress import Hears
from torimatome.publish import FORMS, Published
from torimatome.settings import Settings
from torimatome.understand import Understanding

# The demo's days end at this hour, desk time; each is collected once, as a small desk would.
_EVENING = 20


@dataclass(frozen=True)
class DemoRun:
    """What the demo did."""

    collected: tuple[CollectReport, ...]  # one an evening
    understood: Understanding
    published: Published


def run(settings: Settings, out: Path, hears: Hears) -> DemoRun:
    """The week from feeds to files. Run again, it adds nothing."""
    wire, house = the_week()
    hears.note(
        f"a week of {house.country_name}, which is invented; a few of its sites are broken or late"
        " on purpose, and the lines below say so"
    )
    collected = tuple(collect_week(settings, wire, house, hears))
    with demo_desk(settings, wire, house, evenings(wire, house)[-1], hears) as desk:
        understood, _ = flow.redraft(desk, period_of(wire, house))
        # Run again in a folder whose issue was edited, or by a newer program: the next version.
        how = flow.Release(FORMS, note="この見本は作り直されました。 The sample was made anew.")
        published = flow.release(desk, period_of(wire, house), out, how)
    return DemoRun(collected, understood, published)


def the_week() -> tuple[tuple[WireArticle, ...], House]:
    """The demo's articles and its desk, as shipped."""
    folder = desks.SHIPPED / "demo"
    return read_wire(folder / "wire"), desks.load(folder)


def collect_week(
    settings: Settings, wire: tuple[WireArticle, ...], house: House, hears: Hears
) -> Iterator[CollectReport]:
    """Collect every evening of the week. Time goes forward only: past evenings are left out."""
    for moment in evenings(wire, house):
        with demo_desk(settings, wire, house, moment, hears) as desk:
            last = desk.store.sources.last_visit()
            if last is None or last <= moment:
                hears.note(f"{moment:%A %d %B %Y}")
                yield collect(desk)


def evenings(wire: tuple[WireArticle, ...], house: House) -> list[datetime]:
    """The moments at which the demo collects: every evening of its week."""
    zone = ZoneInfo(house.zone)
    days = sorted({article.published.astimezone(zone).date() for article in wire})
    first, last = days[0], days[-1]
    return [
        datetime(d.year, d.month, d.day, _EVENING, tzinfo=zone)
        for d in (first + timedelta(days=n) for n in range((last - first).days + 1))
    ]


def period_of(wire: tuple[WireArticle, ...], house: House) -> Period:
    """The days the demo's wire covers."""
    moments = evenings(wire, house)
    return Period(moments[0].date().isoformat(), moments[-1].date().isoformat())


@contextmanager
def opened(settings: Settings, hears: Hears) -> Iterator[Desk]:
    """The demo desk on the evening its week ends, its clock going on from there."""
    wire, house = the_week()
    evening = evenings(wire, house)[-1]
    with demo_desk(settings, wire, house, evening, hears) as desk:
        yield replace(desk, clock=ShiftedClock(evening))


@contextmanager
def demo_desk(
    settings: Settings,
    wire: tuple[WireArticle, ...],
    house: House,
    moment: datetime,
    hears: Hears,
) -> Iterator[Desk]:
    """The demo desk at one moment, its web sites laid out and served for as long as it is open."""
    folder = Path(settings.folder) / "demo-web"
    try:
        lay_out(wire, house.outlets, moment, folder)
    except OSError as error:
        raise SetupError(
            f"the demo's web cannot be laid out in {str(folder)!r}: {error.strerror}; make room or"
            " choose another folder with --folder"
        ) from error
    # A folder somebody lays beside them is one more site, for whoever tries adding an outlet.
    beside = {path.name for path in folder.iterdir() if path.is_dir()}
    house = replace(house, allow_hosts=tuple(sorted(beside | set(house.allow_hosts))))
    named = {host for outlet in house.outlets for host in outlet.hosts}
    hosts = {host: ["127.0.0.1"] for host in sorted(beside | named)}
    with DemoServer(folder) as server:
        world = World(FakeResolver(hosts), LoopbackConnector(server.port), FixedClock(moment))
        desk = open_desk(settings, world, hears, house)
        try:
            yield desk
        finally:
            desk.store.close()

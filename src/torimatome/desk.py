"""Desk = house + store + outside world + settings + clock; all real things are wired here."""

from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from torimatome import desks
from torimatome.errors import SetupError
from torimatome.model import House
from torimatome.outside.address import Connector, Resolver, SystemConnector, SystemResolver
from torimatome.outside.clock import Clock, SystemClock
from torimatome.outside.progress import Hears, Nobody
from torimatome.outside.web import Limits, Web
from torimatome.settings import Settings
from torimatome.store import Store


@dataclass(frozen=True)
class Desk:
    """What a step may use. Tests hand over fakes for the outside."""

    house: House
    store: Store
    web: Web
    clock: Clock
    settings: Settings
    hears: Hears
    shipped: House | None = None  # as the desk's folder says, before what people decided since

    @property
    def zone(self) -> ZoneInfo:
        """The zone whose calendar days the bulletin prints."""
        return ZoneInfo(self.house.zone)


@dataclass(frozen=True)
class World:
    """The outside as a desk reaches it. The default is the real one."""

    resolver: Resolver
    connector: Connector
    clock: Clock


def real_world() -> World:
    """The system's name look-up, sockets and clock."""
    return World(SystemResolver(), SystemConnector(), SystemClock())


def open_desk(
    settings: Settings,
    world: World | None = None,
    hears: Hears | None = None,
    house: House | None = None,
) -> Desk:
    """Everything wired for one run. Raises SetupError naming what to change."""
    world = world or real_world()
    house = house or desks.load(desks.find(settings.desk))
    try:
        ZoneInfo(house.zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SetupError(
            f"desk {house.name!r}: no time zone {house.zone!r}; see IANA's list"
        ) from error
    web = Web(
        resolver=world.resolver,
        connector=world.connector,
        clock=world.clock,
        limits=Limits(max_bytes=settings.max_page_bytes, total_seconds=settings.timeout_seconds),
        allow_hosts=house.allow_hosts,
        user_agent=settings.user_agent,
    )
    store = Store(settings.database or _file_address(settings, house))
    hears = hears or Nobody()
    return Desk(as_decided(house, store), store, web, world.clock, settings, hears, house)


def as_decided(house: House, store: Store) -> House:
    """The house with what people decided about its terms: accepted ones in, rejected ones out."""
    said = {(one.term.kind, one.term.en): one for one in store.records.terms()}
    kept = [term for term in house.terms if (term.kind, term.en) not in said]
    added = [one.term for one in said.values() if one.state == "accepted"]
    return replace(house, terms=(*kept, *added)) if said else house


def _file_address(settings: Settings, house: House) -> str:
    folder = Path(settings.folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetupError(
            f"folder {str(folder)!r} cannot be made: {error.strerror}; choose another with --folder"
        ) from error
    return f"sqlite:///{folder / (house.name + '.sqlite')}"

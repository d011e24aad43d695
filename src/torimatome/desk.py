"""Desk = house + store + outside world + settings + clock; all real things are wired here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from torimatome import desks
from torimatome.errors import SetupError
from torimatome.model import House, Outlet, Period, Record
from torimatome.model.act import OutletSaid
from torimatome.model.look import Look
from torimatome.model.look_checks import look_said
from torimatome.outside.address import Connector, Resolver, SystemConnector, SystemResolver
from torimatome.outside.clock import Clock, SystemClock
from torimatome.outside.models import Models
from torimatome.outside.models.allowance import ModelLimits
from torimatome.outside.models.opening import Chosen, open_models
from torimatome.outside.models.states import ModelState, states
from torimatome.outside.progress import Hears, Nobody
from torimatome.outside.web import Limits, Web
from torimatome.settings import Settings
from torimatome.store import Store
from torimatome.store.backup import finish


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

    def week_to(self, end: date | None = None) -> Period:
        """The eight days up to `end` (today by default): both Fridays, as the bulletin has them."""
        last = end or self.clock.now().astimezone(self.zone).date()
        return Period(start=(last - timedelta(days=7)).isoformat(), end=last.isoformat())

    def models(self) -> Models:
        """The models the settings name, with what one run may spend; usually none."""
        return open_models(chosen_models(self.settings), self.clock, self.store.answers)


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
    finish(Path(settings.folder))  # a restore that a kill cut short
    house = house or desks.load(desks.find(settings.desk, own_desks(settings)))
    try:
        ZoneInfo(house.zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SetupError(
            f"desk {house.name!r}: no time zone {house.zone!r}; see IANA's list"
        ) from error
    web = open_web(settings, world, house.allow_hosts)
    open_models(chosen_models(settings), world.clock)  # a wrong setting shows before the work
    if not settings.database:
        _make_folder(Path(settings.folder))
    store = Store(store_address(settings, house.name))
    hears = hears or Nobody()
    return Desk(as_decided(house, store), store, web, world.clock, settings, hears, house)


def open_web(settings: Settings, world: World, allow_hosts: tuple[str, ...] = ()) -> Web:
    """The one way out, with the settings' limits."""
    return Web(
        resolver=world.resolver,
        connector=world.connector,
        clock=world.clock,
        limits=Limits(max_bytes=settings.max_page_bytes, total_seconds=settings.timeout_seconds),
        allow_hosts=allow_hosts,
        user_agent=settings.user_agent,
    )


def chosen_models(settings: Settings) -> Chosen:
    """What the settings say of models."""
    limits = ModelLimits(
        question_seconds=settings.model_timeout_seconds,
        run_seconds=settings.model_seconds,
        tokens=settings.model_tokens,
        money=settings.model_money,
        price=settings.model_price,
    )
    return Chosen(
        address=settings.model_address,
        model=settings.model_name,
        key=settings.model_key,
        translators=settings.translators,
        embedder=settings.embedder,
        limits=limits,
    )


def model_states(settings: Settings) -> tuple[ModelState, ...]:
    """Whether each model the settings name answers; asks each a small question, uncached."""
    return states(chosen_models(settings), SystemClock())


def as_decided(house: House, store: Store) -> House:
    """The house with what people decided since: terms in and out, outlets added and paused."""
    said = {(one.term.kind, one.term.en): one for one in store.records.terms()}
    if said:
        kept = [term for term in house.terms if (term.kind, term.en) not in said]
        added = [one.term for one in said.values() if one.state == "accepted"]
        house = replace(house, terms=(*kept, *added))
    house = replace(house, look=look_now(house.look, store.records.get("look", "desk")))
    outlets = store.records.outlets()
    return replace(house, outlets=outlets_now(house.outlets, outlets)) if outlets else house


def look_now(shipped: Look, said: Record) -> Look:
    """The look people saved, or that of the desk's folder; its pictures and fonts either way.

    What was saved may name a logo or font the folder no longer holds: then the folder's own
    look is printed. Nothing is raised; the Look page tells it, by `look_said`.
    """
    return look_said(shipped, said.value)[0]


def outlets_now(shipped: tuple[Outlet, ...], said: Mapping[str, OutletSaid]) -> tuple[Outlet, ...]:
    """The outlets as people left them: those of the folder in their order, then those added."""
    known = {outlet.id for outlet in shipped}
    base = [*shipped, *(one.outlet for id_, one in said.items() if one.outlet and id_ not in known)]
    return tuple(_outlet_now(outlet, said.get(outlet.id)) for outlet in base)


def _outlet_now(outlet: Outlet, said: OutletSaid | None) -> Outlet:
    if said is None:
        return outlet
    outlet = said.outlet or outlet
    if said.paused is None:
        return outlet
    # Going on brings back what the folder itself had paused, and nothing else.
    sources = tuple(
        replace(s, state="paused") if said.paused
        else replace(s, state="live") if s.state == "paused"
        else s
        for s in outlet.sources
    )  # fmt: skip
    return replace(outlet, sources=sources)


def own_desks(settings: Settings) -> Path:
    """Where desks made on the Set-up page lie."""
    return Path(settings.folder) / "desks"


def desk_folder(settings: Settings, house: House) -> Path:
    """The folder a house was read from. Raises SetupError when it is nowhere to be found."""
    named = desks.find(settings.desk, own_desks(settings))
    if desks.name_in(named) == house.name:
        return named
    return desks.find(house.name, own_desks(settings))


def store_address(settings: Settings, name: str) -> str:
    """The address of the store of a desk of this name: the setting's, else a file in the folder."""
    return settings.database or f"sqlite:///{Path(settings.folder) / (name + '.sqlite')}"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetupError(
            f"folder {str(folder)!r} cannot be made: {error.strerror}; choose another with --folder"
        ) from error

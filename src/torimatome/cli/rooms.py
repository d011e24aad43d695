"""The desks one server may show: the one that is open, and how another takes its place."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from torimatome import desks, flow
from torimatome.cli.aside import Aside, reopens
from torimatome.cli.doctor import checkups
from torimatome.collect.discover import Setting, discover
from torimatome.desk import (
    Desk,
    World,
    as_decided,
    desk_folder,
    open_desk,
    open_web,
    own_desks,
    real_world,
    store_address,
)
from torimatome.desks.new import checked, presets, put
from torimatome.edit.web.ahead import Ahead
from torimatome.edit.web.live import Works
from torimatome.edit.web.making import DeskLine, SetUp
from torimatome.edit.web.plans import Plans
from torimatome.edit.web.room import Room
from torimatome.errors import SetupError
from torimatome.model import Issue, Outlet, Period, SectionRule, Style
from torimatome.model.manner import Manner
from torimatome.model.new_desk import NewDesk
from torimatome.model.trial import Trial
from torimatome.remember.learn import learn
from torimatome.remember.manner import manner_of
from torimatome.remember.read import read_issue
from torimatome.settings import Settings
from torimatome.store import Store
from torimatome.store.backup import Backup, Place, Restored, back_up, read_backup, restore
from torimatome.text.times import to_text


class Rooms:
    """Every desk opened so far, by name. Threads may share it.

    The first is as the server was started; others are opened in `world`, the real one unless a
    test says otherwise. `beside`: their long work is done in processes of their own.
    """

    def __init__(
        self, desk: Desk, works: Works, world: World | None = None, *, beside: bool = False
    ) -> None:
        self._beside = beside
        self.works = works
        self._world = world or real_world()
        self._plans = Plans()
        self._lock = threading.RLock()
        self._first = desk
        self._known: dict[str, Room] = {}
        self._asides: dict[str, Aside] = {}
        self.now = self._take(desk)

    def open(self, name: str) -> Room:
        """The room of a desk, which is from now on the one that is shown."""
        with self._lock:
            if name not in self._known:
                known_name(self._first.settings, name)
                settings = replace(self._first.settings, desk=name)
                if settings.database:
                    raise SetupError(
                        "the setting 'database' names one store, and each desk needs its own: end"
                        f" the server, then run `torimatome --desk {name} serve` with another"
                    )
                self._take(open_desk(settings, self._world, self.works))
            self.now = self._known[name]
            return self.now

    def period(self) -> Period:
        """The week up to today, of the desk that is shown."""
        return self.now.editor.desk.week_to()

    def leave(self) -> None:
        """Begin to close: whoever waits for long work or listens is told at once."""
        self.works.bell.end()
        for aside in list(self._asides.values()):
            aside.leave()

    def close(self) -> None:
        """Let go of every store and process; closing one twice is no harm."""
        for aside in self._asides.values():
            aside.close()
        for room in self._known.values():
            room.editor.desk.store.close()

    def _take(self, desk: Desk) -> Room:
        services = replace(flow.services(desk, self.works), setup=self._setup(desk))
        wire = None
        if self._beside and reopens(desk):
            aside = self._asides[desk.house.name] = Aside(desk)
            services, wire = aside.services(desk, services), aside.steps
        room = Room(flow.editor(desk, wire), self.works, services)
        room.editor.grouped = Ahead(room).begin
        self._known[desk.house.name] = room
        return room

    def _setup(self, desk: Desk) -> SetUp:
        settings = desk.settings
        return SetUp(
            presets=presets(),
            desks=lambda: desk_lines(settings, self._first),
            outlets_of=lambda name: outlets_of(settings, name),
            try_outlet=lambda address: look(settings, self._world, address),
            read_past=read_past,
            manner=manner_with_terms,
            make=self._make,
            open_room=self.open,
            back_up=lambda target: backed_up(desk, target),
            restore=lambda file: self._restore(desk, file),
            check=lambda: checkups(replace(desk, house=as_decided(desk.shipped or desk.house,
                                                                  desk.store))),
            plans=self._plans,
        )  # fmt: skip

    def _make(self, new: NewDesk, past: Sequence[tuple[str, bytes]]) -> None:
        make_desk(self._first.settings, new)
        room = self.open(new.name)
        for name, body in past:
            room.services.keep(name, body)

    def _restore(self, desk: Desk, file: Path) -> str:
        with self._lock:
            aside = self._asides.get(read_backup(file).desk)
            if aside is not None:  # it holds the store that is replaced
                aside.rest()
            done = put_back(desk.settings, file, to_text(desk.clock.now()))
            name = done.backup.desk
            old = self._known.pop(name, None)
            if old is not None:
                if aside is not None:
                    aside.close()
                self._take(self._reread(old.editor.desk))
            return name

    def _reread(self, old: Desk) -> Desk:
        """The desk anew after its store and folder were replaced; an old store is brought up."""
        house = old.shipped or old.house
        own = own_desks(old.settings) / house.name
        if (own / "desk.yaml").is_file():
            house = desks.load(own)
        store = Store(store_address(old.settings, house.name))
        fresh = replace(old, house=as_decided(house, store), store=store, shipped=house)
        if old.store is self._first.store:
            self._first = fresh
        old.store.close()
        return fresh


def desk_lines(settings: Settings, first: Desk) -> list[DeskLine]:
    """The desks that can be opened; one that cannot be read is left out."""
    house = first.house
    country_ja = desks.in_japanese(house.country_name, house.terms)
    found = {house.name: DeskLine(house.name, house.country_name, False, country_ja)}
    own = own_desks(settings)
    for folder in desks.every(own):
        try:
            name, (country, country_ja) = desks.name_in(folder), desks.country_in(folder)
        except SetupError:
            continue
        found[name] = DeskLine(name, country, folder.parent == desks.SHIPPED, country_ja)
    return [found[name] for name in sorted(found)]


def known_name(settings: Settings, name: str) -> Path:
    """The folder of a desk known by name; a page never opens any other folder.

    Raises SetupError naming the desks there are.
    """
    folders = {desks.name_in(f): f for f in desks.every(own_desks(settings)) if f.name == name}
    if name not in folders:
        known = ", ".join(sorted({f.name for f in desks.every(own_desks(settings))}))
        raise SetupError(f"no desk {name[:60]!r} here; there are {known}")
    return folders[name]


def outlets_of(settings: Settings, name: str) -> tuple[Outlet, ...]:
    """The outlets of a desk known by name."""
    return desks.load(known_name(settings, name)).outlets


def look(settings: Settings, world: World, address: str) -> Trial:
    """What an address would bring to a desk that is not there yet."""
    setting = Setting(world.clock.now(), ZoneInfo("UTC"), (), flow.language_told)
    return discover(open_web(settings, world), address, setting)


def read_past(name: str, body: bytes) -> Issue:
    """A past Issue of a desk that is not there yet, by the general form and every known section."""
    sections: list[SectionRule] = list(presets().sections.values())
    return read_issue(body, name, Style(), sections).issue


def manner_with_terms(issues: Sequence[Issue]) -> Manner:
    """How past Issues are written, and the terms they teach."""
    return manner_of(issues, learn(issues, ()))


def make_desk(settings: Settings, new: NewDesk) -> Path:
    """Write a new desk's folder; gives where. Raises SetupError, and then nothing is there."""
    own = own_desks(settings)
    taken = [desks.name_in(folder) for folder in desks.every()]
    store = Path(settings.folder) / f"{new.name}.sqlite"
    if store.exists() and not (own / new.name).exists():
        raise SetupError(
            f"a store of a desk {new.name!r} lies in {settings.folder!r} already; choose another"
            " name, or restore that desk"
        )
    place, _ = put(checked(new, taken), own)
    return place


def place_of(settings: Settings, name: str) -> Place:
    """Where the things of a desk of this name lie."""
    return Place(Path(settings.folder), store_address(settings, name), own_desks(settings))


def backed_up(desk: Desk, target: Path) -> Backup:
    """A desk that is open, as one file."""
    folder = desk_folder(desk.settings, desk.house)
    ships = folder.parent == desks.SHIPPED
    where = place_of(desk.settings, desk.house.name)
    return back_up(where, (desk.house.name, folder, ships), target, to_text(desk.clock.now()))


def put_back(settings: Settings, file: Path, moment: str) -> Restored:
    """A backup in the place of what the folder holds of its desk."""
    name = read_backup(file).desk
    if settings.database:
        here = desks.name_in(desks.find(settings.desk, own_desks(settings)))
        if here != name:
            raise SetupError(
                f"{file.name!r} is of the desk {name!r}, and the setting 'database' names the store"
                f" of {here!r}; restore it without that setting"
            )
    stamp = f"{name}-{moment}".replace(":", "").replace("-", "")
    return restore(file, place_of(settings, name), stamp, fits)


def fits(folder: Path, name: str) -> None:
    """Whether a desk's folder out of a backup is that desk's. Raises SetupError if not."""
    house = desks.load(folder)
    if house.name != name:
        raise SetupError(f"the backup says it is of {name!r}, its folder is of {house.name!r}")

"""The self-check: what this machine, this desk and its store are like, one Checkup a line."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from torimatome import desks
from torimatome.desk import Desk, model_states, own_desks, store_address
from torimatome.edit.web.health import health
from torimatome.edit.web.view import say
from torimatome.errors import SetupError
from torimatome.model import House
from torimatome.model.checkup import ATTENTION, BROKEN, OK, Checkup
from torimatome.outside.clock import Clock
from torimatome.outside.machine import (
    check_clock,
    check_disk,
    check_folder,
    check_libraries,
    check_python,
)
from torimatome.publish.fonts import find_fonts
from torimatome.settings import Settings
from torimatome.store.backup import damage, file_of

_WORST = {BROKEN: 0, ATTENTION: 1, OK: 2}
# What an outlet's health means for the desk as a whole.
_OUTLET = {"broken": BROKEN, "late": ATTENTION, "quiet": ATTENTION, "never": ATTENTION}
MOST_OUTLETS = 20  # told one by one; the table of outlets has them all


def of_machine(settings: Settings) -> Iterator[Checkup]:
    """What can be told before any desk is opened."""
    folder = Path(settings.folder)
    yield check_python()
    yield check_libraries()
    try:
        yield Checkup("fonts", OK, (("count", str(len(find_fonts().files))),))
    except SetupError as error:
        yield Checkup("fonts", BROKEN, (), str(error))
    yield check_folder(folder)
    yield check_disk(folder)
    for model in model_states(settings):
        state = OK if model.works else ATTENTION
        yield Checkup("model", state, (("name", f"{model.kind} {model.name}"),), model.words)


def of_desk(settings: Settings) -> Checkup:
    """Whether the desk the settings name can be read."""
    try:
        house = desks.load(desks.find(settings.desk, own_desks(settings)))
    except SetupError as error:
        return Checkup("desk", BROKEN, (("name", settings.desk),), str(error))
    return desk_line(house)


def desk_line(house: House) -> Checkup:
    """A desk that could be read."""
    slots = (("name", house.name), ("outlets", str(len(house.outlets))))
    return Checkup("desk", OK if house.outlets else ATTENTION, slots)


def of_store(settings: Settings, house: House) -> Checkup:
    """Whether the store is whole; a server looks after its own."""
    address = store_address(settings, house.name)
    if not address.startswith("sqlite"):
        return Checkup("store", OK, (("place", house.name),))
    file = file_of(address)
    slots = (("place", str(file)),)
    if not file.exists():
        return Checkup("store", OK, slots)
    wrong = damage(file)
    return Checkup("store", BROKEN if wrong else OK, slots, wrong)


def of_outlets(desk: Desk, clock: Clock) -> Iterator[Checkup]:
    """One line for all outlets, and one for each that is not well."""
    states, now = desk.store.sources.states(), clock.now()
    found = [(o, health(o, states, now)) for o in desk.house.outlets]
    well = sum(h.state in ("ok", "paused", "hand") for _, h in found)
    yield Checkup("outlets", OK if well == len(found) else ATTENTION,
                  (("well", str(well)), ("all", str(len(found)))))  # fmt: skip
    troubled = [(o, h) for o, h in found if h.state in _OUTLET and h.state != "never"]
    for outlet, one in sorted(troubled, key=lambda t: _WORST[_OUTLET[t[1].state]])[:MOST_OUTLETS]:
        why = "; ".join(f"{source}: {reason}" for source, reason in one.reasons)
        yield Checkup("outlet", _OUTLET[one.state], (("name", outlet.citation),), why)


def checkups(desk: Desk) -> tuple[Checkup, ...]:
    """Everything about a desk that is open, the worst first."""
    newest = desk.store.sources.last_visit()
    now = desk.clock.now()
    # A minute of grace: clocks of several machines on one store differ.
    late = newest - timedelta(minutes=1) if newest else None
    found = [
        *of_machine(desk.settings),
        desk_line(desk.house),
        of_store(desk.settings, desk.house),
        check_clock(now, late, desk.house.zone),
        *of_outlets(desk, desk.clock),
    ]
    return tuple(sorted(found, key=lambda one: _WORST[one.state]))


def lines(found: tuple[Checkup, ...], language: str) -> Iterator[str]:
    """The checkups in words."""
    marks = {OK: "✓", ATTENTION: "!", BROKEN: "✗"}
    for one in found:
        words = say(f"doctor_{one.name}_{one.state}", language, **dict(one.slots))
        yield f"{marks[one.state]} {words}" + (f"\n    {one.reason}" if one.reason else "")

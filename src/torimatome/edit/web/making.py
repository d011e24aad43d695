"""What the Set-up page asks of the rest of the program to make, open, keep and check desks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from torimatome.edit.web.plans import Plans
from torimatome.model import Issue, Outlet
from torimatome.model.checkup import Checkup
from torimatome.model.manner import Manner
from torimatome.model.new_desk import NewDesk, Presets
from torimatome.model.trial import Trial


@dataclass(frozen=True)
class DeskLine:
    """A desk that can be opened."""

    name: str
    country: str
    ships: bool  # it comes with the program
    country_ja: str = ""  # as its terms say it; "" = they do not


@dataclass(frozen=True)
class SetUp:
    """What the Set-up page asks of the rest of the program; `cli/rooms.py` wires it."""

    presets: Presets
    desks: Callable[[], Sequence[DeskLine]]
    outlets_of: Callable[[str], Sequence[Outlet]]  # of a desk by name
    try_outlet: Callable[[str], Trial]
    read_past: Callable[[str, bytes], Issue]
    manner: Callable[[Sequence[Issue]], Manner]
    make: Callable[[NewDesk, Sequence[tuple[str, bytes]]], None]  # with past issues to keep in it
    open_room: Callable[[str], object]  # the Room of a desk, by its name
    back_up: Callable[[Path], object]
    restore: Callable[[Path], str]  # gives the name of the desk that was put back
    check: Callable[[], Sequence[Checkup]]
    plans: Plans = field(default_factory=Plans)

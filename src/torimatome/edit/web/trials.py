"""Looking at addresses meanwhile: each in a thread of its own, its Trial kept until it is used."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from torimatome.errors import DeskError, EditError
from torimatome.model.trial import Trial

MOST_KEPT = 40
MOST_AT_ONCE = 12
# So long a page waits for a quick answer before it is shown without one.
PATIENCE_SECONDS = 1.5


@dataclass
class Looking:
    """One address that is, or was, looked at."""

    id: str
    address: str
    outlet: str = ""  # Outlet.id when one of the desk's is tested
    trial: Trial | None = None
    problem: str = ""
    ended: threading.Event = field(default_factory=threading.Event)


class Trials:
    """What was looked at lately. Threads may share it; nothing of it is kept on disk."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[str, Looking] = OrderedDict()

    def begin(
        self, address: str, call: Callable[[], Trial], rings: Callable[[], None], outlet: str = ""
    ) -> Looking:
        """Look at the address in the background; `rings` is called when it is done."""
        one = Looking(secrets.token_hex(8), address, outlet)
        with self._lock:
            if sum(not known.ended.is_set() for known in self._known.values()) >= MOST_AT_ONCE:
                raise EditError(f"{MOST_AT_ONCE} addresses are looked at now; wait for one to end")
            self._known[one.id] = one
            while len(self._known) > MOST_KEPT:
                self._known.popitem(last=False)
        threading.Thread(target=_look, args=(one, call, rings), daemon=True, name="trial").start()
        return one

    def get(self, id_: str) -> Looking | None:
        """One of them; None when it is not known (any more)."""
        with self._lock:
            return self._known.get(id_)


def _look(one: Looking, call: Callable[[], Trial], rings: Callable[[], None]) -> None:
    try:
        one.trial = call()
    except DeskError as error:
        one.problem = str(error)
    except BaseException:
        one.problem = "the program failed here; see where it was started for the traceback"
        raise
    finally:
        one.ended.set()
        rings()

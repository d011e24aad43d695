"""What pages work out once and show often, until what it was made from changes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar, cast

from torimatome.errors import DeskError

T = TypeVar("T")
# Things kept at once: some for each page and period that people have open. A week's rows of
# 10,000 stories take 8 MB, so that a dozen of the largest still leave a small machine its breath.
MOST = 24


class Memory:
    """Values by name, each with what it was made from. Threads may share it.

    Two threads that miss at the same moment both work the value out; the same value, so that
    neither waits for the other.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[tuple[object, ...], object]] = OrderedDict()

    def get(self, name: Hashable, sources: tuple[object, ...], make: Callable[[], T]) -> T:
        """The value of `name`, made anew when one of its `sources` is another object."""
        with self._lock:
            found = self._kept.get(name)
            if found is not None:
                self._kept.move_to_end(name)
        if found is not None and _same(found[0], sources):
            return cast(T, found[1])
        made = make()
        self.put(name, sources, made)
        return made

    def known(self, name: Hashable, sources: tuple[object, ...]) -> object | None:
        """The value of `name` if it was made from these `sources`; nothing is worked out."""
        with self._lock:
            found = self._kept.get(name)
        return found[1] if found is not None and _same(found[0], sources) else None

    def put(self, name: Hashable, sources: tuple[object, ...], value: object) -> None:
        """Keep a value that was worked out elsewhere."""
        with self._lock:
            self._kept[name] = sources, value
            self._kept.move_to_end(name)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


class Beside(Generic[T]):
    """One value that takes long to work out: made in a thread of its own, shown when there."""

    def __init__(
        self, first: T, patience: float, at_first: float = 0.0, ring: Callable[[], object] = bool
    ) -> None:
        self._lock = threading.Lock()
        self._value = first
        self._patience = patience  # seconds a page waits for it
        self._at_first = max(at_first, patience)  # … when there is none yet
        self._ring = ring  # called when a value is there that somebody did not wait for
        self._missed = False
        self._of: tuple[object, ...] = (None,)
        self._making: tuple[object, ...] | None = None
        self._maker: threading.Thread | None = None

    def get(self, sources: tuple[object, ...], make: Callable[[], T]) -> tuple[T, bool]:
        """The latest value, and whether a newer one is being made.

        While one is made nothing else is begun; whoever asks next begins it anew.
        """
        with self._lock:
            if _same(self._of, sources):
                return self._value, False
            begin = self._making is None
            if begin:
                self._making = sources
        if begin:
            maker = threading.Thread(target=self._make, args=(sources, make), daemon=True)
            maker.start()
            self._maker = maker
        maker_now = self._maker
        if maker_now is not None:
            maker_now.join(self._patience if self._of != (None,) else self._at_first)
        with self._lock:
            late = not _same(self._of, sources)
            self._missed = self._missed or late
            return self._value, late

    def _make(self, sources: tuple[object, ...], make: Callable[[], T]) -> None:
        try:
            made = make()
            with self._lock:
                self._value, self._of = made, sources
                missed, self._missed = self._missed, False
            if missed:
                self._ring()
        except DeskError:  # what was known stays; who asks next begins it anew
            return
        finally:
            with self._lock:
                self._making = None


def _same(before: tuple[object, ...], now: tuple[object, ...]) -> bool:
    """Whether all sources are the same: numbers and texts by value, all else by identity."""
    return len(before) == len(now) and all(
        a is b or (isinstance(a, int | str) and a == b) for a, b in zip(before, now, strict=True)
    )

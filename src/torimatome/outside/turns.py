"""Turns: one request per host at a time, with a pause between two; other hosts go on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from torimatome.outside.clock import Clock


@dataclass
class _Gate:
    lock: threading.Lock = field(default_factory=threading.Lock)
    ready: float = float("-inf")  # moment on the monotonic clock before which no one goes


class Turns:
    """Hands out turns by host. Safe to share between threads; a turn is never nested."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._gates: dict[str, _Gate] = {}
        self._lock = threading.Lock()  # guards `_gates` and every `ready`

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """Wait until the host is free and rested; afterwards it rests for `pause` seconds."""
        gate = self._gate(host)
        with gate.lock:
            with self._lock:
                wait = gate.ready - self._clock.monotonic()
                gate.ready = float("-inf")
            if wait > 0:
                self._clock.sleep(wait)
            try:
                yield
            finally:
                self.hold(host, pause)

    def hold(self, host: str, seconds: float) -> None:
        """Let no one ask the host for so long; a longer rest already set stays."""
        gate = self._gate(host)
        with self._lock:
            gate.ready = max(gate.ready, self._clock.monotonic() + seconds)

    def _gate(self, host: str) -> _Gate:
        with self._lock:
            return self._gates.setdefault(host, _Gate())

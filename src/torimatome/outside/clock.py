"""Clock: the only place that knows what time it is, and a fake that stands still."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the moment, measures stretches of time, and waits."""

    def now(self) -> datetime:
        """The moment, in UTC."""

    def monotonic(self) -> float:
        """Seconds since some fixed start; only differences mean anything."""

    def sleep(self, seconds: float) -> None:
        """Come back when `seconds` have gone by."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some fixed start."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait; a negative stretch is no wait."""
        time.sleep(max(0.0, seconds))


class ShiftedClock(SystemClock):
    """The machine's clock set to another moment, from which it goes on at its usual pace."""

    def __init__(self, moment: datetime) -> None:
        self._ahead = moment - datetime.now(UTC)

    def now(self) -> datetime:
        """The moment it was set to, and the time since."""
        return datetime.now(UTC) + self._ahead


class FixedClock:
    """A clock that stands still: sleeping takes no time and moves nothing.

    Because `monotonic` stands still too, a time limit over several steps never runs out;
    `fakes.MovingClock` is the one for testing limits.
    """

    def __init__(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError(f"{moment!r} has no time zone; give a moment in UTC")
        self._moment = moment.astimezone(UTC)
        self.naps: list[float] = []  # seconds, in the order they were asked for

    def now(self) -> datetime:
        """The moment it was made with, in UTC."""
        return self._moment

    def monotonic(self) -> float:
        """Always the same."""
        return 0.0

    def sleep(self, seconds: float) -> None:
        """Note the nap and return at once."""
        self.naps.append(seconds)

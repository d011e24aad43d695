"""What the past teaches, learned once as long as the past and the house stay the same."""

import threading
from collections.abc import Sequence

from torimatome.model import Decision, House
from torimatome.understand.filing.learned import Learned, learn
from torimatome.understand.filing.sight import Eyes


class Once:
    """The last thing learned. A year of issues takes seconds to learn from; an act of an editor
    that groups a week anew changes nothing in it. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: tuple[House, Sequence[Decision]] | None = None
        self._learned: Learned | None = None

    def learn(self, decisions: Sequence[Decision], house: House) -> Learned | None:
        """What `learn` gives for these decisions, on this house."""
        with self._lock:
            if self._of is None or self._of[0] is not house or self._of[1] != decisions:
                self._learned = learn(decisions, Eyes(house))
                self._of = house, decisions
            return self._learned

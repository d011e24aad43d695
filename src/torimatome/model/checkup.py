"""Checkup: one thing the self-check looked at, and how it stands."""

from dataclasses import dataclass

OK, ATTENTION, BROKEN = "ok", "attention", "broken"


@dataclass(frozen=True)
class Checkup:
    """One line of the self-check. Its words are `doctor_<name>_<state>` of words.yaml."""

    name: str  # python | libraries | fonts | folder | disk | store | clock | desk | outlet | model
    state: str  # ok | attention | broken
    slots: tuple[tuple[str, str], ...] = ()  # what the words' slots hold
    reason: str = ""  # as it was found, in English; names the thing

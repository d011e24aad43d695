"""Times as the store writes them: ISO 8601 text in UTC, to the second."""

from datetime import UTC, datetime

_LETTERS = 20


def to_text(moment: datetime) -> str:
    """`2026-05-08T09:40:00Z`. The moment must know its zone."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_text(text: str) -> datetime:
    """The moment `to_text` wrote, in UTC. Raises ValueError for anything else."""
    if len(text) != _LETTERS or not text.endswith("Z"):
        raise ValueError(f"{text[:40]!r} is no moment as the store writes it")
    return datetime.fromisoformat(text)  # a twentieth of the time strptime takes


def maybe_to_text(moment: datetime | None) -> str | None:
    """Like `to_text`; None stays None."""
    return None if moment is None else to_text(moment)


def maybe_from_text(text: str | None) -> datetime | None:
    """Like `from_text`; None stays None."""
    return None if text is None else from_text(text)

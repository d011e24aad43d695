"""How an outlet does: well, late, quiet, broken or paused, since when and why. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from torimatome.model import Outlet, Source
from torimatome.model.entry import SourceState

# The worst first; keys of words.yaml: health_<state> and, for all but ok, advice_<state>.
STATES = ("broken", "late", "quiet", "never", "hand", "paused", "ok")


@dataclass(frozen=True)
class Health:
    """One outlet's state, as the worst of its sources has it."""

    state: str  # of STATES; "hand": no source is read, its articles are handed in
    reasons: tuple[tuple[str, str], ...] = ()  # source id, what it said
    last: datetime | None = None  # UTC, the newest visit
    newest: datetime | None = None  # UTC, when it last brought something
    expected: float | None = None  # articles a day, all sources together; None = unknown


def health(outlet: Outlet, states: Mapping[str, SourceState], now: datetime) -> Health:
    """How the outlet does at this moment."""
    read = [s for s in outlet.sources if s.polled]
    known = {s.id: states[s.id] for s in outlet.sources if s.id in states}
    last = max((k.checked for k in known.values() if k.checked), default=None)
    newest = max((k.newest for k in known.values() if k.newest), default=None)
    paces = [s.expect.articles_a_day for s in read if s.expect.articles_a_day is not None]
    told = [_source(source, known.get(source.id), now) for source in read]
    if outlet.paused:
        state = "paused"
    elif not read:
        state = "hand"
    else:
        state = min((one for one, _ in told), key=STATES.index)
    reasons = tuple((source.id, why) for source, (_, why) in zip(read, told, strict=True) if why)
    return Health(state, reasons, last, newest, sum(paces) if paces else None)


def _source(source: Source, kept: SourceState | None, now: datetime) -> tuple[str, str]:
    if kept is None or kept.checked is None:
        return "never", ""
    if kept.failures:
        return "broken", kept.reason
    # A window that closed twice over: what came and went between is lost.
    if now - kept.checked > timedelta(hours=2 * source.expect.poll_hours):
        return "late", f"last visited {kept.checked:%Y-%m-%d %H:%M} UTC"
    quiet = timedelta(days=source.expect.quiet_after_days)
    if kept.newest is None or now - kept.newest > quiet:
        since = f"since {kept.newest:%Y-%m-%d}" if kept.newest else "yet"
        return "quiet", f"nothing new {since}"
    return "ok", ""

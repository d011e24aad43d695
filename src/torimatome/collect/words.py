"""Warnings a visit gives rise to: a window missed, a source gone quiet, fewer items than usual."""

from datetime import datetime, timedelta

from torimatome.collect.visit import Visit
from torimatome.model import SourceKind
from torimatome.model.entry import SourceState


def oddities(visit: Visit, before: SourceState, new: int, now: datetime) -> list[str]:
    """What an editor should know of a visit that did not fail, each with what to do."""
    said = []
    source, total = visit.source, len(visit.entries)
    windowed = source.kind in (SourceKind.FEED, SourceKind.SITEMAP)
    if windowed and before.answered is not None and total > 1 and new == total:
        said.append(
            f"all {total} entries are new since {before.answered:%Y-%m-%d %H:%M} UTC: some may have"
            f" come and gone unseen; collect at least every {source.expect.poll_hours:g} h"
        )
    newest = now if new else before.newest
    quiet = timedelta(days=source.expect.quiet_after_days)
    if newest is not None and now - newest > quiet:
        said.append(
            f"nothing new since {newest:%Y-%m-%d}; it usually has something within"
            f" {source.expect.quiet_after_days:g} days: look at {source.url} in a browser"
        )
    return [*said, *visit.warnings]


def advice(visit: Visit, state: SourceState) -> list[str]:
    """Why a visit failed, how often in a row, and what to do."""
    assert visit.error is not None
    words = [visit.error.reason]
    if state.failures > 1:
        words.append(f"failed {state.failures} times in a row")
    if state.failures >= 3:
        words.append(
            f"look at {visit.source.url} in a browser; if it has moved, correct the outlet's file"
            f" outlets/{visit.outlet.id}.yaml, or set its state to dead"
        )
    return words

"""What the commands share: opening the desk, days and periods on the command line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import click

from torimatome import flow
from torimatome.desk import Desk, open_desk
from torimatome.edit.web.room import period_of as named_period
from torimatome.errors import SetupError
from torimatome.model import Period
from torimatome.outside.progress import Terminal
from torimatome.settings import Settings


@contextmanager
def opened(settings: Settings) -> Iterator[Desk]:
    """The settings' desk, closed at the end; progress goes to the terminal."""
    with Terminal() as terminal:
        desk = open_desk(settings, hears=terminal)
        try:
            yield desk
        finally:
            desk.store.close()


def day_option(_ctx: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    """A day given as YYYY-MM-DD."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no day; write it YYYY-MM-DD") from error


_Command = Callable[..., None]


def period_options(command: _Command) -> _Command:
    """Give a command --from and --to."""
    command = click.option("--to", "end", callback=day_option, help="last day; default today")(
        command
    )
    return click.option(
        "--from", "start", callback=day_option, help="first day; default a week before"
    )(command)


def period_of(desk: Desk, start: date | None, end: date | None) -> Period:
    """The days asked for; by default the week up to today."""
    period = flow.week_to(desk, end)
    if start is not None:
        period = replace(period, start=start.isoformat())
    if period.start > period.end:
        raise SetupError(f"the period begins {period.start}, after its end {period.end}")
    return period


def issue_period(desk: Desk, issue: str | None) -> Period:
    """The period an issue is named by, 2026-05-01_2026-05-08; the newest drafted by default."""
    if issue:
        return named_period(issue)
    newest = desk.store.issues.latest_draft()
    if newest is None:
        raise SetupError("nothing is drafted yet; run `torimatome run`")
    return newest.period

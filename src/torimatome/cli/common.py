"""What the commands share: opening the desk, days and periods, where the files lie."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from torimatome.desk import Desk, open_desk
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


# Weeks before and after a day of these are days as well; Python's calendar ends in 1 and 9999.
YEARS = range(1900, 2200)


def day_option(_ctx: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    """A day given as YYYY-MM-DD, of a year that news can be of."""
    if value is None:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no day; write it YYYY-MM-DD") from error
    if day.year not in YEARS:
        raise click.BadParameter(f"{value!r} is of no year from {YEARS[0]} to {YEARS[-1]}")
    return day


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
    period = desk.week_to(end)
    if start is not None:
        period = replace(period, start=start.isoformat())
    if period.start > period.end:
        raise SetupError(
            f"the period begins {period.start!r}, after its end {period.end!r}; correct --from"
            " or --to"
        )
    return period


def say_files(files: Mapping[str, Path], items: int) -> None:
    """Where the files of a bulletin lie."""
    click.echo(f"a bulletin of {items} items:")
    for form, path in files.items():
        if form != "index":
            click.echo(f"  {form:<5} {path}")
    click.echo(f"look at them with their sources: {files['index'].resolve().as_uri()}")

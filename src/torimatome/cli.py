"""One command a step, and the ones that tie them together."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import click

from torimatome import __version__, demo, flow
from torimatome.collect import HandIn, add_by_hand, collect, collect_from
from torimatome.desk import Desk, open_desk
from torimatome.errors import DeskError, SetupError
from torimatome.model import Period
from torimatome.outside.progress import Terminal
from torimatome.publish import FORMS
from torimatome.publish.issue_json import to_json
from torimatome.settings import HELP, Settings, read_settings


class _Commands(click.Group):
    """Shows our own errors as one clear line; anything else is a bug and keeps its traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except DeskError as error:
            click.echo(f"torimatome: {error}", err=True)
            ctx.exit(2 if isinstance(error, SetupError) else 1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option("--desk", help=HELP["desk"])
@click.option("--folder", help=HELP["folder"])
@click.option("--settings", "file", type=click.Path(path_type=Path), help="a settings file (YAML)")
@click.pass_context
def main(ctx: click.Context, desk: str | None, folder: str | None, file: Path | None) -> None:
    """Torimatome (とりまとめ): a week of public news becomes a bilingual, cited bulletin.

    Begin with `torimatome demo`, or with your own desk: `torimatome --desk FOLDER run`.
    """
    settings = read_settings(file=file)
    settings = replace(settings, desk=desk or settings.desk, folder=folder or settings.folder)
    ctx.obj = settings


@contextmanager
def _open(settings: Settings) -> Iterator[Desk]:
    with Terminal() as terminal:
        desk = open_desk(settings, hears=terminal)
        try:
            yield desk
        finally:
            desk.store.close()


def _day(_ctx: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no day; write it YYYY-MM-DD") from error


_Command = Callable[..., None]


def _period_options(command: _Command) -> _Command:
    command = click.option("--to", "end", callback=_day, help="last day; default today")(command)
    return click.option("--from", "start", callback=_day, help="first day; default a week before")(
        command
    )


def _period(desk: Desk, start: date | None, end: date | None) -> Period:
    period = flow.week_to(desk, end)
    if start is not None:
        period = replace(period, start=start.isoformat())
    if period.start > period.end:
        raise SetupError(f"the period begins {period.start}, after its end {period.end}")
    return period


@main.command("demo")
@click.option("--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True)
@click.pass_obj
def demo_command(settings: Settings, out: Path) -> None:
    """Run a week of an invented country, from its web sites to the finished bulletin."""
    with Terminal() as terminal:
        done = demo.run(replace(settings, desk="demo"), out, terminal)
    total = sum(report.articles for report in done.collected)
    changed = sum(report.revisions for report in done.collected)
    click.echo(f"{total} new articles collected, {changed} of them corrected later")
    for line in done.understood.lines():
        click.echo(line)
    _say_files(done.published.files, len(done.published.issue.items))


def _say_files(files: dict[str, Path], items: int) -> None:
    click.echo(f"a bulletin of {items} items:")
    for form, path in files.items():
        if form != "index":
            click.echo(f"  {form:<5} {path}")
    click.echo(f"look at them with their sources: {files['index'].resolve().as_uri()}")


@main.command("collect")
@click.option(
    "--from",
    "paths",
    type=click.Path(path_type=Path),
    multiple=True,
    help="a folder of saved pages, a WARC file or JSON lines; without it, the desk's sources",
)
@click.pass_obj
def collect_command(settings: Settings, paths: tuple[Path, ...]) -> None:
    """Bring in what outlets published: from the web, or from files."""
    with _open(settings) as desk:
        reports = [collect_from(desk, path) for path in paths] if paths else [collect(desk)]
    for report in reports:
        for line in report.lines():
            click.echo(line)


@main.command("add")
@click.option("--url", default="", help="the address of a page or post")
@click.option("--text", default="", help="its words; - reads them from standard input")
@click.option("--title", default="", help="its title, if it has one")
@click.option("--outlet", default="", help="whose it is, by the outlet's id")
@click.option("--date", "day", default="", help="the day it was published, YYYY-MM-DD")
@click.pass_obj
def add_command(settings: Settings, url: str, text: str, title: str, outlet: str, day: str) -> None:
    """Take in one address or text by hand: a post, a message, a press release."""
    words = sys.stdin.read() if text == "-" else text
    given = HandIn(url=url, text=words, title=title, outlet=outlet, day=day)
    with _open(settings) as desk:
        article = add_by_hand(desk, given)
    click.echo(f"kept as {article.id}, version {article.version}: {article.title}")


@main.command("draft")
@_period_options
@click.option("--json", "as_json", is_flag=True, help="the draft as JSON on standard output")
@click.pass_obj
def draft_command(settings: Settings, start: date | None, end: date | None, as_json: bool) -> None:
    """Group what was collected into stories and write the period's draft."""
    with _open(settings) as desk:
        understood, issue = flow.redraft(desk, _period(desk, start, end))
    if as_json:
        click.echo(to_json(issue).decode())
        return
    for line in understood.lines():
        click.echo(line)
    for item in issue.items:
        open_checks = f"  [{len(item.checks)} to check]" if item.checks else ""
        click.echo(f"{item.section}. {item.headline_en}{open_checks}")


@main.command("publish")
@_period_options
@click.option("--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True)
@click.option("--form", "forms", multiple=True, type=click.Choice(FORMS), help="default: all")
@click.pass_obj
def publish_command(
    settings: Settings, start: date | None, end: date | None, out: Path, forms: tuple[str, ...]
) -> None:
    """Write the drafted bulletin as PDF, Word, web page and JSON."""
    with _open(settings) as desk:
        done = flow.release(desk, _period(desk, start, end), out, forms or FORMS)
    _say_files(done.files, len(done.issue.items))


@main.command("run")
@_period_options
@click.pass_obj
def run_command(settings: Settings, start: date | None, end: date | None) -> None:
    """Collect, understand and draft: everything up to the editor's chair."""
    with _open(settings) as desk:
        done = flow.day(desk, _period(desk, start, end))
    for line in (*done.collected.lines(), *done.understood.lines()):
        click.echo(line)
    click.echo(f"{len(done.issue.items)} items drafted; `torimatome publish` writes the files")


@main.command("settings")
@click.pass_obj
def settings_command(settings: Settings) -> None:
    """Every setting: its value now, and what it does."""
    for field in fields(Settings):
        click.echo(f"{field.name} = {getattr(settings, field.name)!r}\n    {HELP[field.name]}")


if __name__ == "__main__":
    main()

"""The commands of the week: from what outlets publish to the finished files."""

import sys
from datetime import date
from pathlib import Path

import click

from torimatome import flow
from torimatome.cli.common import opened, period_of, period_options, say_files
from torimatome.collect import HandIn, add_by_hand, collect_from
from torimatome.model.look import LANGUAGES
from torimatome.publish import EXPORTS, FORMS
from torimatome.publish.issue_json import to_json
from torimatome.settings import Settings
from torimatome.understand import understand


@click.command("collect")
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
    with opened(settings) as desk:
        reports = [collect_from(desk, path) for path in paths] or [flow.collect_and_tell(desk)]
    for report in reports:
        for line in report.lines():
            click.echo(line)


@click.command("add")
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
    with opened(settings) as desk:
        article = add_by_hand(desk, given)
    click.echo(f"kept as {article.id}, version {article.version}: {article.title}")


@click.command("understand")
@period_options
@click.option("--why", is_flag=True, help="the thresholds in use and each story's reasons")
@click.pass_obj
def understand_command(settings: Settings, start: date | None, end: date | None, why: bool) -> None:
    """Group what was collected into stories, filed and ranked."""
    with opened(settings) as desk:
        understood = understand(desk, period_of(desk, start, end))
    for line in understood.lines() + (understood.why() if why else []):
        click.echo(line)


@click.command("draft")
@period_options
@click.option("--json", "as_json", is_flag=True, help="the draft as JSON on standard output")
@click.pass_obj
def draft_command(settings: Settings, start: date | None, end: date | None, as_json: bool) -> None:
    """Group what was collected into stories and write the period's draft."""
    with opened(settings) as desk:
        understood, issue = flow.redraft(desk, period_of(desk, start, end))
    if as_json:
        click.echo(to_json(issue).decode())
        return
    for line in understood.lines():
        click.echo(line)
    for item in issue.items:
        open_checks = f"  [{len(item.checks)} to check]" if item.checks else ""
        click.echo(f"{item.section}. {item.headline_en}{open_checks}")
    for item in issue.left_out:
        click.echo(f"-  {item.headline_en}  [told in issue {item.earlier[0].issue} already]")


@click.command("publish")
@period_options
@click.option("--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True)
@click.option(
    "--form",
    "forms",
    multiple=True,
    help=f"default: {', '.join(FORMS)}; also {', '.join(EXPORTS)}, or the desk's own",
)
@click.option(
    "--languages",
    type=click.Choice(LANGUAGES),
    help="default: the desk's; what these lack words for is listed before anything is written",
)
@click.option("--note", default="", help="what is corrected, where the issue went out before")
@click.pass_obj
def publish_command(
    settings: Settings,
    start: date | None,
    end: date | None,
    out: Path,
    forms: tuple[str, ...],
    languages: str | None,
    note: str,
) -> None:
    """Write the drafted bulletin as PDF, Word, web page and JSON."""
    with opened(settings) as desk:
        languages = languages or desk.house.bulletin
        period = period_of(desk, start, end)
        for lack in flow.lacks(desk, period, languages):
            click.echo(lack.line())
        how = flow.Release(forms or FORMS, languages, note)
        done = flow.release(desk, period, out, how)
    say_files(done.files, len(done.issue.items))


@click.command("run")
@period_options
@click.pass_obj
def run_command(settings: Settings, start: date | None, end: date | None) -> None:
    """Collect, understand and draft: everything up to the editor's chair."""
    with opened(settings) as desk:
        done = flow.day(desk, period_of(desk, start, end))
    for line in (*done.collected.lines(), *done.understood.lines()):
        click.echo(line)
    click.echo(f"{len(done.issue.items)} items drafted; `torimatome publish` writes the files")


COMMANDS = (
    collect_command,
    add_command,
    understand_command,
    draft_command,
    publish_command,
    run_command,
)

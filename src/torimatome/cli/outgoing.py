"""The commands of what went out: evidence, another look at its pages, a flash, its versions."""

from datetime import date
from pathlib import Path

import click

from torimatome import flow
from torimatome.cli.common import opened, period_of, period_options
from torimatome.desk import Desk
from torimatome.edit.web.room import period_of as named_period
from torimatome.errors import SetupError
from torimatome.model import Period
from torimatome.publish import FORMS, evidence, file_name, publish, written
from torimatome.settings import Settings


def issue_period(desk: Desk, issue: str | None) -> Period:
    """The period an issue is named by, 2026-05-01_2026-05-08; the newest drafted by default."""
    if issue:
        return named_period(issue)
    newest = desk.store.issues.latest_draft()
    if newest is None:
        raise SetupError("nothing is drafted yet; run `torimatome run`")
    return newest.period


@click.command("evidence")
@click.argument("issue", required=False)
@click.option("--version", type=int, default=0, help="of the issue; default the newest")
@click.option("--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True)
@click.pass_obj
def evidence_command(settings: Settings, issue: str | None, version: int, out: Path) -> None:
    """Pack what an issue's sentences rest on: pages (WARC), passages, who approved what, when.

    ISSUE is its period, like 2026-05-01_2026-05-08; default the newest that was drafted.
    """
    with opened(settings) as desk:
        made = flow.went_out(desk, issue_period(desk, issue), version)
        body = evidence(desk, made)
        path = out / f"{file_name(made, desk.house.name)}-evidence.zip"
        written(path, body)
    click.echo(f"{path}: {len(made.items)} items, {len(body):,} bytes; it holds its own verify.py")


@click.command("recheck")
@click.argument("issue", required=False)
@click.pass_obj
def recheck_command(settings: Settings, issue: str | None) -> None:
    """Look again at the pages a published issue rests on; tell what changed or is gone."""
    with opened(settings) as desk:
        found = flow.look_again(desk, issue_period(desk, issue))
    for slip in found:
        click.echo(f"{slip.item}  {slip.headline_en}\n  {slip.kind}: {slip.url}\n  {slip.reason}")
        for was, now in slip.words:
            click.echo(f"  was: {was}\n  now: {now or '(nothing like it)'}")
        if slip.note:
            click.echo(f"  proposed note: {slip.note}")
    unread = sum(slip.kind == "unread" for slip in found)
    click.echo(f"{len(found) - unread} pages are not as they were, {unread} could not be read now")


@click.command("versions")
@click.argument("issue", required=False)
@click.pass_obj
def versions_command(settings: Settings, issue: str | None) -> None:
    """The versions of an issue that went out, and what each later one corrects."""
    with opened(settings) as desk:
        newest = flow.went_out(desk, issue_period(desk, issue))
    click.echo(f"version 1: {newest.period.start} to {newest.period.end}")
    for one in newest.corrections:
        items = ", ".join(one.items) or "no item"
        click.echo(f"version {one.version}, {one.day}: {one.note} (changed: {items})")


@click.command("flash")
@click.argument("item")
@period_options
@click.option("--by", required=True, help="who sends it, as history shows it")
@click.option("--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True)
@click.pass_obj
def flash_command(
    settings: Settings, item: str, start: date | None, end: date | None, by: str, out: Path
) -> None:
    """Publish one approved item at once (速報); it stays in the week's issue."""
    with opened(settings) as desk:
        signed = flow.flash(desk, period_of(desk, start, end), item, by)
        done = publish(desk, signed, out, FORMS)
    for form, path in done.files.items():
        click.echo(f"  {form:<5} {path}")


COMMANDS = (evidence_command, recheck_command, versions_command, flash_command)

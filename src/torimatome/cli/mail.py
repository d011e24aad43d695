"""The commands of mail: the list of recipients, sending, bounces, notices."""

import csv
from collections.abc import Iterable
from pathlib import Path

import click

from torimatome import flow
from torimatome.cli.common import opened
from torimatome.cli.outgoing import issue_period
from torimatome.edit import recipients_of
from torimatome.edit.acts.readers import recipients_in
from torimatome.errors import SetupError
from torimatome.model.delivery import Recipient
from torimatome.publish.mail.bounces import read_bounces
from torimatome.settings import Settings


@click.command("recipients")
@click.option("--bring", type=click.Path(path_type=Path), help="a CSV file to take in")
@click.option("--remove", multiple=True, help="an address that gets nothing more")
@click.option("--by", default="command line", help="who says so, as history shows it")
@click.pass_obj
def recipients_command(
    settings: Settings, bring: Path | None, remove: tuple[str, ...], by: str
) -> None:
    """The list of those who get the bulletin by mail; CSV columns: address,name,languages,form."""
    with opened(settings) as desk:
        editor, period = flow.editor(desk), desk.week_to()
        if bring:
            rows = recipients_in(_rows(bring))
            editor.perform("import_recipients", period, by, {"recipients": rows})
        for address in remove:
            editor.perform("remove_recipient", period, by, {"address": address})
        for one in recipients_of(desk):
            click.echo(f"{one.address},{one.name},{one.languages},{one.form}")


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SetupError(f"{str(path)!r} cannot be read as CSV in UTF-8: {error}") from error


@click.command("send")
@click.argument("issue", required=False)
@click.option("--test", help="send to this address only, whether or not it had the issue")
@click.option("--again", multiple=True, help="an address that is to get it once more")
@click.option("--version", type=int, default=0, help="of the issue; default the newest")
@click.option("--flash", "item", help="send the flash of this item instead")
@click.pass_obj
def send_command(
    settings: Settings,
    issue: str | None,
    test: str | None,
    again: tuple[str, ...],
    version: int,
    item: str | None,
) -> None:
    """Mail a published issue to the list, each address once, however often this is run."""
    with opened(settings) as desk:
        period = issue_period(desk, issue)
        sent = flow.sent_flash(desk, period, item) if item else flow.went_out(desk, period, version)
        to = (Recipient(test),) if test else recipients_of(desk)
        tally = flow.send(desk, sent, to, again=again, test=bool(test))
    _say(tally.lines())
    if tally.waiting:
        raise SystemExit(1)


@click.command("bounces")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def bounces_command(settings: Settings, files: tuple[Path, ...]) -> None:
    """Read mails that came back (.eml or mbox), and name the addresses they did not reach."""
    with opened(settings) as desk:
        for path in files:
            for bounce in read_bounces(path):
                known = desk.store.deliveries.bounced(
                    bounce.address, bounce.words, desk.clock.now()
                )
                click.echo(f"{bounce.address}: {bounce.words}{'' if known else ' (not ours)'}")


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


COMMANDS = (recipients_command, send_command, bounces_command)

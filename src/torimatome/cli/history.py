"""`torimatome history`: what people did, the newest first."""

from collections.abc import Sequence
from datetime import date

import click
import msgspec
from rich.cells import cell_len

from torimatome.cli.common import opened, period_of, period_options
from torimatome.edit.working import period_key
from torimatome.model import Act
from torimatome.settings import Settings


@click.command("history")
@period_options
@click.option("--about", default="", help="only acts on this story, item or term")
@click.option("--every", is_flag=True, help="acts of all periods")
@click.option("--most", type=click.IntRange(1, 1_000_000), default=50, show_default=True,
              help="how many acts, the newest first")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="the acts as JSON, with what they changed")
@click.pass_obj
def history_command(
    settings: Settings, /, about: str, every: bool, most: int, as_json: bool, **days: date | None
) -> None:
    """What people did: who, when, to what; the newest first."""
    with opened(settings) as desk:
        asked = period_of(desk, **days)
        period = "" if every or about else period_key(asked)
        acts = desk.store.records.latest(period=period, about=about, most=most)
    say_acts(acts, as_json)


def say_acts(acts: Sequence[Act], as_json: bool) -> None:
    """A line an act, or all of them as JSON."""
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(list(acts)), indent=1).decode())
        return
    if not acts:
        click.echo("nothing was done yet")
        return
    width = max(cell_len(act.by) for act in acts)
    for act in acts:
        said = (act.words[key] for key in ("title", "text", "reason") if act.words.get(key))
        what = " — ".join(" ".join(words.split())[:80] for words in said)
        back = f"takes back {act.undoes}: " if act.undoes else ""
        gone = "  (taken back)" if act.undone else ""
        by = act.by + " " * (width - cell_len(act.by))
        line = f"{act.id:>6}  {act.at:%Y-%m-%d %H:%M}Z  {by}  {back}{act.name} {act.about}"
        click.echo(f"{line}{f'  {what}' if what else ''}{gone}")


COMMANDS = (history_command,)

"""`torimatome models`: whether each model the settings name answers, in plain words."""

import click

from torimatome.desk import model_states
from torimatome.settings import Settings

_KINDS = {"writer": "the writer", "translator": "the translator", "embedder": "the embedder"}


@click.command("models")
@click.pass_context
def models_command(ctx: click.Context) -> None:
    """Ask each model the settings name a small question; leaves with 1 when one does not answer."""
    settings: Settings = ctx.obj
    found = model_states(settings)
    if not found:
        click.echo("no model is set, and none is needed; `torimatome settings` lists model_address")
    for state in found:
        click.echo(f"{_KINDS[state.kind]} {state.name}: {state.words}")
    if not all(state.works for state in found):
        ctx.exit(1)


COMMANDS = (models_command,)

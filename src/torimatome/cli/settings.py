"""`torimatome settings`: every setting, its value now, and what it does."""

from dataclasses import fields

import click

from torimatome.settings import HELP, SECRETS, Settings


@click.command("settings")
@click.pass_obj
def settings_command(settings: Settings) -> None:
    """Every setting: its value now, and what it does."""
    for field in fields(Settings):
        value = getattr(settings, field.name)
        shown = "(set)" if field.name in SECRETS | {"password"} and value else repr(value)
        click.echo(f"{field.name} = {shown}\n    {HELP[field.name]}")


COMMANDS = (settings_command,)

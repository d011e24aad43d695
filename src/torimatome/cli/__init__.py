"""One command a step, and the ones that tie them together."""

from dataclasses import fields, replace
from pathlib import Path

import click

from torimatome import __version__
from torimatome.cli import (
    edit,
    mail,
    models,
    names,
    outgoing,
    past,
    search,
    serve,
    setup,
    site,
    take_back,
    week,
)
from torimatome.errors import DeskError, SetupError
from torimatome.settings import HELP, SECRETS, Settings, read_settings


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


@main.command("settings")
@click.pass_obj
def settings_command(settings: Settings) -> None:
    """Every setting: its value now, and what it does."""
    for field in fields(Settings):
        value = getattr(settings, field.name)
        shown = "(set)" if field.name in SECRETS | {"password"} and value else repr(value)
        click.echo(f"{field.name} = {shown}\n    {HELP[field.name]}")


for _command in (
    *week.COMMANDS,
    *names.COMMANDS,
    *past.COMMANDS,
    *search.COMMANDS,
    *edit.COMMANDS,
    *serve.COMMANDS,
    *take_back.COMMANDS,
    *setup.COMMANDS,
    *models.COMMANDS,
    *outgoing.COMMANDS,
    *mail.COMMANDS,
    *site.COMMANDS,
):
    main.add_command(_command)

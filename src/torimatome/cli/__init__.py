"""One command a step, and the ones that tie them together; each is loaded when it is asked for."""

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import click

from torimatome import __version__
from torimatome.cli.commands import COMMANDS
from torimatome.errors import DeskError, SetupError
from torimatome.settings import HELP, read_settings


def commands_in(file: str) -> Sequence[click.Command]:
    """The commands of one file of this folder."""
    found: Sequence[click.Command] = import_module(f"{__name__}.{file}").COMMANDS
    return found


class Commands(click.Group):
    """Knows every command by name and first line, and loads the one that is asked for.

    All of them together need the libraries of every step, which take two seconds of processor
    time to import: `--help`, `history` and `search` would wait for page reading and typesetting
    that they never use. Our own errors are shown as one clear line, and so is a file the system
    does not let us at; anything else is a bug and keeps its traceback.
    """

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command these words ask for, and the words that are left for it."""
        name, known, rest = super().resolve_command(ctx, args)
        if known is not None and name is not None:
            file, _ = COMMANDS[name]
            known = next(command for command in commands_in(file) if command.name == name)
        return name, known, rest

    def invoke(self, ctx: click.Context) -> object:
        """Run what was asked for; leave with 2 where the desk is at fault, else with 1."""
        try:
            return super().invoke(ctx)
        except DeskError as error:
            click.echo(f"torimatome: {error}", err=True)
            ctx.exit(2 if isinstance(error, SetupError) else 1)
        except UnicodeEncodeError as error:  # a name in another encoding, said on the terminal
            words = ascii(error.object[max(0, error.start - 20) : error.end + 20])
            click.echo(f"torimatome: {words} cannot be written in {error.encoding}", err=True)
            ctx.exit(2)
        except OSError as error:
            if error.filename is None:  # no file of anybody's; a closed pipe is click's to end
                raise
            named = str(error.filename)[:200]
            click.echo(f"torimatome: {named!r}: {error.strerror}; give another", err=True)
            ctx.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
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


for _name, (_, _line) in COMMANDS.items():
    main.add_command(click.Command(_name, help=_line))

"""The acts on the command line: list them, do one, take one back."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import click
import msgspec

from torimatome import flow
from torimatome.cli.common import opened, period_of, period_options
from torimatome.cli.history import say_acts
from torimatome.edit import ACTS, Editor
from torimatome.edit.described import Parameter, parameters, says
from torimatome.errors import Conflict, EditError
from torimatome.model import Act, Period
from torimatome.settings import Settings


@click.command("acts")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="as JSON, each parameter with its schema")
def acts_command(name: str | None, as_json: bool) -> None:
    """Every act there is, or one, with its parameters: what `torimatome act` can do."""
    chosen = {one: act for one, act in ACTS.items() if name in (None, one)}
    if not chosen:
        raise EditError(f"there is no act {name!r}; `torimatome acts` lists them")
    if as_json:
        rows = [
            {"name": one, "says": says(act), "parameters": [vars(p) for p in parameters(act)]}
            for one, act in chosen.items()
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for one, act in chosen.items():
        click.secho(one, bold=True)
        click.echo(f"    {says(act)}")
        for parameter in parameters(act):
            click.echo(f"    {_line(parameter)}")


@click.command("act")
@click.argument("name")
@click.argument("given", nargs=-1, metavar="[PARAMETER=VALUE]...")
@period_options
@click.option("--by", required=True, help="who acts, as the history shows it")
@click.option("--token", default="", help="the same token again does nothing more")
@click.option("--json", "as_json", is_flag=True, help="the act as JSON")
@click.pass_obj
def act_command(
    settings: Settings, /, name: str, given: tuple[str, ...], by: str, token: str, as_json: bool,
    **days: date | None,
) -> None:  # fmt: skip
    """Do one act on the period's issue, as a click on the desk's pages does it.

    A value is taken as it stands; `PARAMETER=@-` reads it from standard input; lists and terms
    are JSON (`stories=["a1…","b2…"]`), or one PARAMETER=VALUE for each entry of a list.
    """
    with _editor(settings, **days) as (editor, period):
        done = _told(
            lambda: editor.perform(name, period, _name(by), _given(name, given), token[:64])
        )
    say_acts([done], as_json)


@click.command("undo")
@click.argument("act", type=click.IntRange(1, 999_999_999))
@period_options
@click.option("--by", required=True, help="who takes it back, as the history shows it")
@click.option("--json", "as_json", is_flag=True, help="the act as JSON")
@click.pass_obj
def undo_command(
    settings: Settings, /, act: int, by: str, as_json: bool, **days: date | None
) -> None:
    """Take one act back by its number, as `torimatome history` shows it; undoing that redoes it."""
    with _editor(settings, **days) as (editor, period):
        done = _told(lambda: editor.undo(act, period, _name(by)))
    say_acts([done], as_json)


@contextmanager
def _editor(settings: Settings, **days: date | None) -> Iterator[tuple[Editor, Period]]:
    """The desk's editing room, and the period asked for."""
    with opened(settings) as desk:
        yield flow.editor(desk), period_of(desk, **days)


def _given(name: str, pairs: Sequence[str]) -> dict[str, object]:
    """Parameters as they were written, in the form the act's types are read from."""
    if name not in ACTS:
        raise EditError(f"there is no act {name!r}; `torimatome acts` lists them")
    kinds = {p.name: p for p in parameters(ACTS[name])}
    given: dict[str, object] = {}
    for pair in pairs:
        key, parted, text = pair.partition("=")
        if not parted:
            raise EditError(f"{pair!r} is no parameter; write PARAMETER=VALUE")
        value: object = sys.stdin.read().rstrip("\n") if text == "@-" else text
        parameter = kinds.get(key)
        if parameter is not None and not parameter.plain:
            value = _read(key, str(value), parameter)
            before = given.get(key)
            if isinstance(value, list) and isinstance(before, list):
                value = [*before, *value]
        given[key] = value
    return given


def _read(key: str, text: str, parameter: Parameter) -> object:
    """JSON, or one entry of a list as it stands."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        if parameter.many:
            return [text]
        raise EditError(f"{key!r} is JSON, {parameter.kind}; {text!r} is not: {error}") from error


def _told(act: Callable[[], Act]) -> Act:
    """The act; a conflict shows both versions, as the pages do."""
    try:
        return act()
    except Conflict as conflict:
        raise EditError(
            f"{conflict}\nas it stands: {conflict.theirs}\nyours: {conflict.yours}"
        ) from conflict


def _line(parameter: Parameter) -> str:
    needed = "" if parameter.needed else " (may be left out)"
    return f"{parameter.name}={parameter.kind}{needed}"


def _name(by: str) -> str:
    name = " ".join(by.split())[:40]
    if not name:
        raise EditError("say who acts: --by NAME")
    return name


COMMANDS = (acts_command, act_command, undo_command)

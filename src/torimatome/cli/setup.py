"""The commands that set a desk up and look after it: new, outlets, backup, restore, self-check."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from torimatome import flow
from torimatome.cli.common import opened
from torimatome.cli.doctor import checkups, lines, of_desk, of_machine
from torimatome.cli.rooms import (
    backed_up,
    look,
    make_desk,
    manner_with_terms,
    outlets_of,
    put_back,
    read_past,
)
from torimatome.desk import Desk, real_world
from torimatome.desks.new import presets
from torimatome.edit.acts.outlets import checked
from torimatome.edit.web.health import health
from torimatome.edit.web.plans import Plan, said_of, with_manner
from torimatome.edit.web.trials import Looking
from torimatome.errors import SetupError
from torimatome.model import Issue
from torimatome.model.checkup import BROKEN, Checkup
from torimatome.model.new_desk import BULLETINS
from torimatome.model.trial import Trial
from torimatome.outside.clock import SystemClock
from torimatome.settings import Settings
from torimatome.text.times import to_text

_TITLES = ("title_ja", "title_en", "issuer_ja", "issuer_en")
_FILE = click.Path(path_type=Path)


@click.command("new-desk")
@click.argument("name")
@click.option("--country", required=True, help="ISO code of the country it watches, like GE")
@click.option("--country-name", "country_en", default="", help="its name, for a code of your own")
@click.option("--country-name-ja", "country_ja", default="", help="the same in Japanese")
@click.option("--language", "languages", multiple=True, help="of its press, like ka; repeat it")
@click.option("--zone", default="", help="time zone, like Asia/Tbilisi; default the country's")
@click.option("--bulletin", type=click.Choice(BULLETINS), default="ja+en", show_default=True,
              help="the languages the bulletin is printed in")  # fmt: skip
@click.option("--preset", type=click.Choice(sorted(presets().sets)), default="embassy",
              show_default=True, help="the sections to begin with")  # fmt: skip
@click.option("--title-ja", default="", help="the bulletin's Japanese title")
@click.option("--title-en", default="", help="the bulletin's English title")
@click.option("--issuer-ja", default="", help="who issues it, in Japanese")
@click.option("--issuer-en", default="", help="who issues it, in English")
@click.option("--outlet", "addresses", multiple=True, help="a news site's address; repeat it")
@click.option("--take", multiple=True, help="a desk whose outlets to begin with, like azerbaijan")
@click.option("--past", "files", multiple=True, type=_FILE, help="a past issue to learn from")
@click.pass_obj
def new_desk_command(
    settings: Settings,
    /,
    addresses: tuple[str, ...],
    take: tuple[str, ...],
    files: tuple[Path, ...],
    languages: tuple[str, ...],
    **said: str,
) -> None:
    """Make a desk of your own: its country, outlets, sections and house style."""
    past = [_past(path) for path in files]
    manner = manner_with_terms([issue for _, _, issue in past])
    given = {**said, "languages": " ".join(languages)}
    desk = with_manner(said_of({k: v for k, v in given.items() if v}, presets()), manner, presets())
    titles: dict[str, Any] = {name: said[name] for name in _TITLES if said[name]}
    desk = replace(desk, style=replace(desk.style, **titles))  # hers before the past issues'
    looking = tuple(_look(settings, address) for address in addresses)
    taken = tuple(outlet for one in take for outlet in outlets_of(settings, one))
    plan = Plan("", desk, looking, taken)
    terms = tuple(term for term, _, doubt in manner.terms if not doubt)
    outlets = tuple(checked(outlet) for outlet in plan.outlets())
    place = make_desk(settings, replace(desk, outlets=outlets, terms=terms))
    if past:
        with opened(replace(settings, desk=desk.name)) as made:
            for name, body, _ in past:
                click.echo(flow.keep_file(made, name, body))
    click.echo(
        f"{place}: {len(outlets)} outlets, {len(desk.sections)} sections, {len(terms)} terms"
    )
    click.echo(f"open it with: torimatome --desk {desk.name} serve")


def _past(path: Path) -> tuple[str, bytes, Issue]:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise SetupError(f"{str(path)!r} cannot be read: {error.strerror}") from error
    return path.name, body, read_past(path.name, body)


def _look(settings: Settings, address: str) -> Looking:
    trial = look(settings, real_world(), address)
    _tell(trial)
    return Looking("", address, trial=trial)


def _tell(trial: Trial) -> None:
    outlet = trial.outlet
    click.echo(f"{trial.address}: {outlet.name} ({outlet.citation}) {' '.join(outlet.languages)}")
    for found in trial.found:
        mark = "+" if found.chosen else "-"
        click.echo(
            f"  {mark} {found.source.kind.value} {found.source.url}: {found.entries} articles"
        )
    for article in trial.articles:
        click.echo(f"    {article.day or '          '} {article.title or article.url}")
    for note in trial.notes:
        click.echo(f"  ! {note}")


@click.command("outlets")
@click.option("--look", "address", default="", help="what an address would bring; keeps nothing")
@click.option("--add", "added", default="", help="add the outlet at this address as it was found")
@click.option("--test", "tested", default="", help="visit an outlet by its id; keeps nothing")
@click.option("--pause", "paused", default="", help="leave an outlet alone, by its id")
@click.option("--resume", "resumed", default="", help="read it again, by its id")
@click.pass_obj
def outlets_command(
    settings: Settings, address: str, added: str, tested: str, paused: str, resumed: str
) -> None:
    """Who is read and how they do; look at an address, add it, pause or test an outlet."""
    with opened(settings) as desk:
        services = flow.services(desk, desk.hears)
        if address and services.try_outlet:
            _tell(services.try_outlet(address))
        if tested and services.visit_outlet:
            known = [o for o in flow.as_now(desk).house.outlets if o.id == tested]
            if not known:
                raise SetupError(f"the desk has no outlet {tested!r}")
            _tell(services.visit_outlet(known[0]))
        if added and services.try_outlet:
            trial = services.try_outlet(added)
            _tell(trial)
            _act(desk, "add_outlet", {"outlet": trial.outlet})
        if paused:
            _act(desk, "pause_outlet", {"outlet": paused})
        if resumed:
            _act(desk, "resume_outlet", {"outlet": resumed})
        if not any((address, added, tested, paused, resumed)):
            _table(desk)


def _act(desk: Desk, name: str, given: dict[str, object]) -> None:
    done = flow.editor(desk).perform(name, desk.week_to(), "editor", given)
    click.echo(f"{name.replace('_', ' ')}: {done.about} (act {done.id})")


def _table(desk: Desk) -> None:
    states, now = desk.store.sources.states(), desk.clock.now()
    for outlet in flow.as_now(desk).house.outlets:
        one = health(outlet, states, now)
        why = "; ".join(reason for _, reason in one.reasons)
        click.echo(f"{one.state:<7} {outlet.id:<20} {outlet.citation:<16} {why}".rstrip())


@click.command("backup")
@click.argument("file", type=_FILE)
@click.pass_obj
def backup_command(settings: Settings, file: Path) -> None:
    """Write store, page snapshots and the desk's folder into one file, with checksums."""
    with opened(settings) as desk:
        made = backed_up(desk, file)
    click.echo(f"{file}: desk {made.desk}, {len(made.files)} files, {made.size:,} bytes unpacked")


@click.command("restore")
@click.argument("file", type=_FILE)
@click.pass_obj
def restore_command(settings: Settings, file: Path) -> None:
    """Put a backup back: all of it is checked first, and the old is kept beside."""
    done = put_back(settings, file, to_text(SystemClock().now()))
    click.echo(f"desk {done.backup.desk} as of {done.backup.made}: {done.store}")
    if done.before:
        click.echo(f"what was there before lies in {done.before}")
    click.echo(f"open it with: torimatome --desk {done.backup.desk} serve")


@click.command("doctor")
@click.option("--language", type=click.Choice(["en", "ja"]), default="en", show_default=True,
              help="of the words")  # fmt: skip
@click.pass_obj
def doctor_command(settings: Settings, language: str) -> None:
    """Look after everything the desk needs and say in plain words what to do; 1 when broken."""
    line = of_desk(settings)
    if line.state == BROKEN:
        found = (*of_machine(settings), line)
    else:
        try:
            with opened(settings) as desk:
                found = checkups(desk)
        except SetupError as error:  # what is wrong with the machine shows why
            shut = Checkup("desk", BROKEN, (("name", settings.desk),), str(error))
            found = (shut, *of_machine(settings))
    for words in lines(found, language):
        click.echo(words)
    if any(one.state == BROKEN for one in found):
        sys.exit(1)


COMMANDS = (
    new_desk_command,
    outlets_command,
    backup_command,
    restore_command,
    doctor_command,
)

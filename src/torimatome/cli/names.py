"""`torimatome names`: how a name is said in katakana, by which rules, and whether we have it."""

import click

from torimatome import desks
from torimatome.draft.terms import Termbase
from torimatome.errors import SetupError
from torimatome.model import Term
from torimatome.settings import Settings
from torimatome.text.katakana import Proposal, codes, known_language, propose, table


@click.command("names")
@click.argument("names", nargs=-1)
@click.option("--lang", "language", default="", help="language the names are from: az, ru, tr …")
@click.option("--country", default="", help="or the country their bearers are from: AZ, GE …")
@click.option("--languages", "listed", is_flag=True, help="which languages there are rules for")
@click.pass_obj
def names_command(
    settings: Settings, /, names: tuple[str, ...], language: str, country: str, listed: bool
) -> None:
    """Say names in katakana by the rules of their language: a proposal, and why.

    Put a name of several words in quotes: torimatome names "Elchin Amirbayov" --lang az
    """
    if listed:
        for code in codes():
            click.echo(f"{code}  {table(code).name}")
        return
    if not names:
        raise SetupError('no name given; write torimatome names "Elchin Amirbayov" --lang az')
    if language and not known_language(language):
        raise SetupError(f"no rules for language {language!r}; there are: {' '.join(codes())}")
    termbase = Termbase(desks.load(desks.find(settings.desk)).terms)
    for name in names:
        for line in told(propose(name, language, country), termbase):
            click.echo(line)


def told(proposal: Proposal, termbase: Termbase) -> list[str]:
    """What is said of one name, line by line."""
    if not proposal.ja:
        return [f"{proposal.name}: no letters to read"]
    how = "as given" if proposal.sure == 1 else f"guessed, {proposal.sure:.0%} sure"
    lines = [
        f"{proposal.name}: {proposal.ja}",
        f"    read as {proposal.language_name} ({how})",
        *(f"    {rule}" for rule in proposal.rules),
    ]
    if proposal.alternatives:
        lines.append(f"    or {', '.join(proposal.alternatives)}")
    return [*lines, f"    {_known(proposal, termbase)}"]


def _known(proposal: Proposal, termbase: Termbase) -> str:
    full = [term for term in termbase.all(proposal.name) if term.kind in {"person", "place"}]
    if full:
        return f"the termbase has it: {', '.join(map(_term, full))}"
    last = proposal.name.split()[-1]
    same = [term for term in termbase.surname(last) if term.kind == "person"]
    if same:
        return f"not in the termbase; same surname: {', '.join(map(_term, same))}"
    return "not in the termbase; to keep it, add a row to the desk's terms.csv"


def _term(term: Term) -> str:
    return f"{term.en} {term.ja}"


COMMANDS = (names_command,)

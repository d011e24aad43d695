"""The commands of past issues: read them back, learn from them, check the copy."""

import getpass
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from torimatome import __version__, desks
from torimatome.cli.common import opened
from torimatome.desk import Desk
from torimatome.draft import check
from torimatome.draft.check import Checker, Finding, as_json, as_sarif
from torimatome.errors import SetupError, Unreadable
from torimatome.model import Issue
from torimatome.model.waiver import Waiver
from torimatome.publish.issue_json import to_json
from torimatome.remember import keep, kept_issues, learn_from, read_file
from torimatome.remember.learn.table import accepted, not_terms, tiers, to_csv
from torimatome.settings import Settings

_FILES = click.Path(path_type=Path)


@click.command("read")
@click.argument("files", nargs=-1, required=True, type=_FILES)
@click.option("--json", "as_json_", is_flag=True, help="the issue as JSON on standard output")
@click.option("--keep", "kept", is_flag=True, help="put it into the archive under the file's name")
@click.pass_obj
def read_command(settings: Settings, files: tuple[Path, ...], as_json_: bool, kept: bool) -> None:
    """Read bulletins back: text, PDF, Word, web page or our JSON."""
    failed = 0
    with opened(settings) as desk:
        for path in files:
            try:
                reading = read_file(desk, path)
            except Unreadable as error:
                click.echo(f"torimatome: {error}", err=True)
                failed += 1
                continue
            issue = reading.issue
            for doubt in reading.doubts:
                click.echo(f"{path}, line {doubt.line}: {doubt.what}: {doubt.words!r}", err=True)
            if kept:
                keep(desk, issue, path.stem)
            if as_json_:
                click.echo(to_json(issue).decode())
            else:
                click.echo(
                    f"{path}: {issue.period.start} to {issue.period.end}, {len(issue.items)} items,"
                    f" {len(reading.doubts)} doubts{', kept' if kept else ''}"
                )
    if failed:
        sys.exit(1)


@click.command("learn")
@click.argument("files", nargs=-1, type=_FILES)
@click.option("--out", type=_FILES, default=Path("proposals.csv"), show_default=True)
@click.option("--accept", type=_FILES, help="take the rows marked accepted in this table in")
@click.pass_obj
def learn_command(
    settings: Settings, files: tuple[Path, ...], out: Path, accept: Path | None
) -> None:
    """Propose terms from past issues (files, or the archive); --accept takes a person's choice."""
    with opened(settings) as desk:
        if accept is not None:
            _take_in(settings, accept)
            return
        issues = [read_file(desk, path).issue for path in files] or kept_issues(desk)
        if not issues:
            raise SetupError("no issue to learn from: name files, or keep some with read --keep")
        proposals = learn_from(desk, issues)
    strong, weak = tiers(proposals)
    apart = out.with_name(f"{out.stem}-weak{out.suffix}")
    for path, listed in ((out, strong), (apart, weak)):
        try:
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            path.write_text(to_csv(listed, before), encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise SetupError(f"{str(path)!r} cannot be written anew: {error}") from error
    click.echo(f"{len(strong)} proposals in {out}; set state to accepted where they are right,")
    click.echo(f"then: torimatome learn --accept {out}")
    click.echo(f"{len(weak)} weaker ones, each with its doubt, apart in {apart}")


_KEPT_ELSEWHERE = {
    "frame": "write them into the desk's frames.yaml",
    "verb": "write them into the desk's frames.yaml",
    "outlet": "add them to the desk's outlets folder",
    "abbreviation": "set their kind to what they name (organisation, office …) to take them in",
}


def _take_in(settings: Settings, table: Path) -> None:
    try:
        text = table.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{str(table)!r} cannot be read: {error}") from error
    terms, others = accepted(text), not_terms(text)
    added = desks.add_terms(desks.find(settings.desk), terms)
    click.echo(f"{added} terms added to the desk's terms.csv, {len(terms) - added} were there")
    for kind, count in others.items():
        hint = _KEPT_ELSEWHERE.get(kind, "set their kind to one of a term")
        click.echo(f"{count} accepted of kind {kind!r} are no terms: {hint}")


@click.command("check")
@click.argument("file", required=False, type=_FILES)
@click.option("--json", "as_json_", is_flag=True, help="findings as JSON")
@click.option("--sarif", is_flag=True, help="findings as SARIF 2.1.0")
@click.option("--waive", default="", help="let the finding of this mark stand from now on")
@click.option("--reason", default="", help="why it may stand")
@click.pass_obj
def check_command(
    settings: Settings,
    file: Path | None,
    as_json_: bool,
    sarif: bool,
    waive: str,
    reason: str,
) -> None:
    """Check the copy of a bulletin (a file, or the latest draft); leaves with 1 on errors."""
    with opened(settings) as desk:
        if waive:
            if not reason.strip():
                raise SetupError("a waiver needs its reason: give --reason")
            today = desk.clock.now().astimezone(desk.zone).date().isoformat()
            desk.store.waivers.add(
                Waiver(waive, reason, getpass.getuser(), today), desk.clock.now()
            )
        issue = _issue(desk, file)
        archive = [past for past in kept_issues(desk) if past.period != issue.period]
        found, waived = check.apply_waivers(
            Checker(desk.house, archive).issue(issue), desk.store.waivers.all()
        )
    if sarif:
        log = as_sarif(found, str(file or "draft"), waived, __version__)
        click.echo(json.dumps(log, ensure_ascii=False, indent=1))
    elif as_json_:
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=1))
    else:
        for line in _report(found, len(waived)):
            click.echo(line)
    if any(finding.severity in ("high", "mid") for finding in found):
        sys.exit(1)


def _issue(desk: Desk, file: Path | None) -> Issue:
    if file is not None:
        return read_file(desk, file).issue
    draft = desk.store.issues.latest_draft()
    if draft is None:
        raise SetupError("nothing to check: name a file, or draft the week first")
    return draft


def _report(found: Sequence[Finding], waived: int) -> list[str]:
    said = []
    for finding in found:
        hint = f" → {finding.suggestion}" if finding.suggestion else ""
        said.append(
            f"{finding.severity:<4} {finding.item} {finding.place}: {finding.words!r}{hint}\n"
            f"     {finding.why} [{finding.kind}, {finding.fingerprint}]"
        )
    return [*said, f"{len(found)} findings, {waived} waived"]


COMMANDS = (read_command, learn_command, check_command)

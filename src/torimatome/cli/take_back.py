"""`torimatome take-back`: a copy edited in Word or LibreOffice comes back, change by change."""

import getpass
import json
import sys
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

import click

from torimatome import flow
from torimatome.cli.common import day_option, opened, period_of
from torimatome.desk import Desk
from torimatome.edit.copies import ACCEPTED, CONFLICT, REFUSED, TOLD, Reviewed, bring, review
from torimatome.errors import EditError, SetupError, Unreadable
from torimatome.model import Period
from torimatome.model.taken import Taken
from torimatome.remember.taken_docx import taken_from_docx
from torimatome.settings import Settings


@click.command("take-back")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "start", callback=day_option, help="of an issue the copy does not name")
@click.option("--to", "end", callback=day_option, help="its last day")
@click.option("--accept", default="", help="take these changes: their ids with commas, or all")
@click.option("--refuse", default="", help="refuse these changes: their ids with commas, or all")
@click.option("--over", is_flag=True, help="accept also where the issue has other words by now")
@click.option("--json", "as_json", is_flag=True, help="the changes as JSON")
@click.pass_obj
def take_back_command(
    settings: Settings, file: Path, start: date | None, end: date | None,
    accept: str, refuse: str, over: bool, as_json: bool,
) -> None:  # fmt: skip
    """Show what a copy edited by hand changes; take or refuse its changes one by one."""
    try:
        body = file.read_bytes()
    except OSError as error:
        raise Unreadable(str(file), f"cannot be opened: {error.strerror}") from error
    read = taken_from_docx(body, file.name)
    with opened(settings) as desk:
        period = _period(desk, read, start, end)
        editor, by = flow.editor(desk), getpass.getuser()
        copy = bring(editor, period, (sha256(body).hexdigest()[:12], read), by)
        failed: list[str] = []
        for word, wanted in (("accept", accept), ("refuse", refuse)):
            for one in _chosen(review(editor, period, copy), wanted, word):
                given = {"copy": copy.id, "change": one.edit.id}
                if over and one.state == CONFLICT:
                    given["base"] = one.theirs
                try:
                    editor.perform(f"{word}_change", period, by, given)
                except EditError as error:
                    failed.append(f"{one.edit.id}: {error}")
        found = review(editor, period, copy)
    if as_json:
        told = {"copy": copy.id, "file": copy.name, "same": copy.same, "failed": failed,
                "changes": [_as_json(one) for one in found]}  # fmt: skip
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for line in (*_lines(found), *failed):
            click.echo(line)
        click.echo(f"{len(found)} changes; {copy.same} paragraphs as they went out")
    if failed:
        sys.exit(1)


def _period(desk: Desk, read: Taken, start: date | None, end: date | None) -> Period:
    """The copy's own period; else the one asked for, else that of the latest draft."""
    if read.base is not None and start is None and end is None:
        return Period(read.base.period.start, read.base.period.end)
    draft = desk.store.issues.latest_draft()
    if start is None and end is None and draft is not None:
        return Period(draft.period.start, draft.period.end)
    return period_of(desk, start, end)


def _chosen(found: Sequence[Reviewed], wanted: str, word: str) -> list[Reviewed]:
    if not wanted:
        return []
    waiting = [one for one in found if one.state not in (ACCEPTED, REFUSED)]
    if wanted == "all":
        return [one for one in waiting if one.state != TOLD or word == "refuse"]
    ids = [part.strip() for part in wanted.split(",") if part.strip()]
    known = {one.edit.id: one for one in found}
    missing = [id_ for id_ in ids if id_ not in known]
    if missing:
        raise SetupError(f"the copy holds no change {missing[0]!r}; it has {', '.join(known)}")
    return [known[id_] for id_ in ids]


def _lines(found: Sequence[Reviewed]) -> list[str]:
    lines = []
    for one in found:
        edit = one.edit
        who = f" ({', '.join(edit.by)})" if edit.by else ""
        lines.append(f"{edit.id}  {one.state:<8} {edit.kind}{who}  {edit.place}".rstrip())
        lines += [f"          - {line}" for line in edit.before.splitlines()]
        lines += [f"          + {line}" for line in edit.after.splitlines() if line != edit.before]
        lines += [f"          now: {one.theirs}"] if one.theirs else []
        why = [one.why_not] if one.why_not and one.why_not != edit.why else []
        lines += [f"          {words}" for words in (edit.why, *why) if words]
        lines += [f"          ! {f.severity} {f.kind}: {f.why}" for f in one.findings]
    return lines


def _as_json(one: Reviewed) -> dict[str, object]:
    edit = one.edit
    return {
        "id": edit.id, "state": one.state, "kind": edit.kind, "item": edit.item,
        "place": edit.place, "before": edit.before, "after": edit.after, "to": edit.to,
        "by": list(edit.by), "tracked": edit.tracked, "why": edit.why, "now": one.theirs,
        "cannot": one.why_not,
        "findings": [
            {"kind": f.kind, "severity": f.severity, "words": f.words, "why": f.why}
            for f in one.findings
        ],
    }  # fmt: skip


COMMANDS = (take_back_command,)

"""What goes out, and what is done after it went: files, site, flash, mail, a second look."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from torimatome.collect import recheck
from torimatome.desk import Desk
from torimatome.edit import Slip, flashes, slips_of, working_issue
from torimatome.edit.slips import articles_of, changed_items
from torimatome.errors import SetupError
from torimatome.flow.daily import tell
from torimatome.flow.past import remember, went_out
from torimatome.flow.steps import editor
from torimatome.model import Correction, Issue, Period
from torimatome.model.delivery import Recipient
from torimatome.outside.post import SmtpPost, server_of
from torimatome.publish import IN_HOUSE, Lack, Published, lacking, publish
from torimatome.publish import send as mail
from torimatome.publish.mail import Tally, mark_of
from torimatome.publish.order import arrange
from torimatome.publish.site import SiteOptions, SiteReport, Told, write_site
from torimatome.remember import as_kept, names_of


@dataclass(frozen=True)
class Release:
    """How an Issue is to go out."""

    forms: tuple[str, ...]
    languages: str = "ja+en"
    note: str = ""  # what is corrected, where the period's Issue went out before and has changed


def release(desk: Desk, period: Period, out: Path, how: Release) -> Published:
    """Files of the period's Issue in `out`. Raises SetupError when nothing is drafted for it.

    An Issue that went out and reads otherwise now goes out as its next version, with a note:
    without one it is a SetupError, and nothing is written.
    """
    issue = arrange(_ready(desk, period))
    if any(form not in IN_HOUSE for form in how.forms):
        issue = as_next(desk, issue, how.note)
        done = publish(desk, issue, out, how.forms, how.languages)
        remember(desk, done.issue)
        return done
    return publish(desk, issue, out, how.forms, how.languages)


def as_next(desk: Desk, issue: Issue, note: str = "") -> Issue:
    """The arranged Issue as it may go out: as it is, or as the next version with its correction.

    Raises SetupError where one went out that reads otherwise and nobody says what is corrected.
    """
    kept = desk.store.issues.published(issue.period.start, issue.period.end)
    if not kept:
        return issue
    last = kept[-1]
    items = changed_items(last, issue)
    if not items and _frame(issue) == _frame(last):
        # What went out stays, even where reasons or passages behind the same words are others now.
        return last if last.corrections else replace(last, version=1)
    corrected = issue.corrections
    if len(corrected) > len(last.corrections) and issue.version == last.version + 1:
        return issue  # signed as the next version, with its note
    why = " ".join(note.split())
    if not why and len(corrected) > len(last.corrections):
        why = corrected[-1].note  # signed as a correction of fewer versions than went out
    if not why:
        told = f"{len(items)} items: {', '.join(items[:6])}" if items else "its title or order"
        raise SetupError(
            f"the issue of {issue.period.start} to {issue.period.end} went out as version"
            f" {last.version} and reads otherwise now ({told}); say what is corrected with"
            ' --note "…", or sign a correction on the desk\'s pages. Nothing was written.'
        )
    version = last.version + 1
    day = desk.clock.now().astimezone(desk.zone).date().isoformat()
    mended = (*last.corrections, Correction(version, day, why, items))
    return replace(issue, version=version, corrections=mended)


def _frame(issue: Issue) -> tuple[object, ...]:
    """What is printed around the Items, and their order."""
    return (
        issue.title_ja, issue.title_en, issue.subtitle_ja, issue.issuer_ja, issue.issuer_en,
        issue.notice_ja, issue.notice_en, issue.end_marker, issue.period.remark,
        [(s.number, s.heading_ja, s.heading_en) for s in issue.sections],
        [item.id for item in issue.items],
    )  # fmt: skip


def site(desk: Desk, out: Path, options: SiteOptions) -> SiteReport:
    """The web site of all that was published or kept, in `out`; only what is new is made."""
    told = Told(partial(as_kept, desk), names_of(desk))
    return write_site(desk, out, options, told)


def lacks(desk: Desk, period: Period, languages: str) -> tuple[Lack, ...]:
    """What the period's Issue has no words for in these languages. Raises SetupError likewise."""
    return lacking(_ready(desk, period), languages)


def _ready(desk: Desk, period: Period) -> Issue:
    issue = desk.store.issues.draft(period.start, period.end)
    if issue is None:
        last = desk.store.issues.latest_draft()
        days = f"--from {last.period.start} --to {last.period.end}" if last else ""
        newest = f", or take the newest draft: {days}" if days else ""
        raise SetupError(
            f"nothing is drafted for {period.start} to {period.end};"
            f" run `torimatome draft --from {period.start} --to {period.end}` first{newest}"
        )
    return working_issue(desk, issue)


def flash(desk: Desk, period: Period, item: str, by: str) -> Issue:
    """One approved Item, signed to go out by itself; what `release` publishes for a week.

    Raises SetupError when the period has no draft, or that no such Item; nothing is changed then.
    """
    there = [one.id for one in _ready(desk, period).items]
    if item not in there:
        raise SetupError(
            f"the issue of {period.start} to {period.end} holds no item {item[:60]!r}; it has"
            f" {', '.join(there) or 'none'}"
        )
    editor(desk).perform("send_flash", period, by, {"item": item})
    return sent_flash(desk, period, item)


def sent_flash(desk: Desk, period: Period, item: str) -> Issue:
    """The flash an Item went out as. Raises SetupError when it never did."""
    for one in flashes(desk, period):
        if one.issue.flash == item:
            return one.issue
    raise SetupError(f"item {item!r} went out as no flash; `torimatome flash {item} --by …`")


def send(
    desk: Desk,
    issue: Issue,
    to: Sequence[Recipient],
    *,
    again: Sequence[str] = (),
    test: bool = False,
) -> Tally:
    """Mail what went out to those on the list; then tell the desk's notice services.

    Raises SetupError when no mail server is set, or the list is empty.
    """
    if not to:
        raise SetupError("nobody is on the list; `torimatome recipients --bring FILE.csv`")
    settings = desk.settings
    if not settings.mail_server or not settings.mail_from:
        raise SetupError("set `mail_server` and `mail_from` first; see `torimatome settings`")
    for address in again:
        if not desk.store.deliveries.again(mark_of(issue), address, desk.clock.now()):
            raise SetupError(f"{address!r} was never sent this issue")
    post = SmtpPost(server_of(settings.mail_server, settings.mail_password))
    try:
        tally = mail(desk, issue, to, post, test=test)
    finally:
        post.close()
    if tally.sent and not test:
        tell(desk, issue.title_ja, f"{issue.period.start} – {issue.period.end}")
    return tally


def look_again(desk: Desk, period: Period) -> tuple[Slip, ...]:
    """Visit the pages the published Issue rests on, and tell what is not as it was."""
    issue = went_out(desk, period)
    ids = sorted({id_ for item in issue.items for id_ in articles_of(item)})
    found = [article for id_ in ids if (article := desk.store.pages.current(id_))]
    recheck(desk, found)
    return slips_of(desk, issue)

"""What goes out, and what is done after it went: files, site, flash, mail, a second look."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from torimatome.collect import recheck
from torimatome.desk import Desk
from torimatome.edit import Slip, decided_of, flashes, slips_of, working_issue
from torimatome.edit.slips import articles_of
from torimatome.errors import SetupError
from torimatome.flow.daily import tell
from torimatome.flow.steps import editor
from torimatome.model import Issue, Period
from torimatome.model.delivery import Recipient
from torimatome.outside.post import SmtpPost, server_of
from torimatome.publish import Lack, Published, lacking, publish
from torimatome.publish import send as mail
from torimatome.publish.mail import Tally, mark_of
from torimatome.publish.site import SiteOptions, SiteReport, Told, write_site
from torimatome.remember import as_kept, name_of


def release(
    desk: Desk, period: Period, out: Path, forms: tuple[str, ...], languages: str = "ja+en"
) -> Published:
    """Files of the period's Issue in `out`. Raises SetupError when nothing is drafted for it."""
    return publish(desk, _ready(desk, period), out, forms, languages)


def site(desk: Desk, out: Path, options: SiteOptions) -> SiteReport:
    """The web site of all that was published or kept, in `out`; only what is new is made."""
    told = Told(partial(as_kept, desk), partial(name_of, desk))
    return write_site(desk, out, options, told)


def lacks(desk: Desk, period: Period, languages: str) -> tuple[Lack, ...]:
    """What the period's Issue has no words for in these languages. Raises SetupError likewise."""
    return lacking(_ready(desk, period), languages)


def _ready(desk: Desk, period: Period) -> Issue:
    issue = desk.store.issues.draft(period.start, period.end)
    if issue is None:
        raise SetupError(
            f"nothing is drafted for {period.start} to {period.end};"
            f" run `torimatome draft --from {period.start} --to {period.end}` first"
        )
    return working_issue(desk, issue)


def went_out(desk: Desk, period: Period, version: int = 0) -> Issue:
    """The Issue as it was signed or published for a period; the newest version unless one is named.

    Raises SetupError when nothing went out, or not in that version.
    """
    kept = desk.store.issues.published(period.start, period.end)
    versions = {issue.version: issue for issue in kept}
    draft_ = desk.store.issues.draft(period.start, period.end)
    signed = draft_ and decided_of(desk, period).signed
    if signed:
        versions[signed.version] = signed.issue
    if not versions:
        raise SetupError(
            f"nothing was published for {period.start} to {period.end}; sign it on the desk's"
            f" pages, or run `torimatome publish --from {period.start} --to {period.end}`"
        )
    if version and version not in versions:
        raise SetupError(f"no version {version}; there are {', '.join(map(str, versions))}")
    return versions[version or max(versions)]


def flash(desk: Desk, period: Period, item: str, by: str) -> Issue:
    """One approved Item, signed to go out by itself; what `release` publishes for a week."""
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

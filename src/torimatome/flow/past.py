"""What went out of a period, and that the archive knows it: the past of the next week."""

from torimatome.desk import Desk
from torimatome.edit import decided_of
from torimatome.errors import SetupError
from torimatome.model import Issue, Period
from torimatome.publish.order import arrange
from torimatome.remember import forget, keep


def versions_out(desk: Desk, period: Period) -> dict[int, Issue]:
    """Every version that was signed or published for a period; what went out stays what it was."""
    kept = desk.store.issues.published(period.start, period.end)
    versions = {issue.version: issue for issue in kept}
    signed = decided_of(desk, period).signed
    if signed:
        versions.setdefault(signed.version, signed.issue)
    return versions


def went_out(desk: Desk, period: Period, version: int = 0) -> Issue:
    """The Issue as it was signed or published for a period; the newest version unless one is named.

    Raises SetupError when nothing went out, or not in that version.
    """
    versions = versions_out(desk, period)
    if not versions:
        out = [one for one in desk.store.issues.all_published() if not one.flash]
        days = f"--from {out[-1].start} --to {out[-1].end}" if out else ""
        newest = f", or take the newest that went out: {days}" if days else ""
        raise SetupError(
            f"nothing was published for {period.start} to {period.end}; sign it on the desk's"
            f" pages, or run `torimatome publish --from {period.start} --to {period.end}`{newest}"
        )
    if version and version not in versions:
        raise SetupError(f"no version {version}; there are {', '.join(map(str, versions))}")
    return versions[version or max(versions)]


def remember(desk: Desk, issue: Issue) -> None:
    """What went out is a past issue of the next week: searched, compared with, learned from.

    Not where the period was read back from a file under a label of its own: it would stand twice.
    """
    label = _label(issue.period)
    days = (issue.period.start, issue.period.end)
    others = {(one.start, one.end) for one in desk.store.archive.issues() if one.label != label}
    if not issue.flash and days not in others:
        keep(desk, issue, label)


def follow(desk: Desk, period: Period) -> None:
    """Let the archive hold what is out of a period now: the newest version, or nothing."""
    versions = versions_out(desk, period)
    if versions:
        remember(desk, arrange(versions[max(versions)]))
    else:
        forget(desk, _label(period))


def _label(period: Period) -> str:
    return f"{period.start}_{period.end}"

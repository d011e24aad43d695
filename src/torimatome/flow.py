"""The whole day on one screen: each step in order, and what a failure means for the next.

Every step can be run again at any time: it looks in the store for what is left to do, does
that, and says what it did. So the answer to a crash at any line is to run the day once more.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path

from torimatome.collect import (
    CollectReport,
    HandIn,
    add_by_hand,
    collect,
    recheck,
    try_outlet,
    visit_outlet,
)
from torimatome.desk import Desk, as_decided
from torimatome.draft import draft
from torimatome.draft.board import board
from torimatome.draft.check import Checker
from torimatome.draft.gated import Gate
from torimatome.draft.house_style import house_form
from torimatome.edit import Editor, Slip, Steps, Week, decided_of, flashes, slips_of, working_issue
from torimatome.edit.acts.terms import KINDS
from torimatome.edit.slips import articles_of
from torimatome.edit.web.alerts import spoken_of
from torimatome.edit.web.room import Proposed, Services
from torimatome.errors import SetupError
from torimatome.model import Article, Finding, Issue, Period, Story, Term
from torimatome.model.board import Board
from torimatome.model.delivery import Recipient
from torimatome.outside.notices import notices_of
from torimatome.outside.post import SmtpPost, server_of
from torimatome.outside.progress import Hears
from torimatome.publish import (
    Lack,
    Published,
    evidence,
    files_of,
    form_of,
    lacking,
    pictures_of,
    publish,
)
from torimatome.publish import send as mail
from torimatome.publish.mail import Tally, mark_of
from torimatome.publish.site import SiteOptions, SiteReport, Told, write_site
from torimatome.remember import (
    KeptIssue,
    Proposal,
    as_kept,
    citation_of,
    keep,
    kept_issues,
    learn_from,
    name_of,
    page_of,
    search,
)
from torimatome.remember.read import read_issue
from torimatome.remember.taken_docx import taken_from_docx
from torimatome.text.names import Names
from torimatome.understand import Understanding, understand
from torimatome.understand.language import tell_language

# Articles named in one notice; services cut longer ones off.
MOST_TOLD = 5


@dataclass(frozen=True)
class Day:
    """What a day's run did, up to the editor's chair."""

    collected: CollectReport
    understood: Understanding
    issue: Issue


def day(desk: Desk, period: Period) -> Day:
    """Everything up to the editor's chair. Publishing waits for a person's word."""
    collected = collect_and_tell(desk)  # a source that fails is named in the report, no more
    understood = understand(desk, period)
    issue = draft(desk, period, understood.stories, understood.articles)
    return Day(collected, understood, issue)


def redraft(desk: Desk, period: Period) -> tuple[Understanding, Issue]:
    """Stories and draft anew from what is kept, without asking the web for anything."""
    understood = understand(desk, period)
    return understood, draft(desk, period, understood.stories, understood.articles)


def editor(desk: Desk, wire: Callable[[Desk], Steps] | None = None) -> Editor:
    """The editing room, with what the other steps do for it: `wire`, or `steps_for` right here."""
    return Editor(desk, wire or steps_for)


def steps_for(desk: Desk) -> Steps:
    """What the other steps do for the editing room, with the desk's words as they are now."""
    form = house_form(desk.house)

    @cache  # made at the first use: reading the archive takes a moment
    def check() -> Checker:
        return Checker(desk.house, kept_issues(desk))

    @cache
    def names() -> Names:
        return Names(desk.house)

    @cache
    def gate() -> Gate:
        return Gate(form, names())

    def week(period: Period) -> Week:
        understood = understand(desk, period)
        draft_ = desk.store.issues.draft(period.start, period.end)
        if draft_ is None:
            draft_ = draft(desk, period, understood.stories, understood.articles)
        return Week(period, understood.articles, understood.stories, draft_)

    def regroup(period: Period) -> Week:
        understood, issue = redraft(desk, period)
        return Week(period, understood.articles, understood.stories, issue)

    def findings(issue: Issue) -> tuple[Finding, ...]:
        return (
            *(f for item in issue.items for f in gate().findings(item)),
            *check().issue(issue),
        )

    def findings_of(issue: Issue, item: str) -> tuple[Finding, ...]:
        one = next(each for each in issue.items if each.id == item)
        return (*gate().findings(one), *check().item(one, issue))

    return Steps(week, regroup, findings, findings_of, partial(citation_of, desk))


def board_of(names: Callable[[], Names], story: Story, articles: Mapping[str, Article]) -> Board:
    """What the reports of a Story agree on and where they differ, side by side."""
    return board(story, articles, names())


def services(desk: Desk, hears: Hears) -> Services:
    """What the pages ask of the other steps; progress goes to `hears`."""
    heard = replace(desk, hears=hears)
    return Services(
        collect=lambda: collect_and_tell(as_now(heard)),
        add=lambda given: add_by_hand(as_now(heard), HandIn(**given)),
        files=lambda issue: files_of(issue, as_now(desk).house.look, desk.house.bulletin),
        pictures=lambda issue: pictures_of(issue, as_now(desk).house.look, desk.house.bulletin),
        dressed=pictures_of,
        lacks=lambda issue, languages: [lack.line() for lack in lacking(issue, languages)],
        proposals=partial(proposed, desk, Taught()),
        search=partial(search, desk),
        keep=partial(keep_file, desk),
        board=partial(board_of, cache(lambda: Names(desk.house))),
        read_copy=lambda name, body: taken_from_docx(body, name),
        editing_copy=lambda issue: form_of(as_now(desk), issue, "edit"),
        named=lambda kind, name: page_of(as_now(desk), kind, name),
        try_outlet=lambda address: try_outlet(as_now(desk), address, language_told),
        visit_outlet=lambda outlet: visit_outlet(as_now(desk), outlet, language_told),
        look_again=partial(look_again, heard),
        evidence=partial(evidence, desk),
        send=lambda issue, to, again, test: send(heard, issue, to, again=again, test=test),
    )


def as_now(desk: Desk) -> Desk:
    """The desk with the outlets and terms people decided on since it was opened."""
    return replace(desk, house=as_decided(desk.shipped or desk.house, desk.store))


def language_told(text: str) -> str:
    """The language of a text by its letters; "" where they do not tell."""
    told = tell_language(text, declared="", prior=())
    return "" if told == "und" else told


class Taught:
    """What the archive teaches, worked out again only when an Issue was kept since."""

    def __init__(self) -> None:
        self._of: list[KeptIssue] | None = None
        self._proposals: tuple[Proposal, ...] = ()

    def by(self, desk: Desk) -> tuple[Proposal, ...]:
        """The proposals of all kept Issues."""
        now = desk.store.archive.issues()
        if now != self._of:
            self._proposals, self._of = learn_from(desk, kept_issues(desk)), now
        return self._proposals


def proposed(desk: Desk, taught: Taught) -> tuple[Proposed, ...]:
    """Terms the archive teaches and nobody decided about, the surest first."""
    decided = {(one.term.kind, one.term.en) for one in desk.store.records.terms()}
    found = []
    for one in taught.by(desk):
        term = Term(
            one.kind, one.en, one.ja, one.short_en, one.aliases, one.country, one.office,
            one.since, one.until,
        )  # fmt: skip
        if one.kind in KINDS and (one.kind, one.en) not in decided:
            seen = tuple(f"{s.issue} {s.item}" for s in one.seen)
            found.append(Proposed(term, one.count, seen, one.doubt))
    return tuple(sorted(found, key=lambda p: (bool(p.doubt), -p.count, p.term.en)))


def keep_file(desk: Desk, name: str, body: bytes) -> str:
    """Read a published bulletin back and keep it; what became of it, in words."""
    house = desk.house
    reading = read_issue(body, name, house.style, house.sections, house.outlets)
    kept = keep(desk, reading.issue, Path(name).stem[:100])
    doubts = f", {len(reading.doubts)} places to look at" if reading.doubts else ""
    return f"{name}: {kept.start} – {kept.end}, {kept.items} items{doubts}"


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


def collect_and_tell(desk: Desk) -> CollectReport:
    """Collect; then a notice for each watched word that something new speaks of."""
    watched = desk.store.records.watched()
    if not (watched and desk.settings.notices):
        return collect(desk)
    period = week_to(desk)
    before = {one.id for one in desk.store.pages.current_between(period.start, period.end)}
    report = collect(desk)
    now = desk.store.pages.current_between(period.start, period.end)
    new = {one.id: one for one in now if one.id not in before}
    for words, articles in spoken_of(watched, desk.house.terms, new).items():
        if not articles:
            continue
        tell(desk, words, "\n".join(f"{one.title}\n{one.url}" for one in articles[:MOST_TOLD]))
    return report


def tell(desk: Desk, title: str, text: str) -> None:
    """A short notice to the services the desk names; one that is down is only noted."""
    for failed in notices_of(desk.settings.notices).tell(title, text):
        desk.hears.note(failed)


def look_again(desk: Desk, period: Period) -> tuple[Slip, ...]:
    """Visit the pages the published Issue rests on, and tell what is not as it was."""
    issue = went_out(desk, period)
    ids = sorted({id_ for item in issue.items for id_ in articles_of(item)})
    found = [article for id_ in ids if (article := desk.store.pages.current(id_))]
    recheck(desk, found)
    return slips_of(desk, issue)


def week_to(desk: Desk, end: date | None = None) -> Period:
    """The eight days up to `end` (today by default), both Fridays included as the bulletin does."""
    last = end or desk.clock.now().astimezone(desk.zone).date()
    return Period(start=(last - timedelta(days=7)).isoformat(), end=last.isoformat())

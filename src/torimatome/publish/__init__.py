"""Step 5, the door: an Issue becomes the files that leave the house."""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from torimatome import desks
from torimatome.desk import Desk
from torimatome.errors import SetupError
from torimatome.model import Article, Issue, Passage, Snapshot
from torimatome.model.delivery import ATTACHED, WAITING, Delivery, Recipient
from torimatome.model.look import LANGUAGES, Look
from torimatome.outside.post import Post
from torimatome.publish.calendar import to_calendar
from torimatome.publish.docx import to_docx
from torimatome.publish.evidence import Held, Pack, claims_of, packed
from torimatome.publish.fonts import find_fonts
from torimatome.publish.hook import own_forms, to_own
from torimatome.publish.html import to_html
from torimatome.publish.issue_json import to_json
from torimatome.publish.languages import Lack, lacking, only
from torimatome.publish.mail import Envelope, Tally, deliver, mark_of, sender_of, to_mail
from torimatome.publish.markdown import to_markdown
from torimatome.publish.order import arrange
from torimatome.publish.pdf import PLAIN, to_pdf, to_pictures
from torimatome.publish.printed import Page
from torimatome.publish.rss import to_rss
from torimatome.publish.sources_page import KeptPage, to_index
from torimatome.publish.table_csv import to_csv
from torimatome.text.times import to_text

__all__ = [
    "EXPORTS", "FORMS", "IN_HOUSE", "Lack", "Published", "evidence", "file_name", "file_of",
    "form_of", "forms_of", "lacking", "pictures_of", "publish", "send", "written",
]  # fmt: skip

FORMS = ("pdf", "docx", "html", "json")
_ENDINGS = {"edit": "-edit.docx"}
# Made when asked for, as are the desk's own in `forms/`.
EXPORTS = ("md", "csv", "ics", "rss", "edit")
# Forms for those who still write: an Issue of which only these were made has not gone out.
IN_HOUSE = ("edit",)


@dataclass(frozen=True)
class Published:
    """What was written, and which version of the Issue it is."""

    issue: Issue
    version: int
    files: dict[str, Path]  # form → file; "index" is the local page that shows them all


def publish(
    desk: Desk, issue: Issue, out: Path, forms: tuple[str, ...] = FORMS, languages: str = "ja+en"
) -> Published:
    """Write the Issue's files into `out` and keep what went out, as the desk's look says.

    `languages` is one of `model.look.LANGUAGES`; what is kept, and the JSON, is the whole Issue.

    All forms are made before the first is written, and each file replaces its forerunner in one
    step: a reader never meets half a bulletin. Raises SetupError when a file can't be written.
    """
    arranged = arrange(issue)
    desk.store.issues.keepable(arranged)
    makers = _makers(arranged, desk.house.look, languages)
    shown = only(arranged, languages, desk.house.look.labels.body_left_out)
    makers |= _exports(desk, shown, forms) | {"ics": lambda: to_calendar(shown, arranged)}
    desk.hears.step("publishing", len(forms) + 1)
    made: dict[str, bytes] = {}
    for form in forms:
        made[form] = makers[form]()
        desk.hears.done()
    name = file_name(issue, desk.house.name)
    if languages != LANGUAGES[0]:
        name += f"-{languages}"
    names = {form: f"{name}{_ENDINGS.get(form, f'.{form}')}" for form in made}
    made["index"] = to_index(arranged, names, _kept(desk, arranged))
    files = {form: out / names.get(form, "index.html") for form in made}
    for form, body in made.items():
        written(files[form], body)
    desk.hears.done()
    goes_out = any(form not in IN_HOUSE for form in forms)
    version = desk.store.issues.publish(arranged) if goes_out else arranged.version
    return Published(arranged, version, files)


def file_name(issue: Issue, desk: str) -> str:
    """The name, without ending, of an Issue's files: a later version never takes an earlier's."""
    name = f"{issue.desk or desk}-{issue.period.start}_{issue.period.end}"
    if issue.flash:
        name = f"{issue.desk or desk}-flash-{issue.period.start}-{issue.flash}"
    return f"{name}-v{issue.version}" if issue.version > 1 else name


def file_of(issue: Issue, form: str, look: Look = PLAIN, languages: str = LANGUAGES[0]) -> bytes:
    """One of `FORMS`, of the Issue; kept nowhere."""
    return _makers(arrange(issue), look, languages)[form]()


def pictures_of(
    issue: Issue, look: Look = PLAIN, languages: str = LANGUAGES[0], most: int = 0
) -> tuple[bytes, ...]:
    """The PDF's pages as PNG; the first `most` items only, where that is not 0."""
    arranged = arrange(replace(issue, items=arrange(issue).items[:most]) if most else issue)
    return to_pictures(only(arranged, languages, look.labels.body_left_out), find_fonts(), look)


def _makers(arranged: Issue, look: Look, languages: str) -> dict[str, Callable[[], bytes]]:
    if languages not in LANGUAGES:
        raise SetupError(f"no languages {languages!r}; choose from {', '.join(LANGUAGES)}")
    shown = only(arranged, languages, look.labels.body_left_out)
    return {
        "pdf": lambda: to_pdf(shown, find_fonts(), look, arranged),
        "docx": lambda: to_docx(shown, look),
        "html": lambda: to_html(shown, look),
        "json": lambda: to_json(arranged),
    }


def form_of(desk: Desk, issue: Issue, form: str) -> bytes:
    """One form of the Issue, the desk's own included, kept nowhere."""
    return forms_of(desk, issue)(form)


def forms_of(desk: Desk, issue: Issue, page: Page | None = None) -> Callable[[str], bytes]:
    """What makes any form of the Issue, the desk's own included; kept nowhere.

    `page` is the Issue printed, where that was done before.
    """
    arranged = arrange(issue)
    known = _makers(arranged, desk.house.look, LANGUAGES[0])
    return lambda form: (known | _exports(desk, arranged, (form,), page))[form]()


def _exports(
    desk: Desk, shown: Issue, forms: Collection[str], page: Page | None = None
) -> dict[str, Callable[[], bytes]]:
    """What makes the forms asked for beyond `FORMS`. Raises SetupError for one nobody knows."""
    makers: dict[str, Callable[[], bytes]] = {
        "md": lambda: to_markdown(shown, page),
        "csv": lambda: to_csv(shown, page),
        "ics": lambda: to_calendar(shown),
        "rss": lambda: to_rss(shown, desk.settings.site_address),
        "edit": lambda: to_docx(shown, desk.house.look, editing=True),  # Word, with the passages
    }
    if all(form in FORMS or form in makers for form in forms):
        return makers
    own = own_forms(desks.find(desk.settings.desk))
    for form in forms:
        if form in own:
            makers[form] = partial(to_own, shown, own[form])
        elif form not in FORMS and form not in makers:
            known = ", ".join((*FORMS, *EXPORTS, *own))
            raise SetupError(
                f"no form {form!r}; choose from {known}, or add forms/{form}.jinja to the desk"
            )
    return makers


def evidence(desk: Desk, issue: Issue) -> bytes:
    """What the Issue rests on, as a ZIP that anyone can check without us.

    Raises SetupError when the store lost a page, or holds it altered.
    """
    pages = desk.store.pages
    held: dict[str, Held] = {}
    for item, one, article, snapshot in _rested_on(desk, issue):
        if article is None or snapshot is None:
            raise SetupError(
                f"item {item!r} rests on article {one.article}/{one.version}, which is not in the"
                " store; put back the backup it was published from"
            )
        key = f"{one.article}/{one.version}"
        held.setdefault(key, Held(article, snapshot, pages.body(one.sha256)))
    acts = desk.store.records.history(f"{issue.period.start}_{issue.period.end}")
    return packed(Pack(issue, held, acts))


def send(desk: Desk, issue: Issue, to: Sequence[Recipient], post: Post, *, test: bool) -> Tally:
    """Mail an Issue to those on the list who have not had it; a test goes out whenever asked.

    Raises SetupError when the settings lack something, before anybody is written to.
    """
    settings, now = desk.settings, desk.clock.now()
    envelope = Envelope(settings.mail_from, now, settings.mail_reply_to, _pdf_address(desk, issue))
    _, sender = sender_of(settings.mail_from)
    by_address = {one.address: one for one in to}
    pdf = {
        form: to_pdf(only(arrange(issue), form), find_fonts(), desk.house.look)
        for form in sorted({one.languages for one in to if one.form == ATTACHED})
    }
    name = f"{file_name(issue, desk.house.name)}.pdf"

    def mail_of(address: str) -> tuple[str, bytes]:
        one = by_address[address]
        return sender, to_mail(issue, one, envelope, pdf.get(one.languages, b""), name)

    for address in by_address:
        mail_of(address)  # a recipient nobody can write to stops the sending before it begins
    mark = f"test {to_text(now)} {mark_of(issue)}" if test else mark_of(issue)
    desk.store.deliveries.queue(mark, by_address, now)
    return deliver(mark, _Heard(desk, by_address), post, desk.clock, mail_of)


def _pdf_address(desk: Desk, issue: Issue) -> str:
    base = desk.settings.site_address.rstrip("/")
    return f"{base}/files/{file_name(issue, desk.house.name)}.pdf" if base else ""


class _Heard:
    """The deliveries of those asked for, and progress for each that is settled."""

    def __init__(self, desk: Desk, addresses: Collection[str]) -> None:
        self._desk, self._addresses = desk, addresses
        desk.hears.step("sending mail", len(addresses))

    def of(self, issue: str) -> list[Delivery]:
        kept = self._desk.store.deliveries.of(issue)
        return [one for one in kept if one.address in self._addresses]

    def claim(self, delivery: Delivery, at: datetime) -> bool:
        return self._desk.store.deliveries.claim(delivery, at)

    def put(self, delivery: Delivery) -> None:
        self._desk.store.deliveries.put(delivery)
        if delivery.state != WAITING:
            self._desk.hears.done()


def _kept(desk: Desk, issue: Issue) -> dict[str, KeptPage]:
    """The Articles behind the Issue as they were kept, by "<article>/<version>"."""
    return {
        f"{one.article}/{one.version}": KeptPage(article, snapshot)
        for _, one, article, snapshot in _rested_on(desk, issue)
        if article is not None and snapshot is not None
    }


def _rested_on(
    desk: Desk, issue: Issue
) -> Iterator[tuple[str, Passage, Article | None, Snapshot | None]]:
    """Each Passage the Issue rests on: its Item's id, and what the store holds of its page."""
    pages = desk.store.pages
    for claim in claims_of(issue):
        for one in claim.passages:
            article = pages.version(one.article, one.version)
            yield claim.item, one, article, pages.snapshot(one.sha256)


def written(path: Path, body: bytes) -> None:
    """The bytes in a file, in one step. Raises SetupError naming it when that can't be done."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise SetupError(
            f"{str(path)!r} cannot be written: {error.strerror}; make room or choose another"
            " folder with --out; files written before are whole"
        ) from error

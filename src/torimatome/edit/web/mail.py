"""Mail: who is on the list, a test to oneself, and how far the issue has come."""

from collections import Counter
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from torimatome.edit import flashes, recipients_of
from torimatome.edit.acts.readers import LANGUAGES, checked, recipients_in
from torimatome.edit.web.api import Given
from torimatome.edit.web.room import Frame, Room, frame_of, period_of, room_of
from torimatome.edit.web.tables import table_of
from torimatome.edit.web.view import page, reader_of
from torimatome.errors import EditError
from torimatome.model import Issue, Period
from torimatome.model.delivery import FORMS, SENT, WAITING, Delivery, Recipient
from torimatome.text.times import from_text

# A page shows so many addresses of a list; the rest is found by its search box.
MOST_SHOWN = 200


@dataclass(frozen=True)
class Sending:
    """How far one Issue has come."""

    issue: str
    counts: tuple[tuple[str, int], ...]  # state → how many
    named: tuple[Delivery, ...]  # those that need a person
    at: str


@dataclass(frozen=True)
class MailPage:
    """The list and what was sent."""

    frame: Frame
    recipients: tuple[Recipient, ...]
    total: int
    words: str
    sendings: tuple[Sending, ...]
    ready: bool  # a mail server is set
    signed: bool
    languages: tuple[str, ...] = LANGUAGES
    forms: tuple[str, ...] = FORMS


def mail(request: Request) -> Response:
    """The page."""
    room, words = room_of(request), request.query_params.get("q", "").strip().lower()
    desk, period = room.editor.desk, period_of(request.path_params["period"])
    everybody = recipients_of(desk)
    found = [one for one in everybody if words in f"{one.address} {one.name}".lower()]
    frame = frame_of(request, period)
    signed = room.editor.working(period).signed
    issues = desk.store.deliveries.issues()
    view = MailPage(
        frame=frame,
        recipients=tuple(found[:MOST_SHOWN]),
        total=len(found),
        words=words,
        sendings=tuple(
            _sending(desk.store.deliveries.of(one), frame) for one in issues[-20:][::-1]
        ),
        ready=bool(desk.settings.mail_server and desk.settings.mail_from),
        signed=signed is not None,
    )
    return page(request, "mail.html.jinja", view)


def _sending(deliveries: list[Delivery], frame: Frame) -> Sending:
    counts = Counter(one.state for one in deliveries)
    settled = (SENT, WAITING)
    named = [one for one in deliveries if one.state not in settled or (one.words and one.tries)]
    newest = max(one.at for one in deliveries)
    return Sending(
        deliveries[0].issue,
        tuple(sorted(counts.items())),
        tuple(one for one in named if one.state != SENT)[:MOST_SHOWN],
        frame.moment(from_text(newest)),
    )


def bring(request: Request, given: Given) -> Response:
    """A list of recipients, as a spreadsheet saved it."""
    file = given.get("file")
    if not isinstance(file, UploadFile):
        raise EditError("choose a CSV file of addresses first")
    rows = recipients_in(table_of(file.file.read())[1])
    period = period_of(str(given.get("period", "")))
    by = reader_of(request).name
    room_of(request).editor.perform("import_recipients", period, by, {"recipients": rows})
    return _back(given)


def save(request: Request, given: Given) -> Response:
    """One recipient, written on the page."""
    fields = ("address", "name", "languages", "form")
    one = checked(Recipient(**{name: str(given.get(name, "")) for name in fields}))
    period = period_of(str(given.get("period", "")))
    by = reader_of(request).name
    room_of(request).editor.perform("write_recipient", period, by, {"recipient": one})
    return _back(given)


def send(request: Request, given: Given) -> Response:
    """Begin to send: a test to one address, or the Issue to everybody who has not had it."""
    room, period = room_of(request), period_of(str(given.get("period", "")))
    test = str(given.get("test", "")).strip()
    again = tuple(filter(None, [str(given.get("again", ""))]))
    to = (checked(Recipient(test)),) if test else recipients_of(room.editor.desk)
    if not to:
        raise EditError("nobody is on the list yet")
    issue = _issue(room, period, str(given.get("flash", "")))
    room.works.begin("send", lambda: room.services.send(issue, to, again, bool(test)))
    return _back(given)


def _issue(room: Room, period: Period, flash: str) -> Issue:
    """What is to be sent: a flash, else the Issue as it was signed last."""
    if flash:
        for one in flashes(room.editor.desk, period):
            if one.issue.flash == flash:
                return one.issue
        raise EditError("no such flash went out")
    signed = room.editor.working(period).signed
    if signed is None:
        raise EditError("this issue is not signed yet; only what is signed goes out")
    return signed.issue


def _back(given: Given) -> Response:
    return RedirectResponse(f"/w/{given.get('period')}/mail", 303)

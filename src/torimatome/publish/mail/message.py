"""One mail: subject, text, HTML, PDF; the same Issue, recipient and moment give the same bytes."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256

import jinja2

from torimatome.errors import SetupError
from torimatome.model import Issue
from torimatome.model.delivery import ATTACHED, LINKED, Recipient
from torimatome.publish.languages import only
from torimatome.publish.mail.text import to_text, wrapped
from torimatome.publish.plain import RIGHT_TO_LEFT
from torimatome.publish.printed import Page, PrintedItem, printed
from torimatome.publish.runs import joined
from torimatome.text.templates import templates

# Gmail cuts a mail's HTML off at 102 kB and hides the rest behind a link; past this, only the
# headlines stand in the mail and the rest in its PDF.
MOST_HTML = 95_000
_ADDRESS = re.compile(r"[^\s@<>\"(),:;\\]{1,64}@[^\s@<>\"(),:;\\]{1,255}")


@dataclass(frozen=True)
class Envelope:
    """What every mail of one sending shares."""

    sender: str  # an address, or "Name <address>"
    at: datetime
    reply_to: str = ""
    link: str = ""  # where the PDF stands, for those who get it linked; "" = nowhere


def mark_of(issue: Issue) -> str:
    """How deliveries name an Issue: a correction is a mail of its own."""
    if issue.flash:
        return f"flash/{issue.flash}/v{issue.version}"
    return f"{issue.period.start}_{issue.period.end}/v{issue.version}"


def checked(address: str) -> str:
    """An address one may write to. Raises SetupError naming it."""
    plain = address.strip()
    if not _ADDRESS.fullmatch(plain):
        raise SetupError(f"{address!r} is no mail address; it looks like name@example.org")
    return plain


def to_mail(issue: Issue, to: Recipient, envelope: Envelope, pdf: bytes, name: str) -> bytes:
    """The mail as it goes over the wire (RFC 5322, CRLF). `name` is the PDF's file name.

    Raises SetupError when the sender is no address, or a PDF is to be linked and has no link.
    """
    if to.form == LINKED and not envelope.link:
        raise SetupError(
            f"{to.address} is to get a link, and there is none; set `site_address` to where"
            " the issues are published, or give the recipient the form 'attached'"
        )
    shown, address = sender_of(envelope.sender)
    page = printed(only(issue, to.languages))
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject_of(issue, page)
    message["From"] = Address(shown, addr_spec=address)
    message["To"] = Address(one_line(to.name), addr_spec=checked(to.address))
    if envelope.reply_to:
        message["Reply-To"] = checked(envelope.reply_to)
    message["Date"] = format_datetime(envelope.at)
    seed = f"{mark_of(issue)} {issue.desk} {to.address}"
    domain = address.rpartition("@")[2]
    message["Message-ID"] = f"<{sha256(seed.encode()).hexdigest()[:32]}@{domain}>"
    message["List-ID"] = f"<{re.sub('[^a-z0-9-]', '-', issue.desk.lower()) or 'desk'}.{domain}>"
    message["List-Unsubscribe"] = f"<mailto:{envelope.reply_to or address}?subject=unsubscribe>"
    message["Content-Language"] = to.languages.replace("+", ", ")
    message["Auto-Submitted"] = "auto-generated"
    link = envelope.link if to.form == LINKED else ""
    message.set_content(_text(page, link), cte="quoted-printable")
    message.add_alternative(to_html(issue, page, link), subtype="html", cte="quoted-printable")
    if to.form == ATTACHED:
        message.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
    _mark_parts(message, seed)
    return message.as_bytes()


def sender_of(words: str) -> tuple[str, str]:
    """Name and address of "Name <address>". Raises SetupError when there is no address."""
    shown, bracket, rest = words.partition("<")
    if not bracket:
        return "", checked(words)
    return one_line(shown).strip('"'), checked(rest.strip().removesuffix(">"))


def one_line(words: str) -> str:
    """Words that may stand in a header: no line break can begin another one."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[:200]


def subject_of(issue: Issue, page: Page) -> str:
    """Title and period; what it corrects, and that it is a flash, first."""
    mark = "【訂正】" if page.language == "ja" else "Correction: "
    corrected = mark if issue.corrections else ""
    title = page.title_ja or page.title_en
    if issue.flash:
        headline = next((joined(i.headline_ja) or i.headline_en for i in _items(page)), "")
        return one_line(f"{corrected}{title} {headline}")
    return one_line(f"{corrected}{title} {page.period}")


def to_html(issue: Issue, page: Page, link: str = "") -> str:
    """The mail's HTML; headlines only where the whole would be cut off on its way."""
    whole = _html(issue, page, link, whole=True)
    return whole if len(whole.encode()) <= MOST_HTML else _html(issue, page, link, whole=False)


def _html(issue: Issue, page: Page, link: str, *, whole: bool) -> str:
    heads = [joined(item.headline_ja) or item.headline_en for item in _items(page)]
    return _template().render(
        page=page,
        subject=subject_of(issue, page),
        preheader=" · ".join(heads[:3]),
        corrected=page.corrections[-1] if page.corrections else None,
        link=link,
        whole=whole,
        rtl=RIGHT_TO_LEFT,
        shortened=_in_words(page, "全文はPDFをご覧ください。", "The whole text is in the PDF."),
        leave=_in_words(
            page,
            "配信停止はこのメールにご返信ください。",
            "To leave this list, reply to this mail.",
        ),
    )


def _in_words(page: Page, ja: str, en: str) -> str:
    """Words of our own in the languages of the mail."""
    if page.language == "en":
        return en
    both = page.title_en or any(item.headline_en for item in _items(page))
    return f"{ja} {en}" if both else ja


def _text(page: Page, link: str) -> str:
    head = [line for run in page.corrections[-1:] for line in wrapped(run.text)]
    head += [f"PDF: {link}"] if link else []
    return "\n".join([*head, "", to_text(page)]) if head else to_text(page)


def _items(page: Page) -> list[PrintedItem]:
    return [item for section in page.sections for item in section.items]


def _mark_parts(message: EmailMessage, seed: str) -> None:
    """Boundaries by content: Python makes them by chance."""
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary("=_" + sha256(f"{seed} {number}".encode()).hexdigest()[:40])


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    return templates("torimatome.publish.mail").get_template("mail.html.jinja")

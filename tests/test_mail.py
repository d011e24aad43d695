"""Mail: each recipient gets an issue once, whatever breaks; and it reads well everywhere."""

import json
import random
import socket
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from aiosmtpd.controller import Controller
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.samples import sample_issue

from torimatome.edit.acts.readers import recipients_in
from torimatome.errors import EditError, SetupError, Unreadable
from torimatome.model import Correction
from torimatome.model.delivery import Recipient
from torimatome.outside.clock import FixedClock
from torimatome.outside.notices import notices_of
from torimatome.outside.post import SmtpPost, server_of
from torimatome.publish.mail import Envelope, deliver, to_mail
from torimatome.publish.mail.bounces import bounces_in, read_bounces
from torimatome.publish.mail.text import COLUMNS, width, wrapped
from torimatome.store import Store

NOW = datetime(2026, 5, 15, 9, 30, tzinfo=UTC)
ENVELOPE = Envelope(
    "Velmora Desk <desk@velmora.example>", NOW, link="https://velmora.example/i.pdf"
)
PDF = b"%PDF-1.7 not really"


ADA = Recipient("ada@reader.example", "Ada")


def mail(to=ADA, issue=None, envelope=ENVELOPE):
    return to_mail(issue or sample_issue(), to, envelope, PDF, "velmora.pdf")


def parsed(octets):
    return message_from_bytes(octets, policy=policy.default)


class Mailbox:
    """A mail server that hangs up on some, refuses some, and keeps what it said yes to."""

    def __init__(self, seed=None, refuse=()):
        self.kept = Counter()
        self.refuse = set(refuse)
        self.chance = random.Random(seed) if seed is not None else None

    def _hangs_up(self, server):
        if self.chance is not None and self.chance.random() < 0.12:
            server.transport.close()
            return True
        return False

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802  # aiosmtpd's name
        if address in self.refuse:
            return "550 5.1.1 no such mailbox"
        if self._hangs_up(server):
            return "451 gone"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  # aiosmtpd's name
        if self._hangs_up(server):
            return "451 gone"  # it never said yes, so it keeps nothing
        for address in envelope.rcpt_tos:
            self.kept[address] += 1
        return "250 kept"


@pytest.fixture
def served():
    running = []

    def start(mailbox):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        controller = Controller(mailbox, hostname="127.0.0.1", port=port)
        controller.start()
        running.append(controller)
        return f"smtp://127.0.0.1:{port}"

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture
def store(tmp_path):
    opened = Store(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    yield opened
    opened.close()


def sent_to(store, address, names, clock=None):
    store.deliveries.queue("one/v1", names, NOW)
    post = SmtpPost(server_of(address), timeout=5)
    try:
        return deliver(
            "one/v1", store.deliveries, post, clock or FixedClock(NOW),
            lambda name: ("desk@velmora.example", mail(Recipient(name))),
        )  # fmt: skip
    finally:
        post.close()


def test_everybody_on_the_list_gets_the_issue_once_from_a_server_that_hangs_up(served, store):
    mailbox = Mailbox(seed=7)
    names = [f"reader{n}@reader.example" for n in range(60)]
    tally = sent_to(store, served(mailbox), names)
    assert mailbox.kept == Counter(names)
    assert (len(tally.sent), tally.waiting, tally.unsure) == (60, (), ())


def test_sending_again_sends_nothing(served, store):
    mailbox = Mailbox()
    address = served(mailbox)
    sent_to(store, address, ["ada@reader.example"])
    sent_to(store, address, ["ada@reader.example"])
    assert mailbox.kept == Counter(["ada@reader.example"])


def test_an_address_the_server_refuses_is_named_with_its_words_and_not_tried_again(served, store):
    mailbox = Mailbox(refuse={"gone@reader.example"})
    address = served(mailbox)
    tally = sent_to(store, address, ["gone@reader.example", "ada@reader.example"])
    (refused,) = tally.refused
    assert (refused.address, refused.tries) == ("gone@reader.example", 1)
    assert "no such mailbox" in refused.words
    assert any("gone@reader.example" in line for line in tally.lines())


def test_a_server_that_is_down_leaves_everybody_waiting_for_the_next_time(served, store):
    clock = FixedClock(NOW)
    names = [f"reader{n}@reader.example" for n in range(30)]
    tally = sent_to(store, "smtp://127.0.0.1:9", names, clock)
    assert len(tally.waiting) == 30
    assert clock.naps, "it waited for the server before it gave up"
    mailbox = Mailbox()
    assert len(sent_to(store, served(mailbox), names).sent) == 30
    assert mailbox.kept == Counter(names)


KILLED = """
import os, sys
from datetime import UTC, datetime
from torimatome.outside.clock import FixedClock
from torimatome.outside.post import SmtpPost, server_of
from torimatome.publish.mail import deliver
from torimatome.store import Store
address, path, most = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = Store("sqlite:///" + path)
count = 0
def mail_of(name):
    global count
    count += 1
    if count > most:
        os.kill(os.getpid(), 9)
    return "desk@velmora.example", b"Subject: x\\r\\n\\r\\nbody\\r\\n"
clock = FixedClock(datetime.now(UTC))
deliver("one/v1", store.deliveries, SmtpPost(server_of(address)), clock, mail_of)
"""


def test_a_sender_killed_in_the_middle_goes_on_where_it_stopped(served, tmp_path):
    path = tmp_path / "desk.sqlite"
    store = Store(f"sqlite:///{path}")
    names = [f"reader{n}@reader.example" for n in range(12)]
    store.deliveries.queue("one/v1", names, NOW)
    mailbox = Mailbox()
    address = served(mailbox)
    for most in (4, 5, 99):
        command = [sys.executable, "-c", KILLED, address, str(path), str(most)]
        subprocess.run(command, check=False, timeout=60)
    assert mailbox.kept == Counter(names)
    store.close()


def test_a_mail_whose_last_line_had_left_when_the_sender_died_is_not_sent_again(served, store):
    store.deliveries.queue("one/v1", ["ada@reader.example"], NOW)
    (waiting,) = store.deliveries.of("one/v1")
    assert store.deliveries.claim(waiting, NOW)
    mailbox = Mailbox()
    tally = sent_to(store, served(mailbox), ["ada@reader.example"])
    assert mailbox.kept == Counter()
    assert [one.address for one in tally.unsure] == ["ada@reader.example"]
    assert "--again ada@reader.example" in "\n".join(tally.lines())


def test_a_mail_another_process_claimed_is_stopped_before_its_last_line(served, store):
    mailbox = Mailbox()
    post = SmtpPost(server_of(served(mailbox)), timeout=5)
    store.deliveries.queue("one/v1", ["ada@reader.example"], NOW)

    def mail_of(name):
        (mine,) = store.deliveries.of("one/v1")
        store.deliveries.claim(mine, NOW)  # meanwhile, elsewhere
        return "desk@velmora.example", mail(Recipient(name))

    deliver("one/v1", store.deliveries, post, FixedClock(NOW), mail_of)
    post.close()
    assert mailbox.kept == Counter()


def test_a_line_that_is_a_dot_arrives_as_a_line_that_is_a_dot(served):
    kept = []

    class Keeps:
        async def handle_DATA(self, server, session, envelope):  # noqa: N802  # aiosmtpd's name
            kept.append(envelope.content)
            return "250 kept"

    post = SmtpPost(server_of(served(Keeps())), timeout=5)
    octets = b"Subject: x\r\n\r\n.\r\n..two\r\nend\r\n"
    assert post.send("a@b.example", "c@d.example", octets, lambda: True).state == "sent"
    post.close()
    assert kept == [octets]


def test_a_server_elsewhere_that_offers_no_encryption_is_not_used():
    assert server_of("smtp://mail.velmora.example").tls == "starttls"
    assert server_of("smtp://127.0.0.1:25").tls == "never"
    assert server_of("smtps://u%40v@mail.velmora.example").user == "u@v"
    with pytest.raises(SetupError, match="no address"):
        server_of("mail.velmora.example")


def test_a_mail_has_the_text_the_html_and_the_pdf():
    message = parsed(mail())
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds[-3:] == ["text/plain", "text/html", "application/pdf"]
    text = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    for item in sample_issue().items:
        assert item.headline_en.split()[0] in text
        assert item.headline_en.split()[0] in html
    assert message.get_content_type() == "multipart/mixed"


def test_the_html_asks_for_nothing_and_holds_no_script():
    html = parsed(mail()).get_body(("html",)).get_content().lower()
    for word in ("<script", "<img", "src=", "<link", "url(", "<style", "@import"):
        assert word not in html


def test_the_same_issue_recipient_and_moment_give_the_same_bytes():
    assert mail() == mail()
    assert mail() != mail(Recipient("bo@reader.example"))


def test_who_gets_a_link_gets_no_pdf_and_needs_an_address_to_link_to():
    to = Recipient("ada@reader.example", form="linked")
    message = parsed(mail(to))
    assert "application/pdf" not in [part.get_content_type() for part in message.walk()]
    assert "https://velmora.example/i.pdf" in message.get_body(("plain",)).get_content()
    with pytest.raises(SetupError, match="site_address"):
        mail(to, envelope=replace(ENVELOPE, link=""))


@pytest.mark.parametrize(
    ("languages", "words", "absent"),
    [("ja", "訂正", "Correction"), ("en", "Correction", "訂正")],
)
def test_a_mail_in_one_language_says_its_own_words_in_it(languages, words, absent):
    note = Correction(2, "2026-05-20", "12", ())
    issue = replace(sample_issue(), version=2, corrections=(note,), title_en="Velmora Bulletin")
    message = parsed(mail(replace(ADA, languages=languages), issue))
    told = [message["Subject"], *(message.get_body((k,)).get_content() for k in ("plain", "html"))]
    assert all(words in text for text in told)
    assert not any(absent in text for text in (told[0], told[2]))
    assert ("To leave this list" in told[2]) == (languages == "en")


def test_a_correction_says_so_in_the_subject_and_at_the_top():
    note = Correction(2, "2026-05-18", "The figure is 12, not 21.", ("x",))
    message = parsed(mail(issue=replace(sample_issue(), version=2, corrections=(note,))))
    assert "訂正" in message["Subject"]
    top = message.get_body(("plain",)).get_content()[:200]
    assert "The figure is 12, not 21." in top
    first = parsed(mail())["Message-ID"]
    assert message["Message-ID"] != first, "or servers would take it for the mail they had"


@pytest.mark.parametrize("name", ["x\r\nBcc: all@reader.example", "日本 太郎", '"q" <z>', "a,b;c"])
def test_a_recipients_name_adds_no_header(name):
    message = parsed(mail(Recipient("ada@reader.example", name)))
    assert message["Bcc"] is None
    assert [a.addr_spec for a in message["To"].addresses] == ["ada@reader.example"]


@given(st.text(st.sampled_from("aあ、。 word漢字。（）"), max_size=200))
@settings(max_examples=60, deadline=None)
def test_wrapped_text_keeps_every_character_and_fits_the_terminal(text):
    lines = wrapped(text, "- ", "  ")
    kept = "".join("".join(line[2:].split()) for line in lines)
    assert kept == "".join(text.split())
    for line in lines:
        longest = max((width(word) for word in line.split()), default=0)
        assert width(line) <= COLUMNS + 2 * 12 or longest > COLUMNS - 4


BOUNCE = b"""\
From: MAILER-DAEMON@reader.example
To: desk@velmora.example
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; reader.example

Final-Recipient: rfc822; gone@reader.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

Final-Recipient: rfc822; slow@reader.example
Action: delayed
Status: 4.4.1

--b--
"""


def test_a_bounce_names_the_address_that_failed_and_not_the_one_that_is_only_late():
    assert [(b.address, b.words) for b in bounces_in(BOUNCE)] == [
        ("gone@reader.example", "smtp; 550 5.1.1 no such user")
    ]


def test_bounces_in_a_mailbox_are_found_and_other_mails_passed_over(tmp_path):
    path = tmp_path / "box"
    other = b"From: ada@reader.example\nSubject: hello\n\nhi\n"
    path.write_bytes(b"From a@b Mon May 18 09:00:00 2026\n" + other + b"\n"
                     + b"From a@b Mon May 18 09:00:00 2026\n" + BOUNCE + b"\n")  # fmt: skip
    assert [b.address for b in read_bounces(path)] == ["gone@reader.example"]
    with pytest.raises(Unreadable, match="nowhere"):
        read_bounces(tmp_path / "nowhere")


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_a_mail_without_bounces_or_with(octets):
    assert isinstance(bounces_in(octets), tuple)


def test_a_bounce_marks_the_last_issue_the_address_was_sent(store):
    for issue in ("a/v1", "b/v1"):
        store.deliveries.queue(issue, ["gone@reader.example"], NOW)
    assert store.deliveries.bounced("gone@reader.example", "550", NOW) == 1
    assert [d.state for d in store.deliveries.of("b/v1")] == ["failed"]
    assert [d.state for d in store.deliveries.of("a/v1")] == ["waiting"]
    assert store.deliveries.bounced("nobody@reader.example", "550", NOW) == 0


def test_a_list_is_read_from_a_table_and_a_wrong_row_is_named():
    table = [{"address": "ada@Reader.Example", "languages": "en"}, {"address": ""}]
    assert recipients_in(table) == (Recipient("ada@reader.example", "", "en", "attached"),)
    with pytest.raises(EditError, match=r"row 3.*'bo'"):
        recipients_in([{"address": "ada@reader.example"}, {"address": "bo"}])
    with pytest.raises(EditError, match="column 'address'"):
        recipients_in([{"mail": "ada@reader.example"}])


@pytest.fixture
def hook():
    """A service on loopback that takes notices as JSON; its address and what it heard."""
    heard = []

    class Hears(BaseHTTPRequestHandler):
        def do_POST(self):  # http.server's name
            heard.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Hears)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"json://127.0.0.1:{server.server_port}/", heard
    server.shutdown()
    server.server_close()


def test_a_notice_reaches_the_service_the_desk_names_and_a_service_that_is_down_is_named(hook):
    pytest.importorskip("apprise")
    address, heard = hook
    failed = notices_of(f"{address} json://127.0.0.1:9/").tell("号外", "An issue went out")
    assert [one["message"] for one in heard] == ["An issue went out"]
    assert [one["title"] for one in heard] == ["号外"]
    (words,) = failed
    assert "2 (json)" in words


def test_a_notice_address_no_library_knows_is_refused_without_showing_its_secret():
    pytest.importorskip("apprise")
    with pytest.raises(SetupError) as told:
        notices_of("nowhere://token-12345")
    assert "token-12345" not in str(told.value)


def test_a_desk_without_notices_tells_nobody():
    assert notices_of("").tell("a", "b") == ()

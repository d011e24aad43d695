"""The Mail page: a list is brought in and mended, a signed issue goes out to it, each mail once."""

import socket
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from dataclasses import replace

import pytest
from aiosmtpd.controller import Controller
from tests.editing import open_editor, served, week

from torimatome import flow
from torimatome.edit import recipients_of
from torimatome.edit.working import fingerprint, period_key
from torimatome.errors import EditError, SetupError
from torimatome.model.delivery import Recipient

KEY = period_key(week().period)
PERIOD = week().period


class Keeps:
    """A mail server that takes everything."""

    def __init__(self):
        self.kept = Counter()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  # aiosmtpd's name
        self.kept.update(envelope.rcpt_tos)
        return "250 kept"


@pytest.fixture
def mailbox():
    keeps = Keeps()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(keeps, hostname="127.0.0.1", port=port)
    controller.start()
    keeps.address = f"smtp://127.0.0.1:{port}"
    yield keeps
    controller.stop()


@pytest.fixture
def editor(tmp_path, mailbox):
    opened = open_editor(tmp_path)
    settings = replace(
        opened.desk.settings, mail_server=mailbox.address, mail_from="Desk <desk@velmora.example>"
    )
    opened.desk = replace(opened.desk, settings=settings)
    yield opened
    opened.desk.store.close()


def sign(editor):
    for shown in editor.working(PERIOD).items:
        given = {"item": shown.item.id, "seen": fingerprint(shown.item)}
        editor.perform("approve_item", PERIOD, "Ada", given)
    editor.perform("sign_issue", PERIOD, "Ada", {})
    return editor.working(PERIOD).signed.issue


def post(to, **fields):
    body = urllib.parse.urlencode({"period": KEY, **fields}).encode()
    request = urllib.request.Request(to, body, {"origin": to.rpartition("/mail")[0]})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read().decode()


def test_a_recipient_written_on_the_page_is_on_the_list_and_shown(editor):
    with served(editor) as address:
        shown = post(
            f"{address}/mail/save",
            address="ada@Reader.Example", name="Ada", languages="en", form="linked",
        )  # fmt: skip
    assert recipients_of(editor.desk) == (Recipient("ada@reader.example", "Ada", "en", "linked"),)
    assert "ada@reader.example" in shown


def test_a_name_with_markup_is_shown_as_text(editor):
    with served(editor) as address:
        shown = post(
            f"{address}/mail/save",
            address="ada@reader.example", name="<script>x</script>", languages="en", form="words",
        )  # fmt: skip
    assert "<script>x" not in shown
    assert "&lt;script&gt;x" in shown


def test_a_signed_issue_goes_to_everybody_once_and_a_test_whenever_asked(editor, mailbox):
    issue = sign(editor)
    names = ("ada@reader.example", "bo@reader.example")
    rows = [Recipient(name) for name in names]
    editor.perform("import_recipients", PERIOD, "Ada", {"recipients": rows})
    to = recipients_of(editor.desk)
    for _ in range(2):
        flow.send(editor.desk, issue, to)
    assert mailbox.kept == Counter(names)
    for _ in range(2):
        flow.send(editor.desk, issue, (Recipient("me@reader.example", form="words"),), test=True)
    assert mailbox.kept["ada@reader.example"] == 1
    with served(editor) as address, urllib.request.urlopen(f"{address}/w/{KEY}/mail") as answer:
        assert "2026" in answer.read().decode()


def test_whoever_asks_again_gets_it_again(editor, mailbox):
    issue = sign(editor)
    to = (Recipient("ada@reader.example"),)
    flow.send(editor.desk, issue, to)
    flow.send(editor.desk, issue, to, again=["ada@reader.example"])
    assert mailbox.kept == Counter({"ada@reader.example": 2})
    with pytest.raises(SetupError, match="never sent"):
        flow.send(editor.desk, issue, to, again=["bo@reader.example"])


def test_an_issue_nobody_signed_is_not_sent(editor):
    editor.perform("write_recipient", PERIOD, "Ada", {"recipient": Recipient("ada@reader.example")})
    with served(editor) as address, pytest.raises(urllib.error.HTTPError) as refused:
        post(f"{address}/mail/send")
    assert refused.value.code == 422


def test_a_recipient_that_is_taken_off_can_be_put_back_by_undo(editor):
    given = {"recipient": Recipient("ada@reader.example")}
    editor.perform("write_recipient", PERIOD, "Ada", given)
    act = editor.perform("remove_recipient", PERIOD, "Ada", {"address": "ada@reader.example"})
    assert recipients_of(editor.desk) == ()
    editor.undo(act.id, PERIOD, "Ada")
    assert [one.address for one in recipients_of(editor.desk)] == ["ada@reader.example"]
    with pytest.raises(EditError, match="no mail address"):
        editor.perform("remove_recipient", PERIOD, "Ada", {"address": "nobody"})

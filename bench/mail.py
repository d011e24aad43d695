"""Mail to 1,000 recipients: the server hangs up at random, the sender is killed at random.

The server (aiosmtpd on loopback) closes the connection before its answer to one command in
`--drop`: to MAIL, RCPT or the end of the mail; a mail it has not said yes to it does not keep (RFC
5321). The sender is a process of its own, killed with SIGKILL after a random time, and started
again until it ends by itself. Wanted: each recipient's mailbox holds the issue exactly once.

A mail whose last line had left when the sender was killed is never sent again unasked; those are
counted as unsure, and named to the person. One of them may be missing from its mailbox: killed in
the moment between writing "it leaves" and the last line leaving, or while the server hung up on
that very mail. Nothing can be told of it from here, so the bench does what the person is told to:
asks those readers, and sends again to whom it did not reach (`send --again`).
"""

import argparse
import os
import random
import signal
import socket
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.controller import Controller

from common import finish, show
from torimatome.model import Issue, Period
from torimatome.model.delivery import Recipient
from torimatome.outside.clock import FixedClock
from torimatome.outside.post import SmtpPost, server_of
from torimatome.publish.mail import Envelope, deliver, to_mail
from torimatome.publish.mail.sending import tally_of
from torimatome.store import Store

SEED = 20260508
NOW = datetime(2026, 5, 15, 9, 30, tzinfo=UTC)
ISSUE = "2026-05-08_2026-05-15/v1"


class Mailbox:
    """Hangs up on some; keeps what it said yes to."""

    def __init__(self, drop: float) -> None:
        self.kept: Counter[str] = Counter()
        self.drops = 0
        self._drop, self._chance = drop, random.Random(SEED)

    def _hangs_up(self, server: object) -> bool:
        if self._chance.random() >= self._drop:
            return False
        self.drops += 1
        server.transport.close()  # type: ignore[attr-defined]
        return True

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        if self._hangs_up(server):
            return "451 gone"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self._hangs_up(server):
            return "451 gone"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self._hangs_up(server):
            return "451 gone"
        self.kept.update(envelope.rcpt_tos)
        return "250 kept"


def send_all(path: Path, address: str) -> None:
    """What the killed process does."""
    store = Store(f"sqlite:///{path}")
    issue = Issue("見本", "", "", Period("2026-05-08", "2026-05-15"), (), (), "END", desk="bench")
    envelope = Envelope("Desk <desk@velmora.example>", NOW)
    pdf = b"%PDF" + b"0" * 200_000
    post = SmtpPost(server_of(address), timeout=20)
    deliver(
        ISSUE, store.deliveries, post, FixedClock(NOW),
        lambda to: ("desk@velmora.example", to_mail(issue, Recipient(to), envelope, pdf, "i.pdf")),
    )  # fmt: skip
    post.close()
    store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=1000)
    parser.add_argument("--drop", type=float, default=0.03)
    parser.add_argument("--kill-seconds", type=float, default=2.0, help="mean life of a sender")
    given = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    mailbox, chance, kills = Mailbox(given.drop), random.Random(SEED), 0
    names = [f"reader{n:05}@reader.example" for n in range(given.recipients)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mail.sqlite"
        store = Store(f"sqlite:///{path}")
        store.deliveries.queue(ISSUE, names, NOW)
        store.close()
        began = time.monotonic()
        while True:
            pid = os.fork()
            if not pid:
                send_all(path, f"smtp://127.0.0.1:{port}")
                os._exit(0)
            if not kills:  # the first sender finds the server down for a moment
                controller = Controller(mailbox, hostname="127.0.0.1", port=port)
                controller.start()
            life = chance.expovariate(1 / given.kill_seconds)
            ends = time.monotonic() + life
            while time.monotonic() < ends and os.waitpid(pid, os.WNOHANG) == (0, 0):
                time.sleep(0.01)
            try:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                kills += 1
            except (ProcessLookupError, ChildProcessError):
                break
        seconds = time.monotonic() - began
        store = Store(f"sqlite:///{path}")
        tally = tally_of(store.deliveries.of(ISSUE))
        lost = [name for name in names if not mailbox.kept[name]]
        named = [delivery.address for delivery in tally.unsure]
        for name in lost:
            if name in named:
                store.deliveries.again(ISSUE, name, NOW)
        store.close()
        before = sum(mailbox.kept[name] == 1 for name in names)
        send_all(path, f"smtp://127.0.0.1:{port}")
        controller.stop()
    once = sum(mailbox.kept[name] == 1 for name in names)
    twice = sum(mailbox.kept[name] > 1 for name in names)
    figures = {
        "recipients": len(names), "exactly once, before anybody asked": before,
        "exactly once": once, "more than once": twice,
        "lost and not named": sum(name not in named for name in lost),
        "hang-ups": mailbox.drops, "kills": kills,
        "unsure, named to a person": len(named), "left waiting": len(tally.waiting),
        "seconds": round(seconds, 1),
    }  # fmt: skip
    show("mail", ["what", "count"], list(figures.items()))
    finish("mail", figures, {"exactly once, share": (once / len(names), 1.0)})


if __name__ == "__main__":
    sys.exit(main())

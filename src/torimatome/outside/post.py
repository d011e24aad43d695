"""Post: one mail at a time to the desk's own mail server; the moment it may count as sent."""

import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Protocol
from urllib.parse import unquote, urlsplit

from torimatome.errors import SetupError

SENT, REFUSED, AGAIN = "sent", "refused", "again"
TIMEOUT = 60.0  # seconds for one answer of the server
_DOT = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """What came of one mail."""

    state: str  # sent | refused: never for this address | again: not this time
    words: str  # what the server said


class Claimed(Exception):
    """The mail turned out to be sent already; the server was never told that it was whole."""


class Post(Protocol):
    """Takes mails, one after the other."""

    def send(self, sender: str, recipient: str, octets: bytes, last: Callable[[], bool]) -> Outcome:
        """Hand over one mail. `last` is called when all but its last line has gone: False stops
        it there, and Claimed is raised. Raises SetupError when no mail at all can be sent."""

    def close(self) -> None:
        """Say goodbye."""


@dataclass(frozen=True)
class Server:
    """A mail server as the settings name it."""

    host: str
    port: int
    tls: str  # always | starttls | never
    user: str = ""
    password: str = ""


def server_of(address: str, password: str = "") -> Server:
    """`smtps://user@host`, `smtp://user@host:587`. Raises SetupError naming what is wrong.

    smtp:// asks for STARTTLS and goes no further without it, but on this machine itself.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise SetupError(
            f"mail server {address!r} is no address; write smtp://user@host:587, or smtps://…"
        )
    try:
        port = parts.port or (465 if parts.scheme == "smtps" else 587)
    except ValueError as error:
        raise SetupError(f"mail server {address!r}: {error}") from error
    tls = "always" if parts.scheme == "smtps" else "starttls"
    if tls == "starttls" and _is_here(parts.hostname):
        tls = "never"
    user = unquote(parts.username or "")
    return Server(parts.hostname, port, tls, user, password)


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class SmtpPost:
    """A real server over SMTP; a connection is opened when needed, and used again."""

    def __init__(self, server: Server, timeout: float = TIMEOUT) -> None:
        self._server = server
        self._timeout = timeout
        self._open: smtplib.SMTP | None = None

    def send(self, sender: str, recipient: str, octets: bytes, last: Callable[[], bool]) -> Outcome:
        """See Post. A connection that breaks before the server's word is "again" (RFC 5321,
        4.2.5: a mail is the server's own only when it has said so)."""
        try:
            smtp = self._connected()
            for code, words in self._envelope(smtp, sender, recipient):
                if code >= 400:
                    return self._turned_down(code, words)
            lines = b"\r\n".join(octets.splitlines())
            smtp.send(_DOT.sub(b"..", lines) + b"\r\n")
            if not last():
                self._drop()  # without the last line, the server keeps nothing
                raise Claimed
            smtp.send(b".\r\n")
            code, said = smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            if isinstance(error, smtplib.SMTPAuthenticationError):
                raise SetupError(
                    f"mail server {self._server.host!r} refuses the login: {error}; see"
                    " `mail_server` and TORIMATOME_MAIL_PASSWORD"
                ) from error
            return Outcome(AGAIN, f"{type(error).__name__}: {error}")
        if code >= 400:
            return self._turned_down(code, said)
        return Outcome(SENT, _words(said))

    def _envelope(self, smtp: smtplib.SMTP, sender: str, recipient: str) -> list[tuple[int, bytes]]:
        plain = recipient.isascii() and sender.isascii()
        if not plain and not smtp.has_extn("smtputf8"):
            return [(553, b"the mail server takes no address with such letters (SMTPUTF8)")]
        options = [] if plain else ["SMTPUTF8"]
        found = [smtp.mail(sender, options)]
        if found[-1][0] < 400:
            found.append(smtp.rcpt(recipient))
        if found[-1][0] < 400:
            found.append(smtp.docmd("DATA"))
        return found

    def _turned_down(self, code: int, said: bytes) -> Outcome:
        if code == 421:  # the server is about to hang up
            self._drop()
        elif self._open is not None:
            try:
                self._open.rset()
            except (smtplib.SMTPException, OSError):
                self._drop()
        return Outcome(REFUSED if code >= 500 else AGAIN, f"{code} {_words(said)}")

    def _connected(self) -> smtplib.SMTP:
        if self._open is not None:
            return self._open
        server = self._server
        made: smtplib.SMTP
        if server.tls == "always":
            made = smtplib.SMTP_SSL(
                server.host, server.port, timeout=self._timeout,
                context=ssl.create_default_context(),
            )  # fmt: skip
        else:
            made = smtplib.SMTP(server.host, server.port, timeout=self._timeout)
        self._open = made
        made.ehlo_or_helo_if_needed()
        if server.tls == "starttls":
            if not made.has_extn("starttls"):
                raise SetupError(
                    f"mail server {server.host!r} offers no encryption (STARTTLS); write smtps://…"
                    " in `mail_server`, or ask who runs it"
                )
            made.starttls(context=ssl.create_default_context())
        if server.user:
            made.login(server.user, server.password)
        return made

    def _drop(self) -> None:
        if self._open is not None:
            self._open.close()
        self._open = None

    def close(self) -> None:
        """Say goodbye; a server that is gone already is no matter."""
        if self._open is not None:
            try:
                self._open.quit()
            except (smtplib.SMTPException, OSError):
                self._drop()
        self._open = None


def _words(said: bytes) -> str:
    return " ".join(said.decode("utf-8", "replace").split())[:300]

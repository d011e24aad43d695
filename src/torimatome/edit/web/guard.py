"""What every request passes: known host, same origin, bounded size; what every answer carries."""

import hmac
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
COOKIE = "torimatome"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

# No script, style or frame but our own files; no page of others may show ours.
HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        b" font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
        b" frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


@dataclass(frozen=True)
class Access:
    """Who may come in, and how much they may send."""

    hosts: frozenset[str] = LOOPBACK  # names the desk answers to, without port
    password: str = ""  # "" = none asked; only ever so on loopback
    max_bytes: int = 32 * 2**20  # of one request's body; an uploaded bulletin has 1 to 10 MB
    most_backup: int = 4 * 2**30  # of a backup put back; a year of forty outlets has some 3 GB
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def most(self, path: str) -> int:
        """How many bytes a request to this path may have."""
        return self.most_backup if path == "/setup/restore" else self.max_bytes

    def session(self) -> str:
        """The cookie of who gave the password; another server start asks again."""
        return hmac.new(self.secret, self.password.encode(), "sha256").hexdigest()

    def opens(self, password: str) -> bool:
        """Whether it is the password; takes the same time whatever was given."""
        return hmac.compare_digest(password.encode(), self.password.encode())

    def knows(self, path: str, cookies: str) -> bool:
        """Whether a request may come in: nothing is asked, or its cookie shows the password."""
        if not self.password or path == "/login" or path.startswith("/static/"):
            return True
        given = (part.strip().partition("=") for part in cookies.split(";"))
        shown = next((value for name, _, value in given if name == COOKIE), "")
        return hmac.compare_digest(shown.encode(), self.session().encode())


class Guard:
    """Stands before the application. Refuses with a plain line that says what was wrong."""

    def __init__(self, app: App, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal and refusal[0] == 401 and scope["method"] == "GET":
            await _go(send, b"/login")
            return
        if refusal:
            await _say(send, *refusal)
            return
        most = self._access.most(scope["path"])
        await self._app(scope, _bounded(receive, most), _with_headers(send))

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "")
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        if name not in self._access.hosts:
            return 421, "this desk does not answer to that host name"
        if not self._access.knows(scope["path"], headers.get("cookie", "")):
            return 401, "this desk asks for its password: open /login"
        if scope["method"] in SAFE:
            return None
        # A browser says where a request comes from; a form of another site cannot send JSON.
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is not None:
            if origin.split("://", 1)[-1] != host:
                return 403, "the request comes from another site"
        elif site is not None:
            if site != "same-origin":
                return 403, "the request comes from another site"
        elif not headers.get("content-type", "").startswith("application/json"):
            return 403, "a request without an origin must send JSON"
        length, most = headers.get("content-length", "0"), self._access.most(scope["path"])
        if not length.isdigit() or int(length) > most:
            return 413, f"at most {most // 2**20} MB can be sent at once"
        return None


def _bounded(receive: Receive, most: int) -> Receive:
    got = 0

    async def bounded() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > most:  # sent in pieces, without saying how much
            return {"type": "http.disconnect"}
        return message

    return bounded


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            ours = {name for name, _ in HEADERS}
            kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in ours]
            message = {**message, "headers": [*kept, *HEADERS]}
        await send(message)

    return sending


async def _go(send: Send, address: bytes) -> None:
    headers = [(b"location", address), *HEADERS]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _say(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode()})

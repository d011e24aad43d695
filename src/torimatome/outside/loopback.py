"""A quiet web server on this machine alone, for stand-ins that tests and the demo talk to."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from torimatome.errors import SetupError

# Seconds between two looks whether the server shall end.
POLL = 0.02


class QuietHandler(BaseHTTPRequestHandler):
    """Answers without a word on the terminal. Subclasses say what."""

    # Headers and body go out as two writes; with Nagle's algorithm on, the second waits 40 ms.
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the stand-in keeps what was asked."""


class Loopback:
    """A server on a free port of 127.0.0.1 for as long as its `with` block lasts."""

    handler: type[QuietHandler]  # its subclass finds this object under `here`

    def __init__(self) -> None:
        self._server: ThreadingHTTPServer | None = None

    @property
    def port(self) -> int:
        """Its port; raises SetupError outside the `with` block."""
        if self._server is None:
            raise SetupError(f"{type(self).__name__} is not running; use it in a `with` statement")
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        handler = type("Handler", (self.handler,), {"here": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        threading.Thread(target=self._server.serve_forever, args=(POLL,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.shutdown()
            server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # idle keep-alive connections must not hold a test up
    request_queue_size = 64

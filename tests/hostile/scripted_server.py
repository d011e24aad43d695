"""A small web server on loopback that answers exactly as told, however wrongly."""

import socket
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self


@dataclass(frozen=True)
class Request:
    """What a client asked."""

    path: str
    headers: dict[str, str]  # names in lower case

    @property
    def host(self) -> str:
        return self.headers.get("host", "")


@dataclass(frozen=True)
class Script:
    """One answer: pieces sent one after another, then the connection is closed.

    A piece that is a callable is called instead of sent: to let fake time pass, or to wait.
    """

    pieces: Iterable[bytes | Callable[[], None]]


def reply(body: bytes = b"", status: int = 200, headers: Mapping[str, str] | None = None) -> Script:
    """A proper answer, with a length."""
    lines = [f"HTTP/1.1 {status} Status", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return Script(["\r\n".join([*lines, "", ""]).encode("utf-8"), body])


NOT_FOUND = reply(b"none", 404)


@dataclass
class ScriptedServer:
    """Serves `scripts`: path → answers in turn, the last one staying. Other paths are 404.

    A key may be a full "host/path", which wins over the path alone.
    """

    scripts: Mapping[str, list[Script]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._left = {path: list(turns) for path, turns in self.scripts.items()}
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._socket.getsockname()[1]
        self._closing = threading.Event()
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.set()
        # Wake the accept call; closing alone would leave it waiting.
        with socket.create_connection(("127.0.0.1", self.port), timeout=5):
            pass
        self._accepting.join(timeout=5)
        self._socket.close()
        for thread in self._threads:
            thread.join(timeout=5)

    def paths(self) -> list[str]:
        """What was asked for, in order, without robots.txt."""
        return [asked.path for asked in self.requests if asked.path != "/robots.txt"]

    def _accept(self) -> None:
        while not self._closing.is_set():
            sock, _ = self._socket.accept()
            if self._closing.is_set():
                sock.close()
                return
            thread = threading.Thread(target=self._answer, args=(sock,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _answer(self, sock: socket.socket) -> None:
        sock.settimeout(20)
        with sock:
            try:
                request = _read(sock)
                if request is None:
                    return
                script = self._next(request)
                for piece in script.pieces:
                    if callable(piece):
                        piece()
                    else:
                        sock.sendall(piece)
            except OSError:
                return  # the client went away, which is what many cases are about

    def _next(self, request: Request) -> Script:
        with self._lock:
            self.requests.append(request)
            for key in (request.host + request.path, request.path):
                if turns := self._left.get(key):
                    return turns.pop(0) if len(turns) > 1 else turns[0]
        return NOT_FOUND


def _read(sock: socket.socket) -> Request | None:
    head = b""
    while b"\r\n\r\n" not in head:
        got = sock.recv(65536)
        if not got or len(head) > 2**20:
            return None
        head += got
    lines = head.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
    return Request(lines[0].split(" ")[1], {name.lower(): text for name, text in headers.items()})

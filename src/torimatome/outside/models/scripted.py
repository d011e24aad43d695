"""A public stand-in for a model: an OpenAI-compatible server on loopback that says what it is told.

It speaks the real protocol over real HTTP, so everything up to the socket is what a desk runs.
"""

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from torimatome.outside.loopback import Loopback, QuietHandler


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    path: str
    headers: Mapping[str, str]  # names in lower case
    body: Mapping[str, object]

    @property
    def system(self) -> str:
        """The rules a chat was given."""
        return self._message(0)

    @property
    def user(self) -> str:
        """The matter a chat was given."""
        return self._message(-1)

    def _message(self, place: int) -> str:
        messages = self.body.get("messages")
        last = messages[place] if isinstance(messages, list) else {}
        return str(last.get("content", ""))


@dataclass(frozen=True)
class Turn:
    """An answer byte by byte, for servers that are broken, slow or rude."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: Sequence[bytes | Callable[[], None]] = ()  # sent raw instead; a callable is called


Says = Callable[[Asked], str | Sequence[Sequence[float]] | Turn]


class ScriptedModel(Loopback):
    """Serves for as long as its `with` block lasts; `asked` keeps the requests in order.

    `says` gives the text of a chat's reply, the vectors of an embedding's, or a Turn.
    """

    def __init__(self, says: Says) -> None:
        super().__init__()
        self.says = says
        self.asked: list[Asked] = []
        self._lock = threading.Lock()

    @property
    def address(self) -> str:
        """What model_address is to be set to."""
        return f"http://127.0.0.1:{self.port}/v1"

    def note(self, asked: Asked) -> None:
        """Keep one request."""
        with self._lock:
            self.asked.append(asked)


class _Handler(QuietHandler):
    here: ScriptedModel
    timeout = 20

    def do_POST(self) -> None:  # noqa: N802 (the name http.server calls)
        raw = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.path, headers, json.loads(raw))
        self.here.note(asked)
        said = self.here.says(asked)
        self._send(said if isinstance(said, Turn) else Turn(body=_reply(asked, said)))

    def _send(self, turn: Turn) -> None:
        try:
            if turn.pieces:
                for piece in turn.pieces:
                    if callable(piece):
                        piece()
                    else:
                        self.wfile.write(piece)
                self.close_connection = True
                return
            self.send_response(turn.status)
            for name, value in turn.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(turn.body)))
            self.end_headers()
            self.wfile.write(turn.body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the other side has had enough


ScriptedModel.handler = _Handler


def _reply(asked: Asked, said: str | Sequence[Sequence[float]]) -> bytes:
    if not isinstance(said, str):
        rows = [{"index": n, "embedding": list(row)} for n, row in enumerate(said)]
        return json.dumps({"data": rows, "usage": {"total_tokens": 10 * len(rows)}}).encode()
    choice = {"index": 0, "finish_reason": "stop", "message": {"content": said}}
    tokens = (len(asked.system) + len(asked.user) + len(said)) // 4
    return json.dumps({"choices": [choice], "usage": {"total_tokens": tokens}}).encode()

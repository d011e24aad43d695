"""What happens meanwhile: long work in the background, and the pages that hear of it."""

import asyncio
import json
import queue
import secrets
import threading
import traceback
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict, dataclass, replace

from starlette.types import ASGIApp, Receive, Scope, Send

from torimatome.edit.web.finding_words import worded
from torimatome.edit.web.saying import LANGUAGES
from torimatome.errors import DeskError

# A line this often keeps proxies and sleeping laptops from taking the silence for the end.
BEAT_SECONDS = 15.0
# A page that lost the server asks again this often; what waits to be sent goes out then.
RETRY_MS = 1000


@dataclass(frozen=True)
class Progress:
    """How far the work that runs now has come."""

    work: str = ""  # a word of words.yaml: "collect", "regroup" …; "" = nothing runs
    step: str = ""
    done: int = 0
    total: int = 0  # 0 = nobody knows
    failed: str = ""  # why the last work ended early, in words


class Bell:
    """Tells every open page that something happened. Threads may ring it."""

    def __init__(self) -> None:
        self._lock = threading.RLock()  # a signal may end it in the middle of a ring
        self._listeners: dict[asyncio.Queue[str], asyncio.AbstractEventLoop] = {}
        self._ended = False
        self._begun = secrets.token_hex(4)  # another server has told other things
        self._count = 0

    @property
    def mark(self) -> str:
        """How much was told by now: a page that was made before it has something to learn."""
        return f"{self._begun}-{self._count}"

    def ring(self, event: str, value: object) -> None:
        """Send one event to everybody who listens now; all but progress makes pages old."""
        line = f"event: {event}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n"
        with self._lock:
            if event != "progress":
                self._count += 1
                line = f"id: {self.mark}\n{line}"
            for listener, loop in self._listeners.items():
                loop.call_soon_threadsafe(listener.put_nowait, line)

    def end(self) -> None:
        """Let every listener go, so that a server can stop."""
        with self._lock:
            self._ended = True
            for listener, loop in self._listeners.items():
                loop.call_soon_threadsafe(listener.put_nowait, "")

    async def listen(self) -> AsyncIterator[str]:
        """Events as they come, in the form of server-sent events; first how much was told before.

        What happened between a page's making and its first listening is in no event: the page
        sees it by the mark.
        """
        mine: asyncio.Queue[str] = asyncio.Queue()
        with self._lock:
            self._listeners[mine] = asyncio.get_running_loop()
            known = self.mark
        try:
            yield f"retry: {RETRY_MS}\nevent: told\nid: {known}\ndata: {{}}\n\n"
            while not self._ended:
                try:
                    line = await asyncio.wait_for(mine.get(), BEAT_SECONDS)
                except TimeoutError:
                    line = ": still here\n\n"
                if not line:
                    return
                yield line
        finally:
            with self._lock:
                self._listeners.pop(mine, None)


class Marked:
    """Gives every request the Bell's mark from before anything was read for its page."""

    def __init__(self, app: ASGIApp, bell: Bell) -> None:
        self._app = app
        self._bell = bell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        scope["told"] = self._bell.mark
        await self._app(scope, receive, send)


def _failed(call: Callable[[], object]) -> str:
    """Why a call failed, in words; "" when it did not."""
    try:
        call()
    except DeskError as error:
        return str(error)
    except Exception as error:  # a fault of ours ends this work, never the thread of all works
        traceback.print_exc()
        return f"{type(error).__name__}: {error} (a fault of the program; its output says where)"
    return ""


def _in_every(words: str) -> dict[str, str]:
    """Words for readers of each language: one ring is for all pages."""
    return {language: worded(words, language) for language in LANGUAGES}


class Works:
    """Long work, one piece after the other, in a thread of its own; it is also who hears of it."""

    def __init__(self, bell: Bell) -> None:
        self.bell = bell
        self.now = Progress()
        self.notes: list[str] = []  # the lines worth reading of the last work
        self._waiting: queue.Queue[tuple[str, Callable[[], object]]] = queue.Queue()
        threading.Thread(target=self._run, daemon=True, name="works").start()

    def begin(self, work: str, call: Callable[[], object]) -> None:
        """Do `call` as soon as what runs now is done."""
        self._waiting.put((work, call))

    def beside(self, work: str, call: Callable[[], object]) -> None:
        """Do `call` at once, in a thread of its own; every page hears when it is done."""

        def run() -> None:
            self._end(work, _failed(call))

        threading.Thread(target=run, daemon=True, name=work).start()

    def _run(self) -> None:
        while True:
            work, call = self._waiting.get()
            self.notes.clear()
            self._say(Progress(work))
            failed = _failed(call)
            self._say(Progress(failed=failed))
            self._end(work, failed)
            self._waiting.task_done()

    def _say(self, now: Progress) -> None:
        self.now = now
        self.bell.ring("progress", {**asdict(now), "said": _in_every(now.step)})

    def _end(self, work: str, failed: str) -> None:
        self.bell.ring("done", {"work": work, "failed": failed, "said": _in_every(failed)})

    def step(self, name: str, total: int) -> None:
        """A new stretch of work begins."""
        self._say(replace(self.now, step=name, done=0, total=total))

    def done(self, count: int = 1) -> None:
        """So many parts are done."""
        self._say(replace(self.now, done=self.now.done + count))

    def note(self, words: str) -> None:
        """One line worth reading."""
        self.notes.append(words)

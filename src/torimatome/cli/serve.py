"""`torimatome serve`: the desk as pages, by one command, on this machine alone unless asked."""

import asyncio
import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import click
import uvicorn

from torimatome.cli.common import opened
from torimatome.cli.rooms import Rooms
from torimatome.desk import Desk
from torimatome.edit.web import Access, make_app
from torimatome.edit.web.guard import LOOPBACK
from torimatome.edit.web.live import Bell, Works
from torimatome.edit.web.offers import proposals_of
from torimatome.edit.web.room import Room
from torimatome.edit.web.view import warm
from torimatome.errors import SetupError
from torimatome.model import Period
from torimatome.settings import Settings

# How long a page may have to wait for the interpreter while stories are grouped beside it, each
# time it comes back from the database: Python's own 5 ms add up over the queries of a page.
SWITCH_SECONDS = 0.0005
LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="the address to listen on")
@click.option("--port", type=click.IntRange(0, 65_535), default=8080, show_default=True,
              help="0 takes a free one")  # fmt: skip
@click.option("--name", "names", multiple=True, help="a host name the desk answers to")
@click.pass_obj
def serve_command(settings: Settings, host: str, port: int, names: tuple[str, ...]) -> None:
    """Open the desk's pages: decide, edit, sign and publish in the browser."""
    if host not in LOCAL and not settings.password:
        raise SetupError(
            f"{host!r} opens the desk to other machines, so it needs a password: set"
            " TORIMATOME_PASSWORD, or serve on 127.0.0.1"
        )
    with quiet_end(), opened(settings) as desk:
        serve(desk, host, port, names)


@contextmanager
def quiet_end() -> Iterator[None]:
    """Ctrl+C and a stop by the system end what is done within, at any moment, with a plain line."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        for sign in (signal.SIGINT, signal.SIGTERM):  # it ends already
            signal.signal(sign, signal.SIG_IGN)
        click.echo("the desk is closed")
    else:
        signal.signal(signal.SIGTERM, before)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises SetupError when the port is taken or not allowed."""
    # Named as TCP, or asyncio leaves Nagle's algorithm on and small pages wait 40 ms for an
    # acknowledgement between their head and their body.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(128)
    except OSError as error:
        made.close()
        raise SetupError(
            f"port {port} cannot be used: {error.strerror}; another with --port, or --port 0"
        ) from error
    return made


def open_up(room: Room, default: Period) -> None:
    """Work out the week at hand before anybody asks for it."""
    warm()
    draft = room.editor.desk.store.issues.latest_draft()
    period = draft.period if draft else default
    room.points(period)
    proposals_of(room)
    room.editor.grouped(room.editor.week(period))
    # What stands now stays: looking through all of it for garbage held every page up at once.
    gc.collect()
    gc.freeze()


class Ending(uvicorn.Server):
    """A server that lets its open streams go first when it is told to end."""

    def __init__(self, config: uvicorn.Config, leave: Callable[[], object]) -> None:
        super().__init__(config)
        self._leave = leave

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Ctrl+C or a stop by the system: nobody is cut off in the middle of a line."""
        self._leave()
        super().handle_exit(sig, frame)


def _not_cut_off(record: logging.LogRecord) -> bool:
    """Whether a line of the log is of anything but a request that the end cut off."""
    return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))


def serve(desk: Desk, host: str, port: int, names: tuple[str, ...] = ()) -> None:
    """Answer until Ctrl+C."""
    listener = listen(host, port)
    click.echo(f"the desk is open at http://{host}:{listener.getsockname()[1]}/ (Ctrl+C ends)")
    rooms = Rooms(desk, Works(Bell()), beside=True)
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        rooms.works.beside("open", lambda: open_up(rooms.now, rooms.period()))
        access = Access(LOOPBACK | {host, *names}, desk.settings.password)
        app = make_app(rooms.now, access, rooms.period)
        config = uvicorn.Config(
            app, log_level="warning", server_header=False, timeout_graceful_shutdown=2
        )
        logging.getLogger("uvicorn.error").addFilter(_not_cut_off)
        Ending(config, rooms.leave).run(sockets=[listener])
    finally:
        rooms.close()


COMMANDS = (serve_command,)

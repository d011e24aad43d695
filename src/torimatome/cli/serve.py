"""`torimatome serve`: the desk as pages, in one process, on this machine alone unless asked."""

import socket

import click
import uvicorn

from torimatome import flow
from torimatome.cli.common import opened
from torimatome.desk import Desk
from torimatome.edit.web import Access, make_app
from torimatome.edit.web.guard import LOOPBACK
from torimatome.edit.web.live import Bell, Works
from torimatome.edit.web.room import Room
from torimatome.errors import SetupError
from torimatome.settings import Settings

LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="the address to listen on")
@click.option("--port", default=8080, show_default=True, help="0 takes a free one")
@click.option("--name", "names", multiple=True, help="a host name the desk answers to")
@click.pass_obj
def serve_command(settings: Settings, host: str, port: int, names: tuple[str, ...]) -> None:
    """Open the desk's pages: decide, edit, sign and publish in the browser."""
    if host not in LOCAL and not settings.password:
        raise SetupError(
            f"{host!r} opens the desk to other machines, so it needs a password: set"
            " TORIMATOME_PASSWORD, or serve on 127.0.0.1"
        )
    with opened(settings) as desk:
        serve(desk, host, port, names)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises SetupError when the port is taken or not allowed."""
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
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


def serve(desk: Desk, host: str, port: int, names: tuple[str, ...] = ()) -> None:
    """Answer until Ctrl+C."""
    listener = listen(host, port)
    click.echo(f"the desk is open at http://{host}:{listener.getsockname()[1]}/ (Ctrl+C ends)")
    works = Works(Bell())
    room = Room(flow.editor(desk), works, flow.services(desk, works))
    app = make_app(
        room, Access(LOOPBACK | {host, *names}, desk.settings.password), lambda: flow.week_to(desk)
    )
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=2)
    )
    server.run(sockets=[listener])


COMMANDS = (serve_command,)

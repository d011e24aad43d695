"""A throw-away PostgreSQL for the tests: the one given, or one started here and stopped again."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

GIVEN = "TORIMATOME_TEST_POSTGRES"  # a SQLAlchemy address whose database may be emptied
_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
_QUICK = ("-c", "fsync=off", "-c", "shared_buffers=256MB", "-c", "max_wal_size=4GB")


def tools() -> Path | None:
    """The folder of initdb; None where no server is installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = sorted(f for place in _PLACES for f in Path("/").glob(place.lstrip("/")))
    return next((f for f in reversed(folders) if (f / "initdb").exists()), None)


def why_not() -> str:
    """Why no PostgreSQL can be tried here; "" when one can."""
    if os.environ.get(GIVEN):
        return ""
    if tools() is None:
        return f"no PostgreSQL here: install one, or give its address in {GIVEN}"
    if os.geteuid() == 0 and not _has_user():
        return f"PostgreSQL does not run as root and there is no user postgres; give {GIVEN}"
    return ""


@contextmanager
def server() -> Iterator[str]:
    """The address of a server that may be filled; one started here is gone afterwards."""
    given = os.environ.get(GIVEN)
    if given:
        yield given
        return
    folder = tools()
    assert folder is not None, why_not()
    home = Path(tempfile.mkdtemp(prefix="torimatome-postgres-"))
    try:
        with _running(folder, home) as address:
            yield address
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _running(folder: Path, home: Path) -> Iterator[str]:
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    where = ["-D", str(home / "cluster")]
    _run(folder / "initdb", *where, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C",
         "--no-sync")  # fmt: skip
    port = _free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
    _run(folder / "pg_ctl", *where, "-w", "-s", "-l", str(home / "log"), "-o",
         f"{options} {' '.join(_QUICK)}", "start")  # fmt: skip
    try:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    finally:
        _run(folder / "pg_ctl", *where, "-w", "-s", "-m", "immediate", "stop")


def _run(*command: str | Path) -> None:
    words = [str(word) for word in command]
    user = "postgres" if os.geteuid() == 0 else None
    subprocess.run(words, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)


def _has_user() -> bool:
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def emptied(address: str) -> str:
    """The same address, with nothing in its database any more."""
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return address

"""Opening the database, bringing it up to date, and turning its errors into ours."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Table,
    create_engine,
    event,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    NoSuchModuleError,
    OperationalError,
)

from torimatome.errors import SetupError

HEAD = "0008"
Upgrade = Callable[[Connection, str, str], None]
WAIT_SECONDS = 30.0  # for another writer, before it is said that one is in the way
# Connections a process may have open at once: a server answers 40 requests at a time (Starlette's
# threads), and who waits for a connection waits behind writers it has nothing to do with. The one
# used last is used next, so that a quiet desk holds few.
CONNECTIONS = 48
_WRITERS = 0x746F7269  # PostgreSQL's number of the line in which those who act stand


class Database:
    """One engine. Every use is a transaction: all of it is kept, or none."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.engine = _engine(address)
        # As it is shown: a password of the address stays out of what is said.
        self._shown = self.engine.url.render_as_string(hide_password=True)
        # SQLite lets one writer in and has the others look again every tenth of a second, so that
        # who waits may be passed by for seconds. The threads of this process stand in line here;
        # SQLite's own waiting is left for other processes.
        self._line = threading.Lock()
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _careful_sqlite)
        self._migrate()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction. Raises SetupError: a full or read-only disk, a file that is no store."""
        try:
            with self._turn(), self.engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise SetupError(_explain(self._shown, error)) from error
        except UnicodeEncodeError as error:
            raise SetupError(_half(self._shown, error)) from error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads: on SQLite it neither waits for a writer nor stops one."""
        try:
            with (
                self.engine.connect().execution_options(torimatome_reads=True) as connection,
                connection.begin(),
            ):
                if connection.dialect.name == "postgresql":  # one moment's state, as on SQLite
                    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                yield connection
        except DatabaseError as error:
            raise SetupError(_explain(self._shown, error)) from error
        except UnicodeEncodeError as error:
            raise SetupError(_half(self._shown, error)) from error

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """The right to ask SQLite for writing; waited for as long as SQLite itself would."""
        if self.engine.dialect.name != "sqlite":
            yield
            return
        mine = self._line.acquire(timeout=WAIT_SECONDS)
        try:
            yield
        finally:
            if mine:
                self._line.release()

    def insert(self, connection: Connection, table: Table, row: dict[str, Any]) -> None:
        """Insert `row` unless its key is there already."""
        dialect = sqlite if self.engine.dialect.name == "sqlite" else postgresql
        connection.execute(dialect.insert(table).values(row).on_conflict_do_nothing())

    def put(self, connection: Connection, table: Table, row: dict[str, Any]) -> None:
        """Insert `row`, or replace what stands under its key."""
        dialect = sqlite if self.engine.dialect.name == "sqlite" else postgresql
        keys = [column.name for column in table.primary_key]
        rest = {name: value for name, value in row.items() if name not in keys}
        statement = dialect.insert(table).values(row)
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest))

    def close(self) -> None:
        """Let go of the file or server."""
        self.engine.dispose()

    def _migrate(self) -> None:
        with self.begin() as connection:
            version = _version(connection)
            if version != HEAD:
                # Alembic takes a quarter of the time a desk takes to open, and is seldom needed.
                upgrade: Upgrade = import_module("torimatome.store.upgrade").upgrade
                upgrade(connection, self._shown, version)


def _engine(address: str) -> Engine:
    """Raises SetupError for what is no address, or one of a database we do not know."""
    try:
        kind = make_url(address).get_backend_name()
        if kind in ("sqlite", "postgresql"):
            return create_engine(address, **_pool(address))
    except (ArgumentError, NoSuchModuleError) as error:
        raise SetupError(
            "setting 'database' is no address of a store; write it like"
            " postgresql+psycopg://user@host/name, or leave it out for an SQLite file"
        ) from error
    except ModuleNotFoundError as error:
        raise SetupError(
            f"setting 'database': {error.name!r} is not installed; write the address like"
            " postgresql+psycopg://user@host/name, and install torimatome[postgres]"
        ) from error
    raise SetupError(
        f"setting 'database': a store is kept by PostgreSQL or SQLite, not by {kind!r}"
    )


def _pool(address: str) -> dict[str, Any]:
    url = make_url(address)
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return {}
    return {"pool_size": CONNECTIONS, "max_overflow": CONNECTIONS, "pool_use_lifo": True}


def _version(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _careful_sqlite(connection: Any, _record: object) -> None:
    # WAL lets a reader look while a collector writes; FULL survives a power cut, not only a kill.
    # autocommit off + explicit BEGIN: Python's driver would otherwise commit around DDL, and a
    # kill in the middle of a migration would leave half of it.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {1000 * WAIT_SECONDS:.0f}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        reads = connection.get_execution_options().get("torimatome_reads")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def stand_in_line(connection: Connection) -> None:
    """Wait until every writer who stood here before is through, and let the next one wait.

    Acts are numbered as they are put. Unless they also end in that order, who reads up to a
    number has missed the one before it that ended later. SQLite lets one writer in anyhow.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_WRITERS)))


def _half(address: str, error: UnicodeEncodeError) -> str:
    """What is told of words that have no UTF-8 form; the doors should have named them before."""
    at, words = error.start, str(error.object)
    return (
        f"store {address!r}: half of a character ({words[at]!r}) cannot be kept; it stands behind"
        f" {words[max(0, at - 40) : at]!r}: write it whole, or leave it out"
    )


def _explain(address: str, error: DBAPIError) -> str:
    said = " ".join(str(error.orig).split())
    advice = "see that the address is right and the server runs"
    for words, what_to_do in (
        ("full", "make room on the disk, then run the same command again; nothing kept is lost"),
        ("readonly", "the folder or file is read-only: allow writing, or choose another folder"),
        ("unable to open", "the folder is missing or not writable: choose another with --folder"),
        ("disk i/o", "the disk is full or failing: make room, then run the same command again"),
        ("not a database", "this file is no store: move it away or choose another folder"),
        ("malformed", "the file is damaged: put back the latest backup"),
        ("nul (0x00)", "a text holds a zero byte: take it out"),
        ("locked", "another run is writing: wait for it to end, then run again"),
    ):
        if words in said.lower():
            advice = what_to_do
            break
    kind = "store" if isinstance(error, OperationalError) else "store (database error)"
    return f"{kind} {address!r}: {said}; {advice}"

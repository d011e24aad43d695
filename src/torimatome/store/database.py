"""Opening the database, bringing it up to date, and turning its errors into ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from torimatome.errors import SetupError

HEAD = "0008"


class Database:
    """One engine. Every use is a transaction: all of it is kept, or none."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.engine: Engine = create_engine(address)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _careful_sqlite)
        self._migrate()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction. Raises SetupError: a full or read-only disk, a file that is no store."""
        try:
            with self.engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise SetupError(_explain(self.address, error)) from error
        except UnicodeEncodeError as error:
            raise SetupError(_half(self.address, error)) from error

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
            raise SetupError(_explain(self.address, error)) from error
        except UnicodeEncodeError as error:
            raise SetupError(_half(self.address, error)) from error

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
            if version == HEAD:
                return
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
            known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
            if version and version not in known:
                raise SetupError(
                    f"the database {self.address!r} is at version {version!r}, newer than this"
                    " program knows; upgrade torimatome, or open the backup made before"
                )
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


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
    cursor.execute("PRAGMA busy_timeout = 30000")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        reads = connection.get_execution_options().get("torimatome_reads")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


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
        ("locked", "another run is writing: wait for it to end, then run again"),
    ):
        if words in said.lower():
            advice = what_to_do
            break
    kind = "store" if isinstance(error, OperationalError) else "store (database error)"
    return f"{kind} {address!r}: {said}; {advice}"

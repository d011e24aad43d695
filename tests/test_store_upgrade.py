"""A store of any version before is brought up to date, whatever happens on the way."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from tests import postgres

from torimatome.errors import SetupError
from torimatome.store import Store
from torimatome.store.database import HEAD
from torimatome.store.tokens import SENTENCES_AN_ITEM

MIGRATIONS = Path(__file__).parents[1] / "src/torimatome/store/migrations"
VERSIONS = [f"{number:04}" for number in range(1, int(HEAD) + 1)]
# Opening a store, ended by the system itself as the statement of this number begins.
KILLED = """
import os, sys
from sqlalchemy import Engine, event
from torimatome.store import Store
left = int(sys.argv[2])
@event.listens_for(Engine, "before_cursor_execute")
def count(*told):
    global left
    left -= 1
    if left < 0:
        os._exit(9)
Store(sys.argv[1]).close()
"""


def made(address: str, version: str) -> dict[str, list[tuple[Any, ...]]]:
    """A store as the program of that version left it, a row in every table; gives the rows.

    But for the tables of search, which each version may work out anew from the others.
    """
    engine = sa.create_engine(address)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    tables = sa.MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:
        for table in tables.sorted_tables:
            if table.name != "alembic_version" and not table.name.startswith("search"):
                connection.execute(table.insert().values(_row(table)))
    kept = rows(engine, tables)
    engine.dispose()
    return kept


def _row(table: sa.Table) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in table.columns:
        if isinstance(column.type, sa.Boolean):
            values[column.name] = True
        elif isinstance(column.type, sa.LargeBinary):
            values[column.name] = b"x\x9c\x03\x00\x00\x00\x00\x01"
        elif isinstance(column.type, sa.Integer | sa.Float | sa.Numeric):
            values[column.name] = 1
        else:
            values[column.name] = "1"
    if "tags" in values:
        values["tags"] = ""
    if table.name == "kept_sentence":
        values["id"] = SENTENCES_AN_ITEM + 5  # the sixth of the item at place 1
    return values


def rows(engine: sa.Engine, tables: sa.MetaData) -> dict[str, list[tuple[Any, ...]]]:
    """What the columns of these tables hold."""
    found = {}
    with engine.connect() as connection:
        for table in tables.sorted_tables:
            if table.name != "alembic_version" and not table.name.startswith("search"):
                query = sa.select(*(sa.column(c.name) for c in table.columns)).select_from(
                    sa.table(table.name)
                )
                found[table.name] = [tuple(row) for row in connection.execute(query)]
    return found


def held(address: str, kept: dict[str, list[tuple[Any, ...]]]) -> list[str]:
    """The tables that lost a row; and the store is at the newest version."""
    engine = sa.create_engine(address)
    tables = sa.MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        version = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    assert version == HEAD
    now = rows(engine, tables)
    engine.dispose()
    if "waiver" in kept:  # became records in 0004
        assert any(row[0] == "waiver" for row in now["record"])
    stay = [name for name in kept if name != "waiver"]
    return [name for name in stay if not {*_known(kept[name])} <= {*_known(now[name])}]


def _known(found: list[tuple[Any, ...]]) -> list[Any]:
    """The first column: enough to know a row by."""
    return [row[0] for row in found]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_store_of_every_version_before_is_upgraded_with_its_rows(
    tmp_path: Path, version: str
) -> None:
    address = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    kept = made(address, version)
    assert any(kept.values())
    Store(address).close()
    assert held(address, kept) == []


def test_an_upgrade_that_is_killed_anywhere_is_ended_by_the_next_start(tmp_path: Path) -> None:
    around = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    for number, left in enumerate((6, 14, 30)):
        address = f"sqlite:///{tmp_path / f'desk{number}.sqlite'}"
        kept = made(address, "0001")
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, address, str(left)], env=around, check=False
        )
        assert killed.returncode == 9
        Store(address).close()
        assert held(address, kept) == []


@contextmanager
def _emptied(address: str) -> Iterator[str]:
    yield postgres.emptied(address)
    postgres.emptied(address)


@pytest.mark.skipif(bool(postgres.why_not()), reason=postgres.why_not() or "it is here")
def test_a_store_on_postgresql_is_upgraded_with_its_rows() -> None:
    with postgres.server() as server:
        for version in ("0001", "0004"):
            with _emptied(server) as address:
                kept = made(address, version)
                Store(address).close()
                assert held(address, kept) == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense", "no address of a store"),
        ("mysql://user:secret@host/name", "not by 'mysql'"),
        ("postgresql+nodriver://user:secret@host/name", "no address of a store"),
        ("postgresql+psycopg2://user:secret@host/name", "install torimatome"),
        ("postgresql+psycopg://user:secret@127.0.0.1:1/name", "see that the address is right"),
    ],
)
def test_an_address_that_cannot_be_a_store_is_named_without_its_password(
    address: str, said: str
) -> None:
    with pytest.raises(SetupError) as error:
        Store(address)
    assert said in str(error.value)
    assert "secret" not in str(error.value)

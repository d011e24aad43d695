"""Acts end in the order of their numbers, also where the database would let two in at once."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from tests.postgres import emptied, server, why_not

from torimatome.model.act import Intent
from torimatome.store import Store, schema
from torimatome.store.database import stand_in_line

AT = datetime(2026, 5, 8, 9, 0, tzinfo=UTC)
WAITS = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
FIRST = {
    "at": "2026-05-08T08:59:00Z", "by": "Aya", "name": "drop_story", "about": "one", "period": "",
    "words": "{}", "undoes": 0, "undone": False, "token": None,
}  # fmt: skip


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """On PostgreSQL, emptied: on SQLite one writer is let in anyhow."""
    if reason := why_not():
        pytest.skip(reason)
    pytest.importorskip("psycopg", reason="psycopg, which talks to PostgreSQL, is not here")
    with server() as address:
        made = Store(emptied(address))
        yield made
        made.close()


def acts(store: Store, about: str) -> None:
    intent = Intent("drop_story", about, (("choice", about, '{"choice": "drop"}'),))
    store.records.perform(lambda _look: intent, "Ben", AT)


def test_who_acts_waits_until_the_act_before_has_ended(store: Store) -> None:
    second = threading.Thread(target=acts, args=(store, "two"))
    with store.begin() as connection:
        stand_in_line(connection)
        connection.execute(schema.act.insert().values(FIRST))
        second.start()
        waits = 0
        while not waits and second.is_alive():
            with store.begin() as other:
                waits = other.execute(WAITS).scalar_one()
        assert waits == 1
        assert store.records.changed(0) == (0, [])  # nobody sees the later act before this one
    second.join()
    assert [act.about for act in store.records.latest()] == ["two", "one"]
    newest, _ = store.records.changed(0)
    acts(store, "three")
    changed = store.records.changed(newest)
    assert changed[1] is not None
    assert [(record.kind, record.key) for record in changed[1]] == [("choice", "three")]


def test_many_who_act_at_once_all_do_and_none_is_missed(store: Store) -> None:
    acts(store, "begun")
    seen, _ = store.records.changed(0)
    writers = [threading.Thread(target=acts, args=(store, f"s{n % 4}")) for n in range(16)]
    for writer in writers:
        writer.start()
    met: set[str] = set()
    alive = True
    while alive:
        alive = any(writer.is_alive() for writer in writers)
        seen, changed = store.records.changed(seen)
        met |= {record.key for record in changed or ()}
    assert met == {"s0", "s1", "s2", "s3"}
    assert [store.records.get("choice", f"s{n}").revision for n in range(4)] == [4, 4, 4, 4]

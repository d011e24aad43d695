"""The store keeps what it is given, whole or not at all, and says clearly what ails it."""

import gzip
import hashlib
import os
import sqlite3
import tempfile
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from torimatome.errors import SetupError
from torimatome.model import Article, Entry, Issue, Judgement, Lead, Period, Snapshot, Verdict
from torimatome.model.entry import SourceState
from torimatome.store import Store, schema
from torimatome.store.database import CONNECTIONS
from torimatome.store.issues import decode, encode

NOON = datetime(2026, 5, 8, 12, 0, tzinfo=UTC)
BODY = b"<p>The harbour of Selvane opened.</p>"
SHA = "0c0c" * 16


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"sqlite:///{tmp_path / 'desk.sqlite'}")


def article(id_: str = "a1", version: int = 1, day: str = "2026-05-08") -> Article:
    return Article(
        id=id_, version=version, url=f"http://ona.example/{id_}", outlet="ona", source="ona/en",
        title="Harbour opens", text="The harbour of Selvane opened.", language="en",
        published=NOON, published_from="page", day=day, seen=NOON, snapshot=SHA,
    )  # fmt: skip


def snapshot(body: bytes = BODY) -> Snapshot:
    return Snapshot(
        sha256=hashlib.sha256(body).hexdigest(), url="http://ona.example/a1", fetched=NOON,
        status=200, media_type="text/html", headers=(("etag", '"1"'),), size=len(body),
    )  # fmt: skip


def lead(id_: str = "a1") -> Lead:
    return Lead(id_, "ona", "ona/en", Entry(url=f"http://ona.example/{id_}", title="Ə"), NOON)


def test_a_page_comes_back_as_it_was_kept(store: Store) -> None:
    with store.begin() as connection:
        store.pages.keep(connection, snapshot(), BODY, article())
    assert store.pages.current("a1") == article()
    assert store.pages.body(snapshot().sha256) == BODY
    assert store.pages.snapshot(snapshot().sha256) == snapshot()


@pytest.mark.parametrize(
    "damaged", [b"", b"no gzip", gzip.compress(b"other words"), gzip.compress(BODY)[:-9]]
)
def test_a_page_that_was_altered_in_the_store_is_named(store: Store, damaged: bytes) -> None:
    with store.begin() as connection:
        store.pages.keep(connection, snapshot(), BODY, article())
        connection.execute(schema.body.update().values(gzipped=damaged))
    with pytest.raises(SetupError, match=f"{snapshot().sha256}.*altered.*put back a backup"):
        store.pages.body(snapshot().sha256)


def test_keeping_the_same_page_twice_adds_nothing(store: Store) -> None:
    for _ in range(2):
        with store.begin() as connection:
            store.pages.keep(connection, snapshot(), BODY, article())
    assert store.pages.counts() == {"articles": 1, "versions": 1, "snapshots": 1}


def test_both_versions_of_a_changed_page_are_kept_and_the_later_is_current(store: Store) -> None:
    second = replace(article(version=2), title="Harbour opens late", changed="title: …")
    for version in (article(), second):
        with store.begin() as connection:
            store.pages.keep(connection, snapshot(), BODY, version)
    assert store.pages.current("a1") == second
    assert store.pages.version("a1", 1) == article()
    assert store.pages.current_between("2026-05-08", "2026-05-08") == [second]


def test_articles_of_a_period_are_those_of_its_days(store: Store) -> None:
    for day in ("2026-05-07", "2026-05-08", "2026-05-15", "2026-05-16"):
        with store.begin() as connection:
            store.pages.keep(connection, snapshot(), BODY, article(id_=day[-2:], day=day))
    found = store.pages.current_between("2026-05-08", "2026-05-15")
    assert [a.id for a in found] == ["08", "15"]


def test_what_fails_in_the_middle_leaves_nothing_behind(store: Store) -> None:
    def fail_midway() -> None:
        with store.begin() as connection:
            store.pages.keep(connection, snapshot(), BODY, article())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_midway()
    assert store.pages.current("a1") is None


def test_leads_and_the_etag_of_their_feed_are_kept_together(store: Store) -> None:
    state = SourceState("ona/en", etag='"7"', checked=NOON, answered=NOON, newest=NOON)
    store.sources.visited(state, [lead()])
    assert store.sources.state("ona/en") == state
    assert store.sources.known(["a1", "b2"]) == {"a1": lead()}


def test_a_page_is_due_while_unread_and_again_when_young_and_not_seen_lately(store: Store) -> None:
    def due(now: datetime) -> list[str]:
        leads = store.sources.due(
            unread_tries=3,
            young_since=now - timedelta(days=7),
            checked_before=now - timedelta(hours=20),
            now=now,
        )
        return [found.article for found in leads]

    store.sources.visited(SourceState("ona/en"), [lead()])
    assert due(NOON) == ["a1"]
    with store.begin() as connection:
        store.sources.looked(connection, replace(lead(), state="read", checked=NOON))
    assert due(NOON + timedelta(hours=1)) == []
    assert due(NOON + timedelta(hours=24)) == ["a1"]
    assert due(NOON + timedelta(days=8)) == []
    assert due(NOON - timedelta(days=300)) == ["a1"]  # the clock that saw it ran ahead


def test_a_page_that_failed_thrice_is_not_asked_for_again(store: Store) -> None:
    store.sources.visited(SourceState("ona/en"), [replace(lead(), tries=3)])
    assert store.sources.due(unread_tries=3, young_since=NOON, checked_before=NOON, now=NOON) == []


def test_the_machines_opinion_is_replaced_and_a_persons_stays(store: Store) -> None:
    machine = Judgement("a", "b", Verdict.SAME, "machine", NOON, 0.8, "same people")
    person = Judgement("a", "b", Verdict.DIFFERENT, "aki", NOON)
    store.judgements.add(person)
    store.judgements.replace_machine([machine])
    store.judgements.replace_machine([replace(machine, score=0.9)])
    assert store.judgements.all() == [person, replace(machine, score=0.9)]


def issue(title: str = "オルヴェニア") -> Issue:
    return Issue(title, "", "", Period("2026-05-08", "2026-05-15"), (), (), "END")


def test_an_issue_comes_back_as_it_was_kept() -> None:
    assert decode(encode(issue())) == issue()


def test_a_published_issue_never_changes_and_a_different_one_is_the_next_version(
    store: Store,
) -> None:
    assert store.issues.publish(issue()) == 1
    assert store.issues.publish(issue()) == 1
    assert store.issues.publish(issue("other")) == 2


def test_a_redraft_takes_the_place_of_the_draft_before(store: Store) -> None:
    store.issues.keep_draft(issue())
    store.issues.keep_draft(issue("later"))
    assert store.issues.draft("2026-05-08", "2026-05-15") == issue("later")
    assert store.issues.latest_draft() == issue("later")


def test_the_migrations_make_the_tables_the_code_expects(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    Store(address).close()
    found = inspect(create_engine(address))
    for table in schema.tables.sorted_tables:
        there = {c["name"]: (str(c["type"]), c["nullable"]) for c in found.get_columns(table.name)}
        assert there == {c.name: (str(c.type), c.nullable) for c in table.columns}
        assert set(found.get_pk_constraint(table.name)["constrained_columns"]) == {
            c.name for c in table.primary_key
        }


def test_a_store_of_a_newer_program_is_refused_by_name(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    Store(address).close()
    with sqlite3.connect(tmp_path / "desk.sqlite") as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SetupError, match=r"9999.*upgrade"):
        Store(address)


def test_a_file_that_is_no_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite").write_text("this is a shopping list, not a database" * 50)
    with pytest.raises(SetupError, match=r"desk\.sqlite.*no store"):
        Store(f"sqlite:///{tmp_path / 'desk.sqlite'}")


def test_a_full_disk_gives_a_clear_error_and_loses_nothing(store: Store) -> None:
    with store.begin() as connection:
        store.pages.keep(connection, snapshot(), BODY, article())
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    big = os.urandom(2_000_000)

    def keep_too_much() -> None:
        with store.begin() as connection:
            # SQLite's own way to meet the end of the disk; a real one is in bench/nothing_lost.py.
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            store.pages.keep(connection, snapshot(big), big, article("b2"))

    with pytest.raises(SetupError, match="make room"):
        keep_too_much()
    assert store.pages.current("a1") == article()
    assert store.pages.current("b2") is None


NOBODY = 65534


def said_by_nobody(address: str) -> str:
    """What opening the store says to an ordinary user; root may write into any folder."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        words = "no error"
        try:
            if os.geteuid() == 0:
                os.setuid(NOBODY)
            Store(address)
        except SetupError as error:
            words = str(error)
        finally:
            os.write(writer, words.encode())
            os._exit(0)
    os.close(writer)
    os.waitpid(pid, 0)
    with os.fdopen(reader) as file:
        return file.read()


def test_a_read_only_folder_is_named() -> None:
    with tempfile.TemporaryDirectory() as name:  # tmp_path is not open to another user
        Path(name).chmod(0o555)
        words = said_by_nobody(f"sqlite:///{name}/desk.sqlite")
    assert "desk.sqlite" in words
    assert "choose another" in words


def test_a_read_only_file_is_named() -> None:
    with tempfile.TemporaryDirectory() as name:
        address = f"sqlite:///{name}/desk.sqlite"
        Store(address).close()
        for path in (Path(name), *Path(name).iterdir()):
            path.chmod(0o555 if path.is_dir() else 0o444)
        words = said_by_nobody(address)
    assert "read-only" in words or "choose another" in words


def test_reading_never_waits_for_a_writer(store: Store) -> None:
    with store.begin() as connection:
        store.pages.keep(connection, snapshot(), BODY, article())
    with store.begin():  # somebody writes, for as long as it takes
        assert store.judgements.all() == []
        assert store.judgements.among(["a1", "a2"]) == []
        assert store.judgements.marks(["a1"]) == {}
        assert store.sources.known(["a1"]) == {}
        assert store.sources.state("ona/en").source == "ona/en"
        assert (
            store.sources.due(unread_tries=3, young_since=NOON, checked_before=NOON, now=NOON) == []
        )
        assert store.pages.body(snapshot().sha256) == BODY
        assert store.pages.versions() == [article()]
        assert store.pages.counts()["articles"] == 1
        assert store.archive.marks() == {}
        assert store.records.changed(1) == (0, None)


def test_writers_stand_in_line_and_none_holds_a_connection_meanwhile(store: Store) -> None:
    many = 2 * CONNECTIONS + 8  # more than there are connections
    kept = threading.Barrier(many)

    def write(number: int) -> None:
        kept.wait()
        with store.begin() as connection:
            store.pages.keep(connection, snapshot(), BODY, article(f"a{number}"))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.pages.counts()["articles"] == many

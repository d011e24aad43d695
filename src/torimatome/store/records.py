"""Records and Acts: what people decided, who and when, and how to take it back."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, select, update

from torimatome.errors import EditError, SetupError
from torimatome.model import Act, Change, Judgement, Record, Verdict
from torimatome.model.act import Choice, Decide, Intent, OutletSaid, Said, TermSaid, Watched
from torimatome.store import schema
from torimatome.store.database import Database, stand_in_line
from torimatome.text.times import from_text, to_text

# Records changed since one looked last that are read one by one; of more, all are read again.
MOST_CHANGED = 200


class Records:
    """Kept Records, and the Acts that made them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, kind: str, key: str) -> Record:
        """One Record; revision 0 when nobody ever said anything."""
        with self._database.read() as connection:
            return _get(connection, kind, key)

    def of(self, kind: str, prefix: str = "") -> list[Record]:
        """The Records of a kind that say something, by key; `prefix` begins their keys."""
        rows = schema.record
        query = select(rows).where(rows.c.kind == kind, rows.c.value != "").order_by(rows.c.key)
        if prefix:
            # A range, not LIKE: the key's index serves it and no letter is special.
            query = query.where(rows.c.key >= prefix, rows.c.key < prefix + "\U0010ffff")
        with self._database.read() as connection:
            return [Record(**row._mapping) for row in connection.execute(query)]

    def choices(self) -> dict[str, Choice]:
        """What people chose for Stories, by the id of an Article of each."""
        return {r.key: msgspec.json.decode(r.value, type=Choice) for r in self.of("choice")}

    def judgements(self) -> list[Judgement]:
        """People's standing words on pairs of Articles; what was taken back is not among them."""
        found = []
        for record in self.of("judgement"):
            said = msgspec.json.decode(record.value, type=Said)
            left, _, right = record.key.partition(" ")
            found.append(Judgement(left, right, Verdict(said.verdict), said.by, from_text(said.at)))
        return found

    def terms(self) -> list[TermSaid]:
        """What people said of Terms, by kind and English form."""
        return [msgspec.json.decode(r.value, type=TermSaid) for r in self.of("term")]

    def outlets(self) -> dict[str, OutletSaid]:
        """What people said of Outlets, by outlet id, ids in order."""
        return {r.key: msgspec.json.decode(r.value, type=OutletSaid) for r in self.of("outlet")}

    def watched(self) -> list[Watched]:
        """The words the desk watches for, in order."""
        return [msgspec.json.decode(r.value, type=Watched) for r in self.of("watch")]

    def perform(self, decide: Decide, by: str, at: datetime, token: str = "") -> Act:
        """Do what `decide` wants, all or nothing, and keep it in the history.

        `decide` sees the Records as they stand in the same transaction, so what it bases its
        word on cannot change under it. The same token again gives the same Act and does nothing
        more.
        """
        return self._once(
            token,
            lambda connection: self._write(
                connection, decide(partial(_get, connection)), (by, at, token, 0)
            ),
        )

    def undo(self, act_id: int, by: str, at: datetime, token: str = "") -> Act:
        """Put back what stood before one Act. Raises EditError when later acts stand on it."""
        return self._once(token, lambda connection: self._undo(connection, act_id, (by, at, token)))

    def _once(self, token: str, write: Callable[[Connection], Act]) -> Act:
        """The Act this token gave before, else what `write` does, all of it or nothing."""
        with self._database.begin() as connection:
            stand_in_line(connection)
            earlier = self._by_token(connection, token)
            return earlier if earlier is not None else write(connection)

    def act(self, act_id: int) -> Act | None:
        """One Act."""
        with self._database.read() as connection:
            found = _acts(connection, [_row_of(connection, act_id)])
        return found[0] if found else None

    def latest(
        self, *, period: str = "", about: str = "", names: Collection[str] = (), most: int = 50
    ) -> list[Act]:
        """The newest Acts first; of a period, about one thing or of some names when asked for."""
        rows = schema.act
        query = select(rows).order_by(rows.c.id.desc()).limit(most)
        if period:
            query = query.where(rows.c.period == period)
        if about:
            query = query.where(rows.c.about == about)
        if names:
            query = query.where(rows.c.name.in_(sorted(names)))
        with self._database.read() as connection:
            return _acts(connection, connection.execute(query).all())

    def history(self, period: str) -> list[Act]:
        """Every Act of a period, the oldest first."""
        rows = schema.act
        query = select(rows).where(rows.c.period == period).order_by(rows.c.id)
        with self._database.read() as connection:
            found = connection.execute(query).all()
            parts = [found[n : n + 500] for n in range(0, len(found), 500)]  # SQLite's variables
            return [act for part in parts for act in _acts(connection, part)]

    def count(self) -> int:
        """The newest Act's number: it grows with each, so it tells whether anything changed."""
        with self._database.read() as connection:
            return connection.execute(select(func.max(schema.act.c.id))).scalar() or 0

    def changed(self, since: int) -> tuple[int, list[Record] | None]:
        """The newest Act's number, and the Records put by Acts after `since`, as they stand now.

        None in their place: too much happened, or an older store was put back; read all anew.
        """
        acts, lines = schema.act, schema.act_change
        with self._database.read() as connection:
            newest = connection.execute(select(func.max(acts.c.id))).scalar() or 0
            if newest == since:
                return newest, []
            if not 0 < since < newest:
                return newest, None
            query = select(lines.c.kind, lines.c.key).where(lines.c.act > since)
            found = connection.execute(query.limit(MOST_CHANGED + 1)).all()
            if len(found) > MOST_CHANGED:
                return newest, None
            keys = sorted({(row.kind, row.key) for row in found})
            return newest, [_get(connection, *key) for key in keys]

    def _by_token(self, connection: Connection, token: str) -> Act | None:
        if not token:
            return None
        rows = schema.act
        row = connection.execute(select(rows).where(rows.c.token == token)).first()
        found = _acts(connection, [row])
        return found[0] if found else None

    def _undo(self, connection: Connection, act_id: int, who: tuple[str, datetime, str]) -> Act:
        found = _acts(connection, [_row_of(connection, act_id)])
        if not found:
            raise EditError(f"there is no act {act_id} to take back; the history lists them")
        act = found[0]
        if act.undone:
            raise EditError(f"act {act_id} was taken back already; take that back to redo it")
        for change in act.changes:
            now = _get(connection, change.kind, change.key)
            if now.value != change.after:
                raise EditError(
                    f"what act {act_id} did was changed again since; take back the later act first"
                )
        puts = tuple((c.kind, c.key, c.before) for c in act.changes)
        intent = Intent(act.name, act.about, puts, act.period, tuple(act.words.items()))
        undone = self._write(connection, intent, (*who, act_id))
        rows = schema.act
        connection.execute(update(rows).where(rows.c.id == act_id).values(undone=True))
        if act.undoes:  # taking back an undo brings the first act back
            connection.execute(update(rows).where(rows.c.id == act.undoes).values(undone=False))
        return undone

    def _write(
        self, connection: Connection, intent: Intent, who: tuple[str, datetime, str, int]
    ) -> Act:
        by, at, token, undoes = who
        changes = tuple(_put(connection, *put) for put in intent.puts)
        row = {
            "at": to_text(at), "by": by, "name": intent.name, "about": intent.about,
            "period": intent.period, "undoes": undoes, "undone": False, "token": token or None,
            "words": json.dumps(dict(intent.words), ensure_ascii=False, sort_keys=True),
        }  # fmt: skip
        made = connection.execute(schema.act.insert().values(row)).inserted_primary_key
        if made is None:
            raise SetupError("the database gave no number to an act; is it a supported one?")
        lines = [
            {"act": made[0], "number": number, **vars(change)}
            for number, change in enumerate(changes)
        ]
        if lines:
            connection.execute(schema.act_change.insert(), lines)
        return Act(
            made[0], at, by, intent.name, intent.about, intent.period, dict(intent.words),
            changes, undoes,
        )  # fmt: skip


def _get(connection: Connection, kind: str, key: str) -> Record:
    rows = schema.record
    row = connection.execute(select(rows).where(rows.c.kind == kind, rows.c.key == key)).first()
    return Record(kind, key, "") if row is None else Record(**row._mapping)


def _put(connection: Connection, kind: str, key: str, value: str) -> Change:
    rows = schema.record
    now = _get(connection, kind, key)
    revision = now.revision + 1
    if now.revision == 0:
        connection.execute(rows.insert().values(kind=kind, key=key, value=value, revision=revision))
    else:
        connection.execute(
            update(rows)
            .where(rows.c.kind == kind, rows.c.key == key)
            .values(value=value, revision=revision)
        )
    return Change(kind, key, now.value, value, revision)


def _row_of(connection: Connection, act_id: int) -> Row[Any] | None:
    return connection.execute(select(schema.act).where(schema.act.c.id == act_id)).first()


def _acts(connection: Connection, found: Iterable[Row[Any] | None]) -> list[Act]:
    rows = [row for row in found if row is not None]
    changes: dict[int, list[Change]] = {row.id: [] for row in rows}
    table = schema.act_change
    query = (
        select(table).where(table.c.act.in_(list(changes))).order_by(table.c.act, table.c.number)
    )
    for row in connection.execute(query):
        changes[row.act].append(Change(row.kind, row.key, row.before, row.after, row.revision))
    return [_act(row, changes[row.id]) for row in rows]


def _act(row: Row[Any], changes: Sequence[Change]) -> Act:
    return Act(
        row.id, from_text(row.at), row.by, row.name, row.about, row.period,
        json.loads(row.words), tuple(changes), row.undoes, row.undone,
    )  # fmt: skip

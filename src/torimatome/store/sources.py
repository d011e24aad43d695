"""What we remember of sources between visits, and the leads they gave us."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, or_, select, update

from torimatome.model import Entry, Lead
from torimatome.model.entry import SourceState
from torimatome.store import schema
from torimatome.store.database import Database
from torimatome.text.times import maybe_from_text, maybe_to_text, to_text


class Sources:
    """Source states and leads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def state(self, source_id: str) -> SourceState:
        """What is remembered of a Source; a blank one before the first visit."""
        rows = schema.source_state
        with self._database.read() as connection:
            row = connection.execute(select(rows).where(rows.c.source == source_id)).first()
        if row is None:
            return SourceState(source=source_id)
        return _state(row)

    def states(self) -> dict[str, SourceState]:
        """What is remembered of every Source visited so far, by id."""
        with self._database.read() as connection:
            rows = connection.execute(select(schema.source_state)).all()
        return {row.source: _state(row) for row in rows}

    def last_visit(self) -> datetime | None:
        """When any Source was last asked; None before the first run."""
        with self._database.read() as connection:
            latest = connection.execute(select(func.max(schema.source_state.c.checked))).scalar()
        return maybe_from_text(latest)

    def visited(self, state: SourceState, leads: Iterable[Lead] = ()) -> None:
        """Keep a visit's outcome and its new leads in one step.

        The ETag is kept with the leads of the same answer: a kill in between would make the
        next visit a 304 and lose them.
        """
        row = asdict(state)
        for name in ("checked", "answered", "newest"):
            row[name] = maybe_to_text(row[name])
        with self._database.begin() as connection:
            self._database.put(connection, schema.source_state, row)
            for lead in leads:
                self._database.insert(connection, schema.lead, _lead_row(lead))

    def known(self, article_ids: Iterable[str]) -> dict[str, Lead]:
        """Those of the ids that have a lead already."""
        wanted = sorted(set(article_ids))
        found: dict[str, Lead] = {}
        with self._database.read() as connection:
            for start in range(0, len(wanted), 500):  # SQLite bounds the variables of a query
                part = wanted[start : start + 500]
                query = select(schema.lead).where(schema.lead.c.article.in_(part))
                found |= {row.article: _lead(row) for row in connection.execute(query)}
        return found

    def due(
        self, *, unread_tries: int, young_since: datetime, checked_before: datetime, now: datetime
    ) -> list[Lead]:
        """Leads whose page is to be asked for: waiting ones, and young pages not seen lately.

        One that was seen after `now` was seen by a clock that ran ahead: it is due, too.
        """
        rows = schema.lead
        waiting = (rows.c.state == "waiting") & (rows.c.tries < unread_tries)
        again = (
            (rows.c.state == "read")
            & (rows.c.found >= to_text(young_since))
            & or_(rows.c.checked <= to_text(checked_before), rows.c.checked > to_text(now))
        )
        query = select(rows).where(or_(waiting, again)).order_by(rows.c.url)
        with self._database.read() as connection:
            return [_lead(row) for row in connection.execute(query)]

    def unread(self, tries: int = 1) -> dict[str, tuple[int, str]]:
        """Pages asked for at least `tries` times in vain: how many of each outlet, and why last."""
        rows = schema.lead
        query = (
            select(rows.c.outlet, func.count(), func.max(rows.c.reason))
            .where(rows.c.state.in_(("waiting", "failed")), rows.c.tries >= tries)
            .group_by(rows.c.outlet)
        )
        with self._database.read() as connection:
            return {row[0]: (row[1], row[2]) for row in connection.execute(query)}

    def looked(self, connection: Connection, lead: Lead) -> None:
        """Note how far we are with a lead, inside the caller's transaction."""
        row = _lead_row(lead)
        key = row.pop("article")
        connection.execute(update(schema.lead).where(schema.lead.c.article == key).values(row))

    def add(self, connection: Connection, lead: Lead) -> None:
        """A lead that came without a source (an address given by hand)."""
        self._database.insert(connection, schema.lead, _lead_row(lead))


def _state(row: Row[Any]) -> SourceState:
    fields = dict(row._mapping)
    for name in ("checked", "answered", "newest"):
        fields[name] = maybe_from_text(fields[name])
    return SourceState(**fields)


def _lead_row(lead: Lead) -> dict[str, Any]:
    return {
        "article": lead.article,
        "outlet": lead.outlet,
        "source": lead.source,
        "url": lead.entry.url,
        "entry": msgspec.json.encode(lead.entry).decode(),
        "found": to_text(lead.found),
        "state": lead.state,
        "tries": lead.tries,
        "reason": lead.reason,
        "checked": maybe_to_text(lead.checked),
        "etag": lead.etag,
        "last_modified": lead.last_modified,
    }


def _lead(row: Row[Any]) -> Lead:
    fields = dict(row._mapping)
    fields.pop("url")
    fields["entry"] = msgspec.json.decode(fields["entry"], type=Entry)
    found = maybe_from_text(fields.pop("found"))
    assert found is not None
    fields["checked"] = maybe_from_text(fields["checked"])
    return Lead(found=found, **fields)

"""The archive: published Issues kept item by item and sentence by sentence, ready for search."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    Select,
    cast,
    delete,
    func,
    select,
    update,
)

from torimatome.errors import SetupError
from torimatome.model import House, Issue
from torimatome.model.archive import Kept, KeptIssue
from torimatome.store import schema
from torimatome.store.database import Database
from torimatome.store.index import Index
from torimatome.store.index import Line as Indexed
from torimatome.store.issues import decode, in_one_line
from torimatome.store.kept import (
    citation_rows,
    first_place,
    indexed,
    item_row,
    kept_items,
    kept_of,
    lines_of,
    mention_rows,
    sentence_range,
    storable,
    tags_of,
)  # fmt: skip
from torimatome.store.naming import NAMES, Naming, Namings, name_key
from torimatome.store.tokens import ITEMS_A_DAY, SENTENCES_AN_ITEM, clean, fold

NameCount = tuple[str, str, int]  # kind, name, how many items have it


class Archive:
    """Kept Issues."""

    def __init__(self, database: Database, index: Index) -> None:
        self._database = database
        self._index = index
        self._namings = Namings()
        self._catch_up()

    def keep(self, issue: Issue, label: str, house: House) -> KeptIssue:
        """Keep an Issue under its number or label; a changed one takes the place of the last.

        The same Issue again changes nothing. The version it replaces keeps its text and says by
        which it was replaced; its items leave the search.
        """
        label = clean(label) or f"{issue.period.start}/{issue.period.end}"
        if len(label) > 100:
            raise SetupError(f"the label {label[:40]!r}… has {len(label)} characters; 100 at most")
        written = storable(in_one_line(issue))  # read back from files of any house
        rows = schema.kept_issue
        with self._database.begin() as connection:
            last = connection.execute(
                select(rows.c.version, rows.c.json)
                .where(rows.c.label == label)
                .order_by(rows.c.version.desc())
            ).first()
            if last is not None and last.json == written:
                return self._issues(connection, rows.c.label == label)[-1]
            version = 1 if last is None else last.version + 1
            if last is not None:
                self._forget(connection, label)
                older = (rows.c.label == label) & rows.c.replaced_by.is_(None)
                connection.execute(update(rows).where(older).values(replaced_by=version))
            row = {
                "label": label, "version": version, "start": issue.period.start,
                "end": issue.period.end, "title_ja": clean(issue.title_ja),
                "items": len(issue.items), "json": written, "replaced_by": None,
            }  # fmt: skip
            connection.execute(rows.insert().values(row))
            self._take_in(connection, issue, (label, version), self._namings.of(house))
            return replace(self._issues(connection, rows.c.label == label)[-1], new=True)

    def forget(self, label: str) -> None:
        """Let go of what is kept under a label, all its versions; nothing where nothing is."""
        rows = schema.kept_issue
        with self._database.begin() as connection:
            self._forget(connection, label)
            connection.execute(delete(rows).where(rows.c.label == label))

    def issues(self) -> list[KeptIssue]:
        """Every kept Issue and version, the oldest period first."""
        with self._database.read() as connection:
            return self._issues(connection, schema.kept_issue.c.version > 0)

    def size(self) -> int:
        """How many Issues and versions are kept: another number says that one came or went."""
        rows = schema.kept_issue
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(rows)).scalar_one()

    def issue(self, label: str, version: int = 0) -> Issue | None:
        """A kept Issue whole; without a version, the current one."""
        rows = schema.kept_issue
        wanted = rows.c.version == version if version else rows.c.replaced_by.is_(None)
        with self._database.read() as connection:
            text = connection.execute(
                select(rows.c.json).where(rows.c.label == label, wanted)
            ).scalar()
        return None if text is None else decode(text)

    def marks(self) -> dict[tuple[str, int], str]:
        """SHA-256 of every kept Issue's JSON, by label and version."""
        rows = schema.kept_issue
        with self._database.read() as connection:
            # As SQLite's own bytes: ten years of Issues are long to read as text and write again.
            plain = connection.dialect.name == "sqlite"
            body = cast(rows.c.json, LargeBinary) if plain else rows.c.json
            found = connection.execute(select(rows.c.label, rows.c.version, body.label("body")))
            return {(row.label, row.version): _sha256(row.body) for row in found}

    def items(self, label: str) -> list[Kept]:
        """The items of a kept Issue's current version, in their printed order."""
        rows = schema.kept_item
        return self._kept(select(rows).where(rows.c.label == label).order_by(rows.c.place))

    def item(self, label: str, item_id: str) -> Kept | None:
        """One item of a kept Issue's current version."""
        rows = schema.kept_item
        found = self._kept(select(rows).where(rows.c.label == label, rows.c.id == item_id))
        return found[0] if found else None

    def told(self, issue: Issue, label: str, version: int, house: House) -> list[Kept]:
        """An Issue's items as they would be kept under a label, without keeping them."""
        return kept_items(issue, label, version, self._namings.of(house))

    def naming(self, kind: str, name: str, limit: int = 10_000) -> list[Kept]:
        """The items that name a person, organisation, place or country, the newest first."""
        rows, named = schema.kept_item, schema.kept_mention
        query = (
            select(rows)
            .join(named, named.c.place == rows.c.place)
            .where(named.c.name == name_key(kind, name))
            .order_by(rows.c.place.desc())
            .limit(limit)
        )
        return self._kept(query)

    def names(self, kind: str) -> list[tuple[str, int]]:
        """Every name of a kind and how many items have it, the most frequent first."""
        named = schema.kept_mention
        count = func.count().label("count")
        query = (
            select(named.c.name, count)
            .where(named.c.name.startswith(f"{kind}:", autoescape=True))
            .group_by(named.c.name)
            .order_by(count.desc(), named.c.name)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return [(row[0].partition(":")[2], row[1]) for row in rows]

    def meant(self, house: House, words: str, kinds: Sequence[str] = NAMES) -> list[NameCount]:
        """The names `words` may mean, in any script the terms know, the most frequent first.

        Names of the terms come even if no item has them; other names where an item has them.
        """
        counts = {(kind, name): count for kind in kinds for name, count in self.names(kind)}
        terms = [t for t in self._namings.of(house).terms(words) if t.kind in kinds]
        found = {(t.kind, clean(t.en)): counts.get((t.kind, clean(t.en)), 0) for t in terms}
        wanted = fold(clean(words)).split()
        if not found and wanted:
            for key, count in counts.items():
                own = fold(key[1]).split()
                if own == wanted or (len(wanted) < len(own) and own[-len(wanted) :] == wanted):
                    found[key] = count
        return sorted(((*key, n) for key, n in found.items()), key=lambda one: (-one[2], one))

    def rename(self, house: House) -> int:
        """Find the names of every kept item anew, after terms changed; how many issues moved."""
        naming = self._namings.of(house)
        moved = 0
        for kept in self.issues():
            issue = self.issue(kept.label) if kept.replaced_by is None else None
            if issue is None:
                continue
            there = {item.id: item.mentions for item in self.items(kept.label)}
            if any(there.get(item.id) != naming.mentions(item) for item in issue.items):
                moved += 1
                with self._database.begin() as connection:
                    self._forget(connection, kept.label)
                    self._take_in(connection, issue, (kept.label, kept.version), naming)
        return moved

    def rebuild_index(self) -> int:
        """Make the search index anew from the kept sentences; how many bytes of text went in."""
        size = 0
        with self._database.begin() as connection:
            old = self._index.segments(connection)
            after = -1
            while some := self._index.next_kept(connection, after):
                size += sum(len(text.encode()) for _, text in some)
                self._index.add(connection, self._filed(connection, some))
                after = some[-1][0]
            self._index.drop(connection, old)
        return size

    def _catch_up(self) -> None:
        """Fill the index where sentences were kept by an earlier version, which had another."""
        with self._database.read() as connection:
            if self._index.segments(connection):
                return
            if connection.execute(select(schema.kept_sentence.c.id).limit(1)).first() is None:
                return
        self.rebuild_index()

    def _issues(self, connection: Connection, where: ColumnElement[bool]) -> list[KeptIssue]:
        rows = schema.kept_issue
        columns = (
            rows.c.label, rows.c.version, rows.c.start, rows.c.end, rows.c.title_ja,
            rows.c["items"], rows.c.replaced_by,
        )  # fmt: skip
        query = select(*columns).where(where).order_by(rows.c.start, rows.c.label, rows.c.version)
        return [KeptIssue(**row._mapping) for row in connection.execute(query)]

    def _kept(self, query: Select[tuple[object, ...]]) -> list[Kept]:
        with self._database.read() as connection:
            return [kept_of(row) for row in connection.execute(query)]

    def _take_in(
        self, connection: Connection, issue: Issue, key: tuple[str, int], naming: Naming
    ) -> None:
        items, citations, mentions, lines = [], [], [], []
        tags: dict[int, str] = {}
        numbers: dict[str, int] = {}
        for item, one in zip(issue.items, kept_items(issue, *key, naming), strict=True):
            place = _next_place(connection, one.day, numbers)
            tags[place] = tags_of(one, naming)
            items.append(item_row(one, place, tags[place]))
            citations += citation_rows(place, item)
            mentions += mention_rows(place, one)
            lines += lines_of(place, item)
        for table, rows in (
            (schema.kept_item, items),
            (schema.kept_citation, citations),
            (schema.kept_mention, mentions),
        ):
            if rows:
                connection.execute(table.insert(), rows)
        lines.sort()
        if lines:
            made = [{"id": id_, "part": part, "text": text} for id_, part, text in lines]
            connection.execute(schema.kept_sentence.insert(), made)
        self._index.add(connection, list(indexed([(id_, text) for id_, _, text in lines], tags)))
        small = self._index.many_small(connection)
        if small:
            opened = self._index.opened(connection, small)
            ids = sorted({id_ for one in opened for id_ in one.ids.tolist()})
            self._index.add(connection, self._lines_of(connection, ids))
            self._index.drop(connection, small)

    def _forget(self, connection: Connection, label: str) -> None:
        """Let go of an Issue's items. The index may go on offering them; the search looks."""
        rows, lines = schema.kept_item, schema.kept_sentence
        places = connection.execute(select(rows.c.place).where(rows.c.label == label)).scalars()
        for place in sorted(places):
            connection.execute(delete(lines).where(lines.c.id.between(*sentence_range(place))))
            for table in (schema.kept_citation, schema.kept_mention, rows):
                connection.execute(delete(table).where(table.c.place == place))

    def _lines_of(self, connection: Connection, ids: list[int]) -> list[Indexed]:
        sql = "SELECT id, text FROM kept_sentence WHERE id {}"
        return self._filed(connection, sorted(self._index.ask(connection, sql, ids)))

    def _filed(self, connection: Connection, lines: list[tuple[int, str]]) -> list[Indexed]:
        """Sentences as the index takes them, with what their items are filed under."""
        places = sorted({id_ // SENTENCES_AN_ITEM for id_, _ in lines})
        sql = "SELECT place, tags FROM kept_item WHERE place {}"
        return list(indexed(lines, dict(self._index.ask(connection, sql, places))))


def _sha256(body: str | bytes) -> str:
    return sha256(body.encode() if isinstance(body, str) else body).hexdigest()


def _next_place(connection: Connection, day: str, numbers: dict[str, int]) -> int:
    first = first_place(day)
    if day not in numbers:
        rows = schema.kept_item
        last = connection.execute(
            select(func.max(rows.c.place)).where(
                rows.c.place.between(first, first + ITEMS_A_DAY - 1)
            )
        ).scalar()
        numbers[day] = first if last is None else last + 1
    numbers[day] += 1
    return numbers[day] - 1

"""The archive: published Issues kept item by item and sentence by sentence, ready for search."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, select, update

from torimatome.errors import SetupError
from torimatome.model import Block, House, Issue, Item
from torimatome.model.archive import Kept, KeptIssue, Mention
from torimatome.store import schema
from torimatome.store.database import Database
from torimatome.store.index import Index
from torimatome.store.index import Line as Indexed
from torimatome.store.issues import decode, in_one_line
from torimatome.store.naming import NAMES, Naming, Namings, name_key
from torimatome.store.tokens import DAY, ITEMS_A_DAY, SENTENCES_AN_ITEM, clean, fold, tag

HEADLINE = tag("part", "headline")
_FIRST_DAY = date(1900, 1, 1).toordinal()
_STRAY = timedelta(days=45)  # a citation farther from its Issue's period has its year misprinted
_OUTLETS = msgspec.json.Decoder(tuple[str, ...])
_MENTIONS = msgspec.json.Decoder(tuple[Mention, ...])
# A full stop ends a sentence unless it belongs to an initial or a title (J. Smith, U.S. Col. Ryan).
_ENDS = re.compile(
    r"(?:(?<=[.!?…])|(?<=[.!?…][\"'”’)]))(?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St|Lt|No)\.)"
    r"(?<!\b(?:Mrs|Gen|Col|Maj|Sgt|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\.)"
    r"\s+(?=[\"'“‘(]?[A-ZÀ-ÞА-ЯЁ\d])|(?<=[。！？])(?!$)"
)

Line = tuple[int, str, str]  # sentence id, part, text
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
        written = _storable(in_one_line(issue))  # read back from files of any house
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

    def issues(self) -> list[KeptIssue]:
        """Every kept Issue and version, the oldest period first."""
        with self._database.read() as connection:
            return self._issues(connection, schema.kept_issue.c.version > 0)

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
        with self._database.begin() as connection:
            found = connection.execute(select(rows.c.label, rows.c.version, rows.c.json))
            return {
                (row.label, row.version): sha256(row.json.encode("utf-8", "replace")).hexdigest()
                for row in found
            }

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
        naming = self._namings.of(house)
        headings = {section.number: section for section in issue.sections}
        made = []
        for item in issue.items:
            section = headings.get(item.section)
            kind = item.kind or (section.kind if section else "")
            made.append(Kept(
                issue=label, version=version, id=clean(item.id), day=item_day(item, issue),
                section=clean(kind), section_ja=clean(section.heading_ja) if section else "",
                headline_ja=clean(item.headline_ja), headline_en=clean(item.headline_en),
                outlets=tuple(_outlets(item)), event_type=clean(item.event_type or ""),
                event_place=clean(item.event_place or ""),
                event_date=clean(item.event_date or ""), mentions=naming.mentions(item),
            ))  # fmt: skip
        return made

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
        with self._database.begin() as connection:
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
            return [kept(row) for row in connection.execute(query)]

    def _take_in(
        self, connection: Connection, issue: Issue, key: tuple[str, int], naming: Naming
    ) -> None:
        headings = {section.number: section for section in issue.sections}
        items, citations, mentions, lines = [], [], [], []
        tags: dict[int, str] = {}
        numbers: dict[str, int] = {}
        for item in issue.items:
            day = item_day(item, issue)
            place = _next_place(connection, day, numbers)
            section = headings.get(item.section)
            kind = item.kind or (section.kind if section else "")
            found = naming.mentions(item)
            tags[place] = " ".join(_tags(item, kind, found, naming))
            items.append({
                "place": place, "label": key[0], "version": key[1], "id": clean(item.id),
                "day": day, "section": clean(kind),
                "section_ja": clean(section.heading_ja) if section else "",
                "headline_ja": clean(item.headline_ja), "headline_en": clean(item.headline_en),
                "event_type": clean(item.event_type or ""),
                "event_place": clean(item.event_place or ""),
                "event_date": clean(item.event_date or ""), "tags": tags[place],
                "outlets": _written(_outlets(item)),
                "mentions": _written([vars(mention) for mention in found]),
            })  # fmt: skip
            citations += _citation_rows(place, item)
            mentions += [
                {"name": name_key(m.kind, m.name), "place": place, "acts": int(m.acts)}
                for m in found
            ]
            lines += _lines(place, item)
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
        self._index.add(connection, list(_indexed([(id_, text) for id_, _, text in lines], tags)))
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
        return list(_indexed(lines, dict(self._index.ask(connection, sql, places))))


def place_range(start: str, end: str) -> tuple[int, int]:
    """The smallest and largest sentence id of a period; a day left "" sets no bound."""
    low = _day_number(start) if start else 0
    high = _day_number(end) + 1 if end else 10**6
    return low * DAY, high * DAY - 1


def sentence_range(place: int) -> tuple[int, int]:
    """The smallest and largest sentence id an item can have."""
    return place * SENTENCES_AN_ITEM, (place + 1) * SENTENCES_AN_ITEM - 1


def is_head(sentence: int) -> bool:
    """Whether this is one of an item's first two lines, by which the item is known."""
    return sentence % SENTENCES_AN_ITEM < 2


def kept(row: Row[tuple[object, ...]]) -> Kept:
    """The Kept a row of kept_item holds."""
    fields = dict(row._mapping)
    del fields["place"], fields["tags"]
    fields["outlets"] = _OUTLETS.decode(fields.pop("outlets"))
    fields["mentions"] = _MENTIONS.decode(fields["mentions"])
    fields["issue"] = fields.pop("label")
    return Kept(**fields)


def item_day(item: Item, issue: Issue) -> str:
    """The last day its citations name; the period's end when they name none near the period."""
    start, end = date.fromisoformat(issue.period.start), date.fromisoformat(issue.period.end)
    days = [
        day
        for citation in item.citations
        if start - _STRAY <= (day := date.fromisoformat(citation.date_end)) <= end + _STRAY
    ]
    return max(days, default=end).isoformat()


def _day_number(day: str) -> int:
    try:
        return max(0, date.fromisoformat(day).toordinal() - _FIRST_DAY)
    except ValueError as error:
        raise SetupError(f"{day!r} is no day; write it YYYY-MM-DD") from error


def _next_place(connection: Connection, day: str, numbers: dict[str, int]) -> int:
    first = _day_number(day) * ITEMS_A_DAY
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


def _tags(item: Item, section: str, found: Sequence[Mention], naming: Naming) -> list[str]:
    tags = [tag("section", section)] if section else []
    tags += [tag("outlet", naming.outlet(outlet)) for outlet in _outlets(item)]
    tags += [tag(m.kind, m.name) for m in found]
    tags += [tag("country", country) for m in found if m.acts and (country := naming.home(m))]
    return sorted(set(tags))


def _outlets(item: Item) -> list[str]:
    return list(dict.fromkeys(o for citation in item.citations for o in citation.outlets))


def _citation_rows(place: int, item: Item) -> list[dict[str, object]]:
    return [
        {"place": place, "number": number, "outlet": outlet, "raw": clean(citation.raw),
         "date_start": citation.date_start, "date_end": citation.date_end}
        for number, citation in enumerate(item.citations)
        for outlet in dict.fromkeys(clean(o)[:200] for o in citation.outlets)
    ]  # fmt: skip


def _lines(place: int, item: Item) -> list[Line]:
    parts = [("headline_ja", item.headline_ja), ("headline_en", item.headline_en)]
    for block in item.blocks:
        kind = "note" if block.type == "note" else "body"
        parts += [(kind, text) for text in _sentences(block)]
    low, high = sentence_range(place)
    clear = [(part, words) for part, text in parts if (words := clean(text))]
    made = [(low + number, part, text) for number, (part, text) in enumerate(clear)]
    return [line for line in made if line[0] <= high]


def _sentences(block: Block) -> list[str]:
    if block.sentences:
        label = [block.label] if block.label and block.type == "perspective" else []
        return [*label, *(sentence.text for sentence in block.sentences)]
    return [*([block.label] if block.label and block.type == "perspective" else []),
            *split_sentences(block.text or ""), *(block.bullets or ())]  # fmt: skip


def split_sentences(text: str) -> list[str]:
    """A paragraph in sentences, near enough to show: joined, they are the paragraph."""
    return [part for part in _ENDS.split(text) if part]


def _indexed(lines: Iterable[tuple[int, str]], tags: Mapping[int, str]) -> Iterator[Indexed]:
    heads = {place: f"{own} {HEADLINE}" for place, own in tags.items()}
    for id_, text in lines:
        place = id_ // SENTENCES_AN_ITEM
        yield id_, fold(text), heads[place] if is_head(id_) else tags[place]


def _written(value: object) -> str:
    return _storable(json.dumps(value, ensure_ascii=False))


def _storable(text: str) -> str:
    """`text` without halves of characters, which no database takes."""
    return text.encode("utf-8", "replace").decode("utf-8")

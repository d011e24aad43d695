"""The tables, readable as one text. Times are ISO 8601 text in UTC, days ISO text."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.types import TypeEngine

tables = MetaData()

# Bytes of answers, gzip-compressed, once per content. In the store and not in files, so that one
# transaction keeps page and Article together and a team's machines share them.
body = Table(
    "body",
    tables,
    Column("sha256", String(64), primary_key=True),
    Column("gzipped", LargeBinary, nullable=False),
)

snapshot = Table(
    "snapshot",
    tables,
    Column("sha256", String(64), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("fetched", String(32), nullable=False),
    Column("status", Integer, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("headers", Text, nullable=False),  # JSON list of pairs
    Column("size", Integer, nullable=False),
)

article = Table(
    "article",
    tables,
    Column("id", String(16), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(3), nullable=False),
    Column("published", String(32)),  # NULL when neither page nor feed says
    Column("published_from", String(8), nullable=False),
    Column("day", String(10), nullable=False),
    Column("seen", String(32), nullable=False),
    Column("snapshot", String(64), nullable=False),
    Column("dateline", String(10), nullable=False),
    Column("changed", Text, nullable=False),
    Index("article_by_day", "day"),
)

lead = Table(
    "lead",
    tables,
    Column("article", String(16), primary_key=True),
    Column("outlet", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("entry", Text, nullable=False),  # JSON of the Entry
    Column("found", String(32), nullable=False),
    Column("state", String(8), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("checked", String(32)),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Index("lead_by_state", "state"),
)

source_state = Table(
    "source_state",
    tables,
    Column("source", Text, primary_key=True),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("checked", String(32)),
    Column("answered", String(32)),
    Column("newest", String(32)),
    Column("failures", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)

judgement = Table(
    "judgement",
    tables,
    Column("left_id", String(16), primary_key=True),
    Column("right_id", String(16), primary_key=True),
    Column("by", String(64), primary_key=True),
    Column("at", String(32), primary_key=True),
    Column("verdict", String(10), nullable=False),
    Column("score", Float),
    Column("why", Text, nullable=False),
    Index("judgement_right", "right_id"),
)

judged = Table(
    "judged",
    tables,
    Column("article_id", String(16), primary_key=True),
    Column("mark", String(32), nullable=False),  # of what it said and the rules it was judged by
)

issue = Table(
    "issue",
    tables,
    Column("period_start", String(10), primary_key=True),
    Column("period_end", String(10), primary_key=True),
    Column("state", String(10), primary_key=True),  # draft | published
    Column("version", Integer, primary_key=True),
    Column("json", Text, nullable=False),
)


delivery = Table(
    "delivery",
    tables,
    Column("issue", String(80), primary_key=True),
    Column("address", String(320), primary_key=True),
    Column("state", String(10), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("at", String(32), nullable=False),
)


class Place(TypeDecorator[int]):
    """A number that says where in time something stands; too large for PostgreSQL's INTEGER.

    On SQLite it has to be plain INTEGER: only so is it the row's own address.
    """

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[int]:
        """BIGINT where the database tells them apart."""
        big = dialect.name == "postgresql"
        return dialect.type_descriptor(BigInteger() if big else Integer())


# The archive. Only the current version of a kept Issue has items; older versions keep their JSON.
kept_issue = Table(
    "kept_issue",
    tables,
    Column("label", String(100), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("start", String(10), nullable=False),
    Column("end", String(10), nullable=False),
    Column("title_ja", Text, nullable=False),
    Column("items", Integer, nullable=False),
    Column("json", Text, nullable=False),
    Column("replaced_by", Integer),  # NULL for the current version
)

kept_item = Table(
    "kept_item",
    tables,
    Column("place", Place, primary_key=True, autoincrement=False),  # newest is largest
    Column("label", String(100), nullable=False),
    Column("version", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("section", Text, nullable=False),
    Column("section_ja", Text, nullable=False),
    Column("headline_ja", Text, nullable=False),
    Column("headline_en", Text, nullable=False),
    Column("event_type", Text, nullable=False),
    Column("event_place", Text, nullable=False),
    Column("event_date", Text, nullable=False),
    Column("outlets", Text, nullable=False),  # JSON list, as printed
    Column("mentions", Text, nullable=False),  # JSON list of Mention
    Column("tags", Text, nullable=False),  # tokens it is filed under, parted by spaces
    Index("kept_item_by_issue", "label", "id"),
)

kept_citation = Table(
    "kept_citation",
    tables,
    Column("place", Place, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("outlet", String(200), primary_key=True),
    Column("raw", Text, nullable=False),
    Column("date_start", String(10), nullable=False),
    Column("date_end", String(10), nullable=False),
)

kept_sentence = Table(
    "kept_sentence",
    tables,
    Column("id", Place, primary_key=True, autoincrement=False),  # of the item's place
    Column("part", String(12), nullable=False),
    Column("text", Text, nullable=False),
)

kept_mention = Table(
    "kept_mention",
    tables,
    Column("name", String(200), primary_key=True),  # "person:Ada Orlisk"
    Column("place", Place, primary_key=True, autoincrement=False),
    Column("acts", Integer, nullable=False),
)

# The search. A segment is up to 65,536 sentences, numbered by row; segments never change, but many
# small ones are put together, and all of them can be made anew from what is kept.
search_segment = Table(
    "search_segment",
    tables,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("mark", String(16), nullable=False),  # of what is in it
    Column("low", Place, nullable=False),  # the first and last sentence id
    Column("high", Place, nullable=False),
    Column("size", Integer, nullable=False),  # sentences
    Column("ids", LargeBinary, nullable=False),  # of its rows, ascending, eight bytes each
    Column("words", Text, nullable=False),  # every word in it, a line each
)

search_posting = Table(
    "search_posting",
    tables,
    # Segment and token in one: two lists of each would leave PostgreSQL to guess which is shorter.
    Column("key", Text, primary_key=True),
    Column("seen", Integer, nullable=False),  # sentences of the segment that have it
    Column("rows", LargeBinary, nullable=False),  # which: two bytes each, or a bit for every row
    sqlite_with_rowid=False,
)

# What people decide. `record` says how things stand, `act` and `act_change` how they came to.
record = Table(
    "record",
    tables,
    Column("kind", String(16), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("value", Text, nullable=False),  # JSON; "" = nothing is said
    Column("revision", Integer, nullable=False),
)

act = Table(
    "act",
    tables,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("by", Text, nullable=False),
    Column("name", String(40), nullable=False),
    Column("about", String(200), nullable=False),
    Column("period", String(21), nullable=False),
    Column("words", Text, nullable=False),  # JSON object
    Column("undoes", Integer, nullable=False),
    Column("undone", Boolean, nullable=False),
    Column("token", String(64), unique=True),  # the same token again is the same act; NULL = none
    Index("act_by_about", "about"),
    Index("act_by_period", "period"),
)

act_change = Table(
    "act_change",
    tables,
    Column("act", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("key", String(200), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Index("act_change_by_record", "kind", "key"),
)

# What models answered, by question; and what the program worked out long, by what it is.
answers = Table(
    "answers",
    tables,
    Column("key", String(64), primary_key=True),  # hash of model, settings and question
    Column("number", Integer, nullable=False),  # grows: the oldest go first
    Column("model", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Index("answers_by_number", "number"),
)

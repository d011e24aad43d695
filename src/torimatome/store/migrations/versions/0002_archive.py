"""The archive: kept issues, their items and sentences, and the search over them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

PLACE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def upgrade() -> None:
    """Make the tables of the archive. Written out: a shipped step never changes."""
    op.create_table(
        "kept_issue",
        sa.Column("label", sa.String(100), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("start", sa.String(10), nullable=False),
        sa.Column("end", sa.String(10), nullable=False),
        *_texts("title_ja"),
        sa.Column("items", sa.Integer, nullable=False),
        *_texts("json"),
        sa.Column("replaced_by", sa.Integer),
    )
    op.create_table(
        "kept_item",
        sa.Column("place", PLACE, primary_key=True, autoincrement=False),
        sa.Column("label", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        *_texts("id"),
        sa.Column("day", sa.String(10), nullable=False),
        *_texts("section", "section_ja", "headline_ja", "headline_en"),
        *_texts("event_type", "event_place", "event_date", "outlets", "mentions", "tags"),
    )
    op.create_index("kept_item_by_issue", "kept_item", ["label", "id"])
    op.create_table(
        "kept_citation",
        sa.Column("place", PLACE, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("outlet", sa.String(200), primary_key=True),
        *_texts("raw"),
        sa.Column("date_start", sa.String(10), nullable=False),
        sa.Column("date_end", sa.String(10), nullable=False),
    )
    op.create_table(
        "kept_sentence",
        sa.Column("id", PLACE, primary_key=True, autoincrement=False),
        sa.Column("part", sa.String(12), nullable=False),
        *_texts("text"),
    )
    op.create_table(
        "kept_mention",
        sa.Column("name", sa.String(200), primary_key=True),
        sa.Column("place", PLACE, primary_key=True, autoincrement=False),
        sa.Column("acts", sa.Integer, nullable=False),
    )
    for name, size in (("search_word", 64), ("search_gram", 120)):
        op.create_table(
            name,
            sa.Column("token", sa.String(size), primary_key=True),
            sa.Column("seen", sa.Integer, nullable=False),
        )
    _make_search(op.get_bind().dialect.name)


def _make_search(dialect: str) -> None:
    if dialect == "sqlite":
        # No text (it stands in kept_sentence), no positions (the words are looked at again).
        op.execute(
            "CREATE VIRTUAL TABLE search USING fts5"
            "(tokens, content='', columnsize=0, detail=none, tokenize='ascii')"
        )
        # Bytes of tokens gathered before a write: FTS5's default of 1 MB writes, and then merges,
        # sixteen times as often when many issues are kept at once.
        op.execute("INSERT INTO search (search, rank) VALUES ('hashsize', 16777216)")
        return
    op.execute("CREATE TABLE search (id BIGINT PRIMARY KEY, tokens TSVECTOR NOT NULL)")
    op.execute("CREATE INDEX search_tokens ON search USING gin (tokens) WITH (fastupdate = off)")

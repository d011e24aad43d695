"""Which Articles the machine has judged, as they then were, so that a run judges only the rest."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table, empty: the next run judges everything once more."""
    op.create_table(
        "judged",
        sa.Column("article_id", sa.String(16), primary_key=True),
        sa.Column("mark", sa.String(32), nullable=False),
    )
    op.create_index("judgement_right", "judgement", ["right_id"])

"""Where a platform that answers only at an address of its own can be spoken to."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    told = ("address", "kind", "name", "native", "direct", "circle", "zone", "locale")
    op.create_table(
        "reach",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in told),
        sa.Column("seen_at", sa.Float(53), nullable=False),
    )

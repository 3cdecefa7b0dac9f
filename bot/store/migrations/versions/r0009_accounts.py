"""Accounts of the book: when each was looked at, what was found, and each team's next look."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "account",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("looked_at", sa.Float(53), nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("link", sa.Text),
        sa.Column("happened", sa.Date),
    )
    op.create_index("ix_account_looked_at", "account", ["looked_at"])
    op.create_table(
        "account_round",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("wanted_at", sa.Float(53), nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("due", sa.Float(53)),
    )

"""Experiments, and of each touch whether its prospect is part of one and held out."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

COLUMNS = "experiment held_out prospect at attempt depth briefed"


def upgrade() -> None:
    """Make the table, add the columns, and index the touches that are part of one (none yet)."""
    op.create_table(
        "experiment",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("share", sa.Integer, nullable=False),
        sa.Column("started_at", sa.Float(53), nullable=False),
        sa.Column("until", sa.Float(53), nullable=False),
        sa.Column("started_by", sa.Text, nullable=False),
        sa.Column("started_by_name", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Float(53)),
        sa.Column("ended_by_name", sa.Text),
    )
    runs, tried = sa.text("ended_at IS NULL"), sa.text("experiment IS NOT NULL")
    op.create_index("experiment_running", "experiment", ["team"], unique=True, postgresql_where=runs, sqlite_where=runs)
    op.add_column("touch", sa.Column("experiment", sa.Text))
    op.add_column("touch", sa.Column("held_out", sa.Boolean))
    op.create_index(
        "touch_by_experiment", "touch", ["team", *COLUMNS.split()], postgresql_where=tried, sqlite_where=tried
    )

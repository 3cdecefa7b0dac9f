"""Jobs, choices and briefs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the three tables."""
    _job()
    op.create_table(
        "choice",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("asked", sa.Text, primary_key=True),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("picked_by", sa.Text, nullable=False),
        sa.Column("picked_at", sa.Float(53), nullable=False),
    )
    op.create_table(
        "brief",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("kept_at", sa.Float(53), nullable=False),
    )
    op.create_index("ix_brief_kept_at", "brief", ["kept_at"])


def _job() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("due", sa.Float(53), nullable=False),
        sa.Column("next_at", sa.Float(53)),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("owner", sa.Text),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("first_sent", sa.Float(53)),
        sa.Column("ts", sa.Text),
        sa.Column("error", sa.Text),
        sa.Column("ended_at", sa.Float(53)),
        sa.UniqueConstraint("team", "key", name="job_team_key"),
        sa.CheckConstraint("(next_at IS NULL) = (state IN ('done', 'dead', 'cancelled'))", name="ended_has_no_next"),
    )
    for name, column, there in (
        ("job_next_at", "next_at", sa.text("next_at IS NOT NULL")),
        ("job_ended_at", "ended_at", sa.text("ended_at IS NOT NULL")),
        ("job_dead", "team", sa.text("state = 'dead'")),
    ):
        op.create_index(name, "job", [column], postgresql_where=there, sqlite_where=there)

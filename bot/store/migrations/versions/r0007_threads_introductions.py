"""Which brief stands in which thread; and which colleague was asked whether they know somebody, with their answer."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "brief_thread",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("thread", sa.Text, primary_key=True),
        sa.Column("brief_id", sa.Text, nullable=False),
        sa.Column("shown_at", sa.Float(53), nullable=False),
    )
    op.create_index("brief_thread_newest", "brief_thread", ["team", "channel", "shown_at"])
    op.create_index("brief_thread_old", "brief_thread", ["shown_at"])
    op.create_table(
        "introduction",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("prospect", sa.Text, nullable=False),
        sa.Column("person", sa.Text),
        sa.Column("company", sa.Text),
        sa.Column("rep", sa.Text, nullable=False),
        sa.Column("rep_name", sa.Text, nullable=False),
        sa.Column("colleague", sa.Text, nullable=False),
        sa.Column("colleague_name", sa.Text, nullable=False),
        sa.Column("asked_at", sa.Float(53), nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("answered_at", sa.Float(53)),
    )
    op.create_index("introduction_prospect", "introduction", ["team", "prospect", "asked_at"])
    op.create_index("introduction_colleague", "introduction", ["team", "colleague", "asked_at"])
    op.create_table(
        "introduction_quiet",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("colleague", sa.Text, primary_key=True),
        sa.Column("at", sa.Float(53), nullable=False),
    )

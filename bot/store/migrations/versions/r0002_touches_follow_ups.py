"""Touches, follow-ups, do-not-call, and whose brief a brief is."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the three tables, and let a brief be found by its prospect."""
    op.add_column("brief", sa.Column("prospect", sa.Text))
    op.create_index("brief_prospect", "brief", ["team", "prospect", "kept_at"])
    _touch()
    _follow_up()
    op.create_table(
        "do_not_call",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, primary_key=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.Column("at", sa.Float(53), nullable=False),
        sa.Column("touch_id", sa.Text),
    )


def _touch() -> None:
    op.create_table(
        "touch",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("delivery", sa.Text, nullable=False),
        sa.Column("slot", sa.Text, nullable=False),
        sa.Column("prospect", sa.Text, nullable=False),
        sa.Column("person", sa.Text),
        sa.Column("company", sa.Text),
        sa.Column("rep", sa.Text, nullable=False),
        sa.Column("rep_name", sa.Text, nullable=False),
        sa.Column("at", sa.Float(53), nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("briefed", sa.Boolean, nullable=False),
        sa.Column("warmth", sa.Integer),
        sa.Column("keys", sa.Text, nullable=False),
        sa.Column("trigger", sa.Text, nullable=False),
        sa.Column("brief_id", sa.Text),
        sa.Column("undone_at", sa.Float(53)),
        sa.UniqueConstraint("team", "delivery", name="touch_delivery"),
        sa.UniqueConstraint("team", "slot", name="touch_slot"),
    )
    op.create_index("touch_prospect", "touch", ["team", "prospect", "at"])
    op.create_index("touch_at", "touch", ["team", "at"])


def _follow_up() -> None:
    op.create_table(
        "follow_up",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("delivery", sa.Text, nullable=False),
        sa.Column("rep", sa.Text, nullable=False),
        sa.Column("rep_name", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("prospect", sa.Text, nullable=False),
        sa.Column("person", sa.Text),
        sa.Column("company", sa.Text),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("due", sa.Float(53), nullable=False),
        sa.Column("named", sa.Boolean, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("made_at", sa.Float(53), nullable=False),
        sa.Column("brief_id", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("message", sa.Text),
        sa.UniqueConstraint("team", "delivery", name="follow_up_delivery"),
    )
    op.create_index("follow_up_rep", "follow_up", ["team", "rep", "due"])

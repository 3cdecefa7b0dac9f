"""What stands on the desk's screen."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table of desk messages."""
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "desk_message",
        sa.Column("id", number, primary_key=True),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("thread", sa.BigInteger),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("card", sa.JSON),
        sa.Column("marker", sa.Text),
        sa.Column("at", sa.Float(53), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("team", "marker", name="desk_message_marker"),
        sqlite_autoincrement=True,
    )
    op.create_index("desk_message_channel", "desk_message", ["team", "channel", "id"])

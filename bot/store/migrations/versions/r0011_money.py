"""Money, adoption and a rep's own dials: what was entered, who was here on which day, and what a count needs."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

DIALS, PREPARED = "attempt IS NOT NULL", "prepared IS NOT NULL"
INDEXES = (
    ("rep", "rep prospect at depth attempt briefed warmth", DIALS),
    ("prepared", "at prepared", PREPARED),
)
FIRST_OF_THE_DAY = """
UPDATE touch SET prepared = (1 = 1)
FROM (
    SELECT team, id,
        row_number() OVER (PARTITION BY team, prospect, rep, CAST(at AS BIGINT) / 86400 ORDER BY at, id) AS place
    FROM touch WHERE attempt IS NOT NULL AND briefed
) AS dial
WHERE touch.team = dial.team AND touch.id = dial.id AND dial.place = 1
"""
MONEY = ("minutes", "hour", "data", "model")


def upgrade() -> None:
    """Make the tables, and add to touches and follow-ups what their counts need."""
    op.create_table(
        "money",
        sa.Column("team", sa.Text, primary_key=True),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in MONEY),
        sa.Column("worth", sa.BigInteger),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("currency", "by", "by_name")),
        sa.Column("at", sa.Float(53), nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("delivery", sa.Text, nullable=False),
    )
    op.create_table("presence", *(sa.Column(name, sa.Text, primary_key=True) for name in ("team", "day", "person")))
    op.add_column("touch", sa.Column("prepared", sa.Boolean))
    op.add_column("follow_up", sa.Column("kept", sa.Boolean))
    op.execute(FIRST_OF_THE_DAY)
    for name, columns, which in INDEXES:
        there = sa.text(which)
        op.create_index(
            f"touch_by_{name}", "touch", ["team", *columns.split()], postgresql_where=there, sqlite_where=there
        )
    op.create_index("follow_up_day", "follow_up", ["team", "due", "state", "kept"])

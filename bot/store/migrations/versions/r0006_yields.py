"""What the yields need of each dial: its number, how far it got, its hour and keys, in indexes of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

DIALS = "attempt IS NOT NULL"
INDEXES = (
    ("cohort", "prospect at attempt depth earlier briefed warmth key_bits undone_at", "undone_at IS NULL"),
    ("hour", "hour prospect at depth attempt", DIALS),
    ("trigger", "trigger prospect at depth attempt", f"{DIALS} AND \"trigger\" <> ''"),
    ("attempt", "attempt at depth", DIALS),
)
OWN = """
UPDATE touch SET
    hour = CAST(at AS BIGINT) / 3600 % 24,
    key_bits = CASE WHEN keys LIKE '%who%' THEN 1 ELSE 0 END
        + CASE WHEN keys LIKE '%why_now%' THEN 2 ELSE 0 END + CASE WHEN keys LIKE '%way_in%' THEN 4 ELSE 0 END,
    depth = CASE WHEN outcome = 'meeting' THEN 3 WHEN outcome IN ('talked', 'not_now', 'not_interested') THEN 2
        WHEN outcome IN ('hung_up', 'do_not_call') THEN 1 ELSE 0 END
"""
NUMBERED = """
UPDATE touch SET attempt = dial.attempt, earlier = dial.conversations > 0
FROM (
    SELECT team, id,
        row_number() OVER (PARTITION BY team, prospect ORDER BY at, id) AS attempt,
        sum(CASE WHEN depth >= 2 THEN 1 ELSE 0 END) OVER (PARTITION BY team, prospect ORDER BY at, id)
            - CASE WHEN depth >= 2 THEN 1 ELSE 0 END AS conversations
    FROM touch WHERE channel = 'call' AND undone_at IS NULL
) AS dial
WHERE touch.team = dial.team AND touch.id = dial.id
"""


def upgrade() -> None:
    """Add the columns, fill them for what is there (the hour in UTC: nobody wrote down whose clock), and index them."""
    for name in ("hour", "key_bits", "depth", "attempt"):
        op.add_column("touch", sa.Column(name, sa.Integer))
    op.add_column("touch", sa.Column("earlier", sa.Boolean))
    op.execute(OWN)
    op.execute(NUMBERED)
    for name, columns, which in INDEXES:
        there = sa.text(which)
        op.create_index(
            f"touch_by_{name}", "touch", ["team", *columns.split()], postgresql_where=there, sqlite_where=there
        )

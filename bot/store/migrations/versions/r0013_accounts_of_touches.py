"""An index of touches by account: a brief asks what colleagues did at a company, however long the team's log is."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the index over the part of a prospect's key behind the first bar."""
    find = "strpos" if op.get_bind().dialect.name == "postgresql" else "instr"
    op.execute(f"CREATE INDEX touch_account ON touch (team, substr(prospect, {find}(prospect, '|') + 1), at)")

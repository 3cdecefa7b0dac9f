"""Which tenants of two platforms are one team, the codes that join them, and who is the same person on both."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the four tables."""
    op.create_table(
        "team_link",
        sa.Column("platform", sa.Text, primary_key=True),
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("linked_at", sa.Float(53), nullable=False),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.UniqueConstraint("team", "platform", name="team_link_one_each"),
    )
    op.create_table(
        "link_code",
        sa.Column("platform", sa.Text, primary_key=True),
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("digest", sa.Text, nullable=False, unique=True),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("made_by_name", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("ends_at", sa.Float(53), nullable=False),
    )
    op.create_table(
        "link_try",
        sa.Column("platform", sa.Text, primary_key=True),
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("wrong", sa.Integer, nullable=False),
        sa.Column("since", sa.Float(53), nullable=False),
    )
    op.create_table(
        "rep_link",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("platform", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("said", sa.Text),
        sa.Column("rep", sa.Text),
        sa.Column("changed_at", sa.Float(53), nullable=False),
    )
    op.create_index("rep_link_email", "rep_link", ["team", "email"])

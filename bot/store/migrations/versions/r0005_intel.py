"""Intel, with the words it is found by."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table of intel and its voices, and the database's own full-text index."""
    op.create_table(
        "intel",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("delivery", sa.Text, nullable=False),
        sa.Column("prospect", sa.Text, nullable=False),
        sa.Column("company_key", sa.Text, nullable=False),
        sa.Column("person", sa.Text),
        sa.Column("company", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("same", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("author_name", sa.Text, nullable=False),
        sa.Column("said_at", sa.Float(53), nullable=False),
        sa.Column("saved_by", sa.Text, nullable=False),
        sa.Column("saved_at", sa.Float(53), nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("link", sa.Text),
        sa.Column("message", sa.Text),
        sa.Column("expires", sa.Float(53)),
        sa.Column("confirmed_by", sa.Text),
        sa.Column("confirmed_at", sa.Float(53)),
        sa.Column("ended_at", sa.Float(53)),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.Column("voices", sa.JSON, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.UniqueConstraint("team", "delivery", name="intel_delivery"),
        sa.UniqueConstraint("team", "same", name="intel_same"),
    )
    op.create_index("intel_company", "intel", ["team", "company_key", "said_at"])
    op.create_index("intel_message", "intel", ["team", "message"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE intel_words USING fts5(team, id, words, tokenize = 'porter unicode61')")
    else:
        op.execute("CREATE INDEX intel_words ON intel USING gin (to_tsvector('english', words))")

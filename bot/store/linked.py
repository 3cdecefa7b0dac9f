"""The tables of what is linked: tenants, the codes that join them, and people's accounts."""

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint

from bot.store.tables import Moment, metadata

team_link = Table(
    "team_link",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("team", Text, nullable=False),
    Column("linked_at", Moment, nullable=False),
    Column("by_name", Text, nullable=False),
    UniqueConstraint("team", "platform", name="team_link_one_each"),
)

link_code = Table(
    "link_code",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),  # a new code replaces the one before
    Column("digest", Text, nullable=False, unique=True),
    Column("made_by", Text, nullable=False),
    Column("made_by_name", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("ends_at", Moment, nullable=False),
)

link_try = Table(  # wrong codes of late, by who entered them
    "link_try",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("wrong", Integer, nullable=False),
    Column("since", Moment, nullable=False),
)

rep_link = Table(  # the accounts that have done something since their tenant was linked
    "rep_link",
    metadata,
    Column("team", Text, primary_key=True),
    Column("platform", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),  # a hash
    Column("said", Text),
    Column("rep", Text),
    Column("changed_at", Moment, nullable=False),
)
Index("rep_link_email", rep_link.c.team, rep_link.c.email)

"""The tables, and how an instant and outside text are kept in them."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An instant: seconds since 1970 in the database, an aware UTC datetime above it."""

    impl = Float(53)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> float | None:
        """Seconds since 1970; a time without a zone is refused, for it names no instant."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return None if value is None else value.timestamp()

    def process_result_value(self, value: float | None, dialect: Dialect) -> datetime | None:
        """An aware datetime in UTC, exact to the microsecond."""
        return None if value is None else datetime.fromtimestamp(value, UTC)


metadata = MetaData()

job = Table(
    "job",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("body", JSON, nullable=False),  # emptied when the row ends: people are named in it
    Column("due", Moment, nullable=False),  # what was promised; the machinery never moves it
    Column("next_at", Moment),  # when somebody must look: due, retry, end of the lease; null: ended
    Column("state", Text, nullable=False),
    Column("owner", Text),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("first_sent", Moment),
    Column("ts", Text),
    Column("error", Text),
    Column("ended_at", Moment),
    UniqueConstraint("team", "key", name="job_team_key"),
    CheckConstraint("(next_at IS NULL) = (state IN ('done', 'dead', 'cancelled'))", name="ended_has_no_next"),
)
# All partial: what has ended costs the claim nothing, what is open costs pruning nothing, and dead rows are few.
for _column in (job.c.next_at, job.c.ended_at):
    _there = _column.is_not(None)
    Index(f"job_{_column.name}", _column, postgresql_where=_there, sqlite_where=_there)
_dead = job.c.state == "dead"
Index("job_dead", job.c.team, postgresql_where=_dead, sqlite_where=_dead)

choice = Table(
    "choice",
    metadata,
    Column("team", Text, primary_key=True),
    Column("asked", Text, primary_key=True),
    Column("ref", Text, nullable=False),
    Column("picked_by", Text, nullable=False),
    Column("picked_at", Moment, nullable=False),
)

brief = Table(
    "brief",
    metadata,
    Column("team", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("body", JSON, nullable=False),
    Column("kept_at", Moment, nullable=False, index=True),
    Column("prospect", Text),
)
Index("brief_prospect", brief.c.team, brief.c.prospect, brief.c.kept_at)

brief_thread = Table(  # which brief is talked about where
    "brief_thread",
    metadata,
    Column("team", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("thread", Text, primary_key=True),
    Column("brief_id", Text, nullable=False),
    Column("shown_at", Moment, nullable=False),
)
Index("brief_thread_newest", brief_thread.c.team, brief_thread.c.channel, brief_thread.c.shown_at)
Index("brief_thread_old", brief_thread.c.shown_at)


def plain(text: str) -> str:
    """The same text without what a database refuses: NUL characters and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")

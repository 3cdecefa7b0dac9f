"""Reaches: where a platform that answers only at an address of its own (Teams) can be spoken to, and as whom."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Row, Table, Text, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import Database
from bot.store.tables import Moment, metadata, plain

reach = Table(
    "reach",
    metadata,
    Column("team", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("address", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("native", Text, nullable=False),
    Column("direct", Text, nullable=False),
    Column("circle", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("seen_at", Moment, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Reach:
    """A conversation or a person, as one team's platform knows them; "" is what it did not tell."""

    team: str
    id: str
    address: str  # where to post: the platform's own server for this team
    kind: str  # "person", or a conversation's: direct, group, channel, private, shared
    name: str = ""
    native: str = ""  # a person: the id the platform wants them addressed by
    direct: str = ""  # a person: the bot's conversation with them
    circle: str = ""  # a channel: the group it belongs to
    zone: str = ""
    locale: str = ""


class Reaches:
    """The table of reaches, kept until the bot is removed there. Raises NotStored."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def keep(self, found: Sequence[Reach], now: datetime) -> None:
        """From now on they are reached so; one of two for the same thing stands."""
        rows = {(one.team, one.id): _row_of(one, now) for one in found}
        insert = self._database.insert(reach).values([rows[key] for key in sorted(rows)])  # one order: no deadlock
        told = {column.name: insert.excluded[column.name] for column in reach.columns if not column.primary_key}
        statement = insert.on_conflict_do_update(index_elements=["team", "id"], set_=told)

        async def write(db: AsyncConnection) -> None:
            await db.execute(statement)

        await self._database.transact(write)

    async def find(self, team: str, ids: Sequence[str]) -> Sequence[Reach]:
        """How each of these is reached, but those that never were, or where the bot was removed."""
        wanted = select(reach).where(reach.c.team == team, reach.c.id.in_(list(ids)))
        async with self._database.reading() as db:
            return [_reach_of(row) for row in await db.execute(wanted)]

    async def of_kind(self, team: str, kinds: Sequence[str], limit: int = 200) -> Sequence[Reach]:
        """The team's, of these kinds, those heard of last first."""
        wanted = select(reach).where(reach.c.team == team, reach.c.kind.in_(list(kinds)))
        async with self._database.reading() as db:
            return [_reach_of(row) for row in await db.execute(wanted.order_by(reach.c.seen_at.desc()).limit(limit))]

    async def forget(self, team: str, id: str) -> None:  # noqa: A002 (its name everywhere)
        """The bot was removed there: from the conversation, and from all of the group it stands for."""
        gone = delete(reach).where(reach.c.team == team, or_(reach.c.id == id, reach.c.circle == id))
        left = reach.update().where(reach.c.team == team, reach.c.direct == id).values(direct="")

        async def write(db: AsyncConnection) -> None:
            await db.execute(gone)
            await db.execute(left)

        await self._database.transact(write)


def _row_of(found: Reach, now: datetime) -> dict[str, object]:
    return {**asdict(found), "name": plain(found.name), "seen_at": now}


def _reach_of(row: Row[Any]) -> Reach:
    return Reach(
        row.team,
        row.id,
        row.address,
        row.kind,
        row.name,
        row.native,
        row.direct,
        row.circle,
        row.zone,
        row.locale,
    )

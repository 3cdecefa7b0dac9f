"""Reaches: where a platform that answers only at an address of its own (Teams) can be spoken to, and as whom."""

from collections.abc import Sequence
from dataclasses import dataclass
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

    async def keep(self, found: Reach, now: datetime) -> None:
        """From now on it is reached so."""
        kept = {
            "address": found.address,
            "kind": found.kind,
            "name": plain(found.name),
            "native": found.native,
            "direct": found.direct,
            "circle": found.circle,
            "zone": found.zone,
            "locale": found.locale,
            "seen_at": now,
        }
        insert = self._database.insert(reach).values(team=found.team, id=found.id, **kept)
        statement = insert.on_conflict_do_update(index_elements=["team", "id"], set_=kept)

        async def write(db: AsyncConnection) -> None:
            await db.execute(statement)

        await self._database.transact(write)

    async def find(self, team: str, id: str) -> Reach | None:  # noqa: A002 (its name everywhere)
        """How it is reached, or None when it never was, or the bot was removed there."""
        wanted = select(reach).where(reach.c.team == team, reach.c.id == id)
        async with self._database.reading() as db:
            row = (await db.execute(wanted)).first()
        return _reach_of(row) if row else None

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

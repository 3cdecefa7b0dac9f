"""Desk messages: what stands on the desk's screen, so that it is still there after a restart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Index,
    Integer,
    Row,
    Table,
    Text,
    UniqueConstraint,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import Database
from bot.store.tables import Moment, metadata, plain

SHOWN = 100  # messages of one channel that a screen shows
LONGEST = 4000  # characters of what a person says

desk_message = Table(
    "desk_message",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("team", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("thread", BigInteger),
    Column("author", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("card", JSON),
    Column("marker", Text),
    Column("at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("team", "marker", name="desk_message_marker"),
    sqlite_autoincrement=True,  # what is removed never lends its number to another message
)
Index("desk_message_channel", desk_message.c.team, desk_message.c.channel, desk_message.c.id)


@dataclass(frozen=True, slots=True)
class DeskMessage:
    """A person's words, or a card of Warmup's; `thread` is the id of the message it stands under."""

    id: int
    team: str
    channel: str
    thread: int | None
    author: str
    words: str
    card: Mapping[str, object] | None
    at: datetime
    version: int  # how often it has changed


class DeskMessages:
    """The table of desk messages. Raises NotStored."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def say(self, team: str, channel: str, thread: int | None, author: str, words: str, at: datetime) -> int:
        """Keep a person's words; the id of the message."""
        row = {"author": author, "words": plain(words)[:LONGEST]}
        return await self._keep({"team": team, "channel": channel, "thread": thread, "at": at, "version": 0, **row})

    async def show(
        self, team: str, channel: str, thread: int | None, card: Mapping[str, object], marker: str, at: datetime
    ) -> int:
        """Keep a card; the id of its message, the same one for the same marker."""
        there = await self.marked(team, marker)
        if there is not None:
            return there
        row = {"author": "", "words": "", "card": card, "marker": marker, "version": 0}
        return await self._keep({"team": team, "channel": channel, "thread": thread, "at": at, **row})

    async def change(self, team: str, id: int, card: Mapping[str, object]) -> bool:  # noqa: A002 (its name everywhere)
        """Put another card in its place; False: it is gone."""
        wanted = update(desk_message).where(desk_message.c.team == team, desk_message.c.id == id)
        changed = wanted.values(card=card, version=desk_message.c.version + 1).returning(desk_message.c.id)

        async def write(db: AsyncConnection) -> bool:
            return (await db.execute(changed)).first() is not None

        return await self._database.transact(write)

    async def remove(self, team: str, id: int) -> None:  # noqa: A002 (its name everywhere)
        """Take it away; one that is gone already is fine."""
        gone = delete(desk_message).where(desk_message.c.team == team, desk_message.c.id == id)

        async def write(db: AsyncConnection) -> None:
            await db.execute(gone)

        await self._database.transact(write)

    async def find(self, team: str, id: int) -> DeskMessage | None:  # noqa: A002 (its name everywhere)
        """One message."""
        wanted = select(desk_message).where(desk_message.c.team == team, desk_message.c.id == id)
        async with self._database.reading() as db:
            row = (await db.execute(wanted)).first()
        return _message_of(row) if row else None

    async def marked(self, team: str, marker: str) -> int | None:
        """The id of the message posted with this marker."""
        wanted = select(desk_message.c.id).where(desk_message.c.team == team, desk_message.c.marker == marker)
        async with self._database.reading() as db:
            return (await db.execute(wanted)).scalar()

    async def newest(self, team: str, channel: str) -> Sequence[DeskMessage]:
        """The newest messages of a channel and its threads, the oldest of them first."""
        there = select(desk_message).where(desk_message.c.team == team, desk_message.c.channel == channel)
        async with self._database.reading() as db:
            rows = (await db.execute(there.order_by(desk_message.c.id.desc()).limit(SHOWN))).all()
        return [_message_of(row) for row in reversed(rows)]

    async def latest(self, team: str) -> Mapping[str, int]:
        """The id of the newest message of each channel."""
        newest = select(desk_message.c.channel, func.max(desk_message.c.id)).where(desk_message.c.team == team)
        async with self._database.reading() as db:
            rows = (await db.execute(newest.group_by(desk_message.c.channel))).all()
        return {row[0]: row[1] for row in rows}

    async def last_moment(self, team: str) -> datetime | None:
        """When the newest message was shown."""
        wanted = select(desk_message.c.at).where(desk_message.c.team == team).order_by(desk_message.c.at.desc())
        async with self._database.reading() as db:
            return (await db.execute(wanted.limit(1))).scalar()

    async def prune(self, before: datetime) -> None:
        """Delete what was shown before."""
        gone = delete(desk_message).where(desk_message.c.at < before)

        async def write(db: AsyncConnection) -> None:
            await db.execute(gone)

        await self._database.transact(write)

    async def _keep(self, row: Mapping[str, object]) -> int:
        new = self._database.insert(desk_message).values(row).returning(desk_message.c.id)

        async def write(db: AsyncConnection) -> int:
            return (await db.execute(new)).scalar_one()

        return await self._database.transact(write)


def _message_of(row: Row[Any]) -> DeskMessage:
    return DeskMessage(
        id=row.id,
        team=row.team,
        channel=row.channel,
        thread=row.thread,
        author=row.author,
        words=row.words,
        card=row.card,
        at=row.at,
        version=row.version,
    )

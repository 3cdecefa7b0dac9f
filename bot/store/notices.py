"""Notices between processes on one PostgreSQL: something may be due. SQLite has none, and they may all be lost."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Protocol, cast

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotStored
from bot.store.engine import Database, database

CHANNEL = "job"
PATIENCE = 5.0  # seconds to connect
PATROL = 15.0  # seconds between two questions whether the connection that listens still lives


class _Driver(Protocol):
    """What we ask of asyncpg's own connection; its types are loose."""

    async def add_listener(self, channel: str, callback: Callable[..., None]) -> None: ...
    def add_termination_listener(self, callback: Callable[..., None]) -> None: ...


class Notices:
    """LISTEN and NOTIFY, where the database has them. Raises NotStored."""

    def __init__(self, there: Database, url: str) -> None:
        """`url` is for the connection that listens: one of its own, for it is never given back."""
        self._database, self._url = there, url
        self.carried = there.writer.dialect.name == "postgresql"

    async def ring(self) -> None:
        """Tell every process that listens, this one among them."""

        async def write(db: AsyncConnection) -> None:
            await db.execute(select(func.pg_notify(CHANNEL, "")))

        await self._database.transact(write)

    async def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard` once it listens and at each notice; raises NotStored when the connection is lost."""
        there = database(self._url, PATIENCE, pooled=False)
        lost = asyncio.Event()
        try:
            async with there.reading() as db:
                driver = cast("_Driver", (await db.get_raw_connection()).driver_connection)
                driver.add_termination_listener(lambda *_: lost.set())
                await driver.add_listener(CHANNEL, lambda *_: heard())
                heard()  # whatever was said before nobody has heard
                while not lost.is_set():
                    await _patrol(db, lost)
        finally:
            await there.close()
        raise NotStored("the connection that listens was lost")


async def clock(there: Database) -> datetime | None:
    """What the database's clock says; None for SQLite, whose clock is ours."""
    if there.writer.dialect.name == "sqlite":
        return None
    async with there.reading() as db:
        seconds = (await db.execute(text("SELECT extract(epoch FROM clock_timestamp())::float8"))).scalar_one()
    return datetime.fromtimestamp(seconds, UTC)


async def _patrol(db: AsyncConnection, lost: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(lost.wait(), PATROL)
        return
    await db.execute(text("SELECT 1"))

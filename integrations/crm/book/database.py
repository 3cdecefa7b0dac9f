"""A book in a SQL database: opened read-only, asked by parameters, never for longer than a few seconds."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sql
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import SettingsMistake, SourceUnavailable
from integrations.crm.book.columns import TABLES, places, plain
from integrations.crm.book.directory import Directory
from integrations.crm.book.queries import Queries, Query, View

PATIENCE = timedelta(seconds=4)  # the longest one question may take
AGAIN = timedelta(minutes=10)  # how long the list of companies is kept
_STEPS = 10_000  # SQLite looks at the clock each so many steps
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


@dataclass(slots=True)
class Database:
    """The connection, the views found in it, and its companies as read last."""

    engine: AsyncEngine
    now: Callable[[], datetime]
    region: str | None = None
    path: Path | None = None  # of SQLite's file
    last: Queries | None = None
    _read_at: datetime | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @classmethod
    def open(cls, url: str, now: Callable[[], datetime], region: str | None = None) -> "Database":
        """Prepare a read-only engine; nothing is connected yet. Raises SettingsMistake for an address it cannot use."""
        try:
            address = sql.make_url(url)
            path = Path(address.database or "") if address.drivername.startswith("sqlite") else None
            return cls(_engine(address), now, region, path)
        except (ArgumentError, ValueError):  # its words would repeat the password
            said = "WARMUP_BOOK: not an address of a database; for example sqlite:///book.sqlite3 or postgresql://user:password@host/name"
            raise SettingsMistake(said) from None

    async def shelf(self) -> Queries:
        """The questions this database can be asked; raises SourceUnavailable when it does not answer in time."""
        async with self._lock:
            now = self.now()
            if self.last is None or self._read_at is None or not timedelta(0) <= now - self._read_at < AGAIN:
                self.last = await self._describe()
                self._read_at = now
            return self.last

    async def rows(self, query: Query) -> Sequence[Mapping[str, object]]:
        """The rows of one question; raises SourceUnavailable, whose words never hold an address or a password."""
        async with self._connected() as connection:
            return [dict(row) for row in (await connection.execute(query)).mappings()]

    @asynccontextmanager
    async def _connected(self) -> AsyncGenerator[AsyncConnection]:
        """A connection for one question; every error of the library ends here."""
        if self.path is not None and not await asyncio.to_thread(self.path.is_file):
            raise SourceUnavailable("book", "the database file cannot be found")
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()), self.engine.connect() as connection:
                await _limit(connection)
                yield connection
        except TimeoutError as error:
            raise SourceUnavailable("book", "the database took too long") from error
        except (SQLAlchemyError, OSError) as error:
            raise SourceUnavailable("book", "the database did not answer") from error

    async def _describe(self) -> Queries:
        views, problems = await self._views()
        queries = Queries(self.rows, views, self.region, Directory((), ()), problems)
        return await queries.with_directory()

    async def _views(self) -> tuple[dict[str, View], list[str]]:
        async with self._connected() as connection:
            return _described(await connection.run_sync(_columns))

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


def _engine(address: sql.URL) -> AsyncEngine:
    kind = address.drivername.partition("+")[0]
    if kind not in _DRIVERS:
        raise ValueError(kind)
    if kind == "sqlite":
        path = f"file:{quote(address.database or '')}"
        read_only = sql.URL.create(_DRIVERS[kind], database=path, query={"mode": "ro", "uri": "true"})
        return create_async_engine(read_only, hide_parameters=True)
    server = {"default_transaction_read_only": "on", "statement_timeout": str(int(PATIENCE.total_seconds() * 1000))}
    options = {"ssl" if name == "sslmode" else name: value for name, value in address.query.items()}  # asyncpg's word
    return create_async_engine(
        address.set(drivername=_DRIVERS[kind], query=options),
        hide_parameters=True,
        pool_size=2,
        pool_pre_ping=True,
        connect_args={"server_settings": server, "timeout": PATIENCE.total_seconds()},
    )


async def _limit(connection: AsyncConnection) -> None:
    """SQLite has no time limit: its work is broken off when the time is up; PostgreSQL was told at connecting."""
    if connection.dialect.name != "sqlite":
        return
    until = time.monotonic() + PATIENCE.total_seconds()
    driver = (await connection.get_raw_connection()).driver_connection
    if driver is not None:
        await driver.set_progress_handler(lambda: int(time.monotonic() > until), _STEPS)


def _columns(connection: sql.Connection) -> dict[str, list[str]]:
    look = sql.inspect(connection)
    names = [*look.get_table_names(), *look.get_view_names()]
    wanted = {plain(table): table for table in TABLES}
    return {name: [column["name"] for column in look.get_columns(name)] for name in names if plain(name) in wanted}


def _described(found: Mapping[str, Sequence[str]]) -> tuple[dict[str, View], list[str]]:
    wanted = {plain(table): table for table in TABLES}
    views = {
        wanted[plain(name)]: View(name, tuple(columns), places(wanted[plain(name)], columns))
        for name, columns in found.items()
    }
    problems = [] if "people" in views else ["there is no table or view named people"]
    if "people" in views and "id" not in views["people"].at:
        problems.append("people has no column id: picked persons are looked up by e-mail address only")
    return views, problems

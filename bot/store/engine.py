"""The engines: one that writes and one that reads, over SQLite or PostgreSQL."""

import asyncio
import json
import os
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter
from sqlalchemy import URL, Connection, Table, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, SQLAlchemyError, StatementError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from bot.errors import NotStored, SettingsMistake
from bot.store.one_trip import OneTrip, OneTripConnection

T = TypeVar("T")
Deed = Callable[[AsyncConnection], Awaitable[T]]

EXAMPLES = "for example sqlite:////var/lib/warmup/warmup.sqlite3 or postgresql://warmup:secret@db.example.com/warmup"
POSTGRESQL = ("postgres", "postgresql", "postgresql+asyncpg")
SQLITE = ("sqlite", "sqlite+aiosqlite")
READERS = 4  # connections that read SQLite at once; each is a thread
POOL = 10  # connections to PostgreSQL of one process


@dataclass(frozen=True, slots=True)
class Database:
    """The two engines of one database; a library's errors end here, as NotStored."""

    writer: AsyncEngine
    reader: AsyncEngine
    failures: tuple[type[Exception], ...]
    _flying: set[asyncio.Task[object]] = field(default_factory=set[asyncio.Task[object]])
    _heard_by: list[Callable[[], None]] = field(default_factory=list[Callable[[], None]])

    def when_due(self, call: Callable[[], None]) -> None:
        """From now on call it after each commit that may have made something due; it must neither wait nor raise."""
        self._heard_by.append(call)

    def due(self) -> None:
        """Something committed may be due now: say so. A hint; whoever misses it looks a second later."""
        for call in self._heard_by:
            call()

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[AsyncConnection]:
        """A transaction, committed at the end of the block."""
        with _door(self.failures):
            async with self.writer.begin() as db:
                yield db

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncConnection]:
        """A connection that only reads; every statement sees what is committed by then."""
        with _door(self.failures):
            async with self.reader.connect() as db:
                yield db

    async def transact(self, deed: Deed[T]) -> T:
        """Do `deed` in one transaction, which runs to its end even when the caller is cancelled."""

        async def whole() -> T:
            async with self.writing() as db:
                return await deed(db)

        task = asyncio.create_task(whole())
        self._flying.add(task)
        task.add_done_callback(self._landed)
        return await asyncio.shield(task)

    def _landed(self, task: asyncio.Task[object]) -> None:
        """Forget a transaction that is over; asking for its error keeps asyncio from reporting it once more."""
        self._flying.discard(task)
        if not task.cancelled():
            task.exception()

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """An INSERT that knows ON CONFLICT; both databases spell it alike, SQLAlchemy has one for each."""
        return sqlite.insert(table) if self.writer.dialect.name == "sqlite" else postgresql.insert(table)

    async def close(self) -> None:
        """Let transactions in the air end, and close every connection."""
        await asyncio.gather(*self._flying, return_exceptions=True)
        await self.writer.dispose()
        await self.reader.dispose()


def database(url: str, patience: float = 5.0, *, pooled: bool = True) -> Database:
    """The database at a DATABASE_URL; connects when first used.

    `patience` is how many seconds to wait for a connection or a lock. Raises SettingsMistake.
    """
    where = address(url)
    return (
        _sqlite(where, patience)
        if where.get_backend_name() == "sqlite"
        else _postgresql(where, patience, pooled=pooled)
    )


def address(url: str) -> URL:
    """A DATABASE_URL with the driver we use. Raises SettingsMistake, which never repeats the URL (passwords)."""
    try:
        found = make_url(url.strip())
    except (ArgumentError, ValueError):
        raise SettingsMistake(f"DATABASE_URL cannot be read as an address, {EXAMPLES}.") from None
    if found.drivername in SQLITE and found.database and not found.host and ":memory:" not in found.database:
        return _checked(found.set(drivername="sqlite+aiosqlite"), frozenset())
    if found.drivername in POSTGRESQL:
        return _checked(found.set(drivername="postgresql+asyncpg"), frozenset({"sslmode", "ssl", "host", "port"}))
    raise SettingsMistake(f"DATABASE_URL has to name an SQLite file or a PostgreSQL database, {EXAMPLES}.")


def _checked(found: URL, known: frozenset[str]) -> URL:
    """Without the one word PostgreSQL's own tools spell differently (sslmode), and without words nobody would heed."""
    if unknown := sorted(set(found.query) - known):
        raise SettingsMistake(f"DATABASE_URL: Warmup does not know “?{unknown[0]}=”; leave it out, {EXAMPLES}.")
    query = {("ssl" if name == "sslmode" else name): value for name, value in found.query.items()}
    return found.set(query=query)


def about_row(error: BaseException | None) -> bool:
    """Whether the database refused what it was given, so that other rows may still be stored."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return False
    # asyncpg has no class of its own for most refusals, and a StatementError is a value that could not be bound.
    return isinstance(error, (IntegrityError, DataError)) or type(error) in {DBAPIError, StatementError}


@contextmanager
def _door(failures: tuple[type[Exception], ...]) -> Generator[None]:
    try:
        yield
    except failures as error:
        raise NotStored(_said(error)) from error


def _said(error: Exception) -> str:
    """One line without any value of a row."""
    cause = error.orig if isinstance(error, StatementError) and error.orig else error
    name = type(cause).__name__
    if about_row(error):
        return f"the database refused it ({name})"
    lines = str(cause).splitlines()
    return f"the database did not keep it ({name}: {lines[0][:200] if lines else 'no text'})"


def _sqlite(where: URL, patience: float) -> Database:
    path = Path(where.database or "").expanduser()
    _prepare(path)
    where = where.set(database=str(path))
    waits = {"timeout": patience}
    # One writing connection: callers of this process queue for it in turn instead of polling the file's lock.
    writer = _engine(where, module=OneTrip(), connect_args=waits, pool_size=1, pool_timeout=2 * patience)
    reader = _engine(where, module=OneTrip(), connect_args=waits, pool_size=READERS)
    event.listen(writer.sync_engine, "connect", _ready_to_write)
    event.listen(writer.sync_engine, "begin", _begin)
    event.listen(reader.sync_engine, "connect", _ready_to_read)
    return Database(writer, reader, (SQLAlchemyError, OSError))


_ANY: TypeAdapter[object] = TypeAdapter(Any)


def _engine(where: URL, **how: Any) -> AsyncEngine:  # noqa: ANN401 (create_async_engine's own)
    if "pool_size" in how:
        how["max_overflow"] = 0
    return create_async_engine(where, hide_parameters=True, json_serializer=_encoded, json_deserializer=_decoded, **how)


def _encoded(value: object) -> str:
    """JSON to be stored; pydantic's writer is several times as quick, but knows no half characters."""
    try:
        return _ANY.dump_json(value).decode()
    except ValueError:
        return json.dumps(value)


def _decoded(text: str) -> object:
    """The same back."""
    try:
        return _ANY.validate_json(text)
    except ValueError:
        return json.loads(text)


def _prepare(path: Path) -> None:
    """Make the folder and the file for our eyes only; SQLite gives its -wal and -shm files the same mode."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise SettingsMistake(
            f"DATABASE_URL: {path} cannot be opened or made ({error.strerror}), {EXAMPLES}."
        ) from error


def _ready_to_write(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    _pragmas(connection, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")


def _ready_to_read(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    _pragmas(connection, "query_only=ON")


def _pragmas(connection: DBAPIConnection, *pragmas: str) -> None:
    cursor = connection.cursor()
    try:
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
    except Exception:  # whatever it is: raised again once the connection is closed
        connection.close()  # the pool does not know it yet
        raise


def _begin(connection: Connection) -> None:
    cast("OneTripConnection", connection.connection.dbapi_connection).begin()


def _postgresql(where: URL, patience: float, *, pooled: bool) -> Database:
    import asyncpg  # noqa: PLC0415 (not needed, and not loaded, for SQLite)

    failures = (SQLAlchemyError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError)
    if not pooled:  # for migrations, which may take their time
        writer = _engine(where, connect_args={"timeout": patience}, poolclass=NullPool)
    else:
        writer = _engine(
            where,
            connect_args={"timeout": patience, "command_timeout": 3 * patience},
            pool_size=POOL,
            pool_timeout=2 * patience,
            pool_pre_ping=True,  # after a restart of the database the first callers would get the dead connections
        )
    return Database(writer, writer.execution_options(isolation_level="AUTOCOMMIT"), failures)


ONE_CORE_EACH = text("SELECT set_config('max_parallel_workers_per_gather', '0', true), set_config('jit', 'off', true)")


async def on_one_core(db: AsyncConnection) -> None:
    """Let PostgreSQL go along the index of a statement by itself: workers would read and sort the whole table."""
    if db.dialect.name == "postgresql":
        await db.execution_options(isolation_level="READ COMMITTED")  # SET LOCAL ends with a transaction
        await db.execute(ONE_CORE_EACH)

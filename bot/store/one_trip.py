"""SQLite with one trip to its thread for each statement; SQLAlchemy's own way makes five, each as dear as a query.

A trip is a hand-over to the connection's thread and back, some 50 µs of CPU, while most of our statements take 20.
SQLAlchemy makes one for the cursor, the statement, its rows, the cursor's end, and a ROLLBACK when the connection goes
back. Here the first four are one, BEGIN goes along with the statement behind it, and nothing is rolled back in vain.
"""

import sqlite3
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar, cast

import aiosqlite
from sqlalchemy.connectors.asyncio import AsyncIODBAPICursor
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.util.concurrency import await_

T = TypeVar("T")
BEGIN = "BEGIN IMMEDIATE"
"""Takes the lock first: a transaction that reads and then writes fails at once when another wrote in between."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a statement came to, with the attributes of a cursor; nothing is left open in the thread."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int = 0
    rows: Sequence[Any] = ()

    def close(self) -> None:
        """There is nothing to close."""


class _Driver(aiosqlite.Connection):
    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._thread.daemon = True  # as SQLAlchemy has it: an open connection must not keep us alive

    async def visit(self, deed: Callable[[sqlite3.Connection], T]) -> T:
        """Do it with the connection, in its thread."""
        run = cast("Callable[[Callable[[], T]], Awaitable[T]]", self._execute)  # pyright: ignore[reportUnknownMemberType] it has no types
        return await run(lambda: deed(self._conn))


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    __slots__ = ()
    _awaitable_cursor_close = False

    def _aenter_cursor(self, cursor: AsyncIODBAPICursor) -> AsyncIODBAPICursor:
        return cursor

    def _make_new_cursor(self, connection: object) -> AsyncIODBAPICursor:
        del connection
        return cast("AsyncIODBAPICursor", _Answer())

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:  # noqa: ANN401 (as in the class above)
        return await self._answered(sqlite3.Connection.execute, operation, parameters or ())

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:  # noqa: ANN401 (likewise)
        return await self._answered(sqlite3.Connection.executemany, operation, seq_of_parameters)

    async def _answered(self, how: Callable[..., sqlite3.Cursor], operation: str, parameters: object) -> None:
        answer = await cast("OneTripConnection", self._adapt_connection).visit(
            partial(_ask, how, operation, parameters)
        )
        self._cursor, self._rows = cast("AsyncIODBAPICursor", answer), deque(answer.rows)


def _ask(how: Callable[..., sqlite3.Cursor], operation: str, parameters: object, on: sqlite3.Connection) -> _Answer:
    cursor = how(on, operation, parameters)
    rows = cursor.fetchall() if cursor.description else ()
    answer = _Answer(cursor.description, cursor.rowcount, cursor.lastrowid or 0, rows)
    cursor.close()
    return answer


class OneTripConnection(AsyncAdapt_aiosqlite_connection):
    """One in autocommit until it is told to `begin`."""

    __slots__ = ("_begins", "_open")
    _cursor_cls = _Cursor

    def __init__(self, dbapi: object, connection: Any) -> None:  # noqa: ANN401 (as in the class above)
        super().__init__(dbapi, connection)
        self._begins = self._open = False

    def begin(self) -> None:
        """Let the next statement begin a transaction."""
        self._begins = True

    async def visit(self, deed: Callable[[sqlite3.Connection], T]) -> T:
        """Do it in the connection's thread, behind the BEGIN that is due."""
        async with self._execute_mutex:
            if self._begins:
                self._begins, self._open = False, True  # before it is known: who stops waiting may not leave it open
                deed = partial(_begun, deed)
            return await cast("_Driver", self._connection).visit(deed)

    def commit(self) -> None:
        if self._open:
            super().commit()
        self._begins = self._open = False

    def rollback(self) -> None:
        if self._open:
            super().rollback()
        self._begins = self._open = False


def _begun(deed: Callable[[sqlite3.Connection], T], on: sqlite3.Connection) -> T:
    on.execute(BEGIN)
    return deed(on)


class OneTrip(AsyncAdapt_aiosqlite_dbapi):
    """For `create_async_engine(…, module=OneTrip())`."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arg: Any, **kw: Any) -> OneTripConnection:  # noqa: ANN401 (as in the class above)
        return OneTripConnection(self, await_(_Driver(partial(sqlite3.connect, *arg, isolation_level=None, **kw))))

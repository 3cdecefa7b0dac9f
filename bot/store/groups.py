"""Shared commits: all that arrive while one commit runs go into the next."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeAlias, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotStored
from bot.store.engine import Database, about_row

Row = TypeVar("Row")
Kept = TypeVar("Kept")
Waiting: TypeAlias = list[tuple[Row, asyncio.Future[Kept]]]

SIZE = 200  # rows of one commit


class Groups(Generic[Row, Kept]):
    """Writes rows in groups; a row the database refuses does not harm the others of its group."""

    def __init__(
        self,
        database: Database,
        write: Callable[[AsyncConnection, Sequence[Row]], Awaitable[Sequence[Kept]]],
        order: Callable[[Row], tuple[int | str, ...]],
    ) -> None:
        """`order` is the one in which every process takes the locks: two that disagreed would deadlock."""
        self._database, self._write, self._order = database, write, order
        self._waiting: Waiting[Row, Kept] = []
        self._flying: Waiting[Row, Kept] = []
        self._wake = asyncio.Event()
        self._closing = False
        self._task = asyncio.create_task(self._run())
        self._task.add_done_callback(self._ended)

    @property
    def alive(self) -> bool:
        """Whether anybody is there to write."""
        return not self._task.done()

    async def add(self, row: Row) -> Kept:
        """Hand over a row and wait until it is committed; written even if nobody waits any more. Raises NotStored."""
        if self._closing or not self.alive:
            raise NotStored("the store is closed")
        stored: asyncio.Future[Kept] = asyncio.get_running_loop().create_future()
        self._waiting.append((row, stored))
        self._wake.set()
        return await stored

    async def close(self) -> None:
        """Write what was handed over, then end."""
        self._closing = True
        self._wake.set()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while not self._closing:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting:
                self._flying, self._waiting = self._waiting[:SIZE], self._waiting[SIZE:]
                await self._store(sorted(self._flying, key=lambda one: self._order(one[0])))
                self._flying = []

    async def _store(self, group: Waiting[Row, Kept]) -> None:
        """Write a group in one transaction, else its rows one by one as long as the fault is in the rows."""
        error = await self._try(group)
        if error is None:
            return
        if len(group) == 1 or not _in_rows(error):
            _refuse(group, error)
            return
        for place, one in enumerate(group):
            if error := await self._try([one]):
                last = not _in_rows(error)  # the database itself is gone: do not wait for it once for each row
                _refuse(group[place:] if last else [one], error)
                if last:
                    return

    async def _try(self, group: Waiting[Row, Kept]) -> Exception | None:
        try:
            async with self._database.writing() as db:
                kept = await self._write(db, [row for row, _ in group])
        except Exception as error:  # noqa: BLE001 (whatever it is, the callers must hear of it and the next group must go on)
            return error
        for (_, stored), result in zip(group, kept, strict=True):
            if not stored.done():
                stored.set_result(result)
        return None

    def _ended(self, _: asyncio.Task[None]) -> None:
        """Nobody may wait for ever for a task that has died."""
        _refuse([*self._flying, *self._waiting], NotStored("the store is closed"))


def _in_rows(error: Exception) -> bool:
    return about_row(error.__cause__) if isinstance(error, NotStored) else True


def _refuse(group: Waiting[Row, Kept], error: Exception) -> None:
    for _, stored in group:
        if not stored.done():
            refusal = NotStored(str(error) if isinstance(error, NotStored) else type(error).__name__)
            refusal.__cause__ = error
            stored.set_exception(refusal)

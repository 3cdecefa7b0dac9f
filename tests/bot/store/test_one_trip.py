"""One trip to SQLite's thread for each statement, and no transaction that somebody gave up on stays open."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import column, insert, select, table
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotStored
from bot.store.engine import Database, database

THING = table("thing", column("id"), column("name"))


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Database]:
    """Give a database of one table, whose every connection has been opened and asked."""
    there = database(f"sqlite:///{tmp_path / 'warmup.sqlite3'}")
    made = "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT UNIQUE)"
    await there.transact(lambda db: db.exec_driver_sql(made))
    await names(there)
    yield there
    await there.close()


async def names(there: Database) -> list[str]:
    """What a reader sees."""
    async with there.reading() as db:
        return list((await db.execute(select(THING.c.name).order_by(THING.c.id))).scalars())


async def named(there: Database, name: str) -> int:
    """Keep one; its id."""

    async def write(db: AsyncConnection) -> int:
        return (await db.execute(insert(THING).values(name=name).returning(THING.c.id))).scalar_one()

    return await there.transact(write)


@pytest.fixture
async def trips(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Give what comes back from threads, as it comes."""
    came: list[object] = []
    loop = asyncio.get_running_loop()
    tell = loop.call_soon_threadsafe

    def counted(call: Callable[..., object], *given: object) -> object:
        came.append(call)
        return tell(call, *given)

    monkeypatch.setattr(loop, "call_soon_threadsafe", counted)
    return came


async def test_a_read_is_one_trip_and_a_write_is_two(there: Database, trips: list[object]):
    """Lateness and the cost of a brief hang on this: the second trip of a write is its COMMIT."""
    await names(there)
    assert len(trips) == 1
    await named(there, "Ann")
    assert len(trips) == 3
    async with there.writing():
        pass
    assert len(trips) == 3


async def test_many_rows_go_in_and_come_out_whole(there: Database):
    """Rows given at once, rows returned by what wrote them, a count of rows, and a statement without any."""

    async def write(db: AsyncConnection) -> tuple[list[int], int]:
        await db.execute(insert(THING), [{"name": f"n{number}"} for number in range(500)])
        ended = await db.exec_driver_sql("UPDATE thing SET name = upper(name) WHERE id > 490")
        ids = await db.exec_driver_sql("DELETE FROM thing WHERE id <= 3 RETURNING id")
        return sorted(ids.scalars()), ended.rowcount

    assert await there.transact(write) == ([1, 2, 3], 10)
    assert (await names(there))[-1] == "N499"
    assert len(await names(there)) == 497


async def test_what_fails_is_undone_and_the_next_begins_anew(there: Database):
    """The rows before the refused one are gone too."""

    async def write(db: AsyncConnection) -> None:
        await db.execute(insert(THING).values(name="Ann"))
        await db.execute(insert(THING).values(name="Ann"))

    with pytest.raises(NotStored):
        await there.transact(write)
    assert await names(there) == []
    await named(there, "Ann")
    assert await names(there) == ["Ann"]


@pytest.mark.parametrize("steps", range(1, 40))
async def test_who_stops_waiting_leaves_nothing_open(there: Database, tmp_path: Path, steps: int):
    """Cancelled after any number of the loop's steps: all or nothing is kept, and others may write at once."""

    async def write() -> None:
        async with there.writing() as db:
            await db.execute(insert(THING).values(name="Ann"))
            await db.execute(insert(THING).values(name="Ben"))

    task = asyncio.create_task(write())
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await names(there) in ([], ["Ann", "Ben"])
    await named(there, "Cem")
    with sqlite3.connect(tmp_path / "warmup.sqlite3", timeout=0, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    other.close()


async def test_who_stops_waiting_for_the_lock_does_not_take_it_later(there: Database, tmp_path: Path):
    """BEGIN still waits in the thread when its transaction is given up; once it has the lock, that is let go."""
    other = sqlite3.connect(tmp_path / "warmup.sqlite3", isolation_level=None, timeout=1)
    other.execute("BEGIN IMMEDIATE")
    held = asyncio.Event()

    async def write() -> None:
        async with there.writing() as db:
            held.set()
            await db.execute(insert(THING).values(name="Ann"))

    task = asyncio.create_task(write())
    await held.wait()
    await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.sleep(0)
    other.execute("ROLLBACK")
    await asyncio.gather(task, return_exceptions=True)
    await named(there, "Ben")
    other.execute("BEGIN IMMEDIATE")
    other.execute("ROLLBACK")
    other.close()
    assert await names(there) == ["Ben"]

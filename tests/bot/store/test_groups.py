"""Shared commits: groups, refusals and a writer that has died."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotStored
from bot.store.engine import Database, database
from bot.store.groups import SIZE, Groups

REFUSED = IntegrityError("INSERT", None, ValueError("refused"))
GONE = OperationalError("INSERT", None, ValueError("gone"))


class Table:
    """Keeps numbers; refuses the odd ones it is told to, or everything."""

    def __init__(self) -> None:
        self.tries: list[list[int]] = []
        self.faults: dict[int, BaseException] = {}

    async def write(self, db: AsyncConnection, rows: Sequence[int]) -> list[str]:
        self.tries.append(list(rows))
        for row in rows:
            if fault := self.faults.get(row):
                raise fault
        return [f"kept {row}" for row in rows]


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Database]:
    """Give the engines of an empty SQLite file."""
    there = database(f"sqlite:///{tmp_path / 'warmup.sqlite3'}")
    yield there
    await there.close()


async def all_of(groups: Groups[int, str], rows: Sequence[int]) -> list[str | BaseException]:
    return await asyncio.gather(*(groups.add(row) for row in rows), return_exceptions=True)


async def test_what_arrives_during_a_commit_shares_the_next(there: Database):
    """Many callers make few commits, each in the agreed order and of bounded size, and each gets its own answer."""
    table = Table()
    groups = Groups(there, table.write, lambda row: (-row,))
    rows = list(range(2 * SIZE + 1))
    assert await all_of(groups, rows) == [f"kept {row}" for row in rows]
    assert [len(group) for group in table.tries] == [SIZE, SIZE, 1]
    assert all(group == sorted(group, reverse=True) for group in table.tries)
    await groups.close()


@pytest.mark.parametrize("fault", [REFUSED, ValueError("no JSON")])
async def test_a_refused_row_fails_alone(there: Database, fault: Exception):
    """The group is tried again row by row, and only the culprit hears of it."""
    table = Table()
    table.faults[2] = fault
    groups = Groups(there, table.write, lambda row: (row,))
    found = await all_of(groups, [1, 2, 3])
    assert (found[0], found[2]) == ("kept 1", "kept 3")
    assert isinstance(found[1], NotStored)
    assert table.tries == [[1, 2, 3], [1], [2], [3]]
    await groups.close()


async def test_a_database_that_is_gone_is_not_asked_for_each_row(there: Database):
    """Nobody waits two hundred times for a lock: all of the group are told at once."""
    table = Table()
    table.faults[1] = GONE
    groups = Groups(there, table.write, lambda row: (row,))
    assert {type(found) for found in await all_of(groups, [1, 2, 3])} == {NotStored}
    assert table.tries == [[1, 2, 3]]
    await groups.close()


async def test_a_database_that_goes_between_two_rows_is_noticed(there: Database):
    """The rows before are stored, those after are not tried any more."""
    table = Table()
    table.faults |= {2: REFUSED, 3: GONE}
    groups = Groups(there, table.write, lambda row: (row,))
    found = await all_of(groups, [1, 2, 3, 4])
    assert [found[0], *map(type, found[1:])] == ["kept 1", NotStored, NotStored, NotStored]
    assert table.tries == [[1, 2, 3, 4], [1], [2], [3]]
    await groups.close()


async def test_when_the_writer_dies_nobody_waits_for_ever(there: Database):
    """Those in its hands and those in the queue are told, and so is everybody who comes later."""
    table = Table()
    table.faults[1] = asyncio.CancelledError()
    groups = Groups(there, table.write, lambda row: (row,))
    found = await asyncio.wait_for(all_of(groups, range(SIZE + 5)), 5)
    assert {type(one) for one in found} == {NotStored}
    assert not groups.alive
    with pytest.raises(NotStored):
        await groups.add(9)

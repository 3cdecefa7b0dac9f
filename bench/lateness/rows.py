"""Rows of the table of jobs, very many at once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import database
from bot.store.tables import job

KIND = "bench"
AT_ONCE = 10_000


async def made(url: str, due: int, pending: int, soon: float) -> datetime:
    """Make them; `due` of them are due at the moment that is returned, `soon` seconds after the others were made."""
    there = database(url)
    later = datetime.now(UTC) + timedelta(days=1)
    await _make(there.transact, (row(number, later + timedelta(seconds=number)) for number in range(pending)))
    at = datetime.now(UTC) + timedelta(seconds=soon)
    await _make(there.transact, (row(pending + number, at) for number in range(due)))
    if url.startswith("postgresql"):
        await there.transact(lambda db: db.exec_driver_sql("ANALYZE job"))
    await there.close()
    return at


async def _make(transact, rows: Iterator[dict[str, object]]) -> None:  # noqa: ANN001 (a method of Database)
    while group := [row for row, _ in zip(rows, range(AT_ONCE), strict=False)]:

        async def write(db: AsyncConnection, group: list[dict[str, object]] = group) -> None:
            await db.execute(insert(job), group)

        await transact(write)


def row(number: int, due: datetime) -> dict[str, object]:
    """One job that waits."""
    return {
        "kind": KIND,
        "team": "T1",
        "key": f"bench:{number}",
        "body": {"number": number},
        "due": due,
        "next_at": due,
        "state": "waiting",
        "attempts": 0,
    }

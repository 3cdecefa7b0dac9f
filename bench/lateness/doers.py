"""Who does what is due: Warmup's own scheduler, and the least a loop of SQL can be."""

import asyncio
import sqlite3
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

import asyncpg

from bench.lateness.rows import KIND
from bot.scheduler import Done, Scheduler
from bot.store import Job, Store

Late: TypeAlias = Sequence[float]  # seconds after they were due, in the order in which they were begun

LEASE = 30
AT_ONCE = 400  # as many as Warmup claims at most

CLAIM_SQLITE = (
    "UPDATE job SET state = 'claimed', owner = 'bare', next_at = :until, attempts = attempts + 1 WHERE id IN"
    " (SELECT id FROM job WHERE next_at <= :now ORDER BY next_at LIMIT :n) RETURNING id, due"
)
END_SQLITE = "UPDATE job SET state = 'done', next_at = NULL, ended_at = ? WHERE id = ? AND owner = 'bare'"
CLAIM_POSTGRESQL = (
    "WITH ready AS (SELECT id FROM job WHERE next_at <= $1 ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED)"
    " UPDATE job SET state = 'claimed', owner = 'bare', next_at = $2, attempts = attempts + 1"
    " WHERE id IN (SELECT id FROM ready) RETURNING id, due"
)
END_POSTGRESQL = (
    "UPDATE job SET state = 'done', next_at = NULL, ended_at = $1 WHERE id = ANY($2::bigint[]) AND owner = 'bare'"
)


async def ours(url: str, due: int) -> Late:
    """The scheduler as it runs in `warmup worker`, with a work that does nothing."""
    store, late, done = await Store.open(url), list[float](), asyncio.Event()

    async def work(job: Job) -> Done:
        late.append(time.time() - job.due.timestamp())
        if len(late) == due:
            done.set()
        return Done()

    scheduler = Scheduler(store, {KIND: work}, lambda: datetime.now(UTC), timedelta(seconds=LEASE))
    running = asyncio.create_task(scheduler.run())
    await asyncio.wait({running, asyncio.create_task(done.wait())}, return_when=asyncio.FIRST_COMPLETED)
    await scheduler.stop(timedelta(seconds=5))
    await running
    counts = await store.jobs.counts()
    assert counts["claimed"] + counts["posting"] == 0, counts
    await store.close()
    return late


def bare_sqlite(url: str, due: int) -> Late:
    """Claim four hundred, end them, and again; no library, no lease renewed, nobody else."""
    db = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
    late: list[float] = []
    while len(late) < due:
        now = time.time()
        db.execute("BEGIN IMMEDIATE")
        claimed = db.execute(CLAIM_SQLITE, {"now": now, "until": now + LEASE, "n": AT_ONCE}).fetchall()
        db.execute("COMMIT")
        if not claimed:
            time.sleep(0.001)
            continue
        begun = time.time()
        late += [begun - at for _, at in claimed]
        db.execute("BEGIN IMMEDIATE")
        db.executemany(END_SQLITE, [(begun, id_) for id_, _ in claimed])
        db.execute("COMMIT")
    db.close()
    return late


async def bare_postgresql(url: str, due: int) -> Late:
    """The same with asyncpg, prepared statements and no transaction but the statement's own."""
    db = await asyncpg.connect(url)
    claim = await db.prepare(CLAIM_POSTGRESQL)
    end = await db.prepare(END_POSTGRESQL)
    late: list[float] = []
    while len(late) < due:
        now = time.time()
        claimed = await claim.fetch(now, now + LEASE, AT_ONCE)
        if not claimed:
            await asyncio.sleep(0.001)
            continue
        begun = time.time()
        late += [begun - row["due"] for row in claimed]
        await end.fetch(begun, [row["id"] for row in claimed])
    await db.close()
    return late

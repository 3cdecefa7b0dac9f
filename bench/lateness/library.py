"""The quickest job library we know of, on the same database: pgqueuer, with batches as large as ours."""

import asyncio
import time
from datetime import timedelta

import asyncpg
from pgqueuer import PgQueuer

from bench.lateness.doers import AT_ONCE, Late

ROWS = 10_000  # enqueued at once


async def pgqueuer(url: str, due: int, pending: int, soon: float) -> tuple[Late, float]:
    """How late each was begun, and how many seconds before the moment the last one was enqueued."""
    db = await asyncpg.connect(url)
    queuer = PgQueuer.from_asyncpg_connection(db)
    await queuer.queries.install()
    await _enqueued(queuer, [timedelta(days=1, seconds=number) for number in range(pending)])
    at = time.time() + soon
    await _enqueued(queuer, [timedelta(seconds=at - time.time())] * due)
    await db.execute("ANALYZE")
    margin, late, done = at - time.time(), list[float](), asyncio.Event()

    @queuer.entrypoint("bench")
    async def work(job) -> None:  # noqa: ANN001 (the library reads annotations)
        late.append(time.time() - job.execute_after.timestamp())
        if len(late) == due:
            done.set()

    running = asyncio.create_task(queuer.run(batch_size=AT_ONCE))
    await asyncio.wait({running, asyncio.create_task(done.wait())}, return_when=asyncio.FIRST_COMPLETED)
    queuer.shutdown.set()
    await running
    await db.close()
    return late, margin


async def _enqueued(queuer: PgQueuer, after: list[timedelta]) -> None:
    for start in range(0, len(after), ROWS):
        group = after[start : start + ROWS]
        await queuer.queries.enqueue(["bench"] * len(group), [None] * len(group), [0] * len(group), group)

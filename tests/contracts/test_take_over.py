"""What the store and the scheduler promise when processes start together, die, or lose the database."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import NotStored
from bot.scheduler import Done, Scheduler
from bot.store import Job, NewJob, Store
from bot.store.engine import database

ROOT = Path(__file__).parents[2]
LEASE = timedelta(seconds=1.5)

WORKER = """
import asyncio, sys
from datetime import UTC, datetime, timedelta
from bot.scheduler import Scheduler
from bot.store import Store

async def work(job):
    await store.jobs.posting(job, datetime.now(UTC))
    print("working", flush=True)
    await asyncio.sleep(60)

async def main():
    global store
    store = await Store.open(sys.argv[1])
    lease = timedelta(seconds=float(sys.argv[2]))
    await Scheduler(store, {"follow_up": work}, lambda: datetime.now(UTC), lease).run()

asyncio.run(main())
"""

UPGRADER = """
import asyncio, sys
from bot.store import Store

async def main():
    store = await Store.open(sys.argv[1])
    print("ready", flush=True)
    sys.stdin.readline()
    print(await store.upgrade(), flush=True)
    await store.close()

asyncio.run(main())
"""


def clock() -> datetime:
    return datetime.now(UTC)


async def process(script: str, *arguments: str) -> Process:
    """Another process with our code."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, *arguments, stdin=PIPE, stdout=PIPE, env=environment
    )


async def line(started: Process) -> str:
    assert started.stdout
    return (await started.stdout.readline()).decode().strip()


async def test_a_killed_process_is_replaced_once(store: Store, other: Store, database_url: str):
    """Kill -9 in the middle of a job: after its lease one of the others does it, once, and knows to look first."""
    await store.jobs.schedule(NewJob("follow_up", "T1", "k", {}, clock()))
    worker = await process(WORKER, database_url, str(LEASE.total_seconds()))
    try:
        assert await line(worker) == "working"
    finally:
        worker.kill()
        await worker.wait()
    killed, taken = clock(), asyncio.Queue[Job]()

    async def work(job: Job) -> Done:
        taken.put_nowait(job)
        return Done("1.1")

    survivors = [Scheduler(each, {"follow_up": work}, clock, LEASE) for each in (store, other)]
    running = [asyncio.create_task(survivor.run()) for survivor in survivors]
    job = await asyncio.wait_for(taken.get(), 10)
    assert clock() - killed > timedelta(seconds=0.2)  # renewed a quarter of its lease before, so most of it is left
    assert (job.state, job.attempts) == ("posting", 2)
    for survivor, run in zip(survivors, running, strict=True):
        await survivor.stop(timedelta(seconds=5))
        await run
    assert taken.empty()
    found = await store.jobs.find("T1", "k")
    assert found
    assert (found.state, found.ts) == ("done", "1.1")


async def test_processes_that_start_together_upgrade_once(database_url: str):
    """However many find an empty database at the same moment, one makes the tables and the others go on."""
    starting = [await process(UPGRADER, database_url) for _ in range(3)]
    for each in starting:
        assert await line(each) == "ready"
    for each in starting:
        assert each.stdin
        each.stdin.write(b"go\n")
    changed = [await line(each) for each in starting]
    assert [await each.wait() for each in starting] == [0, 0, 0]
    assert sorted(changed) == ["False", "False", "True"]
    store = await Store.open(database_url)
    await store.ping()
    await store.close()


async def test_upgrades_at_the_same_moment_do_not_meet(database_url: str):
    """Three who have all seen that there are no tables take turns, and two of them find the work done."""
    stores = [await Store.open(database_url) for _ in range(3)]
    assert sorted(await asyncio.gather(*(store.upgrade() for store in stores))) == [False, False, True]
    for store in stores:
        await store.close()


async def test_a_claim_does_not_wait_for_a_row_in_use(postgres_url: str):
    """A job that somebody is just cancelling or moving holds nobody up: the others are claimed meanwhile."""
    store, there = await Store.open(postgres_url), database(postgres_url)
    await store.upgrade()
    for key in ("busy", "free"):
        await store.jobs.schedule(NewJob("follow_up", "T1", key, {}, clock()))
    async with there.writing() as db:
        await db.exec_driver_sql("SELECT id FROM job WHERE key = 'busy' FOR UPDATE")
        taken = await asyncio.wait_for(store.jobs.claim("me", clock(), clock() + LEASE, 9), 3)
    assert [job.key for job in taken] == ["free"]
    await there.close()
    await store.close()


async def test_a_database_that_was_restarted_is_found_again(postgres_url: str):
    """When PostgreSQL has thrown everybody out the next delivery is stored, without a single refusal."""
    store = await Store.open(postgres_url)
    await store.upgrade()
    await store.inbox.accept(NewJob("delivery", "T1", "a", {}, clock()), owner=None, now=clock(), until=None)
    there = database(postgres_url)
    everybody_else = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await there.transact(lambda db: db.exec_driver_sql(everybody_else))
    await there.close()
    assert await store.inbox.accept(NewJob("delivery", "T1", "b", {}, clock()), owner=None, now=clock(), until=None)
    assert await store.jobs.find("T1", "a")
    await store.close()


@pytest.mark.parametrize("address", ["127.0.0.1:1", "127.0.0.1:5432"])
async def test_a_database_that_is_not_there_is_no_riddle(address: str):
    """No server, or none of that name: every question raises NotStored, and says nothing of the password."""
    store = await Store.open(f"postgresql://nobody-here:hush-hush@{address}/no-such-database")
    with pytest.raises(NotStored) as raised:
        await store.ping()
    assert "hush" not in str(raised.value)
    with pytest.raises(NotStored):
        await store.inbox.accept(NewJob("delivery", "T1", "a", {}, clock()), owner=None, now=clock(), until=None)
    with pytest.raises(NotStored):
        await store.upgrade()
    await store.close()

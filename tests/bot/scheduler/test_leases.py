"""What is in hand stays in hand, and is let go when it has to be."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.scheduler import Scheduler
from bot.store import Store
from bot.store.engine import database
from tests.bot.scheduler.players import NOW, POLL, SECOND, Clock, Worker, eventually, is_in, promise, running, true


async def test_a_job_in_hand_is_kept_for_as_long_as_it_takes(store: Store):
    """Leases are renewed: a work that takes several leases is done once, though others look for work too."""
    work = Worker()
    work.go.clear()
    await store.jobs.schedule(promise(due=datetime.now(UTC)))
    lease = timedelta(seconds=0.3)
    one, two = [Scheduler(store, {"remind": work}, lambda: datetime.now(UTC), lease, poll=POLL) for _ in range(2)]
    async with running(one), running(two):
        await asyncio.sleep(3 * lease.total_seconds())
        work.go.set()
        await eventually(is_in(store, "done"))
    assert len(work.jobs) == 1


async def test_a_job_that_is_somebody_elses_by_now_is_let_go(store: Store, clock: Clock):
    """A process that slept through its lease stops its work as soon as it notices."""
    work = Worker()
    work.go.clear()
    await store.jobs.schedule(promise())
    async with running(Scheduler(store, {"remind": work}, clock, timedelta(seconds=0.2), poll=POLL)):
        await eventually(lambda: true(len(work.jobs) == 1))
        await store.jobs.claim("them", NOW + timedelta(hours=1), NOW + timedelta(hours=2), 1)
        await eventually(lambda: true(work.cancelled == 1))
    found = await store.jobs.find("T1", "k")
    assert found
    assert found.owner == "them"


async def test_moving_the_clock_does_not_start_a_job_twice(store: Store, clock: Clock):
    """At the desk the clock jumps over the lease; what is in hand stays in hand."""
    work = Worker()
    work.go.clear()
    await store.jobs.schedule(promise())
    async with running(Scheduler(store, {"remind": work}, clock, poll=POLL)):
        await eventually(lambda: true(len(work.jobs) == 1))
        clock.time += timedelta(days=3)
        await asyncio.sleep(0.1)
        work.go.set()
        await eventually(is_in(store, "done"))
    assert len(work.jobs) == 1


async def test_no_more_is_in_hand_than_there_are_slots(store: Store, clock: Clock):
    """Claimed and adopted jobs together keep to the slots, and all get their turn."""
    work = Worker()
    work.go.clear()
    scheduler = Scheduler(store, {"remind": work}, clock, slots=2, poll=POLL)
    for number in range(5):
        await store.jobs.schedule(promise(f"claimed{number}"))
        job = await store.inbox.accept(promise(f"own{number}"), owner=scheduler.me, now=NOW, until=NOW + 30 * SECOND)
        assert job
        scheduler.adopt(job)
    async with running(scheduler):
        await asyncio.sleep(0.1)
        assert len(work.jobs) == 2
        work.go.set()
        await eventually(lambda: true(len(work.jobs) == 10))
    assert work.most == 2


async def test_a_slot_that_becomes_free_is_used_at_once(store: Store, clock: Clock):
    """Work that is due does not wait for the poll when somebody has time for it."""
    work = Worker()
    for number in range(5):
        await store.jobs.schedule(promise(f"k{number}"))
    async with running(Scheduler(store, {"remind": work}, clock, slots=1, poll=timedelta(minutes=1))):
        await eventually(lambda: true(len(work.jobs) == 5))


async def test_a_job_whose_lease_runs_out_unrenewed_is_let_go(store: Store, clock: Clock, url: str):
    """When the database has been away for a whole lease, others may have the job by now: its work is stopped."""
    there, work = database(url), Worker()
    work.go.clear()
    await store.jobs.schedule(promise())
    async with running(Scheduler(store, {"remind": work}, clock, timedelta(seconds=0.2), poll=POLL)):
        await eventually(lambda: true(len(work.jobs) == 1))
        await there.transact(lambda db: db.exec_driver_sql("ALTER TABLE job RENAME TO hidden"))
        await asyncio.sleep(0.1)
        assert work.cancelled == 0
        clock.time += SECOND
        await eventually(lambda: true(work.cancelled == 1))
        await there.transact(lambda db: db.exec_driver_sql("ALTER TABLE hidden RENAME TO job"))
        work.go.set()
        await eventually(is_in(store, "done"))
    assert [job.attempts for job in work.jobs] == [1, 2]
    await there.close()


async def test_stopping_lets_work_finish_and_gives_the_rest_back(store: Store, clock: Clock):
    """Within the grace what is in hand is done; then it is cancelled, and another process starts it at once."""
    work = Worker()
    await store.jobs.schedule(promise())
    work.go.clear()
    scheduler = Scheduler(store, {"remind": work}, clock, poll=POLL)
    run = asyncio.create_task(scheduler.run())
    await eventually(lambda: true(len(work.jobs) == 1))
    asyncio.get_running_loop().call_later(0.05, work.go.set)
    await scheduler.stop(timedelta(seconds=5))
    await run
    assert await is_in(store, "done")()

    await store.jobs.schedule(promise("slow"))
    work.go.clear()
    async with running(Scheduler(store, {"remind": work}, clock, poll=POLL)) as second:
        await eventually(lambda: true(len(work.jobs) == 2))
        await second.stop(timedelta(seconds=0.05))
        assert work.cancelled == 1
        assert [job.key for job in await store.jobs.claim("them", NOW, NOW + 30 * SECOND, 9)] == ["slow"]

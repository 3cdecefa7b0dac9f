"""Slots: quick jobs share one, slow ones have one each, and nothing of one job clings to the next."""

import asyncio
import contextlib
from datetime import timedelta

from bot.scheduler import Done, Scheduler
from bot.store import Job, Store
from bot.store.engine import database
from tests.bot.scheduler.players import NOW, POLL, Clock, Worker, eventually, is_in, promise, running, true


async def test_quick_jobs_share_a_slot_and_slow_ones_do_not(store: Store, clock: Clock):
    """Twenty that end at once are worked off by one or two tasks; twenty that wait run side by side."""
    tasks: list[asyncio.Task[object] | None] = []

    async def quick(job: Job) -> Done:
        del job
        tasks.append(asyncio.current_task())
        return Done()

    slow = Worker()
    slow.go.clear()
    for number in range(20):
        await store.jobs.schedule(promise(f"quick{number}", kind="quick"))
        await store.jobs.schedule(promise(f"slow{number}", kind="slow"))
    async with running(Scheduler(store, {"quick": quick}, clock, poll=POLL)):
        await eventually(lambda: true(len(tasks) == 20))
    assert len(set(tasks)) <= 2
    async with running(Scheduler(store, {"slow": slow}, clock, poll=POLL)):
        await eventually(lambda: true(slow.at_once == 20))
        slow.go.set()


async def test_a_job_that_still_queues_when_its_lease_is_lost_is_never_begun(store: Store, clock: Clock):
    """Whoever has it now does it; the slot takes the next one."""
    work = Worker()
    work.go.clear()
    scheduler = Scheduler(store, {"remind": work}, clock, timedelta(seconds=0.2), slots=1, poll=POLL)
    for number in range(3):
        job = await store.inbox.accept(promise(f"k{number}"), owner=scheduler.me, now=NOW, until=NOW + POLL)
        assert job
        scheduler.adopt(job)
    async with running(scheduler):
        await eventually(lambda: true(len(work.jobs) == 1))
        theirs = await store.jobs.claim("them", NOW + timedelta(hours=1), NOW + timedelta(hours=2), 3)
        assert len(theirs) == 3
        await eventually(lambda: true(work.cancelled == 1))
        work.go.set()
        await asyncio.sleep(0.1)
    assert len(work.jobs) == 1
    assert {one.owner for key in ("k0", "k1", "k2") if (one := await store.jobs.find("T1", key))} == {"them"}


async def test_a_work_that_swallows_its_cancellation_harms_no_other(store: Store, clock: Clock):
    """The next job does not begin in a task that is half cancelled: its own time-outs would go wrong."""
    began, cancelling = asyncio.Event(), list[int]()

    async def stubborn(job: Job) -> Done:
        task = asyncio.current_task()
        assert task
        cancelling.append(task.cancelling())
        if job.key == "k0":
            began.set()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.sleep(60)
        return Done()

    scheduler = Scheduler(store, {"remind": stubborn}, clock, timedelta(seconds=0.2), slots=1, poll=POLL)
    await store.jobs.schedule(promise("k0"))
    async with running(scheduler):
        await began.wait()
        queued = await store.inbox.accept(promise("k1"), owner=scheduler.me, now=NOW, until=NOW + timedelta(hours=1))
        assert queued
        scheduler.adopt(queued)
        [lost] = await store.jobs.claim("them", NOW + timedelta(minutes=1), NOW + timedelta(hours=2), 1)
        assert lost.key == "k0"
        await eventually(is_in(store, "done", "k1"))
    assert cancelling == [0, 0]


async def test_what_ends_the_scheduler_begins_nothing_more(store: Store, clock: Clock):
    """When it is cancelled outright, what queued is left to its lease."""
    work = Worker()
    work.go.clear()
    scheduler = Scheduler(store, {"remind": work}, clock, slots=1, poll=POLL)
    for number in range(3):
        await store.jobs.schedule(promise(f"k{number}"))
    run = asyncio.create_task(scheduler.run())
    await eventually(lambda: true(len(work.jobs) == 1))
    run.cancel()
    await asyncio.gather(run, return_exceptions=True)
    work.go.set()
    await asyncio.sleep(0.05)
    assert len(work.jobs) == 1


async def test_what_is_let_go_is_not_begun_again_before_it_has_ended(store: Store, clock: Clock, url: str):
    """The lease ran out unrenewed, and we claim it ourselves: the work that is still tidying up is alone to its end."""
    there, tidied, at_once, most = database(url), asyncio.Event(), 0, 0
    began: list[Job] = []

    async def slow_to_leave(job: Job) -> Done:
        nonlocal at_once, most
        began.append(job)
        at_once += 1
        most = max(most, at_once)
        try:
            if len(began) == 1:
                await asyncio.sleep(60)
        finally:
            if len(began) == 1:
                await tidied.wait()
            at_once -= 1
        return Done()

    await store.jobs.schedule(promise())
    async with running(Scheduler(store, {"remind": slow_to_leave}, clock, timedelta(seconds=0.2), poll=POLL)):
        await eventually(lambda: true(len(began) == 1))
        await there.transact(lambda db: db.exec_driver_sql("ALTER TABLE job RENAME TO hidden"))
        clock.time += timedelta(seconds=1)
        await asyncio.sleep(0.2)  # two renewals fail, so it is let go
        await there.transact(lambda db: db.exec_driver_sql("ALTER TABLE hidden RENAME TO job"))
        await asyncio.sleep(0.2)  # and claimed again
        tidied.set()
        clock.time += timedelta(seconds=1)
        await eventually(is_in(store, "done"))
    assert most == 1
    await there.close()

"""Room for what has just been accepted, when there is more of it than slots."""

from bot.scheduler import Scheduler
from bot.store import Store
from tests.bot.scheduler.players import NOW, POLL, Clock, Worker, eventually, promise, running, true


async def test_more_deliveries_than_slots_queue_in_the_database(store: Store, clock: Clock):
    """With every slot taken the next delivery is left waiting, and is done as soon as one is free, in its turn."""
    work = Worker()
    work.go.clear()
    async with running(Scheduler(store, {"remind": work}, clock, slots=1, poll=POLL)) as scheduler:
        for key in ("first", "second", "third"):
            owner = scheduler.me if scheduler.room() else None
            job = await store.inbox.accept(promise(key), owner=owner, now=NOW, until=NOW + scheduler.lease)
            if job and job.owner:
                scheduler.adopt(job)
        await eventually(lambda: true([job.key for job in work.jobs] == ["first"]))
        assert (await store.jobs.counts())["waiting"] == 2
        work.go.set()
        await eventually(lambda: true([job.key for job in work.jobs] == ["first", "second", "third"]))
        await eventually(lambda: true(scheduler.room()))

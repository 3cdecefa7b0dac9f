"""Very many due at once: claimed ahead while work ends at once, and written down many at a time."""

from bot.scheduler import Scheduler
from bot.store import Store
from tests.bot.scheduler.players import LEASE_END, NOW, POLL, Clock, Worker, eventually, promise, running, true


async def test_many_quick_jobs_are_each_done_once_within_the_slots(store: Store, clock: Clock):
    """However far ahead jobs are claimed, no more than the slots are worked on at once, and each ends once."""
    for number in range(60):
        await store.jobs.schedule(promise(f"k{number}"))
    work = Worker()
    async with running(Scheduler(store, {"remind": work}, clock, slots=4, poll=POLL)):
        await eventually(lambda: true(len(work.jobs) == 60))
    assert len({job.id for job in work.jobs}) == 60
    assert work.most <= 4
    assert (await store.jobs.counts())["claimed"] == 0


async def test_only_ones_own_jobs_are_ended_together(store: Store):
    """Of a list of ids those end that are still ours: not another owner's, not one that is over already."""
    for key in ("a", "b", "c"):
        await store.jobs.schedule(promise(key))
    mine = [job.id for job in await store.jobs.claim("me", NOW, LEASE_END, 2)]
    [theirs] = await store.jobs.claim("them", NOW, LEASE_END, 1)
    assert await store.jobs.done_all("me", [*mine, theirs.id, 999], NOW) == set(mine)
    assert await store.jobs.done_all("me", mine, NOW) == set()
    assert (await store.jobs.counts())["claimed"] == 1

"""Due work is done, tried again, given up and waited for as promised."""

import asyncio
import logging
from datetime import datetime, timedelta

import pytest

from bot.scheduler import TAKEN_UP, TRIES, Dead, Done, Ending, Later, Scheduler
from bot.store import Job, Store
from bot.store.engine import database
from tests.bot.scheduler.players import NOW, POLL, SECOND, Clock, Worker, eventually, is_in, promise, running, true


async def test_what_is_due_is_done_and_what_is_not_waits_for_the_clock(store: Store, clock: Clock):
    """A promise is kept when its time has come, not before, and only once."""
    work = Worker(Done("1.1"), Done("2.2"))
    await store.jobs.schedule(promise("now"))
    await store.jobs.schedule(promise("tomorrow", NOW + timedelta(days=1)))
    async with running(Scheduler(store, {"remind": work}, clock, poll=POLL)):
        await eventually(is_in(store, "done", "now"))
        assert [job.key for job in work.jobs] == ["now"]
        clock.time += timedelta(days=1)
        await eventually(is_in(store, "done", "tomorrow"))
    assert [job.key for job in work.jobs] == ["now", "tomorrow"]
    found = await store.jobs.find("T1", "tomorrow")
    assert found
    assert found.ts == "2.2"


async def test_an_adopted_job_starts_at_once(store: Store, clock: Clock):
    """What this process has accepted needs no claim, and a stranger's job is no business of ours."""
    work = Worker()
    scheduler = Scheduler(store, {"remind": work}, clock)
    until = NOW + scheduler.lease
    job = await store.inbox.accept(promise(), owner=scheduler.me, now=NOW, until=until)
    theirs = await store.inbox.accept(promise("theirs"), owner="them", now=NOW, until=until)
    assert job
    assert theirs
    scheduler.adopt(job)
    await eventually(is_in(store, "done"))
    with pytest.raises(ValueError, match="claimed by this scheduler"):
        scheduler.adopt(theirs)


async def test_a_failing_work_is_tried_again_ever_later_and_then_left_to_a_person(
    store: Store, clock: Clock, caplog: pytest.LogCaptureFixture
):
    """The pauses double, the last failure is kept with the dead job, and no secret gets into row or log."""
    error = RuntimeError("https://u:pass1@host/x?token=pass2 refused xoxb-pass3 and Bearer pass4")
    work = Worker(*[error] * TRIES)
    await store.jobs.schedule(promise())
    pauses: list[float] = []
    async with running(Scheduler(store, {"remind": work}, clock, poll=POLL)):
        for tried in range(1, TRIES):
            await eventually(lambda tried=tried: true(len(work.jobs) == tried))
            await eventually(is_in(store, "waiting"))
            next_at = await store.jobs.next_at()
            assert next_at
            pauses.append((next_at - clock.time).total_seconds())
            clock.time = next_at
        await eventually(is_in(store, "dead"))
    assert pauses == [1, 2, 4, 8, 16, 32, 64]
    [dead] = await store.jobs.dead("T1")
    assert dead.error
    assert dead.error.startswith("RuntimeError: https://…@host/x?… refused …")
    assert "pass" not in dead.error + caplog.text
    assert dead.body == {"text": "send pricing"}


async def test_a_work_that_never_ends_its_process_is_given_up(store: Store, clock: Clock):
    """A job whose process dies each time is not taken up for ever."""
    work = Worker()
    await store.jobs.schedule(promise())
    for taken in range(TAKEN_UP):
        await store.jobs.claim("dying", clock.time, clock.time + SECOND, 1)
        clock.time = NOW + (taken + 1) * SECOND
    async with running(Scheduler(store, {"remind": work}, clock, poll=POLL)):
        await eventually(is_in(store, "dead"))
    assert work.jobs == []


@pytest.mark.parametrize(
    ("ending", "state", "attempts"),
    [(Later(SECOND), "waiting", 0), (Later(SECOND, look=True), "posting", 1), (Dead("is_archived"), "dead", 1)],
)
async def test_a_work_says_how_it_ended(store: Store, clock: Clock, ending: Ending, state: str, attempts: int):
    """Later is no failure unless something may have been sent; dead is dead at the first try."""

    async def work(job: Job) -> Ending:
        await store.jobs.posting(job, clock())
        return ending

    await store.jobs.schedule(promise())
    async with running(Scheduler(store, {"remind": work}, clock, poll=POLL)):
        await eventually(is_in(store, state))
        await eventually(lambda: _ownerless(store, state))
    found = await store.jobs.find("T1", "k")
    assert found
    assert (found.state, found.attempts) == (state, attempts)


async def test_a_wake_up_saves_the_wait(store: Store, clock: Clock):
    """With a poll of a minute, a promise made here and now is still kept here and now."""
    work = Worker()
    async with running(Scheduler(store, {"remind": work}, clock, poll=timedelta(minutes=1))) as scheduler:
        await asyncio.sleep(0.05)
        await store.jobs.schedule(promise())
        scheduler.wake()
        await eventually(is_in(store, "done"))


async def test_another_processs_kind_is_left_alone_and_costs_nothing(store: Store, clock: Clock):
    """What is due but not ours does not keep us busy."""
    await store.jobs.schedule(promise(kind="not yet invented"))
    async with running(Scheduler(store, {"remind": Worker()}, clock, poll=timedelta(seconds=0.2))):
        await asyncio.sleep(0.5)
    assert clock.asked < 20
    assert await is_in(store, "waiting")()


async def test_a_database_that_is_gone_for_a_while_is_waited_for(
    store: Store, clock: Clock, url: str, caplog: pytest.LogCaptureFixture
):
    """It is said once when it goes and once when it is back, and what was done meanwhile is not done again."""
    caplog.set_level(logging.INFO, "bot.scheduler")
    there, work = database(url), Worker()
    work.go.clear()
    await store.jobs.schedule(promise())
    async with running(Scheduler(store, {"remind": work}, clock, timedelta(seconds=0.2), poll=POLL)):
        await eventually(lambda: true(len(work.jobs) == 1))
        await there.transact(lambda db: db.exec_driver_sql("ALTER TABLE job RENAME TO hidden"))
        work.go.set()
        clock.time += timedelta(minutes=1)  # the lease is over, too
        await asyncio.sleep(0.2)
        await there.transact(lambda db: db.exec_driver_sql("ALTER TABLE hidden RENAME TO job"))
        await eventually(is_in(store, "done"))
        await eventually(lambda: true(len(caplog.messages) == 2))
    assert len(work.jobs) == 1
    assert "has to wait" in caplog.messages[0]
    assert "is back" in caplog.messages[1]
    await there.close()


async def test_its_own_unexpected_end_is_not_silent(store: Store):
    """When one of its tasks dies, `run` ends with that error, so that the process ends too."""

    def broken() -> datetime:
        raise RuntimeError("no clock")

    with pytest.raises(RuntimeError, match="no clock"):
        await Scheduler(store, {}, broken).run()


async def test_what_is_long_over_is_pruned(store: Store, clock: Clock):
    """Jobs go seven days after their end, briefs thirty days after they were shown."""
    await store.jobs.schedule(promise("old"))
    [job] = await store.jobs.claim("me", NOW, NOW + SECOND, 1)
    await store.jobs.done(job, NOW - timedelta(days=8))
    await store.briefs.keep("T1", "old", {}, NOW - timedelta(days=31))
    await store.briefs.keep("T1", "new", {}, NOW - timedelta(days=29))

    async def gone() -> bool:
        return await store.jobs.find("T1", "old") is None and await store.briefs.find("T1", "old") is None

    async with running(Scheduler(store, {}, clock, poll=POLL)):
        await eventually(gone)
    assert await store.briefs.find("T1", "new") is not None


async def _ownerless(store: Store, state: str) -> bool:
    found = await store.jobs.find("T1", "k")
    return found is not None and (found.owner is None or state == "dead")

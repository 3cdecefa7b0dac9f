"""What waking promises: with Redis or PostgreSQL others hear at once; without, nothing but a second is lost."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from bot.scheduler import Done, Scheduler
from bot.shared import Shared
from bot.store import Job, NewJob, Store
from bot.store.engine import database
from bot.waking import Waking, carrier
from tests.doubles.private_servers import private_redis

NEVER = timedelta(hours=1)  # a worker that looks only when it is woken
AT_ONCE = 3.0  # seconds, on a busy machine


def clock() -> datetime:
    return datetime.now(UTC)


class Sleeper:
    """A worker in a process of its own, fast asleep unless it is woken."""

    def __init__(self, store: Store, shared: Shared) -> None:
        self.did: asyncio.Queue[str] = asyncio.Queue()
        self._scheduler = Scheduler(store, {"follow_up": self._work}, clock, poll=NEVER)
        waking = Waking(carrier(store, shared), self._scheduler.wake)
        store.when_due(waking.ring)
        self._tasks = [asyncio.create_task(loop) for loop in (waking.run(), self._scheduler.run())]

    async def _work(self, job: Job) -> Done:
        self.did.put_nowait(job.key)
        return Done()

    async def does(self, key: str) -> bool:
        """Whether it does this job without anybody's waiting for its next look."""
        with suppress(TimeoutError):
            return await asyncio.wait_for(self.did.get(), AT_ONCE) == key
        return False

    async def ends(self) -> None:
        await self._scheduler.stop(timedelta(seconds=1))
        self._tasks[0].cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@pytest.fixture(params=["redis", "postgresql"])
async def shareds(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Shared, Shared]]:
    """Give what two processes share: a Redis, or nothing but their PostgreSQL."""
    url = str(request.getfixturevalue("redis_url")) if request.param == "redis" else None
    mine, theirs = await Shared.open(url), await Shared.open(url)
    yield mine, theirs
    await mine.close()
    await theirs.close()


@pytest.fixture
async def stores(postgres_url: str) -> AsyncIterator[tuple[Store, Store]]:
    """Give the stores of two processes on one PostgreSQL."""
    mine, theirs = await Store.open(postgres_url), await Store.open(postgres_url)
    await mine.upgrade()
    yield mine, theirs
    await mine.close()
    await theirs.close()


async def _rang(store: Store, shared: Shared, deed: Callable[[Store], Awaitable[object]]) -> None:
    """Do something in a process that only rings, as a door without a worker does."""
    ringing = Waking(carrier(store, shared), lambda: None)
    store.when_due(ringing.ring)
    running = asyncio.create_task(ringing.run())
    await deed(store)
    await asyncio.sleep(0.2)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_what_another_process_makes_due_is_done_at_once(
    stores: tuple[Store, Store], shareds: tuple[Shared, Shared]
):
    """A promise, an accepted delivery and a retried dead letter each wake a worker that is fast asleep elsewhere."""
    mine, theirs = stores
    sleeper = Sleeper(theirs, shareds[1])
    await asyncio.sleep(0.3)  # it has looked, and sleeps

    await _rang(mine, shareds[0], lambda store: store.jobs.schedule(NewJob("follow_up", "T1", "promised", {}, clock())))
    assert await sleeper.does("promised")
    new = NewJob("follow_up", "T1", "accepted", {}, clock())
    await _rang(mine, shareds[0], lambda store: store.inbox.accept(new, owner=None, now=clock(), until=None))
    assert await sleeper.does("accepted")
    await mine.inbox.accept(NewJob("follow_up", "T1", "dead", {}, clock()), owner="me", now=clock(), until=None)
    dead = await mine.jobs.find("T1", "dead")
    assert dead
    await mine.jobs.bury(dead, "no way", clock())
    await _rang(mine, shareds[0], lambda store: store.jobs.retry("T1", "dead", clock()))
    assert await sleeper.does("dead")
    await sleeper.ends()


async def test_who_lost_its_connection_listens_again(postgres_url: str, stores: tuple[Store, Store]):
    """PostgreSQL throws everybody out: a little later the worker hears again, and has looked meanwhile."""
    mine, theirs = stores
    nobody = await Shared.open(None)
    sleeper = Sleeper(theirs, nobody)
    await asyncio.sleep(0.3)
    there = database(postgres_url)
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    thrown_out = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"  # noqa: S608 (our own words)
    await there.transact(lambda db: db.exec_driver_sql(thrown_out))
    await there.close()
    await mine.jobs.schedule(NewJob("follow_up", "T1", "unheard", {}, clock()))

    assert await sleeper.does("unheard")
    await sleeper.ends()
    await nobody.close()


async def test_a_redis_that_was_killed_and_is_back_wakes_again(stores: tuple[Store, Store]):
    """Redis dies with the worker asleep: soon after it is back, what another process makes due is done at once."""
    mine, theirs = stores
    async with private_redis() as redis:
        shared, other = await Shared.open(redis.url), await Shared.open(redis.url)
        sleeper = Sleeper(theirs, other)
        await asyncio.sleep(0.3)
        await redis.stops(signal.SIGKILL)
        await redis.starts()
        await asyncio.sleep(1.5)  # it tries again each second, and looks when it listens again
        await _rang(mine, shared, lambda store: store.jobs.schedule(NewJob("follow_up", "T1", "k", {}, clock())))

        assert await sleeper.does("k")
        await sleeper.ends()
        await shared.close()
        await other.close()


async def test_nobody_carries_it_and_nothing_breaks(stores: tuple[Store, Store]):
    """With a Redis that is not there, ringing and listening go on trying and disturb nobody."""
    mine, theirs = stores
    gone = await Shared.open("redis://127.0.0.1:1/0")
    sleeper = Sleeper(theirs, gone)
    await asyncio.sleep(0.1)
    await theirs.jobs.schedule(NewJob("follow_up", "T1", "here", {}, clock()))  # rings, and wakes its own worker

    assert await sleeper.does("here")
    assert await mine.jobs.schedule(NewJob("follow_up", "T1", "there", {}, clock()))
    await sleeper.ends()
    await gone.close()

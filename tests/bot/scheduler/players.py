"""A clock that stands still, a worker that does as it is told, and words to wait with."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from bot.scheduler import Done, Ending, Scheduler
from bot.store import Job, NewJob, Store

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LEASE_END = NOW + timedelta(seconds=30)
POLL = timedelta(milliseconds=20)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.time, self.asked = NOW, 0

    def __call__(self) -> datetime:
        self.asked += 1
        return self.time


class Worker:
    """Does what it is told with each job, and remembers them."""

    def __init__(self, *endings: Ending | Exception) -> None:
        self.endings, self.jobs, self.at_once, self.most = list(endings), list[Job](), 0, 0
        self.go = asyncio.Event()
        self.go.set()
        self.cancelled = 0

    async def __call__(self, job: Job) -> Ending:
        self.jobs.append(job)
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.at_once -= 1
        ending = self.endings.pop(0) if self.endings else Done()
        if isinstance(ending, Exception):
            raise ending
        return ending


@asynccontextmanager
async def running(scheduler: Scheduler) -> AsyncGenerator[Scheduler]:
    """Let it run, and stop it afterwards."""
    run = asyncio.create_task(scheduler.run())
    try:
        yield scheduler
    finally:
        await scheduler.stop(timedelta(seconds=2))
        await run


def promise(key: str = "k", due: datetime = NOW, kind: str = "remind") -> NewJob:
    return NewJob(kind, "T1", key, {"text": "send pricing"}, due)


async def eventually(so: Callable[[], Awaitable[bool]]) -> None:
    """Wait until it is so, for five seconds at most."""
    async with asyncio.timeout(5):
        while not await so():  # noqa: ASYNC110 (it asks a database, which has no event to wait for)
            await asyncio.sleep(0.005)


async def true(so: bool) -> bool:  # noqa: FBT001 (a fact is the whole of it)
    """What is known without asking the database."""
    return so


def is_in(store: Store, state: str, key: str = "k") -> Callable[[], Awaitable[bool]]:
    async def found_so() -> bool:
        found = await store.jobs.find("T1", key)
        return found is not None and found.state == state

    return found_so

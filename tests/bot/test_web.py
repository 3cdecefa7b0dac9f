"""What watchdogs are told: alive, and able to keep a promise, with figures for whoever looks closer."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.research import Research
from bot.services import Services, Suppliers
from bot.settings import Settings
from bot.shared import Shared
from bot.store import NewJob, Store
from bot.web import Parts, application, health, worker_said
from tests import examples

NOW = examples.NOW


class Watchdog:
    """Asks the two addresses of a process."""

    def __init__(self, store: Store, client: "TestClient[web.Request, web.Application]") -> None:
        self.store, self._client = store, client

    async def asks(self, path: str) -> tuple[int, Mapping[str, object]]:
        async with self._client.get(path) as answer:
            return answer.status, await answer.json()


@pytest.fixture(params=[None, "redis://127.0.0.1:1/0"], ids=["no Redis", "Redis gone"])
async def watchdog(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Watchdog]:
    """Give a watchdog of a process that only accepts."""
    store, shared = await Store.open(f"sqlite:///{tmp_path / 'warmup.sqlite3'}"), await Shared.open(request.param)
    await store.upgrade()
    research = Research(shared, lambda: NOW, None)
    services = Services(Settings(), store, shared, Suppliers(), research, lambda: NOW)

    async def parts() -> Parts:
        return await health(services, worker_said(inside=False, looked=None, now=NOW))

    async with AsyncExitStack() as stack:
        for close in (store.close, shared.close, research.close):
            stack.push_async_callback(close)
        server = TestServer(application([], parts), host="127.0.0.1")
        yield Watchdog(store, await stack.enter_async_context(TestClient(server)))


async def test_ready_says_what_it_stands_on(watchdog: Watchdog, request: pytest.FixtureRequest) -> None:
    """Without Redis it is ready all the same; dead letters and the oldest overdue job are figures."""
    for number, late in enumerate((90, 30)):
        await watchdog.store.jobs.schedule(NewJob("x", "T1", f"late{number}", {}, NOW - timedelta(seconds=late)))
    new = NewJob("x", "T1", "dead", {}, NOW)
    job = await watchdog.store.inbox.accept(new, owner="me", now=NOW, until=NOW + timedelta(seconds=30))
    assert job
    await watchdog.store.jobs.bury(job, "no way", NOW)

    assert await watchdog.asks("/readyz") == (
        200,
        {
            "status": "ok",
            "database": "ok",
            "redis": "gone: slower, nothing lost" if "gone" in request.node.name else "not configured",
            "worker": "none in this process",
            "dead_letters": 1,
            "overdue_seconds": 90.0,
        },
    )


async def test_without_its_database_it_is_alive_but_not_ready(watchdog: Watchdog) -> None:
    """Nothing can be kept, so nothing should be sent here; restarting the process would not help."""
    await watchdog.store.close()
    status, said = await watchdog.asks("/readyz")

    assert (status, said["status"], said["database"]) == (503, "not ready", "the store is closed")
    assert (said["dead_letters"], said["overdue_seconds"]) == (None, None)
    assert await watchdog.asks("/healthz") == (200, {"status": "ok"})


def test_a_worker_inside_says_when_it_looked() -> None:
    """The age of its last answer from the database tells a working worker from a stuck one."""
    assert worker_said(inside=True, looked=None, now=NOW) == "inside, has not looked yet"
    assert worker_said(inside=True, looked=NOW - timedelta(seconds=2.5), now=NOW) == "inside, looked 2.5 s ago"

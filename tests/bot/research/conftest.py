"""Research as in production, a supplier on this machine to ask, and a clock that is moved by hand."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.research import Research
from bot.shared import Shared
from tests.bot.research.players import Clock, Desk, Supplier


@pytest.fixture
async def supplier() -> AsyncIterator[Supplier]:
    """A supplier on 127.0.0.1."""
    player = Supplier()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", player.serve)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    player.url = str(server.make_url("/")).rstrip("/")
    yield player
    await server.close()


@pytest.fixture
def clock() -> Clock:
    """A clock at a fixed time."""
    return Clock()


@pytest.fixture
async def shared() -> AsyncIterator[Shared]:
    """What is shared, in memory."""
    opened = await Shared.open(None)
    yield opened
    await opened.close()


@pytest.fixture
async def research(supplier: Supplier, shared: Shared, clock: Clock) -> AsyncIterator[Research]:
    """Research as in production, closed before the supplier is; afterwards nothing it started may be running."""
    before = asyncio.all_tasks()
    opened = Research(shared, clock.now, "ops@example.com")
    yield opened
    await opened.close()
    await asyncio.sleep(0)
    left = [task for task in asyncio.all_tasks() - before if task.get_name().startswith("flight")]
    assert not left


@pytest.fixture
def desk(research: Research) -> Desk:
    """Somebody who asks."""
    return Desk(research)

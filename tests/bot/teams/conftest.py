"""A Teams to talk to, and our front door for it to knock at."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.store import Store
from bot.teams.listen import TeamsListener
from bot.teams.send import TeamsMessenger
from handlers import ROUTES
from tests.doubles.slack_door import FakeReception
from tests.doubles.teams_door import NOW, TeamsDoor, settings_for
from tests.doubles.teams_server import TeamsServer


@pytest.fixture
async def teams() -> AsyncIterator[TeamsServer]:
    """Microsoft on this machine."""
    async with TeamsServer() as server:
        yield server


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A store of its own."""
    store = await Store.open(f"sqlite:///{tmp_path / 'warmup.sqlite3'}")
    await store.upgrade()
    yield store
    await store.close()


@pytest.fixture
async def messenger(teams: TeamsServer, store: Store) -> AsyncIterator[TeamsMessenger]:
    """A messenger in a hurry."""
    quick = TeamsMessenger(
        settings_for(teams), store.reaches, lambda: NOW, {"note_form"}, edits=timedelta(0), timeout=timedelta(seconds=1)
    )
    yield quick
    await quick.close()


@pytest.fixture
def reception() -> FakeReception:
    """Where deliveries end up."""
    return FakeReception()


@pytest.fixture
async def listener(
    teams: TeamsServer, messenger: TeamsMessenger, reception: FakeReception
) -> AsyncIterator[TeamsListener]:
    """The listener, before it has fetched a key."""
    listener = TeamsListener(settings_for(teams), reception, messenger, lambda: NOW, ROUTES)
    yield listener
    await listener.close()


@pytest.fixture
async def door(teams: TeamsServer, listener: TeamsListener, reception: FakeReception) -> AsyncIterator[TeamsDoor]:
    """The listener behind a real web server, as `bot/web.py` mounts it."""
    app = web.Application()
    app.add_routes(listener.routes())
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        yield TeamsDoor(client, teams, reception)

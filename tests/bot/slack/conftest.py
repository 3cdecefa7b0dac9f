"""A Slack to talk to, and our front door for it to knock at."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.slack.listen import Listener
from bot.slack.pace import Pace
from bot.slack.send import SlackMessenger
from tests.doubles.slack_api import SlackApi
from tests.doubles.slack_door import NOW, Door, FakeReception, settings_for


@pytest.fixture
async def slack() -> AsyncIterator[SlackApi]:
    """A Slack on this machine."""
    async with SlackApi() as api:
        yield api


@pytest.fixture
def reception() -> FakeReception:
    """Where deliveries end up."""
    return FakeReception()


@pytest.fixture
async def door(slack: SlackApi, reception: FakeReception) -> AsyncIterator[Door]:
    """The listener behind a real web server, as `bot/web.py` mounts it."""
    listener = Listener(settings_for(slack.url), reception, lambda: NOW)
    app = web.Application()
    app.add_routes(listener.routes())
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        yield Door(client, reception)
    await listener.close()


@pytest.fixture
async def messenger(slack: SlackApi) -> AsyncIterator[SlackMessenger]:
    """A messenger in a hurry."""
    quick = SlackMessenger(settings_for(slack.url), lambda: NOW, pace=Pace(timedelta(0)), settle=timedelta(0))
    yield quick
    await quick.close()

"""A managed identity: its token comes from the machine's own endpoint, as Azure App Service has it."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.cards import Card, text
from bot.chat import Place, PlaceKind
from bot.errors import Refused
from bot.store import Store
from bot.teams.send import TeamsMessenger
from tests.doubles import teams_activities as asked
from tests.doubles.teams_door import NOW, TeamsDoor, settings_for
from tests.doubles.teams_server import TENANT, TeamsServer, Trouble

HEADER = "of-this-machine-only"
HELLO, DIRECT = Card("hello", (text("hello"),)), Place("teams", TENANT, asked.DIRECT, PlaceKind.DIRECT)


@dataclass
class Endpoint:
    """The machine's endpoint: what it was asked, and how it behaves."""

    url: str = ""
    queries: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    lasts: int = 86_400  # seconds; msal asks again for what has less than five minutes left
    delay: float = 0
    refuses: bool = False

    async def answer(self, request: web.Request) -> web.Response:
        """A token, as App Service gives it: with the moment of its end as a string."""
        if request.headers.get("X-IDENTITY-HEADER") != HEADER:
            return web.json_response({"statusCode": 401, "message": "no header"}, status=401)
        self.queries.append(dict(request.query))
        await asyncio.sleep(self.delay)
        if self.refuses:
            return web.json_response({"statusCode": 400, "message": "No User Assigned Identity found"}, status=400)
        ends = f"{int(time.time()) + self.lasts}"
        token = {"access_token": f"managed-{len(self.queries)}", "expires_on": ends, "token_type": "Bearer"}
        return web.json_response(
            token | {"resource": request.query["resource"], "client_id": request.query["client_id"]}
        )


@pytest.fixture
async def endpoint(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Endpoint]:
    """It, where the library looks for it."""
    played, app = Endpoint(), web.Application()
    app.router.add_get("/msi/token", played.answer)
    async with TestServer(app, host="127.0.0.1") as server:
        monkeypatch.setenv("IDENTITY_ENDPOINT", str(server.make_url("/msi/token")))
        monkeypatch.setenv("IDENTITY_HEADER", HEADER)
        yield played


@pytest.fixture
async def messenger(teams: TeamsServer, store: Store, endpoint: Endpoint) -> AsyncIterator[TeamsMessenger]:
    """A messenger of an identity nobody has used before: the library remembers tokens for the whole process."""
    del endpoint
    settings = settings_for(
        teams, microsoft_app_id=str(uuid4()), microsoft_app_type="UserAssignedMSI", microsoft_app_password=None
    )
    messenger = TeamsMessenger(settings, store.reaches, lambda: NOW, timeout=timedelta(seconds=4))
    yield messenger
    await messenger.close()


async def test_its_token_is_fetched_once_and_kept(door: TeamsDoor, messenger: TeamsMessenger, endpoint: Endpoint):
    """For the Bot Framework's resource and our client ID; five messages at once need one."""
    await door.deliver(asked.says(door.teams.service, "hello"))
    await asyncio.gather(*(messenger.post(DIRECT, HELLO, f"k{n}") for n in range(5)))
    assert {call.headers["Authorization"] for call in door.teams.posted()} == {"Bearer managed-1"}
    [query] = endpoint.queries
    assert query["resource"] == "https://api.botframework.com"
    assert query["client_id"]


async def test_one_that_is_not_taken_is_fetched_anew(door: TeamsDoor, messenger: TeamsMessenger, endpoint: Endpoint):
    """Near its end, and refused by Teams: another one is asked for, and the message goes with it, once."""
    endpoint.lasts = 200
    await door.deliver(asked.says(door.teams.service, "hello"))
    door.teams.trouble = [Trouble(401)]
    await messenger.post(DIRECT, HELLO, "k")
    assert [call.headers["Authorization"] for call in door.teams.calls] == ["Bearer managed-1", "Bearer managed-2"]


async def test_an_identity_that_is_not_there_is_one_clear_sentence(
    door: TeamsDoor, messenger: TeamsMessenger, endpoint: Endpoint
):
    """The check says what to mend, and posting means: not shown, again later."""
    endpoint.refuses = True
    await door.deliver(asked.says(door.teams.service, "hello"))
    assert "managed identity gives no token" in (await messenger.check() or "")
    with pytest.raises(Refused, match="login_failed") as no:
        await messenger.post(DIRECT, HELLO, "k")
    assert no.value.again
    assert not door.teams.posted()


async def test_an_endpoint_that_hangs_is_not_waited_for(messenger: TeamsMessenger, endpoint: Endpoint):
    """The loop turns meanwhile, and after our own patience it is said."""
    endpoint.delay, turns = 4.5, 0
    checking = asyncio.create_task(messenger.check())
    while not checking.done():
        await asyncio.sleep(0.01)
        turns += 1
    assert "managed identity gives no token" in (await checking or "")
    assert turns > 10, "a blocking fetch lets the loop turn once"

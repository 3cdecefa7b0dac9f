"""Who may speak to the desk."""

from collections.abc import AsyncIterator, Mapping

import aiohttp
import pytest
from aiohttp import web

from bot.desk.guard import HEADERS, check_host, guarded
from bot.errors import SettingsMistake


async def _yes(_: web.Request) -> web.Response:
    return web.Response(text="yes", headers=HEADERS)


@pytest.fixture
async def port() -> AsyncIterator[int]:
    """A guarded address on loopback."""
    application = web.Application()
    application.add_routes([web.get("/", guarded(_yes)), web.post("/", guarded(_yes))])
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield runner.addresses[0][1]
    await runner.cleanup()


async def status(port: int, method: str, headers: Mapping[str, str]) -> int:
    sent = {name: value.replace("PORT", str(port)) for name, value in headers.items()}
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, f"http://127.0.0.1:{port}/", headers=sent) as answer,
    ):
        return answer.status


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": "localhost:PORT", "Origin": "http://localhost:PORT"},
        {"Origin": "http://127.0.0.1:PORT", "Sec-Fetch-Site": "same-origin"},
        {"Host": "[::1]:PORT"},
    ],
)
async def test_a_page_of_our_own_is_served(port: int, headers: dict[str, str]):
    """The desk's own pages may read and press."""
    assert await status(port, "GET", headers) == 200
    assert await status(port, "POST", headers) == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:PORT", "127.0.0.1:1", "127.0.0.1.evil.example:PORT", "10.0.0.1:PORT", ":99999"],
)
async def test_a_name_that_was_pointed_here_is_refused(port: int, host: str):
    """A web page whose name resolves to this machine (DNS rebinding) can neither read nor press."""
    assert await status(port, "GET", {"Host": host}) == 403
    assert await status(port, "POST", {"Host": host}) == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:PORT"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://127.0.0.1:PORT", "Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_a_page_elsewhere_cannot_press(port: int, headers: dict[str, str]):
    """Cross-site request forgery is refused."""
    assert await status(port, "POST", headers) == 403


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.com", ""])  # noqa: S104 (that it is refused is the point)
def test_the_desk_refuses_an_address_that_others_can_reach(host: str):
    """One sentence says why, and what to set."""
    with pytest.raises(SettingsMistake, match=r"this machine only.*HOST=127\.0\.0\.1"):
        check_host(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "localhost", "::1"])
def test_the_desk_listens_on_loopback(host: str):
    """Every name of this machine itself will do."""
    check_host(host)

"""What Warmup's front door is compared with; `python -m bench.front_door.rivals NAME` serves one of them."""
# pyright: reportUnknownMemberType=false
# (slack_bolt types its decorators in part only)

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from urllib.parse import parse_qs

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bench.front_door.deliveries import PATH, SECRET
from bot.cli.lasting import loop_factory
from bot.store import NewJob, Store

Handle = Callable[[web.Request], Awaitable[web.Response]]


@asynccontextmanager
async def bolt() -> AsyncGenerator[Handle]:
    """Bolt as its own examples have it: a token, a listener that acknowledges, every default."""
    client = AsyncWebClient("xoxb-bench", base_url=os.environ["SLACK_API_URL"])
    app = AsyncApp(token="xoxb-bench", signing_secret=SECRET, client=client)  # noqa: S106 (not a secret)

    async def heard(ack: AsyncAck) -> None:
        await ack()

    app.command("/warmup")(heard)

    async def handle(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    yield handle


@asynccontextmanager
async def bare() -> AsyncGenerator[Handle]:
    """A handler that checks the signature and does nothing else."""
    verifier = SignatureVerifier(SECRET)

    async def handle(request: web.Request) -> web.Response:
        body = await request.text()
        return web.Response(status=200 if verifier.is_valid_request(body, dict(request.headers)) else 401)

    yield handle


@asynccontextmanager
async def durable() -> AsyncGenerator[Handle]:
    """A handler that checks the signature and keeps the delivery in Warmup's own inbox: committed, once, then 200."""
    verifier = SignatureVerifier(SECRET)
    store = await Store.open(os.environ["DATABASE_URL"])
    await store.upgrade()

    async def handle(request: web.Request) -> web.Response:
        body = await request.text()
        if not verifier.is_valid_request(body, dict(request.headers)):
            return web.Response(status=401)
        asked, now = {name: values[-1] for name, values in parse_qs(body).items()}, datetime.now(UTC)
        new = NewJob("delivery", asked["team_id"], f"slack:trigger:{asked['trigger_id']}", asked, now)
        await store.inbox.accept(new, owner=None, now=now, until=None)
        return web.Response()

    yield handle
    await store.close()


RIVALS = {"bolt": bolt, "bare": bare, "durable": durable}


async def serve(name: str) -> None:
    """Serve one of them, say where, and end with SIGTERM."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with AsyncExitStack() as stack:
        app = web.Application()
        app.router.add_post(PATH, await stack.enter_async_context(RIVALS[name]()))
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        sys.stdout.write(f"{name} listens on http://127.0.0.1:{runner.addresses[0][1]}\n")
        sys.stdout.flush()
        await stop.wait()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(serve(sys.argv[1]))

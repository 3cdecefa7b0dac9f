"""Bolt, for what needs it: answers Slack waits for, and Socket Mode; nothing is computed in here."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# (slack_bolt types its decorators in part only)

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse

from bot.settings import Settings
from bot.slack.call import ask_once, web_client
from bot.slack.translate import Malformed

log = logging.getLogger(__name__)
_quiet = logging.getLogger(f"{__name__}.library")
_quiet.setLevel(logging.ERROR)  # it warns at each start that it found a token it does not need

EVERYTHING = re.compile(".*", re.DOTALL)
PATROL = timedelta(seconds=15)
PING = timedelta(seconds=10)
SILENCE = timedelta(seconds=60)  # a living connection answers every ping

_OK = 200
_STATUS = {404: _OK, 500: 503}  # unknown to Bolt is of no concern to us; a listener's error is no acknowledgement

Hear = Callable[[dict[str, object], AsyncAck], Awaitable[BoltResponse | None]]
Listens = Callable[[re.Pattern[str]], Callable[[Hear], object]]
Take = Callable[[Mapping[str, object]], Awaitable[dict[str, object] | None]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What Slack is answered."""

    status: int
    body: str = ""


@dataclass(slots=True)
class Ourselves:
    """Who the bot is, as `auth.test` told once; authorising a request asks nobody again."""

    token: str
    user: str | None = None
    bot: str | None = None

    def answer(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        """Bolt's question for each request, answered from memory."""
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=self.token,
            bot_user_id=self.user,
            bot_id=self.bot,
        )


def bolt_app(settings: Settings, ourselves: Ourselves, take: Take) -> AsyncApp:
    """An app whose every listener hands the payload to `take`.

    `process_before_response` is a condition of durability: without it Bolt acknowledges an event before it is stored.
    The signature is checked before anything comes here (HTTP) or is none (Socket Mode).
    """

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return ourselves.answer(enterprise_id, team_id)

    app = AsyncApp(
        logger=_quiet,
        name="warmup",
        client=web_client(None, settings.slack_api_url),
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )

    async def hear(body: dict[str, object], ack: AsyncAck) -> BoltResponse | None:
        try:
            answer = await take(body)
        except Malformed:
            return BoltResponse(status=400)
        await ack(**(answer or {}))  # pyright: ignore[reportArgumentType] (the answer's keys are ack's own)
        return None

    listeners = (app.event, app.command, app.action, app.shortcut, app.view, app.view_closed, app.options)
    for listens in cast("tuple[Listens, ...]", listeners):
        listens(EVERYTHING)(hear)
    return app


async def through_bolt(app: AsyncApp, payload: dict[str, object]) -> Reply:
    """What Bolt answers to a verified payload of known fields; 503 when it could not be kept."""
    answer = await app.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))
    status = _STATUS.get(answer.status, answer.status)
    return Reply(status, answer.body if answer.status == _OK else "")


class Socket:
    """Socket Mode: a connection we open, with a watchdog, because a silent loss of it has been seen."""

    def __init__(self, app: AsyncApp, app_token: str, api_url: str, now: Callable[[], datetime]) -> None:
        self._app = app
        self._token = app_token
        self._client = web_client(app_token, api_url)
        self._now = now
        self._handler: AsyncSocketModeHandler | None = None
        self._watch: asyncio.Task[None] | None = None

    async def open(self, patrol: timedelta = PATROL, ping: timedelta = PING) -> None:
        """Connect, and stay connected. Raises Refused and Unsure when Slack does not open a connection."""
        opened = await ask_once(self._client, "apps.connections.open")
        self._handler = AsyncSocketModeHandler(
            self._app, self._token, web_client=self._client, ping_interval=ping.total_seconds()
        )
        self._handler.client.wss_uri = cast("str", opened["url"])  # else it would ask for a second one
        self._watch = asyncio.create_task(self._keep(self._handler, patrol))

    async def close(self) -> None:
        """Hang up."""
        if self._watch:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
        if self._handler:
            await self._handler.close_async()

    async def _keep(self, handler: AsyncSocketModeHandler, patrol: timedelta) -> None:
        await handler.connect_async()
        while True:
            await asyncio.sleep(patrol.total_seconds())
            with suppress(aiohttp.ClientError, TimeoutError):
                if not await self._alive(handler):
                    log.warning("the Socket Mode connection is lost or silent; connecting again")
                    await handler.client.connect_to_new_endpoint(force=True)

    async def _alive(self, handler: AsyncSocketModeHandler) -> bool:
        heard = handler.client.last_ping_pong_time
        silent = heard is not None and self._now().timestamp() - heard > SILENCE.total_seconds()
        return not silent and await handler.client.is_connected()

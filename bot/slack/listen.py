"""Hears what people do in Slack: checks the signature, translates, keeps it, and only then acknowledges."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import cast
from urllib.parse import parse_qs

import aiohttp
from aiohttp import web
from slack_sdk.signature import Clock, SignatureVerifier

from bot.chat import Interaction, Reception
from bot.errors import NotStored, Refused, SettingsMistake, Unsure
from bot.settings import Settings
from bot.slack import limits
from bot.slack.bolt import Ourselves, Reply, Socket, bolt_app, through_bolt
from bot.slack.call import Line, ask_once, web_client
from bot.slack.reasons import TOKEN_TROUBLE, explain
from bot.slack.translate import Malformed, for_bolt, translate

log = logging.getLogger(__name__)

PATH = "/slack/events"
NOT_KEPT = "I could not keep that just now, so nothing will come of it. Please try again in a minute."
_ANSWERED = ("view_submission", "block_suggestion")  # Slack waits for what we say to these


class _TooLarge(Exception):
    """More than Slack ever sends."""


class _Clock(Clock):
    """Our clock, for a signature's age."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def now(self) -> float:
        return self._now().timestamp()


class Listener:
    """Slack's way in: HTTP when there is a signing secret, else Socket Mode.

    Raises SettingsMistake when neither can be done safely: an unsigned delivery is never taken.
    """

    def __init__(self, settings: Settings, reception: Reception, now: Callable[[], datetime]) -> None:
        if settings.slack_bot_token is None:
            raise SettingsMistake("SLACK_BOT_TOKEN is missing: see docs/slack.md, step 3.")
        self._verifier = _verifier(settings, now)
        self._reception = reception
        self._now = now
        self._saves = settings.warmup_intel_emoji
        self._api_url = settings.slack_api_url
        self._ourselves = Ourselves(settings.slack_bot_token.get_secret_value())
        self._bolt = bolt_app(settings, self._ourselves, self._take)
        self._line = Line(self._ourselves.token, settings.slack_api_url)
        self._said: set[asyncio.Task[bool]] = set()
        token = settings.slack_app_token
        self._socket = None
        if self._verifier is None and token is not None:
            self._socket = Socket(self._bolt, token.get_secret_value(), settings.slack_api_url, now)

    def routes(self) -> list[web.RouteDef]:
        """The one address of events, commands, interactivity and options; none in Socket Mode."""
        return [web.post(PATH, self._deliver)] if self._verifier else []

    async def start(self) -> None:
        """Ask Slack once who we are, and connect in Socket Mode. Raises SettingsMistake for a token Slack refuses."""
        await self._introduce()
        if self._socket is None:
            return
        try:
            await self._socket.open()
        except Refused as no:
            raise SettingsMistake(f"SLACK_APP_TOKEN: {explain(no.reason)}") from no
        except Unsure as error:
            raise SettingsMistake("Slack cannot be reached: Socket Mode needs the way out to it.") from error

    async def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            await self._socket.close()
        await asyncio.gather(*self._said, return_exceptions=True)
        await self._line.close()

    # ── One delivery ──

    async def _deliver(self, request: web.Request) -> web.Response:
        """Read once, verify, parse once, keep, acknowledge; see docs/decisions/0004-slack-front-door.md."""
        try:
            reply = await self._reply(await _text_of(request), request.headers)
        except _TooLarge:
            reply = Reply(413)
        except (Malformed, ValueError) as error:
            log.warning("a delivery was refused as malformed: %s", type(error).__name__)
            reply = Reply(400)
        except NotStored:
            log.exception("a delivery was not kept, so it is not acknowledged")
            reply = Reply(503)
        kind = "application/json" if reply.body.startswith("{") else "text/plain"
        return web.Response(status=reply.status, text=reply.body, content_type=kind)

    async def _reply(self, body: str, headers: Mapping[str, str]) -> Reply:
        if not self._is_signed(body, headers):
            return Reply(401)
        payload = _parse(body, headers.get("Content-Type", ""))
        if "ssl_check" in payload:
            return Reply(200)
        if payload.get("type") == "url_verification":
            return Reply(200, json.dumps({"challenge": str(payload.get("challenge", ""))}))
        if payload.get("type") in _ANSWERED:
            return await through_bolt(self._bolt, for_bolt(payload))
        await self._take(payload)
        return Reply(200)

    def _is_signed(self, body: str, headers: Mapping[str, str]) -> bool:
        try:
            return self._verifier is not None and self._verifier.is_valid_request(body, dict(headers))
        except (ValueError, TypeError, OverflowError):  # a timestamp that is no number, a signature that is no ASCII
            return False

    async def _take(self, payload: Mapping[str, object]) -> dict[str, object] | None:
        """Keep one payload, whichever way it came; what Slack is to be told. Raises Malformed and NotStored."""
        asked = translate(payload, self._now(), self._saves)
        if asked is None:
            return {"options": []} if payload.get("type") == "block_suggestion" else None
        if payload.get("type") == "view_submission":
            wrong = self._reception.check(asked)
            if wrong is not None and wrong.by_input:
                return {"response_action": "errors", "errors": _on_inputs(asked, wrong.by_input)}
        try:
            await self._reception.accept(asked)
        except NotStored:
            if payload.get("type") not in _ANSWERED:  # there Slack itself says that it failed
                self._admit(asked)
            raise
        return None

    def _admit(self, asked: Interaction) -> None:
        """Say honestly that it was not kept, where somebody waits and Slack will not deliver it again."""
        if asked.reply_to:
            said = self._line.reply(asked.reply_to, {"response_type": "ephemeral", "text": NOT_KEPT})
            task = asyncio.create_task(said)
            self._said.add(task)
            task.add_done_callback(self._said.discard)

    async def _introduce(self) -> None:
        try:
            answer = await ask_once(web_client(self._ourselves.token, self._api_url), "auth.test")
        except Refused as no:
            if no.reason in TOKEN_TROUBLE:
                raise SettingsMistake(f"SLACK_BOT_TOKEN: {explain(no.reason)}") from no
            log.warning("Slack did not say who we are: %s", no.reason)
        except Unsure:
            log.warning("Slack did not answer yet; what it delivers is taken all the same")
        else:
            self._ourselves.user = cast("str | None", answer.get("user_id"))
            self._ourselves.bot = cast("str | None", answer.get("bot_id"))


def _verifier(settings: Settings, now: Callable[[], datetime]) -> SignatureVerifier | None:
    secret = settings.slack_signing_secret.get_secret_value().strip() if settings.slack_signing_secret else ""
    if secret:
        return SignatureVerifier(secret, _Clock(now))
    if settings.slack_app_token is None:
        raise SettingsMistake(
            "SLACK_SIGNING_SECRET is missing, so nobody can tell Slack from somebody else: set it (HTTP),"
            " or set SLACK_APP_TOKEN instead (Socket Mode). See docs/slack.md, step 3."
        )
    return None


def _on_inputs(asked: Interaction, by_input: Mapping[str, str]) -> dict[str, str]:
    """Slack refuses errors on inputs it does not show: those go to the first one."""
    first = next(iter(asked.values), "")
    return {name if name in asked.values else first: sentence for name, sentence in by_input.items()}


async def _text_of(request: web.Request) -> str:
    """The body, read once. Raises _TooLarge, and ValueError when it is not UTF-8 or breaks off."""
    read = bytearray()
    try:
        async for piece in request.content.iter_any():
            read += piece
            if len(read) > limits.BODY:
                raise _TooLarge
    except (web.RequestPayloadError, aiohttp.ClientError) as error:
        raise ValueError("the body cannot be read") from error
    return read.decode("utf-8")


def _parse(body: str, content_type: str) -> Mapping[str, object]:
    """JSON, or a form, whose `payload` is JSON again. Raises Malformed and ValueError."""
    if content_type.startswith("application/json") or body.lstrip().startswith("{"):
        return _json(body)
    form = {name: values[-1] for name, values in parse_qs(body, keep_blank_values=True, max_num_fields=200).items()}
    return _json(form["payload"]) if "payload" in form else cast("Mapping[str, object]", form)


def _json(body: str) -> Mapping[str, object]:
    try:
        parsed: object = json.loads(body)
    except RecursionError as error:
        raise Malformed("nested too deeply") from error
    if not isinstance(parsed, dict):
        raise Malformed("not an object")
    return cast("Mapping[str, object]", parsed)

"""Hears what people do in Teams: checks the token, translates, keeps it, and only then acknowledges."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

import aiohttp
from aiohttp import web

from bot.cards import Card, Errors
from bot.chat import Interaction, PlaceKind, Reception
from bot.errors import NotStored, UserMistake
from bot.settings import Settings
from bot.teams import answers, limits
from bot.teams.config import teams_config
from bot.teams.form import as_mapping
from bot.teams.literal import dumped
from bot.teams.payloads import Activity, Query
from bot.teams.send import TeamsMessenger
from bot.teams.tokens import Doorkeeper, Keys, Rejected
from bot.teams.translate import Heard, Malformed, Waits, place_of, read, team_of, translate, who_of
from bot.teams.waiting import within

log = logging.getLogger(__name__)

PATH = "/api/messages"
SAVE, SEARCH = "save_intel", "search_briefs"
Find = Callable[[str, str], Awaitable[Sequence[tuple[str, Card]]]]  # team and words → titles and cards
Reply = tuple[int, Mapping[str, object] | None]

_TAKEN: Reply = (202, None)


class TeamsListener:
    """Teams' way in. Raises SettingsMistake when nobody could tell Teams from somebody else."""

    def __init__(
        self,
        settings: Settings,
        reception: Reception,
        messenger: TeamsMessenger,
        now: Callable[[], datetime],
        routes: Collection[str],
        find: Find | None = None,
    ) -> None:
        """`routes`: every action there is; `find`: looks for kept briefs."""
        config = teams_config(settings)
        self._keys = Keys(config.openid_url, now)
        self._door = Doorkeeper(config, self._keys, now)
        self._insecure = config.insecure
        self._reception, self._messenger, self._now = reception, messenger, now
        self._routes, self._find = frozenset(routes), find
        self._fetching: asyncio.Task[None] | None = None

    def routes(self) -> list[web.RouteDef]:
        """The one address of everything."""
        return [web.post(PATH, self._deliver)]

    async def start(self) -> None:
        """Begin to fetch Microsoft's keys, before somebody waits for them."""
        if not self._insecure:
            self._fetching = asyncio.create_task(self._keys.keep_fresh())

    async def close(self) -> None:
        """Hang up."""
        if self._fetching:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)
        await self._keys.close()

    # ── One delivery ──

    async def _deliver(self, request: web.Request) -> web.Response:
        """Read once, verify, keep, acknowledge; what is refused is refused with a word of the log, and no more."""
        try:
            status, answer = await self._reply(request)
        except Rejected as no:
            log.warning("a delivery was refused: %s", no)
            status, answer = no.status, None
        except Malformed as error:
            log.warning("a delivery was refused as malformed: %s", error)
            status, answer = 400, None
        except NotStored:
            log.exception("a delivery was not kept, so it is not acknowledged")
            status, answer = 503, None
        if answer is None:
            return web.Response(status=status)
        return web.Response(status=status, body=dumped(answer), content_type="application/json", charset="utf-8")

    async def _reply(self, request: web.Request) -> Reply:
        header = request.headers.get("Authorization", "")
        if request.content_type != "application/json":
            raise Rejected(415, "not JSON")
        if not self._door.is_presented(header):
            raise Rejected(401, "no bearer token")
        raw = _json(await _body(request))
        await self._door.check(header, *_says(raw))
        activity = read(Activity, raw)
        return await self._take(activity)

    async def _take(self, activity: Activity) -> Reply:
        if activity.type in {"conversationUpdate", "installationUpdate"}:
            await self._moved(activity)
            return _TAKEN
        if activity.name == "composeExtension/query":
            return 200, await self._searched(activity)
        heard = translate(activity, self._now())
        if heard is None:
            return (200, {}) if activity.type == "invoke" else _TAKEN
        await self._messenger.contacts.seen(activity)
        if heard.asked.action == SAVE and "intel_form" in self._routes and heard.waits is Waits.OPENING:
            heard = replace(heard, asked=replace(heard.asked, action="intel_form"))
        if heard.asked.action and heard.asked.action not in self._routes:
            return answers.not_known(heard)
        return await self._answered(heard) if heard.waits is not Waits.NOTHING else await self._kept(heard)

    async def _kept(self, heard: Heard) -> Reply:
        wrong = self._wrong(heard)
        if not wrong:
            await self._reception.accept(heard.asked)
        return _TAKEN

    async def _answered(self, heard: Heard) -> Reply:
        """Keep it, and give whoever does the work a few seconds to say what Teams is to show."""
        wrong = self._wrong(heard)
        if wrong and heard.under_way:
            return answers.mistaken(heard.waits, heard.under_way, wrong)
        with self._messenger.waiting.expecting(heard.asked, dialog=heard.waits is not Waits.PRESS) as answer:
            if not await self._reception.accept(heard.asked):
                return answers.again(heard)
            outcome = await within(answer, limits.PATIENCE)
        return answers.outcome(heard, outcome, self._messenger.dialogs)

    def _wrong(self, heard: Heard) -> Mapping[str, str]:
        """What is wrong with a submitted form; nothing with anything else."""
        errors: Errors | None = self._reception.check(heard.asked) if heard.under_way else None
        return errors.by_input if errors else {}

    # ── Coming, going, searching ──

    async def _moved(self, activity: Activity) -> None:
        """Installed: remember where, and welcome once. Removed: forget it."""
        us = activity.recipient.id if activity.recipient else ""
        came = activity.action in {"add", "add-upgrade"} or any(one.id == us for one in activity.membersAdded or [])
        left = activity.action in {"remove", "remove-upgrade"} or any(
            one.id == us for one in activity.membersRemoved or []
        )
        if left and not came:
            place, group = place_of(activity), activity.channelData and activity.channelData.team
            await self._messenger.contacts.forget(place.team, place.channel)
            if group:
                await self._messenger.contacts.forget(place.team, group.id)
            return
        await self._messenger.contacts.seen(activity)
        if came and "help" in self._routes and activity.sender and activity.action != "add-upgrade":
            await self._reception.accept(_welcome(activity, self._now()))

    async def _searched(self, activity: Activity) -> Mapping[str, object]:
        asked = read(Query, activity.value)
        told = {one.name: one.value for one in asked.parameters or []}
        words = str(told.get("q") or "").strip()[:200]
        try:
            found = await self._find(team_of(activity), words) if self._find else []
        except UserMistake:  # what was found is gone meanwhile
            found = []
        return answers.found(found, self._messenger.dialogs)


def _welcome(activity: Activity, at: datetime) -> Interaction:
    """Both events of one installation are one welcome."""
    place, sender = place_of(activity), activity.sender
    if sender is None:
        raise Malformed("nobody did it")
    key = f"teams:welcome:{place.channel}"
    here = replace(place, thread=None) if place.kind is PlaceKind.DIRECT else place
    return Interaction(place.team, who_of(activity, sender), here, "help", "", key, at)


def _says(raw: Mapping[str, object]) -> tuple[str, str, str]:
    """Channel, serviceUrl and tenant as the activity tells them, "" where it does not. Raises Malformed."""
    conversation = raw.get("conversation")
    if not isinstance(raw.get("type"), str) or not isinstance(conversation, dict):
        raise Malformed("no activity")
    data = as_mapping(raw.get("channelData"))
    tenant = as_mapping(data.get("tenant")).get("id") or cast("Mapping[str, object]", conversation).get("tenantId")
    channel, address, tenant = (
        one if isinstance(one, str) else "" for one in (raw.get("channelId"), raw.get("serviceUrl"), tenant)
    )
    return channel, address, tenant


async def _body(request: web.Request) -> bytes:
    """The body, read once. Raises Rejected when it is larger than anything of Teams', Malformed when it breaks off."""
    if (request.content_length or 0) > limits.BODY:
        raise Rejected(413, "too large")
    read = bytearray()
    try:
        async for piece in request.content.iter_any():
            read += piece
            if len(read) > limits.BODY:
                raise Rejected(413, "too large")
    except (web.RequestPayloadError, aiohttp.ClientError) as error:
        raise Malformed("the body cannot be read") from error
    return bytes(read)


def _json(body: bytes) -> Mapping[str, object]:
    try:
        parsed: object = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Malformed(f"no JSON: {type(error).__name__}") from None
    if not isinstance(parsed, dict):
        raise Malformed("not an object")
    return cast("Mapping[str, object]", parsed)

"""Shows things in Slack: posts once, updates freely, and says honestly what became of it."""

import logging
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

from bot.cards import Card, Form
from bot.chat import Audience, Interaction, Leaving, Message, Messenger, Place, PlaceKind, Said, Standing, Who
from bot.errors import CannotLook, MessengerError, Refused, SettingsMistake, Unsure
from bot.recent import Recent
from bot.settings import Settings
from bot.slack import limits, render
from bot.slack.audience import LIFETIME, Walls
from bot.slack.call import LONGEST_WAIT, TIMEOUT, Answer, Line
from bot.slack.checkup import whats_wrong
from bot.slack.looking import AGAIN, MARKER, Looks
from bot.slack.pace import Pace
from bot.slack.people import known, standing
from bot.slack.pictures import Pictures
from bot.slack.reasons import explain, for_place
from bot.slack.source import FRESH, Sources
from bot.slack.translate import PLATFORM
from bot.slack.ways import NOT_TAKEN, Messages, Shown, filled, first_taken

__all__ = ["SlackMessenger", "explain"]

log = logging.getLogger(__name__)

_MARKERS = uuid.UUID("6f0f8a52-7f0c-4d57-9c0a-3a5b1a4f7d11")  # our own namespace of client_msg_ids
_PATIENCE = timedelta(seconds=10)  # for one's turn with a first message
_LONG_PATIENCE = timedelta(seconds=LONGEST_WAIT)  # for what goes on in its thread
_REMEMBERED = timedelta(days=2)  # a long card's later messages


class SlackMessenger(Messenger):
    """Slack, as every part of Warmup sees it. Raises Refused, Unsure and CannotLook, and nothing else."""

    platform = PLATFORM
    invite = "invite me: /invite @warmup"

    def __init__(
        self,
        settings: Settings,
        now: Callable[[], datetime],
        *,
        pace: Pace | None = None,
        settle: timedelta = timedelta(seconds=2),
        timeout: timedelta = TIMEOUT,
    ) -> None:
        """`settle`: how long a message may take to appear in the history (a choice; not known of real Slack).

        `timeout`: of one request; a row's lease must be longer.
        """
        if settings.slack_bot_token is None:
            raise SettingsMistake("SLACK_BOT_TOKEN is missing: see docs/slack.md, step 3.")
        self._line = Line(settings.slack_bot_token.get_secret_value(), settings.slack_api_url, timeout)
        self._now = now
        self._pace = pace or Pace()
        self._looks = Looks(self._line, settle, timedelta(minutes=1) / settings.warmup_slack_looks_per_minute)
        self._walls = Walls(self._line, now)
        self._pictures = Pictures(self._line, now)
        self._sources = Sources(self._line, self._walls, now)
        self._people: Recent[Who] = Recent(now, LIFETIME)
        self._standings: Recent[Standing] = Recent(now, FRESH)
        self._directs: Recent[str] = Recent(now, LIFETIME)
        self._replies: Recent[int] = Recent(now, limits.REPLY_LIFE)
        self._more: Recent[list[str]] = Recent(now, _REMEMBERED)  # message → ts of what goes on in its thread

    async def close(self) -> None:
        """Hang up."""
        await self._looks.close()
        await self._line.close()

    async def check(self) -> str | None:
        """None when Slack takes us, else one sentence on what is wrong and how to mend it."""
        return await whats_wrong(self._line)

    # ── Showing ──

    async def post(self, place: Place, card: Card, marker: str, leaving: Leaving | None = None) -> Message:
        """Post once; what does not fit goes on in the thread. A later part that fails is caught up by `update`."""
        card = await self._pictures.given(card)
        await self._pace.turn(place.channel, _PATIENCE)

        async def show(messages: Messages) -> tuple[Message, Messages]:
            return await self._say(place, messages[0], marker, leaving), messages

        first, messages = await first_taken(card, show)
        try:
            await self._go_on(first, messages[1:])
        except MessengerError as error:
            log.warning("the first part of a long card is posted, a later one not yet: %s", error)
            await self._try_again(first, card, error)
        return first

    async def update(self, message: Message, card: Card) -> None:
        """Change a message and what goes on in its thread."""
        card = await self._pictures.given(card)

        async def show(messages: Messages) -> None:
            await self._edit(message.place.channel, message.id, messages[0])
            await self._go_on(message, messages[1:])

        await first_taken(card, show)

    async def remove(self, message: Message) -> None:
        """Take a message away, and what goes on in its thread; one that is gone already is fine."""
        await self._go_on(message, [])
        await self._delete(message.place.channel, message.id)

    async def whisper(self, asked: Interaction, card: Card) -> None:
        """Tell only them: by response_url while it lives, else beside where they asked; it may come twice."""
        for drawn in render.core_blocks(card):
            shown = {"text": render.fallback(card), "blocks": drawn}
            if not await self._reply(asked, shown):
                await self._beside(asked, shown)

    async def open_form(self, asked: Interaction, form: Form) -> None:
        """Open a dialog; Slack gives three seconds from what the person did."""
        if asked.trigger is None:
            raise Refused("expired_trigger_id")
        try:
            drawn = render.view(form)
        except ValueError as error:
            raise Refused("view_too_large") from error
        await self._line.once("views.open", {"trigger_id": asked.trigger, "view": drawn})

    async def _try_again(self, first: Message, card: Card, error: MessengerError) -> None:
        """Once more, and more plainly, when Slack did not take a later part's blocks."""
        if not (isinstance(error, Refused) and error.reason in NOT_TAKEN):
            return
        try:
            await self.update(first, card)
        except MessengerError as another:
            log.warning("a later part of a long card stays missing: %s", another)

    async def _say(self, place: Place, shown: Shown, marker: str, leaving: Leaving | None = None) -> Message:
        arguments = {
            "channel": place.channel,
            "thread_ts": place.thread,
            "metadata": {"event_type": MARKER, "event_payload": {"id": marker}},
            "client_msg_id": str(uuid.uuid5(_MARKERS, marker)),
            "unfurl_links": False,
            "unfurl_media": False,
            "mrkdwn": False,
        }
        if leaving:
            await leaving()
        try:
            answer = await self._line.once("chat.postMessage", arguments | filled(shown))
        except Refused as no:
            if no.reason == "ratelimited" and no.again:
                self._pace.rest(place.channel, no.again)
            raise for_place(no, place) from no
        return Message(replace(place, channel=str(answer.get("channel") or place.channel)), _ts(answer))

    async def _edit(self, channel: str, ts: str, shown: Shown) -> None:
        await self._line.patiently("chat.update", {"channel": channel, "ts": ts, **shown})

    async def _delete(self, channel: str, ts: str) -> None:
        try:
            await self._line.patiently("chat.delete", {"channel": channel, "ts": ts})
        except Refused as no:
            if no.reason != "message_not_found":
                raise

    async def _go_on(self, message: Message, rest: Messages) -> None:
        """Bring what goes on in the thread up to date: change what is there, post what is missing, delete the rest."""
        key = f"{message.place.channel}/{message.id}"
        known = self._more.get(key) or []
        place = replace(message.place, thread=message.place.thread or message.id)
        for number, shown in enumerate(rest):
            if number < len(known):
                await self._edit(place.channel, known[number], shown)
                continue
            await self._pace.turn(place.channel, _LONG_PATIENCE)
            known.append((await self._say(place, shown, f"{key}/{number}")).id)
            self._more.keep(key, known)
        while len(known) > len(rest):
            await self._delete(place.channel, known[-1])
            known.pop()

    async def _reply(self, asked: Interaction, shown: Shown) -> bool:
        url = asked.reply_to
        if not url or self._now() - asked.at >= limits.REPLY_LIFE:
            return False
        used = self._replies.get(url) or 0
        if used >= limits.REPLY_USES:
            return False
        self._replies.keep(url, used + 1)
        return await self._line.reply(url, {"response_type": "ephemeral", "replace_original": False, **filled(shown)})

    async def _beside(self, asked: Interaction, shown: Shown) -> None:
        arguments = {"channel": asked.place.channel, "thread_ts": asked.place.thread, **filled(shown)}
        if asked.place.kind is PlaceKind.DIRECT:
            await self._line.once("chat.postMessage", arguments)
        else:
            await self._line.once("chat.postEphemeral", arguments | {"user": asked.who.id})

    # ── Looking ──

    async def find(self, place: Place, marker: str, since: datetime) -> Message | None:
        """Look into the history for a message posted since then; one look answers for all who ask meanwhile."""
        try:
            there = replace(place, channel=await self._channel(place))
        except MessengerError as error:
            raise CannotLook(str(error), AGAIN) from error
        ts = await self._looks.find(there, marker, since)
        return Message(there, ts) if ts else None

    async def _channel(self, place: Place) -> str:
        """Where a person's id stands for the conversation with them, the conversation's own."""
        return await self._open(place.channel) if place.channel.startswith(("U", "W")) else place.channel

    async def audience(self, place: Place) -> Audience:
        """Who can read what is posted there."""
        return await self._walls.audience(place)

    async def reads(self, place: Place, person: str | None) -> bool:
        """Whether they (None: everybody of the team) can read there now."""
        return await self._sources.reads(place, person)

    async def where(self, place: Place) -> Place:
        """The place with its kind."""
        return await self._sources.where(place)

    async def quote(self, message: Message) -> Said | None:
        """A message somebody saves."""
        return await self._sources.quote(message)

    async def link(self, message: Message) -> str | None:
        """The address that opens it."""
        return await self._sources.link(message)

    # ── People ──

    async def colleague(self, team: str, email: str) -> Who | None:
        """The person of the team with this address."""
        return await self._sources.colleague(email)

    async def direct(self, asked: Interaction) -> Place:
        """The bot's conversation with them; their id stands for it where Slack does not open it."""
        try:
            channel = await self._open(asked.who.id)
        except MessengerError:
            channel = asked.who.id
        return Place(PLATFORM, asked.team, channel, PlaceKind.DIRECT)

    async def _open(self, person: str) -> str:
        known = self._directs.get(person)
        if known is not None:
            return known
        answer = await self._line.patiently("conversations.open", {"users": person})
        return self._directs.keep(person, str(_part(answer, "channel").get("id") or person))

    async def person(self, team: str, who: Who) -> Who:
        """With real name, time zone and language; as before where Slack does not tell."""
        asked_before = self._people.get(who.id)
        if asked_before is not None:
            return asked_before
        try:
            told = _part(await self._line.read("users.info", {"user": who.id, "include_locale": True}), "user")
        except MessengerError:
            return who
        return self._people.keep(who.id, known(told, who, team))

    async def standing(self, team: str, person: str) -> Standing:
        """Whether they belong to the team, administer it, and which address Slack has seen confirmed."""
        key = f"{team}\n{person}"
        known_ = self._standings.get(key)
        if known_ is not None:
            return known_
        told = _part(await self._line.read("users.info", {"user": person}), "user")
        return self._standings.keep(key, standing(told, team, person))


def _part(answer: Answer, key: str) -> Answer:
    found = answer.get(key)
    return cast("Answer", found) if isinstance(found, dict) else {}


def _ts(answer: Answer) -> str:
    """The message's id. Raises Unsure for an answer without one."""
    found = answer.get("ts")
    if not isinstance(found, str) or not found:
        raise Unsure("Slack said yes and named no message")
    return found

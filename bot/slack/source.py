"""Where something was said in Slack: who can read there now, what a message says, and the address that opens it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

from bot.chat import Message, Place, PlaceKind, Said, Who
from bot.errors import MessengerError
from bot.recent import Recent
from bot.slack.audience import Walls
from bot.slack.call import Answer, Line
from bot.slack.people import known
from bot.understand import slack_plain

FRESH = timedelta(seconds=60)  # how long somebody who has left a channel may still be taken for a member


class Sources:
    """Looks at the place something comes from. `reads` never raises: what Slack does not tell is no."""

    def __init__(self, line: Line, walls: Walls, now: Callable[[], datetime]) -> None:
        self._line, self._walls = line, walls
        self._channels: Recent[Answer] = Recent(now, FRESH)
        self._members: Recent[frozenset[str]] = Recent(now, FRESH)

    async def reads(self, place: Place, person: str | None) -> bool:
        """A public channel: every member of the team but guests; any other place: who is in it."""
        if place.channel.startswith(("U", "W")):  # a person's id stands for their conversation with us
            return person == place.channel
        try:
            if await self._is_public(place) and (person is None or await self._walls.is_member(place.team, person)):
                return True
            return person is not None and person in await self._inside(place.channel)
        except MessengerError:
            return False

    async def where(self, place: Place) -> Place:
        """The place with its kind. Raises MessengerError."""
        if place.kind is not PlaceKind.UNKNOWN:
            return place
        told = await self._channel(place.channel)
        kinds = {"is_im": PlaceKind.DIRECT, "is_mpim": PlaceKind.GROUP, "is_private": PlaceKind.PRIVATE}
        kind = next((kind for flag, kind in kinds.items() if told.get(flag)), None)
        public = PlaceKind.CHANNEL if _is_open(told) else PlaceKind.UNKNOWN
        return replace(place, kind=kind or public)

    async def quote(self, message: Message) -> Said | None:
        """What a message says, by `reactions.get`: no history is read for it. Raises MessengerError."""
        asked = {"channel": message.place.channel, "timestamp": message.id, "full": False}
        told = _part(await self._line.read("reactions.get", asked), "message")
        text, author = told.get("text"), told.get("user")
        if not isinstance(text, str):
            return None
        at = moment(message.id)
        return Said(slack_plain(text).strip(), author if isinstance(author, str) else "", None, at)

    async def link(self, message: Message) -> str | None:
        """Its permanent address. Raises MessengerError."""
        asked = {"channel": message.place.channel, "message_ts": message.id}
        found = (await self._line.read("chat.getPermalink", asked)).get("permalink")
        return found if isinstance(found, str) and found.startswith("https://") else None

    async def colleague(self, email: str) -> Who | None:
        """The person of the team with this address. Raises MessengerError."""
        told = _part(await self._line.read("users.lookupByEmail", {"email": email}), "user")
        who = told.get("id")
        return known(told, Who(who)) if isinstance(who, str) and not told.get("is_bot") else None

    async def _is_public(self, place: Place) -> bool:
        return _is_open(await self._channel(place.channel))

    async def _channel(self, channel: str) -> Answer:
        told = self._channels.get(channel)
        if told is None:
            answer = await self._line.read("conversations.info", {"channel": channel})
            told = self._channels.keep(channel, _part(answer, "channel"))
        return told

    async def _inside(self, channel: str) -> frozenset[str]:
        inside = self._members.get(channel)
        if inside is None:
            inside = self._members.keep(channel, frozenset(await self._walls.inside(channel)))
        return inside


def moment(ts: str) -> datetime | None:
    """When a message was written: Slack's ids of messages are seconds since 1970."""
    try:
        return datetime.fromtimestamp(float(ts), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _is_open(channel: Mapping[str, object]) -> bool:
    """Slack says of a public channel that it is a channel and that it is not private; nothing less counts."""
    return channel.get("is_channel") is True and channel.get("is_private") is False


def _part(answer: Answer, key: str) -> Answer:
    found = answer.get(key)
    return cast("Answer", found) if isinstance(found, dict) else {}

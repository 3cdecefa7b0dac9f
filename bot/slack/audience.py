"""Who can read a channel: our own team only, or guests and other companies too."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime, timedelta
from typing import cast

from bot.chat import Audience, Place, PlaceKind
from bot.errors import MessengerError
from bot.recent import Recent
from bot.slack.call import Answer, Line

LIFETIME = timedelta(minutes=10)
_PAGE = 1_000
_MOST_PAGES = 10
_SHARED = ("is_ext_shared", "is_pending_ext_shared", "is_shared")
_GUEST = ("is_restricted", "is_ultra_restricted", "is_stranger")


class Walls:
    """Looks who is in a channel; what Slack does not tell is UNKNOWN, never taken for granted."""

    def __init__(self, line: Line, now: Callable[[], datetime]) -> None:
        self._line = line
        self._people: Recent[Mapping[str, bool]] = Recent(now, LIFETIME)  # team → person → is a guest

    async def audience(self, place: Place) -> Audience:
        """Who can read what is posted there."""
        if place.kind is PlaceKind.DIRECT:
            return Audience.TEAM
        try:
            return await self._look(place)
        except _NothingAsked:
            return Audience.TEAM
        except (MessengerError, _TooMany):
            return Audience.UNKNOWN

    async def is_member(self, team: str, person: str) -> bool:
        """Whether they belong to the team and are no guest. Raises MessengerError."""
        try:
            return (await self._everybody(team)).get(person) is False
        except (_TooMany, _NothingAsked):
            return False

    async def inside(self, channel: str) -> list[str]:
        """Everybody in a conversation; nobody where Slack does not tell. Raises MessengerError."""
        try:
            return [member async for member in self._members(channel)]
        except (_TooMany, _NothingAsked):
            return []

    async def _look(self, place: Place) -> Audience:
        told = await self._line.read("conversations.info", {"channel": place.channel})
        channel = _mapping(_there(told, "channel"))
        if not channel:
            return Audience.UNKNOWN
        if any(channel.get(flag) for flag in _SHARED):
            return Audience.STRANGERS
        people = await self._everybody(place.team)
        members = [member async for member in self._members(place.channel)]
        if any(people.get(member) for member in members):
            return Audience.STRANGERS
        return Audience.TEAM if members and people.keys() >= set(members) else Audience.UNKNOWN

    async def _members(self, channel: str) -> AsyncIterator[str]:
        async for page in self._pages("conversations.members", {"channel": channel}):
            for member in _list(_there(page, "members")):
                yield str(member)

    async def _everybody(self, team: str) -> Mapping[str, bool]:
        known = self._people.get(team)
        if known is not None:
            return known
        people: dict[str, bool] = {}
        async for page in self._pages("users.list", {}):
            for person in map(_mapping, _list(_there(page, "members"))):
                people[str(person.get("id"))] = any(person.get(flag) for flag in _GUEST)
        return self._people.keep(team, people)

    async def _pages(self, method: str, arguments: Mapping[str, object]) -> AsyncIterator[Answer]:
        cursor = ""
        for _ in range(_MOST_PAGES):
            page = await self._line.read(method, {**arguments, "limit": _PAGE, "cursor": cursor or None})
            yield page
            cursor = str(_mapping(page.get("response_metadata")).get("next_cursor") or "")
            if not cursor:
                return
        raise _TooMany


class _TooMany(Exception):
    """More pages than we read while somebody waits."""


class _NothingAsked(Exception):
    """An "ok" without the very thing that was asked for: Slack itself never answers so, a stand-in for it does."""


def _there(answer: Answer, name: str) -> object:
    if name not in answer:
        raise _NothingAsked
    return answer[name]


def _mapping(value: object) -> Answer:
    return cast("Answer", value) if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []

"""Who is in a conversation: whether strangers could read it, who can be chosen, and which channels there are."""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from bot.chat import Audience, Interaction, Place, PlaceKind, Standing
from bot.errors import MessengerError, Refused
from bot.recent import Recent
from bot.store import Reach
from bot.teams.connector import Answer, Line
from bot.teams.contacts import GROUP, Contacts

LIFETIME = timedelta(minutes=10)
FRESH = timedelta(seconds=60)  # how long somebody who has left may still be taken for a member
_PAGE = "500"
_MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a conversation; `ours`: a member of the tenant, None when Teams does not say."""

    id: str
    name: str
    ours: bool | None


class Roster:
    """Asks Teams who is there; what it does not tell is UNKNOWN, never taken for granted."""

    def __init__(self, line: Line, contacts: Contacts, now: Callable[[], datetime]) -> None:
        self._line, self._contacts = line, contacts
        self._members: Recent[Sequence[Member]] = Recent(now, LIFETIME)
        self._channels: Recent[Sequence[tuple[str, str]]] = Recent(now, LIFETIME)
        self._standings: Recent[Standing] = Recent(now, FRESH)

    async def audience(self, place: Place) -> Audience:
        """Who can read what is posted there."""
        if place.kind is PlaceKind.DIRECT:
            return Audience.TEAM
        reach = await self._contacts.of(place)
        if reach is None:
            return Audience.UNKNOWN
        if reach.kind == "shared":  # people of other teams, or of other companies, read along
            return Audience.STRANGERS
        try:
            members = await self.members(reach)
        except (MessengerError, _TooMany):
            return Audience.UNKNOWN
        if any(member.ours is False for member in members):
            return Audience.STRANGERS
        return Audience.TEAM if members and all(member.ours for member in members) else Audience.UNKNOWN

    async def reads(self, place: Place, person: str | None) -> bool:
        """Whether they are in the conversation, or the group a channel belongs to; no group is the whole tenant."""
        reach = await self._contacts.of(place) if person else None
        if reach is None:
            return False
        try:
            return any(member.id == person for member in await self.members(reach))
        except (MessengerError, _TooMany):
            return False

    async def standing(self, team: str, person: str) -> Standing:
        """What the tenant vouches for; asked where they and the bot both are. Raises MessengerError."""
        key = f"{team}\n{person}"
        known = self._standings.get(key)
        if known is not None:
            return known
        reach = await self._contacts.find(team, person)
        if reach is None or not reach.native:
            return Standing(person)
        groups = () if reach.direct else await self._contacts.groups(team)
        for where in (reach.direct, *(group.circle for group in groups)):
            path = ["conversations", where, "members", reach.native]
            try:
                told = await self._line.repeat("GET", reach.address, path) if where else {}
            except Refused:  # they are not in that one
                continue
            if told:
                return self._standings.keep(key, _standing(told, team, person))
        return Standing(person)

    async def people(self, asked: Interaction) -> list[tuple[str, str]]:
        """Colleagues of where it was asked, else of the groups they are in; name and id, without themselves."""
        here = await self._contacts.of(asked.place)
        reaches = [here] if here and asked.place.kind is not PlaceKind.DIRECT else await self._circles(asked)
        found: dict[str, str] = {}
        for members in await asyncio.gather(*(self._quietly(reach) for reach in reaches)):
            found |= {member.id: member.name for member in members if member.ours and member.id != asked.who.id}
        return sorted(((name, id_) for id_, name in found.items() if name), key=lambda choice: choice[0].casefold())

    async def channels(self, asked: Interaction) -> list[tuple[str, str]]:
        """The open channels of the groups they are in, the one where it was asked first; name and id."""
        circles = await self._circles(asked)
        listed = await asyncio.gather(*(self._open_channels(circle) for circle in circles))
        found = [choice for choices in listed for choice in choices]
        return sorted(found, key=lambda choice: (choice[1] != asked.place.channel, choice[0].casefold()))

    async def named(self, asked: Interaction, name: str) -> list[tuple[str, str]]:
        """Of those channels the ones of this name, with or without their group's; each is known from now on."""
        found: list[tuple[str, str]] = []
        for circle in await self._circles(asked):
            for called, id_ in await self._open_channels(circle):
                if _folded(name) in {_folded(called), _folded(called.removeprefix(f"{circle.name}: "))}:
                    found.append((called, id_))
                    await self._contacts.heard_of(
                        Reach(asked.team, id_, circle.address, "channel", circle=circle.circle)
                    )
        return found

    async def members(self, reach: Reach) -> Sequence[Member]:
        """Everybody there. Raises MessengerError and _TooMany."""
        where = reach.circle if reach.circle and reach.kind in {GROUP, "channel"} else reach.id
        key = f"{reach.team}\n{where}"
        known = self._members.get(key)
        return known if known is not None else self._members.keep(key, await self._ask_members(reach, where))

    async def _ask_members(self, reach: Reach, where: str) -> list[Member]:
        found: list[Member] = []
        query = {"pageSize": _PAGE}
        for _ in range(_MOST_PAGES):
            page = await self._line.repeat("GET", reach.address, ["conversations", where, "pagedmembers"], query=query)
            found += [_member(each, reach.team) for each in _list(page.get("members"))]
            onwards = page.get("continuationToken")
            if not onwards:
                return found
            query = {"pageSize": _PAGE, "continuationToken": str(onwards)}
        raise _TooMany

    async def _circles(self, asked: Interaction) -> list[Reach]:
        """The groups they are in: nobody learns here which others there are."""
        groups = await self._contacts.groups(asked.team)
        rosters = await asyncio.gather(*(self._quietly(group) for group in groups))
        return [
            group
            for group, members in zip(groups, rosters, strict=True)
            if any(member.id == asked.who.id for member in members)
        ]

    async def _quietly(self, reach: Reach) -> Sequence[Member]:
        try:
            return await self.members(reach)
        except (MessengerError, _TooMany):
            return ()

    async def _open_channels(self, group: Reach) -> Sequence[tuple[str, str]]:
        key = f"{group.team}\n{group.circle}"
        known = self._channels.get(key)
        if known is not None:
            return known
        try:
            told = await self._line.repeat("GET", group.address, ["teams", group.circle, "conversations"])
        except MessengerError:
            return ()
        return self._channels.keep(
            key, [_channel(each, group) for each in _list(told.get("conversations")) if _is_open(each)]
        )


class _TooMany(Exception):
    """More pages than we read while somebody waits."""


def _member(told: Answer, team: str) -> Member:
    id_ = told.get("aadObjectId") or told.get("objectId") or told.get("id")
    return Member(str(id_ or ""), str(told.get("name") or ""), _is_ours(told, team))


def _is_ours(told: Answer, team: str) -> bool | None:
    """Guests and people who signed in nowhere are not; nor are those of another tenant."""
    role, tenant = told.get("userRole"), told.get("tenantId")
    if role in {"guest", "anonymous"} or (tenant and str(tenant).lower() != team.lower()):
        return False
    return True if role in {"user", "owner", "admin"} or tenant else None


def _folded(name: str) -> str:
    """As people type it behind a #: “Sales Managers” is #sales-managers."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")


def _standing(told: Answer, team: str, person: str) -> Standing:
    """What a member's entry in a roster is worth. An administrator of the tenant is no other than a user there."""
    ours = _member(told, team).id == person and _is_ours(told, team) is True
    return Standing(person, vouched(told.get("userPrincipalName"), told.get("email")) if ours else None, ours)


def vouched(principal: object, email: object) -> str | None:
    """The address a tenant vouches for: it has proven the domain of a principal name, and of no other.

    A principal name need not be a mailbox, and an address in another domain may be anybody's.
    """
    name, address = (one if isinstance(one, str) and one.count("@") == 1 else "" for one in (principal, email))
    if not name or "#EXT#" in name.upper():
        return None
    same = name.rpartition("@")[2].casefold() == address.rpartition("@")[2].casefold()
    return (address if same else None) if address else name


def _is_open(told: Answer) -> bool:
    return told.get("type") in {None, "standard"} and bool(told.get("id"))


def _channel(told: Answer, group: Reach) -> tuple[str, str]:
    name = str(told.get("name") or "General")
    return f"{group.name}: {name}" if group.name else name, str(told["id"])


def _list(value: object) -> list[Answer]:
    return (
        [cast("Answer", each) for each in cast("list[object]", value) if isinstance(each, dict)]
        if isinstance(value, list)
        else []
    )

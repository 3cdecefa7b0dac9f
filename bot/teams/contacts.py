"""Where Teams can be spoken to, and as whom: learned from what comes in, kept in the store, remembered here."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.chat import Interaction, Place, PlaceKind, Who
from bot.recent import Recent
from bot.store import Reach, Reaches
from bot.teams.payloads import Activity, Named
from bot.teams.translate import place_of, team_of, who_of

PERSON = "person"
GROUP = "team"  # a group of people with its channels; Teams calls it a team
CHANNELS = ("channel", "private", "shared")

_REMEMBERED = timedelta(hours=1)
_MOST = 20_000


class Contacts:
    """Conversations and people. Raises NotStored."""

    def __init__(self, kept: Reaches, now: Callable[[], datetime]) -> None:
        self._kept, self._now = kept, now
        self._recent: Recent[Reach] = Recent(now, _REMEMBERED, _MOST)

    async def seen(self, activity: Activity) -> None:
        """Learn from a delivery where it came from; what is known already costs nothing."""
        if not activity.serviceUrl:
            return
        place = place_of(activity)
        found = [_conversation(activity, place)]
        if activity.channelData and activity.channelData.team:
            found.append(_group(activity, activity.channelData.team))
        if activity.sender and not _is_bot(activity.sender.id):
            person = who_of(activity, activity.sender)
            found.append(_person(activity, place, person))
        await self._learn(found)

    async def find(self, team: str, thing: str) -> Reach | None:
        """How a conversation or a person is reached; None when nobody knows."""
        known = self._recent.get(_key(team, thing))
        if known is not None:
            return known
        found = await self._kept.find(team, [thing])
        return self._recent.keep(_key(team, thing), found[0]) if found else None

    async def of(self, place: Place) -> Reach | None:
        """How a place is reached."""
        return await self.find(place.team, place.channel)

    async def groups(self, team: str, limit: int = 10) -> list[Reach]:
        """The groups with channels the bot is in, heard of last first."""
        return list(await self._kept.of_kind(team, [GROUP], limit))

    async def met(self, asked: Interaction, channel: str, address: str) -> None:
        """The bot's conversation with this person."""
        known = await self.find(asked.team, asked.who.id) or Reach(asked.team, asked.who.id, address, PERSON)
        here = Reach(asked.team, channel, address, PlaceKind.DIRECT.value)
        await self._learn([here, replace(known, direct=channel)])

    async def heard_of(self, channel: Reach) -> None:
        """A channel in which nobody has spoken to us yet."""
        await self._learn([channel])

    async def forget(self, team: str, thing: str) -> None:
        """The bot was removed there; what else is remembered of it has its end."""
        await self._kept.forget(team, thing)
        self._recent = Recent(self._now, _REMEMBERED, _MOST)

    async def _learn(self, heard: Sequence[Reach]) -> None:
        """Keep what is new of these, all of one team, in one transaction."""
        team, ids = heard[0].team, [one.id for one in heard]
        known = {id_: there for id_ in ids if (there := self._recent.get(_key(team, id_)))}
        if strange := [id_ for id_ in ids if id_ not in known]:
            known |= {there.id: there for there in await self._kept.find(team, strange)}
        both = [_together(known[one.id], one) if one.id in known else one for one in heard]
        if changed := [one for one in both if one != known.get(one.id)]:
            await self._kept.keep(changed, self._now())
        for one in both:
            self._recent.keep(_key(team, one.id), one)


def who_known(reach: Reach, who: Who) -> Who:
    """The person with what was learned of them."""
    return replace(
        who,
        name=who.name or reach.name or None,
        zone=who.zone or reach.zone or None,
        locale=who.locale or reach.locale or None,
    )


def _together(known: Reach, new: Reach) -> Reach:
    """What is new, and of what is not told now what was known."""
    return replace(
        new,
        name=new.name or known.name,
        native=new.native or known.native,
        direct=new.direct or known.direct,
        circle=new.circle or known.circle,
        zone=new.zone or known.zone,
        locale=new.locale or known.locale,
    )


def _conversation(activity: Activity, place: Place) -> Reach:
    told = activity.channelData
    channel, group = (told.channel, told.team) if told else (None, None)
    shared = bool(channel and channel.type == "shared")
    kind = "shared" if shared else place.kind.value
    name = (channel.name if channel and channel.id == place.channel else None) or ""
    return Reach(place.team, place.channel, activity.serviceUrl, kind, name, circle=group.id if group else "")


def _group(activity: Activity, group: Named) -> Reach:
    """A team of Teams'; its id is its first channel's, so that it is kept under another name."""
    return Reach(team_of(activity), f"team:{group.id}", activity.serviceUrl, GROUP, group.name or "", circle=group.id)


def _person(activity: Activity, place: Place, person: Who) -> Reach:
    direct = place.channel if place.kind is PlaceKind.DIRECT else ""
    native = activity.sender.id if activity.sender else ""
    return Reach(
        place.team,
        person.id,
        activity.serviceUrl,
        PERSON,
        person.name or "",
        native,
        direct,
        zone=person.zone or "",
        locale=person.locale or "",
    )


def _is_bot(account: str) -> bool:
    return account.startswith("28:")


def _key(team: str, thing: str) -> str:
    return f"{team}\n{thing}"

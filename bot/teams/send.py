"""Shows things in Teams: posts once, updates freely, and says honestly what became of it."""

import asyncio
import logging
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta

from bot.cards import Card, ChannelInput, Form, PersonInput, text
from bot.chat import Audience, Interaction, Leaving, Message, Messenger, Place, PlaceKind, Standing, Who
from bot.errors import CannotLook, MessengerError, Refused, Unsure
from bot.recent import Recent
from bot.settings import Settings
from bot.store import Reach, Reaches
from bot.teams import limits, render
from bot.teams.config import no_token, teams_config
from bot.teams.connector import TIMEOUT, Line
from bot.teams.contacts import CHANNELS, Contacts, who_known
from bot.teams.form import Choices, carried
from bot.teams.render import Element
from bot.teams.roster import LIFETIME, Roster
from bot.teams.translate import PLATFORM, THREAD
from bot.teams.waiting import Opened, Said, Waiting

log = logging.getLogger(__name__)

_GONE = {"ActivityNotFoundInConversation", "MessageNotFound", "HTTP 404", "HTTP 410"}
_LEFT = {"MemberNotFoundInConversation", "NotFound"}
_NOT_INSTALLED = "I cannot write to you directly: add me first (Apps, Warmup, Add), then ask again."
_REMEMBERED = timedelta(days=2)  # a long card's later messages
_PRIVATELY = {"isTargetedActivity": "true"}


class TeamsMessenger(Messenger):
    """Teams, as every part of Warmup sees it. Raises Refused, Unsure and CannotLook, and nothing else."""

    platform = PLATFORM
    invite = "add me to its team: Apps, Warmup, Add to a team"

    def __init__(
        self,
        settings: Settings,
        kept: Reaches,
        now: Callable[[], datetime],
        dialogs: Collection[str] = frozenset(),
        *,
        edits: timedelta = limits.EDITS,
        timeout: timedelta = TIMEOUT,
    ) -> None:
        """`dialogs`: the actions that open one; `edits`: between two changes of a message. Raises SettingsMistake."""
        self._config = teams_config(settings)
        self._line = Line(self._config, timeout)
        self._now, self.dialogs, self._edits = now, dialogs, edits
        self.contacts = Contacts(kept, now)
        self.waiting = Waiting()
        self._roster = Roster(self._line, self.contacts, now)
        self._free: Recent[float] = Recent(now, timedelta(minutes=1))  # message → when it may change again
        self._more: Recent[list[str]] = Recent(now, _REMEMBERED)  # message → ids of what goes on after it
        self._people: Recent[Who] = Recent(now, LIFETIME)

    async def close(self) -> None:
        """Hang up."""
        await self._line.close()

    async def check(self) -> str | None:
        """None when Microsoft gives us a token, else one sentence on what is wrong and how to mend it."""
        try:
            await self._line.introduce()
        except Refused as no:
            return no_token(self._config, no.reason)
        return None

    # ── Showing ──

    async def post(self, place: Place, card: Card, marker: str, leaving: Leaving | None = None) -> Message:
        """Post once; what does not fit goes on after it. A later part that fails is caught up by `update`."""
        first, *rest = self._drawn(card)
        message = await self._say(place, first, leaving)
        self.waiting.posted(marker)
        try:
            await self._go_on(message, rest)
        except MessengerError as error:
            log.warning("the first part of a long card is posted, a later one not yet: %s", error)
        return message

    async def update(self, message: Message, card: Card) -> None:
        """Change a message and what goes on after it, no more often than every two seconds."""
        self.waiting.replaced(message, card)
        await self._turn(message)
        first, *rest = self._drawn(card)
        await self._change("PUT", message, first)
        await self._go_on(message, rest)

    async def remove(self, message: Message) -> None:
        """Take a message away, and what goes on after it; one that is gone already is fine."""
        await self._go_on(message, [])
        await self._delete(message)

    async def find(self, place: Place, marker: str, since: datetime) -> Message | None:
        """Teams lets nobody look without a permission to read everything."""
        raise CannotLook("Teams does not let an app look for its own messages")

    async def whisper(self, asked: Interaction, card: Card) -> None:
        """Tell only them: in passing where they wait for it, else by a private message, else directly."""
        words = render.toast(card)
        if words and self.waiting.give(asked, Said(words)):
            return
        for drawn in render.messages(card, self.dialogs):
            await self._privately(asked, drawn)

    async def open_form(self, asked: Interaction, form: Form) -> None:
        """Open a dialog before them; where Teams waits for none, the form comes as a message for them alone."""
        try:
            under_way = carried(form, await self._choices(asked, form))
        except ValueError as error:
            raise Refused("form_too_large") from error
        if not self.waiting.give(asked, Opened(under_way)):
            await self._privately(asked, render.form_card(under_way))
            self.waiting.give(asked, Said("I sent you a form to fill in."))

    def _drawn(self, card: Card) -> list[Element]:
        return [render.said_by_ai(drawn) for drawn in render.messages(card, self.dialogs)]

    async def _say(self, place: Place, shown: Element, leaving: Leaving | None = None) -> Message:
        reach = await self._reach(place)
        if _in_channel(place, reach) and not place.thread:
            return await self._begin(place, reach, shown, leaving)
        path = ["conversations", _conversation(place, reach), "activities"]
        answer = await self._line.create(reach.address, path, shown, leaving=leaving)
        return Message(place, _id(answer.get("id")))

    async def _begin(self, place: Place, reach: Reach, shown: Element, leaving: Leaving | None) -> Message:
        """A new thread in a channel."""
        body = {"isGroup": True, "channelData": {"channel": {"id": place.channel}}, "activity": shown}
        answer = await self._line.create(reach.address, ["conversations"], body, leaving=leaving)
        root = str(answer.get("id") or "").partition(THREAD)[2]
        message = _id(answer.get("activityId") or root)
        return Message(replace(place, thread=root or message), message)

    async def _change(self, method: str, message: Message, shown: Element | None = None) -> None:
        reach = await self._reach(message.place)
        path = ["conversations", _conversation(message.place, reach), "activities", message.id]
        body = shown | {"id": message.id} if shown else None
        await self._line.repeat(method, reach.address, path, body)

    async def _delete(self, message: Message) -> None:
        try:
            await self._change("DELETE", message)
        except Refused as no:
            if no.reason not in _GONE:
                raise

    async def _go_on(self, message: Message, rest: list[Element]) -> None:
        """Bring what goes on after it up to date: change what is there, post what is missing, delete the rest."""
        key = f"{message.place.channel}/{message.id}"
        known = self._more.get(key) or []
        place = replace(message.place, thread=message.place.thread or message.id)
        for number, shown in enumerate(rest):
            if number < len(known):
                await self._change("PUT", Message(place, known[number]), shown)
                continue
            known.append((await self._say(place, shown)).id)
            self._more.keep(key, known)
        while len(known) > len(rest):
            await self._delete(Message(place, known[-1]))
            known.pop()

    async def _privately(self, asked: Interaction, shown: Element) -> None:
        reach, person = await self._reach(asked.place), await self.contacts.find(asked.team, asked.who.id)
        if asked.place.kind is PlaceKind.DIRECT:
            await self._say(asked.place, shown)
            return
        try:
            path = ["conversations", _conversation(asked.place, reach), "activities"]
            to = {"id": person.native if person and person.native else asked.who.id, "isTargeted": True}
            await self._line.create(reach.address, path, shown | {"recipient": to}, _PRIVATELY)
        except Refused as no:
            if no.again:
                raise
            log.info("no private message there, so it goes directly: %s", no.reason)
            await self._say(await self._directly(asked), shown)

    async def _turn(self, message: Message) -> None:
        """Wait until the message may change again."""
        key, now = f"{message.place.channel}/{message.id}", asyncio.get_running_loop().time()
        begin = max(now, self._free.get(key) or now)
        self._free.keep(key, begin + self._edits.total_seconds())
        await asyncio.sleep(begin - now)

    async def _reach(self, place: Place) -> Reach:
        reach = await self.contacts.of(place)
        if reach is None:  # a channel of a group we are in, in which nobody has spoken to us yet
            known = [group for group in await self.contacts.groups(place.team) if _is_channel(place.channel)]
            if not known:
                raise Refused("not_there")
            return Reach(place.team, place.channel, known[0].address, "channel")
        return reach

    # ── People and places ──

    async def direct(self, asked: Interaction) -> Place:
        """The bot's conversation with them, made where there is none. Raises Refused where they have not added us."""
        try:
            return await self._directly(asked)
        except Refused as no:
            if no.again is None:
                await self.whisper(asked, Card(_NOT_INSTALLED, (text(_NOT_INSTALLED),)))
            raise

    async def _directly(self, asked: Interaction) -> Place:
        if asked.place.kind is PlaceKind.DIRECT:
            return replace(asked.place, thread=None)
        known = await self.contacts.find(asked.team, asked.who.id)
        if known and known.direct:
            return Place(PLATFORM, asked.team, known.direct, PlaceKind.DIRECT)
        reach = known or await self._reach(asked.place)
        body = {
            "isGroup": False,
            "bot": {"id": f"28:{self._config.app_id}"},
            "members": [{"id": known.native if known and known.native else asked.who.id}],
            "tenantId": asked.team,
            "channelData": {"tenant": {"id": asked.team}},
        }
        answer = await self._line.repeat("POST", reach.address, ["conversations"], body)  # the same one each time
        channel = _id(answer.get("id"))
        await self.contacts.met(asked, channel, reach.address)
        return Place(PLATFORM, asked.team, channel, PlaceKind.DIRECT)

    async def audience(self, place: Place) -> Audience:
        """Who can read what is posted there."""
        return await self._roster.audience(place)

    async def reads(self, place: Place, person: str | None) -> bool:
        """Whether they can read there now."""
        return await self._roster.reads(place, person)

    async def channels(self, asked: Interaction, name: str) -> list[tuple[str, str]]:
        """The open channels of this name in their own teams."""
        return await self._roster.named(asked, name)

    async def standing(self, team: str, person: str) -> Standing:
        """Whether they belong to the tenant, and which address it vouches for; who administers it is not told."""
        return await self._roster.standing(team, person)

    async def person(self, team: str, who: Who) -> Who:
        """With name, time zone and language as far as they are known, and whether they have left."""
        reach = await self.contacts.find(team, who.id)
        if reach is None:
            return who
        known = who_known(reach, who)
        if not reach.direct or not reach.native:
            return known
        asked_before = self._people.get(f"{team}\n{who.id}")
        if asked_before is None:
            asked_before = self._people.keep(f"{team}\n{who.id}", await self._looked_up(reach, known))
        return replace(known, name=known.name or asked_before.name, gone=asked_before.gone)

    async def _looked_up(self, reach: Reach, who: Who) -> Who:
        path = ["conversations", reach.direct, "members", reach.native]
        try:
            told = await self._line.repeat("GET", reach.address, path)
        except Refused as no:
            return replace(who, gone=no.reason in _LEFT)
        except MessengerError:
            return who
        return replace(who, name=who.name or str(told.get("name") or "") or None)

    async def _choices(self, asked: Interaction, form: Form) -> Choices:
        channels = people = None
        if any(isinstance(one, ChannelInput) for one in form.inputs):
            channels = await self._roster.channels(asked)
        if any(isinstance(one, PersonInput) for one in form.inputs):
            people = await self._roster.people(asked)
        return Choices(channels or (), people or (), asked.who.zone)


def _in_channel(place: Place, reach: Reach) -> bool:
    return reach.kind in CHANNELS or place.kind in {PlaceKind.CHANNEL, PlaceKind.PRIVATE} or _is_channel(place.channel)


def _is_channel(channel: str) -> bool:
    return channel.endswith(("@thread.tacv2", "@thread.skype"))


def _conversation(place: Place, reach: Reach) -> str:
    """The thread is chosen by the conversation's id; only channels have threads."""
    return f"{place.channel}{THREAD}{place.thread}" if place.thread and _in_channel(place, reach) else place.channel


def _id(found: object) -> str:
    """The id of what is new. Raises Unsure for an answer without one."""
    if not isinstance(found, str) or not found:
        raise Unsure("Teams said yes and named nothing")
    return found

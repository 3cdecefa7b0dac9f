"""Shows things at the desk: messages in the store, whispers and dialogs on the screen."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.cards import Card, Form
from bot.chat import Audience, Interaction, Leaving, Message, Messenger, Place, Who
from bot.desk.kept import written
from bot.desk.rooms import PEOPLE, PLATFORM, TEAM, direct, person_of, room_of
from bot.desk.screen import Dialog, Screen, Whisper
from bot.errors import NotStored, Refused, Unsure
from bot.store import DeskMessages


class DeskMessenger(Messenger):
    """The desk, as every part of Warmup sees it."""

    platform = PLATFORM

    def __init__(self, messages: DeskMessages, screen: Screen, now: Callable[[], datetime]) -> None:
        """Keep messages there, and tell that screen."""
        self.messages, self.screen, self.now = messages, screen, now

    async def post(self, place: Place, card: Card, marker: str, leaving: Leaving | None = None) -> Message:
        """Post once: the same marker is the same message."""
        if room_of(place.channel) is None:
            raise Refused("channel_not_found")
        if leaving:
            await leaving()
        try:
            shown = await self.messages.show(TEAM, place.channel, _thread(place), _first(card), marker, self.now())
            await self._go_on(place, shown, card)
        except NotStored as error:
            raise Unsure(str(error)) from error
        self.screen.ring()
        return Message(place, str(shown))

    async def update(self, message: Message, card: Card) -> None:
        """Change a message."""
        try:
            there = await self.messages.change(TEAM, int(message.id), _first(card))
            if there:
                await self._go_on(message.place, int(message.id), card)
        except NotStored as error:
            raise Unsure(str(error)) from error
        if not there:
            raise Refused("message_not_found")
        self.screen.ring()

    async def remove(self, message: Message) -> None:
        """Take a message away."""
        try:
            await self.messages.remove(TEAM, int(message.id))
            if (more := await self.messages.marked(TEAM, _more(message.id))) is not None:
                await self.messages.remove(TEAM, more)
        except NotStored as error:
            raise Unsure(str(error)) from error
        self.screen.ring()

    async def find(self, place: Place, marker: str, since: datetime) -> Message | None:
        """Look for a message posted with this marker."""
        try:
            found = await self.messages.marked(TEAM, marker)
        except NotStored as error:
            raise Unsure(str(error)) from error
        return None if found is None else Message(place, str(found))

    async def whisper(self, asked: Interaction, card: Card) -> None:
        """Tell only them, below what stands there now."""
        place = asked.place
        after = (await self._latest()).get(place.channel, 0)
        told = Whisper(self.screen.number(), asked.who.id, place.channel, place.thread, after, at=self.now(), card=card)
        self.screen.whisper(told)

    async def open_form(self, asked: Interaction, form: Form) -> None:
        """Open a dialog before them."""
        self.screen.open(asked.who.id, Dialog(self.screen.number(), form))

    async def direct(self, asked: Interaction) -> Place:
        """Their own conversation with Warmup."""
        person = person_of(asked.who.id)
        if person is None:
            raise Refused("user_not_found")
        return direct(person).place()

    async def audience(self, place: Place) -> Audience:
        """Only the team sits at the desk."""
        return Audience.TEAM if room_of(place.channel) else Audience.UNKNOWN

    async def reads(self, place: Place, person: str | None) -> bool:
        """Whether they (None: everybody at the desk) can read there."""
        room, somebody = room_of(place.channel), person_of(person or "")
        inside = set(room.members) if room else set[str]()
        return somebody.slug in inside if somebody else person is None and inside.issuperset(one.slug for one in PEOPLE)

    async def colleague(self, team: str, email: str) -> Who | None:
        """Whoever is called so."""
        name = email.partition("@")[0].partition(".")[0]
        found = next((one for one in PEOPLE if one.slug == name), None)
        return Who(found.id, found.name, found.zone, found.locale) if found else None

    async def person(self, team: str, who: Who) -> Who:
        """With name, time zone and language."""
        person = person_of(who.id)
        return replace(who, name=person.name, zone=person.zone, locale=person.locale) if person else who

    async def _go_on(self, place: Place, first: int, card: Card) -> None:
        """What goes on in the thread of a message: put there, changed, or taken away with it."""
        there = await self.messages.marked(TEAM, _more(first))
        if card.more and there is not None:
            await self.messages.change(TEAM, there, _rest(card))
        elif card.more:
            thread = first if place.thread is None else int(place.thread)
            await self.messages.show(TEAM, place.channel, thread, _rest(card), _more(first), self.now())
        elif there is not None:
            await self.messages.remove(TEAM, there)

    async def _latest(self) -> dict[str, int]:
        try:
            return dict(await self.messages.latest(TEAM))
        except NotStored as error:
            raise Unsure(str(error)) from error


def _first(card: Card) -> Mapping[str, object]:
    return written(replace(card, more=()))


def _rest(card: Card) -> Mapping[str, object]:
    return written(replace(card, parts=card.more, more=()))


def _more(first: int | str) -> str:
    """What marks the message that goes on in the thread of this one."""
    return f"more:{first}"


def _thread(place: Place) -> int | None:
    return int(place.thread) if place.thread else None

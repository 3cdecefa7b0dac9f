"""The rooms of every platform, as handlers may look at them: who can read there, and what a message says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.chat import Interaction, Message, Messenger, Place, Said, Standing, Who
from bot.errors import MessengerError


@dataclass(frozen=True, slots=True)
class Rooms:
    """Asks the messenger of the place; where it does not answer, the door is shut."""

    messengers: Mapping[str, Messenger] = field(default_factory=dict[str, Messenger])

    async def reads(self, place: Place, person: str | None) -> bool:
        """Whether this person (None: everybody of the team) can read there now."""
        messenger = self.messengers.get(place.platform)
        try:
            return messenger is not None and await messenger.reads(place, person)
        except MessengerError:
            return False

    async def where(self, place: Place) -> Place:
        """The place with its kind, as far as the platform tells."""
        try:
            return await self.messengers[place.platform].where(place)
        except (KeyError, MessengerError):
            return place

    async def quote(self, message: Message) -> Said | None:
        """What a message says; None where that cannot be known."""
        try:
            return await self.messengers[message.place.platform].quote(message)
        except (KeyError, MessengerError):
            return None

    async def link(self, message: Message) -> str | None:
        """The address that opens a message; None where there is none."""
        try:
            return await self.messengers[message.place.platform].link(message)
        except (KeyError, MessengerError):
            return None

    async def colleague(self, asked: Interaction, email: str) -> Who | None:
        """The colleague with this address, on the platform somebody asked from."""
        try:
            return await self.messengers[asked.place.platform].colleague(asked.team, email)
        except (KeyError, MessengerError):
            return None

    async def channels(self, asked: Interaction, name: str) -> Sequence[tuple[str, str]]:
        """The open channels of this name that who asked can see, on their platform; none where it does not tell."""
        try:
            return await self.messengers[asked.place.platform].channels(asked, name)
        except (KeyError, MessengerError):
            return ()

    async def standing(self, asked: Interaction) -> Standing:
        """What their platform vouches for of the person who asked; nothing where it does not answer."""
        try:
            return await self.messengers[asked.place.platform].standing(asked.team, asked.who.id)
        except (KeyError, MessengerError):
            return Standing(asked.who.id)

    async def person(self, asked: Interaction, who: str) -> Who:
        """A colleague with their name, as far as the platform tells."""
        return await self.messengers[asked.place.platform].person(asked.team, Who(who))

    async def direct(self, asked: Interaction, who: str) -> Place:
        """The bot's conversation with a colleague. Raises MessengerError."""
        return await self.messengers[asked.place.platform].direct(replace(asked, who=Who(who)))

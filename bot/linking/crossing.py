"""Crosses between what a team is called here and on a platform: a messenger in whose words only its own names stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.cards import Card, Fields, Form, Part, Span, Text
from bot.chat import Audience, Interaction, Leaving, Message, Messenger, Place, Said, Standing, Who
from bot.errors import MessengerError
from bot.linking.directory import Linking


def crossing(messengers: Mapping[str, Messenger], linking: Linking) -> dict[str, Messenger]:
    """The same messengers, spoken to in the names of the store."""
    return {name: Crossing(inner, linking, messengers) for name, inner in messengers.items()}


@dataclass(slots=True)
class Crossing(Messenger):
    """A platform's messenger behind the names of linked teams; in a team that is not linked it changes nothing."""

    inner: Messenger
    linking: Linking
    others: Mapping[str, Messenger]
    platform: str = field(init=False)
    invite: str = field(init=False)

    def __post_init__(self) -> None:
        """It goes by the name of the one it stands before."""
        self.platform, self.invite = self.inner.platform, self.inner.invite

    # ── Showing ──

    async def post(self, place: Place, card: Card, marker: str, leaving: Leaving | None = None) -> Message:
        """Post once; see Messenger."""
        return await self.inner.post(place, self._called(place, card), marker, leaving)

    async def update(self, message: Message, card: Card) -> None:
        """Change a message."""
        await self.inner.update(message, self._called(message.place, card))

    async def remove(self, message: Message) -> None:
        """Take a message of ours away."""
        await self.inner.remove(message)

    async def find(self, place: Place, marker: str, since: datetime) -> Message | None:
        """Look for a message posted with this marker."""
        return await self.inner.find(place, marker, since)

    async def whisper(self, asked: Interaction, card: Card) -> None:
        """Tell only the person who asked."""
        await self.inner.whisper(self.linking.theirs(asked), self._called(asked.place, card))

    async def open_form(self, asked: Interaction, form: Form) -> None:
        """Open a dialog before them."""
        await self.inner.open_form(self.linking.theirs(asked), form)

    async def direct(self, asked: Interaction) -> Place:
        """The bot's conversation with the person who asked."""
        return await self.inner.direct(self.linking.theirs(asked))

    # ── People ──

    async def person(self, team: str, who: Who) -> Who:
        """The same person with name and time zone, under the name the store knows."""
        there = replace(who, id=self.linking.account(self.platform, team, who.id))
        return self.linking.named(await self.inner.person(self._tenant(team), there), who.id)

    async def colleague(self, team: str, email: str) -> Who | None:
        """The person of the team with this address."""
        found = await self.inner.colleague(self._tenant(team), email)
        return self.linking.named(found, self.linking.rep(self.platform, team, found.id)) if found else None

    async def channels(self, asked: Interaction, name: str) -> Sequence[tuple[str, str]]:
        """The open channels of this name that who asked can see."""
        return await self.inner.channels(self.linking.theirs(asked), name)

    async def standing(self, team: str, person: str) -> Standing:
        """What the platform vouches for, of their account there."""
        return await self.inner.standing(self._tenant(team), self.linking.account(self.platform, team, person))

    # ── Walls ──

    async def audience(self, place: Place) -> Audience:
        """Who can read what is posted there."""
        return await self.inner.audience(place)

    async def reads(self, place: Place, person: str | None) -> bool:
        """Whether they can read there now: by their own account there, and by nothing else.

        Who has none there reads what everybody of the team reads, as long as their own platform vouches that they
        belong to the team.
        """
        team = self.linking.team(self.platform, place.team)
        home = self.linking.home(team, person) if person else None
        if person is None or home in {None, self.platform}:
            account = person and self.linking.account(self.platform, team, person)
            return await self.inner.reads(place, account)
        return await self._belongs(home, team, person) and await self.inner.reads(place, None)

    async def where(self, place: Place) -> Place:
        """The same place with its kind."""
        return await self.inner.where(place)

    async def quote(self, message: Message) -> Said | None:
        """A message somebody saves, with the rep who wrote it."""
        said = await self.inner.quote(message)
        if said is None or not said.author:
            return said
        team = self.linking.team(self.platform, message.place.team)
        return replace(said, author=self.linking.rep(self.platform, team, said.author))

    async def link(self, message: Message) -> str | None:
        """The address that opens a message."""
        return await self.inner.link(message)

    async def _belongs(self, home: str | None, team: str, person: str) -> bool:
        messenger = self.others.get(home or "")
        if messenger is None:
            return False
        try:
            return (await messenger.standing(self.linking.tenant(messenger.platform, team), person)).member
        except MessengerError:
            return False

    def _tenant(self, team: str) -> str:
        return self.linking.tenant(self.platform, team)

    # ── Names in cards ──

    def _called(self, place: Place, card: Card) -> Card:
        """Whoever is called in a card is called by their account here; who has none, by name only."""
        team = self.linking.team(self.platform, place.team)
        if not self.linking.is_linked(team):
            return card
        parts, more = (tuple(self._part(team, part) for part in parts) for parts in (card.parts, card.more))
        return replace(card, parts=parts, more=more)

    def _part(self, team: str, part: Part) -> Part:
        match part:
            case Text():
                return self._text(team, part)
            case Fields(rows):
                return Fields(tuple((label, self._text(team, value)) for label, value in rows))
            case _:
                return part

    def _text(self, team: str, said: Text) -> Text:
        if not any(span.who for span in said.spans):
            return said
        return replace(said, spans=tuple(self._span(team, span) for span in said.spans))

    def _span(self, team: str, span: Span) -> Span:
        if span.who is None:
            return span
        stranger = self.linking.home(team, span.who) not in {None, self.platform}
        return replace(span, who=None if stranger else self.linking.account(self.platform, team, span.who))

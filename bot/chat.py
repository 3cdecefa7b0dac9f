"""One conversation language: Interaction, Place, Message, Answer and the Messenger that shows them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from bot.cards import Card, Errors, Form


class PlaceKind(StrEnum):
    """How public a place is."""

    CHANNEL = "channel"
    PRIVATE = "private"
    GROUP = "group"  # several people, no channel
    DIRECT = "direct"  # one person and the bot
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation, or a thread in one."""

    platform: str
    team: str
    channel: str
    kind: PlaceKind = PlaceKind.UNKNOWN
    thread: str | None = None


def written(place: Place) -> str:
    """A place as it is kept."""
    return _places.dump_json(place).decode()


def read_place(kept: str) -> Place:
    """A kept place."""
    return _places.validate_json(kept)


_places: TypeAdapter[Place] = TypeAdapter(Place)


@dataclass(frozen=True, slots=True)
class Message:
    """Something shown: where, and the platform's id of it."""

    place: Place
    id: str


@dataclass(frozen=True, slots=True)
class Who:
    """A person of the team. All but the id is asked of the platform only when needed."""

    id: str
    name: str | None = None
    zone: str | None = None
    locale: str | None = None  # "en-GB": decides how 03/04 is read
    gone: bool = False  # they have left: nobody reads what is sent to them
    stranger: bool = False  # of another company, met in a channel we share with it

    def clock(self, moment: datetime) -> datetime:
        """The same moment as it stands on their clock: by it days are named."""
        return moment.astimezone(ZoneInfo(self.zone)) if self.zone else moment


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a person, fetched because somebody saves it."""

    text: str
    author: str  # the platform's id of them; "" for an app
    name: str | None
    at: datetime | None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a platform vouches for of a person, at this moment."""

    id: str  # as the platform names them
    email: str | None = None  # one that somebody has verified; never one they typed themselves
    member: bool = False  # of the team itself: no guest, nobody of another company, nobody who has left
    admin: bool = False  # of the team, as far as the platform tells


class Audience(StrEnum):
    """Who can read what is posted in a place."""

    TEAM = "team"
    STRANGERS = "strangers"  # guests, or another company
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Interaction:
    """What a person did, whatever the platform; also what the scheduler does in their name."""

    team: str
    who: Who
    place: Place
    action: str  # a key of ROUTES; "" when the words have to tell
    text: str
    key: str  # the same delivery has the same key
    at: datetime
    values: Mapping[str, str] = field(default_factory=dict[str, str])  # a form's inputs
    message: Message | None = None  # what the pressed button stands on
    trigger: str | None = None  # needed to open a form; lives 3 s
    reply_to: str | None = None  # where an answer only they see can go
    named: Mapping[str, str] = field(default_factory=dict[str, str])  # channels in the text: name → the platform's id


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Show a card in another place than where it was asked, and say there was nothing to say here."""

    place: Place
    card: Card
    then: Card | None  # what the asker is told


Answer = Card | Form | Errors | Elsewhere | AsyncIterator[Card] | None
Leaving = Callable[[], Awaitable[None]]  # may raise: then nothing leaves


class Messenger(Protocol):
    """Shows things on one platform. Raises Refused, Unsure and CannotLook of bot.errors, and nothing else."""

    platform: str
    invite: str = "invite me"  # how somebody brings the bot into a channel, in this platform's words

    async def post(self, place: Place, card: Card, marker: str, leaving: Leaving | None = None) -> Message:
        """Post once; `marker` is opaque and lets `find` recognise the message. Never repeated by itself.

        `leaving` is awaited right before each request that may show it, after all waiting for one's turn.
        """
        ...

    async def update(self, message: Message, card: Card) -> None:
        """Change a message; may be repeated freely."""
        ...

    async def remove(self, message: Message) -> None:
        """Take a message of ours away; one that is gone already is fine."""
        ...

    async def find(self, place: Place, marker: str, since: datetime) -> Message | None:
        """Look for a message posted with this marker; raises CannotLook where that is not possible."""
        ...

    async def whisper(self, asked: Interaction, card: Card) -> None:
        """Tell only the person who asked: errors and pointers."""
        ...

    async def open_form(self, asked: Interaction, form: Form) -> None:
        """Open a dialog before them."""
        ...

    async def direct(self, asked: Interaction) -> Place:
        """The conversation of the bot with the person who asked."""
        ...

    async def audience(self, place: Place) -> Audience:
        """Who can read what is posted there."""
        ...

    async def person(self, team: str, who: Who) -> Who:
        """The same person with name and time zone, as far as the platform tells."""
        ...

    # What a platform need not be able to do: then nobody reads, nothing is quoted, nobody is found.

    async def reads(self, place: Place, person: str | None) -> bool:
        """Whether they can read there at this moment, or (None) everybody of the team can; False when in doubt."""
        del place, person
        return False

    async def where(self, place: Place) -> Place:
        """The same place with its kind, as far as the platform tells."""
        return place

    async def quote(self, message: Message) -> Said | None:
        """A message somebody saves; never found by reading a channel's history."""
        del message
        return None

    async def link(self, message: Message) -> str | None:
        """The address that opens a message."""
        del message
        return None

    async def colleague(self, team: str, email: str) -> Who | None:
        """The person of the team with this address."""
        del team, email
        return None

    async def channels(self, asked: Interaction, name: str) -> Sequence[tuple[str, str]]:
        """The open channels of this name that who asked can see: what each is called in full, and its id."""
        del asked, name
        return ()

    async def standing(self, team: str, person: str) -> Standing:
        """What can be vouched for of a person of the team."""
        del team
        return Standing(person)


class Reception(Protocol):
    """Where a platform's listener hands over what a person did."""

    def check(self, asked: Interaction) -> Errors | None:
        """What is wrong with a submitted form, at once and without asking anybody; None when it can be taken."""
        ...

    async def accept(self, asked: Interaction) -> bool:
        """Keep it durably and start the work; False when it was there before. Raises NotStored: do not acknowledge."""
        ...

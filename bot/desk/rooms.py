"""Who can be sat down as at the desk, and the rooms they talk in."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.chat import Place, PlaceKind

PLATFORM = "desk"
TEAM = "desk"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be; ids look like Slack's, so that what Slack would be sent is drawn as for Slack."""

    slug: str
    id: str
    name: str
    role: str
    zone: str
    locale: str

    @property
    def clock(self) -> ZoneInfo:
        """Their time zone."""
        return ZoneInfo(self.zone)

    @property
    def city(self) -> str:
        """Where their clock stands."""
        return self.zone.rpartition("/")[2].replace("_", " ")


@dataclass(frozen=True, slots=True)
class Room:
    """A channel, or one person's conversation with Warmup."""

    slug: str
    id: str
    name: str
    kind: PlaceKind
    members: tuple[str, ...]  # people's slugs

    def place(self, thread: int | None = None) -> Place:
        """The room, or a thread in it, as the router knows it."""
        return Place(PLATFORM, TEAM, self.id, self.kind, None if thread is None else str(thread))


DANA = Person("dana", "U0DANA", "Dana Cho", "rep", "America/New_York", "en-US")
SAM = Person("sam", "U0SAM", "Sam Lee", "rep", "America/Los_Angeles", "en-US")
MARIA = Person("maria", "U0MARIA", "Maria Ruiz", "manager", "Europe/Madrid", "en-GB")
PEOPLE = (DANA, SAM, MARIA)

SALES = Room("sales", "C0SALES", "#sales", PlaceKind.CHANNEL, tuple(person.slug for person in PEOPLE))
MANAGERS = Room("sales-managers", "C0MANAGERS", "#sales-managers", PlaceKind.PRIVATE, (MARIA.slug,))


def direct(person: Person) -> Room:
    """Their own conversation with Warmup."""
    return Room("warmup", f"D{person.id[1:]}", "Warmup", PlaceKind.DIRECT, (person.slug,))


ROOMS = (SALES, MANAGERS, *(direct(person) for person in PEOPLE))


def rooms_of(person: Person) -> tuple[Room, ...]:
    """The rooms they can read."""
    return tuple(room for room in ROOMS if person.slug in room.members)


def person_called(slug: str) -> Person | None:
    """The person an address names."""
    return next((person for person in PEOPLE if person.slug == slug), None)


def person_of(id_: str) -> Person | None:
    """The person of an id."""
    return next((person for person in PEOPLE if person.id == id_), None)


def room_called(slug: str, person: Person) -> Room | None:
    """The room an address names, if this person can read it."""
    return next((room for room in rooms_of(person) if room.slug == slug), None)


def room_of(channel: str) -> Room | None:
    """The room of a channel's id."""
    return next((room for room in ROOMS if room.id == channel), None)

"""The desk's one page: everything a person sees in one room, drawn on the server."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from bot.cards import Card
from bot.desk import kept, render
from bot.desk.rooms import PEOPLE, ROOMS, TEAM, Person, Room, person_of, rooms_of
from bot.desk.screen import Screen, Whisper
from bot.store import DeskMessage, DeskMessages

Wire = Callable[[Card], object]  # a card as another platform would be sent it, as JSON
WARMUP = "Warmup"
THREAD = "thread"
REMEMBERED = 2000  # messages as they were drawn

_pages = Environment(
    loader=PackageLoader("bot.desk"),
    autoescape=select_autoescape(),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One message as it is drawn."""

    ref: str  # the message's number, or a whisper's name
    name: str
    face: str  # which colour and letter stand beside it
    at: datetime
    body: Markup
    said: str  # what a screen reader is told when it arrives
    is_whisper: bool = False
    is_card: bool = False
    can_save: bool = False
    replies: int = 0
    newest_reply: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands beside the room: a message's thread, or what another platform would be sent."""

    root: Line
    tab: str
    tabs: tuple[str, ...]
    replies: Sequence[Line]
    sent: str


@dataclass(frozen=True, slots=True)
class Opened:
    """Which message is open beside the room, and how."""

    ref: int | None = None
    tab: str = THREAD


@dataclass(frozen=True, slots=True)
class Spot:
    """Who reads, in which room, and in which thread of it."""

    person: Person
    room: Room
    thread: int | None = None

    @property
    def address(self) -> str:
        """Of the page."""
        return f"/desk/{self.person.slug}/{self.room.slug}"

    def pressed(self, ref: str) -> render.Pressed:
        """Where the buttons of a message go; in a thread they leave it open."""
        open_ = {} if self.thread is None else {"thread": str(self.thread), "open": str(self.thread)}
        return render.Pressed(f"{self.address}/press", {"ref": ref, **open_})


@dataclass(frozen=True, slots=True)
class Page:
    """Draws pages. `words` are the reserved first words; `wires` the other platforms' renderers, by their name."""

    messages: DeskMessages
    screen: Screen
    now: Callable[[], datetime]
    words: Sequence[str]
    wires: Mapping[str, Wire]
    can_save: bool = False  # whether a message can become intel
    ahead: Callable[[], timedelta] | None = None  # how far the clock was moved; None where it cannot be
    _before: dict[tuple[int, int, Spot], Line] = field(default_factory=dict[tuple[int, int, Spot], Line])

    async def draw(self, person: Person, room: Room, opened: Opened) -> str:
        """The whole page."""
        there, latest = await self.messages.newest(TEAM, room.id), await self.messages.latest(TEAM)
        spot = Spot(person, room)
        return _pages.get_template("page.html").render(
            person=person,
            people=PEOPLE,
            room=room,
            here=spot.address,
            rooms=rooms_of(person),
            locked=[one for one in ROOMS if one.name.startswith("#") and person.slug not in one.members],
            latest=latest,
            lines=self._column(there, spot),
            panel=self._panel(there, spot, opened),
            dialog=self.screen.dialogs.get(person.id),
            inputs=render.dialog,
            words=self.words,
            wires=tuple(self.wires),
            now=self.now(),
            ahead=None if self.ahead is None else _said(self.ahead()),
            time=_time,
            moment=_moment,
        )

    def _column(self, there: Sequence[DeskMessage], spot: Spot) -> list[Line]:
        """A room's or a thread's messages with this person's whispers, in the order in which they came."""
        placed = [(one.id, self._line(one, there, spot)) for one in there if one.thread == spot.thread]
        here = (spot.person.id, spot.room.id, None if spot.thread is None else str(spot.thread))
        mine = [one for one in self.screen.whispers if (one.person, one.channel, one.thread) == here]
        placed += [(one.after, _whispered(one, spot)) for one in mine]
        placed.sort(key=lambda each: each[0])  # stable: a whisper stands below the message it came after
        return [line for _, line in placed]

    def _line(self, one: DeskMessage, there: Sequence[DeskMessage], spot: Spot) -> Line:
        replies = [each for each in there if each.thread == one.id]
        line = self._drawn(one, spot)
        return (
            replace(line, replies=len(replies), newest_reply=self._drawn(replies[-1], spot).said) if replies else line
        )

    def _drawn(self, one: DeskMessage, spot: Spot) -> Line:
        """A message as it was drawn before, unless it has changed: a page is read anew at each change of any."""
        key = (one.id, one.version, spot)
        if key not in self._before:
            if len(self._before) >= REMEMBERED:
                self._before.clear()
            self._before[key] = self._draw_line(one, spot)
        return self._before[key]

    def _draw_line(self, one: DeskMessage, spot: Spot) -> Line:
        ref = str(one.id)
        if one.card is not None:
            card = kept.read(one.card)
            body = render.card(card, spot.pressed(ref), spot.person)
            return Line(ref, WARMUP, "warmup", one.at, body, f"{WARMUP}: {card.summary}", is_card=True)
        author = person_of(one.author)
        name, face = (author.name, author.slug) if author else ("Somebody", "nobody")
        body, said = render.words(one.words), f"{name}: {one.words}"
        return Line(ref, name, face, one.at, body, said, can_save=self.can_save)

    def _panel(self, there: Sequence[DeskMessage], spot: Spot, opened: Opened) -> Panel | None:
        found = next((one for one in there if one.id == opened.ref), None)
        if found is None:
            return None
        spot = replace(spot, thread=found.thread if found.thread is not None else found.id)
        own = (THREAD,) if found.thread is None else ()  # a reply has no thread of its own
        tabs = (*own, *self.wires) if found.card is not None else (THREAD,)
        tab = opened.tab if opened.tab in tabs else tabs[0]
        replies = self._column(there, spot) if tab == THREAD else []
        return Panel(self._drawn(found, spot), tab, tabs, replies, self._sent(found, tab))

    def _sent(self, found: DeskMessage, tab: str) -> str:
        wire = self.wires.get(tab)
        if wire is None or found.card is None:
            return ""
        return json.dumps(wire(kept.read(found.card)), indent=2, ensure_ascii=False)


def _whispered(one: Whisper, spot: Spot) -> Line:
    if one.card is None:
        person = spot.person
        return Line(one.id, person.name, person.slug, one.at, render.words(one.words), "", is_whisper=True)
    body, said = render.card(one.card, spot.pressed(one.id), spot.person), f"{WARMUP}: {one.card.summary}"
    return Line(one.id, WARMUP, "warmup", one.at, body, said, is_whisper=True, is_card=True)


def _time(moment: datetime, person: Person, now: datetime) -> str:
    """When something was said, as short as it can be: today without the day."""
    there, here = moment.astimezone(person.clock), now.astimezone(person.clock)
    return _hour(there, person) if there.date() == here.date() else _moment(moment, person)


def _moment(moment: datetime, person: Person) -> str:
    """A moment as it stands on their clock."""
    there = moment.astimezone(person.clock)
    return f"{there:%a} {there.day} {there:%b}, {_hour(there, person)}"


def _hour(there: datetime, person: Person) -> str:
    """15:24, or 3:24 pm where people say so."""
    return f"{there.hour % 12 or 12}:{there:%M} {there:%p}".lower() if person.locale == "en-US" else f"{there:%H:%M}"


def _said(ahead: timedelta) -> str:
    """How far the clock was moved, in words; empty when it was not."""
    minutes = round(ahead.total_seconds() / 60)
    days, hours = divmod(minutes // 60, 24)
    return " ".join(f"{count} {unit}" for count, unit in ((days, "d"), (hours, "h"), (minutes % 60, "min")) if count)

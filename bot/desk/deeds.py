"""What a person does at the desk, as the interaction any other platform would make of it."""

import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.cards import Card, Errors, Form, PersonInput
from bot.chat import Interaction, Message, Place, PlaceKind, Reception, Who
from bot.desk import kept, render
from bot.desk.clock import STEPS, DeskClock
from bot.desk.heard import Heard, heard
from bot.desk.rooms import TEAM, Person, Room, person_of, rooms_of
from bot.desk.screen import Screen, Whisper
from bot.router import Routes, Shows, sentence
from bot.store import DeskMessage, DeskMessages

SAVE_INTEL, INTEL_FORM = "save_intel", "intel_form"  # what the form does, and the message action that opens it
GONE = "That is not there any more."


@dataclass(frozen=True, slots=True)
class Passing:
    """The clock that can be moved, when something is due next, and who has to look once it was moved."""

    clock: DeskClock
    next_due: Callable[[], Awaitable[datetime | None]]
    look: Callable[[], None]

    def ahead(self) -> timedelta:
        """How far it was moved."""
        return self.clock.ahead


@dataclass(frozen=True, slots=True)
class Done:
    """Who did something, in which room and thread, and what they typed or pressed."""

    person: Person
    room: Room
    thread: int | None
    typed: Mapping[str, str]

    @property
    def place(self) -> Place:
        """Where they did it."""
        return self.room.place(self.thread)


@dataclass(frozen=True, slots=True)
class Deeds:
    """Each takes what was done and says whose thread to open beside the room: None leaves it as it is."""

    reception: Reception
    routes: Routes
    messages: DeskMessages
    screen: Screen
    now: Callable[[], datetime]
    passing: Passing | None = None  # None where the clock cannot be moved, because others live by it

    async def say(self, done: Done) -> int | None:
        """Words: to everybody there, to Warmup, or a command that nobody else sees."""
        words = done.typed.get("words", "").strip()
        if not words:
            return None
        said = heard(words, is_direct=done.room.kind is PlaceKind.DIRECT)
        return await (self._command(done, words, said) if said.is_command else self._spoken(done, words, said))

    async def press(self, done: Done) -> int | None:
        """A button, or an option of a menu; of a message, or of a whisper."""
        action, _, value = done.typed.get("press", "").replace("\r\n", "\n").partition(render.SEPARATOR)
        there = await self._message(done)
        whisper = self.screen.whispered(done.typed.get("ref", ""), done.person.id)
        card = _card(there, whisper)
        if card is None or not kept.offers(card, action, value):
            return await self._tell(done, GONE)
        thread = there.thread if there else done.thread
        place = done.room.place(thread)
        message = Message(place, str(there.id)) if there else None
        await self.reception.accept(self._asked(done, action, value, place=place, message=message))
        route = self.routes.get(action)
        return there.id if there and thread is None and route and route.shows is Shows.THREAD else None

    async def submit(self, done: Done) -> int | None:
        """A dialog that was filled in; what is wrong with it is said beside its inputs."""
        dialog = self.screen.dialogs.get(done.person.id)
        if dialog is None or dialog.id != done.typed.get("dialog"):
            return await self._tell(done, "That dialog is not open any more, please press the button again.")
        asked = self._asked(done, dialog.form.action, dialog.form.hidden, values=_values(done, dialog.form))
        wrong = self.reception.check(asked) or Errors()
        if wrong.by_input:
            self.screen.open(done.person.id, replace(dialog, values=asked.values, errors=wrong))
            return None
        await self.reception.accept(asked)
        return await self.cancel(done)

    async def cancel(self, done: Done) -> int | None:
        """Shut the dialog."""
        self.screen.shut(done.person.id)
        return None

    async def dismiss(self, done: Done) -> int | None:
        """Take a whisper away."""
        self.screen.dismiss(done.typed.get("ref", ""), done.person.id)
        return None

    async def save(self, done: Done) -> int | None:
        """The action *Save as intel* on a colleague's message."""
        there = await self._message(done)
        if there is None or there.card is not None or SAVE_INTEL not in self.routes:
            return await self._tell(done, GONE)
        place = done.room.place(there.thread)
        message = Message(place, str(there.id))
        told = {"author_id": there.author, "written_at": there.at.isoformat()}
        await self.reception.accept(
            self._asked(done, INTEL_FORM, there.words, place=place, message=message, values=told)
        )
        return None

    async def move(self, done: Done) -> int | None:
        """Let time pass; what comes due then comes by itself."""
        if self.passing is None:
            return await self._tell(done, "Others live by this clock: it cannot be moved.")
        by = done.typed.get("by", "")
        if by in STEPS:
            self.passing.clock.forward(STEPS[by])
        elif (due := await self.passing.next_due()) is None:
            return await self._tell(done, "Nothing more comes due: no follow-up or digest is waiting.")
        else:
            self.passing.clock.catch_up(due)
        self.passing.look()
        self.screen.ring()
        return None

    # ── What they are made of ──

    async def _command(self, done: Done, words: str, said: Heard) -> int | None:
        await self._whisper(done, None, words)
        if said.wrong:
            return await self._tell(done, said.wrong)
        await self.reception.accept(self._asked(done, "", said.text))
        return None

    async def _spoken(self, done: Done, words: str, said: Heard) -> int | None:
        """A mention in a channel is answered in its thread."""
        spoken = await self.messages.say(TEAM, done.room.id, done.thread, done.person.id, words, self.now())
        self.screen.ring()
        if not said.to_us:
            return None
        in_thread = done.room.kind is not PlaceKind.DIRECT and done.thread is None
        place = done.room.place(spoken) if in_thread else done.place
        await self.reception.accept(self._asked(done, "", said.text, place=place))
        return spoken if in_thread else None

    def _asked(
        self,
        done: Done,
        action: str,
        text: str,
        *,
        place: Place | None = None,
        message: Message | None = None,
        values: Mapping[str, str] | None = None,
    ) -> Interaction:
        return Interaction(
            team=TEAM,
            who=Who(done.person.id),
            place=place or done.place,
            action=action,
            text=text,
            key=f"desk:{uuid.uuid4().hex}",
            at=self.now(),
            values=values or {},
            message=message,
            trigger="desk",
            named={room.name.lstrip("#"): room.id for room in rooms_of(done.person)},
        )

    async def _message(self, done: Done) -> DeskMessage | None:
        """The message that is meant, if it stands in the room they are in."""
        ref = done.typed.get("ref", "")
        found = await self.messages.find(TEAM, int(ref)) if ref.isdecimal() and len(ref) < 18 else None  # noqa: PLR2004 (beyond any id)
        return found if found and found.channel == done.room.id else None

    async def _tell(self, done: Done, words: str) -> None:
        await self._whisper(done, sentence(words))

    async def _whisper(self, done: Done, card: Card | None, words: str = "") -> None:
        after = (await self.messages.latest(TEAM)).get(done.room.id, 0)
        place, number = done.place, self.screen.number()
        whisper = Whisper(number, done.person.id, place.channel, place.thread, after, self.now(), card, words)
        self.screen.whisper(whisper)


def _card(there: DeskMessage | None, whisper: Whisper | None) -> Card | None:
    if there:
        return kept.read(there.card) if there.card is not None else None
    return whisper.card if whisper else None


def _values(done: Done, form: Form) -> Mapping[str, str]:
    """The inputs by name, in their order; a colleague's name beside their id."""
    zone = done.person.clock
    values = {one.name: render.submitted(one, done.typed.get(f"in-{one.name}", ""), zone) for one in form.inputs}
    for one in form.inputs:
        colleague = person_of(values[one.name]) if isinstance(one, PersonInput) else None
        if colleague:
            values[f"{one.name}_name"] = colleague.name
    return values

"""What the desk shows and does not keep: whispers, open dialogs; and who has to hear that something changed."""

import asyncio
import itertools
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from bot.cards import Card, Errors, Form

WHISPERS = 50  # so many are kept; as on any platform, nobody finds an old one again


@dataclass(frozen=True, slots=True)
class Whisper:
    """What one person alone can see: a card of Warmup's, or the echo of their own command."""

    id: str
    person: str
    channel: str
    thread: str | None
    after: int  # the newest message when it came: it stands below that one
    at: datetime
    card: Card | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Dialog:
    """A form that is open before one person, with what they have filled in and what is wrong with it."""

    id: str
    form: Form
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    errors: Errors = field(default_factory=Errors)


class Screen:
    """Everything that is there only as long as the desk runs."""

    def __init__(self) -> None:
        """Begin with an empty one."""
        self.whispers: list[Whisper] = []
        self.dialogs: dict[str, Dialog] = {}  # by person
        self.turn = 0
        self.closed = False
        self._numbers = itertools.count(1)
        self._news = asyncio.Event()

    def number(self) -> str:
        """A name for something new."""
        return f"w{next(self._numbers)}"

    def whisper(self, whisper: Whisper) -> None:
        """Show it to that person."""
        self.whispers = [*self.whispers, whisper][-WHISPERS:]
        self.ring()

    def whispered(self, id_: str, person: str) -> Whisper | None:
        """The whisper of that name, if it is this person's."""
        return next((one for one in self.whispers if one.id == id_ and one.person == person), None)

    def dismiss(self, id_: str, person: str) -> None:
        """Take a whisper away."""
        self.whispers = [one for one in self.whispers if one.id != id_ or one.person != person]
        self.ring()

    def open(self, person: str, dialog: Dialog) -> None:
        """Put a dialog before somebody, in place of the one that may be there."""
        self.dialogs[person] = dialog
        self.ring()

    def shut(self, person: str) -> None:
        """Take their dialog away."""
        self.dialogs.pop(person, None)
        self.ring()

    def ring(self) -> None:
        """Something changed: every page reads itself again."""
        self.turn += 1
        self._news.set()
        self._news = asyncio.Event()

    async def news(self, seen: int, patience: float) -> int:
        """The turn after `seen`, as soon as there is one, or the same after `patience` seconds."""
        if self.turn == seen:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), patience)
        return self.turn

    def close(self) -> None:
        """Let every page that waits go."""
        self.closed = True
        self.ring()

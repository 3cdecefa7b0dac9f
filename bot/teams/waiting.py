"""What Teams waits for while we work: the answer to a press or a dialog, given by whoever has it first."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from bot.cards import Card
from bot.chat import Interaction, Message
from bot.teams.form import Carried


@dataclass(frozen=True, slots=True)
class Replaced:
    """Another card stands in the place of the one that was pressed."""

    card: Card


@dataclass(frozen=True, slots=True)
class Said:
    """A few words for the person alone."""

    words: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A form."""

    under_way: Carried


@dataclass(frozen=True, slots=True)
class Posted:
    """It was shown elsewhere."""


Outcome: TypeAlias = Replaced | Said | Opened | Posted


class Waiting:
    """Who waits, in this process. Work done in another finds nobody here, and shows things as messages."""

    def __init__(self) -> None:
        self._who: dict[str, asyncio.Future[Outcome]] = {}  # team:key of the interaction
        self._dialogs: set[str] = set()  # those of them that can be answered with a form
        self._on: dict[tuple[str, str], set[str]] = {}  # channel and id of the pressed message → who waits on it

    @contextmanager
    def expecting(self, asked: Interaction, *, dialog: bool) -> Generator["asyncio.Future[Outcome]"]:
        """From now on, and until the block ends, its answer can be given; a form only with `dialog`."""
        name, answer = f"{asked.team}:{asked.key}", asyncio.get_running_loop().create_future()
        self._who[name] = answer
        if dialog:
            self._dialogs.add(name)
        on = _key(asked.message) if asked.message else None
        if on:
            self._on.setdefault(on, set()).add(name)
        try:
            yield answer
        finally:
            if self._who.get(name) is answer:
                del self._who[name]
                self._dialogs.discard(name)
            if on and on in self._on:
                self._on[on].discard(name)
                if not self._on[on]:
                    del self._on[on]

    def give(self, asked: Interaction, outcome: Outcome) -> bool:
        """The answer to this interaction; False when nobody waits for it any more."""
        return self._give(f"{asked.team}:{asked.key}", outcome)

    def posted(self, marker: str) -> None:
        """The message with this marker is there."""
        self._give(marker, Posted())

    def replaced(self, message: Message, card: Card) -> None:
        """This message says something else now."""
        for name in list(self._on.get(_key(message), ())):
            self._give(name, Replaced(card))

    def _give(self, name: str, outcome: Outcome) -> bool:
        answer = self._who.get(name)
        if answer is None or answer.done() or (isinstance(outcome, Opened) and name not in self._dialogs):
            return False
        answer.set_result(outcome)
        return True


async def within(answer: "asyncio.Future[Outcome]", patience: timedelta) -> Outcome | None:
    """The answer; None when it takes longer."""
    done, _ = await asyncio.wait({answer}, timeout=patience.total_seconds())
    return answer.result() if done else None


def _key(message: Message) -> tuple[str, str]:
    return message.place.channel, message.id

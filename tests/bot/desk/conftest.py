"""A desk on loopback whose reception only writes down what it is handed."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.cards import Button, Buttons, Card, Errors, text
from bot.chat import Answer, Interaction, Message
from bot.desk.clock import DeskClock
from bot.desk.deeds import Passing
from bot.desk.listen import Listener
from bot.desk.rooms import SALES, Room
from bot.desk.screen import Screen
from bot.desk.send import DeskMessenger
from bot.router import Route, Routes, Shows
from bot.services import Services
from bot.store import Store
from tests import examples

CARD = Card("A brief", (text("Jane Doe"), Buttons((Button("More", "more", "b1\nx"), Button("Done", "done", "f1")))))


async def nothing(asked: Interaction, services: Services) -> Answer:
    """Stand in for any handler."""


ROUTES: Routes = {
    "brief": Route(nothing, said=True),
    "more": Route(nothing, Shows.THREAD),
    "done": Route(nothing, Shows.REPLACE),
    "save_intel": Route(nothing),
    "intel_form": Route(nothing, Shows.ONLY_THEM),
}


@dataclass(slots=True)
class FakeReception:
    """Keeps what it is handed; every form is wrong in the way it is told."""

    accepted: list[Interaction] = field(default_factory=list[Interaction])
    wrong: Errors | None = None

    def check(self, asked: Interaction) -> Errors | None:
        return self.wrong

    async def accept(self, asked: Interaction) -> bool:
        self.accepted.append(asked)
        return True


@dataclass(slots=True)
class Seat:
    """Somebody at the desk: they read pages and post what a page would."""

    session: aiohttp.ClientSession
    address: str
    messenger: DeskMessenger
    reception: FakeReception
    clock: DeskClock
    listener: Listener

    async def reads(self, where: str = "dana/sales") -> str:
        """The page there."""
        async with self.session.get(f"{self.address}/desk/{where}") as answer:
            return await answer.text()

    async def posts(self, where: str, **typed: str) -> str:
        """Post, and read the page one is sent back to."""
        async with self.session.post(f"{self.address}/desk/{where}", data=typed) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.text()

    async def status(self, where: str, method: str = "GET") -> int:
        async with self.session.request(method, f"{self.address}{where}") as answer:
            return answer.status

    async def shown(self, card: Card = CARD, room: Room = SALES, thread: int | None = None, marker: str = "m") -> str:
        """The id of a card that Warmup has shown."""
        message: Message = await self.messenger.post(room.place(thread), card, marker)
        return message.id

    @property
    def asked(self) -> Interaction:
        """What Warmup was asked last."""
        return self.reception.accepted[-1]


@pytest.fixture
def routes() -> Routes:
    """Everything this desk's Warmup can do."""
    return ROUTES


@pytest.fixture
async def seat(tmp_path: Path, routes: Routes) -> AsyncIterator[Seat]:
    """Take a seat at a desk of one's own."""
    store = await Store.open(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    await store.upgrade()
    clock, reception = DeskClock(lambda: examples.NOW), FakeReception()
    messenger = DeskMessenger(store.desk_messages, Screen(), clock)
    passing = Passing(clock, store.jobs.next_at, lambda: None)
    listener = Listener(reception, routes, messenger, {"Slack": as_json}, passing)
    application = web.Application()
    application.add_routes(listener.routes())
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with aiohttp.ClientSession() as session:
        yield Seat(session, address, messenger, reception, clock, listener)
    await listener.close()
    await runner.cleanup()
    await store.close()


def as_json(card: Card) -> Mapping[str, str]:
    """Stand in for another platform's renderer."""
    return {"text": card.summary}

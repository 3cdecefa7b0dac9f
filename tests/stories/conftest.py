"""A desk to sit at: the real router, handlers, briefing and store, with a screen to read."""

import asyncio
import itertools
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright

from bot.app import App
from bot.app import sit as serve_desk
from bot.chat import Interaction, Messenger
from bot.research import Research
from bot.services import CRM, Researcher, Services, Suppliers
from bot.settings import Settings
from bot.shared import Shared
from bot.store import Store
from tests import examples
from tests.fakes import FakeMessenger, good_book, interaction

NOBODY = "http://127.0.0.1:9"  # a port that refuses: no source outside answers
SUPPLIERS = [name for name in Settings.model_fields if name.startswith("warmup_") and name.endswith("_url")]


@dataclass(slots=True)
class Clock:
    """A clock that a test moves."""

    moment: datetime = examples.NOW

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, by: timedelta) -> None:
        """Let time pass."""
        self.moment += by


@dataclass(slots=True)
class Desk:
    """Somebody types, presses and reads; everything behind the screen is real."""

    app: App
    messenger: FakeMessenger
    clock: Clock
    numbers: Iterator[int] = field(default_factory=itertools.count)

    async def types(self, words: str, **slots: Any) -> str:
        """Type words in #sales, wait until all is done, and read the screen."""
        return await self.does(interaction(words, f"typed-{next(self.numbers)}", **slots))

    async def presses(self, label: str, **slots: Any) -> str:
        """Press the newest button whose label begins so."""
        message, action, value = self.messenger.button(label)
        pressed = interaction(value, f"pressed-{next(self.numbers)}", action=action, message=message, **slots)
        return await self.does(pressed)

    async def chooses(self, label: str, option: str, **slots: Any) -> str:
        """Unfold the newest menu whose label begins so, and choose an option."""
        message, action, value = self.messenger.option(label, option)
        pressed = interaction(value, f"chosen-{next(self.numbers)}", action=action, message=message, **slots)
        return await self.does(pressed)

    async def waits(self, by: timedelta) -> str:
        """Let time pass, and what is due be done; then read the screen."""
        self.clock.forward(by)
        self.app.scheduler.wake()
        for _ in range(500):
            due = await self.app.services.store.jobs.next_at()
            if due is None or due > self.clock.moment + timedelta(minutes=1):
                break
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        return self.screen

    async def submits(self, **values: str) -> str:
        """Fill in the form in front of them and send it."""
        form = self.messenger.forms.pop()
        sent = interaction(form.hidden, f"sent-{next(self.numbers)}", action=form.action, values=values)
        return await self.does(sent)

    async def does(self, asked: Interaction) -> str:
        """Deliver an interaction as a platform would, and wait for its end."""
        await self.app.router.accept(asked)
        await self.settled()
        return self.screen

    async def settled(self) -> None:
        """Wait until nothing is in hand any more; what has to wait for a while makes the clock go on."""
        states: Mapping[str, int] = {}
        for turn in range(1, 1000):
            states = await self.app.services.store.jobs.counts()
            due = await self.app.services.store.jobs.next_at()
            if due is None or due > self.clock.moment + timedelta(minutes=1):
                return
            if turn % 25 == 0:
                self.clock.forward(timedelta(seconds=1))
                self.app.scheduler.wake()
            await asyncio.sleep(0.01)
        raise AssertionError(f"still busy: {states}")

    @property
    def screen(self) -> str:
        """Every word on the screen."""
        return self.messenger.screen


class DeskMaker:
    """Makes desks with other suppliers, and closes all of them."""

    def __init__(self, folder: Path, stack: AsyncExitStack) -> None:
        self._folder, self._stack = folder, stack

    async def __call__(
        self,
        crm: CRM | None = None,
        researchers: Sequence[Researcher] = (),
        deadline: float = 2,
        messengers: Mapping[str, FakeMessenger] | None = None,
    ) -> Desk:
        """A desk with these sources, on a database of its own in the test's folder."""
        settings = Settings(
            database_url=f"sqlite:///{self._folder / 'warmup.sqlite3'}",
            warmup_deadline=deadline,
            warmup_seller="Northwind",
        )
        store, shared = await Store.open(settings.database_url), await Shared.open(None)
        await store.upgrade()
        clock, messenger = Clock(), FakeMessenger()
        research = Research(shared, clock, None)
        services = Services(settings, store, shared, Suppliers(tuple(researchers), crm), research, clock)
        rooms: dict[str, Messenger] = {"desk": messenger, **(messengers or {})}
        desk = Desk(App(services, rooms), messenger, clock)
        for close in (store.close, shared.close, research.close):
            self._stack.push_async_callback(close)
        running = asyncio.create_task(desk.app.scheduler.run())
        self._stack.push_async_callback(_ended, desk.app, running)
        return desk


async def _ended(app: App, running: asyncio.Task[None]) -> None:
    await app.scheduler.stop(timedelta(seconds=1))
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.fixture
async def sit(tmp_path: Path) -> AsyncIterator[DeskMaker]:
    """Sit down at a desk with the sources you name."""
    async with AsyncExitStack() as stack:
        yield DeskMaker(tmp_path, stack)


@pytest.fixture
async def desk(sit: DeskMaker) -> Desk:
    """A desk whose book knows Jane Doe at Acme."""
    return await sit(good_book())


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Where a desk is served, with the sample book and a database of its own."""
    settings = Settings.model_validate(
        {
            **dict.fromkeys(SUPPLIERS, NOBODY),
            "database_url": f"sqlite:///{tmp_path / 'desk.sqlite3'}",
            "port": 0,
            "warmup_book": "sample",
            "warmup_seller": "Northwind",
            "warmup_deadline": 2,
        }
    )
    stop, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve_desk(settings, stop, ready.set_result))
    await asyncio.wait({serving, ready}, return_when=asyncio.FIRST_COMPLETED)
    yield f"{ready.result()}/desk"
    stop.set()
    await serving


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A real browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest.fixture
async def page(browser: Browser, address: str) -> AsyncIterator[Page]:
    """Dana's page, on which nothing goes wrong unseen."""
    wrong: list[str] = []
    page = await browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    await page.goto(address)
    yield page
    assert not wrong

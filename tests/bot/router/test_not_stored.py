"""What was acknowledged while the database was there waits for it when it is away."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat import Answer, Interaction
from bot.errors import NotStored
from bot.research import Research
from bot.router import DELIVERY, HOPELESS, Route, Router, Shows, interactions
from bot.services import Services, Suppliers
from bot.settings import Settings
from bot.shared import Shared
from bot.store import Job, NewJob, Store
from tests import examples
from tests.fakes import FakeMessenger, interaction

NOW = examples.NOW


async def keep(_: Interaction, __: Services) -> Answer:
    """A handler whose store is away."""
    raise NotStored("the database did not keep it")


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[Services]:
    """Give services with a store and no supplier."""
    store, shared = await Store.open(f"sqlite:///{tmp_path / 'warmup.sqlite3'}"), await Shared.open(None)
    research = Research(shared, lambda: NOW, None)
    async with AsyncExitStack() as stack:
        for close in (store.close, shared.close, research.close):
            stack.push_async_callback(close)
        await store.upgrade()
        yield Services(Settings(), store, shared, Suppliers(), research, lambda: NOW)


async def test_it_is_tried_again_before_anybody_is_told(services: Services) -> None:
    """The first tries are left to the scheduler in silence; only a hopeless one is told to who asked."""
    messenger = FakeMessenger()
    router = Router({"keep": Route(keep, Shows.ONLY_THEM)}, "keep", {"desk": messenger}, services, "me", _never)
    asked = interaction("Jane Doe at Acme", action="keep")
    body = interactions.dump_python(asked, mode="json")
    new, until = NewJob(DELIVERY, asked.team, asked.key, body, NOW), NOW + timedelta(seconds=15)
    taken = await services.store.inbox.accept(new, owner="me", now=NOW, until=until)
    while taken and taken.attempts < HOPELESS:
        with pytest.raises(NotStored):
            await router.work(taken)
        assert messenger.whispers == []
        until += timedelta(seconds=15)
        [taken] = await services.store.jobs.claim("me", until - timedelta(seconds=15), until, 1)

    assert taken
    await router.work(taken)
    assert "Something went wrong on our side" in messenger.whispers[-1]


def _never(_: Job) -> None:
    raise AssertionError("nothing is accepted here")

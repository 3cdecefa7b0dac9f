"""An empty store and a clock for the scheduler."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import Store
from tests.bot.scheduler.players import Clock


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give the address of a new SQLite file."""
    return f"sqlite:///{tmp_path / 'warmup.sqlite3'}"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """Give an empty store."""
    store = await Store.open(url)
    await store.upgrade()
    yield store
    await store.close()


@pytest.fixture
def clock() -> Clock:
    """Give a clock that stands at nine."""
    return Clock()

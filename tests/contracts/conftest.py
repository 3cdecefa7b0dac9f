"""A store to hold to its promise, once over SQLite and once over PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import Store


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'warmup.sqlite3'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """Give a store with this version's schema and nothing in it."""
    store = await Store.open(database_url)
    await store.upgrade()
    yield store
    await store.close()


@pytest.fixture
async def other(store: Store, database_url: str) -> AsyncIterator[Store]:
    """Give the store of another process: connections of its own to the same database."""
    other = await Store.open(database_url)
    yield other
    await other.close()

"""Services as a handler is given them, with the sources a test names; everything else is real."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Protocol

import pytest

from bot.research import Research
from bot.services import CRM, Researcher, Services, Suppliers
from bot.settings import Settings
from bot.shared import Shared
from bot.store import Store
from tests.examples import NOW


class Given(Protocol):
    """Makes services with these sources."""

    async def __call__(
        self,
        *researchers: Researcher,
        crm: CRM | None = None,
        missing: Mapping[str, str] | None = None,
        deadline: float = 2,
    ) -> Services: ...


@pytest.fixture
async def given(tmp_path: Path) -> AsyncIterator[Given]:
    """Services on a database of their own; all of one test share it."""
    async with AsyncExitStack() as stack:
        url = f"sqlite:///{tmp_path / 'warmup.sqlite3'}"
        store, shared = await Store.open(url), await Shared.open(None)
        await store.upgrade()
        research = Research(shared, lambda: NOW, None)
        for close in (store.close, shared.close, research.close):
            stack.push_async_callback(close)

        async def make(
            *researchers: Researcher,
            crm: CRM | None = None,
            missing: Mapping[str, str] | None = None,
            deadline: float = 2,
        ) -> Services:
            settings = Settings(database_url=url, warmup_deadline=deadline)
            return Services(settings, store, shared, _suppliers(researchers, crm, missing), research, lambda: NOW)

        yield make


def _suppliers(researchers: Sequence[Researcher], crm: CRM | None, missing: Mapping[str, str] | None) -> Suppliers:
    return Suppliers(tuple(researchers), crm, missing or {})

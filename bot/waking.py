"""Wakes sleeping workers of other processes, and ours when they ring: a hint; the look each second is the promise."""

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

from bot.errors import NotStored
from bot.shared import BellLost, Shared
from bot.store import Store

REST = 0.01  # seconds between two rings: what is committed meanwhile shares the next
AGAIN = 1.0  # seconds until it is tried again where nobody carries it

log = logging.getLogger(__name__)


class Carrier(Protocol):
    """What brings a ring to other processes. Both raise BellLost or NotStored."""

    async def ring(self) -> None:
        """Tell every process that listens."""
        ...

    async def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard` once it listens, and at each ring; never returns."""
        ...


def carrier(store: Store, shared: Shared) -> Carrier | None:
    """Redis where there is one, else PostgreSQL, else nobody: then every process looks for itself."""
    return shared.bell or (store.notices if store.notices.carried else None)


class Waking:
    """Joins one process's worker to the others': what one makes due, all look for at once."""

    def __init__(self, carrier: Carrier | None, wake: Callable[[], None]) -> None:
        """`wake` wakes the worker of this process, if it has one."""
        self._carrier, self._wake = carrier, wake
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Something may be due: our worker looks at once, and the others as soon as they hear of it. Never waits."""
        self._wake()
        self._rung.set()

    async def run(self) -> None:
        """Ring and listen until cancelled; nothing that goes wrong here ends it."""
        if self._carrier is None:
            await asyncio.Event().wait()
        else:
            await asyncio.gather(self._ringing(self._carrier), self._listening(self._carrier))

    async def _ringing(self, carrier: Carrier) -> None:
        while True:
            await self._rung.wait()
            self._rung.clear()
            try:
                await carrier.ring()
            except (BellLost, NotStored) as error:
                log.debug("nobody was woken: %s", error)
            await asyncio.sleep(REST)

    async def _listening(self, carrier: Carrier) -> None:
        said = False  # once for each time it is lost, not each second

        def heard() -> None:
            nonlocal said
            said = False
            self._wake()

        while True:
            try:
                await carrier.listen(heard)
            except (BellLost, NotStored) as error:
                level = logging.DEBUG if said else logging.INFO
                log.log(level, "not woken by others for a while, so we look each second: %s", error)
                said = True
            await asyncio.sleep(AGAIN)

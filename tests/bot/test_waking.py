"""What the log says while nobody can wake us."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

import pytest

from bot.shared import BellLost
from bot.waking import Waking


class FakeCarrier:
    """Lost at each try, but for the third: it hears, and is lost again."""

    def __init__(self) -> None:
        self.tries = 0
        self.enough = asyncio.Event()

    async def ring(self) -> None:
        raise BellLost("gone")

    async def listen(self, heard: Callable[[], None]) -> None:
        self.tries += 1
        if self.tries == 3:
            heard()
        if self.tries == 4:
            self.enough.set()
        raise BellLost("gone")


async def test_a_lost_bell_is_said_once_and_not_each_second(caplog: pytest.LogCaptureFixture) -> None:
    """An hour without Redis is one line of the log, and the next time it goes another."""
    carrier = FakeCarrier()
    with caplog.at_level(logging.INFO, "bot.waking"):
        running = asyncio.create_task(Waking(carrier, lambda: None).run())
        await carrier.enough.wait()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

    assert [record.levelno for record in caplog.records] == [logging.INFO] * 2

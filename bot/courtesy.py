"""Acknowledgements go first: while many stand at the door, work begins one at a time, in the order of arrival."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager

CROWD = 4  # deliveries not yet acknowledged: one person's clicks are never so many
CALM = 0.05  # seconds since there was a crowd: one commit lets a whole crowd go at once, and the next is behind it
PACE = 0.02  # seconds between two beginnings then; with the scheduler's 100 slots nobody is held up beyond two seconds


class Courtesy:
    """Counts who stands at the door, and holds up work that has not begun as long as there is a crowd."""

    def __init__(self) -> None:
        self._at_door = 0
        self._crowded_until = 0.0
        self._beginning = asyncio.Lock()

    @contextmanager
    def at_the_door(self) -> Generator[None]:
        """Somebody waits for an acknowledgement as long as the block runs."""
        self._at_door += 1
        if self._at_door >= CROWD:
            self._crowded_until = asyncio.get_running_loop().time() + CALM
        try:
            yield
        finally:
            self._at_door -= 1

    async def turn(self) -> None:
        """Wait until work may begin: at once when it is calm."""
        async with self._beginning:
            rest = self._crowded_until - asyncio.get_running_loop().time()
            if rest > 0:
                await asyncio.sleep(min(rest, PACE))

"""How gently one supplier is asked: so many requests in a time, so many side by side, and its breaker."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from aiolimiter import AsyncLimiter

from bot.research.breaker import Breaker
from bot.services import Terms


class Pace:
    """What all questions to one supplier share."""

    def __init__(self, terms: Terms) -> None:
        self.breaker = Breaker(terms.name)
        self._bucket = AsyncLimiter(*terms.rate)
        self._places = asyncio.Semaphore(terms.max_parallel)

    @asynccontextmanager
    async def turn(self) -> AsyncGenerator[None, None]:
        """Wait for one's turn to send one request; whoever cannot wait for ever sets a deadline around it."""
        async with self._places:  # first a place: one that waits for it must not use up a token meanwhile
            await self._bucket.acquire()
            yield

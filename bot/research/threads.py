"""Work on large bodies, done in a thread, so that nobody else waits for it."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

S = TypeVar("S")
T = TypeVar("T")

LARGE = 256 * 2**10  # bytes, or characters: below, a thread costs more than it spares


async def work_on(thing: S, size: int, work: Callable[[S], T]) -> T:
    """What `work` makes of a thing of this size."""
    return await asyncio.to_thread(work, thing) if size > LARGE else work(thing)

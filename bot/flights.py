"""One flight: everybody in this process who asks for the same thing at the same time waits for one call."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import TypeVar, cast

T = TypeVar("T")


class Flights:
    """Calls in the air, one for each key; who gives up stops no other, and an error reaches all who wait."""

    def __init__(self) -> None:
        """Nothing is in the air."""
        self._by_key: dict[str, asyncio.Task[object]] = {}
        self._waiting: Counter[asyncio.Task[object]] = Counter()
        self._tasks: set[asyncio.Task[object]] = set()  # also the dropped ones, until they have ended

    def __contains__(self, key: str) -> bool:
        """Whether a call with this key is in the air."""
        return key in self._by_key and not self._by_key[key].done()

    async def once(self, key: str, make: Callable[[], Awaitable[T]]) -> T:
        """What `make` gives, or the result of an equal call that is in the air already; raises what it raised."""
        task = self._by_key.get(key) or self._start(key, make)
        self._waiting[task] += 1
        try:
            await asyncio.wait((task,))  # unlike awaiting the task, this does not cancel it when we are cancelled
        finally:
            self._waiting[task] -= 1
            if not self._waiting[task]:
                del self._waiting[task]
        return cast("T", task.result())

    def drop(self, key: str) -> None:
        """Stop a call that nobody waits for any more."""
        task = self._by_key.get(key)
        if task and not self._waiting[task]:
            del self._by_key[key]  # whoever asks from now on starts a new one
            task.cancel()

    async def close(self) -> None:
        """Stop everything in the air."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, key: str, make: Callable[[], Awaitable[T]]) -> asyncio.Task[object]:
        async def fly() -> object:
            return await make()

        def landed(task: asyncio.Task[object]) -> None:
            self._tasks.discard(task)
            if self._by_key.get(key) is task:
                del self._by_key[key]
            if not task.cancelled():
                task.exception()  # taken note of: nobody may be waiting any more

        task = self._by_key[key] = asyncio.create_task(fly(), name=f"flight {key}")
        self._tasks.add(task)
        task.add_done_callback(landed)
        return task

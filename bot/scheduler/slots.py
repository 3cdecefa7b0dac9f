"""Slots: so many works at once. A slot is a task that works off what is queued, so that quick jobs share one."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from bot.store import Job


@dataclass(slots=True)
class Hand:
    """A job in hand: the end of its lease, who works on it, and whether only its ending is left to be written down."""

    job: Job
    until: datetime
    task: asyncio.Task[None] | None = None  # a slot, which may have done others before; None: it still queues for one
    ended: bool = False
    lost: bool = False  # another process has it by now


class Slots:
    """Works off what is queued, at most so many at once, in order."""

    def __init__(
        self, most: int, do: Callable[[Hand], Awaitable[None]], failed: Callable[[BaseException], None]
    ) -> None:
        """`do` is the whole of a job; whatever it raises but a cancellation `failed` is told."""
        self._most, self._do, self._failed = most, do, failed
        self._queue: deque[Hand] = deque()
        self._open: set[asyncio.Task[None]] = set()
        self._opening: asyncio.Task[None] | None = None  # the one among them that has not begun

    def queue(self, hand: Hand) -> None:
        """Work on it as soon as there is a slot."""
        self._queue.append(hand)
        self._open_slot()

    def let_go(self, hand: Hand) -> bool:
        """Work on it no further; False: that is over already, or was said before."""
        if hand.ended or hand.lost:
            return False
        hand.lost = hand.task is None or hand.task.cancel()
        return hand.lost

    async def empty(self) -> None:
        """Wait until all is done."""
        while self._open:
            await asyncio.wait(self._open)

    async def cancel(self) -> None:
        """Stop what is worked on, and begin nothing more."""
        self._queue.clear()
        await cancelled(self._open)

    def _open_slot(self) -> None:
        """One more, unless one is about to begin: that one opens the next, so that quick jobs need only one."""
        if self._queue and self._opening is None and len(self._open) < self._most:
            self._opening = task = asyncio.create_task(self._slot())
            self._open.add(task)
            task.add_done_callback(self._close_slot)

    async def _slot(self) -> None:
        me, self._opening = self._opening, None
        while self._queue and not (me and me.cancelling()):  # a work may swallow what was meant to end it
            hand = self._queue.popleft()
            if not hand.lost:
                self._open_slot()
                hand.task = me
                await self._do(hand)

    def _close_slot(self, task: asyncio.Task[None]) -> None:
        self._open.discard(task)
        if self._opening is task:
            self._opening = None
        if not task.cancelled() and (error := task.exception()):
            self._failed(error)
        self._open_slot()


async def cancelled(tasks: Collection[asyncio.Task[None]]) -> None:
    """End these, and wait until they have ended."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

"""How a job may end, and how that is written down: what is merely done, many at once."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import TypeAlias

from bot.errors import NotStored
from bot.store import Job

LONGEST_PAUSE = timedelta(minutes=5)
AT_ONCE = 1_000  # ends in one statement
AGAIN = 1.0  # seconds until what could not be stored is tried again
SECRETS = re.compile(
    r"(?<=://)[^/\s@]+(?=@)"  # user and password of an address
    r"|(?<=\?)[^\s'\")]+"  # its query, where keys travel
    r"|\b(?:xox[a-z]-|xapp-|sk-|Bearer\s+|Basic\s+)\S+"
)


@dataclass(frozen=True, slots=True)
class Done:
    """It is done; `ts` is the message that stands for it, if there is one."""

    ts: str | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """Not now, which is no failure; with `look` something may have been sent, and that counts, or it never ended."""

    after: timedelta
    look: bool = False


@dataclass(frozen=True, slots=True)
class Dead:
    """It will never work; a person has to decide."""

    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The work raised; tried again after a pause that grows."""

    after: timedelta


Ending: TypeAlias = Done | Later | Dead
Work: TypeAlias = Callable[[Job], Awaitable[Ending]]


class Finished:
    """Jobs that are done, until that is written down: all that end while one statement runs share the next."""

    def __init__(
        self,
        write: Callable[[Sequence[int]], Awaitable[Collection[int]]],
        written: Callable[[Sequence[int], Collection[int]], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """`write` says which were still ours; `written` is told of all and of those, `failed` of what must not be."""
        self._store, self._written, self._failed = write, written, failed
        self._ids: dict[int, None] = {}  # in the order in which they ended
        self._task: asyncio.Task[None] | None = None
        self._none = asyncio.Event()
        self._none.set()

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, job_id: int) -> bool:
        return job_id in self._ids

    def add(self, job_id: int) -> None:
        """This one is done; from now on it takes no slot."""
        self._ids[job_id] = None
        if self._task is None:
            self._none.clear()
            self._task = asyncio.create_task(self._write())
            self._task.add_done_callback(self._rested)

    async def empty(self) -> None:
        """Wait until all is written down."""
        while self._ids:
            await self._none.wait()

    def cancel(self) -> None:
        """Write no more."""
        if self._task:
            self._task.cancel()

    async def _write(self) -> None:
        while ids := list(islice(self._ids, AT_ONCE)):
            try:
                ours = await self._store(ids)
            except NotStored:  # claiming and renewing tell of it; what was done must not be done again
                await asyncio.sleep(AGAIN)
                continue
            for id_ in ids:
                del self._ids[id_]
            self._written(ids, ours)

    def _rested(self, task: asyncio.Task[None]) -> None:
        self._task = None
        self._none.set()
        if not task.cancelled() and (error := task.exception()):
            self._failed(error)
        elif self._ids and not task.cancelled():  # one more came just now
            self.add(next(iter(self._ids)))


def pause(attempts: int) -> timedelta:
    """1, 2, 4 … seconds after the first, second, third … failure."""
    return min(timedelta(seconds=2 ** (attempts - 1)), LONGEST_PAUSE)


def said(error: Exception) -> str:
    """The error's name and text on one line, without what looks like a secret."""
    text = " ".join(SECRETS.sub("…", str(error)).split())
    return f"{type(error).__name__}: {text}"[:300] if text else type(error).__name__

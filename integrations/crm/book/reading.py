"""Keeps a book of files in memory and reads it again when a file has changed."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from bot.errors import SourceUnavailable
from integrations.crm.book.files import Stamp, load, stamp
from integrations.crm.book.memory import Memory


@dataclass(slots=True)
class Files:
    """A folder of CSV files, or one file. `sample` allows dates relative to today, and reads again each day."""

    where: Path
    now: Callable[[], datetime]
    region: str | None = None
    rep: str | None = None
    sample: bool = False
    last: Memory | None = None
    _read_as: tuple[Stamp, date | None] | None = None
    _reading: "asyncio.Task[Memory] | None" = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def shelf(self) -> Memory:
        """The rows as the files say now; raises SourceUnavailable when they cannot be read.

        A first reading of a large book may outlast a source's time-out: it goes on and serves the next call.
        """
        today = self.now().date() if self.sample else None
        async with self._lock:
            try:
                seen = await asyncio.to_thread(stamp, self.where), today
            except OSError as error:
                raise SourceUnavailable("book", "its files cannot be found") from error
            if self.last is not None and seen == self._read_as:
                return self.last
            if self._reading is None:
                self._reading = asyncio.create_task(self._load(seen), name="read the book")
                self._reading.add_done_callback(_heard)  # when everybody who waited has gone
            reading = self._reading
        return await asyncio.shield(reading)

    async def _load(self, seen: tuple[Stamp, date | None]) -> Memory:
        try:
            self.last = await asyncio.to_thread(self._build, seen[1])
            self._read_as = seen
        except OSError as error:
            raise SourceUnavailable("book", "its files cannot be read") from error
        finally:
            self._reading = None
        return self.last

    def _build(self, today: date | None) -> Memory:
        return Memory(load(self.where, self.rep, today), self.region)

    async def close(self) -> None:
        """Wait for a reading that is under way."""
        if self._reading is not None:
            await asyncio.wait([self._reading])


def _heard(reading: "asyncio.Task[Memory]") -> None:
    """Take note of how it ended: a failed reading is tried again, and told, at the next call."""
    if not reading.cancelled():
        reading.exception()

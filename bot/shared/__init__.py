"""What several processes share for a while (Redis, else memory): seen events, caches, locks; their names and ends.

| name                           | holds                                    | lives          | when lost            |
|--------------------------------|------------------------------------------|----------------|----------------------|
| `seen:{team}:{key}`            | marked after the commit, asked before it | 1 h            | the database decides |
| `source:{supplier}:{question}` | answers of suppliers                     | as each allows | asked again          |
| `lock:{thing}`                 | one flight across processes              | 15 s           | asked twice          |
| `breaker:{…}`, `rate:{…}`      | failures, calls in a window              | the window     | limits start afresh  |
| `pressed:{team}:{…}`         | whose press a message shows              | 10 min         | any of them may stay |
| pub/sub `warmup:wake`          | a hint: something may be due             | –              | a look each second   |

Nothing promised is kept here. With Redis gone everything is a miss, nothing raises, and locks let everybody in.
"""

import asyncio
import logging
import time
import warnings
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Literal, TypeAlias, TypeVar, cast
from urllib.parse import quote, urlsplit
from uuid import uuid4

from cashews import Cache
from cashews.exceptions import CacheError
from redis.exceptions import ResponseError

from bot.errors import SettingsMistake
from bot.flights import Flights
from bot.shared.bell import Bell, BellLost

__all__ = ["Bell", "BellLost", "Json", "Shared", "seen_key", "setup"]

logger = logging.getLogger(__name__)

T = TypeVar("T")
Json: TypeAlias = bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"] | None
"""What may be kept; a mutable value comes back as a copy."""

MEMORY = "mem://?size=20000&check_interval=10"  # the default of 1,000 keys would push out locks and marks
MOST_SEEN = 20_000  # in memory; what is pushed out the database still knows
SEEN_FOR = timedelta(hours=1)
LOCKED_FOR = timedelta(seconds=15)
LOOK_AGAIN = 0.05  # seconds between two tries for a lock
REST = 1.0  # seconds without asking Redis after it failed …
SLOWLY = 9  # … and so many times as long as it took to fail: one that hangs may cost a tenth of the time


class Shared:
    """Keys with an end, seen marks, locks and single flights; opened once for each process."""

    def __init__(self, cache: Cache, kind: Literal["memory", "redis"]) -> None:
        """Use `open`, which reads the address."""
        self.kind: Literal["memory", "redis"] = kind
        self.bell: Bell | None = None  # where there is a Redis to carry it
        self._cache = cache
        self._flights = Flights()
        self._seen: dict[str, float] = {}  # marks of this process alone, with their ends, oldest first
        self._rests_until = 0.0
        self._down = False

    @classmethod
    async def open(cls, redis_url: str | None) -> "Shared":
        """Open `redis://…` or `rediss://…`; None keeps everything in this process.

        A Redis that does not answer is no error: it may come back. Raises SettingsMistake for an unreadable address.
        """
        url = redis_url or MEMORY
        kind = "memory" if urlsplit(url).scheme == "mem" else "redis"
        if kind == "redis" and urlsplit(url).scheme not in {"redis", "rediss"}:
            raise SettingsMistake("REDIS_URL must begin with redis:// or rediss://, as in redis://127.0.0.1:6379/0")
        cache = Cache()
        shared = cls(cache, kind)
        try:
            shared.bell = Bell(url) if kind == "redis" else None
            setup(cache, url, kind)
            await cache.init()
            await shared.ping()
        except (ValueError, TypeError, CacheError):  # not chained: the address may hold a password
            await shared.close()
            raise SettingsMistake("REDIS_URL cannot be read; it looks like redis://127.0.0.1:6379/0") from None
        return shared

    async def get(self, key: str) -> Json | None:
        """What is kept under this name; None when there is nothing, it cannot be read, or Redis is down."""
        try:
            return cast("Json | None", await self._reach(lambda: self._cache.get(key)))
        except (ValueError, TypeError, AttributeError, RecursionError):
            logger.warning("dropped an unreadable value under %s", key.partition(":")[0])
            return None

    async def set(self, key: str, value: Json, lifetime: timedelta) -> None:
        """Keep a JSON-ready value until `lifetime` is over; does nothing when Redis is down.

        A lifetime of nothing keeps nothing. Raises TypeError for a value that is not JSON-ready.
        """
        seconds = lifetime.total_seconds()
        if seconds < 0.001:  # noqa: PLR2004 (Redis counts milliseconds, and takes 0 for "no end")
            await self.forget(key)
        else:
            await self._reach(lambda: self._cache.set(key, value, expire=seconds))

    async def forget(self, key: str) -> None:
        """Drop what is kept under this name."""
        await self._reach(lambda: self._cache.delete(key))

    async def seen(self, team: str, key: str) -> bool:
        """Whether this team's delivery was marked within the hour; False also means "nobody knows"."""
        if self.kind == "memory":  # asked for each delivery: a dictionary costs a fortieth of a cache
            return self._seen.get(seen_key(team, key), 0.0) > time.monotonic()
        return await self.get(seen_key(team, key)) is not None

    async def mark_seen(self, team: str, key: str) -> None:
        """Remember a delivery for an hour: after it was stored, never before."""
        if self.kind == "redis":
            await self.set(seen_key(team, key), 1, SEEN_FOR)
            return
        now = time.monotonic()
        self._seen[seen_key(team, key)] = now + SEEN_FOR.total_seconds()
        while len(self._seen) > MOST_SEEN or next(iter(self._seen.values())) <= now:
            del self._seen[next(iter(self._seen))]

    @asynccontextmanager
    async def lock(self, key: str, lifetime: timedelta = LOCKED_FOR) -> AsyncGenerator[bool, None]:
        """Keep others out for at most `lifetime`, and wait for them no longer than that; gives whether it is held.

        Best effort: with Redis down everybody is let in. Whatever must happen once needs a row, not this.
        """
        name, token = f"lock:{key}", uuid4().hex
        held = await self._take(name, token, lifetime.total_seconds())
        try:
            yield held
        finally:
            if held:
                await self._release(name, token)

    async def once(self, key: str, make: Callable[[], Awaitable[T]]) -> T:
        """Everybody in this process who asks for the same at the same time waits for one call (see Flights)."""
        return await self._flights.once(key, make)

    async def remembered(self, key: str, lifetime: timedelta, make: Callable[[], Awaitable[Json]]) -> Json:
        """What is kept, else what `make` gives, made once by all processes together; None is not kept."""
        return await self.once(key, lambda: self._remembered(key, lifetime, make))

    async def ping(self) -> bool:
        """Whether keys can be kept right now."""
        self._rests_until = 0.0
        return await self._reach(self._cache.ping) is not None

    async def close(self) -> None:
        """Stop the flights and let go of the connections."""
        await self._flights.close()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # cashews 7.6 closes redis-py in its old way
            await self._cache.close()
        if self.bell:
            await self.bell.close()

    async def _remembered(self, key: str, lifetime: timedelta, make: Callable[[], Awaitable[Json]]) -> Json:
        if (found := await self.get(key)) is not None:
            return found
        async with self.lock(key):
            if (found := await self.get(key)) is None:
                found = await make()
                if found is not None:
                    await self.set(key, found, lifetime)
        return found

    async def _take(self, name: str, token: str, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while True:
            if self.kind == "memory":
                await self._cache.get(name)  # sweeps one whose time is over, which would still block
            taken = await self._reach(lambda: self._cache.set_lock(name, token, expire=seconds))
            if taken or taken is None or time.monotonic() >= until:
                return bool(taken)
            await asyncio.sleep(LOOK_AGAIN)

    async def _release(self, name: str, token: str) -> None:
        if self.kind == "memory" and await self.get(name) != token:
            return  # ours ended and somebody else holds it; the memory's unlock does not look at the token
        await self._reach(lambda: self._cache.unlock(name, token))

    async def _reach(self, call: Callable[[], Awaitable[T]]) -> T | None:
        """What the call gives; None when Redis does not answer, which is said once when it begins and ends."""
        if (began := time.monotonic()) < self._rests_until:
            return None
        try:
            found = await call()
        except CacheError as error:
            if not isinstance(error.__cause__, ResponseError):  # that one is an answer: full, or another type of key
                failed = time.monotonic()
                self._rests_until = failed + REST + SLOWLY * (failed - began)
            self._tell(down=True, why=type(error.__cause__ or error).__name__)
            return None
        self._tell(down=False)
        return found

    def _tell(self, *, down: bool, why: str = "") -> None:
        if down and not self._down:
            logger.warning("Redis does not serve (%s): going on without it", why)
        elif self._down and not down:
            logger.warning("Redis is back")
        self._down = down


def seen_key(team: str, key: str) -> str:
    """The name of a mark; the team's colons are escaped, so that no two teams can share one."""
    return f"seen:{quote(team, safe='')}:{key}"


def setup(cache: Cache, url: str, kind: Literal["memory", "redis"]) -> None:
    """Name the place and how values are written there: never as pickle, which would run what others put there."""
    if kind == "memory":
        cache.setup(url, pickle_type="json", check_repr=False)
    else:
        cache.setup(
            url,
            pickle_type="json",
            check_repr=False,
            suppress=False,
            max_connections=50,
            wait_for_connection_timeout=1,
            socket_timeout=1,
        )

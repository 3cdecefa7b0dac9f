"""A bell between processes on one Redis: something may be due. Whoever misses it looks a second later."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# (redis-py says `Any` where it does not say which commands wait)

from collections.abc import Callable

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

NAME = "warmup:wake"
TIMEOUT = 1.0  # seconds to connect, and for one command
PATROL = 15.0  # seconds of silence after which the connection is asked whether it lives
CONNECTIONS = 3  # one that listens, one that rings, one to spare


class BellLost(Exception):
    """Redis does not carry it right now."""


class Bell:
    """Rings and hears on connections of its own: redis-py's default pool would raise where this one waits."""

    def __init__(self, url: str) -> None:
        """Connects when first used."""
        pool = BlockingConnectionPool.from_url(
            url,
            max_connections=CONNECTIONS,
            timeout=TIMEOUT,
            socket_timeout=TIMEOUT,
            socket_connect_timeout=TIMEOUT,
            health_check_interval=PATROL,
            retry=Retry(NoBackoff(), 0),  # who listens connects again by itself, and looks first
        )
        self._redis = Redis.from_pool(pool)

    async def ring(self) -> None:
        """Tell every process that listens, this one among them. Raises BellLost."""
        try:
            await self._redis.publish(NAME, "")
        except (RedisError, OSError) as error:
            raise BellLost(type(error).__name__) from error

    async def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard` once it listens and at each ring; raises BellLost when the connection is lost."""
        try:
            async with self._redis.pubsub() as listening:
                await listening.subscribe(NAME)
                while True:
                    if await listening.get_message(timeout=PATROL):  # also when it has just begun to listen
                        heard()
        except (RedisError, OSError) as error:
            raise BellLost(type(error).__name__) from error

    async def close(self) -> None:
        """Hang up."""
        await self._redis.aclose()

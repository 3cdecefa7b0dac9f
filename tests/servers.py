"""Real servers for contracts: a PostgreSQL database and a Redis of one's own, empty for every test."""

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NoReturn, Protocol, cast
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest
import redis
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

# Read once, here: conftest.py clears the environment before each test.
POSTGRES = os.environ.get("WARMUP_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("WARMUP_TEST_REDIS", "redis://127.0.0.1:6379/15")
IN_CI = bool(os.environ.get("CI"))

CLAIM = "tests:taken"  # marks a Redis database as in use, so that two test runs do not empty each other's
CLAIM_SECONDS = 600
EMPTY = "redis.call('FLUSHDB') redis.call('SET', ARGV[1], 1, 'EX', ARGV[2])"  # one step: the claim is never gone


class Keys(Protocol):
    """What we ask of a Redis client; the library's own types are loose."""

    def set(self, name: str, value: int, *, nx: bool, ex: int) -> bool | None: ...
    def eval(self, script: str, numkeys: int, *arguments: str | int) -> object: ...
    def scan_iter(self) -> Iterator[bytes]: ...
    def ttl(self, name: bytes) -> int: ...
    def flushdb(self) -> object: ...
    def close(self) -> None: ...


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[str]:
    """Give the address of a database made for this run, and drop it afterwards."""
    name = f"warmup_test_{uuid4().hex}"
    try:
        _elsewhere(lambda: execute(POSTGRES, f'CREATE DATABASE "{name}"'))
    except (OSError, SQLAlchemyError) as error:
        _missing("PostgreSQL", "WARMUP_TEST_POSTGRES", error)
    yield urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{name}"))
    _elsewhere(lambda: execute(POSTGRES, f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture
def postgres_url(postgres_database: str) -> str:
    """Give the address of a database in which nothing is yet, not even a table."""
    _elsewhere(lambda: execute(postgres_database, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public"))
    return postgres_database


@pytest.fixture(scope="session")
def redis_database() -> Iterator[tuple[str, Keys]]:
    """Claim a database of Redis: the one configured, or the next below that no other run is using."""
    address = urlsplit(REDIS)
    first = int(address.path.strip("/") or 0)
    for number in range(first, 0, -1):
        url = urlunsplit(address._replace(path=f"/{number}"))
        client = cast("Keys", redis.Redis.from_url(url))  # pyright: ignore[reportUnknownMemberType] see Keys
        try:
            claimed = client.set(CLAIM, 1, nx=True, ex=CLAIM_SECONDS)
        except redis.RedisError as error:
            client.close()
            _missing("Redis", "WARMUP_TEST_REDIS", error)
        if claimed:
            yield url, client
            client.flushdb()
            client.close()
            return
        client.close()
    pytest.fail(f"every database of Redis from {first} down to 1 is used by another test run; try again later")


@pytest.fixture
def redis_url(redis_database: tuple[str, Keys]) -> Iterator[str]:
    """Give the address of an empty Redis; a key left there without an end fails the test."""
    url, client = redis_database
    client.eval(EMPTY, 0, CLAIM, CLAIM_SECONDS)
    yield url
    endless = sorted(key for key in client.scan_iter() if client.ttl(key) == -1)
    assert not endless, f"keys without an end: {endless}"


def _missing(server: str, variable: str, error: Exception) -> NoReturn:
    """Skip at a desk, where a server may be missing; fail in CI, where it may not."""
    reason = f"no {server} to test with ({error}); start one, or say in {variable} where it is"
    if IN_CI:
        pytest.fail(reason)
    pytest.skip(reason)


async def execute(url: str, *statements: str) -> None:
    """Run statements on a PostgreSQL server, each at once for good."""
    engine = create_async_engine(
        url.replace("postgresql://", "postgresql+asyncpg://"), isolation_level="AUTOCOMMIT", poolclass=NullPool
    )
    async with engine.connect() as connection:
        for statement in statements:
            await connection.exec_driver_sql(statement)


def _elsewhere(work: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run it on a loop and thread of its own, so that the test's loop is left alone."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(work())).result()

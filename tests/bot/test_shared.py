"""What is shared for a while, on its bad days: no Redis, a hanging one, one that comes back, a wrong address."""

import asyncio
import logging
import shutil
import socket
import subprocess
import time
from collections.abc import Generator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import SettingsMistake
from bot.shared import Json, Shared

MINUTE = timedelta(minutes=1)


@contextmanager
def private_redis(folder: Path, port: int) -> Generator[subprocess.Popen[bytes], None, None]:
    """Run a Redis that this test may kill."""
    program = shutil.which("redis-server")
    if not program:
        pytest.skip("no redis-server to start")
    command = [program, "--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder), "--save", ""]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:  # noqa: S603 (our own arguments)
        try:
            for _ in range(100):
                if answers(port):
                    break
                time.sleep(0.02)
            yield server
        finally:
            server.kill()


def answers(port: int) -> bool:
    """Whether something listens there."""
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port nobody uses now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def works_without_redis(shared: Shared) -> bool:
    """Everything is a miss, locks let in, and nothing raises."""
    await shared.set("source:test:1", 1, MINUTE)
    await shared.mark_seen("T1", "k")
    async with shared.lock("thing"), shared.lock("thing"):
        pass

    async def make() -> Json:
        return "made"

    nothing = await shared.get("source:test:1") is None and not await shared.seen("T1", "k")
    return nothing and await shared.remembered("source:test:2", MINUTE, make) == "made" and not await shared.ping()


async def test_without_redis_nothing_raises(caplog: pytest.LogCaptureFixture) -> None:
    """A Redis that was never there makes everything a miss; it is said once, not at each key."""
    shared = await Shared.open(f"redis://127.0.0.1:{free_port()}/0")
    with caplog.at_level(logging.WARNING):
        assert await works_without_redis(shared)
        assert await works_without_redis(shared)
    assert len([line for line in caplog.records if "Redis" in line.getMessage()]) <= 1
    await shared.close()


async def test_a_killed_redis_is_a_miss_and_comes_back(tmp_path: Path) -> None:
    """Killed in the middle of work, Redis costs misses only; started again, it serves again."""
    port = free_port()
    shared = await Shared.open(f"redis://127.0.0.1:{port}/0")
    with private_redis(tmp_path, port):
        assert await shared.ping()
        await shared.set("source:test:1", 1, MINUTE)
        assert await shared.get("source:test:1") == 1
    assert await works_without_redis(shared)
    with private_redis(tmp_path, port):
        for _ in range(100):
            await shared.set("source:test:1", 2, MINUTE)
            if await shared.get("source:test:1") == 2:
                break
            await asyncio.sleep(0.05)
        assert await shared.get("source:test:1") == 2
    await shared.close()


async def test_a_hanging_redis_costs_its_time_out_once() -> None:
    """While Redis accepts and says nothing, one key waits a second, and the others do not."""
    held: list[asyncio.StreamWriter] = []

    async def say_nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)

    server = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    shared = await Shared.open(f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0")
    began = time.monotonic()
    for number in range(20):
        assert await shared.get(f"source:test:{number}") is None
    assert time.monotonic() - began < 0.5
    await shared.close()
    for writer in held:
        writer.close()
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize(
    "url",
    [
        "unix:///run/redis.sock",
        "http://127.0.0.1",
        "nonsense",
        "disk:///x",
        "redis://h:port/0",
        "redis://:secret@127.0.0.1:99999/0",
        "redis://127.0.0.1:6379/0?nonsense=1",
    ],
)
async def test_a_wrong_address_is_said_at_once(url: str) -> None:
    """An address that cannot be read stops the start, with an example that works and without the password."""
    with pytest.raises(SettingsMistake) as refused:
        await Shared.open(url)
    assert "redis://127.0.0.1:6379/0" in str(refused.value)
    assert "secret" not in repr(refused.value)
    assert refused.value.__cause__ is None


async def test_memory_keeps_more_than_a_thousand_keys() -> None:
    """Without Redis, ten thousand answers do not push a mark out."""
    shared = await Shared.open(None)
    await shared.mark_seen("T1", "first")
    for number in range(10_000):
        await shared.set(f"source:test:{number}", 1, MINUTE)
    assert await shared.seen("T1", "first")
    assert shared.kind == "memory"
    await shared.close()

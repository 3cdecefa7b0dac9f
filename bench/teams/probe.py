"""Whether the loop stays free while Microsoft's keys cannot be had: how long a probe waits meanwhile."""

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

from bench.machine import CLIENT, on_core
from bench.teams.microsoft import PATH, PlayedMicrosoft

HANGING = 30  # deliveries whose keys are waited for
REST = 0.01  # seconds between probes, and between deliveries that are refused
PROBE = b"GET /healthz HTTP/1.1\r\nHost: warmup.bench\r\n\r\n"
WRONG = (
    "",
    "Bearer",
    "Bearer x",
    "Bearer a.b.c",
    "Basic YTpi",
    "Bearer eyJhbGciOiJub25lIn0.e30.",
    f"Bearer {'a' * 7000}",
)


@asynccontextmanager
async def silence() -> AsyncGenerator[str]:
    """The address of a server that takes every request and answers none."""
    taken: set[asyncio.StreamWriter] = set()
    server = await asyncio.start_server(lambda _, writer: taken.add(writer), "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for writer in taken:
            writer.close()


async def probed(address: str, microsoft: PlayedMicrosoft, probes: int) -> Sequence[float]:
    """Milliseconds that each of so many probes waited, while signed deliveries hang and wrong ones are refused."""
    where = urlsplit(address)
    hanging = [
        asyncio.create_task(_hang(where.hostname, where.port, request))
        for request in microsoft.messages("help", HANGING, tokens=HANGING)
    ]
    refused = asyncio.create_task(_refused(where.hostname, where.port))
    try:
        with on_core(CLIENT):
            return await _waits(where.hostname, where.port, probes)
    finally:
        for task in (*hanging, refused):
            task.cancel()
        await asyncio.gather(*hanging, refused, return_exceptions=True)


async def _waits(host: str | None, port: int | None, probes: int) -> list[float]:
    waits: list[float] = []
    reader, writer = await asyncio.open_connection(host, port)
    for _ in range(probes):
        began = time.perf_counter()
        assert await _status(reader, writer, PROBE) == 200
        waits.append(1000 * (time.perf_counter() - began))
        await asyncio.sleep(REST)
    writer.close()
    return waits


async def _refused(host: str | None, port: int | None) -> None:
    """One delivery after the other that nobody may take, each with another token."""
    number = 0
    while True:
        reader, writer = await asyncio.open_connection(host, port)
        token = WRONG[number % len(WRONG)]
        asked = f"POST {PATH} HTTP/1.1\r\nHost: warmup.bench\r\nAuthorization: {token}\r\nContent-Length: 2\r\n\r\n{{}}"
        status = await _status(reader, writer, asked.encode())
        assert status in {401, 403, 415}, f"{token[:40]!r}: {status}"
        writer.close()
        number += 1
        await asyncio.sleep(REST)


async def _hang(host: str | None, port: int | None, request: bytes) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    with suppress(asyncio.IncompleteReadError):
        await _status(reader, writer, request)
    writer.close()


async def _status(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: bytes) -> int:
    writer.write(asked)
    head = await reader.readuntil(b"\r\n\r\n")
    length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
    await reader.readexactly(int(length or 0))
    return int(head[9:12])

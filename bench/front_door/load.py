"""Puts load on a door: wrk where it is installed, else a client of our own, which measures itself a little too."""

import asyncio
import json
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from bench.front_door.deliveries import PATH, Delivery, write
from bench.machine import CLIENT, on_core

SCRIPT = Path(__file__).with_name("wrk.lua")
PATIENCE = 20.0  # seconds for wrk to read its deliveries and to end


@dataclass(frozen=True, slots=True)
class Load:
    """What came of one load. Milliseconds; `sent` may exceed `requests` by those in the air at the end."""

    requests: int
    seconds: float
    p50: float
    p99: float
    errors: int
    sent: int

    @property
    def rate(self) -> float:
        """Acknowledged requests in a second."""
        return self.requests / self.seconds


def client() -> str:
    """Who puts on the load."""
    return "wrk" if shutil.which("wrk") else "our own client in Python (install wrk for steadier figures)"


async def load(address: str, deliveries: Sequence[Delivery], connections: int, seconds: float) -> Load:
    """Send as fast as so many connections get answers; begins again with the first when all deliveries are sent."""
    wrk = shutil.which("wrk")
    if wrk:
        return await _by_wrk(wrk, address, deliveries, connections, seconds)
    return await _by_hand(address, deliveries, connections, seconds)


async def _by_wrk(wrk: str, address: str, deliveries: Sequence[Delivery], connections: int, seconds: float) -> Load:
    with TemporaryDirectory(prefix="warmup-bench-") as folder:
        lines = Path(folder) / "deliveries"
        write(deliveries, lines)
        how = ["-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "-s", str(SCRIPT)]
        with on_core(CLIENT):
            running = await asyncio.create_subprocess_exec(
                wrk, *how, f"{address}{PATH}", "--", str(lines), stdout=asyncio.subprocess.PIPE
            )
        try:
            async with asyncio.timeout(seconds + PATIENCE):
                out, _ = await running.communicate()
        finally:
            if running.returncode is None:
                running.kill()
                await running.wait()
    return Load(**json.loads(out.decode().strip().splitlines()[-1]))


async def _by_hand(address: str, deliveries: Sequence[Delivery], connections: int, seconds: float) -> Load:
    host = urlsplit(address).netloc
    asked = iter([one.request(host) for one in deliveries])
    began = time.perf_counter()
    lines = [_line(address, asked, began + seconds) for _ in range(connections)]
    found = [one for line in await asyncio.gather(*lines) for one in line]
    took = time.perf_counter() - began
    percents = quantiles([latency for latency, _ in found], n=100) if len(found) > 1 else [0.0] * 99
    errors = sum(not fine for _, fine in found)
    return Load(len(found), took, 1000 * percents[49], 1000 * percents[98], errors, len(found))


async def _line(address: str, asked: Iterator[bytes], until: float) -> list[tuple[float, bool]]:
    """One connection: latency in seconds, and whether it was a 200, of each request until the time is up."""
    where = urlsplit(address)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    found: list[tuple[float, bool]] = []
    try:
        for request in asked:
            began = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                (int(row[15:]) for row in head.lower().split(b"\r\n") if row.startswith(b"content-length:")), 0
            )
            await reader.readexactly(length)
            found.append((time.perf_counter() - began, b" 200 " in head[:13]))
            if time.perf_counter() >= until:
                break
    finally:
        writer.close()
    return found

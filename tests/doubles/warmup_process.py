"""A real Warmup process: `python -m bot …` with an environment of its own, on a free port of this machine."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BORDER = Path(__file__).parent / "border"  # the process stays on this machine, too
KEPT = ("PATH", "LANG", "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
PATIENCE = 60.0  # seconds: four processes that start at once on a busy machine


@dataclass(slots=True)
class Process:
    """A running `warmup serve`, and the address it listens on; a worker has none."""

    inner: asyncio.subprocess.Process
    url: str

    async def terminated(self) -> int:
        """Ask it to end, as a service manager would, and wait; its exit code."""
        self.inner.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.inner.wait(), PATIENCE)

    async def killed(self) -> None:
        """End it without a word."""
        self.inner.kill()
        await self.inner.wait()


@asynccontextmanager
async def serving(settings: Mapping[str, str], log: Path, *words: str) -> AsyncGenerator[Process]:
    """`warmup serve` (or other words) with these settings, once it listens or works; ended in any case."""
    with log.open("ab") as errors:
        process = await _started(settings, *(words or ("serve",)), errors=errors.fileno())
    try:
        yield Process(process, await _address(process))
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def ran(settings: Mapping[str, str], *words: str) -> tuple[int, str, str]:
    """Exit code, output and errors of `warmup …`, once it has ended."""
    process = await _started(settings, *words, errors=asyncio.subprocess.PIPE)
    try:
        out, errors = await asyncio.wait_for(process.communicate(), PATIENCE)
    finally:
        if process.returncode is None:
            process.kill()
    return process.returncode or 0, out.decode(), errors.decode()


async def _started(settings: Mapping[str, str], *words: str, errors: int) -> asyncio.subprocess.Process:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    environment = {**kept, "PYTHONPATH": f"{BORDER}{os.pathsep}{ROOT}", "HOST": "127.0.0.1", "PORT": "0", **settings}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, env=environment, stdout=asyncio.subprocess.PIPE, stderr=errors
    )


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout
    line = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()
    assert line.startswith("Warmup"), "it did not start; its log is in the test's folder"
    return line.split()[-1] if "listens on" in line else ""

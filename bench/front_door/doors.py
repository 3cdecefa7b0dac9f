"""The doors that are measured, each a process of its own on the server's core, with a database of its own."""

import asyncio
import os
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.front_door.deliveries import SECRET
from bench.machine import SERVER, on_core

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0  # seconds to start, and to stop
WARMUP, DURABLE = "warmup", "durable"
COMMANDS = {WARMUP: ("-m", "bot", "serve")} | {
    name: ("-m", "bench.front_door.rivals", name) for name in ("bolt", "bare", DURABLE)
}


@dataclass(slots=True)
class Door:
    """A running door: its address, its process, its database and its log."""

    address: str
    process: asyncio.subprocess.Process
    database: Path
    log: Path
    does_jobs: bool
    keeps: bool  # every delivery, once

    def kept(self) -> Counter[str]:
        """How many jobs are in each state."""
        with closing(sqlite3.connect(self.database)) as db:
            return Counter(dict(db.execute("SELECT state, count(*) FROM job GROUP BY state")))

    def in_hand(self) -> int:
        """How many accepted jobs are not done; none for a door that does none."""
        kept = self.kept() if self.does_jobs else Counter[str]()
        return kept["waiting"] + kept["claimed"] + kept["posting"]

    def complaints(self) -> list[str]:
        """What it logged as gone wrong."""
        lines = self.log.read_text("utf-8").splitlines()
        return [line for line in lines if any(word in line for word in (" WARNING ", " ERROR ", "Traceback"))]


@asynccontextmanager
async def door(name: str, slack_url: str) -> AsyncGenerator[Door]:
    """Start one and end it by its process."""
    settings = {"SLACK_BOT_TOKEN": "xoxb-bench", "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": slack_url}
    async with opened(COMMANDS[name], settings, does_jobs=name == WARMUP, keeps=name in {WARMUP, DURABLE}) as there:
        yield there


@asynccontextmanager
async def opened(
    words: Sequence[str], settings: Mapping[str, str], *, does_jobs: bool, keeps: bool
) -> AsyncGenerator[Door]:
    """`python …` with these settings, once it listens; ended with the block."""
    with TemporaryDirectory(prefix="warmup-bench-") as folder:
        database, log = Path(folder) / "warmup.sqlite3", Path(folder) / "log"
        with on_core(SERVER), log.open("wb") as errors:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *words,
                cwd=folder,  # where no .env lies
                env=_environment(database) | settings,
                stdout=asyncio.subprocess.PIPE,
                stderr=errors,
            )
        try:
            yield Door(await _listening(process, log), process, database, log, does_jobs, keeps)
        finally:
            await _stopped(process)


def _environment(database: Path) -> dict[str, str]:
    """Only what is said here: no setting of whoever runs the bench."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(ROOT),
        "HOME": str(database.parent),
        "DATABASE_URL": f"sqlite:///{database}",
        "WARMUP_BOOK": "sample",
        "PORT": "0",
    }


async def _listening(process: asyncio.subprocess.Process, log: Path) -> str:
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        line = (await process.stdout.readline()).decode()
    assert "http" in line, f"it did not start: {_end_of(log)}"
    return line.split()[-1]


async def _stopped(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        async with asyncio.timeout(PATIENCE):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def _end_of(log: Path) -> str:
    return log.read_text("utf-8")[-2000:]

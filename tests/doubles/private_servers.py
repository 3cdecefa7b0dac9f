"""A PostgreSQL and a Redis of a test's own, which it may stop, kill and start again."""

import asyncio
import os
import shutil
import signal
import socket
import tempfile
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import pytest

PATIENCE = 20.0  # seconds: a busy machine is no bug
AS_POSTGRES = "postgres" if os.getuid() == 0 else None  # it does not run as root, so root starts it as that user


@dataclass(slots=True)
class PrivateServer:
    """A server that is there, or is not."""

    command: Sequence[str]
    asks: Sequence[str]  # ends with 0 once it answers
    url: str
    runs_as: str | None = None
    ends_at: signal.Signals = signal.SIGQUIT  # PostgreSQL's own word for at once
    process: Process | None = None

    async def starts(self) -> None:
        """Start it, on the same port and the same data as before, and wait until it answers."""
        self.process = await _run(self.command, self.runs_as)
        async with asyncio.timeout(PATIENCE):
            while await (await _run(self.asks)).wait():  # noqa: ASYNC110 (another process has no event to wait for)
                await asyncio.sleep(0.05)

    async def stops(self, how: signal.Signals) -> None:
        """Stop it in this way, and wait until it is gone."""
        if self.process and self.process.returncode is None:
            self.process.send_signal(how)
            await asyncio.wait_for(self.process.wait(), PATIENCE)


@asynccontextmanager
async def private_redis() -> AsyncGenerator[PrivateServer]:
    """A Redis that writes down everything within a second."""
    program, asks = _program("redis-server"), _program("redis-cli")
    folder, port = tempfile.mkdtemp(prefix="warmup-"), _free_port()
    command = [program, "--bind", "127.0.0.1", "--port", str(port), "--dir", folder, "--appendonly", "yes"]
    answers = [asks, "-h", "127.0.0.1", "-p", str(port), "ping"]
    url = f"redis://127.0.0.1:{port}/0"
    server = PrivateServer(
        [*command, "--save", ""], answers, url, ends_at=signal.SIGKILL
    )  # a shell may have it ignore others
    async with _lent(server, folder):
        yield server


@asynccontextmanager
async def private_postgres() -> AsyncGenerator[PrivateServer]:
    """A PostgreSQL cluster with nothing in it."""
    folder, port = tempfile.mkdtemp(prefix="warmup-"), _free_port()
    if AS_POSTGRES:
        shutil.chown(folder, AS_POSTGRES, AS_POSTGRES)
    data = f"{folder}/data"
    making = [_program("initdb"), "-D", data, "-A", "trust", "-U", "postgres", "--no-sync"]
    assert await (await _run(making, AS_POSTGRES)).wait() == 0
    options = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", "fsync=off"]
    command = [_program("postgres"), "-D", data, *(word for option in options for word in ("-c", option))]
    asks = [_program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
    async with _lent(PrivateServer(command, asks, url, AS_POSTGRES), folder) as server:
        yield server


@asynccontextmanager
async def _lent(server: PrivateServer, folder: str) -> AsyncGenerator[PrivateServer]:
    try:
        await server.starts()
        yield server
    finally:
        await server.stops(server.ends_at)
        shutil.rmtree(folder, ignore_errors=True)


async def _run(command: Sequence[str], user: str | None = None) -> Process:
    groups = list[str]() if user else None
    return await asyncio.create_subprocess_exec(
        *command, stdout=DEVNULL, stderr=DEVNULL, cwd="/", user=user, group=user, extra_groups=groups
    )


def _program(name: str) -> str:
    """Where it is: on the path, or beside the `postgres` that is. Skips at a desk, where one may be missing."""
    found = shutil.which(name)
    postgres = shutil.which("postgres")
    beside = Path(postgres).resolve().with_name(name) if postgres else None
    if not found and not (beside and beside.exists()):
        reason = f"no {name} to test with"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return found or str(beside)


def _free_port() -> int:
    with closing(socket.socket()) as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
